//! `questionnaire.toml`: the questions, once, for form, import, tables and tests.

use crate::Text;
use crate::table::OptionRole;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Kinds of question.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// One option.
    Single,
    /// Any number of options, up to `maximum`.
    Multiple,
    /// One option for each row.
    MatrixSingle,
    /// Any number of options for each row.
    MatrixMultiple,
    /// A number, or one for each row.
    Numeric,
    /// A day.
    Date,
    /// Free text.
    Text,
    /// Options in order of preference, `maximum` of them.
    Ranking,
}

/// One option of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Choice {
    /// Id, unique in the question; expressions and analyses name it.
    pub id: String,
    /// Code in data files; default: position from 1.
    #[serde(default)]
    pub code: Option<u32>,
    /// Label.
    pub label: Text,
    /// What it means beyond its label.
    #[serde(default)]
    pub role: OptionRole,
    /// Whether it excludes all others of a multiple answer (always so for role `none`).
    #[serde(default)]
    pub exclusive: bool,
    /// Whether a text may be added.
    #[serde(default)]
    pub specify: bool,
    /// Whether the label is our reading, because the source's was lost.
    #[serde(default)]
    pub inferred: bool,
}

/// One row of a matrix, or one part of a numeric question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct MatrixRow {
    /// Id, unique in the question. The variable is called `QUESTION.ROW`.
    pub id: String,
    /// Label.
    pub label: Text,
    /// Base of this row alone, as an expression.
    #[serde(default)]
    pub base: Option<String>,
}

/// Limits of a number. All values are decimal texts so that they stay exact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct NumberRange {
    /// Smallest allowed.
    #[serde(default)]
    pub minimum: Option<i64>,
    /// Largest allowed.
    #[serde(default)]
    pub maximum: Option<i64>,
    /// Digits after the point (0 to 6).
    #[serde(default)]
    pub decimals: u8,
    /// Unit: 人, 円, %.
    #[serde(default)]
    pub unit: Option<Text>,
    /// What the rows must add up to.
    #[serde(default)]
    pub sum: Option<i64>,
}

/// Where a question stands in the source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PlaceInSource {
    /// Id of the source.
    pub source: String,
    /// Figure, table or section.
    pub place: String,
    /// Line in the source's text.
    #[serde(default)]
    pub line: Option<u32>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Question {
    /// Id: `Q2`. Letters, digits, `_` and `-`, starting with a letter.
    pub id: String,
    /// Kind.
    pub kind: QuestionKind,
    /// The question as put.
    pub text: Text,
    /// A short title for tables and figures; default: the text.
    #[serde(default)]
    pub title: Option<Text>,
    /// Who is asked, as an expression over earlier answers and strata; none = everybody.
    #[serde(default)]
    pub base: Option<String>,
    /// How the base is printed; default: made from the expression.
    #[serde(default)]
    pub base_label: Option<Text>,
    /// Options.
    #[serde(default, rename = "option")]
    pub options: Vec<Choice>,
    /// Rows.
    #[serde(default, rename = "row")]
    pub rows: Vec<MatrixRow>,
    /// Most options that may be chosen or ranked.
    #[serde(default)]
    pub maximum: Option<u32>,
    /// Limits of a number.
    #[serde(default)]
    pub number: Option<NumberRange>,
    /// Earliest day allowed.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub earliest: Option<Date>,
    /// Latest day allowed.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub latest: Option<Date>,
    /// Whether the source's list of options (or rows) is known only in part.
    #[serde(default)]
    pub incomplete: bool,
    /// Whether the question is only implied by the source.
    #[serde(default)]
    pub implied: bool,
    /// Catalogue item this question asks about.
    #[serde(default)]
    pub item: Option<String>,
    /// Where it stands in the source.
    #[serde(default)]
    pub source: Option<PlaceInSource>,
    /// Anything a reader must know about it.
    #[serde(default)]
    pub note: Option<Text>,
}

impl Question {
    /// The short title.
    pub fn title(&self) -> &Text {
        self.title.as_ref().unwrap_or(&self.text)
    }

    /// Position of an option by its id.
    pub fn option_index(&self, id: &str) -> Option<usize> {
        self.options.iter().position(|option| option.id == id)
    }
}

/// `questionnaire.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Questionnaire {
    /// The questions, in the order put.
    #[serde(default, rename = "question")]
    pub questions: Vec<Question>,
}

impl Questionnaire {
    /// A question by its id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }
}
