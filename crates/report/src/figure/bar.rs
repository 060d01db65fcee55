//! One 100 % bar: its parts in order, values inside where they fit, else below with a leader.

use survey::Language;
use survey::table::{Cell, Row, Table, Value};

use super::frame::{Frame, SMALL, VALUE, paints, room_of};
use crate::palette::{self, Paint};
use crate::svg::{Anchor, Area, Type, baseline};
use crate::{print, words};

/// What a part of a bar is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// The share of the option at this index.
    Share(usize),
    /// The part of an approximate share that may or may not belong to it.
    Unsure,
    /// What is lost or withheld.
    Gap,
}

/// A part with its ends, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    /// What it is.
    pub part: Part,
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

/// The least and the most that a cell may take of the bar; none for what is lost.
pub fn reach(cell: &Cell) -> Option<(f64, f64)> {
    match &cell.value {
        Value::Percent(tenths) => Some((tenths.points(), tenths.points())),
        Value::Band { low, high, .. } => Some((*low, *high)),
        Value::Nobody => Some((0.0, 0.0)),
        Value::Count(_) | Value::Lost | Value::Suppressed | Value::NoBase => None,
    }
}

/// The parts of a bar. What is lost takes the rest: in its place when the lost options are neighbours, else at the end.
pub fn segments(row: &Row) -> Vec<Segment> {
    let reaches: Vec<_> = row.cells.iter().map(reach).collect();
    let most: f64 = reaches.iter().flatten().map(|(_, high)| high).sum();
    let scale = if most > 100.0 { 100.0 / most } else { 1.0 };
    let lost: Vec<usize> = (0..reaches.len())
        .filter(|at| reaches[*at].is_none())
        .collect();
    let (first, last) = (lost.first().copied(), lost.last().copied());
    let together = first
        .zip(last)
        .is_some_and(|(first, last)| last - first + 1 == lost.len());
    let gap_at = if together {
        last
    } else {
        reaches.len().checked_sub(1)
    };
    let mut segments = Vec::new();
    let mut from = 0.0;
    let mut push = |part: Part, size: f64| {
        segments.push(Segment {
            part,
            from,
            to: from + size,
        });
        from += size;
    };
    for (at, reach) in reaches.iter().enumerate() {
        if let Some((low, high)) = reach {
            push(Part::Share(at), low * scale);
            if high > low {
                push(Part::Unsure, (high - low) * scale);
            }
        }
        if !lost.is_empty() && Some(at) == gap_at {
            push(Part::Gap, (100.0 - most).max(0.0));
        }
    }
    segments
}

/// Draws the bar of a row; returns the y below its leaders.
pub fn draw(frame: &mut Frame, table: &Table, row: &Row, area: Area) -> f64 {
    let paints = paints(&table.columns);
    let mut leaders: Vec<(f64, String)> = Vec::new();
    for segment in segments(row) {
        let place = Area {
            x: area.x + area.w * segment.from / 100.0,
            w: area.w * (segment.to - segment.from) / 100.0,
            ..area
        };
        match segment.part {
            Part::Share(at) => share(frame, (table, row, at), place, &paints[at], &mut leaders),
            Part::Unsure => frame.canvas.painted(place, &palette::UNCERTAIN),
            Part::Gap => gap(frame, row, place),
        }
    }
    below(frame, &leaders, area)
}

type Spot<'a> = (&'a Table, &'a Row, usize);

fn share(
    frame: &mut Frame,
    spot: Spot<'_>,
    place: Area,
    paint: &Paint,
    leaders: &mut Vec<(f64, String)>,
) {
    let (table, row, at) = spot;
    let Some(cell) = row.cells.get(at).filter(|cell| cell.value != Value::Nobody) else {
        return;
    };
    let text = print::cell(cell, frame.language);
    frame.canvas.open(&hint(table, at, cell, frame.language));
    let inner = Area {
        w: (place.w - 1.0).max(place.w.min(1.0)),
        ..place
    };
    frame.canvas.painted(inner, paint);
    let room = room_of(&text, VALUE);
    let centre = place.x + inner.w / 2.0;
    if room + 8.0 <= inner.w {
        plate(frame, centre, place, room, paint);
        let look = VALUE.ink(paint.ink).anchor(Anchor::Middle).bold();
        frame.canvas.text(
            centre,
            baseline(place.y + place.h / 2.0, VALUE.size),
            look,
            &text,
        );
    } else {
        leaders.push((centre, text));
    }
    frame.canvas.close();
}

