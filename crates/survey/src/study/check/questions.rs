//! `questionnaire.toml`: each kind of question has what it needs and nothing that means nothing to it.

use std::collections::BTreeSet;

use super::header::days;
use super::{Report, named};
use crate::answers::MOST_OPTIONS;
use crate::study::questionnaire::{NumberRange, Question, QuestionKind as Kind};

/// Checks all questions.
pub fn check(report: &mut Report<'_>) {
    let questions = &report.study.questionnaire.questions;
    let questions = named("question", questions, |one| &one.id);
    for (position, (path, question)) in questions.into_iter().enumerate() {
        options(report, &path, question);
        rows(report, &path, question);
        maximum(report, &path, question);
        limits(report, &path, question);
        bases(report, &path, question, position);
        report.source(&path, question.source.as_ref());
    }
}

fn bases(report: &mut Report<'_>, path: &str, question: &Question, position: usize) {
    if let Some(base) = &question.base {
        report.expression(&format!("{path}.base"), base, Some(position));
    }
    for (row_path, row) in named(&format!("{path}.row"), &question.rows, |one| &one.id) {
        if let Some(base) = &row.base {
            report.expression(&format!("{row_path}.base"), base, Some(position));
        }
    }
}

fn options(report: &mut Report<'_>, path: &str, question: &Question) {
    let takes = !matches!(question.kind, Kind::Numeric | Kind::Date | Kind::Text);
    match (takes, question.options.is_empty()) {
        (true, true) if !question.incomplete => report.error("options-missing", path, &[]),
        (false, false) => report.error("options-not-allowed", &format!("{path}.option"), &[]),
        _ => {}
    }
    if question.options.len() > MOST_OPTIONS {
        let most = MOST_OPTIONS.to_string();
        report.error("too-many-options", path, &[("most", &most)]);
    }
    let multiple = matches!(question.kind, Kind::Multiple | Kind::MatrixMultiple);
    let mut codes = BTreeSet::new();
    let options = named(&format!("{path}.option"), &question.options, |one| &one.id);
    for (position, (path, option)) in (1_u32..).zip(options) {
        let code = option.code.unwrap_or(position);
        if !codes.insert(code) {
            report.error(
                "duplicate-code",
                &format!("{path}.code"),
                &[("code", &code.to_string())],
            );
        }
        if option.exclusive && !multiple {
            report.error("exclusive-not-multiple", &format!("{path}.exclusive"), &[]);
        }
    }
}

fn rows(report: &mut Report<'_>, path: &str, question: &Question) {
    match question.kind {
        Kind::MatrixSingle | Kind::MatrixMultiple => {
            if question.rows.is_empty() && !question.incomplete {
                report.error("rows-missing", path, &[]);
            }
        }
        Kind::Numeric => {}
        _ if question.rows.is_empty() => {}
        _ => report.error("rows-not-allowed", &format!("{path}.row"), &[]),
    }
}

fn maximum(report: &mut Report<'_>, path: &str, question: &Question) {
    let Some(maximum) = question.maximum else {
        return;
    };
    let path = format!("{path}.maximum");
    let takes = matches!(
        question.kind,
        Kind::Multiple | Kind::MatrixMultiple | Kind::Ranking
    );
    let options = question.options.len();
    if !takes {
        report.error("maximum-not-allowed", &path, &[]);
    } else if maximum == 0 || usize::try_from(maximum).is_ok_and(|maximum| maximum > options) {
        report.error(
            "maximum-out-of-range",
            &path,
            &[("options", &options.to_string())],
        );
    }
}

fn limits(report: &mut Report<'_>, path: &str, question: &Question) {
    match (&question.number, question.kind) {
        (None, _) => {}
        (Some(range), Kind::Numeric) => number(report, &format!("{path}.number"), range, question),
        (Some(_), _) => report.error("number-not-allowed", &format!("{path}.number"), &[]),
    }
    let dated = question.earliest.is_some() || question.latest.is_some();
    if dated && question.kind != Kind::Date {
        report.error("days-not-allowed", path, &[]);
    }
    days(report, path, question.earliest, question.latest);
}

fn number(report: &mut Report<'_>, path: &str, range: &NumberRange, question: &Question) {
    if let (Some(low), Some(high)) = (range.minimum, range.maximum)
        && low > high
    {
        let (low, high) = (low.to_string(), high.to_string());
        report.error("number-reversed", path, &[("low", &low), ("high", &high)]);
    }
    if range.decimals > 6 {
        report.error("too-many-decimals", &format!("{path}.decimals"), &[]);
    }
    if range.sum.is_some() && question.rows.is_empty() {
        report.error("sum-without-rows", &format!("{path}.sum"), &[]);
    }
}
