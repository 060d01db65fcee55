//! What a comparison came to: the shared result type of re-tests, hypotheses, figures and reports.

use crate::Text;
use crate::table::Locator;
use serde::Serialize;

/// The verdict on one claim (rules: `survey::claims`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Verdict {
    /// The adjusted p is at most 0.05 in the claimed direction, or likeness is shown.
    #[serde(rename = "holds")]
    Holds,
    /// The adjusted p is at most 0.05 in the other direction.
    #[serde(rename = "contradicted")]
    Contradicted,
    /// The 95 % interval lies within the margin: nothing that matters.
    #[serde(rename = "no meaningful difference")]
    NoMeaningfulDifference,
    /// Neither: the data cannot tell.
    #[serde(rename = "too small to say")]
    TooSmallToSay,
    /// The counts that fit the rounded numbers do not all lead to one verdict.
    #[serde(rename = "too rounded to say")]
    TooRoundedToSay,
    /// The numbers are lost.
    #[serde(rename = "not testable")]
    NotTestable,
}

impl Verdict {
    /// All verdicts, in the order of their firmness.
    pub const ALL: [Verdict; 6] = [
        Verdict::Holds,
        Verdict::Contradicted,
        Verdict::NoMeaningfulDifference,
        Verdict::TooSmallToSay,
        Verdict::TooRoundedToSay,
        Verdict::NotTestable,
    ];

    /// Stable kebab-case key; the words are found under `verdict-KEY`.
    pub const fn key(self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::Contradicted => "contradicted",
            Verdict::NoMeaningfulDifference => "no-meaningful-difference",
            Verdict::TooSmallToSay => "too-small-to-say",
            Verdict::TooRoundedToSay => "too-rounded-to-say",
            Verdict::NotTestable => "not-testable",
        }
    }
}

/// A number of respondents out of a base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Ratio {
    /// Respondents with the property.
    pub k: u64,
    /// Respondents asked.
    pub n: u64,
}

/// The result of one comparison. Proportions are between 0 and 1, differences are a − b.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Retest {
    /// Id of the comparison: `C01`.
    pub id: String,
    /// The claim, in the words of `analysis.toml`.
    #[serde(skip)]
    pub claim: Text,
    /// Names of the two groups compared.
    #[serde(skip)]
    pub groups: (Text, Text),
    /// First group, when its counts are exact.
    pub a: Option<Ratio>,
    /// Second group, when its counts are exact.
    pub b: Option<Ratio>,
    /// Difference of the proportions.
    pub difference: Option<f64>,
    /// 95 % interval of the difference.
    pub interval: Option<(f64, f64)>,
    /// Unadjusted p.
    pub p: Option<f64>,
    /// Smallest and largest p over all counts that fit.
    pub p_range: Option<(f64, f64)>,
    /// p adjusted within the family (the largest that fits, when counts are not exact).
    pub p_adjusted: Option<f64>,
    /// Methods, readable by a machine: `fisher-exact; newcombe; holm(1-1, m=9)`.
    pub method: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, as codes whose words stand under `reason-CODE`, with their values.
    pub reasons: Vec<Reason>,
    /// The family within which p is adjusted.
    pub family: String,
    /// Hypothesis this comparison speaks to, if any.
    pub hypothesis: Option<String>,
    /// Whether the source makes this claim (else it is ours).
    pub asserted: bool,
    /// Where the claim stands.
    pub locator: Option<Locator>,
}

/// One reason for a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Stable kebab-case code.
    pub code: &'static str,
    /// Values for the words, by name.
    pub args: Vec<(&'static str, String)>,
}
