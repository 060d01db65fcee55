//! Bases of questions and rows, and groups of breaks, from the expressions in the files.

use super::{evaluate, label, parse};
use crate::Text;
use crate::answers::{Answers, Bits};
use crate::study::Study;
use crate::study::analysis::Break;
use crate::study::questionnaire::{MatrixRow, Question};

/// The respondents to whom a question, or one row of it, is put. An expression that does not parse selects nobody.
pub fn base_of(
    question: &Question,
    row: Option<&MatrixRow>,
    study: &Study,
    answers: &Answers,
) -> Bits {
    bases(question, row).fold(Bits::ones(answers.len()), |bits, text| {
        bits.and(&written(text, study, answers))
    })
}

/// How the base of a question, or of one row of it, is printed.
pub fn base_label(question: &Question, row: Option<&MatrixRow>, study: &Study) -> Text {
    let row_base = row.and_then(|row| row.base.as_deref());
    if let (Some(label), None) = (&question.base_label, row_base) {
        return label.clone();
    }
    let mut parts: Vec<_> = bases(question, row)
        .filter_map(|text| parse(text).ok())
        .collect();
    let expr = match (parts.len(), parts.pop()) {
        (1, Some(one)) => one,
        (2, Some(last)) => super::Expr::And(parts.into_iter().chain([last]).collect()),
        _ => super::Expr::True,
    };
    label(&expr, study)
}

/// The respondents of each category of a break, in its order. Categories may overlap.
pub fn break_bits(by: &Break, study: &Study, answers: &Answers) -> Vec<Bits> {
    let categories = by.categories.iter();
    categories
        .map(|category| written(&category.when, study, answers))
        .collect()
}

fn bases<'a>(question: &'a Question, row: Option<&'a MatrixRow>) -> impl Iterator<Item = &'a str> {
    let row = row.and_then(|row| row.base.as_deref());
    [question.base.as_deref(), row].into_iter().flatten()
}

fn written(text: &str, study: &Study, answers: &Answers) -> Bits {
    match parse(text) {
        Ok(expr) => evaluate(&expr, study, answers),
        Err(_) => Bits::zeros(answers.len()),
    }
}
