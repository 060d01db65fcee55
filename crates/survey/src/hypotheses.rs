//! Hypotheses judged by their evidence, and the map from hypothesis to finding to remedy.
//!
//! The rule, in this order:
//! 1. *supported*: there is needed evidence, all of it holds, and nothing that speaks against the hypothesis holds;
//! 2. *partly*: some needed evidence holds (or all of it, while something against the hypothesis holds too);
//! 3. *not supported*: no needed and no supporting evidence holds, and one of them is contradicted or shows no meaningful
//!    difference, or something against the hypothesis holds;
//! 4. *opinion only*: no comparison is listed, but interviews are;
//! 5. *open*: everything else.

use crate::Text;
use crate::retest::{Reason, Retest, Verdict};
use crate::study::Study;
use crate::study::analysis::{Counts, Finding, Hypothesis, Remedy};
use serde::Serialize;

/// The verdict on a hypothesis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HypothesisVerdict {
    /// All needed evidence holds.
    Supported,
    /// Some of it does.
    Partly,
    /// None does, and something speaks against it.
    NotSupported,
    /// Nothing but interviews bears on it.
    OpinionOnly,
    /// The evidence cannot tell.
    Open,
}

impl HypothesisVerdict {
    /// All verdicts, in the order of their firmness.
    pub const ALL: [HypothesisVerdict; 5] = [
        HypothesisVerdict::Supported,
        HypothesisVerdict::Partly,
        HypothesisVerdict::NotSupported,
        HypothesisVerdict::OpinionOnly,
        HypothesisVerdict::Open,
    ];

    /// Stable kebab-case key; the words are found under `hypothesis-KEY`.
    pub const fn key(self) -> &'static str {
        match self {
            HypothesisVerdict::Supported => "supported",
            HypothesisVerdict::Partly => "partly",
            HypothesisVerdict::NotSupported => "not-supported",
            HypothesisVerdict::OpinionOnly => "opinion-only",
            HypothesisVerdict::Open => "open",
        }
    }
}

/// One comparison as it weighed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Weighed {
    /// Id of the comparison.
    pub comparison: String,
    /// How it counts.
    pub counts: Counts,
    /// Its verdict; none when no such comparison was re-tested.
    pub verdict: Option<Verdict>,
    /// Why it counts so, from `analysis.toml`.
    pub why: Text,
}

/// A hypothesis with its verdict.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judged {
    /// Id.
    pub id: String,
    /// The hypothesis.
    pub text: Text,
    /// The computed verdict.
    pub verdict: HypothesisVerdict,
    /// Why, as codes whose words stand under `reason-CODE`.
    pub reasons: Vec<Reason>,
    /// The evidence with its results.
    pub evidence: Vec<Weighed>,
    /// Interviews that bear on it.
    pub interviews: Vec<String>,
    /// What the source concluded.
    pub concluded: Option<Text>,
}

/// Judges every hypothesis of the study by the rule at the head of this module.
pub fn judge(study: &Study, retests: &[Retest]) -> Vec<Judged> {
    let all = study.analysis.hypotheses.iter();
    all.map(|hypothesis| judged(hypothesis, retests)).collect()
}

fn judged(hypothesis: &Hypothesis, retests: &[Retest]) -> Judged {
    let verdict_of = |id: &str| {
        retests
            .iter()
            .find(|one| one.id == id)
            .map(|one| one.verdict)
    };
    let evidence = hypothesis.evidence.iter().map(|evidence| Weighed {
        comparison: evidence.comparison.clone(),
        counts: evidence.counts,
        verdict: verdict_of(&evidence.comparison),
        why: evidence.why.clone(),
    });
    let evidence: Vec<Weighed> = evidence.collect();
    let verdict = rule(&evidence, !hypothesis.interviews.is_empty());
    Judged {
        id: hypothesis.id.clone(),
        text: hypothesis.text.clone(),
        verdict,
        reasons: reasons(&evidence, verdict),
        evidence,
        interviews: hypothesis.interviews.clone(),
        concluded: hypothesis.concluded.clone(),
    }
}

