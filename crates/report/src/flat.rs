//! A table laid flat: head and rows as every form prints them. Groups go down where options are few, else options do.

use survey::Language;
use survey::table::{Base, Cell, CellInterval, Origin, Row, Table, TableKind};

use crate::figure::option_label;
use crate::{print, words};

/// A table laid flat.
#[derive(Clone, Debug, PartialEq)]
pub struct Flat<'a> {
    /// Heads of columns.
    pub head: Vec<String>,
    /// How many columns at the left are labels.
    pub labels: usize,
    /// Rows.
    pub rows: Vec<Vec<FlatCell<'a>>>,
}

/// A cell of a flat table.
#[derive(Clone, Debug, PartialEq)]
pub enum FlatCell<'a> {
    /// Words.
    Label(String),
    /// A base.
    Base(&'a Base),
    /// A value.
    Value(&'a Cell),
    /// The interval of the value before it; empty where it has none.
    Interval(Option<&'a CellInterval>),
}

impl FlatCell<'_> {
    /// As printed.
    pub fn print(&self, language: Language) -> String {
        match self {
            FlatCell::Label(words) => words.clone(),
            FlatCell::Base(base) => print::n(base),
            FlatCell::Value(cell) => print::marked(cell, language),
            FlatCell::Interval(interval) => interval.map(print::interval).unwrap_or_default(),
        }
    }
}

/// Lays a table flat.
pub fn flat(table: &Table, language: Language) -> Flat<'_> {
    let many =
        matches!(table.kind, TableKind::Multiple | TableKind::Count) || table.columns.len() > 6;
    if many && table.rows.len() <= 8 {
        options_down(table, language)
    } else {
        groups_down(table, language)
    }
}

/// Whether intervals were asked for: of a counted table the note that names their method says so.
/// A published one always has them, for its figure and its page; beside every printed number they would crowd it.
fn with_intervals(table: &Table) -> bool {
    let named = table.notes.iter().any(|note| note.code == "intervals");
    named && table.origin != Origin::Published
}

/// A heading, and one for the intervals beside it.
fn heads(label: String, intervals: bool, language: Language) -> Vec<String> {
    let beside = intervals.then(|| words::say(language, "table-interval", &[]));
    std::iter::once(label).chain(beside).collect()
}

/// A value, and its interval beside it.
fn values(cell: &Cell, intervals: bool) -> Vec<FlatCell<'_>> {
    let beside = intervals.then_some(FlatCell::Interval(cell.interval.as_ref()));
    std::iter::once(FlatCell::Value(cell))
        .chain(beside)
        .collect()
}

fn groups_down(table: &Table, language: Language) -> Flat<'_> {
    let intervals = with_intervals(table);
    let blocks = table.rows.iter().any(|row| row.block.is_some());
    let say = |key: &str| words::say(language, key, &[]);
    let mut head = if blocks {
        vec![say("table-block")]
    } else {
        Vec::new()
    };
    head.extend([say("table-group"), "n".to_owned()]);
    head.extend(
        table
            .columns
            .iter()
            .flat_map(|column| heads(option_label(column, language), intervals, language)),
    );
    let labels = |row: &Row| {
        let block = row
            .block
            .as_ref()
            .map_or("", |block| block.get(language))
            .to_owned();
        let mark = row
            .mark
            .as_ref()
            .map(|mark| format!(" ▶ {}", mark.get(language)))
            .unwrap_or_default();
        let label = format!("{}{mark}", row.label.get(language));
        let both = if blocks {
            vec![block, label]
        } else {
            vec![label]
        };
        both.into_iter().map(FlatCell::Label).collect::<Vec<_>>()
    };
    let rows = table.rows.iter().map(|row| {
        let mut line = labels(row);
        line.push(FlatCell::Base(&row.base));
        line.extend(row.cells.iter().flat_map(|cell| values(cell, intervals)));
        line
    });
    Flat {
        head,
        labels: 1 + usize::from(blocks),
        rows: rows.collect(),
    }
}

fn options_down(table: &Table, language: Language) -> Flat<'_> {
    let intervals = with_intervals(table);
    let group = |row: &Row| {
        let block = row
            .block
            .as_ref()
            .map(|block| format!("{} / ", block.get(language)))
            .unwrap_or_default();
        format!("{block}{}", row.label.get(language))
    };
    let mut head = vec![words::say(language, "table-option", &[])];
    let groups = table.rows.iter();
    head.extend(groups.flat_map(|row| heads(group(row), intervals, language)));
    let bases = table.rows.iter().flat_map(|row| {
        let beside = intervals.then_some(FlatCell::Interval(None));
        std::iter::once(FlatCell::Base(&row.base)).chain(beside)
    });
    let n = std::iter::once(FlatCell::Label("n".to_owned()));
    let mut rows = vec![n.chain(bases).collect::<Vec<_>>()];
    for (at, column) in table.columns.iter().enumerate() {
        let label = FlatCell::Label(option_label(column, language));
        let cells = table
            .rows
            .iter()
            .filter_map(|row| row.cells.get(at))
            .flat_map(|cell| values(cell, intervals));
        rows.push(std::iter::once(label).chain(cells).collect());
    }
    Flat {
        head,
        labels: 1,
        rows,
    }
}
