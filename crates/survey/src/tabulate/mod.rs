//! Tables counted from answers: simple tables, cross tables of any by any, and the figures of a study.
//!
//! Counts are exact, weighted counts are exact integers of a common scale, percentages are rounded half-up from the exact
//! ratio. Not asked, not answered, answered-not-selected and selected stay apart; "not known" is an option like any other.
//!
//! The base rule is the one of Japanese reports: n is everybody to whom the question was put, and 無回答 is a column of
//! its own as soon as anyone was silent ([`BaseRule::Asked`]); [`BaseRule::Answered`] leaves the silent out and says so.

mod against;
mod bands;
mod figures;
pub(crate) mod grid;
pub(crate) mod groups;
mod labels;
pub(crate) mod members;
mod notes;
mod printed;
mod subject;
mod suppress;

use crate::answers::Bits;
pub use figures::{Whole, figure, whole};
pub use groups::STRATA;

use crate::Problem;
use crate::answers::Answers;
use crate::study::Study;
use crate::table::Table;
use crate::weights::Weights;

/// Id of the column or group of those asked who did not answer.
pub const NOT_ANSWERED: &str = "not-answered";
/// Id of the row over all groups.
pub const TOTAL: &str = "total";

/// Who stands in the base of a percentage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BaseRule {
    /// Everybody asked; 無回答 is a column where there are any.
    #[default]
    Asked,
    /// Those who answered.
    Answered,
}

/// Of what a percentage is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PercentOf {
    /// Of the row's base.
    #[default]
    Row,
    /// Of everybody in the column (the cell of the total row).
    Column,
    /// No percentages: numbers of respondents.
    Count,
}

/// How a ranking is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RankingAs {
    /// What was named first.
    #[default]
    First,
    /// What was named at any rank.
    Any,
}

/// How tables are counted and shown.
#[derive(Clone, Debug, Default)]
pub struct Options<'w> {
    /// Weights; none = everybody counts one.
    pub weights: Option<&'w Weights>,
    /// Who stands in the base.
    pub base: BaseRule,
    /// Of what percentages are taken.
    pub percent: PercentOf,
    /// How rankings are counted.
    pub ranking: RankingAs,
    /// Whether the question's nets follow its options as columns.
    pub nets: bool,
    /// Lower bounds of bands for numbers, in units of the last decimal; empty = chosen from the answers.
    pub cuts: Vec<i64>,
    /// Whether cells carry 95 % intervals.
    pub intervals: bool,
    /// Level at which groups are marked against the total (0.05, say), over all cells of a table together; none = no marks.
    pub marks: Option<f64>,
    /// Whether the table leaves the house: small cells of a study that is not public are then withheld.
    pub shared: bool,
}

/// What a cross table shows. Every name is one a study file gives, so that a request fits into an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct CrossRequest {
    /// What is counted: a question (`Q2`), a row of a matrix (`Q10.access`) or a net.
    pub of: String,
    /// Rows of the matrix shown; empty = all.
    pub rows: Vec<String>,
    /// Groups: `stratum`, a break, a question, a row of a matrix or a net; none = everybody.
    pub by: Option<String>,
    /// Groups shown; empty = all.
    pub groups: Vec<String>,
    /// Who is counted, as an expression on top of the question's base.
    #[serde(rename = "where")]
    pub domain: Option<String>,
}

impl CrossRequest {
    /// A request for one thing by another.
    pub fn new(of: impl Into<String>, by: impl Into<String>) -> CrossRequest {
        CrossRequest {
            of: of.into(),
            by: Some(by.into()),
            ..CrossRequest::default()
        }
    }

    /// A request for everybody's answers to one thing.
    pub fn simple(of: impl Into<String>) -> CrossRequest {
        CrossRequest {
            of: of.into(),
            ..CrossRequest::default()
        }
    }

    /// The table's id: `Q2` or `Q2*role`.
    pub fn id(&self) -> String {
        match &self.by {
            Some(by) => format!("{}*{by}", self.of),
            None => self.of.clone(),
        }
    }
}

/// The simple table (単純集計) of one question, row of a matrix or net.
///
/// # Errors
/// As [`cross`].
pub fn simple(
    study: &Study,
    answers: &Answers,
    of: &str,
    options: &Options<'_>,
) -> Result<Table, Vec<Problem>> {
    cross(study, answers, &CrossRequest::simple(of), options)
}

/// A cross table (クロス集計): the total row first, then a row for each group.
///
/// # Errors
/// `unknown-subject`, `no-such-break`, `no-such-row`, `no-such-group`, `break-has-rows` for names that do not fit,
/// `no-answers` when the answers lack the variable, `weights-number` when weights are of other respondents,
/// and what an expression is wrong in.
pub fn cross(
    study: &Study,
    answers: &Answers,
    request: &CrossRequest,
    options: &Options<'_>,
) -> Result<Table, Vec<Problem>> {
    let grid = grid::Grid::of(study, answers, request, options)?;
    Ok(printed::table(study, answers, &grid, request.id(), options))
}

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
