//! One answer corrected, with the trail that says who changed what, when and why.
//!
//! The corrected respondent is written out, changed and read in again like any file, so that a correction
//! obeys the same rules as an import: codes, ranges, exclusive options, bases.

use super::answers::{AnswerStyle, answers_sheet};
use super::pick;
use crate::answers::{Answers, Column};
use crate::read::{ImportOptions, Mapping, Sheet, VariableColumns, import};
use crate::study::Study;
use crate::variable::{Variable, variables};
use crate::{Place, Problem, Severity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is to be corrected. Answers are written as in a cell of a file: code, id or label; several as a list;
/// empty for not answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Respondent id.
    pub respondent: String,
    /// Variable: `Q2`, `Q10.access`.
    pub variable: String,
    /// The answer as it stands; it must match, or somebody else was faster.
    pub old: String,
    /// The answer as it should be.
    pub new: String,
    /// Why.
    pub reason: String,
    /// When, as the caller's clock says.
    pub moment: String,
    /// Who.
    pub who: String,
}

/// An answer to another variable that falls away because its question would not have been asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consequence {
    /// Variable.
    pub variable: String,
    /// Its answer until now, by codes.
    pub old: String,
}

/// A line of the trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailEntry {
    /// The correction.
    pub correction: Correction,
    /// Answers that fell away with it.
    pub consequences: Vec<Consequence>,
}

/// Corrects one answer. On a problem nothing is changed.
///
/// # Errors
/// Unknown respondent or variable, a reason missing, NUL characters, an old answer that does not match, or a new one that is not allowed.
pub fn correct(
    study: &Study,
    answers: &mut Answers,
    correction: &Correction,
) -> Result<TrailEntry, Problem> {
    let place = || Place::file(study.header.id.clone()).in_field(&correction.variable);
    let about = |code| {
        Problem::error(code, place())
            .with("respondent", &correction.respondent)
            .with("variable", &correction.variable)
    };
    let all = variables(study);
    let named = all
        .iter()
        .find(|variable| variable.name == correction.variable);
    let variable = named.ok_or_else(|| about("correction-no-variable"))?;
    let mut ids = answers.respondents.iter();
    let at = ids.position(|id| *id == correction.respondent);
    let at = at.ok_or_else(|| about("correction-no-respondent"))?;
    if correction.reason.trim().is_empty() {
        return Err(about("correction-no-reason"));
    }
    if correction.new.contains('\0') {
        return Err(about("correction-no-text"));
    }
    let now = pick(answers, &[at]);
    let (old, problems) = with_cell(study, &now, variable, &correction.old);
    let matches =
        problems.is_empty() && old.columns.get(&variable.name) == now.columns.get(&variable.name);
    if !matches {
        return Err(about("correction-old-differs").with("old", &correction.old));
    }
    let (new, problems) = with_cell(study, &now, variable, &correction.new);
    if let Some(problem) = problems.into_iter().next() {
        return Err(Problem {
            place: place(),
            ..problem
        });
    }
    let consequences = fallen(study, &now, &new, variable);
    put(answers, at, &new);
    Ok(TrailEntry {
        correction: correction.clone(),
        consequences,
    })
}

/// The respondent's answers with one cell changed, and what is wrong with that cell.
fn with_cell(
    study: &Study,
    one: &Answers,
    variable: &Variable,
    cell: &str,
) -> (Answers, Vec<Problem>) {
    let (mut sheet, mut mapping) = answers_sheet(study, one, &AnswerStyle::default());
    put_cell(&mut sheet, &mut mapping, variable, cell);
    let options = ImportOptions {
        listed_per_code: usize::MAX,
        synthetic: one.synthetic,
        ..ImportOptions::default()
    };
    let imported = import(study, &sheet, &mapping, &options);
    let mine = |problem: &Problem| {
        let named = problem.args.contains(&("variable", variable.name.clone()));
        problem.severity == Severity::Error && (named || problem.code == "sum-not-met")
    };
    let problems = imported.problems.into_iter().filter(mine).collect();
    (imported.answers.unwrap_or_default(), problems)
}

