//! Who was asked, against who answered: bases decide, and cells that disagree are reported.

use super::draft::Draft;
use super::import::{Coverage, Reading};
use crate::Problem;
use crate::answers::{ANSWERED, Answers, Column, NOT_ANSWERED, NOT_ASKED};
use crate::expr;
use crate::variable::{Variable, is_exclusive};

/// Puts a draft into the answers: not asked where the base says so, and only there.
pub(super) fn route(
    reading: &mut Reading,
    variable: &Variable,
    draft: Draft,
    answers: &mut Answers,
) -> Coverage {
    let asked = expr::base_of(variable.question, variable.row, reading.study, answers);
    let Draft {
        mut column,
        mut specified,
        first_column,
        headings,
    } = draft;
    // Whoever has nothing to choose would choose "none of these".
    let wants_one = variable.question.options.iter().any(is_exclusive);
    for at in 0..reading.rows.len() {
        let (was_asked, found) = (asked.get(at), given(&column, at));
        if was_asked && found == Given::NotAsked {
            reading.warn("asked-but-marked", (at, first_column), variable);
            set_state(&mut column, at, NOT_ANSWERED);
        }
        if was_asked && wants_one && is_empty_answer(&column, at) {
            reading.warn("nothing-selected", (at, first_column), variable);
        }
        if !was_asked {
            if found == Given::Answer {
                reading.fault("answered-not-asked", (at, first_column), variable);
            }
            set_state(&mut column, at, NOT_ASKED);
            for texts in specified.values_mut() {
                let text = texts.remove(&(at as u32));
                if text.is_some() && found != Given::Answer {
                    reading.fault("answered-not-asked", (at, first_column), variable);
                }
            }
        }
    }
    specified.retain(|_, texts| !texts.is_empty());
    let answered = (0..reading.rows.len()).filter(|at| is_answered(&column, *at));
    let coverage = Coverage {
        variable: variable.name.clone(),
        columns: headings,
        asked: asked.count(),
        answered: answered.count() as u64,
        faulty: 0,
    };
    answers.columns.insert(variable.name.clone(), column);
    answers.specified.extend(specified);
    coverage
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Given {
    Answer,
    Nothing,
    NotAsked,
}

/// What a respondent gave. A multiple answer with nothing selected is nothing: many tools write 0 for those not asked.
fn given(column: &Column, at: usize) -> Given {
    let of = |state: u8| match state {
        NOT_ASKED => Given::NotAsked,
        NOT_ANSWERED => Given::Nothing,
        _ => Given::Answer,
    };
    let state = |states: &Vec<u8>| of(states.get(at).copied().unwrap_or(NOT_ANSWERED));
    match column {
        Column::Single(codes) => state(codes),
        Column::Multiple { .. } if is_empty_answer(column, at) => Given::Nothing,
        Column::Multiple { state: states, .. }
        | Column::Number { state: states, .. }
        | Column::Date { state: states, .. }
        | Column::Text { state: states, .. } => state(states),
        Column::Ranking(ranks) => {
            let all: Vec<Given> = ranks.iter().map(state).collect();
            if all.contains(&Given::Answer) {
                Given::Answer
            } else {
                all.first().copied().unwrap_or(Given::Nothing)
            }
        }
    }
}

/// Whether a multiple answer was given with nothing selected.
fn is_empty_answer(column: &Column, at: usize) -> bool {
    let Column::Multiple { state, selected } = column else {
        return false;
    };
    let picked = |words: &Vec<u64>| {
        words
            .get(at / 64)
            .is_some_and(|word| word >> (at % 64) & 1 == 1)
    };
    state.get(at) == Some(&ANSWERED) && !selected.iter().any(picked)
}

/// Sets one respondent to a state and clears what stood there.
pub(crate) fn set_state(column: &mut Column, at: usize, new: u8) {
    let put = |states: &mut Vec<u8>| {
        if let Some(state) = states.get_mut(at) {
            *state = new;
        }
    };
    match column {
        Column::Single(codes) => put(codes),
        Column::Multiple { state, selected } => {
            put(state);
            for words in selected {
                if let Some(word) = words.get_mut(at / 64) {
                    *word &= !(1 << (at % 64));
                }
            }
        }
        Column::Number { state, values, .. } => {
            put(state);
            clear(values, at);
        }
        Column::Date { state, values } => {
            put(state);
            if let Some(value) = values.get_mut(at) {
                *value = jiff::civil::Date::ZERO;
            }
        }
        Column::Text { state, values } => {
            put(state);
            clear(values, at);
        }
        Column::Ranking(ranks) => ranks.iter_mut().for_each(put),
    }
}

fn clear<T: Default>(values: &mut [T], at: usize) {
    if let Some(value) = values.get_mut(at) {
        *value = T::default();
    }
}

/// Reports respondents whose parts do not add up. The parts are kept: nobody can tell which of them is wrong.
pub(super) fn check_sum(reading: &mut Reading, variable: &Variable, answers: &Answers) {
    let question = variable.question;
    let wanted = question.number.as_ref().and_then(|number| number.sum);
    let last = variable.row_index + 1 == question.rows.len();
    let (Some(wanted), true) = (wanted, last) else {
        return;
    };
    let names = question
        .rows
        .iter()
        .map(|row| format!("{}.{}", question.id, row.id));
    let columns: Vec<&Column> = names
        .filter_map(|name| answers.columns.get(&name))
        .collect();
    let mapped = reading.mapping.variable(&variable.name);
    let heading = mapped.and_then(|columns| columns.headings().next());
    let place = heading
        .and_then(|heading| reading.sheet.column(heading))
        .unwrap_or(0);
    for at in 0..reading.rows.len() {
        let parts: Option<Vec<(i64, u8)>> = columns.iter().map(|column| part(column, at)).collect();
        let Some(parts) = parts.filter(|parts| !parts.is_empty()) else {
            continue;
        };
        let sum: i128 = parts.iter().map(|(value, _)| i128::from(*value)).sum();
        let scale = 10_i128.pow(u32::from(parts[0].1.min(18)));
        if sum != i128::from(wanted) * scale {
            let problem = Problem::error("sum-not-met", reading.place(at, place));
            let problem = problem
                .with("question", &question.id)
                .with("wanted", wanted);
            let found = decimal(sum, scale);
            reading.listing.add(problem.with("found", found));
        }
    }
}

fn decimal(sum: i128, scale: i128) -> String {
    if scale == 1 {
        return sum.to_string();
    }
    let digits = scale.to_string().len() - 1;
    let sign = if sum < 0 { "-" } else { "" };
    let (whole, rest) = (sum.abs() / scale, sum.abs() % scale);
    format!("{sign}{whole}.{rest:0digits$}")
}

fn part(column: &Column, at: usize) -> Option<(i64, u8)> {
    match column {
        Column::Number {
            state,
            decimals,
            values,
        } if state.get(at) == Some(&ANSWERED) => Some((*values.get(at)?, *decimals)),
        _ => None,
    }
}

/// Whether a respondent gave an answer.
pub(crate) fn is_answered(column: &Column, at: usize) -> bool {
    given(column, at) == Given::Answer || is_empty_answer(column, at)
}
