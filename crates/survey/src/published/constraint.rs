//! The constraints a printed number puts on counts, and how each narrows the sets of what can still be.

use super::domain::Domain;
use crate::Tenths;
use std::collections::BTreeMap;

/// Position of an unknown.
pub(super) type Var = usize;

/// A share `k/n` that was printed, as the interval of counts it allows for each base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Printed {
    /// A percentage with one decimal, rounded half-up.
    Percent(Tenths),
    /// A band, in thousandths of a point, both ends included.
    Band(u64, u64),
}

impl Printed {
    /// Lowest and highest percentage it can mean, in points.
    pub fn points(self) -> (f64, f64) {
        match self {
            Printed::Percent(tenths) => (tenths.points() - 0.05, tenths.points() + 0.05),
            Printed::Band(low, high) => (low as f64 / 1000.0, high as f64 / 1000.0),
        }
    }

    /// Lowest and highest count that a base of `n` allows; low above high when none.
    pub fn counts(self, n: u64) -> (u64, u64) {
        match self {
            _ if n == 0 => (1, 0),
            Printed::Percent(Tenths(tenths)) => {
                let tenths = u64::try_from(tenths).unwrap_or(0);
                let low = (n * (2 * tenths).saturating_sub(1)).div_ceil(2000);
                (low, (n * (2 * tenths + 1)).div_ceil(2000) - 1)
            }
            Printed::Band(low, high) => ((n * low).div_ceil(100_000), n * high / 100_000),
        }
    }
}

/// One constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Constraint {
    /// The unknown lies within these, both included.
    Within(Var, u64, u64),
    /// `k` of `n` was printed as this share.
    Share { k: Var, n: Var, printed: Printed },
    /// Sum of `left` = sum of `right`, or at most.
    Sum {
        left: Vec<Var>,
        right: Vec<Var>,
        equal: bool,
    },
    /// Respondents with any of several answers: at least each part, at most their sum.
    Union { whole: Var, parts: Vec<Var> },
}

/// Some set became empty: nothing fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Conflict;

/// What can still be, per unknown.
pub(super) type Domains = Vec<Domain>;

/// What narrowing changed, and how to take it back.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Unknowns changed and not yet looked at.
    pub vars: Vec<Var>,
    /// Earlier sets, oldest first; kept only when asked for.
    pub saved: Option<Vec<(Var, Domain)>>,
}

impl Changes {
    fn note(&mut self, var: Var, before: Domain) {
        self.vars.push(var);
        if let Some(saved) = &mut self.saved {
            saved.push((var, before));
        }
    }
}

impl Constraint {
    /// The unknowns it ties.
    pub fn variables(&self) -> Vec<Var> {
        match self {
            Constraint::Within(var, _, _) => vec![*var],
            Constraint::Share { k, n, .. } => vec![*k, *n],
            Constraint::Sum { left, right, .. } => [left.as_slice(), right].concat(),
            Constraint::Union { whole, parts } => {
                let mut all = parts.clone();
                all.push(*whole);
                all
            }
        }
    }

    /// The same constraint over other numbers of the unknowns; all must be in `to`.
    pub fn renumbered(&self, to: &BTreeMap<Var, Var>) -> Constraint {
        let new = |var: &Var| to.get(var).copied().unwrap_or(*var);
        let all = |vars: &[Var]| vars.iter().map(new).collect();
        match self {
            Constraint::Within(var, low, high) => Constraint::Within(new(var), *low, *high),
            Constraint::Share { k, n, printed } => Constraint::Share {
                k: new(k),
                n: new(n),
                printed: *printed,
            },
            Constraint::Sum { left, right, equal } => Constraint::Sum {
                left: all(left),
                right: all(right),
                equal: *equal,
            },
            Constraint::Union { whole, parts } => Constraint::Union {
                whole: new(whole),
                parts: all(parts),
            },
        }
    }

