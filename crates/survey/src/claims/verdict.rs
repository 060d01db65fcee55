//! The rules that turn numbers into one verdict.

use super::family::Family;
use super::scenario::{Scenario, Scenarios};
use crate::retest::Verdict;
use crate::study::analysis::Claims;
use std::collections::BTreeSet;

/// Largest adjusted p that counts as shown.
pub const ALPHA: f64 = 0.05;
/// Level of the intervals.
pub const LEVEL: f64 = 0.95;
/// Differences within this many points do not matter, unless a comparison says otherwise.
pub const MARGIN: u32 = 10;

/// The verdict of one scenario, given its adjusted p.
pub(super) fn of(scenario: &Scenario, adjusted: f64, claims: Claims, margin: f64) -> Verdict {
    let within = scenario
        .interval
        .is_some_and(|(low, high)| -margin <= low && high <= margin);
    let shown = adjusted <= ALPHA;
    match claims {
        Claims::Alike if within => Verdict::Holds,
        Claims::Alike if shown => Verdict::Contradicted,
        Claims::Alike => Verdict::TooSmallToSay,
        Claims::Described => Verdict::NotTestable,
        Claims::Higher if shown && scenario.difference > 0.0 => Verdict::Holds,
        Claims::Higher if shown && scenario.difference < 0.0 => Verdict::Contradicted,
        Claims::Higher if within => Verdict::NoMeaningfulDifference,
        Claims::Higher => Verdict::TooSmallToSay,
    }
}

/// All verdicts that some fitting counts lead to, the other members of the family at their smallest and largest p.
/// Holm's adjusted p never falls when another p rises (it is a closed test with Bonferroni), so these two suffice.
pub(super) fn over(
    scenarios: &Scenarios,
    claims: Claims,
    margin: f64,
    family: &Family,
) -> BTreeSet<Verdict> {
    let both = |scenario: &Scenario| {
        let adjusted = [
            family.adjusted_low(scenario.p),
            family.adjusted_high(scenario.p),
        ];
        adjusted.map(|adjusted| of(scenario, adjusted, claims, margin))
    };
    scenarios.all.iter().flat_map(both).collect()
}

/// The verdict all agree on, or that rounding leaves it open.
pub(super) fn common(verdicts: &BTreeSet<Verdict>) -> Verdict {
    match (verdicts.len(), verdicts.first()) {
        (1, Some(only)) => *only,
        (0, _) => Verdict::NotTestable,
        _ => Verdict::TooRoundedToSay,
    }
}
