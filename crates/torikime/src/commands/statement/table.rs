//! A table of statements, as the page saves one: headings and values by their words in either language or by their codes.

use ledger::body::house::Value;
use ledger::body::shared::View;
use ledger::catalogue::Item;
use report::csv::harmless;
use report::words;
use std::collections::BTreeMap;
use survey::read::date;
use survey::read::{Sheet, SheetHint};
use survey::{Language, Place, Problem, Severity};
use web::catalogue::{catalogue, mark, view_mark};

/// What is stated of an item: by an organisation of itself, or by a side of an engagement.
pub trait Stated: Copy {
    /// What can be stated of an item; nothing of one that is not meant for it.
    fn offered(item: &Item) -> Vec<Self>;
    /// Its code.
    fn code(self) -> &'static str;
    /// The key of its word.
    fn key(self) -> &'static str;
}

impl Stated for Value {
    fn offered(item: &Item) -> Vec<Self> {
        item.values().collect()
    }
    fn code(self) -> &'static str {
        Value::code(self)
    }
    fn key(self) -> &'static str {
        mark(Some(self)).key
    }
}

impl Stated for View {
    fn offered(item: &Item) -> Vec<Self> {
        item.views().collect()
    }
    fn code(self) -> &'static str {
        View::code(self)
    }
    fn key(self) -> &'static str {
        view_mark(Some(self)).key
    }
}

/// A row that states something.
#[derive(Debug)]
pub struct Row<V> {
    /// Where it stands.
    pub place: Place,
    /// The item's id.
    pub item: String,
    /// What is stated.
    pub value: V,
    /// From this day: `2026-04-01`.
    pub from: String,
    /// In the organisation's own words.
    pub note: Option<String>,
    /// Whether the table says that there were words once, which were erased.
    pub erased: bool,
}

/// The rows that state something, how many do not, and what is worth a look.
#[derive(Debug)]
pub struct Table<V> {
    /// Rows with a value.
    pub rows: Vec<Row<V>>,
    /// Rows without one: *not answered*, so nothing is stated.
    pub unanswered: usize,
    /// Warnings.
    pub warnings: Vec<Problem>,
}

/// Reads a table.
///
/// # Errors
/// Everything that is wrong with it, each with its row; then nothing of it is taken.
pub fn read<V: Stated>(bytes: &[u8], hint: &SheetHint) -> Result<Table<V>, Vec<Problem>> {
    let sheet = survey::read::sheet(bytes, hint)?;
    let columns = Columns::of(&sheet)?;
    let mut problems = sheet.problems.clone();
    let mut table = Table {
        rows: Vec::new(),
        unanswered: 0,
        warnings: Vec::new(),
    };
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for (at, cells) in sheet
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| !row.is_empty())
    {
        let number = sheet.row_number(at);
        let reading = Reading {
            place: Place::file(sheet.file.clone()).at(number),
            cells,
            columns: &columns,
        };
        let first = *seen
            .entry(reading.cell("item").to_owned())
            .or_insert(number);
        if first != number {
            let problem = reading.problem("statement-twice", "item");
            problems.push(problem.with("first", first));
            continue;
        }
        match reading.row() {
            Ok(Some(row)) => table.rows.push(row),
            Ok(None) => table.unanswered += 1,
            Err(found) => problems.extend(found),
        }
    }
    let wrong = |problem: &Problem| problem.severity == Severity::Error;
    if problems.iter().any(wrong) {
        return Err(problems);
    }
    table.warnings = problems;
    Ok(table)
}

/// In which column what stands.
struct Columns(BTreeMap<&'static str, usize>);

impl Columns {
    fn of(sheet: &Sheet) -> Result<Columns, Vec<Problem>> {
        let (mut found, mut missing) = (BTreeMap::new(), Vec::new());
        for name in ["item", "value", "from", "note"] {
            let headings = either(&format!("standing-{name}"));
            let fits = |heading: &String| heading == name || headings.contains(heading);
            match sheet.header.iter().position(fits) {
                Some(at) => drop(found.insert(name, at)),
                None if name == "note" => {}
                None => {
                    let place = Place::file(sheet.file.clone()).at(sheet.first_row_number - 1);
                    let problem = Problem::error("statement-no-column", place);
                    missing.push(
                        problem
                            .with("headings", headings.join(" / "))
                            .with("name", name),
                    );
                }
            }
        }
        match missing.is_empty() {
            true => Ok(Columns(found)),
            false => Err(missing),
        }
    }
}

/// The words of a key in both languages.
fn either(key: &str) -> Vec<String> {
    let said = Language::ALL.map(|language| words::say(language, key, &[]));
    said.into()
}

fn means(cell: &str, code: &str, key: &str) -> bool {
    cell == code || either(key).iter().any(|word| word == cell)
}

/// One row being read.
struct Reading<'a> {
    place: Place,
    cells: &'a [String],
    columns: &'a Columns,
}

impl Reading<'_> {
    fn cell(&self, name: &str) -> &str {
        let at = self.columns.0.get(name);
        at.and_then(|at| self.cells.get(*at))
            .map_or("", |cell| cell.trim())
    }

    fn problem(&self, code: &'static str, name: &str) -> Problem {
        Problem::error(code, self.place.clone()).with("value", self.cell(name))
    }

    /// The row; none where nothing is stated.
    fn row<V: Stated>(&self) -> Result<Option<Row<V>>, Vec<Problem>> {
        let id = self.cell("item");
        let item = catalogue().item(id);
        let item = item.filter(|item| !V::offered(item).is_empty());
        let item = item.ok_or_else(|| vec![self.problem("statement-no-item", "item")])?;
        let stated = self.cell("value");
        if stated.is_empty() || means(stated, "not-answered", "value-not-answered") {
            return Ok(None);
        }
        let from = date::day(self.cell("from"));
        let from = from.ok_or_else(|| self.problem("statement-no-day", "from"));
        match (self.value(item), from) {
            (Ok(value), Ok(from)) => {
                let (note, erased) = self.note();
                Ok(Some(Row {
                    place: self.place.clone(),
                    item: id.to_owned(),
                    value,
                    from: from.to_string(),
                    note,
                    erased,
                }))
            }
            (value, from) => Err([value.err(), from.err()].into_iter().flatten().collect()),
        }
    }

    fn value<V: Stated>(&self, item: &Item) -> Result<V, Problem> {
        let cell = self.cell("value");
        let mut offered = V::offered(item).into_iter();
        let found = offered.find(|value| means(cell, value.code(), value.key()));
        found.ok_or_else(|| {
            let codes: Vec<&str> = V::offered(item).into_iter().map(V::code).collect();
            let problem = self.problem("statement-no-value", "value");
            problem.with("allowed", codes.join(", "))
        })
    }

    /// What is written as a note, without the apostrophe that keeps a spreadsheet from reading it as a formula.
    fn note(&self) -> (Option<String>, bool) {
        let cell = self.cell("note");
        if either("standing-redacted").iter().any(|word| word == cell) {
            return (None, true);
        }
        let bare = cell
            .strip_prefix('\'')
            .filter(|bare| harmless(bare) == cell);
        let note = bare.unwrap_or(cell);
        ((!note.is_empty()).then(|| note.to_owned()), false)
    }
}
