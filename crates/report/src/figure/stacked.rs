//! 100 % stacked bars by group (帯グラフ), with headings over runs of rows where the table is a matrix.

use survey::Text;
use survey::table::Table;

use super::frame::{Frame, LABEL};
use super::{bar, legend};
use crate::palette;
use crate::svg::Area;

const LABELS: f64 = 214.0;
const BAR: f64 = 28.0;
/// A bar with nothing to show.
const LOST: f64 = 18.0;

/// Draws the table.
pub fn draw(mut frame: Frame, table: &Table) -> String {
    let entries = legend::of_options(&frame, table);
    legend::draw(&mut frame, &entries);
    let (left, right) = frame.plot(LABELS);
    let at = |share: f64| left + (right - left) * share / 100.0;
    let top = frame.y;
    let height = height(&frame, table);
    let ticks: Vec<_> = (0..=5)
        .map(|fifth| f64::from(fifth) * 20.0)
        .map(|share| (at(share), tick(share)))
        .collect();
    let below = frame.ticks(top, top + height, &ticks);
    let mut block: Option<&Text> = None;
    for row in &table.rows {
        if row.block.as_ref() != block {
            block = row.block.as_ref();
            heading(&mut frame, block);
        }
        draw_row(&mut frame, table, row, (left, right));
    }
    frame.y = below.max(frame.y);
    frame.finish_table(table)
}

fn tick(share: f64) -> String {
    let share = crate::svg::number(share);
    if share == "100" {
        "100%".to_owned()
    } else {
        share
    }
}

fn heading(frame: &mut Frame, block: Option<&Text>) {
    let Some(block) = block else { return };
    let (width, words) = (frame.width(), block.get(frame.language).to_owned());
    frame.canvas.line(
        (8.0, frame.y + 2.0),
        (width - 8.0, frame.y + 2.0),
        palette::RULE,
        1.0,
    );
    frame.y = frame.write(8.0, frame.y + 5.0, LABEL.bold(), &words, width - 16.0) + 5.0;
}

fn draw_row(frame: &mut Frame, table: &Table, row: &survey::table::Row, (left, right): (f64, f64)) {
    let room = frame.label_room(LABELS);
    let label_below = frame.row_label(row, frame.y, room);
    let top = if frame.narrow() {
        label_below + 2.0
    } else {
        frame.y + ((label_below - frame.y - BAR) / 2.0).max(0.0)
    };
    let lost = row.cells.iter().all(|cell| bar::reach(cell).is_none());
    let area = Area {
        x: left,
        y: top,
        w: right - left,
        h: if lost { LOST } else { BAR },
    };
    let below = bar::draw(frame, table, row, area);
    frame.y = below.max(label_below) + 10.0;
}

/// The height all rows take: they are drawn once for measure, since the grid must lie below the bars.
fn height(frame: &Frame, table: &Table) -> f64 {
    let mut trial = Frame::new(frame.language, frame.style);
    let (left, right) = frame.plot(LABELS);
    trial.y = frame.y;
    let mut block: Option<&Text> = None;
    for row in &table.rows {
        if row.block.as_ref() != block {
            block = row.block.as_ref();
            heading(&mut trial, block);
        }
        draw_row(&mut trial, table, row, (left, right));
    }
    trial.y - frame.y - 4.0
}