/// A plain ground for a number that stands on hatching.
fn plate(frame: &mut Frame, centre: f64, place: Area, room: f64, paint: &Paint) {
    if paint.hatch != palette::Hatch::Plain {
        let plate = Area {
            x: centre - room / 2.0 - 3.0,
            y: place.y + place.h / 2.0 - 8.0,
            w: room + 6.0,
            h: 16.0,
        };
        frame.canvas.rect(plate, paint.fill);
    }
}

fn hint(table: &Table, at: usize, cell: &Cell, language: Language) -> String {
    let label = table
        .columns
        .get(at)
        .map(|column| column.label.get(language))
        .unwrap_or_default();
    let unit = if matches!(cell.value, Value::Percent(_)) {
        "%"
    } else {
        ""
    };
    format!("{label} {}{unit}", print::cell(cell, language))
}

/// The rest of a bar whose numbers are lost or withheld: a dashed outline with the reason in words.
fn gap(frame: &mut Frame, row: &Row, place: Area) {
    let has = |wanted: &Value| row.cells.iter().any(|cell| cell.value == *wanted);
    let key = match () {
        () if has(&Value::NoBase) => "value-no-base",
        () if has(&Value::Suppressed) => "value-suppressed",
        () => "value-lost",
    };
    let words = words::say(frame.language, key, &[]);
    frame.canvas.outline(
        Area {
            y: place.y + 0.5,
            h: place.h - 1.0,
            ..place
        },
        palette::RULE,
        "4 3",
    );
    let look: Type = SMALL.anchor(Anchor::Middle);
    if room_of(&words, look) + 6.0 <= place.w {
        frame.canvas.text(
            place.x + place.w / 2.0,
            baseline(place.y + place.h / 2.0, look.size),
            look,
            &words,
        );
    }
}

/// Numbers that do not fit inside, side by side under the bar.
fn below(frame: &mut Frame, leaders: &[(f64, String)], area: Area) -> f64 {
    if leaders.is_empty() {
        return area.y + area.h;
    }
    let rooms: Vec<f64> = leaders
        .iter()
        .map(|(_, text)| room_of(text, SMALL))
        .collect();
    let centres: Vec<f64> = leaders.iter().map(|(centre, _)| *centre).collect();
    let places = spread(&centres, &rooms, area.x, area.x + area.w + 14.0);
    let bottom = area.y + area.h;
    for ((centre, text), place) in leaders.iter().zip(places) {
        frame
            .canvas
            .line((*centre, bottom), (place, bottom + 5.0), palette::RULE, 1.0);
        let look = SMALL.ink(palette::INK).anchor(Anchor::Middle);
        frame.canvas.text(place, bottom + 15.0, look, text);
    }
    bottom + 18.0
}

/// Middles of labels near their centres without overlap, between two edges.
pub fn spread(centres: &[f64], rooms: &[f64], left: f64, right: f64) -> Vec<f64> {
    const GAP: f64 = 5.0;
    let mut places = Vec::with_capacity(centres.len());
    let mut edge = left;
    for (centre, room) in centres.iter().zip(rooms) {
        let place = centre.max(edge + room / 2.0);
        places.push(place);
        edge = place + room / 2.0 + GAP;
    }
    let mut edge = right;
    for (place, room) in places.iter_mut().zip(rooms).rev() {
        *place = place.min(edge - room / 2.0);
        edge = *place - room / 2.0 - GAP;
    }
    places
}