    /// Narrows the sets; what changed is added to `changes`.
    pub fn narrow(&self, domains: &mut Domains, changes: &mut Changes) -> Result<(), Conflict> {
        match self {
            Constraint::Within(var, low, high) => keep(domains, changes, *var, *low, *high),
            Constraint::Share { k, n, printed } => {
                narrow_share(domains, changes, (*k, *n), *printed)
            }
            Constraint::Sum { left, right, equal } => {
                narrow_sum(domains, changes, left, right)?;
                if *equal {
                    narrow_sum(domains, changes, right, left)?;
                }
                Ok(())
            }
            Constraint::Union { whole, parts } => {
                narrow_sum(domains, changes, &[*whole], parts)?;
                parts.iter().try_for_each(|part| {
                    narrow_sum(domains, changes, std::slice::from_ref(part), &[*whole])
                })
            }
        }
    }
}

fn keep(
    domains: &mut Domains,
    changes: &mut Changes,
    var: Var,
    low: u64,
    high: u64,
) -> Result<(), Conflict> {
    let (min, max) = (domains[var].min(), domains[var].max());
    if min >= Some(low) && max <= Some(high) {
        return Ok(());
    }
    let before = domains[var].clone();
    domains[var].keep(low, high);
    changes.note(var, before);
    if domains[var].is_empty() {
        Err(Conflict)
    } else {
        Ok(())
    }
}

fn narrow_share(
    domains: &mut Domains,
    changes: &mut Changes,
    (k, n): (Var, Var),
    printed: Printed,
) -> Result<(), Conflict> {
    if let Some(base) = domains[n].only() {
        let (low, high) = printed.counts(base);
        return keep_or_fail(domains, changes, k, low, high);
    }
    let (mut counts, mut bases) = (domains[k].emptied(), domains[n].emptied());
    for base in domains[n].values() {
        let (low, high) = printed.counts(base);
        if domains[k].meets(low, high) {
            domains[k].copy_range(low, high, &mut counts);
            bases.add(base);
        }
    }
    replace(domains, changes, k, counts)?;
    replace(domains, changes, n, bases)
}

fn keep_or_fail(
    domains: &mut Domains,
    changes: &mut Changes,
    var: Var,
    low: u64,
    high: u64,
) -> Result<(), Conflict> {
    if low > high {
        return Err(Conflict);
    }
    keep(domains, changes, var, low, high)
}

fn replace(
    domains: &mut Domains,
    changes: &mut Changes,
    var: Var,
    narrowed: Domain,
) -> Result<(), Conflict> {
    if narrowed.is_empty() {
        return Err(Conflict);
    }
    if domains[var] != narrowed {
        let before = std::mem::replace(&mut domains[var], narrowed);
        changes.note(var, before);
    }
    Ok(())
}

/// Bounds of `sum(left) <= sum(right)`.
fn narrow_sum(
    domains: &mut Domains,
    changes: &mut Changes,
    left: &[Var],
    right: &[Var],
) -> Result<(), Conflict> {
    let least: u64 = sum(left.iter().map(|var| domains[*var].min()))?;
    let most: u64 = sum(right.iter().map(|var| domains[*var].max()))?;
    let slack = most.checked_sub(least).ok_or(Conflict)?;
    for var in left {
        let min = domains[*var].min().ok_or(Conflict)?;
        keep(domains, changes, *var, 0, min + slack)?;
    }
    for var in right {
        let max = domains[*var].max().ok_or(Conflict)?;
        keep(domains, changes, *var, max.saturating_sub(slack), max)?;
    }
    Ok(())
}

fn sum(mut bounds: impl Iterator<Item = Option<u64>>) -> Result<u64, Conflict> {
    bounds
        .try_fold(0, |total, bound| Some(total + bound?))
        .ok_or(Conflict)
}

#[cfg(test)]
mod tests {
    use super::Printed;
    use crate::Tenths;

    #[test]
    fn counts_of_a_printed_share_are_those_that_print_so() {
        for n in 1..=400_u64 {
            for tenths in (0..=1000).step_by(7) {
                let (low, high) = Printed::Percent(Tenths(tenths)).counts(n);
                for k in 0..=n {
                    let prints = Tenths::of(u128::from(k), u128::from(n)) == Some(Tenths(tenths));
                    assert_eq!(prints, (low..=high).contains(&k), "{k}/{n} {tenths}");
                }
            }
        }
        assert_eq!(Printed::Band(75_000, 85_000).counts(136), (102, 115));
    }
}
