//! Change between two waves: a hollow disc for the earlier share, a full one for the later, and what lies between.

use survey::table::{Cell, Row, Table, Value};
use survey::{Language, Text};

use super::Style;
use super::frame::{Frame, LABEL, SMALL, VALUE, option_label};
use crate::palette;
use crate::print;
use crate::svg::{Anchor, baseline};
use crate::words;

const LABELS: f64 = 268.0;
const LINE: f64 = 30.0;

/// Draws the same table of two waves; rows and options are matched by their ids, and what has no match is left out.
pub fn change(waves: [(&Text, &Table); 2], language: Language, style: &Style) -> String {
    let mut frame = Frame::new(language, *style);
    let [(before_label, before), (after_label, after)] = waves;
    key(&mut frame, [before_label, after_label]);
    let (left, right) = frame.plot(LABELS);
    let axis = (left + 20.0, right - 60.0);
    let top = frame.y;
    let mut trial = Frame::new(language, *style);
    trial.y = top;
    rows(&mut trial, before, after, axis);
    let at = |share: f64| axis.0 + (axis.1 - axis.0) * share / 100.0;
    let ticks: Vec<_> = (0..=5)
        .map(|fifth| f64::from(fifth) * 20.0)
        .map(|share| (at(share), crate::svg::number(share)))
        .collect();
    let below = frame.ticks(top, trial.y, &ticks);
    rows(&mut frame, before, after, axis);
    frame.y = below;
    let title = format!(
        "{}: {} → {}",
        after.title.get(language),
        before_label.get(language),
        after_label.get(language)
    );
    let aloud = |(label, table): (&Text, &Table)| {
        let rows: Vec<_> = table
            .rows
            .iter()
            .map(|row| print::row_aloud(table, row, language))
            .collect();
        format!("{}: {}", label.get(language), rows.join(" / "))
    };
    frame.finish(&title, &waves.map(aloud).join(". "))
}

fn key(frame: &mut Frame, labels: [&Text; 2]) {
    let y = frame.y + 9.0;
    let mut x = 14.0;
    for (label, fill) in labels.into_iter().zip([palette::WHITE, palette::KEY]) {
        let words = label.get(frame.language).to_owned();
        frame.canvas.disc((x, y), 5.0, fill, palette::KEY);
        frame
            .canvas
            .text(x + 11.0, baseline(y, VALUE.size), VALUE, &words);
        x += 11.0 + super::frame::room_of(&words, VALUE) + 24.0;
    }
    frame.y += 26.0;
}

fn rows(frame: &mut Frame, before: &Table, after: &Table, axis: (f64, f64)) {
    for row in &after.rows {
        let Some(earlier) = before
            .rows
            .iter()
            .find(|it| it.id == row.id && it.block == row.block)
        else {
            continue;
        };
        heading(frame, earlier, row);
        for (column, cell) in after.columns.iter().zip(&row.cells) {
            let place = before.columns.iter().position(|it| it.id == column.id);
            if let Some(old) = place.and_then(|place| earlier.cells.get(place)) {
                let label = option_label(column, frame.language);
                pair(frame, &label, [old, cell], axis);
            }
        }
    }
}

fn heading(frame: &mut Frame, before: &Row, after: &Row) {
    let language = frame.language;
    let words = format!(
        "{}　{} → {}",
        after.label.get(language),
        print::base(&before.base, language),
        print::base(&after.base, language)
    );
    let room = frame.width() - 16.0;
    frame.y = frame.write(8.0, frame.y + 4.0, LABEL.bold(), &words, room) + 2.0;
}

fn pair(frame: &mut Frame, label: &str, cells: [&Cell; 2], axis: (f64, f64)) {
    let top = frame.y;
    let label_below = frame.write(8.0, top + 4.0, LABEL, label, frame.label_room(LABELS));
    let y = if frame.narrow() {
        label_below + 10.0
    } else {
        (top + label_below.max(top + LINE)) / 2.0
    };
    frame.y = (y + LINE / 2.0).max(label_below) + 2.0;
    let shares = cells.map(|cell| match &cell.value {
        Value::Percent(tenths) => Some(tenths.points()),
        Value::Nobody => Some(0.0),
        _ => None,
    });
    let at = |share: f64| axis.0 + (axis.1 - axis.0) * share / 100.0;
    if let [Some(old), Some(new)] = shares {
        frame
            .canvas
            .line((at(old), y), (at(new), y), "#7096f8", 3.0);
    }
    let rising = shares[1] >= shares[0];
    for (number, (share, cell)) in shares.into_iter().zip(cells).enumerate() {
        let Some(share) = share else { continue };
        let later = number == 1;
        whisker(frame, cell, y + if later { 7.0 } else { -7.0 }, &at);
        frame.canvas.disc(
            (at(share), y),
            5.0,
            if later { palette::KEY } else { palette::WHITE },
            palette::KEY,
        );
        let (dx, anchor) = if later == rising {
            (10.0, Anchor::Start)
        } else {
            (-10.0, Anchor::End)
        };
        let look = if later {
            VALUE.bold()
        } else {
            VALUE.ink(palette::MUTED)
        };
        let text = print::cell(cell, frame.language);
        frame.canvas.text(
            at(share) + dx,
            baseline(y, VALUE.size),
            look.anchor(anchor),
            &text,
        );
    }
    if shares.contains(&None) {
        let words = words::say(frame.language, "figure-one-wave", &[]);
        frame.canvas.text(
            axis.1 + 56.0,
            baseline(y, SMALL.size),
            SMALL.anchor(Anchor::End),
            &words,
        );
    }
}

/// A cell's 95 % interval as a thin line beside its disc.
fn whisker(frame: &mut Frame, cell: &Cell, y: f64, at: &dyn Fn(f64) -> f64) {
    if let Some(interval) = cell.interval.as_ref().filter(|_| frame.style.intervals) {
        frame.canvas.line(
            (at(interval.low), y),
            (at(interval.high), y),
            palette::RULE,
            1.5,
        );
    }
}
