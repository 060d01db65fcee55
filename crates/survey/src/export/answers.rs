//! Answers as a table for spreadsheets, in a form that reads back to the same answers.

use super::delimited::csv;
use crate::Language;
use crate::answers::{ANSWERED, Answers, Column, GivenWeights, NOT_ANSWERED, NOT_ASKED};
use crate::read::cell::disarm;
use crate::read::{Mapping, Sheet, StratumColumn, VariableColumns, option_named};
use crate::study::Study;
use crate::variable::{Variable, VariableKind, code_of, variables};
use std::collections::BTreeSet;

/// How options are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ValueStyle {
    /// By code: 1, 2, 3.
    #[default]
    Codes,
    /// By id: `now`.
    Ids,
    /// By label; an option whose label another one shares is written by its code.
    Labels(Language),
}

/// How answers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerStyle {
    /// How options are written.
    pub values: ValueStyle,
    /// Whether the file begins with the mark by which Excel knows UTF-8.
    pub mark: bool,
}

impl Default for AnswerStyle {
    fn default() -> AnswerStyle {
        AnswerStyle {
            values: ValueStyle::default(),
            mark: true,
        }
    }
}

/// Answers as CSV. Not asked is an empty cell, not answered is a word (`NA`, 無回答, `not answered`);
/// a text that a spreadsheet program would take for a formula carries an apostrophe, which import takes off.
pub fn answers_csv(study: &Study, answers: &Answers, style: &AnswerStyle) -> String {
    let (sheet, _) = answers_sheet(study, answers, style);
    let rows = std::iter::once(sheet.header.as_slice()).chain(sheet.rows.iter().map(Vec::as_slice));
    csv(rows, style.mark)
}

/// The header of a file into which answers are entered by hand, as CSV.
pub fn template_csv(study: &Study) -> String {
    let one = Answers {
        weights: None,
        ..Answers::default()
    };
    let (sheet, _) = answers_sheet(study, &one, &AnswerStyle::default());
    csv([sheet.header.as_slice()], true)
}

/// Answers as a table, and the mapping by which it reads back.
pub fn answers_sheet(study: &Study, answers: &Answers, style: &AnswerStyle) -> (Sheet, Mapping) {
    let mut table = Table::new(answers.len());
    let mut mapping = Mapping::default();
    let ids = answers.respondents.iter().map(|id| disarm(id));
    mapping.respondent = Some(table.push("respondent", ids.collect()));
    if !study.header.strata.is_empty() {
        let id = |at: &u16| {
            study
                .header
                .strata
                .get(usize::from(*at))
                .map(|stratum| stratum.id.clone())
        };
        let ids = answers.strata.iter().map(|at| id(at).unwrap_or_default());
        mapping.stratum = Some(StratumColumn {
            column: table.push("stratum", ids.collect()),
            ..StratumColumn::default()
        });
    }
    if let Some(weights) = &answers.weights {
        let cells = weights.values.iter().map(|value| weight(*value, weights));
        mapping.weight = Some(table.push("weight", cells.collect()));
    }
    if answers.synthetic {
        let cells = vec!["1".to_owned(); answers.len()];
        mapping.synthetic = Some(table.push("synthetic", cells));
    }
    for variable in variables(study) {
        let columns = write(&variable, answers, style, &mut table);
        mapping.variables.push(columns);
    }
    (table.sheet, mapping)
}

/// A sheet under construction.
struct Table {
    sheet: Sheet,
    taken: BTreeSet<String>,
}

impl Table {
    fn new(n: usize) -> Table {
        Table {
            sheet: Sheet {
                rows: vec![Vec::new(); n],
                first_row_number: 2,
                ..Sheet::default()
            },
            taken: BTreeSet::new(),
        }
    }

    /// Adds a column and returns its heading, made unique.
    fn push(&mut self, heading: &str, cells: Vec<String>) -> String {
        let mut heading = heading.to_owned();
        while !self.taken.insert(heading.clone()) {
            heading.push('_');
        }
        self.sheet.header.push(heading.clone());
        let mut cells = cells.into_iter();
        for row in &mut self.sheet.rows {
            row.push(cells.next().unwrap_or_default());
        }
        heading
    }
}

fn weight(value: u64, weights: &GivenWeights) -> String {
    let scale = weights.scale.max(1);
    let digits = scale.to_string().len() - 1;
    if digits == 0 {
        return value.to_string();
    }
    format!("{}.{:0digits$}", value / scale, value % scale)
}

