//! One cell: blank, a word for a missing answer, or a value.

use super::fold::narrow;
use super::mapping::{Mapping, NOT_ANSWERED_WORDS, NOT_ASKED_WORDS, VariableColumns};
use std::collections::BTreeSet;

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell<T> {
    /// Nothing.
    Blank,
    /// "Not answered", in words or by a code of the mapping.
    NotAnswered,
    /// "Not asked", in words or by a code of the mapping.
    NotAsked,
    /// A value.
    Value(T),
    /// Something that cannot be read; the problem has been reported.
    Faulty,
}

/// Results of formulas that failed, as spreadsheet programs show them.
const FORMULA_ERRORS: [&str; 12] = [
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
    "#FIELD!",
    "#BLOCKED!",
];

/// First characters that a spreadsheet program may take for a formula, and the apostrophe that disarms them.
const ARMED: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠', '\''];

/// Whether a cell holds the error of a formula.
pub(super) fn is_formula_error(cell: &str) -> bool {
    let cell = cell.trim();
    cell.starts_with('#') && FORMULA_ERRORS.contains(&cell)
}

/// Whether a text must carry an apostrophe in a file: a spreadsheet program, or our own reader,
/// would take it for something else.
fn is_armed(text: &str) -> bool {
    text.starts_with(ARMED) || is_reserved(text)
}

fn is_reserved(text: &str) -> bool {
    let folded = narrow(text).to_lowercase();
    let words = NOT_ANSWERED_WORDS.iter().chain(&NOT_ASKED_WORDS);
    words
        .map(|word| word.to_lowercase())
        .any(|word| word == folded)
        || is_formula_error(text)
}

/// A text as it is written to a file: with an apostrophe before what could be taken for a formula.
pub(crate) fn disarm(text: &str) -> String {
    if is_armed(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A text as it was before [`disarm`].
pub(crate) fn rearm(cell: &str) -> &str {
    let rest = cell.strip_prefix('\'');
    rest.filter(|rest| is_armed(rest)).unwrap_or(cell)
}

/// The words and codes for missing answers that hold for one variable.
pub(super) struct Missing {
    not_answered: BTreeSet<String>,
    not_asked: BTreeSet<String>,
}

impl Missing {
    /// Of the whole mapping and of one variable.
    pub fn of(mapping: &Mapping, variable: &VariableColumns) -> Missing {
        let set = |fixed: &[&str], lists: [&Vec<String>; 2]| {
            let fixed = fixed.iter().map(|word| plain(word));
            let own = lists.into_iter().flatten().map(|word| plain(word));
            fixed.chain(own).collect()
        };
        Missing {
            not_answered: set(
                &NOT_ANSWERED_WORDS,
                [&mapping.not_answered, &variable.not_answered],
            ),
            not_asked: set(&NOT_ASKED_WORDS, [&mapping.not_asked, &variable.not_asked]),
        }
    }

    /// The cell without its missing words; a value keeps its spelling.
    pub fn sort<'a>(&self, cell: &'a str) -> Cell<&'a str> {
        if cell.trim().is_empty() {
            return Cell::Blank;
        }
        let key = plain(cell);
        if self.not_answered.contains(&key) {
            Cell::NotAnswered
        } else if self.not_asked.contains(&key) {
            Cell::NotAsked
        } else {
            Cell::Value(rearm(cell))
        }
    }
}

/// Narrow, lower case, and `99.0` as `99`.
pub(super) fn plain(cell: &str) -> String {
    let text = narrow(cell).to_lowercase();
    let whole = text.split_once('.').filter(|(whole, rest)| {
        let digits = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
        digits && !rest.is_empty() && rest.bytes().all(|byte| byte == b'0')
    });
    match whole {
        Some((whole, _)) => whole.to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{disarm, rearm};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn disarming_is_undone(text in "['=+@＝ -]{0,3}(無回答|NA|#N/A|a)?") {
            let written = disarm(&text);
            prop_assert!(!written.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']));
            prop_assert_eq!(rearm(&written), text);
        }
    }
}
