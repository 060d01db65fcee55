//! Claims re-tested: each comparison of a study, from published numbers or from answers, with its verdict.
//!
//! Rules. A claim "a is higher than b" *holds* if the p adjusted within its family is at most 0.05 and a is higher; it is
//! *contradicted* if so and a is lower. Else there is *no meaningful difference* if the 95 % interval lies within the
//! margin (10 points unless the comparison says otherwise), else the sample is *too small to say*. A claim of likeness
//! holds if the interval lies within the margin; it is contradicted if the adjusted p is at most 0.05 and the interval
//! does not lie within it; else too small to say. Where counts are not known exactly, the verdict is computed for every
//! count that fits: all alike, that verdict; else *too rounded to say*. Lost or merely described: *not testable*.
//!
//! p: Fisher's exact test, two-sided. Interval: Newcombe 1998, method 10. Adjustment: Holm 1979 within the family, which
//! is the hypothesis unless the comparison names another; only testable members count.

pub(crate) mod counted;
mod family;
mod reasons;
mod scenario;
mod verdict;

use crate::answers::Answers;
use crate::inference::Refusal;
use crate::published::Solved;
use crate::retest::{Reason, Retest, Verdict};
use crate::study::Study;
use crate::study::analysis::{Claims, Comparison};
use crate::study::header::SampleKind;
use crate::table::Locator;
use reasons::reason;
use scenario::Scenarios;

pub use verdict::{ALPHA, LEVEL, MARGIN};

/// What the comparisons are read from.
#[derive(Clone, Copy, Debug)]
pub enum Evidence<'a> {
    /// Published numbers; companions are re-tested and adjusted together with the study.
    Published(&'a Solved),
    /// Answers to the study's questions, and a weight per respondent where weights are on.
    Answers(&'a Answers, Option<&'a [f64]>),
}

/// One comparison on its way to a verdict.
struct Member<'a> {
    study: &'a Study,
    comparison: &'a Comparison,
    tested: Result<Scenarios, Reason>,
}

/// Re-tests every comparison of the study, and of its companions where published numbers are the evidence.
/// In the order of ids.
pub fn retest(study: &Study, evidence: Evidence<'_>) -> Vec<Retest> {
    let mut members = Vec::new();
    collect(study, evidence, &mut members);
    members.sort_by_key(|member| order(&member.comparison.id));
    let families = family::Families::of(&members);
    members
        .iter()
        .map(|member| judged(member, &families))
        .collect()
}

/// Ids as a reader orders them: C01, C01b, C02, …, C10, C10b.
fn order(id: &str) -> (String, u64, String) {
    let at = id.find(|c: char| c.is_ascii_digit()).unwrap_or(id.len());
    let (letters, rest) = id.split_at(at);
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (digits, tail) = rest.split_at(end);
    (
        letters.to_owned(),
        digits.parse().unwrap_or(0),
        tail.to_owned(),
    )
}

fn collect<'a>(study: &'a Study, evidence: Evidence<'_>, members: &mut Vec<Member<'a>>) {
    for comparison in &study.analysis.comparisons {
        members.push(Member {
            study,
            comparison,
            tested: tested(study, comparison, evidence),
        });
    }
    if let Evidence::Published(solved) = evidence {
        for (companion, solved) in study.companions.iter().zip(&solved.companions) {
            collect(companion, Evidence::Published(solved), members);
        }
    }
}

fn tested(
    study: &Study,
    comparison: &Comparison,
    evidence: Evidence<'_>,
) -> Result<Scenarios, Reason> {
    let published = matches!(evidence, Evidence::Published(_));
    if comparison.claims == Claims::Described {
        return Err(reason("described", []));
    }
    if published && comparison.lost.is_some() {
        return Err(reason("lost", []));
    }
    if comparison.same_respondents {
        return Err(reason("same-respondents", []));
    }
    let (Some(a), Some(b)) = (&comparison.a, &comparison.b) else {
        return Err(reason("one-sided", []));
    };
    match evidence {
        Evidence::Published(solved) => scenario::published(study, solved, a, b),
        Evidence::Answers(answers, weights) => counted::scenarios(study, (a, b), answers, weights),
    }
}

/// The words for a refusal of the engine.
fn refused(refusal: &Refusal) -> Reason {
    reason("refused", [("code", refusal.code().to_owned())])
}

fn judged(member: &Member<'_>, families: &family::Families) -> Retest {
    let comparison = member.comparison;
    let mut retest = Retest {
        id: comparison.id.clone(),
        claim: comparison.claim.clone(),
        groups: groups(comparison),
        a: None,
        b: None,
        difference: None,
        interval: None,
        p: None,
        p_range: None,
        p_adjusted: None,
        method: "none".to_owned(),
        verdict: Verdict::NotTestable,
        reasons: Vec::new(),
        family: family::name(comparison).to_owned(),
        hypothesis: comparison.hypothesis.clone(),
        asserted: comparison.asserted,
        locator: comparison.source.as_ref().map(|place| Locator {
            source: place.source.clone(),
            place: place.place.clone(),
            line: place.line,
            note: comparison.note.clone(),
        }),
    };
    match &member.tested {
        Err(reason) => retest.reasons.push(reason.clone()),
        Ok(scenarios) => fill(&mut retest, member, scenarios, families),
    }
    retest
}

fn groups(comparison: &Comparison) -> (crate::Text, crate::Text) {
    let label = |side: &Option<crate::study::analysis::ShareOf>| {
        side.as_ref()
            .map(|side| side.label.clone())
            .unwrap_or_default()
    };
    (label(&comparison.a), label(&comparison.b))
}

fn fill(
    retest: &mut Retest,
    member: &Member<'_>,
    scenarios: &Scenarios,
    families: &family::Families,
) {
    let family = families.of_member(member);
    let range = scenarios.p_range();
    retest.a = scenarios.exact_a();
    retest.b = scenarios.exact_b();
    if let [only] = scenarios.all.as_slice() {
        retest.difference = Some(only.difference);
        retest.interval = only.interval;
        retest.p = Some(only.p);
    } else {
        retest.p_range = range;
    }
    retest.p_adjusted = range.map(|(_, high)| family.adjusted_high(high));
    retest.method = scenarios.method(&format!("holm({}, m={})", retest.family, family.size()));
    let comparison = member.comparison;
    let (claims, points) = (comparison.claims, comparison.margin.unwrap_or(MARGIN));
    let verdicts = verdict::over(scenarios, claims, f64::from(points) / 100.0, &family);
    retest.verdict = verdict::common(&verdicts);
    retest.reasons = reasons::of(retest, scenarios, &verdicts, (claims, points));
    if member.study.header.sample == SampleKind::Quota {
        retest.reasons.push(reason("quota-sample", []));
    }
}
