//! What commands print: problems in words, JSON, and plain tables that line up with Japanese text.

use report::words;
use serde::Serialize;
use survey::{Language, Problem, Severity};

/// Prints each problem to stderr: place, cause, next step.
pub fn problems(problems: &[Problem], language: Language) {
    for problem in problems {
        let said = words::problem(language, problem);
        let mark = match problem.severity {
            Severity::Error => words::say(language, "cli-error", &[]),
            Severity::Warning => words::say(language, "cli-warning", &[]),
        };
        eprintln!("{}: {mark}: {} [{}]", said.place, said.cause, problem.code);
        eprintln!("  → {}", said.remedy);
    }
}

/// A problem with its words, for `--json`.
#[derive(Serialize)]
pub struct SaidProblem<'a> {
    #[serde(flatten)]
    problem: &'a Problem,
    cause: String,
    remedy: String,
}

/// Problems with their words in one language.
pub fn said(problems: &[Problem], language: Language) -> Vec<SaidProblem<'_>> {
    problems
        .iter()
        .map(|problem| {
            let said = words::problem(language, problem);
            SaidProblem {
                problem,
                cause: said.cause,
                remedy: said.remedy,
            }
        })
        .collect()
}

/// Prints a value as JSON to stdout. A closed pipe ends the command quietly.
pub fn json(value: &impl Serialize) {
    match serde_json::to_string_pretty(value) {
        Ok(text) => line(&text),
        Err(error) => eprintln!("torikime: {error}"),
    }
}

/// Prints one line to stdout; a reader that has gone away (`| head`) is not an error.
pub fn line(text: &str) {
    use std::io::Write;
    if writeln!(std::io::stdout(), "{text}").is_err() {
        std::process::exit(0);
    }
}

/// Columns that line up, two places for a full-width character. Numbers go right, the first column left.
pub fn columns(rows: &[Vec<String>]) {
    let width = |text: &str| {
        text.chars()
            .map(|c| if (c as u32) < 0x1100 { 1 } else { 2 })
            .sum::<usize>()
    };
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest: Vec<usize> = (0..count)
        .map(|at| {
            rows.iter()
                .filter_map(|row| row.get(at))
                .map(|cell| width(cell))
                .max()
                .unwrap_or(0)
        })
        .collect();
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .enumerate()
            .map(|(at, cell)| {
                let pad = " ".repeat(widest[at].saturating_sub(width(cell)));
                if at == 0 {
                    format!("{cell}{pad}")
                } else {
                    format!("{pad}{cell}")
                }
            })
            .collect();
        line(cells.join("  ").trim_end());
    }
}
