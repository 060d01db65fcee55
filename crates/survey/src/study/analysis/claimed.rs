//! The part of `analysis.toml` that claims: relations, comparisons, hypotheses, findings, remedies, bound sentences, mistakes of the source.

use crate::Text;
use crate::study::questionnaire::PlaceInSource;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A number in a published table, by address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CellRef {
    /// Figure id in `published.csv`.
    pub figure: String,
    /// Row of the matrix, or empty.
    #[serde(default)]
    pub row: String,
    /// Groups, pooled; empty for everybody.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Options, added up; empty means the base n itself.
    #[serde(default)]
    pub options: Vec<String>,
}

/// How two sums of numbers are related.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Relates {
    /// Equal.
    #[serde(rename = "=")]
    Equal,
    /// Left at most right.
    #[serde(rename = "<=")]
    AtMost,
}

/// A relation that must hold between published numbers (a base that is another table's count).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Relation {
    /// Id.
    pub id: String,
    /// Numbers added on the left.
    pub left: Vec<CellRef>,
    /// `=` or `<=`.
    pub is: Relates,
    /// Numbers added on the right.
    pub right: Vec<CellRef>,
    /// Why it must hold.
    pub why: Text,
    /// Whether it is our reading rather than stated by the source.
    #[serde(default)]
    pub inferred: bool,
}

/// What a comparison claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Claims {
    /// a is higher than b.
    Higher,
    /// a and b are alike.
    Alike,
    /// Only a description: nothing is compared.
    Described,
}

/// One side of a comparison: a share of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ShareOf {
    /// Name of the group, as shown.
    pub label: Text,
    /// Published figure to read; none when only answers can tell.
    #[serde(default)]
    pub figure: Option<String>,
    /// Question.
    pub question: String,
    /// Row of the matrix, or empty.
    #[serde(default)]
    pub row: String,
    /// Options added up.
    pub options: Vec<String>,
    /// Break.
    #[serde(default)]
    pub by: Option<String>,
    /// Groups pooled; empty for everybody.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Base taken from another published number (approximation; said so).
    #[serde(default)]
    pub base_from: Option<CellRef>,
}

/// One comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Comparison {
    /// Id: `C01`.
    pub id: String,
    /// The claim in our words.
    pub claim: Text,
    /// What is claimed.
    pub claims: Claims,
    /// First side; claimed higher where `claims = "higher"`.
    #[serde(default)]
    pub a: Option<ShareOf>,
    /// Second side.
    #[serde(default)]
    pub b: Option<ShareOf>,
    /// Whether both shares come from the same respondents (then independent tests are refused).
    #[serde(default)]
    pub same_respondents: bool,
    /// Why it cannot be tested from what survives.
    #[serde(default)]
    pub lost: Option<Text>,
    /// Family within which p is adjusted; default: the hypothesis.
    #[serde(default)]
    pub family: Option<String>,
    /// Hypothesis it speaks to.
    #[serde(default)]
    pub hypothesis: Option<String>,
    /// Whether the source makes the claim; else it is ours.
    #[serde(default = "yes")]
    pub asserted: bool,
    /// Margin within which a difference does not matter, in points; default 10.
    #[serde(default)]
    pub margin: Option<u32>,
    /// Where the claim stands.
    #[serde(default)]
    pub source: Option<PlaceInSource>,
    /// What a reader must know.
    #[serde(default)]
    pub note: Option<Text>,
}

fn yes() -> bool {
    true
}

/// How a piece of evidence counts for a hypothesis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Counts {
    /// The hypothesis needs this to hold.
    Needed,
    /// It speaks for the hypothesis if it holds, and is not needed.
    Supports,
    /// It speaks against the hypothesis if it holds.
    Against,
}

/// A comparison as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Evidence {
    /// Comparison id.
    pub comparison: String,
    /// How it counts.
    pub counts: Counts,
    /// Why it counts so.
    pub why: Text,
}

/// One hypothesis. Its verdict is computed from its evidence, never written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Hypothesis {
    /// Id: `1-1`.
    pub id: String,
    /// The hypothesis.
    pub text: Text,
    /// Chapter.
    pub chapter: String,
    /// Comparisons.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// Figures that bear on it without being compared.
    #[serde(default)]
    pub figures: Vec<String>,
    /// Interviews that bear on it.
    #[serde(default)]
    pub interviews: Vec<String>,
    /// What the source concluded, in our words.
    #[serde(default)]
    pub concluded: Option<Text>,
    /// Where it concluded so.
    #[serde(default)]
    pub source: Option<PlaceInSource>,
    /// Findings it feeds.
    #[serde(default)]
    pub findings: Vec<String>,
}

/// A finding (①–⑤).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Finding {
    /// Id: `1`.
    pub id: String,
    /// Mark: ①.
    pub mark: String,
    /// Title.
    pub title: Text,
    /// What it says.
    pub text: Text,
    /// Remedies that answer it.
    #[serde(default)]
    pub remedies: Vec<String>,
    /// Where it stands.
    #[serde(default)]
    pub source: Option<PlaceInSource>,
}

/// A remedy (Ⅰ–Ⅴ).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Remedy {
    /// Id: `I`.
    pub id: String,
    /// Mark: Ⅰ.
    pub mark: String,
    /// Title.
    pub title: Text,
    /// What to do.
    pub text: Text,
    /// Where it stands.
    #[serde(default)]
    pub source: Option<PlaceInSource>,
}

/// What a sentence needs to stay true.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Binding {
    /// A comparison that must have this verdict key, e.g. `holds`.
    #[serde(default)]
    pub comparison: Option<String>,
    /// Verdict key demanded of the comparison; default `holds`.
    #[serde(default)]
    pub verdict: Option<String>,
    /// A share that must lie between `low` and `high` points.
    #[serde(default)]
    pub share: Option<ShareOf>,
    /// Lowest percentage that keeps the sentence true.
    #[serde(default)]
    pub low: Option<f64>,
    /// Highest percentage that keeps the sentence true.
    #[serde(default)]
    pub high: Option<f64>,
}

/// A sentence of the report, bound to the numbers it rests on; `{1}` prints the first share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Sentence {
    /// Id.
    pub id: String,
    /// Chapter.
    pub chapter: String,
    /// The sentence. `{1}`, `{2}` … stand for the shares of its bindings, printed as `83.6 % (240/287)`.
    pub text: Text,
    /// All must hold.
    #[serde(rename = "needs")]
    pub bindings: Vec<Binding>,
    /// Where the source says it.
    #[serde(default)]
    pub source: Option<PlaceInSource>,
}

/// A mistake of the source that no arithmetic finds: a misprint, a wrong caption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Erratum {
    /// Id.
    pub id: String,
    /// What is wrong.
    pub text: Text,
    /// Where.
    pub source: Vec<PlaceInSource>,
}
