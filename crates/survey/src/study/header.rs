//! `study.toml`: what the study is, whom it asked, when, and where its numbers were printed.

use crate::Text;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How respondents were chosen: decides which words and tests are honest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SampleKind {
    /// Cells were filled up to a number: tests are a yardstick only, without finite population correction.
    Quota,
    /// Drawn at random with known chances within strata.
    Probability,
    /// Everybody was asked.
    Census,
}

/// Whether the study was published elsewhere or is one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StudyKind {
    /// Numbers printed elsewhere, carried over with their place.
    Published,
    /// The user's own study.
    Own,
}

/// When and how answers were collected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Fieldwork {
    /// First day.
    #[schemars(with = "String", extend("format" = "date"))]
    pub start: Date,
    /// Last day.
    #[schemars(with = "String", extend("format" = "date"))]
    pub end: Date,
    /// Post, web, personal links …
    pub method: Text,
    /// Who was asked.
    pub respondents: Text,
}

/// A document from which numbers are carried over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Source {
    /// Id used by locators: `report`, `press`.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Who published it.
    pub publisher: Text,
    /// Day of publication.
    #[schemars(with = "String", extend("format" = "date"))]
    pub date: Date,
    /// Name of the text file whose lines the locators count, when there is one.
    #[serde(default)]
    pub file: Option<String>,
    /// Address, when it was printed in the source.
    #[serde(default)]
    pub url: Option<String>,
    /// Terms under which figures may be cited.
    #[serde(default)]
    pub terms: Option<Text>,
}

/// A stretch of time that answers refer to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Period {
    /// Id.
    pub id: String,
    /// Label.
    pub label: Text,
    /// First day; none = open.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub start: Option<Date>,
    /// Last day; none = open.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub end: Option<Date>,
}

/// A sampling class (層).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Stratum {
    /// Id, e.g. `vendor-large`. Expressions name it: `stratum in [vendor-large]`.
    pub id: String,
    /// Label.
    pub label: Text,
    /// Valid answers received, where printed.
    #[serde(default)]
    pub n: Option<u64>,
    /// Units in the population, where known; needed for weights and finite population correction.
    #[serde(default)]
    pub population: Option<u64>,
    /// Units invited, where known.
    #[serde(default)]
    pub invited: Option<u64>,
}

/// What is known of the population besides its strata: the sizes of the groups of a break. Weights are raked to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PopulationMargin {
    /// A break of `analysis.toml`; every respondent belongs to exactly one of its categories.
    pub by: String,
    /// Sizes, category by category. Only their proportions matter.
    #[serde(rename = "category")]
    pub categories: Vec<PopulationPart>,
}

/// The size of one group of the population.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PopulationPart {
    /// Category of the break.
    pub id: String,
    /// Units in the population.
    pub population: u64,
}

/// One round of the study (回).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Wave {
    /// Id.
    pub id: String,
    /// Label.
    pub label: Text,
    /// The day that "now" means in its questions.
    #[schemars(with = "String", extend("format" = "date"))]
    pub reference_date: Date,
}

/// An interview, as a dated note of kind and purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Interview {
    /// Id, named by hypotheses.
    pub id: String,
    /// Day held.
    #[schemars(with = "String", extend("format" = "date"))]
    pub date: Date,
    /// Who was interviewed, by kind.
    pub kind: Text,
    /// What for.
    pub purpose: Text,
    /// Line in the source.
    #[serde(default)]
    pub line: Option<u32>,
}

/// `study.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Header {
    /// Id: the folder's name, lower case, digits and hyphens.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Published elsewhere or one's own.
    pub kind: StudyKind,
    /// Whether small cells may be shown to anyone. Default: no.
    #[serde(default)]
    pub public: bool,
    /// What one respondent is called in base labels (組織, 回答者); default: 回答者 / respondents.
    /// English in the plural.
    #[serde(default)]
    pub unit: Option<Text>,
    /// How respondents were chosen.
    pub sample: SampleKind,
    /// The day that "now" means.
    #[schemars(with = "String", extend("format" = "date"))]
    pub reference_date: Date,
    /// When and how.
    #[serde(default)]
    pub fieldwork: Option<Fieldwork>,
    /// What the study is about, in a few sentences.
    pub about: Text,
    /// How to cite it.
    pub citation: Text,
    /// Ids of studies in sibling folders that belong to the same report; their figures and comparisons are shown
    /// and adjusted together with this study's.
    #[serde(default)]
    pub companions: Vec<String>,
    /// Documents its numbers come from.
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
    /// Periods.
    #[serde(default, rename = "period")]
    pub periods: Vec<Period>,
    /// Strata, in the order shown.
    #[serde(default, rename = "stratum")]
    pub strata: Vec<Stratum>,
    /// Sizes of groups that cut across strata, for raking.
    #[serde(default, rename = "margin")]
    pub margins: Vec<PopulationMargin>,
    /// Waves.
    #[serde(default, rename = "wave")]
    pub waves: Vec<Wave>,
    /// Interviews.
    #[serde(default, rename = "interview")]
    pub interviews: Vec<Interview>,
}
