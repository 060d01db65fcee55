//! The legend: a swatch and words for each filling, in lines that never run off the edge.

use survey::table::{Table, Value};

use super::frame::{Frame, VALUE, option_label, paints, room_of};
use crate::palette::{self, Paint};
use crate::svg::{Area, line_height};
use crate::words;

const SWATCH: f64 = 14.0;
const GAP: f64 = 18.0;

/// Draws the entries from `frame.y` and moves it below them.
pub fn draw(frame: &mut Frame, entries: &[(Paint, String)]) {
    let (left, right) = (8.0, frame.width() - 8.0);
    let mut x = left;
    let mut below = frame.y;
    for (paint, text) in entries {
        let wanted = SWATCH + 6.0 + room_of(text, VALUE);
        if x > left && x + wanted > right {
            (x, frame.y) = (left, below + 2.0);
        }
        let middle = frame.y + line_height(VALUE.size) / 2.0;
        let swatch = Area {
            x,
            y: middle - SWATCH / 2.0,
            w: SWATCH,
            h: SWATCH,
        };
        frame.canvas.painted(swatch, paint);
        let bottom = frame.write(
            x + SWATCH + 6.0,
            frame.y,
            VALUE,
            text,
            right - x - SWATCH - 6.0,
        );
        below = below.max(bottom);
        x += wanted + GAP;
    }
    frame.y = below + 10.0;
}

/// Entries for the options of a table, and for uncertain and lost parts where it has such.
pub fn of_options(frame: &Frame, table: &Table) -> Vec<(Paint, String)> {
    let options = table.columns.iter().zip(paints(&table.columns));
    let mut entries: Vec<_> = options
        .map(|(column, paint)| (paint, option_label(column, frame.language)))
        .collect();
    entries.extend(of_uncertain(frame, table));
    entries
}

/// Entries for uncertain and lost parts, where the table has such.
pub fn of_uncertain(frame: &Frame, table: &Table) -> Vec<(Paint, String)> {
    let any = |wanted: fn(&Value) -> bool| {
        table
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .any(|cell| wanted(&cell.value))
    };
    let mut entries = Vec::new();
    if any(|value| matches!(value, Value::Band { .. })) {
        entries.push((
            palette::UNCERTAIN,
            words::say(frame.language, "figure-uncertain", &[]),
        ));
    }
    entries
}
