//! Why a verdict is what it is, as codes whose words stand in the words files under `reason-CODE`.

use super::scenario::{Scenario, Scenarios};
use crate::Tenths;
use crate::retest::{Reason, Retest, Verdict};
use crate::study::analysis::Claims;
use crate::table::SMALL_BASE;
use std::collections::BTreeSet;

/// A reason with its values.
pub(super) fn reason<const N: usize>(
    code: &'static str,
    args: [(&'static str, String); N],
) -> Reason {
    Reason {
        code,
        args: args.to_vec(),
    }
}

/// The reasons for a verdict, the decisive one first.
pub(super) fn of(
    retest: &Retest,
    scenarios: &Scenarios,
    verdicts: &BTreeSet<Verdict>,
    (claims, margin): (Claims, u32),
) -> Vec<Reason> {
    let mut all = vec![match retest.verdict {
        Verdict::TooRoundedToSay => disagree(scenarios, verdicts),
        verdict => decisive(verdict, retest.p_adjusted, scenarios, (claims, margin)),
    }];
    all.extend(scenarios.notes.iter().cloned());
    let sizes = scenarios.all.iter().flat_map(|one| [one.a.n, one.b.n]);
    if let Some(n) = sizes.min().filter(|n| *n < SMALL_BASE) {
        all.push(reason("small-base", [("n", n.to_string())]));
    }
    all
}

fn disagree(scenarios: &Scenarios, verdicts: &BTreeSet<Verdict>) -> Reason {
    let keys: Vec<&str> = verdicts.iter().map(|one| one.key()).collect();
    let fitting = ("fitting", scenarios.fitting.to_string());
    reason("fits-disagree", [fitting, ("verdicts", keys.join(" "))])
}

fn decisive(
    verdict: Verdict,
    p: Option<f64>,
    scenarios: &Scenarios,
    (claims, margin): (Claims, u32),
) -> Reason {
    let p = ("p", p.map_or_else(String::new, probability));
    let (low, high) = bounds(&scenarios.all);
    let interval = [
        ("low", points(low)),
        ("high", points(high)),
        ("margin", margin.to_string()),
    ];
    match verdict {
        Verdict::Holds if claims == Claims::Alike => reason("likeness-shown", interval),
        Verdict::Holds => reason("difference-shown", [p]),
        Verdict::Contradicted if claims == Claims::Alike => {
            reason("difference-against-likeness", [p])
        }
        Verdict::Contradicted => reason("opposite-shown", [p]),
        Verdict::NoMeaningfulDifference => reason("within-margin", interval),
        Verdict::TooSmallToSay => reason("interval-wide", interval),
        Verdict::TooRoundedToSay | Verdict::NotTestable => reason("counts-unknown", []),
    }
}

/// Lowest lower and highest upper end over all ways.
fn bounds(all: &[Scenario]) -> (f64, f64) {
    let ends = all.iter().filter_map(|one| one.interval);
    ends.reduce(|(low, high), (one, other)| (low.min(one), high.max(other)))
        .unwrap_or((-1.0, 1.0))
}

/// A difference of proportions in points with one decimal.
fn points(difference: f64) -> String {
    Tenths(libm::round(difference * 1000.0) as i32).to_string()
}

/// p with three decimals, or that it is below them.
fn probability(p: f64) -> String {
    let thousandths = libm::round(p * 1000.0) as u32;
    if thousandths == 0 {
        "< 0.001".to_owned()
    } else {
        format!("= {}.{:03}", thousandths / 1000, thousandths % 1000)
    }
}
