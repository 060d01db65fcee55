//! How sheets and problems are written down in these tests.

use std::fmt::Write;
use survey::Problem;
use survey::answers::{ANSWERED, Answers, Column, NOT_ANSWERED, NOT_ASKED};
use survey::read::{Sheet, SheetHint, sheet};

/// A sheet read from bytes, or why not; rows with their numbers.
pub fn read(bytes: &[u8], hint: &SheetHint) -> String {
    match sheet(bytes, hint) {
        Ok(sheet) => table(&sheet),
        Err(found) => problems(&found),
    }
}

fn table(sheet: &Sheet) -> String {
    let mut out = sheet.header.join(" | ");
    out.push('\n');
    for (index, row) in sheet.rows.iter().enumerate() {
        let row = row.join(" | ").replace("\r\n", "⏎").replace('\n', "⏎");
        let line = format!("{}: {row}", sheet.row_number(index));
        writeln!(out, "{}", line.trim_end()).unwrap();
    }
    out + &problems(&sheet.problems)
}

/// One line a problem: `! code file:line field name=value …`.
pub fn problems(problems: &[Problem]) -> String {
    problems.iter().map(problem).collect()
}

fn problem(problem: &Problem) -> String {
    let place = &problem.place;
    let severity = match problem.severity {
        survey::Severity::Error => '!',
        survey::Severity::Warning => '~',
    };
    let mut out = format!("{severity} {}", problem.code);
    if let Some(line) = place.line {
        write!(out, " at {line}").unwrap();
    }
    if let Some(field) = &place.field {
        write!(out, " in {field}").unwrap();
    }
    for (name, value) in &problem.args {
        write!(out, " {name}={value}").unwrap();
    }
    out + "\n"
}

/// One letter or number for each respondent: `.` not asked, `_` not answered.
pub fn answers(answers: &Answers) -> String {
    let mut out = format!("ids {}\n", answers.respondents.join(" "));
    if let Some(weights) = &answers.weights {
        writeln!(out, "weights {:?} / {}", weights.values, weights.scale).unwrap();
    }
    for (name, column) in &answers.columns {
        let cells: Vec<String> = (0..answers.len()).map(|at| cell(column, at)).collect();
        writeln!(out, "{name}: {}", cells.join(" ")).unwrap();
    }
    for (key, texts) in &answers.specified {
        writeln!(out, "{key} says {texts:?}").unwrap();
    }
    out
}

fn cell(column: &Column, at: usize) -> String {
    let code = |code: u8| match code {
        NOT_ASKED => ".".to_owned(),
        NOT_ANSWERED => "_".to_owned(),
        code => code.to_string(),
    };
    let or = |state: u8, value: String| {
        if state == ANSWERED {
            value
        } else {
            code(state)
        }
    };
    match column {
        Column::Single(codes) => code(codes[at]),
        Column::Multiple { state, selected } => {
            let bits = selected.iter().map(|words| words[at / 64] >> (at % 64) & 1);
            or(state[at], bits.map(|bit| bit.to_string()).collect())
        }
        Column::Number { state, values, .. } => or(state[at], values[at].to_string()),
        Column::Date { state, values } => or(state[at], values[at].to_string()),
        Column::Text { state, values } => or(state[at], format!("{:?}", values[at])),
        Column::Ranking(ranks) => {
            let all: Vec<String> = ranks.iter().map(|rank| code(rank[at])).collect();
            all.join(">")
        }
    }
}
