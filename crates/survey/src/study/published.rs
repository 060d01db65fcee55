//! `published.csv`: every number that a source prints, one a line, each with its place.
//!
//! Header of the file, all columns in this order:
//! `figure,question,row,by,group,n,option,percent,count,phrase_ja,phrase_en,low,high,source,place,line,known,note_ja,note_en`

use crate::table::{Known, Locator};
use crate::{Tenths, Text};
use serde::Serialize;

/// What is printed of a base n.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is", content = "value")]
pub enum PublishedBase {
    /// Printed: `287`.
    Exact(u64),
    /// Not printed, but within these: `90..111` (both ends included).
    Within(u64, u64),
    /// Nothing is known: empty.
    Unknown,
}

/// What is printed of a cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is", content = "value")]
pub enum PublishedValue {
    /// A percentage with one decimal.
    Percent(Tenths),
    /// A number of respondents.
    Count(u64),
    /// A phrase such as 約8割, with the band in points that it may mean.
    Band {
        /// The phrase.
        phrase: Text,
        /// Lowest percentage.
        low: f64,
        /// Highest percentage.
        high: f64,
    },
    /// Only the base or the label survives.
    Lost,
}

/// One line of `published.csv`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PublishedCell {
    /// Line in `published.csv`, from 2.
    pub line: u32,
    /// Figure id in `analysis.toml`: `2-1`; `text-…` or `press-…` for numbers outside figures.
    pub figure: String,
    /// Question id.
    pub question: String,
    /// Row of a matrix question, or empty.
    pub row: String,
    /// Break id that the group belongs to, or empty for everybody.
    pub by: String,
    /// Category ids of that break; several are pooled (`during+after`); empty for everybody.
    pub groups: Vec<String>,
    /// The base.
    pub n: PublishedBase,
    /// Option ids; several form a net (`now+past`); empty when only n is printed.
    pub options: Vec<String>,
    /// The number.
    pub value: PublishedValue,
    /// `printed`, `derived` (label or position inferred) or `lost`.
    pub known: Known,
    /// Where it is printed.
    pub locator: Locator,
}
