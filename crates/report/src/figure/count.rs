//! A table of counts (図2-11): options down, groups across, a bar behind each number to see its size.

use survey::table::{Cell, Table, Value};

use super::frame::{Frame, LABEL, SMALL, VALUE, option_label};
use crate::palette;
use crate::print;
use crate::svg::{Anchor, Area, Type, baseline};

const LABELS: f64 = 300.0;
const LINE: f64 = 24.0;

/// Draws the table.
pub fn draw(mut frame: Frame, table: &Table) -> String {
    let (left, right) = frame.plot(LABELS);
    let step = (right - left) / (table.rows.len().max(1) as f64);
    head(&mut frame, table, (left, step));
    let most = table
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .filter_map(size)
        .fold(1.0, f64::max);
    for (at, column) in table.columns.iter().enumerate() {
        let top = frame.y;
        let label = option_label(column, frame.language);
        let label_below = frame.write(8.0, top, LABEL, &label, frame.label_room(LABELS));
        let middle = if frame.narrow() {
            label_below + LINE / 2.0
        } else {
            top + (label_below - top).max(LINE) / 2.0
        };
        for (number, row) in table.rows.iter().enumerate() {
            if let Some(cell) = row.cells.get(at) {
                let x = left + step * number as f64;
                draw_cell(
                    &mut frame,
                    cell,
                    Area {
                        x,
                        y: middle - 9.0,
                        w: step - 8.0,
                        h: 18.0,
                    },
                    most,
                );
            }
        }
        frame.y = (middle + LINE / 2.0).max(label_below) + 3.0;
        let width = frame.width();
        frame
            .canvas
            .line((8.0, frame.y), (width - 8.0, frame.y), palette::GRID, 1.0);
        frame.y += 3.0;
    }
    frame.finish_table(table)
}

fn head(frame: &mut Frame, table: &Table, (left, step): (f64, f64)) {
    let top = frame.y;
    let mut below = top;
    for (number, row) in table.rows.iter().enumerate() {
        let x = left + step * number as f64;
        let look = Type::new(12.0).bold();
        let label_below = frame.write(x, top, look, row.label.get(frame.language), step - 8.0);
        let base = print::base(&row.base, frame.language);
        below = below.max(frame.write(x, label_below, SMALL, &base, step - 8.0));
    }
    let width = frame.width();
    frame.canvas.line(
        (8.0, below + 4.0),
        (width - 8.0, below + 4.0),
        palette::RULE,
        1.5,
    );
    frame.y = below + 9.0;
}

fn size(cell: &Cell) -> Option<f64> {
    match &cell.value {
        Value::Count(count) => Some(*count as f64),
        Value::Percent(tenths) => Some(tenths.points()),
        _ => None,
    }
}

fn draw_cell(frame: &mut Frame, cell: &Cell, place: Area, most: f64) {
    const NUMBER: f64 = 34.0;
    let text = print::cell(cell, frame.language);
    let zero = size(cell).is_none_or(|it| it == 0.0);
    let look = if zero {
        VALUE.ink(palette::MUTED)
    } else {
        VALUE.bold()
    };
    let middle = baseline(place.y + place.h / 2.0, look.size);
    frame.canvas.text(
        place.x + NUMBER - 6.0,
        middle,
        look.anchor(Anchor::End),
        &text,
    );
    if let Some(size) = size(cell).filter(|it| *it > 0.0) {
        let w = (place.w - NUMBER) * size / most;
        frame.canvas.rect(
            Area {
                x: place.x + NUMBER,
                y: place.y + 3.0,
                w,
                h: place.h - 6.0,
            },
            "#7096f8",
        );
    }
}
