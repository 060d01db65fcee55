//! Families of comparisons, and Holm's adjustment where the other members' p are known only as ranges.

use super::Member;
use crate::study::analysis::Comparison;
use std::collections::BTreeMap;

/// The family of a comparison: the one it names, else its hypothesis, else itself alone.
pub(super) fn name(comparison: &Comparison) -> &str {
    let named = comparison
        .family
        .as_deref()
        .or(comparison.hypothesis.as_deref());
    named.unwrap_or(&comparison.id)
}

/// All families: of each testable member its id and its smallest and largest p.
pub(super) struct Families {
    members: BTreeMap<String, Vec<(String, f64, f64)>>,
}

/// The other members of one comparison's family.
pub(super) struct Family {
    low: Holm,
    high: Holm,
}

impl Families {
    pub fn of(members: &[Member<'_>]) -> Families {
        let mut families: BTreeMap<String, Vec<(String, f64, f64)>> = BTreeMap::new();
        for member in members {
            let range = member
                .tested
                .as_ref()
                .ok()
                .and_then(|tested| tested.p_range());
            if let Some((low, high)) = range {
                let family = families
                    .entry(name(member.comparison).to_owned())
                    .or_default();
                family.push((member.comparison.id.clone(), low, high));
            }
        }
        Families { members: families }
    }

    pub fn of_member(&self, member: &Member<'_>) -> Family {
        let family = self.members.get(name(member.comparison));
        let others = family
            .into_iter()
            .flatten()
            .filter(|(id, _, _)| *id != member.comparison.id);
        let (low, high): (Vec<f64>, Vec<f64>) = others.map(|(_, low, high)| (*low, *high)).unzip();
        Family {
            low: Holm::beside(low),
            high: Holm::beside(high),
        }
    }
}

impl Family {
    /// Number of members, this one included.
    pub fn size(&self) -> usize {
        self.low.others.len() + 1
    }

    /// Adjusted p, the others at their smallest.
    pub fn adjusted_low(&self, p: f64) -> f64 {
        self.low.adjusted(p)
    }

    /// Adjusted p, the others at their largest.
    pub fn adjusted_high(&self, p: f64) -> f64 {
        self.high.adjusted(p)
    }
}

/// Holm 1979 for one p beside fixed others: the i-th smallest p times (m − i + 1), running maximum.
struct Holm {
    others: Vec<f64>,
    /// Running maximum over the first i others.
    before: Vec<f64>,
}

impl Holm {
    fn beside(mut others: Vec<f64>) -> Holm {
        others.sort_by(f64::total_cmp);
        let m = others.len() + 1;
        let mut before = vec![0.0];
        let mut worst = 0.0_f64;
        for (rank, p) in others.iter().enumerate() {
            worst = worst.max(p * (m - rank) as f64);
            before.push(worst);
        }
        Holm { others, before }
    }

    fn adjusted(&self, p: f64) -> f64 {
        let smaller = self.others.partition_point(|other| *other < p);
        let own = p * (self.others.len() + 1 - smaller) as f64;
        self.before[smaller].max(own).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Holm;
    use crate::inference::adjust;

    #[test]
    fn one_p_beside_others_is_adjusted_as_in_the_whole_family() {
        let sets: [&[f64]; 4] = [
            &[],
            &[0.03],
            &[0.2, 0.001, 0.04],
            &[0.01, 0.01, 0.9, 0.5, 0.02],
        ];
        for others in sets {
            for p in [0.0, 0.001, 0.01, 0.015, 0.04, 0.3, 1.0] {
                let whole = adjust::holm(&[others, &[p]].concat());
                let one = Holm::beside(others.to_vec()).adjusted(p);
                assert!((whole[others.len()] - one).abs() < 1e-15, "{others:?} {p}");
            }
        }
    }
}
