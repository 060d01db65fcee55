//! A sheet and a mapping become answers; whatever cannot be taken over is reported by row and column.

use super::draft::draft;
use super::listing::Listing;
use super::mapping::Mapping;
use super::respondents::{Respondents, respondents};
use super::routing::route;
use super::sheet::{Sheet, column_letters};
use crate::answers::Answers;
use crate::study::Study;
use crate::variable::{Variable, variables};
use crate::{Place, Problem};
use serde::Serialize;
use std::collections::BTreeMap;

/// How an import goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportOptions {
    /// Whether any error refuses the whole import.
    pub strict: bool,
    /// Most problems of one code that are listed; the counts are exact all the same.
    pub listed_per_code: usize,
    /// Whether the answers are known to be simulated.
    pub synthetic: bool,
}

impl Default for ImportOptions {
    fn default() -> ImportOptions {
        ImportOptions {
            strict: false,
            listed_per_code: 200,
            synthetic: false,
        }
    }
}

/// What became of the rows of a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RowCounts {
    /// Rows below the header.
    pub read: u64,
    /// Blank rows.
    pub blank: u64,
    /// Rows left out, each with its problem: repeated respondent, missing id, unknown stratum, too long.
    pub left_out: u64,
    /// Rows taken over.
    pub kept: u64,
}

/// What became of the cells of one variable.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Variable.
    pub variable: String,
    /// Headings of its columns; empty when no column was mapped.
    pub columns: Vec<String>,
    /// Respondents who were asked.
    pub asked: u64,
    /// Respondents who answered.
    pub answered: u64,
    /// Cells not taken over, each with its problem.
    pub faulty: u64,
}

/// What an import gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The answers; none when the import was refused.
    pub answers: Option<Answers>,
    /// Problems by row and column, up to the limit per code.
    pub problems: Vec<Problem>,
    /// How many problems of each code there are.
    pub counts: BTreeMap<&'static str, u64>,
    /// Rows.
    pub rows: RowCounts,
    /// Variables, in the order asked.
    pub coverage: Vec<Coverage>,
}

/// Reads the answers of a sheet by a mapping.
///
/// A cell that cannot be taken over becomes "not answered" and is reported. A mapping that does not fit sheet and
/// study refuses the import, as does any error in strict mode.
pub fn import(
    study: &Study,
    sheet: &Sheet,
    mapping: &Mapping,
    options: &ImportOptions,
) -> Imported {
    let mut listing = Listing::new(options.listed_per_code);
    for problem in super::fit::check(study, sheet, mapping) {
        listing.add(problem);
    }
    if listing.has_errors() {
        let (problems, counts) = listing.finish();
        return Imported {
            problems,
            counts,
            ..Imported::default()
        };
    }
    sheet
        .problems
        .iter()
        .for_each(|problem| listing.add(problem.clone()));
    let respondents = respondents(study, sheet, mapping, &mut listing);
    let mut reading = Reading {
        study,
        sheet,
        mapping,
        listing,
        rows: respondents.rows.clone(),
        faulty: 0,
    };
    let rows = respondents.counts;
    let (answers, coverage) = columns(
        &mut reading,
        respondents,
        options.synthetic || says_synthetic(sheet, mapping),
    );
    let refused = options.strict && reading.listing.has_errors();
    let (problems, counts) = reading.listing.finish();
    Imported {
        answers: (!refused).then_some(answers),
        problems,
        counts,
        rows,
        coverage,
    }
}

/// One simulated row makes the whole file simulated: nobody should take it for anything else.
fn says_synthetic(sheet: &Sheet, mapping: &Mapping) -> bool {
    let column = mapping.synthetic.as_deref();
    let column = column.and_then(|heading| sheet.column(heading));
    let marked = |row: &Vec<String>, column: usize| {
        let cell = row.get(column);
        cell.is_some_and(|cell: &String| super::cell::plain(cell) == "1")
    };
    column.is_some_and(|column| sheet.rows.iter().any(|row| marked(row, column)))
}

fn columns(
    reading: &mut Reading,
    respondents: Respondents,
    synthetic: bool,
) -> (Answers, Vec<Coverage>) {
    let mut answers = Answers {
        respondents: respondents.ids,
        strata: respondents.strata,
        weights: respondents.weights,
        synthetic,
        ..Answers::default()
    };
    let mut coverage = Vec::new();
    for variable in variables(reading.study) {
        reading.faulty = 0;
        let draft = draft(reading, &variable);
        let mut seen = route(reading, &variable, draft, &mut answers);
        seen.faulty = reading.faulty;
        coverage.push(seen);
        super::routing::check_sum(reading, &variable, &answers);
    }
    (answers, coverage)
}

/// What every step of reading cells needs.
pub(super) struct Reading<'a> {
    pub study: &'a Study,
    pub sheet: &'a Sheet,
    pub mapping: &'a Mapping,
    pub listing: Listing,
    /// For each respondent the index of the row in the sheet.
    pub rows: Vec<usize>,
    /// Cells of the current variable that were not taken over.
    pub faulty: u64,
}

impl<'a> Reading<'a> {
    /// The cell of a respondent in a column.
    pub fn cell(&self, respondent: usize, column: usize) -> &'a str {
        let row = self
            .rows
            .get(respondent)
            .and_then(|row| self.sheet.rows.get(*row));
        row.and_then(|row| row.get(column))
            .map_or("", String::as_str)
    }

    /// The place of a cell.
    pub fn place(&self, respondent: usize, column: usize) -> Place {
        let row = self.rows.get(respondent).copied().unwrap_or(0);
        let place = Place::file(self.sheet.file.clone()).at(self.sheet.row_number(row));
        match self.sheet.header.get(column) {
            Some(heading) => place.in_field(heading),
            None => place,
        }
    }

    /// Reports an error in a cell, whose value is then not taken over.
    pub fn fault(
        &mut self,
        code: &'static str,
        (respondent, column): (usize, usize),
        variable: &Variable,
    ) {
        let problem = self.about(
            Problem::error(code, Place::default()),
            (respondent, column),
            variable,
        );
        self.faulty += 1;
        self.listing.add(problem);
    }

    /// Reports something odd in a cell, whose value is taken over.
    pub fn warn(&mut self, code: &'static str, at: (usize, usize), variable: &Variable) {
        let problem = self.about(Problem::warning(code, Place::default()), at, variable);
        self.listing.add(problem);
    }

    /// The problem with the place of a cell and what its words need: value, column letters, variable.
    pub fn about(
        &self,
        problem: Problem,
        (respondent, column): (usize, usize),
        variable: &Variable,
    ) -> Problem {
        let problem = Problem {
            place: self.place(respondent, column),
            ..problem
        };
        let value: String = self
            .cell(respondent, column)
            .trim()
            .chars()
            .take(60)
            .collect();
        let problem = problem
            .with("value", value)
            .with("column", column_letters(column));
        problem.with("variable", &variable.name)
    }
}
