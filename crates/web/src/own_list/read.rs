//! A table of items, as people keep one: headings in either language or by code, full width or not, columns nobody knows passed over.

use std::collections::BTreeMap;

use ledger::admission::{LONGEST_CALLED, LONGEST_LISTED, LONGEST_NUMBER, MOST_LISTED};
use survey::read::{Limits, Sheet, SheetHint, fold};
use survey::{Language, Place, Problem};

use super::Column;
use crate::register::read::{means, table};

/// Largest table: what one list can hold.
const LIMITS: Limits = Limits {
    bytes: 2 << 20,
    unpacked: 32 << 20,
    cells: 50_000,
    columns: 100,
};

/// An item as a row tells it: of a column that the table lacks, nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its number, in half width.
    pub number: String,
    /// The texts of the columns there are; an empty one is none.
    pub texts: BTreeMap<Column, Option<String>>,
    /// Whether subcontractors are to agree to it too.
    pub flow_down: Option<bool>,
}

/// A row: where it stands, and what it tells or what is wrong with it.
#[derive(Debug, Clone)]
pub struct Line {
    /// Where.
    pub place: Place,
    /// Number and name as they stand there.
    pub called: (String, String),
    /// What it tells.
    pub told: Result<Told, Vec<Problem>>,
}

/// A table as read.
#[derive(Debug, Clone)]
pub struct Table {
    /// Rows that hold anything.
    pub lines: Vec<Line>,
    /// The cells of headings and rows, to be sent along and read again.
    pub cells: Vec<Vec<String>>,
}

/// Reads a table.
///
/// # Errors
/// What keeps it from being a table of items; what is wrong with a row stands with the row.
pub fn read(bytes: &[u8], name: &str) -> Result<Table, Vec<Problem>> {
    let hint = SheetHint {
        limits: LIMITS,
        ..SheetHint::file(name)
    };
    let sheet = table(bytes, &hint)?;
    let columns = columns(&sheet)?;
    let mut cells = vec![sheet.header.clone()];
    cells.extend(sheet.rows.iter().cloned());
    let lines: Vec<Line> = (0..sheet.rows.len())
        .filter_map(|at| line(&sheet, at, &columns))
        .collect();
    match lines.len() {
        0 => Err(vec![Problem::error("items-empty", Place::file(name))]),
        1..=MOST_LISTED => Ok(Table { lines, cells }),
        more => {
            let problem = Problem::error("items-too-many", Place::file(name));
            Err(vec![problem.with("rows", more).with("most", MOST_LISTED)])
        }
    }
}

/// In which column what stands. One that stands there twice is told, since nobody can say which is meant.
fn columns(sheet: &Sheet) -> Result<BTreeMap<Column, usize>, Vec<Problem>> {
    let place = || Place::file(sheet.file.clone()).at(sheet.first_row_number.saturating_sub(1));
    let mut found = BTreeMap::new();
    let mut wrong = Vec::new();
    for column in Column::ALL {
        let headings = || {
            Language::ALL
                .map(|language| column.heading(language))
                .join(" / ")
        };
        let mut at = (0..)
            .zip(&sheet.header)
            .filter(|(_, head)| column.is(once(head)));
        match (at.next(), at.next()) {
            (Some((at, _)), None) => {
                found.insert(column, at);
            }
            (Some(_), Some(_)) => {
                let problem = Problem::error("items-column-twice", place());
                wrong.push(problem.with("headings", headings()));
            }
            (None, _) if matches!(column, Column::Number | Column::Name) => {
                let problem = Problem::error("items-no-column", place());
                wrong.push(problem.with("headings", headings()));
            }
            (None, _) => {}
        }
    }
    if wrong.is_empty() {
        Ok(found)
    } else {
        Err(wrong)
    }
}

/// A heading without the mark by which the second of two is told from the first.
fn once(head: &str) -> &str {
    let counted = head
        .strip_suffix(']')
        .and_then(|head| head.rsplit_once(" ["));
    let counted = counted.filter(|(_, count)| count.parse::<u32>().is_ok());
    counted.map_or(head, |(head, _)| head)
}

