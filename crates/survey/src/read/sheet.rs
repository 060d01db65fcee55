//! A table of texts as it stands in a file: headings, rows, and what is odd about them.

use super::format::Format;
use super::{delimited, encoding, xlsx};
use crate::{Place, Problem};
use std::collections::{BTreeMap, BTreeSet};

/// How much of a file is read before it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes that a compressed file may unfold to.
    pub unpacked: u64,
    /// Cells, counting the empty ones between.
    pub cells: usize,
    /// Columns.
    pub columns: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            bytes: 64 << 20,
            unpacked: 512 << 20,
            cells: 10_000_000,
            columns: 16_384,
        }
    }
}

/// What the user says about a file; everything left open is found out from the bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetHint {
    /// Name of the file as the user knows it; problems carry it.
    pub file: String,
    /// Sheet of a workbook; none = the first.
    pub sheet: Option<String>,
    /// Separator of a delimited file; none = sniffed.
    pub separator: Option<char>,
    /// Encoding of a delimited file; none = detected.
    pub encoding: Option<encoding::Encoding>,
    /// Row of the headings, from 1; 0 counts as 1. Rows above it are not read.
    pub header_row: u32,
    /// Limits.
    pub limits: Limits,
}

impl SheetHint {
    /// A hint that knows only the file's name.
    pub fn file(name: impl Into<String>) -> SheetHint {
        SheetHint {
            file: name.into(),
            ..SheetHint::default()
        }
    }

    /// The row of the headings, from 1.
    pub(super) fn header(&self) -> u32 {
        self.header_row.max(1)
    }

    /// The place that is the whole file.
    pub(super) fn place(&self) -> Place {
        Place::file(self.file.clone())
    }
}

/// A table as read. Headings are unique; every row has as many cells as there are headings,
/// or none at all where the file has a blank row or one that cannot be trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// File name; problems carry it.
    pub file: String,
    /// Name of the sheet in a workbook; empty for a delimited file.
    pub name: String,
    /// Headings, unique.
    pub header: Vec<String>,
    /// Cells. An empty row keeps the numbering as in a spreadsheet program.
    pub rows: Vec<Vec<String>>,
    /// Row number of `rows[0]`, from 1, as a spreadsheet program shows it.
    pub first_row_number: u32,
    /// What is odd without making the file unreadable: ragged rows, repeated or missing headings.
    pub problems: Vec<Problem>,
}

impl Sheet {
    /// The row number of `rows[index]` as a spreadsheet program shows it.
    pub fn row_number(&self, index: usize) -> u32 {
        self.first_row_number
            .saturating_add(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Position of a column by its heading.
    pub fn column(&self, heading: &str) -> Option<usize> {
        self.header.iter().position(|name| name == heading)
    }
}

/// Letters of a column as spreadsheet programs name it: 0 is `A`, 26 is `AA`.
pub fn column_letters(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|byte| char::from(*byte)).collect()
}

/// Reads a table: a workbook (XLSX) or delimited text in any of the usual encodings.
///
/// # Errors
/// The problems for which no table can be made of the file: too large, not decodable, an unterminated quote,
/// no heading, a format that is not read. What concerns single rows stands in [`Sheet::problems`] instead.
pub fn sheet(bytes: &[u8], hint: &SheetHint) -> Result<Sheet, Vec<Problem>> {
    let limit = hint.limits.bytes;
    if bytes.len() > limit {
        let problem = Problem::error("file-too-large", hint.place())
            .with("bytes", bytes.len())
            .with("limit", limit);
        return Err(vec![problem]);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(vec![Problem::error("file-empty", hint.place())]);
    }
    let grid = match Format::detect(bytes) {
        Format::Xlsx => xlsx::read(bytes, hint)?,
        Format::Delimited => delimited::read(&encoding::decode(bytes, hint)?, hint)?,
        other => return Err(vec![other.refusal(hint)]),
    };
    shape(grid, hint)
}

/// Rows as they stand in the file, before headings are looked at.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Name of the sheet.
    pub name: String,
    /// All rows from the first of the file.
    pub rows: Vec<Vec<String>>,
    /// Problems met on the way.
    pub problems: Vec<Problem>,
}

