//! What commands print: problems in words, JSON, tables with their notes, and files they wrote.

use crate::columns::{self, Column};
use crate::failure::Failure;
use crate::folder;
use report::document::{FigureBlock, Grid};
use report::flat::flat;
use report::{Document, Form, words};
use serde::Serialize;
use std::path::Path;
use survey::table::{Origin, Table};
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

/// Prints one line to stdout.
pub fn line(text: &str) {
    bytes(format!("{text}\n").as_bytes());
}

/// Writes bytes to stdout; a reader that has gone away (`| head`) is not an error.
pub fn bytes(bytes: &[u8]) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    if out.write_all(bytes).and_then(|()| out.flush()).is_err() {
        std::process::exit(0);
    }
}

/// Prints words under a key of `cli.ftl`.
pub fn say(language: Language, key: &str, args: &[(&str, String)]) {
    line(&words::say(language, key, args));
}

/// Prints lines that line up.
pub fn columns(head: &[String], rows: &[Vec<String>], columns: &[Column]) {
    columns::lines(head, rows, columns)
        .iter()
        .for_each(|text| line(text));
}

/// Prints a list of ids and titles.
pub fn list(head: [&str; 2], rows: impl Iterator<Item = (String, String)>, language: Language) {
    let head = head.map(|key| words::say(language, key, &[]));
    let rows: Vec<Vec<String>> = rows.map(|(id, title)| vec![id, title]).collect();
    columns(&head, &rows, &[Column::Words(30), Column::Words(90)]);
}

/// Prints a table with its caption and its notes.
pub fn table(table: &Table, language: Language) {
    let block = FigureBlock::of(&without_what_is_not_shown(table), language);
    let flat = flat(table, language);
    let rows: Vec<Vec<String>> = flat
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.print(language)).collect())
        .collect();
    let numbers = flat.head.len().saturating_sub(flat.labels);
    let words = if flat.labels > 1 { 20 } else { 36 };
    let room = columns::heading_room(words * flat.labels, numbers);
    let shape: Vec<Column> = (0..flat.head.len())
        .map(|at| match at < flat.labels {
            true => Column::Words(words),
            false => Column::Numbers(room),
        })
        .collect();
    line(&block.caption(language));
    if table.origin == Origin::Synthetic {
        say(language, "report-synthetic", &[]);
    }
    line("");
    columns(&flat.head, &rows, &shape);
    line("");
    for note in block.notes(language) {
        paragraph(&note);
    }
}

/// Prints a table of words.
pub fn grid(grid: &Grid) {
    line(&grid.title);
    line("");
    let rows: Vec<Vec<String>> = grid
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.printed()).collect())
        .collect();
    let widest = |at: usize| if at == 0 { 30 } else { 22 };
    let shape: Vec<Column> = (0..grid.head.len())
        .map(|at| Column::Words(widest(at)))
        .collect();
    columns(&grid.head, &rows, &shape);
}

/// Prints a remark, broken where it is long.
pub fn paragraph(text: &str) {
    for (at, part) in columns::wrap(text, columns::PAGE - 2).iter().enumerate() {
        line(&format!("{}{part}", if at == 0 { "" } else { "  " }));
    }
}

/// The table without the note on what stands above it, and on intervals where text does not show them.
fn without_what_is_not_shown(table: &Table) -> Table {
    let mut table = table.clone();
    let intervals = ["intervals", "as-if-random", "raked-variance"];
    let published = table.origin == Origin::Published;
    table
        .notes
        .retain(|note| note.code != "synthetic" && !(published && intervals.contains(&note.code)));
    table
}

/// Prints a table as CSV, as the bundle of a report carries it.
pub fn table_csv(table: &Table, language: Language) -> Result<(), Failure> {
    let tables = std::slice::from_ref(table);
    let document = Document::of_tables(&table.title, "table", (2000, 1, 1), tables, language);
    let files = report::render(&document, Form::Csv)?;
    // The index of the bundle comes first, the only table after it.
    for file in files.iter().skip(1) {
        bytes(&file.bytes);
    }
    Ok(())
}

/// Writes a file and says so with its size.
pub fn wrote(path: &Path, content: &[u8], language: Language) -> Result<(), Failure> {
    folder::write(path, content)?;
    wrote_words(path, content.len(), language);
    Ok(())
}

/// Says that a file was written.
pub fn wrote_words(path: &Path, bytes: usize, language: Language) {
    let args = [("path", path.display().to_string()), ("size", size(bytes))];
    say(language, "cli-wrote", &args);
}

/// A size in bytes or thousands of them.
pub fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{}.{} kB", bytes / 1_000, bytes % 1_000 / 100),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
