//! Differences with their 95 % intervals, one line a comparison, with the verdict's sign and word.

use survey::Language;
use survey::retest::{Ratio, Retest};

use super::Style;
use super::frame::{Frame, SMALL, VALUE};
use crate::palette;
use crate::svg::{Area, Type};
use crate::{marks, print, words};

const LABELS: f64 = 300.0;
const VERDICT: f64 = 150.0;

/// Draws the comparisons. Differences are in points; the grey band is the margin within which none matters.
pub fn intervals(retests: &[Retest], margin: u32, language: Language, style: &Style) -> String {
    let mut frame = Frame::new(language, *style);
    let (left, right) = frame.plot(LABELS);
    let right = if frame.narrow() {
        right
    } else {
        right - VERDICT
    };
    let axis = Axis {
        left: left + 8.0,
        right: right - 8.0,
        most: most(retests, margin),
    };
    let legend = words::say(language, "figure-margin", &[("margin", margin.to_string())]);
    frame.y = frame.write(8.0, frame.y, SMALL, &legend, frame.width() - 16.0) + 6.0;
    let top = frame.y;
    let mut trial = Frame::new(language, *style);
    trial.y = top;
    lines(&mut trial, retests, axis);
    ground(&mut frame, axis, margin, (top, trial.y));
    lines(&mut frame, retests, axis);
    frame.y += 20.0;
    let title = words::say(language, "figure-intervals", &[]);
    let description: Vec<String> = retests
        .iter()
        .map(|retest| aloud(retest, language))
        .collect();
    frame.finish(&title, &description.join(" "))
}

#[derive(Clone, Copy)]
struct Axis {
    left: f64,
    right: f64,
    most: f64,
}

impl Axis {
    fn at(&self, points: f64) -> f64 {
        let share = (points.clamp(-self.most, self.most) + self.most) / (2.0 * self.most);
        self.left + (self.right - self.left) * share
    }
}

/// The end of the axis on both sides, in points.
fn most(retests: &[Retest], margin: u32) -> f64 {
    let ends = retests
        .iter()
        .filter_map(|it| it.interval)
        .flat_map(|(low, high)| [low.abs(), high.abs()]);
    let furthest = ends.fold(f64::from(margin) / 100.0, f64::max) * 100.0;
    [20.0, 40.0, 60.0, 80.0]
        .into_iter()
        .find(|end| furthest <= *end)
        .unwrap_or(100.0)
}

fn ground(frame: &mut Frame, axis: Axis, margin: u32, (top, bottom): (f64, f64)) {
    let margin = f64::from(margin);
    let (from, to) = (axis.at(-margin), axis.at(margin));
    frame.canvas.rect(
        Area {
            x: from,
            y: top,
            w: to - from,
            h: bottom - top,
        },
        "#ededed",
    );
    let tick = |half: i32| {
        let points = f64::from(half) * axis.most / 2.0;
        let sign = if half > 0 { "+" } else { "" };
        (
            axis.at(points),
            format!("{sign}{}", crate::svg::number(points).replace('-', "−")),
        )
    };
    let ticks: Vec<_> = (-2..=2).map(tick).collect();
    frame.ticks(top, bottom, &ticks);
    frame.canvas.line(
        (axis.at(0.0), top),
        (axis.at(0.0), bottom),
        palette::RULE,
        1.5,
    );
}

fn lines(frame: &mut Frame, retests: &[Retest], axis: Axis) {
    for retest in retests {
        let top = frame.y;
        let claim = format!("{}　{}", retest.id, retest.claim.get(frame.language));
        let room = frame.label_room(LABELS);
        let below = frame.write(8.0, top + 3.0, Type::new(12.0), &claim, room);
        let below = frame.write(8.0, below, SMALL, &sides(retest, frame.language), room);
        let middle = if frame.narrow() {
            below + 12.0
        } else {
            (top + below + 3.0) / 2.0
        };
        whisker(frame, retest, middle, axis);
        let verdict_top = if frame.narrow() {
            middle + 8.0
        } else {
            middle - 17.0
        };
        let verdict_below = verdict(frame, retest, verdict_top, axis);
        frame.y = below.max(middle + 10.0).max(verdict_below) + 6.0;
        let width = frame.width();
        frame
            .canvas
            .line((8.0, frame.y), (width - 8.0, frame.y), palette::GRID, 1.0);
        frame.y += 2.0;
    }
}

fn whisker(frame: &mut Frame, retest: &Retest, y: f64, axis: Axis) {
    let ink = marks::of_verdict(retest.verdict).ink;
    if let Some((low, high)) = retest.interval {
        let (low, high) = (axis.at(low * 100.0), axis.at(high * 100.0));
        frame.canvas.line((low, y), (high, y), ink, 2.0);
        for x in [low, high] {
            frame.canvas.line((x, y - 5.0), (x, y + 5.0), ink, 2.0);
        }
    }
    if let Some(difference) = retest.difference {
        frame
            .canvas
            .disc((axis.at(difference * 100.0), y), 4.0, ink, ink);
    }
}

fn verdict(frame: &mut Frame, retest: &Retest, top: f64, axis: Axis) -> f64 {
    let mark = marks::of_verdict(retest.verdict);
    let (x, room) = if frame.narrow() {
        (8.0, 320.0)
    } else {
        (axis.right + 20.0, VERDICT + 4.0)
    };
    let below = frame.write(x, top, VALUE, &difference(retest), room);
    frame.write(
        x,
        below,
        VALUE.bold().ink(mark.ink),
        &mark.text(frame.language),
        room,
    )
}

/// The difference and its interval, in points: `+45.4 [+38.1, +52.2]`.
pub fn difference(retest: &Retest) -> String {
    match (retest.difference, retest.interval) {
        (Some(difference), Some((low, high))) => format!(
            "{} [{}, {}]",
            print::signed_points(difference),
            print::signed_points(low),
            print::signed_points(high)
        ),
        (Some(difference), None) => print::signed_points(difference),
        (None, _) => "…".to_owned(),
    }
}

/// Both groups with their counts: `委託先 275/287 ・ 委託元 110/218`.
pub fn sides(retest: &Retest, language: Language) -> String {
    let side = |label: &survey::Text, ratio: Option<Ratio>| match ratio {
        Some(ratio) => format!("{} {}/{}", label.get(language), ratio.k, ratio.n),
        None => format!("{} …", label.get(language)),
    };
    let (a, b) = (&retest.groups.0, &retest.groups.1);
    let sides = [side(a, retest.a), side(b, retest.b)];
    sides
        .into_iter()
        .filter(|side| side != " …")
        .collect::<Vec<_>>()
        .join(" ・ ")
}

fn aloud(retest: &Retest, language: Language) -> String {
    let verdict = marks::of_verdict(retest.verdict).word(language);
    format!(
        "{} {} {}: {verdict}.",
        retest.id,
        retest.claim.get(language),
        difference(retest)
    )
}
