//! `published.csv`: every number stands at an address that the other files know.

use std::collections::BTreeSet;

use super::{Report, ids};
use crate::study::analysis::CellRef;
use crate::study::published::{PublishedBase, PublishedCell, PublishedValue};
use crate::study::read::published::FILE;
use crate::{Place, Problem};

/// Beginnings of figure ids that stand for numbers outside figures.
const OUTSIDE_FIGURES: [&str; 2] = ["text-", "press-"];

/// Checks all lines.
pub fn check(report: &mut Report<'_>) {
    let mut seen = BTreeSet::new();
    for cell in &report.study.published {
        addresses(report, cell);
        numbers(report, cell);
        let address = (
            &cell.figure,
            &cell.row,
            &cell.by,
            &cell.groups,
            &cell.options,
        );
        if !seen.insert((address, &cell.locator.source, &cell.locator.place)) {
            at(report, "published-twice", cell, "figure", &cell.figure);
        }
    }
}

fn at(report: &mut Report<'_>, code: &'static str, cell: &PublishedCell, column: &str, id: &str) {
    let place = Place::file(FILE).at(cell.line).in_field(column);
    report
        .problems
        .push(Problem::error(code, place).with("id", id));
}

fn unknown(
    report: &mut Report<'_>,
    code: &'static str,
    cell: &PublishedCell,
    column: &str,
    (id, known): (&str, &[&str]),
) {
    if !known.contains(&id) {
        let place = Place::file(FILE).at(cell.line).in_field(column);
        let problem = Problem::error(code, place).with("id", id);
        report
            .problems
            .push(problem.with("known", known.join(", ")));
    }
}

fn addresses(report: &mut Report<'_>, cell: &PublishedCell) {
    let study = report.study;
    let outside = OUTSIDE_FIGURES
        .iter()
        .any(|start| cell.figure.starts_with(start));
    let drawn = ids(&study.analysis.figures, |one| &one.id);
    if !outside {
        unknown(
            report,
            "unknown-figure",
            cell,
            "figure",
            (&cell.figure, &drawn),
        );
    }
    let sources = report.known.sources.clone();
    unknown(
        report,
        "unknown-source",
        cell,
        "source",
        (&cell.locator.source, &sources),
    );
    let questions = report.known.questions.clone();
    unknown(
        report,
        "unknown-question",
        cell,
        "question",
        (&cell.question, &questions),
    );
    if let Some(question) = study.questionnaire.question(&cell.question) {
        let options = ids(&question.options, |one| &one.id);
        for option in &cell.options {
            unknown(report, "unknown-option", cell, "option", (option, &options));
        }
        let rows = ids(&question.rows, |one| &one.id);
        if !cell.row.is_empty() {
            unknown(report, "unknown-row", cell, "row", (&cell.row, &rows));
        }
    }
    group(report, cell);
}

fn group(report: &mut Report<'_>, cell: &PublishedCell) {
    let study = report.study;
    if cell.by.is_empty() {
        if !cell.groups.is_empty() {
            at(
                report,
                "groups-without-break",
                cell,
                "by",
                &cell.groups.join("+"),
            );
        }
        return;
    }
    let breaks = report.known.breaks.clone();
    unknown(report, "unknown-break", cell, "by", (&cell.by, &breaks));
    if let Some(by) = study.analysis.breaks.iter().find(|one| one.id == cell.by) {
        let categories = ids(&by.categories, |one| &one.id);
        for group in &cell.groups {
            unknown(report, "unknown-group", cell, "group", (group, &categories));
        }
    }
}

fn numbers(report: &mut Report<'_>, cell: &PublishedCell) {
    if cell.options.is_empty() && cell.value != PublishedValue::Lost {
        at(
            report,
            "published-without-option",
            cell,
            "option",
            &cell.figure,
        );
    }
    if let (PublishedBase::Exact(n), PublishedValue::Count(count)) = (cell.n, &cell.value)
        && *count > n
    {
        at(
            report,
            "published-count-over-base",
            cell,
            "count",
            &count.to_string(),
        );
    }
}

/// Whether the numbers that a reference adds up are all printed: each group and each option, alone or as the net named.
pub fn has_cell(cells: &[PublishedCell], wanted: &CellRef) -> bool {
    let here = |cell: &&PublishedCell| cell.figure == wanted.figure && cell.row == wanted.row;
    let here: Vec<&PublishedCell> = cells.iter().filter(here).collect();
    let covers = |given: &[String], wanted: &[String], one: &String| {
        given == wanted || given == std::slice::from_ref(one)
    };
    let in_group = |group: Option<&String>| {
        let fits = |cell: &&&PublishedCell| match group {
            None => cell.groups.is_empty(),
            Some(group) => covers(&cell.groups, &wanted.groups, group),
        };
        let cells: Vec<_> = here.iter().filter(fits).collect();
        let has = |option: &String| {
            cells
                .iter()
                .any(|cell| covers(&cell.options, &wanted.options, option))
        };
        !cells.is_empty() && wanted.options.iter().all(has)
    };
    match wanted.groups.as_slice() {
        [] => in_group(None),
        groups => groups.iter().all(|group| in_group(Some(group))),
    }
}
