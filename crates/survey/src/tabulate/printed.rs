//! From sets to the table that is printed: percentages, bases, intervals, notes.

use super::grid::{Grid, Line};
use super::{Bits, Options, PercentOf, against, notes, suppress};
use crate::Tenths;
use crate::analyse::Sample;
use crate::answers::Answers;
use crate::inference::design::{Design, ShareMethod, Split, share_interval};
use crate::inference::proportion;
use crate::study::Study;
use crate::table::{Base, Cell, CellInterval, Count, Known, Origin, Row, Table, TableKind, Value};
use crate::weights::Weights;

/// The level of every interval in a table.
pub(crate) const LEVEL: f64 = 0.95;

/// Prints a grid.
pub(crate) fn table(
    study: &Study,
    answers: &Answers,
    grid: &Grid,
    id: String,
    options: &Options<'_>,
) -> Table {
    let unit = Weights::unit(answers.len());
    let weights = options.weights.unwrap_or(&unit);
    let shown = Shown {
        weights,
        options,
        sample: Sample::of(study, answers, weights),
    };
    let rows = grid.lines.iter().map(|line| row(grid, line, &shown));
    let kind = match options.percent {
        PercentOf::Count => TableKind::Count,
        PercentOf::Row | PercentOf::Column => grid.subject.kind,
    };
    let mut table = Table {
        id,
        title: grid.title.clone(),
        question: grid.subject.question.clone(),
        base_label: grid.base_label.clone(),
        kind,
        columns: grid.subject.columns.clone(),
        rows: rows.collect(),
        notes: Vec::new(),
        origin: match answers.synthetic {
            true => Origin::Synthetic,
            false => Origin::Answers,
        },
    };
    let withheld = options.shared && !study.header.public && suppress::apply(&mut table, grid);
    if let Some(level) = options.marks {
        against::apply(&mut table, grid, &shown, level);
    }
    table.notes = notes::of(study, &table, grid, options, withheld);
    table
}

fn row(grid: &Grid, line: &Line, shown: &Shown<'_>) -> Row {
    let cells = line.cells.iter().enumerate();
    let whole = |column: usize| match shown.options.percent {
        PercentOf::Column => grid
            .total_of(line)
            .and_then(|total| total.cells.get(column)),
        PercentOf::Row | PercentOf::Count => Some(&line.base),
    };
    Row {
        id: line.id.clone(),
        label: line.label.clone(),
        block: line.block.clone(),
        mark: None,
        total: line.total,
        base: base(&line.base, shown.weights),
        cells: cells
            .map(|(column, members)| cell(members, whole(column), shown))
            .collect(),
    }
}

fn base(members: &Bits, weights: &Weights) -> Base {
    let weighted = !weights.is_unit();
    Base {
        n: Count::Exact(members.count()),
        known: Known::Counted,
        weighted: weighted.then(|| weights.printed(weights.sum(members))),
        effective: weighted.then(|| weights.effective(members)),
    }
}

fn cell(members: &Bits, whole: Option<&Bits>, shown: &Shown<'_>) -> Cell {
    let count = members.count();
    let percent = || {
        let whole = whole.map_or(0, |whole| shown.weights.sum(whole));
        match Tenths::of(shown.weights.sum(members), whole) {
            None => Value::NoBase,
            Some(_) if count == 0 => Value::Nobody,
            Some(tenths) => Value::Percent(tenths),
        }
    };
    Cell {
        value: match shown.options.percent {
            PercentOf::Count => Value::Count(count),
            PercentOf::Row | PercentOf::Column => percent(),
        },
        count: Count::Exact(count),
        known: Known::Counted,
        interval: interval(members, whole, shown),
        against: None,
        locator: None,
    }
}

/// What cells need besides their members.
pub(crate) struct Shown<'a> {
    pub weights: &'a Weights,
    pub options: &'a Options<'a>,
    pub sample: Sample<'a>,
}

/// Wilson's interval for a share of independent answers, Korn & Graubard's under weights or a stratified design.
fn interval(members: &Bits, whole: Option<&Bits>, shown: &Shown<'_>) -> Option<CellInterval> {
    let whole = whole.filter(|whole| whole.count() > 0)?;
    if !shown.options.intervals || shown.options.percent == PercentOf::Count {
        return None;
    }
    let found = match shown.sample.needs_design() {
        false => proportion::wilson(members.count(), whole.count(), LEVEL),
        true => {
            let sets = [members.clone(), whole.and_not(members)];
            let sums = shown.sample.of_sets(&sets, shown.weights);
            let design = Design::new(&sums).ok()?;
            let split = Split {
                yes: &[0],
                no: &[1],
            };
            share_interval(&design, split, ShareMethod::KornGraubard, LEVEL).ok()?
        }
    };
    Some(CellInterval {
        low: found.low * 100.0,
        high: found.high * 100.0,
        method: found.method.as_str().to_owned(),
    })
}