fn line(sheet: &Sheet, at: usize, columns: &BTreeMap<Column, usize>) -> Option<Line> {
    let (row, number) = (sheet.rows.get(at)?, sheet.row_number(at));
    let reading = Reading {
        place: Place::file(sheet.file.clone()).at(number),
        cells: row,
        heads: &sheet.header,
        columns,
    };
    let broken = sheet.problems.iter();
    let broken = broken.filter(|problem| problem.place.line == Some(number));
    let broken: Vec<Problem> = broken.cloned().collect();
    let told = match broken.is_empty() {
        true if row.iter().all(|cell| cell.trim().is_empty()) => return None,
        true => reading.told(),
        false => Err(broken),
    };
    let called = |column| reading.cell(column).chars().take(LONGEST_CALLED).collect();
    Some(Line {
        called: (called(Column::Number), called(Column::Name)),
        place: reading.place,
        told,
    })
}

/// One row being read.
struct Reading<'a> {
    place: Place,
    cells: &'a [String],
    heads: &'a [String],
    columns: &'a BTreeMap<Column, usize>,
}

/// Lines end as entries have them, a tab is a space.
fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.replace('\t', " ").trim().to_owned()
}

impl Reading<'_> {
    fn cell(&self, column: Column) -> &str {
        let at = self.columns.get(&column);
        let cell = at.and_then(|at| self.cells.get(*at));
        cell.map_or("", |cell| cell.trim())
    }

    fn problem(&self, code: &'static str, column: Column) -> Problem {
        let shown: String = self.cell(column).chars().take(40).collect();
        let head = self.columns.get(&column).and_then(|at| self.heads.get(*at));
        let head = head.map_or("", |head| head.trim());
        let place = self.place.clone().in_field(head);
        let problem = Problem::error(code, place).with("value", shown);
        problem.with("column", head)
    }

    fn told(&self) -> Result<Told, Vec<Problem>> {
        let mut wrong = Vec::new();
        let number = self.number().unwrap_or_else(|problem| {
            wrong.push(problem);
            String::new()
        });
        let mut texts = BTreeMap::new();
        for column in [
            Column::Topic,
            Column::Name,
            Column::Reason,
            Column::Text,
            Column::Proof,
        ] {
            if self.columns.contains_key(&column) {
                match self.text(column) {
                    Ok(text) => {
                        texts.insert(column, text);
                    }
                    Err(problem) => wrong.push(problem),
                }
            }
        }
        let flow_down = self.said().unwrap_or_else(|problem| {
            wrong.push(problem);
            None
        });
        match wrong.is_empty() {
            true => Ok(Told {
                number,
                texts,
                flow_down,
            }),
            false => Err(wrong),
        }
    }

    fn number(&self) -> Result<String, Problem> {
        let number = fold::narrow(self.cell(Column::Number));
        let unfit = |letter: char| letter.is_whitespace() || misleads(letter);
        let fits = (1..=LONGEST_NUMBER).contains(&number.chars().count());
        match fits && !number.contains(unfit) {
            true => Ok(number),
            false if number.is_empty() => Err(self.problem("items-no-number", Column::Number)),
            false => Err(self.problem("items-bad-number", Column::Number)),
        }
    }

    fn text(&self, column: Column) -> Result<Option<String>, Problem> {
        let text = lines(self.cell(column));
        let short = matches!(column, Column::Topic | Column::Name);
        let longest = if short {
            LONGEST_CALLED
        } else {
            LONGEST_LISTED
        };
        if column == Column::Name && text.is_empty() {
            return Err(self.problem("items-no-name", column));
        }
        if text.chars().count() > longest {
            let problem = self.problem("items-long", column);
            return Err(problem
                .with("most", longest)
                .with("letters", text.chars().count()));
        }
        let unfit = |letter: char| misleads(letter) && (short || letter != '\n');
        match text.contains(unfit) {
            true => Err(self.problem("items-unfit", column)),
            false => Ok(Some(text).filter(|text| !text.is_empty())),
        }
    }

    /// An empty cell says no.
    fn said(&self) -> Result<Option<bool>, Problem> {
        if !self.columns.contains_key(&Column::FlowDown) {
            return Ok(None);
        }
        let cell = self.cell(Column::FlowDown);
        let plain = cell.trim().to_lowercase();
        let among = |marks: [&str; 4]| marks.contains(&plain.as_str());
        if means(cell, "yes", "engagement-yes") || among(["○", "〇", "true", "1"]) {
            Ok(Some(true))
        } else if means(cell, "no", "engagement-no") || among(["", "×", "false", "0"]) {
            Ok(Some(false))
        } else {
            Err(self.problem("items-no-yes", Column::FlowDown))
        }
    }
}

/// As entries have it: controls, and marks that turn the direction of a text.
fn misleads(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
