//! Who belongs: answers' states, and the one place where expressions of a study become sets of respondents.

use crate::answers::{self, ANSWERED, Answers, Bits, NOT_ANSWERED, NOT_ASKED};
use crate::study::Study;
use crate::{Place, Problem, Text, expr};

/// `NOT_ASKED`, `NOT_ANSWERED` or `ANSWERED` for one respondent. A ranking counts as answered from its first rank.
pub(crate) fn state(column: &answers::Column, at: usize) -> u8 {
    let of_code = |code: u8| if code >= NOT_ANSWERED { code } else { ANSWERED };
    match column {
        answers::Column::Single(codes) => of_code(codes[at]),
        answers::Column::Multiple { state, .. }
        | answers::Column::Number { state, .. }
        | answers::Column::Date { state, .. }
        | answers::Column::Text { state, .. } => of_code(state[at]),
        answers::Column::Ranking(ranks) => {
            ranks.first().map_or(NOT_ASKED, |first| of_code(first[at]))
        }
    }
}

/// The numbers answered.
pub(crate) fn numbers(column: &answers::Column) -> impl Iterator<Item = i64> + '_ {
    let pairs = match column {
        answers::Column::Number { state, values, .. } => Some(state.iter().zip(values)),
        _ => None,
    };
    let answered = pairs.into_iter().flatten();
    answered.filter_map(|(state, value)| (*state == ANSWERED).then_some(*value))
}

/// The respondents for whom an expression holds, with its words.
pub(crate) fn when(
    study: &Study,
    answers: &Answers,
    expression: &str,
    field: &str,
) -> Result<(Bits, Text), Vec<Problem>> {
    let place = || Place::file("request").in_field(field);
    let parsed = expr::parse(expression).map_err(|fault| vec![fault.problem(place())])?;
    let faults = expr::check(&parsed, study, None);
    if !faults.is_empty() {
        return Err(faults
            .into_iter()
            .map(|fault| fault.problem(place()))
            .collect());
    }
    let members = expr::evaluate(&parsed, study, answers);
    Ok((members, expr::label(&parsed, study)))
}
