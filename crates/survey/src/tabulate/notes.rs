//! Remarks under a table, each only where it is true. Words: `note-CODE`.

use super::against;
use super::grid::Grid;
use super::printed::LEVEL;
use super::suppress::{LARGEST_SMALL, SMALLEST_SMALL};
use super::{BaseRule, Options, PercentOf, RankingAs};
use crate::study::header::SampleKind;
use crate::study::{QuestionKind, Study};
use crate::table::{Note, Origin, Row, SMALL_BASE, Table, TableKind, Value};
use crate::weights::WeightSource;

/// All notes of a table, in the order printed.
pub(crate) fn of(
    study: &Study,
    table: &Table,
    grid: &Grid,
    options: &Options<'_>,
    withheld: bool,
) -> Vec<Note> {
    let question = study.questionnaire.question(&table.question);
    let ranking = question.is_some_and(|question| question.kind == QuestionKind::Ranking);
    let percentages = table.kind != TableKind::Count;
    let multiple = table.kind == TableKind::Multiple;
    let intervals = method(table);
    let against = options
        .marks
        .and_then(|level| marks(table, grid, options, level));
    let compared = against
        .as_ref()
        .is_some_and(|note| note.code == "against-total");
    let inferred = intervals.is_some() || compared;
    let all = [
        (table.origin == Origin::Synthetic).then(|| note("synthetic")),
        Some(match options.base {
            BaseRule::Asked => note("base-asked"),
            BaseRule::Answered => note("base-answered"),
        }),
        options
            .weights
            .filter(|weights| !weights.is_unit())
            .map(|weights| with(note("weighted"), "source", weights.source().key())),
        (options.percent == PercentOf::Column).then(|| note("column-percent")),
        ranking.then(|| match options.ranking {
            RankingAs::First => note("rank-first"),
            RankingAs::Any => note("rank-any"),
        }),
        (multiple && percentages).then(|| note("multiple-answers")),
        (!grid.subject.nets.is_empty()).then(|| note("nets")),
        (percentages && options.percent == PercentOf::Row && misses_hundred(table, grid))
            .then(|| note("not-hundred")),
        grid.overlap.then(|| note("groups-overlap")),
        (grid.outside > 0).then(|| outside(grid, withheld)),
        table
            .rows
            .iter()
            .any(|row| row.base.is_small())
            .then(|| with(note("small-base"), "limit", SMALL_BASE)),
        intervals.map(|method| {
            let named = with(note("intervals"), "method", method);
            with(named, "level", (LEVEL * 100.0) as u32)
        }),
        against,
        (inferred && study.header.sample == SampleKind::Quota).then(|| note("as-if-random")),
        (inferred
            && options
                .weights
                .is_some_and(|weights| weights.source() == WeightSource::Raked))
        .then(|| note("raked-variance")),
        withheld.then(|| {
            let from = with(note("suppressed"), "from", SMALLEST_SMALL);
            with(from, "to", LARGEST_SMALL)
        }),
    ];
    all.into_iter().flatten().collect()
}

fn note(code: &'static str) -> Note {
    Note {
        code,
        args: Vec::new(),
    }
}

fn with(mut note: Note, name: &'static str, value: impl ToString) -> Note {
    note.args.push((name, value.to_string()));
    note
}

/// What the marks against the total rest on, or why there are none; nothing under a table without groups.
fn marks(table: &Table, grid: &Grid, options: &Options<'_>, level: f64) -> Option<Note> {
    match against::reason(table, grid, options.percent) {
        Some("groups") => return None,
        Some(reason) => return Some(with(note("against-total-none"), "reason", reason)),
        None => (),
    }
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let compared: Vec<_> = cells.filter_map(|cell| cell.against).collect();
    let method = compared.first()?.method;
    let named = with(note("against-total"), "method", method);
    // A level is a round number of tenths of a per cent.
    let level = with(named, "level", libm::round(level * 1000.0) / 10.0);
    Some(with(level, "family", compared.len()))
}

/// The method of the intervals; Clopper and Pearson's only stands in where another has no answer.
fn method(table: &Table) -> Option<&str> {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let methods = cells.filter_map(|cell| Some(cell.interval.as_ref()?.method.as_str()));
    methods.min_by_key(|method| *method == "clopper-pearson")
}

/// The number outside all groups would give withheld cells away.
fn outside(grid: &Grid, withheld: bool) -> Note {
    match withheld {
        true => note("outside-groups-some"),
        false => with(note("outside-groups"), "n", grid.outside),
    }
}

/// Whether the printed percentages of a row with one answer each add up to something else than 100.0.
fn misses_hundred(table: &Table, grid: &Grid) -> bool {
    let off = |row: &Row| {
        let shares = row.cells[..grid.shares()].iter();
        let points = shares.map(|cell| match cell.value {
            Value::Percent(tenths) => Some(tenths.0),
            Value::Nobody => Some(0),
            _ => None,
        });
        points.sum::<Option<i32>>().is_some_and(|sum| sum != 1000)
    };
    grid.subject.exclusive && table.rows.iter().any(off)
}