fn write(
    variable: &Variable,
    answers: &Answers,
    style: &AnswerStyle,
    table: &mut Table,
) -> VariableColumns {
    let n = answers.len();
    let blank = || vec![String::new(); n];
    let column = answers.columns.get(&variable.name);
    let mut columns = VariableColumns {
        name: variable.name.clone(),
        ..VariableColumns::default()
    };
    match variable.kind {
        VariableKind::Multiple => {
            for (index, option) in variable.question.options.iter().enumerate() {
                let heading = format!("{}.{}", variable.name, option.id);
                let cells = column.map_or_else(blank, |column| marks(column, index, n, style));
                columns
                    .columns
                    .insert(option.id.clone(), table.push(&heading, cells));
            }
        }
        VariableKind::Ranking => {
            for rank in 0..variable.ranks() {
                let heading = format!("{}.{}", variable.name, rank + 1);
                let ranked = match column {
                    Some(Column::Ranking(ranks)) => ranks.get(rank),
                    _ => None,
                };
                let cells = ranked.map_or_else(blank, |codes| options(variable, codes, style));
                columns.ranks.push(table.push(&heading, cells));
            }
        }
        _ => {
            let cells = column.map_or_else(blank, |column| values(variable, column, style));
            columns.column = Some(table.push(&variable.name, cells));
        }
    }
    for option in variable
        .question
        .options
        .iter()
        .filter(|option| option.specify)
    {
        let texts = answers.specified.get(&variable.specify_key(option));
        let text = |at: usize| texts.and_then(|texts| texts.get(&(at as u32)));
        let cells = (0..n).map(|at| text(at).map_or(String::new(), |text| disarm(text)));
        let heading = format!("{}.{}.text", variable.name, option.id);
        columns
            .specify
            .insert(option.id.clone(), table.push(&heading, cells.collect()));
    }
    columns
}

/// The word for an answer that is missing.
fn missing(state: u8, style: &AnswerStyle) -> String {
    match (state, style.values) {
        (NOT_ASKED, _) => String::new(),
        (_, ValueStyle::Labels(Language::Ja)) => "無回答".to_owned(),
        (_, ValueStyle::Labels(Language::En)) => "not answered".to_owned(),
        _ => "NA".to_owned(),
    }
}

fn marks(column: &Column, option: usize, n: usize, style: &AnswerStyle) -> Vec<String> {
    let Column::Multiple { state, selected } = column else {
        return vec![String::new(); n];
    };
    let picked = |at: usize| {
        selected
            .get(option)
            .and_then(|words| words.get(at / 64))
            .is_some_and(|word| word >> (at % 64) & 1 == 1)
    };
    let mark = |at: usize| match state.get(at) {
        Some(&ANSWERED) => u8::from(picked(at)).to_string(),
        state => missing(state.copied().unwrap_or(NOT_ANSWERED), style),
    };
    (0..n).map(mark).collect()
}

fn options(variable: &Variable, codes: &[u8], style: &AnswerStyle) -> Vec<String> {
    let names: Vec<String> = (0..variable.question.options.len())
        .map(|at| name(variable, at, style))
        .collect();
    let cell = |code: &u8| match names.get(usize::from(*code)) {
        Some(name) => name.clone(),
        None => missing(*code, style),
    };
    codes.iter().map(cell).collect()
}

/// An option as written, by a name that reads back to it.
fn name(variable: &Variable, at: usize, style: &AnswerStyle) -> String {
    let question = variable.question;
    let option = &question.options[at];
    let wanted = match style.values {
        ValueStyle::Codes => None,
        ValueStyle::Ids => Some(option.id.clone()),
        ValueStyle::Labels(language) => Some(option.label.get(language).to_owned()),
    };
    let safe = wanted
        .map(|name| disarm(&name))
        .filter(|name| option_named(question, name) == Some(at));
    safe.unwrap_or_else(|| code_of(question, at).to_string())
}

fn values(variable: &Variable, column: &Column, style: &AnswerStyle) -> Vec<String> {
    let write = |states: &[u8], value: &dyn Fn(usize) -> String| {
        let cells = states.iter().enumerate();
        let cells = cells.map(|(at, state)| match *state {
            ANSWERED => value(at),
            state => missing(state, style),
        });
        cells.collect()
    };
    match column {
        Column::Single(codes) => options(variable, codes, style),
        Column::Number {
            state,
            decimals,
            values,
        } => write(state, &|at| {
            values
                .get(at)
                .map_or(String::new(), |value| decimal(*value, *decimals))
        }),
        Column::Date { state, values } => write(state, &|at| {
            values.get(at).map_or(String::new(), ToString::to_string)
        }),
        Column::Text { state, values } => write(state, &|at| {
            values.get(at).map_or(String::new(), |text| disarm(text))
        }),
        Column::Multiple { .. } | Column::Ranking(_) => Vec::new(),
    }
}

/// A plain number needs no apostrophe, a negative one neither: no spreadsheet program runs it.
fn decimal(value: i64, decimals: u8) -> String {
    if decimals == 0 {
        return value.to_string();
    }
    let scale = 10_u64.pow(u32::from(decimals.min(18)));
    let sign = if value < 0 { "-" } else { "" };
    let digits = usize::from(decimals);
    let value = value.unsigned_abs();
    format!("{sign}{}.{:0digits$}", value / scale, value % scale)
}
