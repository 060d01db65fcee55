//! A table of a figure: groups down, options across, n in every row, each number's place on request.

use crate::layout::Words;
use askama::Template;
use report::document::note_words;
use report::print;
use survey::table::{Cell, Locator, Row, Table};

/// A table with its notes.
#[derive(Template)]
#[template(path = "components/table/table.html")]
pub struct TableView<'a> {
    /// Language.
    pub w: Words,
    /// What is shown.
    pub table: &'a Table,
}

impl TableView<'_> {
    fn cell(&self, cell: &Cell) -> String {
        print::cell(cell, self.w.0)
    }

    /// The mark of a cell that differs from the total, with its word.
    fn mark(&self, cell: &Cell) -> Option<(report::marks::Mark, String)> {
        print::against(cell).map(|mark| (mark, mark.word(self.w.0)))
    }

    fn n(&self, row: &Row) -> String {
        print::n(&row.base)
    }

    /// The count beside a percentage, when it is known.
    fn count(&self, cell: &Cell) -> String {
        match cell.count {
            survey::table::Count::Unknown => String::new(),
            ref known if print::in_percent(self.table) => print::count(known),
            _ => String::new(),
        }
    }

    fn interval(&self, cell: &Cell) -> String {
        cell.interval
            .as_ref()
            .map(print::interval)
            .unwrap_or_default()
    }

    /// Notes under the table, in words.
    fn notes(&self) -> Vec<String> {
        self.table
            .notes
            .iter()
            .map(|note| note_words(note, self.w.0))
            .collect()
    }

    fn starts_block(&self, at: &usize) -> bool {
        let at = *at;
        let block = |at: usize| self.table.rows.get(at).and_then(|row| row.block.as_ref());
        block(at).is_some() && (at == 0 || block(at) != block(at - 1))
    }
}

/// Every place a table's numbers come from, one line each: what, value, document, line, remark.
#[derive(Template)]
#[template(path = "components/table/sources.html")]
pub struct SourcesView<'a> {
    /// Language.
    pub w: Words,
    /// What is shown.
    pub table: &'a Table,
}

impl SourcesView<'_> {
    fn lines(&self) -> Vec<SourceLine<'_>> {
        let of_row = |row| self.of_row(row);
        self.table.rows.iter().flat_map(of_row).collect()
    }

    fn of_row<'b>(&'b self, row: &'b Row) -> Vec<SourceLine<'b>> {
        let printed = self.table.columns.iter().zip(&row.cells);
        printed
            .filter_map(|(column, cell)| {
                let locator = cell.locator.as_ref()?;
                let what = format!(
                    "{} · {}",
                    self.w.text(&row.label),
                    self.w.text(&column.label)
                );
                Some(SourceLine {
                    what,
                    value: print::cell(cell, self.w.0),
                    locator,
                })
            })
            .collect()
    }
}

struct SourceLine<'a> {
    what: String,
    value: String,
    locator: &'a Locator,
}
