//! Grouped horizontal bars: for each option one bar per group. For multiple answers, whose shares do not add up.

use survey::Language;
use survey::table::{Cell, Column, OptionRole, Row, Table, Value};

use super::frame::{Frame, LABEL, SMALL, VALUE, option_label, paints, room_of};
use super::legend;
use crate::palette::{self, Paint};
use crate::svg::{Area, Type, baseline};
use crate::{marks, print};

const LABELS: f64 = 268.0;
const GAP: f64 = 2.0;

/// Draws the table.
pub fn draw(mut frame: Frame, table: &Table) -> String {
    let groups = group_paints(table);
    let mut entries: Vec<_> = table
        .rows
        .iter()
        .zip(&groups)
        .map(|(row, paint)| (*paint, group_label(row, &frame)))
        .collect();
    entries.extend(legend::of_uncertain(&frame, table));
    legend::draw(&mut frame, &entries);
    let (left, right) = frame.plot(LABELS);
    let scale = Scale {
        left,
        right: right - beside_room(table, frame.language).min((right - left) * 0.45),
        most: most(table, frame.style.intervals),
    };
    let top = frame.y;
    let mut trial = Frame::new(frame.language, frame.style);
    trial.y = top;
    options(&mut trial, table, &groups, scale);
    let below = frame.ticks(top, trial.y - 4.0, &scale.ticks());
    options(&mut frame, table, &groups, scale);
    frame.y = below.max(frame.y);
    frame.finish_table(table)
}

#[derive(Clone, Copy)]
struct Scale {
    left: f64,
    right: f64,
    most: f64,
}

impl Scale {
    fn at(&self, share: f64) -> f64 {
        self.left + (self.right - self.left) * (share / self.most).clamp(0.0, 1.0)
    }

    fn ticks(&self) -> Vec<(f64, String)> {
        let step = if self.most > 60.0 { 20.0 } else { 10.0 };
        let count = (self.most / step) as u32;
        let words = |tick: u32| {
            if tick == count {
                format!("{}%", f64::from(tick) * step)
            } else {
                (f64::from(tick) * step).to_string()
            }
        };
        (0..=count)
            .map(|tick| (self.at(f64::from(tick) * step), words(tick)))
            .collect()
    }
}

/// Room for the widest number or phrase beside a bar.
fn beside_room(table: &Table, language: Language) -> f64 {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let measured =
        cells.filter(|cell| matches!(cell.value, Value::Percent(_) | Value::Band { .. }));
    measured
        .map(|cell| room_of(&print::cell(cell, language), VALUE))
        .fold(30.0, f64::max)
        - 4.0
}

/// The end of the axis: the smallest of 20, 40, 60, 80, 100 that holds everything drawn.
fn most(table: &Table, intervals: bool) -> f64 {
    let high = |cell: &Cell| {
        let value = match &cell.value {
            Value::Percent(tenths) => tenths.points(),
            Value::Band { high, .. } => *high,
            _ => 0.0,
        };
        let whisker = cell
            .interval
            .as_ref()
            .filter(|_| intervals)
            .map_or(0.0, |it| it.high);
        value.max(whisker)
    };
    let highest = table
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(high)
        .fold(0.0, f64::max);
    [20.0, 40.0, 60.0, 80.0]
        .into_iter()
        .find(|end| highest <= *end)
        .unwrap_or(100.0)
}

fn group_paints(table: &Table) -> Vec<Paint> {
    palette::GROUPS
        .iter()
        .cycle()
        .take(table.rows.len())
        .copied()
        .collect()
}

fn group_label(row: &Row, frame: &Frame) -> String {
    let block = row
        .block
        .as_ref()
        .map(|block| format!("{} / ", block.get(frame.language)))
        .unwrap_or_default();
    format!(
        "{block}{}　{}",
        row.label.get(frame.language),
        print::base(&row.base, frame.language)
    )
}

fn options(frame: &mut Frame, table: &Table, groups: &[Paint], scale: Scale) {
    let roles = paints(&table.columns);
    for (at, column) in table.columns.iter().enumerate() {
        let top = frame.y;
        let label = option_label(column, frame.language);
        let look = label_look(column);
        let label_below = frame.write(8.0, top, look, &label, frame.label_room(LABELS));
        let bars: Vec<_> = table
            .rows
            .iter()
            .zip(groups)
            .filter_map(|(row, paint)| Some((row.cells.get(at)?, *paint)))
            .collect();
        let height = bar_height(bars.len());
        let all = bars.len() as f64 * (height + GAP);
        let mut y = if frame.narrow() {
            label_below + 2.0
        } else {
            top + ((label_below - top - all) / 2.0).max(0.0)
        };
        for (cell, paint) in bars {
            let paint = if table.rows.len() == 1 && column.role != OptionRole::Plain {
                roles[at]
            } else {
                paint
            };
            draw_bar(frame, cell, &paint, (y, height), scale);
            y += height + GAP;
        }
        frame.y = y.max(label_below) + 9.0;
    }
}

fn label_look(column: &Column) -> Type {
    match column.role {
        OptionRole::Plain => LABEL,
        _ => LABEL.ink(palette::MUTED),
    }
}

fn bar_height(groups: usize) -> f64 {
    match groups {
        0 | 1 => 20.0,
        2 => 15.0,
        _ => 12.5,
    }
}

fn draw_bar(frame: &mut Frame, cell: &Cell, paint: &Paint, (y, height): (f64, f64), scale: Scale) {
    let bar = |from: f64, to: f64| Area {
        x: scale.at(from),
        y,
        w: scale.at(to) - scale.at(from),
        h: height,
    };
    let end = match &cell.value {
        Value::Percent(tenths) => {
            frame.canvas.painted(bar(0.0, tenths.points()), paint);
            tenths.points()
        }
        Value::Band { low, high, .. } => {
            frame.canvas.painted(bar(0.0, *low), paint);
            frame.canvas.painted(bar(*low, *high), &palette::UNCERTAIN);
            *high
        }
        _ => 0.0,
    };
    let whisker = whisker(frame, cell, y + height / 2.0, scale).unwrap_or(0.0);
    let (look, text) = beside(cell, frame.language);
    frame.canvas.text(
        scale.at(end).max(whisker) + 5.0,
        baseline(y + height / 2.0, look.size),
        look,
        &text,
    );
}

/// The words beside a bar: its number, or what stands in place of one, said in full.
fn beside(cell: &Cell, language: Language) -> (Type, String) {
    match (&cell.value, marks::of_value(&cell.value)) {
        (Value::Lost | Value::Suppressed | Value::NoBase, Some(mark)) => {
            (SMALL, mark.text(language))
        }
        _ => (VALUE, print::cell(cell, language)),
    }
}

/// A cell's 95 % interval as a line with ends; returns its right end.
fn whisker(frame: &mut Frame, cell: &Cell, y: f64, scale: Scale) -> Option<f64> {
    let interval = cell.interval.as_ref().filter(|_| frame.style.intervals)?;
    let (low, high) = (scale.at(interval.low), scale.at(interval.high));
    frame.canvas.line((low, y), (high, y), palette::WHITE, 4.0);
    frame.canvas.line((low, y), (high, y), palette::INK, 1.5);
    for x in [low, high] {
        frame
            .canvas
            .line((x, y - 3.5), (x, y + 3.5), palette::INK, 1.5);
    }
    Some(high)
}
