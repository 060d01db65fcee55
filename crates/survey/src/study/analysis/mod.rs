//! `analysis.toml`: what is tabulated, compared and concluded, written where a reader can argue with it.

mod claimed;

pub use claimed::*;

use super::questionnaire::PlaceInSource;
use crate::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A way to split respondents: by role, by stratum, by time of adoption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Break {
    /// Id: `role`.
    pub id: String,
    /// Label.
    pub label: Text,
    /// Groups, in the order shown.
    #[serde(rename = "category")]
    pub categories: Vec<Category>,
}

/// One group of a break.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Category {
    /// Id, unique in the break.
    pub id: String,
    /// Label.
    pub label: Text,
    /// Who belongs to it, as an expression: `stratum in [vendor-large, vendor-small]`.
    pub when: String,
}

/// Several options counted as one (ネット).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Net {
    /// Id: `Q2-experienced`.
    pub id: String,
    /// Question whose options are joined.
    pub question: String,
    /// Label.
    pub label: Text,
    /// Options.
    pub options: Vec<String>,
}

/// How a figure is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FigureKind {
    /// 100 % stacked bar by group (帯グラフ).
    Stacked,
    /// Grouped horizontal bars for multiple answers.
    Grouped,
    /// Matrix of stacked bars with marks.
    Matrix,
    /// One bar or pie for one group.
    Pie,
    /// Table of counts.
    Count,
}

/// How much of a published figure survives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Survives {
    /// Every number.
    Full,
    /// Some numbers.
    Part,
    /// Only bases.
    Base,
    /// Nothing but phrases in the running text, or nothing at all.
    Text,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Figure {
    /// Id: `2-1`.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Kind.
    pub kind: FigureKind,
    /// Question.
    pub question: String,
    /// Rows of the matrix shown; none = all.
    #[serde(default)]
    pub rows: Vec<String>,
    /// Break for its groups; none = everybody.
    #[serde(default)]
    pub by: Option<String>,
    /// Groups shown; none = all of the break.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Who is shown, as an expression on top of the question's base.
    #[serde(default, rename = "where")]
    pub domain: Option<String>,
    /// Chapter it belongs to.
    pub chapter: String,
    /// What survives of it in the source; none in one's own study.
    #[serde(default)]
    pub survives: Option<Survives>,
    /// The figure of which this one shows the same chart (2-22 shows 2-9).
    #[serde(default)]
    pub same_as: Option<String>,
    /// Printed marks on rows: 「委託元で高い割合」.
    #[serde(default, rename = "mark")]
    pub marks: Vec<RowMark>,
    /// What may be said of it, in our words.
    #[serde(default)]
    pub reading: Option<Text>,
    /// Where it stands.
    #[serde(default)]
    pub source: Option<PlaceInSource>,
    /// What a reader must know.
    #[serde(default)]
    pub note: Option<Text>,
}

/// A mark on a row of a matrix figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RowMark {
    /// Row id.
    pub row: String,
    /// Its words.
    pub label: Text,
}

/// A chapter of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Chapter {
    /// Id: `2.1`.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Summary, in our words.
    #[serde(default)]
    pub summary: Option<Text>,
}

/// `analysis.toml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Analysis {
    /// Chapters, in order.
    #[serde(default, rename = "chapter")]
    pub chapters: Vec<Chapter>,
    /// Breaks.
    #[serde(default, rename = "break")]
    pub breaks: Vec<Break>,
    /// Nets.
    #[serde(default, rename = "net")]
    pub nets: Vec<Net>,
    /// Figures, in order.
    #[serde(default, rename = "figure")]
    pub figures: Vec<Figure>,
    /// Relations between published numbers.
    #[serde(default, rename = "relation")]
    pub relations: Vec<Relation>,
    /// Comparisons.
    #[serde(default, rename = "comparison")]
    pub comparisons: Vec<Comparison>,
    /// Hypotheses.
    #[serde(default, rename = "hypothesis")]
    pub hypotheses: Vec<Hypothesis>,
    /// Findings.
    #[serde(default, rename = "finding")]
    pub findings: Vec<Finding>,
    /// Remedies.
    #[serde(default, rename = "remedy")]
    pub remedies: Vec<Remedy>,
    /// Bound sentences.
    #[serde(default, rename = "sentence")]
    pub sentences: Vec<Sentence>,
    /// Mistakes of the source.
    #[serde(default, rename = "erratum")]
    pub errata: Vec<Erratum>,
}
