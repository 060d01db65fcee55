//! `published.csv`: every number stands at an address that the other files know.

use std::collections::BTreeSet;

use super::{Report, ids};
use crate::study::Study;
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
        if !seen.insert((
            address,
            &cell.locator.source,
            &cell.locator.place,
            cell.locator.line,
        )) {
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

/// Whether a reference leads to a printed table: its figure and row are there, each of its groups has a line,
/// and its options are the question's. A number of that table that did not survive may still be named.
pub fn has_cell(study: &Study, wanted: &CellRef) -> bool {
    let in_figure = study
        .published
        .iter()
        .filter(|cell| cell.figure == wanted.figure);
    let rows: BTreeSet<&str> = in_figure.clone().map(|cell| cell.row.as_str()).collect();
    let any_row = wanted.row.is_empty() && rows.len() == 1;
    let here: Vec<&PublishedCell> = in_figure
        .filter(|cell| any_row || cell.row == wanted.row)
        .collect();
    let known = |option: &String| {
        let question = here
            .first()
            .and_then(|cell| study.questionnaire.question(&cell.question));
        question.is_some_and(|question| question.option_index(option).is_some())
    };
    let has_group = |group: &String| {
        let alone = std::slice::from_ref(group);
        here.iter()
            .any(|cell| cell.groups == alone || cell.groups == wanted.groups)
    };
    // No group means everybody: printed as such, or all groups of the figure together.
    !here.is_empty() && wanted.groups.iter().all(has_group) && wanted.options.iter().all(known)
}
