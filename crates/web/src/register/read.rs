//! A table of engagements, as people keep one: headings and words in either language or by code, numbers and days as people write them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ledger::body::shared::{Confidentiality, Described, Side, WorkKind};
use ledger::organisation::Identifier;
use report::csv::unmarked;
use report::words;
use survey::read::{Limits, Sheet, SheetHint, date, fold};
use survey::{Language, Place, Problem};

use super::row::Column;

/// Rows of one table at most.
pub const MOST: usize = 200;
/// Letters of a name or title at most.
const LONGEST: usize = 200;
/// Largest table: what one person keeps by hand.
const LIMITS: Limits = Limits {
    bytes: 1 << 20,
    unpacked: 32 << 20,
    cells: 20_000,
    columns: 200,
};

/// An engagement as a row of a table tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its number, where it is registered already.
    pub engagement: Option<String>,
    /// The organisation's side.
    pub side: Side,
    /// Who stands across.
    pub partner: String,
    /// Their public number.
    pub number: Option<Identifier>,
    /// What the work is called.
    pub title: String,
    /// What is known of it.
    pub described: Described,
    /// The name of who answers for it.
    pub responsible: Option<String>,
    /// To whom its link is to be given.
    pub to: Option<String>,
}

/// A row: where it stands, and what it tells or what is wrong with it.
#[derive(Debug, Clone)]
pub struct Line {
    /// Where.
    pub place: Place,
    /// Title and other side as they stand there.
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
/// What keeps it from being a table of engagements; what is wrong with a row stands with the row.
pub fn read(bytes: &[u8], name: &str, sheet: Option<&str>) -> Result<Table, Vec<Problem>> {
    let hint = SheetHint {
        sheet: sheet.map(str::to_owned),
        limits: LIMITS,
        ..SheetHint::file(name)
    };
    let sheet = table(bytes, &hint)?;
    let columns = columns(&sheet)?;
    let filled = |row: &&Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
    let broken: BTreeMap<Option<u32>, Vec<Problem>> =
        sheet
            .problems
            .iter()
            .fold(BTreeMap::new(), |mut by, problem| {
                by.entry(problem.place.line)
                    .or_insert_with(Vec::new)
                    .push(problem.clone());
                by
            });
    let mut lines = Vec::new();
    let mut cells = vec![sheet.header.clone()];
    for (at, row) in sheet.rows.iter().enumerate() {
        let number = sheet.row_number(at);
        let place = Place::file(name).at(number);
        let odd = broken.get(&Some(number)).cloned().unwrap_or_default();
        let reading = Reading {
            place: place.clone(),
            cells: row,
            columns: &columns,
        };
        let called = |column| reading.cell(column).chars().take(LONGEST).collect();
        let line = |told| Line {
            place: place.clone(),
            called: (called(Column::Title), called(Column::Partner)),
            told,
        };
        if !odd.is_empty() {
            lines.push(line(Err(odd)));
        } else if filled(&row) {
            lines.push(line(reading.told()));
        }
        cells.push(row.clone());
    }
    match lines.len() {
        0 => Err(vec![Problem::error("register-empty", Place::file(name))]),
        1..=MOST => Ok(Table { lines, cells }),
        more => {
            let problem = Problem::error("register-too-many", Place::file(name));
            Err(vec![problem.with("rows", more).with("most", MOST)])
        }
    }
}

/// In which column what stands. Columns that mean nothing here are passed over.
fn columns(sheet: &Sheet) -> Result<BTreeMap<Column, usize>, Vec<Problem>> {
    let place = || Place::file(sheet.file.clone()).at(sheet.first_row_number.saturating_sub(1));
    let mut found = BTreeMap::new();
    for column in Column::ALL {
        let at = sheet.header.iter().position(|heading| column.is(heading));
        found.extend(at.map(|at| (*column, at)));
    }
    let needed = [Column::Partner, Column::Title].into_iter();
    let missing = needed.filter(|column| !found.contains_key(column));
    let missing: Vec<Problem> = missing
        .map(|column| {
            let headings = Language::ALL
                .map(|language| column.heading(language))
                .join(" / ");
            Problem::error("register-no-column", place()).with("headings", headings)
        })
        .collect();
    match missing.is_empty() {
        true => Ok(found),
        false => Err(missing),
    }
}

/// Whether a cell means a code of a family: by itself or by its words.
pub(crate) fn means(cell: &str, code: &str, key: &str) -> bool {
    let cell = fold(cell);
    let words = Language::ALL.map(|language| fold(&words::say(language, key, &[])));
    cell == code || words.contains(&cell)
}

/// A table as bytes. What a CSV holds loses the apostrophe that keeps a spreadsheet from reading it as a formula; a workbook's cells
/// have none.
pub(crate) fn table(bytes: &[u8], hint: &SheetHint) -> Result<Sheet, Vec<Problem>> {
    let mut sheet = survey::read::sheet(bytes, hint)?;
    let workbook = bytes.starts_with(b"PK");
    for cell in sheet.rows.iter_mut().flatten().filter(|_| !workbook) {
        *cell = unmarked(cell).to_owned();
    }
    Ok(sheet)
}

/// One row being read.
struct Reading<'a> {
    place: Place,
    cells: &'a [String],
    columns: &'a BTreeMap<Column, usize>,
}

