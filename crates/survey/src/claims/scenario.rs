//! Every way the counts of a comparison can be, with the numbers each would give.

use super::reasons::reason;
use super::verdict::LEVEL;
use crate::inference::{Share, difference, fisher};
use crate::published::{Solved, SolvedShare};
use crate::retest::{Ratio, Reason};
use crate::study::Study;
use crate::study::analysis::ShareOf;
use crate::table::Known;
use std::collections::BTreeSet;

/// Combinations tried one by one; above, a spread of them that keeps the extremes.
const ALL: usize = 60_000;
/// Pairs (k, n) of one side looked at.
const PAIRS: usize = 20_000;
/// Combinations for which it is checked that both sides fit together.
const JOINT: usize = 20_000;
/// Pairs of one side in a spread.
const SPREAD: usize = 150;

/// One way: two shares and what they give.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scenario {
    pub a: Ratio,
    pub b: Ratio,
    pub difference: f64,
    pub interval: Option<(f64, f64)>,
    pub p: f64,
}

/// All ways, and how they were found.
#[derive(Clone, Debug)]
pub(super) struct Scenarios {
    pub all: Vec<Scenario>,
    /// Methods before adjustment.
    pub methods: &'static str,
    /// How many combinations fit.
    pub fitting: usize,
    /// What a reader must know of the numbers.
    pub notes: Vec<Reason>,
}

impl Scenarios {
    pub fn p_range(&self) -> Option<(f64, f64)> {
        let all = self.all.iter().map(|one| (one.p, one.p));
        all.reduce(|(low, high), (p, _)| (low.min(p), high.max(p)))
    }

    pub fn exact_a(&self) -> Option<Ratio> {
        only(self.all.iter().map(|one| one.a))
    }

    pub fn exact_b(&self) -> Option<Ratio> {
        only(self.all.iter().map(|one| one.b))
    }

    pub fn method(&self, adjustment: &str) -> String {
        let fitting = match self.fitting {
            1 => String::new(),
            many => format!("; all-fitting-counts({many})"),
        };
        format!("{}{fitting}; {adjustment}", self.methods)
    }
}

fn only(mut ratios: impl Iterator<Item = Ratio>) -> Option<Ratio> {
    let first = ratios.next()?;
    ratios.all(|other| other == first).then_some(first)
}

/// The classical numbers of two independent shares; none where a base is empty.
pub(super) fn classical(a: Ratio, b: Ratio) -> Option<Scenario> {
    let (one, other) = (Share::new(a.k, a.n)?, Share::new(b.k, b.n)?);
    let interval = difference::newcombe(one, other, LEVEL);
    Some(Scenario {
        a,
        b,
        difference: one.proportion() - other.proportion(),
        interval: Some((interval.low, interval.high)),
        p: fisher::two_sided(one, other),
    })
}

/// The ways that fit the published numbers.
pub(super) fn published(
    study: &Study,
    solved: &Solved,
    a: &ShareOf,
    b: &ShareOf,
) -> Result<Scenarios, Reason> {
    let [one, other] = [a, b].map(|side| solved.share(study, side));
    let (Some(one), Some(other)) = (one, other) else {
        return Err(reason("not-published", []));
    };
    let [of_one, of_other] = [pairs(solved, &one)?, pairs(solved, &other)?];
    let fitting = of_one.len() * of_other.len();
    let spread = fitting > ALL;
    let (mut left, mut right) = (of_one, of_other);
    if spread {
        left = spread_of(left);
        right = spread_of(right);
    }
    let tied = left.len() * right.len() <= JOINT && fitting > 1 && solved.tied(&one, &other);
    let joint = tied.then(|| solved.together(&one, &other));
    let mut all = Vec::new();
    for (ka, na) in &left {
        for (kb, nb) in &right {
            if joint
                .as_ref()
                .is_none_or(|joint| joint((*ka, *na), (*kb, *nb)))
            {
                all.extend(classical(
                    Ratio { k: *ka, n: *na },
                    Ratio { k: *kb, n: *nb },
                ));
            }
        }
    }
    if all.is_empty() {
        return Err(reason("nothing-fits", []));
    }
    Ok(Scenarios {
        fitting: if spread { fitting } else { all.len() },
        all,
        methods: "fisher-exact; newcombe",
        notes: notes(solved, [(a, &one), (b, &other)], spread),
    })
}

fn pairs(solved: &Solved, share: &SolvedShare) -> Result<Vec<(u64, u64)>, Reason> {
    let pairs = solved
        .pairs(share, PAIRS)
        .ok_or_else(|| reason("counts-unknown", []))?;
    let vacuous = pairs.iter().any(|(k, n)| *k == 0 && *n > 0) && pairs.iter().any(|(k, n)| k == n);
    match (pairs.len(), vacuous) {
        (0, _) => Err(reason("nothing-fits", [])),
        (2.., true) => Err(reason("counts-unknown", [])),
        _ => Ok(pairs),
    }
}

/// Some of the pairs, evenly spread over bases and, for each base, over counts, ends included.
fn spread_of(pairs: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    let bases: BTreeSet<u64> = pairs.iter().map(|(_, n)| *n).collect();
    let bases: Vec<u64> = bases.into_iter().collect();
    let kept: BTreeSet<u64> = evenly(&bases, 15).into_iter().collect();
    let mut chosen = Vec::new();
    for base in kept {
        let counts: Vec<(u64, u64)> = pairs.iter().copied().filter(|(_, n)| *n == base).collect();
        chosen.extend(evenly(&counts, SPREAD / 15));
    }
    chosen
}

fn evenly<T: Copy>(all: &[T], most: usize) -> Vec<T> {
    if all.len() <= most {
        return all.to_vec();
    }
    let at = |step: usize| step * (all.len() - 1) / (most - 1);
    (0..most)
        .filter_map(|step| all.get(at(step)).copied())
        .collect()
}

fn notes(solved: &Solved, sides: [(&ShareOf, &SolvedShare); 2], spread: bool) -> Vec<Reason> {
    let mut notes = Vec::new();
    if sides.iter().any(|(side, _)| side.base_from.is_some()) {
        notes.push(reason("approximate-base", []));
    }
    if sides
        .iter()
        .any(|(_, share)| solved.known(share).contains(&Known::Derived))
    {
        notes.push(reason("derived-counts", []));
    }
    if spread {
        notes.push(reason("not-all-tried", []));
    }
    notes
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_spread_keeps_both_ends() {
        let all: Vec<u64> = (0..1000).collect();
        let some = super::evenly(&all, 10);
        assert_eq!((some.len(), some[0], some[9]), (10, 0, 999));
        let pairs: Vec<(u64, u64)> = (1..=300)
            .flat_map(|n| (0..=n).map(move |k| (k, n)))
            .collect();
        let some = super::spread_of(pairs);
        assert!(some.len() <= super::SPREAD);
        for end in [(0, 1), (1, 1), (0, 300), (300, 300)] {
            assert!(some.contains(&end), "{end:?}");
        }
    }
}
