//! One shape for every table: computed from answers or read from a publication.
//!
//! Figures, pages, PDF, XLSX and CSV all take this type, so the same digits reach each of them.
//! Rows are groups (表側), columns are options (表頭); a cell keeps what is known of it and no more.

use crate::{Tenths, Text};
use serde::Serialize;

/// A base under which a row carries `*` (reference value).
pub const SMALL_BASE: u64 = 30;

/// How the answers of one table relate to its base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableKind {
    /// One answer each: a row sums to its base. Drawn as 帯グラフ.
    Single,
    /// Any number of answers each: a row may exceed 100 %. Drawn as grouped bars.
    Multiple,
    /// Rows of a matrix, one answer each per row; `Row::block` names the group.
    Matrix,
    /// Numbers of respondents, no percentages (図2-11).
    Count,
}

/// What an option means beyond its label. Kept to the last report, each with its own mark.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum OptionRole {
    /// A plain answer.
    #[default]
    Plain,
    /// "Not known" (把握できていない, わからない): an answer of its own, never a missing one.
    NotKnown,
    /// "None of these": excludes the others.
    None,
    /// "Other", with or without a text.
    Other,
    /// "Not applicable" (対象外).
    NotApplicable,
    /// Asked and not answered (無回答): a column only where the base contains them.
    NotAnswered,
}

/// Where a number comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Locator {
    /// Id of a source in `study.toml`, e.g. `report` or `press`.
    pub source: String,
    /// Figure, table or section there: `図2-1`.
    pub place: String,
    /// Line in the text of the source, when known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// What a reader must know about this reading (label inferred, value by position …).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// How a number is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    /// Counted from answers.
    Counted,
    /// Printed in the source.
    Printed,
    /// Worked out from other printed numbers; the only value that fits.
    Derived,
    /// Lost; at best a range.
    Lost,
}

/// The value to print in a cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is", content = "value")]
pub enum Value {
    /// A percentage of the row's base. `0.0` here means: someone, but below the unit; or printed so.
    Percent(Tenths),
    /// Nobody: prints `-`.
    Nobody,
    /// A number of respondents.
    Count(u64),
    /// Only a phrase such as 約8割, with the band it may mean, in points.
    Band {
        /// The phrase of the source.
        phrase: Text,
        /// Lowest percentage it may mean.
        low: f64,
        /// Highest percentage it may mean.
        high: f64,
    },
    /// The source's value did not survive.
    Lost,
    /// Withheld because few respondents could be recognised.
    Suppressed,
    /// No base: nobody was asked.
    NoBase,
}

/// What is known of the number of respondents in a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is", content = "value")]
pub enum Count {
    /// Exactly this many.
    Exact(u64),
    /// One of these, ascending; each fits everything printed.
    OneOf(Vec<u64>),
    /// Nothing is known.
    Unknown,
}

impl Count {
    /// The count when there is only one.
    pub fn exact(&self) -> Option<u64> {
        match self {
            Count::Exact(count) => Some(*count),
            Count::OneOf(_) | Count::Unknown => None,
        }
    }
}

/// An interval for a percentage, in points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CellInterval {
    /// Lower end, in points (0 to 100).
    pub low: f64,
    /// Upper end, in points.
    pub high: f64,
    /// Stable name of the method: `wilson`, `korn-graubard`, …
    pub method: String,
}

/// On which side of the total a share lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Against {
    /// Higher than everybody's.
    Above,
    /// Lower than everybody's.
    Below,
}

/// The share of a group compared with the share of everybody, of whom the group is a part.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AgainstTotal {
    /// The group's share minus the total's, both between 0 and 1.
    pub difference: f64,
    /// Stable name of the test: `overlapping-t` or `linearised-t`.
    pub method: &'static str,
    /// Unadjusted two-sided p.
    pub p: f64,
    /// p after Holm; the family is every cell of the table compared.
    pub p_adjusted: f64,
    /// The mark to print; none when the adjusted p is above the level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<Against>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cell {
    /// What is printed.
    pub value: Value,
    /// The unweighted number of respondents behind it.
    pub count: Count,
    /// How it is known.
    pub known: Known,
    /// 95 % interval, where one can be given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<CellInterval>,
    /// How it compares with the total, where that was asked for and can be tested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<AgainstTotal>,
    /// Where it was printed; none for a counted cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locator: Option<Locator>,
}

/// The base of a row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Base {
    /// Unweighted number of respondents asked (n).
    pub n: Count,
    /// How n is known.
    pub known: Known,
    /// Weighted base, printed, when weights are on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighted: Option<String>,
    /// Effective base (Σw)²/Σw² (Kish), for description only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective: Option<f64>,
}

impl Base {
    /// Whether the row must carry `*`.
    pub fn is_small(&self) -> bool {
        match &self.n {
            Count::Exact(n) => *n < SMALL_BASE,
            Count::OneOf(all) => all.iter().any(|n| *n < SMALL_BASE),
            Count::Unknown => false,
        }
    }
}

/// One column: an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Option id, unique in the table.
    pub id: String,
    /// Label in both languages.
    pub label: Text,
    /// Its meaning.
    pub role: OptionRole,
}

/// One row: a group of respondents, or a row of a matrix within a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Id, unique in the table together with `block`.
    pub id: String,
    /// Label in both languages.
    pub label: Text,
    /// Heading over a run of rows (the group, when rows are matrix rows).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<Text>,
    /// A mark beside the row, e.g. 「委託元で高い割合」.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<Text>,
    /// Whether this is the total row.
    pub total: bool,
    /// Its base.
    pub base: Base,
    /// One cell per column.
    pub cells: Vec<Cell>,
}

/// Where the whole table comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Printed elsewhere and carried over.
    Published,
    /// Counted from answers.
    Answers,
    /// Counted from a synthetic sample; says so wherever it is shown.
    Synthetic,
}

/// A remark printed under the table; its words are found by the code `note-CODE`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Note {
    /// Stable kebab-case code: `small-base`, `not-hundred`, `multiple-answers`, `weighted`, …
    pub code: &'static str,
    /// Values for the words, by name.
    pub args: Vec<(&'static str, String)>,
}

/// A whole table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    /// Id: a figure id (`2-1`), a question id (`Q2`) or `QUESTION*BREAK`.
    pub id: String,
    /// Title in both languages.
    pub title: Text,
    /// Id of the question.
    pub question: String,
    /// Who was asked.
    pub base_label: Text,
    /// How rows relate to their base.
    pub kind: TableKind,
    /// The options.
    pub columns: Vec<Column>,
    /// The groups.
    pub rows: Vec<Row>,
    /// Remarks, in the order printed.
    pub notes: Vec<Note>,
    /// Published, counted or synthetic.
    pub origin: Origin,
}