fn rule(evidence: &[Weighed], interviews: bool) -> HypothesisVerdict {
    let holds = |one: &&Weighed| one.verdict == Some(Verdict::Holds);
    let of = |counts: Counts| evidence.iter().filter(move |one| one.counts == counts);
    let (needed, held) = (
        of(Counts::Needed).count(),
        of(Counts::Needed).filter(holds).count(),
    );
    let against = of(Counts::Against).filter(holds).count() > 0;
    let supports = of(Counts::Supports).filter(holds).count() > 0;
    let refuted = evidence
        .iter()
        .filter(|one| one.counts != Counts::Against)
        .any(|one| {
            matches!(
                one.verdict,
                Some(Verdict::Contradicted | Verdict::NoMeaningfulDifference)
            )
        });
    match (evidence.is_empty(), held) {
        (true, _) if interviews => HypothesisVerdict::OpinionOnly,
        (true, _) => HypothesisVerdict::Open,
        (_, 1..) if held == needed && !against => HypothesisVerdict::Supported,
        (_, 1..) => HypothesisVerdict::Partly,
        (_, 0) if !supports && (refuted || against) => HypothesisVerdict::NotSupported,
        (_, 0) => HypothesisVerdict::Open,
    }
}

/// Which comparisons decided, by what they came to.
fn reasons(evidence: &[Weighed], verdict: HypothesisVerdict) -> Vec<Reason> {
    let ids = |of: &dyn Fn(&Weighed) -> bool| {
        let chosen: Vec<&str> = evidence
            .iter()
            .filter(|one| of(one))
            .map(|one| one.comparison.as_str())
            .collect();
        chosen.join(", ")
    };
    let is = |verdict: Verdict| move |one: &Weighed| one.verdict == Some(verdict);
    let groups = [
        (
            "needed-holds",
            ids(&|one| one.counts == Counts::Needed && is(Verdict::Holds)(one)),
        ),
        (
            "needed-fails",
            ids(&|one| one.counts == Counts::Needed && settled_otherwise(one)),
        ),
        (
            "needed-open",
            ids(&|one| one.counts == Counts::Needed && unsettled(one)),
        ),
        (
            "supporting-holds",
            ids(&|one| one.counts == Counts::Supports && is(Verdict::Holds)(one)),
        ),
        (
            "supporting-fails",
            ids(&|one| one.counts == Counts::Supports && settled_otherwise(one)),
        ),
        (
            "against-holds",
            ids(&|one| one.counts == Counts::Against && is(Verdict::Holds)(one)),
        ),
    ];
    let mut all: Vec<Reason> = Vec::new();
    if verdict == HypothesisVerdict::OpinionOnly {
        all.push(Reason {
            code: "interviews-only",
            args: Vec::new(),
        });
    }
    let told = groups.into_iter().filter(|(_, ids)| !ids.is_empty());
    all.extend(told.map(|(code, ids)| Reason {
        code,
        args: vec![("claims", ids)],
    }));
    if all.is_empty() {
        all.push(Reason {
            code: "nothing-settled",
            args: Vec::new(),
        });
    }
    all
}

fn settled_otherwise(one: &Weighed) -> bool {
    matches!(
        one.verdict,
        Some(Verdict::Contradicted | Verdict::NoMeaningfulDifference)
    )
}

fn unsettled(one: &Weighed) -> bool {
    one.verdict != Some(Verdict::Holds) && !settled_otherwise(one)
}

/// Hypothesis → finding → remedy, each with what it leads to.
#[derive(Clone, Debug)]
pub struct Map<'a> {
    /// Hypotheses with the findings they feed.
    pub hypotheses: Vec<(&'a Hypothesis, Vec<&'a Finding>)>,
    /// Findings with the remedies that answer them.
    pub findings: Vec<(&'a Finding, Vec<&'a Remedy>)>,
}

/// The map of a study. Ids that name nothing are left out; the check of study files reports them.
pub fn map(study: &Study) -> Map<'_> {
    let analysis = &study.analysis;
    let finding = |id: &String| analysis.findings.iter().find(|one| one.id == *id);
    let remedy = |id: &String| analysis.remedies.iter().find(|one| one.id == *id);
    let hypotheses = analysis.hypotheses.iter();
    let findings = analysis.findings.iter();
    Map {
        hypotheses: hypotheses
            .map(|one| (one, one.findings.iter().filter_map(finding).collect()))
            .collect(),
        findings: findings
            .map(|one| (one, one.remedies.iter().filter_map(remedy).collect()))
            .collect(),
    }
}