/// Gives the variable one column that holds the cell, in place of its own.
fn put_cell(sheet: &mut Sheet, mapping: &mut Mapping, variable: &Variable, cell: &str) {
    let mut heading = variable.name.clone();
    while sheet.header.contains(&heading) {
        heading.push('\'');
    }
    sheet.header.push(heading.clone());
    sheet
        .rows
        .iter_mut()
        .for_each(|row| row.push(cell.to_owned()));
    for columns in &mut mapping.variables {
        if columns.name == variable.name {
            *columns = VariableColumns {
                column: Some(heading.clone()),
                columns: BTreeMap::new(),
                ranks: Vec::new(),
                ..columns.clone()
            };
        }
    }
}

/// Answers to other variables that are no longer there.
fn fallen(study: &Study, now: &Answers, new: &Answers, corrected: &Variable) -> Vec<Consequence> {
    let (sheet, mapping) = answers_sheet(study, now, &AnswerStyle::default());
    let written = |columns: &VariableColumns| {
        let cells = columns.headings().filter_map(|heading| {
            let at = sheet.column(heading)?;
            sheet.rows.first()?.get(at).cloned()
        });
        cells.collect::<Vec<String>>().join(";")
    };
    let others = mapping
        .variables
        .iter()
        .filter(|columns| columns.name != corrected.name);
    let others = others.filter(|columns| {
        let before = now.columns.get(&columns.name);
        let after = new.columns.get(&columns.name);
        before.is_some_and(|column| crate::read::routing::is_answered(column, 0)) && before != after
    });
    let fallen = others.map(|columns| Consequence {
        variable: columns.name.clone(),
        old: written(columns),
    });
    fallen.collect()
}

/// Puts the answers of one respondent in the place of another's.
fn put(answers: &mut Answers, at: usize, one: &Answers) {
    for (name, new) in &one.columns {
        if let Some(column) = answers.columns.get_mut(name) {
            put_column(column, at, new);
        }
    }
    let keys: Vec<String> = answers
        .specified
        .keys()
        .chain(one.specified.keys())
        .cloned()
        .collect();
    for key in keys {
        let texts = answers.specified.entry(key.clone()).or_default();
        match one.specified.get(&key).and_then(|texts| texts.get(&0)) {
            Some(text) => texts.insert(at as u32, text.clone()),
            None => texts.remove(&(at as u32)),
        };
    }
    answers.specified.retain(|_, texts| !texts.is_empty());
}

fn put_column(column: &mut Column, at: usize, new: &Column) {
    match (column, new) {
        (Column::Single(codes), Column::Single(new)) => set(codes, at, new),
        (
            Column::Multiple { state, selected },
            Column::Multiple {
                state: new_state,
                selected: new,
            },
        ) => {
            set(state, at, new_state);
            for (words, new) in selected.iter_mut().zip(new) {
                let bit = new.first().map_or(0, |word| word & 1);
                if let Some(word) = words.get_mut(at / 64) {
                    *word = *word & !(1 << (at % 64)) | bit << (at % 64);
                }
            }
        }
        (
            Column::Number { state, values, .. },
            Column::Number {
                state: new_state,
                values: new,
                ..
            },
        ) => {
            set(state, at, new_state);
            set(values, at, new);
        }
        (
            Column::Date { state, values },
            Column::Date {
                state: new_state,
                values: new,
            },
        ) => {
            set(state, at, new_state);
            set(values, at, new);
        }
        (
            Column::Text { state, values },
            Column::Text {
                state: new_state,
                values: new,
            },
        ) => {
            set(state, at, new_state);
            set(values, at, new);
        }
        (Column::Ranking(ranks), Column::Ranking(new)) => {
            ranks
                .iter_mut()
                .zip(new)
                .for_each(|(codes, new)| set(codes, at, new));
        }
        _ => {}
    }
}

fn set<T: Clone>(values: &mut [T], at: usize, new: &[T]) {
    if let (Some(value), Some(new)) = (values.get_mut(at), new.first()) {
        *value = new.clone();
    }
}
