//! Marks against the total: in which groups does the share of an option differ from everybody's?
//!
//! The group is part of the total, so the two bases share respondents and the test must know it; leaving the overlap out
//! makes marks too timid. Holm adjusts over all cells of the table that are compared.

use super::grid::{Grid, Line};
use super::printed::Shown;
use super::{Bits, NOT_ANSWERED, PercentOf};
use crate::inference::adjust::holm;
use crate::inference::design::{Design, Split, difference};
use crate::inference::overlap::{Column, overlapping};
use crate::table::{Against, AgainstTotal, SMALL_BASE, Table, Value};

/// Least number of respondents that must be expected on either side (chosen, not chosen), as in Cochran's rule.
const LEAST_EXPECTED: f64 = 5.0;

/// A comparison made: the cell, the difference of the shares, the p, the method.
struct Compared {
    row: usize,
    column: usize,
    difference: f64,
    p: f64,
    method: &'static str,
}

/// Why a table that was to be marked has no comparison; words under `note-against-total-none`.
pub(crate) fn reason(table: &Table, grid: &Grid, percent: PercentOf) -> Option<&'static str> {
    let compared = table.rows.iter().flat_map(|row| &row.cells);
    match percent {
        _ if grid.lines.iter().all(|line| line.total) => Some("groups"),
        PercentOf::Column | PercentOf::Count => Some("rows"),
        PercentOf::Row if compared.filter(|cell| cell.against.is_some()).count() == 0 => {
            Some("small")
        }
        PercentOf::Row => None,
    }
}

/// Compares every group's share with the total's and marks what differs at `level` after adjustment.
///
/// Plain counts: the t of overlapping bases. Under weights or a stratified random sample: the difference linearised
/// jointly. Left out of the family: groups under [`SMALL_BASE`], options too rare or too common to be tested, 無回答,
/// and cells that are withheld (a p would give them away), or whose total is.
pub(crate) fn apply(table: &mut Table, grid: &Grid, shown: &Shown<'_>, level: f64) {
    if shown.options.percent != PercentOf::Row {
        return;
    }
    let lines = grid.lines.iter().enumerate();
    let found: Vec<Compared> = lines
        .filter(|(_, line)| !line.total)
        .flat_map(|(row, line)| compared(table, grid, shown, (row, line)))
        .collect();
    let raw: Vec<f64> = found.iter().map(|it| it.p).collect();
    for (it, p_adjusted) in found.iter().zip(holm(&raw)) {
        let mark = (p_adjusted <= level).then_some(match it.difference > 0.0 {
            true => Against::Above,
            false => Against::Below,
        });
        table.rows[it.row].cells[it.column].against = Some(AgainstTotal {
            difference: it.difference,
            method: it.method,
            p: it.p,
            p_adjusted,
            mark,
        });
    }
}

fn compared(
    table: &Table,
    grid: &Grid,
    shown: &Shown<'_>,
    (row, line): (usize, &Line),
) -> Vec<Compared> {
    let total = grid.lines.iter().position(|total| total.of == line.of);
    let Some((at, total)) = total.map(|at| (at, &grid.lines[at])) else {
        return Vec::new();
    };
    let open = |row: usize, column: usize| {
        let row = &table.rows[row];
        row.base.n.exact().is_some() && row.cells[column].value != Value::Suppressed
    };
    let columns = 0..grid.subject.columns.len();
    columns
        .filter(|column| grid.subject.columns[*column].id != NOT_ANSWERED)
        .filter(|column| open(row, *column) && open(at, *column))
        .filter_map(|column| {
            let (difference, p, method) = test(line, total, column, shown)?;
            Some(Compared {
                row,
                column,
                difference,
                p,
                method,
            })
        })
        .collect()
}

fn test(
    line: &Line,
    total: &Line,
    column: usize,
    shown: &Shown<'_>,
) -> Option<(f64, f64, &'static str)> {
    let (n, whole) = (line.base.count(), total.base.count());
    if n < SMALL_BASE || n == whole {
        return None;
    }
    let share = total.cells[column].count() as f64 / whole as f64;
    if n as f64 * share.min(1.0 - share) < LEAST_EXPECTED {
        return None;
    }
    match shown.sample.needs_design() {
        false => by_counts(line, total, column),
        true => by_design(line, total, column, shown),
    }
}

fn by_counts(line: &Line, total: &Line, column: usize) -> Option<(f64, f64, &'static str)> {
    let of = |line: &Line| {
        let base = line.base.count() as f64;
        Column {
            share: line.cells[column].count() as f64 / base,
            base,
        }
    };
    let (group, everybody) = (of(line), of(total));
    let found = overlapping(group, everybody, group.base).ok()?;
    Some((group.share - everybody.share, found.p, "overlapping-t"))
}

fn by_design(
    line: &Line,
    total: &Line,
    column: usize,
    shown: &Shown<'_>,
) -> Option<(f64, f64, &'static str)> {
    let (yes, no) = (
        &total.cells[column],
        total.base.and_not(&total.cells[column]),
    );
    let sets: [Bits; 4] = [
        yes.and(&line.base),
        no.and(&line.base),
        yes.and_not(&line.base),
        no.and_not(&line.base),
    ];
    let sums = shown.sample.of_sets(&sets, shown.weights);
    let design = Design::new(&sums).ok()?;
    let group = Split {
        yes: &[0],
        no: &[1],
    };
    let everybody = Split {
        yes: &[0, 2],
        no: &[1, 3],
    };
    let found = difference(&design, group, everybody, super::printed::LEVEL).ok()?;
    Some((found.value, found.p?, "linearised-t"))
}
