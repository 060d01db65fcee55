//! Remarks under a published table, each only where it is true. Words: `note-CODE`.

use super::tables::LEVEL;
use crate::study::header::SampleKind;
use crate::study::{Question, Study};
use crate::table::{Cell, Count, Known, Note, Row, SMALL_BASE, Table, TableKind, Value};

/// All notes of a published table, in the order printed.
pub(super) fn of(study: &Study, table: &Table, question: &Question) -> Vec<Note> {
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    let any = |is: fn(&Cell) -> bool| cells().any(is);
    let number = |cell: &Cell| matches!(cell.value, Value::Percent(_) | Value::Count(_));
    let band = |cell: &Cell| matches!(cell.value, Value::Band { .. });
    let lost = |cell: &Cell| cell.value == Value::Lost;
    let method = cells().find_map(|cell| Some(cell.interval.as_ref()?.method.clone()));
    let nothing = !any(number) && !any(band);
    let open = |row: &Row| matches!(row.base.n, Count::OneOf(_) | Count::Unknown);
    let inferred = question.options.iter().any(|option| option.inferred);
    let all = [
        nothing.then(|| note("published-nothing")),
        (any(band) && !any(number)).then(|| note("published-phrases")),
        (any(number) && any(lost)).then(|| note("published-part")),
        (table.kind == TableKind::Multiple).then(|| note("multiple-answers")),
        misses_hundred(table).then(|| note("not-hundred")),
        any(|cell| cell.known == Known::Derived && matches!(cell.value, Value::Percent(_)))
            .then(|| note("published-derived")),
        (!nothing && table.rows.iter().any(open)).then(|| note("published-base-lost")),
        table
            .rows
            .iter()
            .any(|row| row.base.known == Known::Derived)
            .then(|| note("published-base-derived")),
        question.incomplete.then(|| note("options-incomplete")),
        inferred.then(|| note("labels-inferred")),
        table
            .rows
            .iter()
            .any(|row| row.base.is_small())
            .then(|| with(note("small-base"), "limit", SMALL_BASE)),
        method.clone().map(|method| {
            let named = with(note("intervals"), "method", method);
            with(named, "level", (LEVEL * 100.0) as u32)
        }),
        (method.is_some() && study.header.sample == SampleKind::Quota)
            .then(|| note("as-if-random")),
    ];
    all.into_iter().flatten().collect()
}

/// Whether some complete row's printed percentages do not sum to 100.
fn misses_hundred(table: &Table) -> bool {
    let sum = |row: &Row| {
        let tenths = row.cells.iter().map(|cell| match cell.value {
            Value::Percent(tenths) => Some(tenths.0),
            _ => None,
        });
        tenths.reduce(|sum, one| Some(sum? + one?)).flatten()
    };
    matches!(table.kind, TableKind::Single | TableKind::Matrix)
        && table.rows.iter().filter_map(sum).any(|sum| sum != 1000)
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
