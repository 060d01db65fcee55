//! Problems as data: what is wrong, where, and the values that its words need.
//!
//! The words (cause and remedy, Japanese and English) stand in the `words` files under the key
//! `problem-CODE` with the attribute `.remedy`; here only code, place and arguments are known.

use serde::Serialize;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing can be computed from it until it is mended.
    Error,
    /// Worth a look; work goes on.
    Warning,
}

/// Where a problem stands. Lines, rows and columns count from 1, as editors and spreadsheets do.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// File name as the user knows it, e.g. `questionnaire.toml`.
    pub file: String,
    /// Line in a text file, row in a table of answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Field (`question.Q2.option`) or column (`Q9_3`, or `C` with its heading).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl Place {
    /// A place that is a whole file.
    pub fn file(name: impl Into<String>) -> Place {
        Place {
            file: name.into(),
            line: None,
            field: None,
        }
    }

    /// The same place, at a line.
    pub fn at(mut self, line: u32) -> Place {
        self.line = Some(line);
        self
    }

    /// The same place, at a field or column.
    pub fn in_field(mut self, field: impl Into<String>) -> Place {
        self.field = Some(field.into());
        self
    }
}

/// One thing that is wrong with a file, an answer or a request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// Stable kebab-case code: `unknown-option`. The words are found by it.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// Values for the words, by name: `("option", "maybe")`.
    pub args: Vec<(&'static str, String)>,
}

impl Problem {
    /// An error with its code and place.
    pub fn error(code: &'static str, place: Place) -> Problem {
        Problem {
            code,
            severity: Severity::Error,
            place,
            args: Vec::new(),
        }
    }

    /// A warning with its code and place.
    pub fn warning(code: &'static str, place: Place) -> Problem {
        Problem {
            severity: Severity::Warning,
            ..Problem::error(code, place)
        }
    }

    /// The same problem with one more value for its words.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Problem {
        self.args.push((name, value.to_string()));
        self
    }
}
