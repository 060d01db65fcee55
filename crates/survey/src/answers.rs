//! Answers in columns: dictionary codes and bit sets, one entry per respondent.
//!
//! Four states are kept apart from the form to the last table:
//! not asked · asked and not answered · answered, not selected · selected.
//! "Not known" is an option like any other (see [`crate::table::OptionRole::NotKnown`]).

use std::collections::BTreeMap;

/// State byte: the question was not put to this respondent.
pub const NOT_ASKED: u8 = 255;
/// State byte: the question was put and not answered.
pub const NOT_ANSWERED: u8 = 254;
/// State byte of a multiple answer, number, date or text: answered.
pub const ANSWERED: u8 = 0;
/// Most options of one question (codes stay in a byte beside the two states).
pub const MOST_OPTIONS: usize = 250;

/// The answers to one variable. A variable is a question, or a row of a matrix (`Q10.access`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// Index of the option, or a state byte.
    Single(Vec<u8>),
    /// A state byte per respondent, and for each option one bit per respondent (64 to a word).
    Multiple {
        /// `ANSWERED`, `NOT_ANSWERED` or `NOT_ASKED`.
        state: Vec<u8>,
        /// `selected[option][respondent / 64] >> (respondent % 64) & 1`.
        selected: Vec<Vec<u64>>,
    },
    /// Decimal numbers as integers of 10^-decimals.
    Number {
        /// State bytes.
        state: Vec<u8>,
        /// Digits after the point.
        decimals: u8,
        /// Values; 0 where not answered.
        values: Vec<i64>,
    },
    /// Days.
    Date {
        /// State bytes.
        state: Vec<u8>,
        /// Days; the zero date where not answered.
        values: Vec<jiff::civil::Date>,
    },
    /// Free text.
    Text {
        /// State bytes.
        state: Vec<u8>,
        /// Texts; empty where not answered.
        values: Vec<String>,
    },
    /// For each rank (first to last) the option index or a state byte.
    Ranking(Vec<Vec<u8>>),
}

/// Weights given per respondent: integers of a common scale, so that sums stay exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenWeights {
    /// Weight times `scale`, per respondent.
    pub values: Vec<u64>,
    /// The scale, e.g. 1,000,000 for weights with six decimals.
    pub scale: u64,
}

/// All answers of one wave of a study.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Respondent ids as given; unique.
    pub respondents: Vec<String>,
    /// Index into the study's strata, per respondent; empty when the study has none.
    pub strata: Vec<u16>,
    /// Weights, when given.
    pub weights: Option<GivenWeights>,
    /// Columns by variable name.
    pub columns: BTreeMap<String, Column>,
    /// Texts beside an option ("other, please specify"), by variable name and respondent index.
    pub specified: BTreeMap<String, BTreeMap<u32, String>>,
    /// Whether the answers were simulated; tables, figures and reports then say so.
    pub synthetic: bool,
}

impl Answers {
    /// Number of respondents.
    pub fn len(&self) -> usize {
        self.respondents.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.respondents.is_empty()
    }
}
