//! One group alone: a single bar, and under it each option with its number. Stands where others draw a pie,
//! since lengths are read more truly than angles (Cleveland and McGill 1984).

use survey::table::{Table, Value};

use super::bar;
use super::frame::{Frame, LABEL, option_label, paints};
use crate::palette;
use crate::print;
use crate::svg::{Anchor, Area, baseline, line_height};

/// Draws the table's first row.
pub fn draw(mut frame: Frame, table: &Table) -> String {
    let Some(row) = table.rows.first() else {
        return frame.finish_table(table);
    };
    let (left, right) = (8.0, frame.width() - 24.0);
    let top = frame.row_label(row, frame.y, right - left) + 4.0;
    let area = Area {
        x: left,
        y: top,
        w: right - left,
        h: 40.0,
    };
    frame.y = bar::draw(&mut frame, table, row, area) + 10.0;
    for ((column, paint), cell) in table
        .columns
        .iter()
        .zip(paints(&table.columns))
        .zip(&row.cells)
    {
        let step = line_height(LABEL.size);
        frame.canvas.painted(
            Area {
                x: left,
                y: frame.y + step / 2.0 - 7.0,
                w: 14.0,
                h: 14.0,
            },
            &paint,
        );
        let unit = if matches!(cell.value, Value::Percent(_)) {
            "%"
        } else {
            ""
        };
        let text = format!("{}{unit}", print::cell(cell, frame.language));
        let look = LABEL.bold().anchor(Anchor::End);
        frame.canvas.text(
            right,
            baseline(frame.y + step / 2.0, LABEL.size),
            look,
            &text,
        );
        let label = option_label(column, frame.language);
        let below = frame.write(left + 22.0, frame.y, LABEL, &label, right - left - 100.0);
        frame.canvas.line(
            (left, below + 2.0),
            (right, below + 2.0),
            palette::GRID,
            1.0,
        );
        frame.y = below + 5.0;
    }
    frame.finish_table(table)
}
