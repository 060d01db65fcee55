//! Who is meant: one bit per respondent.

use std::cmp::Ordering;

use super::types::decimal;
use super::{Expr, Order, Test, Variable, Word};
use crate::answers::{ANSWERED, Answers, Bits, Column, NOT_ANSWERED};
use crate::study::Study;

/// The respondents for whom an expression is true.
///
/// Not asked and not answered make every comparison false. Names that do not resolve select nobody;
/// [`super::check`] reports them.
pub fn evaluate(expr: &Expr, study: &Study, answers: &Answers) -> Bits {
    let n = answers.len();
    let each = |one: &Expr| evaluate(one, study, answers);
    match expr {
        Expr::True => Bits::ones(n),
        Expr::Not(inner) => each(inner).not(),
        Expr::And(all) => all
            .iter()
            .fold(Bits::ones(n), |bits, one| bits.and(&each(one))),
        Expr::Or(all) => all
            .iter()
            .fold(Bits::zeros(n), |bits, one| bits.or(&each(one))),
        Expr::Answered(variable) => answered(variable, study, answers),
        Expr::Stratum(words) => strata(words, study, answers),
        Expr::Test(variable, what) => test(variable, what, study, answers),
    }
}

fn strata(words: &[Word], study: &Study, answers: &Answers) -> Bits {
    let strata = &study.header.strata;
    let wanted = |index: usize| {
        let stratum = strata.get(index);
        stratum.is_some_and(|stratum| words.iter().any(|word| word.text == stratum.id))
    };
    let wanted: Vec<bool> = (0..strata.len()).map(wanted).collect();
    Bits::from_fn(answers.len(), |respondent| {
        let stratum = answers.strata.get(respondent);
        stratum.is_some_and(|index| wanted.get(usize::from(*index)) == Some(&true))
    })
}

fn answered(variable: &Variable, study: &Study, answers: &Answers) -> Bits {
    let rows = study.questionnaire.question(&variable.question.text);
    let rows = rows
        .map(|question| question.rows.as_slice())
        .unwrap_or_default();
    if variable.row.is_some() || rows.is_empty() {
        return column_answered(answers.columns.get(&variable.name()), answers.len());
    }
    rows.iter().fold(Bits::zeros(answers.len()), |bits, row| {
        let name = format!("{}.{}", variable.question.text, row.id);
        bits.or(&column_answered(answers.columns.get(&name), answers.len()))
    })
}

fn column_answered(column: Option<&Column>, n: usize) -> Bits {
    let states = |states: &[u8]| {
        Bits::from_fn(n, |at| {
            states.get(at).is_some_and(|state| *state == ANSWERED)
        })
    };
    match column {
        None => Bits::zeros(n),
        Some(Column::Single(codes)) => Bits::from_fn(n, |at| {
            codes.get(at).is_some_and(|code| *code < NOT_ANSWERED)
        }),
        Some(
            Column::Multiple { state, .. }
            | Column::Number { state, .. }
            | Column::Date { state, .. }
            | Column::Text { state, .. },
        ) => states(state),
        Some(Column::Ranking(ranks)) => Bits::from_fn(n, |at| {
            let ranked = |rank: &Vec<u8>| rank.get(at).is_some_and(|code| *code < NOT_ANSWERED);
            ranks.iter().any(ranked)
        }),
    }
}

fn test(variable: &Variable, test: &Test, study: &Study, answers: &Answers) -> Bits {
    let n = answers.len();
    let question = study.questionnaire.question(&variable.question.text);
    let (Some(question), Some(column)) = (question, answers.columns.get(&variable.name())) else {
        return Bits::zeros(n);
    };
    let index = |word: &Word| question.option_index(&word.text);
    let options: Vec<usize> = test.words().iter().filter_map(index).collect();
    let all_known = options.len() == test.words().len();
    match test {
        Test::Is(word) => match column {
            Column::Single(_) => any(column, &options, n),
            _ => compare(column, word, n, Ordering::is_eq),
        },
        Test::IsNot(word) => match column {
            Column::Single(_) => {
                column_answered(Some(column), n).and_not(&any(column, &options, n))
            }
            _ => compare(column, word, n, Ordering::is_ne),
        },
        Test::In(_) | Test::Has(_) | Test::HasAny(_) => any(column, &options, n),
        Test::HasAll(_) if all_known => options.iter().fold(Bits::ones(n), |bits, option| {
            bits.and(&any(column, &[*option], n))
        }),
        Test::HasAll(_) => Bits::zeros(n),
        Test::Compare(order, word) => compare(column, word, n, by(*order)),
    }
}

fn by(order: Order) -> fn(Ordering) -> bool {
    match order {
        Order::Less => Ordering::is_lt,
        Order::AtMost => Ordering::is_le,
        Order::More => Ordering::is_gt,
        Order::AtLeast => Ordering::is_ge,
    }
}

/// Who chose any of the options.
fn any(column: &Column, options: &[usize], n: usize) -> Bits {
    let chosen = |code: Option<&u8>| {
        code.is_some_and(|code| *code < NOT_ANSWERED && options.contains(&usize::from(*code)))
    };
    match column {
        Column::Single(codes) => Bits::from_fn(n, |at| chosen(codes.get(at))),
        Column::Ranking(ranks) => {
            Bits::from_fn(n, |at| ranks.iter().any(|rank| chosen(rank.get(at))))
        }
        Column::Multiple { selected, .. } => {
            let picked = options.iter().filter_map(|option| selected.get(*option));
            picked.fold(Bits::zeros(n), |bits, words| {
                bits.or(&Bits::from_words(n, words))
            })
        }
        Column::Number { .. } | Column::Date { .. } | Column::Text { .. } => Bits::zeros(n),
    }
}

fn compare(column: &Column, word: &Word, n: usize, holds: fn(Ordering) -> bool) -> Bits {
    let answered = column_answered(Some(column), n);
    match column {
        Column::Number {
            decimals, values, ..
        } => match decimal(&word.text) {
            Some(limit) => answered.and(&Bits::from_fn(n, |at| {
                let value = values.get(at).map(|value| (*value, u32::from(*decimals)));
                value.is_some_and(|value| holds(order(value, limit)))
            })),
            None => Bits::zeros(n),
        },
        Column::Date { values, .. } => match word.text.parse::<jiff::civil::Date>() {
            Ok(limit) => answered.and(&Bits::from_fn(n, |at| {
                values.get(at).is_some_and(|day| holds(day.cmp(&limit)))
            })),
            Err(_) => Bits::zeros(n),
        },
        _ => Bits::zeros(n),
    }
}

/// Compares decimals of different precision, exactly.
fn order((a, a_digits): (i64, u32), (b, b_digits): (i64, u32)) -> Ordering {
    let scaled = |value: i64, digits: u32| i128::from(value) * 10_i128.pow(digits.min(18));
    scaled(a, b_digits).cmp(&scaled(b, a_digits))
}
