//! How sheets and problems are written down in these tests.

use std::fmt::Write;
use survey::Problem;
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