impl Reading<'_> {
    fn cell(&self, column: Column) -> &str {
        let at = self.columns.get(&column);
        let cell = at.and_then(|at| self.cells.get(*at));
        cell.map_or("", |cell| cell.trim())
    }

    fn given(&self, column: Column) -> Option<String> {
        Some(self.cell(column))
            .filter(|cell| !cell.is_empty())
            .map(str::to_owned)
    }

    fn problem(&self, code: &'static str, column: Column) -> Problem {
        let place = self.place.clone();
        Problem::error(code, place).with("value", self.cell(column))
    }

    fn told(&self) -> Result<Told, Vec<Problem>> {
        let mut wrong = Vec::new();
        let told = Told {
            engagement: self.given(Column::Engagement),
            side: self.side().unwrap_or_else(|problem| {
                wrong.push(problem);
                Side::Client
            }),
            partner: self.name(Column::Partner, "register-no-partner", &mut wrong),
            number: self.number(&mut wrong),
            title: self.name(Column::Title, "register-no-title", &mut wrong),
            described: self.described(&mut wrong),
            responsible: self.given(Column::Responsible),
            to: self.given(Column::To),
        };
        match wrong.is_empty() {
            true => Ok(told),
            false => Err(wrong),
        }
    }

    /// Where no column says it, the organisation is the client.
    fn side(&self) -> Result<Side, Problem> {
        if !self.columns.contains_key(&Column::Side) {
            return Ok(Side::Client);
        }
        let cell = self.cell(Column::Side);
        // As where the column lacks: most who keep such a table are clients.
        if cell.is_empty() {
            return Ok(Side::Client);
        }
        let side = Side::ALL
            .iter()
            .find(|side| means(cell, side.code(), &format!("side-{}", side.code())));
        side.copied()
            .ok_or_else(|| self.problem("register-no-side", Column::Side))
    }

    fn name(&self, column: Column, code: &'static str, wrong: &mut Vec<Problem>) -> String {
        let text = self.cell(column);
        if text.is_empty() || text.chars().count() > LONGEST || text.chars().any(char::is_control) {
            wrong.push(self.problem(code, column));
        }
        text.to_owned()
    }

    fn number(&self, wrong: &mut Vec<Problem>) -> Option<Identifier> {
        let typed = self.given(Column::PartnerNumber)?;
        let read = Identifier::typed(&typed).or_else(|_| typed.parse());
        if read.is_err() {
            wrong.push(self.problem("register-bad-number", Column::PartnerNumber));
        }
        read.ok()
    }

    fn described(&self, wrong: &mut Vec<Problem>) -> Described {
        let (from, until) = (
            self.day(Column::From, wrong),
            self.day(Column::Until, wrong),
        );
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            wrong.push(self.problem("register-ends-first", Column::Until));
        }
        Described {
            from,
            until,
            renews: self.said(Column::Renews, wrong),
            kinds: self.kinds(wrong),
            information: self.level(wrong),
            personal_data: self.said(Column::PersonalData, wrong),
            reference: self.given(Column::Reference),
        }
    }

    fn day(&self, column: Column, wrong: &mut Vec<Problem>) -> Option<Date> {
        let cell = self.given(column)?;
        let day = date::day(&cell);
        if day.is_none() {
            wrong.push(self.problem("register-no-day", column));
        }
        day
    }

    fn said(&self, column: Column, wrong: &mut Vec<Problem>) -> Option<bool> {
        let cell = self.given(column)?;
        let yes = means(&cell, "yes", "engagement-yes")
            || ["○", "〇", "true"].contains(&fold(&cell).as_str());
        let no =
            means(&cell, "no", "engagement-no") || ["×", "false"].contains(&fold(&cell).as_str());
        if !yes && !no {
            wrong.push(self.problem("register-no-yes", column));
        }
        (yes || no).then_some(yes)
    }

    fn kinds(&self, wrong: &mut Vec<Problem>) -> Vec<WorkKind> {
        let cell = self.cell(Column::Kinds);
        let parts = cell
            .split(['、', ',', '，', ';', '・', '\n'])
            .map(str::trim);
        let mut kinds = Vec::new();
        for part in parts.filter(|part| !part.is_empty()) {
            let mut all = WorkKind::ALL.iter();
            match all.find(|kind| means(part, kind.code(), &format!("work-{}", kind.code()))) {
                Some(kind) => kinds.push(*kind),
                None => wrong.push(self.problem("register-no-kind", Column::Kinds)),
            }
        }
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    fn level(&self, wrong: &mut Vec<Problem>) -> Option<Confidentiality> {
        let cell = self.given(Column::Information)?;
        let mut all = Confidentiality::ALL.iter();
        let level = all.find(|level| {
            means(
                &cell,
                level.code(),
                &format!("information-{}", level.code()),
            )
        });
        if level.is_none() {
            wrong.push(self.problem("register-no-level", Column::Information));
        }
        level.copied()
    }
}
