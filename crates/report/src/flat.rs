//! A table laid flat: head and rows as every form prints them. Groups go down where options are few, else options do.

use survey::Language;
use survey::table::{Base, Cell, Row, Table, TableKind};

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
}

impl FlatCell<'_> {
    /// As printed.
    pub fn print(&self, language: Language) -> String {
        match self {
            FlatCell::Label(words) => words.clone(),
            FlatCell::Base(base) => print::n(base),
            FlatCell::Value(cell) => print::cell(cell, language),
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

fn groups_down(table: &Table, language: Language) -> Flat<'_> {
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
            .map(|column| option_label(column, language)),
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
        line.extend(row.cells.iter().map(FlatCell::Value));
        line
    });
    Flat {
        head,
        labels: 1 + usize::from(blocks),
        rows: rows.collect(),
    }
}

fn options_down(table: &Table, language: Language) -> Flat<'_> {
    let group = |row: &Row| {
        let block = row
            .block
            .as_ref()
            .map(|block| format!("{} / ", block.get(language)))
            .unwrap_or_default();
        format!("{block}{}", row.label.get(language))
    };
    let mut head = vec![words::say(language, "table-option", &[])];
    head.extend(table.rows.iter().map(group));
    let mut rows = vec![
        std::iter::once(FlatCell::Label("n".to_owned()))
            .chain(table.rows.iter().map(|row| FlatCell::Base(&row.base)))
            .collect::<Vec<_>>(),
    ];
    for (at, column) in table.columns.iter().enumerate() {
        let label = FlatCell::Label(option_label(column, language));
        let cells = table
            .rows
            .iter()
            .filter_map(|row| row.cells.get(at).map(FlatCell::Value));
        rows.push(std::iter::once(label).chain(cells).collect());
    }
    Flat {
        head,
        labels: 1,
        rows,
    }
}
