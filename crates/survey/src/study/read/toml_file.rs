//! One TOML file of a study: from bytes to its type, with every problem and the line of every field.

use serde::de::DeserializeOwned;
use serde_json::Value;
use toml::de::DeTable;

use super::lines::{Breaks, Lines};
use super::{decode, shape::Walk};
use crate::{Place, Problem};

/// What reading a file gave.
pub struct Reading<T> {
    /// The content; none when it lacks something.
    pub content: Option<T>,
    /// Where its fields stand.
    pub lines: Lines,
    /// What does not fit.
    pub problems: Vec<Problem>,
}

impl<T> Reading<T> {
    fn failed(problems: Vec<Problem>) -> Reading<T> {
        Reading {
            content: None,
            lines: Lines::default(),
            problems,
        }
    }
}

/// Reads a file against the schema of its type.
///
/// Syntax errors are all reported, and then nothing else of the file: what stands behind them is guesswork.
pub fn read<T: DeserializeOwned>(file: &str, bytes: &[u8], schema: &Value) -> Reading<T> {
    let text = match decode::text(file, bytes) {
        Ok(text) => text,
        Err(problem) => return Reading::failed(vec![problem]),
    };
    let breaks = Breaks::of(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let problems = errors.iter().map(|error| syntax(file, &breaks, error));
        return Reading::failed(problems.collect());
    }
    let mut walk = Walk {
        file,
        text,
        breaks,
        schema,
        lines: Lines::default(),
        problems: Vec::new(),
    };
    let value = walk.root(table.get_ref());
    content(file, value, walk.lines, walk.problems)
}

/// What fits in spite of problems is content all the same, so that references into it can be checked.
fn content<T: DeserializeOwned>(
    file: &str,
    value: Value,
    lines: Lines,
    mut problems: Vec<Problem>,
) -> Reading<T> {
    let read = serde_json::from_value(value);
    if let (Err(error), true) = (&read, problems.is_empty()) {
        problems.push(Problem::error("file-shape", Place::file(file)).with("detail", error));
    }
    Reading {
        content: read.ok(),
        lines,
        problems,
    }
}

fn syntax(file: &str, breaks: &Breaks, error: &toml::de::Error) -> Problem {
    let code = if error.message().contains("duplicate key") {
        "duplicate-field"
    } else {
        "toml-syntax"
    };
    let place = match error.span() {
        Some(span) => Place::file(file).at(breaks.line(span.start)),
        None => Place::file(file),
    };
    Problem::error(code, place).with("detail", error.message())
}
