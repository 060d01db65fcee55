//! What is wrong with the catalogue's files, as data: code, place and the values its words need.
//!
//! The words (cause and remedy, both languages) stand outside this crate, under the key `problem-CODE`.

use serde::Serialize;

/// One thing that is wrong with a file of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// File name as it was given to [`load`](super::load).
    pub file: String,
    /// Line, counted from 1; none when the whole file is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Field by path: `rule.takeout.encryption.why.en`, `scheme.csf.entry.GV.SC-01`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Stable kebab-case code: `unknown-field`.
    pub code: &'static str,
    /// Values for the words, by name.
    pub args: Vec<(&'static str, String)>,
}

impl Problem {
    /// A problem with a whole file.
    pub fn of_file(file: &str, code: &'static str) -> Problem {
        Problem {
            file: file.to_owned(),
            line: None,
            field: None,
            code,
            args: Vec::new(),
        }
    }

    /// The same problem, at a line.
    pub fn at(mut self, line: Option<u32>) -> Problem {
        self.line = line;
        self
    }

    /// The same problem, in a field.
    pub fn in_field(mut self, field: impl Into<String>) -> Problem {
        self.field = Some(field.into());
        self
    }

    /// The same problem with one more value for its words.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Problem {
        self.args.push((name, value.to_string()));
        self
    }
}
