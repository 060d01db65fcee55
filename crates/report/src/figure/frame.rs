//! What all figures share: measures, the drawing under way, row labels, axes, and the words for those who cannot see.

use survey::Language;
use survey::table::{Column, OptionRole, Row, Table};

use super::{FontStack, Style, Width};
use crate::palette::{self, Paint};
use crate::svg::{Anchor, Canvas, Type};
use crate::wrap::wrap;
use crate::{marks, print};

/// Labels of rows and options.
pub const LABEL: Type = Type::new(13.0);
/// Numbers.
pub const VALUE: Type = Type::new(12.0);
/// Bases, ticks, remarks.
pub const SMALL: Type = Type::new(11.0).ink(palette::MUTED);
/// Widths are measured with the committed font; another one may be a little wider.
const SAFETY: f64 = 0.97;

/// A figure under way.
pub struct Frame {
    /// Language of its words.
    pub language: Language,
    /// How it is drawn.
    pub style: Style,
    /// What is drawn so far.
    pub canvas: Canvas,
    /// Top of what comes next.
    pub y: f64,
}

impl Frame {
    /// An empty figure.
    pub fn new(language: Language, style: Style) -> Frame {
        Frame {
            language,
            style,
            canvas: Canvas::default(),
            y: 8.0,
        }
    }

    /// Whether labels stand above the bars.
    pub fn narrow(&self) -> bool {
        self.style.width == Width::Narrow
    }

    /// Whole width.
    pub fn width(&self) -> f64 {
        if self.narrow() { 340.0 } else { 720.0 }
    }

    /// Left and right end of the area for bars, beside a label column of this width.
    pub fn plot(&self, label: f64) -> (f64, f64) {
        if self.narrow() {
            (8.0, 324.0)
        } else {
            (label + 12.0, 696.0)
        }
    }

    /// Room for a label.
    pub fn label_room(&self, label: f64) -> f64 {
        if self.narrow() { 320.0 } else { label - 8.0 }
    }

    /// Lines of a text in a room.
    pub fn wrap(&self, text: &str, look: Type, room: f64) -> Vec<String> {
        wrap(text, look.size, look.weight, room * SAFETY)
    }

    /// Writes a text, wrapped; returns the y below it.
    pub fn write(&mut self, x: f64, y: f64, look: Type, text: &str, room: f64) -> f64 {
        let lines = self.wrap(text, look, room);
        self.canvas.lines(x, y, look, &lines)
    }

    /// A row's label, its base, and its mark; returns the y below them.
    pub fn row_label(&mut self, row: &Row, y: f64, room: f64) -> f64 {
        let label = row.label.get(self.language);
        let base = print::base(&row.base, self.language);
        let look = if row.total { LABEL.bold() } else { LABEL };
        let ink = if row.base.is_small() {
            palette::KEY
        } else {
            palette::MUTED
        };
        let below = if self.narrow() {
            self.write(8.0, y, look, &format!("{label}　{base}"), room)
        } else {
            let below = self.write(8.0, y, look, label, room);
            self.write(8.0, below, SMALL.ink(ink), &base, room)
        };
        match &row.mark {
            Some(mark) => {
                let words = format!("▶ {}", mark.get(self.language));
                self.write(8.0, below, SMALL.bold().ink(palette::KEY), &words, room)
            }
            None => below,
        }
    }

    /// Vertical lines at ticks from top to bottom, with their numbers below; returns the y below them.
    pub fn ticks(&mut self, top: f64, bottom: f64, ticks: &[(f64, String)]) -> f64 {
        // On a telephone labels stand above the bars, where lines would run through them.
        let top = if self.narrow() { bottom - 4.0 } else { top };
        for (x, words) in ticks {
            self.canvas
                .line((*x, top), (*x, bottom), palette::GRID, 1.0);
            self.canvas
                .text(*x, bottom + 14.0, SMALL.anchor(Anchor::Middle), words);
        }
        bottom + 20.0
    }

    /// The finished picture.
    pub fn finish(self, title: &str, description: &str) -> String {
        let font = match self.style.font {
            FontStack::Page => "Hiragino Sans, BIZ UDPGothic, Noto Sans JP, sans-serif",
            FontStack::Embedded => "Noto Sans JP",
        };
        let size = (self.width(), self.y + 6.0);
        self.canvas.finish(size, font, title, description)
    }

    /// The finished picture of a table; its description reads every row.
    pub fn finish_table(self, table: &Table) -> String {
        let language = self.language;
        let stop = if language == Language::Ja {
            "。"
        } else {
            ". "
        };
        let rows = table
            .rows
            .iter()
            .map(|row| print::row_aloud(table, row, language));
        let description = std::iter::once(table.base_label.get(language).to_owned()).chain(rows);
        let description = description
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join(stop);
        self.finish(table.title.get(language), &description)
    }
}

/// An option's label with its mark.
pub fn option_label(column: &Column, language: Language) -> String {
    let label = column.label.get(language);
    match marks::of_role(column.role) {
        Some(mark) => format!("{} {label}", mark.sign),
        None => label.to_owned(),
    }
}

/// The filling of each option: plain ones in their order, the others by what they mean.
pub fn paints(columns: &[Column]) -> Vec<Paint> {
    let mut plain = palette::SERIES.iter().cycle();
    let mut paint = |column: &Column| match column.role {
        OptionRole::Plain => plain.next().copied().unwrap_or(palette::OTHER),
        OptionRole::NotKnown => palette::NOT_KNOWN,
        OptionRole::None => palette::NONE,
        OptionRole::Other => palette::OTHER,
        OptionRole::NotApplicable => palette::NOT_APPLICABLE,
        OptionRole::NotAnswered => palette::NOT_ANSWERED,
    };
    columns.iter().map(&mut paint).collect()
}

/// The width of a text in one line, with the margin other fonts need.
pub fn room_of(text: &str, look: Type) -> f64 {
    crate::font::width(text, look.size, look.weight) / SAFETY
}
