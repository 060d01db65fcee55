//! The figures of a study, and everything at once.

use super::{CrossRequest, Options, PercentOf, cross, simple};
use crate::Problem;
use crate::answers::Answers;
use crate::study::Study;
use crate::study::analysis::{Figure, FigureKind};
use crate::table::Table;

/// The table behind one figure of `analysis.toml`, with the figure's id, title and marks.
///
/// # Errors
/// As [`cross`].
pub fn figure(
    study: &Study,
    answers: &Answers,
    figure: &Figure,
    options: &Options<'_>,
) -> Result<Table, Vec<Problem>> {
    let request = CrossRequest {
        of: figure.question.clone(),
        rows: figure.rows.clone(),
        by: figure.by.clone(),
        groups: figure.groups.clone(),
        domain: figure.domain.clone(),
    };
    let percent = match figure.kind {
        FigureKind::Count => PercentOf::Count,
        _ => options.percent,
    };
    let options = Options {
        percent,
        ..options.clone()
    };
    let mut table = cross(study, answers, &request, &options)?;
    table.id.clone_from(&figure.id);
    table.title = figure.title.clone();
    for row in &mut table.rows {
        let mark = figure.marks.iter().find(|mark| mark.row == row.id);
        row.mark = mark.map(|mark| mark.label.clone());
    }
    Ok(table)
}

/// All tables of a study.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Whole {
    /// A simple table of each question, in the order put.
    pub simple: Vec<Table>,
    /// A table for each figure, in the order of `analysis.toml`.
    pub figures: Vec<Table>,
    /// What could not be tabulated, and why.
    pub problems: Vec<Problem>,
}

/// Every simple table and every figure. What cannot be tabulated is listed, and the rest still stands.
pub fn whole(study: &Study, answers: &Answers, options: &Options<'_>) -> Whole {
    let mut whole = Whole::default();
    for question in &study.questionnaire.questions {
        match simple(study, answers, &question.id, options) {
            Ok(table) => whole.simple.push(table),
            Err(problems) => whole.problems.extend(problems),
        }
    }
    for wanted in &study.analysis.figures {
        match figure(study, answers, wanted, options) {
            Ok(table) => whole.figures.push(table),
            Err(problems) => whole.problems.extend(problems),
        }
    }
    whole
}