fn shape(mut grid: Grid, hint: &SheetHint) -> Result<Sheet, Vec<Problem>> {
    let at = hint.header() as usize - 1;
    let blank = |row: &Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
    let heading = grid.rows.get(at).filter(|row| !blank(row));
    let Some(heading) = heading.cloned() else {
        let place = hint.place().at(hint.header());
        grid.problems.push(Problem::error("header-missing", place));
        return Err(grid.problems);
    };
    let mut rows = grid.rows.split_off(at + 1);
    while rows.last().is_some_and(blank) {
        rows.pop();
    }
    // Short rows are filled up: a wide heading must not make a small file a large table.
    let width = filled_width(&heading);
    let filled = rows.iter().filter(|row| !blank(row)).count();
    if width.saturating_mul(filled) > hint.limits.cells {
        let problem = Problem::error("too-many-cells", hint.place().at(hint.header()));
        return Err(vec![problem.with("limit", hint.limits.cells)]);
    }
    let mut sheet = Sheet {
        file: hint.file.clone(),
        name: grid.name,
        header: Vec::with_capacity(width),
        rows,
        first_row_number: hint.header().saturating_add(1),
        problems: grid.problems,
    };
    if sheet.rows.is_empty() {
        sheet
            .problems
            .push(Problem::warning("no-rows", hint.place()));
    }
    name_columns(&mut sheet, &heading);
    even_out(&mut sheet);
    Ok(sheet)
}

/// Gives every column a heading of its own and says where the file did not.
fn name_columns(sheet: &mut Sheet, heading: &[String]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for (index, cell) in heading.iter().take(filled_width(heading)).enumerate() {
        let letters = column_letters(index);
        let place = Place::file(sheet.file.clone()).at(sheet.first_row_number - 1);
        let place = place.in_field(letters.clone());
        let mut name = cell.trim().to_owned();
        let count = seen.entry(name.clone()).or_insert(0);
        *count += 1;
        if name.is_empty() {
            name = letters;
            if sheet.rows.iter().any(|row| holds(row, index)) {
                let problem = Problem::warning("unnamed-column", place);
                sheet.problems.push(problem.with("column", &name));
            }
        } else if *count > 1 {
            let renamed = format!("{name} [{count}]");
            let problem = Problem::warning("duplicate-column", place);
            let problem = problem.with("heading", &name).with("renamed", &renamed);
            sheet.problems.push(problem);
            name = renamed;
        }
        while taken.contains(&name) {
            name.push('\'');
        }
        taken.insert(name.clone());
        sheet.header.push(name);
    }
}

/// Columns up to the last with a heading.
fn filled_width(heading: &[String]) -> usize {
    let last = heading.iter().rposition(|cell| !cell.trim().is_empty());
    last.map_or(0, |at| at + 1)
}

fn holds(row: &[String], index: usize) -> bool {
    row.get(index).is_some_and(|cell| !cell.trim().is_empty())
}

/// Brings rows to the width of the header: a shorter one is filled up, a longer one is left out; both are said.
fn even_out(sheet: &mut Sheet) {
    let width = sheet.header.len();
    for index in 0..sheet.rows.len() {
        let number = sheet.row_number(index);
        let row = &mut sheet.rows[index];
        if row.iter().all(|cell| cell.trim().is_empty()) {
            row.clear();
            continue;
        }
        let cells = row.len();
        let beyond = row.iter().skip(width).any(|cell| !cell.trim().is_empty());
        let problem = match cells {
            _ if beyond => Problem::error("row-too-long", Place::default()),
            _ if cells < width => Problem::warning("row-too-short", Place::default()),
            _ => {
                row.truncate(width);
                continue;
            }
        };
        row.resize(if beyond { 0 } else { width }, String::new());
        let problem = Problem {
            place: Place::file(sheet.file.clone()).at(number),
            ..problem
        };
        sheet
            .problems
            .push(problem.with("cells", cells).with("columns", width));
    }
}
