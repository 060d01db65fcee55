//! Figures as SVG: one function per kind of figure, two widths, the same bytes for the same table.

mod bar;
mod change;
mod count;
mod frame;
mod grouped;
mod intervals;
mod legend;
mod single;
mod stacked;
#[cfg(test)]
mod tests;

pub use change::change;
pub use frame::option_label;
pub use intervals::{difference, intervals, sides};

use survey::Language;
use survey::study::analysis::FigureKind;
use survey::table::{Table, TableKind, Value};

/// Room for a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// 720 units: labels beside the bars. For pages and print.
    Wide,
    /// 340 units: labels above the bars. For a telephone 360 px wide.
    Narrow,
}

/// Which fonts the picture names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontStack {
    /// The reader's own Japanese font first, as the pages do.
    Page,
    /// The committed font alone, for PDF.
    Embedded,
}

/// How a figure is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Room.
    pub width: Width,
    /// Fonts.
    pub font: FontStack,
    /// Whether 95 % intervals are drawn where a cell has one and the kind of figure can carry it.
    pub intervals: bool,
}

impl Style {
    /// For a page.
    pub const WIDE: Style = Style {
        width: Width::Wide,
        font: FontStack::Page,
        intervals: false,
    };
    /// For a telephone.
    pub const NARROW: Style = Style {
        width: Width::Narrow,
        font: FontStack::Page,
        intervals: false,
    };
    /// For PDF.
    pub const PRINT: Style = Style {
        width: Width::Wide,
        font: FontStack::Embedded,
        intervals: false,
    };

    /// The same with intervals.
    pub const fn with_intervals(self) -> Style {
        Style {
            intervals: true,
            ..self
        }
    }
}

/// The kind of figure that suits a table when none is asked for.
pub fn kind_of(table: &Table) -> FigureKind {
    match table.kind {
        TableKind::Single if table.rows.len() == 1 => FigureKind::Pie,
        TableKind::Single => FigureKind::Stacked,
        TableKind::Multiple => FigureKind::Grouped,
        TableKind::Matrix => FigureKind::Matrix,
        TableKind::Count => FigureKind::Count,
    }
}

/// Whether a picture of the table would show anything: at least one cell has a number.
pub fn shows_something(table: &Table) -> bool {
    let number = |value: &Value| {
        matches!(
            value,
            Value::Percent(_) | Value::Count(_) | Value::Band { .. } | Value::Nobody
        )
    };
    table
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .any(|cell| number(&cell.value))
}

/// Draws a table as the kind of figure that suits it.
pub fn svg(table: &Table, language: Language, style: &Style) -> String {
    svg_as(table, kind_of(table), language, style)
}

/// Draws a table as the kind asked for, or as the kind that suits it where the one asked for would mislead
/// (numbers of respondents as a 100 % bar, multiple answers as parts of a whole).
pub fn svg_as(table: &Table, kind: FigureKind, language: Language, style: &Style) -> String {
    use FigureKind::{Count, Grouped, Matrix, Pie, Stacked};
    let frame = frame::Frame::new(language, *style);
    match (table.kind, kind) {
        (TableKind::Count, _) | (_, Count) => count::draw(frame, table),
        (TableKind::Multiple, _) | (_, Grouped) => grouped::draw(frame, table),
        (TableKind::Single, Pie) if table.rows.len() == 1 => single::draw(frame, table),
        (_, Stacked | Matrix | Pie) => stacked::draw(frame, table),
    }
}

/// A comparison for tests of documents.
#[cfg(test)]
pub(crate) fn sample_retest() -> survey::retest::Retest {
    tests::retest(
        "C01",
        survey::retest::Verdict::Holds,
        Some((0.454, 0.381, 0.522)),
    )
}
