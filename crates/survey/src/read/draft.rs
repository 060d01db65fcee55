//! The cells of one variable, read without regard to who was asked.

mod ranking;

use super::cell::{Cell, Missing, is_formula_error, plain};
use super::date;
use super::import::Reading;
use super::lookup::{List, Lookup};
use super::mapping::{AllZero, VariableColumns};
use super::number::{NoNumber, number};
use crate::answers::{ANSWERED, Column, NOT_ANSWERED, NOT_ASKED};
use crate::variable::{Variable, VariableKind, is_exclusive};
use std::collections::BTreeMap;

/// Marks in the columns of a multiple answer.
const SELECTED: [&str; 18] = [
    "1", "○", "◯", "〇", "●", "◎", "✓", "✔", "☑", "レ", "yes", "y", "true", "t", "はい", "有",
    "あり", "該当",
];
const NOT_SELECTED: [&str; 13] = [
    "0",
    "×",
    "✕",
    "✖",
    "☐",
    "no",
    "n",
    "false",
    "f",
    "いいえ",
    "無",
    "なし",
    "-",
];

/// A column as the cells have it: `NOT_ASKED` where a cell says so, `NOT_ANSWERED` where nothing usable stands.
pub(super) struct Draft {
    pub column: Column,
    /// Texts beside options, by key and respondent.
    pub specified: BTreeMap<String, BTreeMap<u32, String>>,
    /// A column to name in problems, and all headings.
    pub first_column: usize,
    pub headings: Vec<String>,
}

/// Reads a variable. One without a mapping is not answered by anybody.
pub(super) fn draft(reading: &mut Reading, variable: &Variable) -> Draft {
    let mapping = reading.mapping;
    let fallback = VariableColumns::default();
    let columns = mapping.variable(&variable.name);
    let mapped = columns.is_some();
    let columns = columns.unwrap_or(&fallback);
    let source = Source {
        variable,
        columns,
        missing: Missing::of(mapping, columns),
        lookup: Lookup::new(
            variable.question,
            &columns.values,
            columns.separator.as_deref(),
        ),
        n: reading.rows.len(),
    };
    let column = match variable.kind {
        VariableKind::Single => source.single(reading),
        VariableKind::Multiple => source.multiple(reading),
        VariableKind::Number => source.number(reading),
        VariableKind::Date => source.date(reading),
        VariableKind::Text => source.text(reading),
        VariableKind::Ranking => source.ranking(reading),
    };
    let headings: Vec<String> = columns.headings().map(str::to_owned).collect();
    let texts: Vec<&String> = columns.specify.values().collect();
    let places = headings.iter().filter(|heading| !texts.contains(heading));
    let first = places
        .filter_map(|heading| reading.sheet.column(heading))
        .min();
    Draft {
        column,
        specified: if mapped {
            source.specified(reading)
        } else {
            BTreeMap::new()
        },
        first_column: first.unwrap_or(0),
        headings,
    }
}

struct Source<'a> {
    variable: &'a Variable<'a>,
    columns: &'a VariableColumns,
    missing: Missing,
    lookup: Lookup,
    n: usize,
}

/// Where the columns of the options stand: option index and column.
type OptionColumns = Vec<(usize, usize)>;

impl Source<'_> {
    /// The only column of the variable.
    fn only(&self, reading: &Reading) -> Option<usize> {
        reading.sheet.column(self.columns.column.as_deref()?)
    }

    /// Reads the only column, cell by cell.
    fn cells<T>(
        &self,
        reading: &mut Reading,
        read: impl Fn(&str) -> Result<T, &'static str>,
        mut put: impl FnMut(usize, Cell<T>),
    ) {
        let Some(column) = self.only(reading) else {
            return;
        };
        for respondent in 0..self.n {
            put(respondent, self.cell(reading, (respondent, column), &read));
        }
    }

    fn cell<T>(
        &self,
        reading: &mut Reading,
        at: (usize, usize),
        read: impl Fn(&str) -> Result<T, &'static str>,
    ) -> Cell<T> {
        let cell = reading.cell(at.0, at.1);
        let outcome = match self.missing.sort(cell) {
            Cell::Blank => return Cell::Blank,
            Cell::NotAnswered => return self.option_or(cell, &read, Cell::NotAnswered),
            Cell::NotAsked => return self.option_or(cell, &read, Cell::NotAsked),
            Cell::Faulty => return Cell::Faulty,
            Cell::Value(_) if is_formula_error(cell) => Err("formula-error"),
            Cell::Value(text) => read(text),
        };
        match outcome {
            Ok(value) => Cell::Value(value),
            Err(code) => {
                reading.fault(code, at, self.variable);
                Cell::Faulty
            }
        }
    }

    /// An option may itself be called 無回答; then the cell names the option.
    fn option_or<T>(
        &self,
        cell: &str,
        read: &impl Fn(&str) -> Result<T, &'static str>,
        missing: Cell<T>,
    ) -> Cell<T> {
        match self.lookup.option(cell).and_then(|_| read(cell).ok()) {
            Some(value) => Cell::Value(value),
            None => missing,
        }
    }

    /// Option and column of each mark, the leftmost first.
    fn option_columns(&self, reading: &Reading) -> OptionColumns {
        let question = self.variable.question;
        let columns = self.columns.columns.iter().filter_map(|(id, heading)| {
            let column = reading.sheet.column(heading)?;
            Some((question.option_index(id)?, column))
        });
        let mut columns: OptionColumns = columns.collect();
        columns.sort_by_key(|(_, column)| *column);
        columns
    }

    fn single(&self, reading: &mut Reading) -> Column {
        let mut codes = vec![NOT_ANSWERED; self.n];
        let read = |cell: &str| match self.lookup.list(cell) {
            List::Options(options) => match options.as_slice() {
                [one] => Ok(*one),
                [first, rest @ ..] if rest.iter().all(|other| other == first) => Ok(*first),
                _ => Err("two-answers"),
            },
            List::Unknown(_) => Err("unknown-code"),
        };
        self.cells(reading, read, |at, cell| {
            codes[at] = state(&cell, |code| *code)
        });
        let columns = self.option_columns(reading);
        if !columns.is_empty() {
            for (at, code) in codes.iter_mut().enumerate() {
                *code = match self.marks(reading, at, &columns) {
                    Cell::Value(options) => match options.as_slice() {
                        [] => NOT_ANSWERED,
                        [one] => *one,
                        _ => {
                            reading.fault("two-answers", (at, columns[0].1), self.variable);
                            NOT_ANSWERED
                        }
                    },
                    other => state(&other, |_| NOT_ANSWERED),
                };
            }
        }
        Column::Single(codes)
    }

    fn multiple(&self, reading: &mut Reading) -> Column {
        let mut chosen: Vec<Cell<Vec<u8>>> = vec![Cell::Blank; self.n];
        let read = |cell: &str| match self.lookup.list(cell) {
            List::Options(options) => Ok(options),
            List::Unknown(_) => Err("unknown-code"),
        };
        self.cells(reading, read, |at, cell| chosen[at] = cell);
        let columns = self.option_columns(reading);
        let mut first = self.only(reading).unwrap_or(0);
        if let Some((_, column)) = columns.first() {
            first = *column;
            for (at, chosen) in chosen.iter_mut().enumerate() {
                *chosen = self.marks(reading, at, &columns);
            }
        }
        let options = self.variable.question.options.len();
        let mut state_of = vec![NOT_ANSWERED; self.n];
        let mut selected = vec![vec![0_u64; self.n.div_ceil(64)]; options];
        for (at, cell) in chosen.into_iter().enumerate() {
            let cell = self.allowed(reading, (at, first), cell);
            state_of[at] = state(&cell, |_| ANSWERED);
            if let Cell::Value(chosen) = cell {
                for option in chosen {
                    selected[usize::from(option)][at / 64] |= 1 << (at % 64);
                }
            }
        }
        Column::Multiple {
            state: state_of,
            selected,
        }
    }

    /// The options marked in a respondent's columns. One unreadable mark spoils the answer: what the respondent
    /// chose is then not known.
    fn marks(&self, reading: &mut Reading, at: usize, columns: &OptionColumns) -> Cell<Vec<u8>> {
        let (mut chosen, mut zeros, mut faulty) = (Vec::new(), false, false);
        let (mut not_asked, mut not_answered) = (false, false);
        for (option, column) in columns {
            let read = |cell: &str| self.mark(cell, *option).ok_or("unknown-mark");
            match self.cell(reading, (at, *column), read) {
                Cell::Blank => {}
                Cell::Value(true) => chosen.push(*option as u8),
                Cell::Value(false) => zeros = true,
                Cell::NotAsked => not_asked = true,
                Cell::NotAnswered => not_answered = true,
                Cell::Faulty => faulty = true,
            }
        }
        let no_zeros = self.columns.all_zero == AllZero::NotAnswered;
        if faulty {
            Cell::Faulty
        } else if !chosen.is_empty() {
            Cell::Value(chosen)
        } else if not_asked {
            Cell::NotAsked
        } else if not_answered || (zeros && no_zeros) {
            Cell::NotAnswered
        } else if zeros {
            Cell::Value(chosen)
        } else {
            Cell::Blank
        }
    }

    /// Whether a mark means selected: the usual marks, the mapping's own, or the option by name or code.
    fn mark(&self, cell: &str, option: usize) -> Option<bool> {
        let text = plain(cell);
        let own = |list: &Vec<String>| list.iter().any(|mark| plain(mark) == text);
        if own(&self.columns.selected) || SELECTED.contains(&text.as_str()) {
            Some(true)
        } else if own(&self.columns.not_selected) || NOT_SELECTED.contains(&text.as_str()) {
            Some(false)
        } else {
            let named = self.lookup.option(cell).map(usize::from);
            (named == Some(option)).then_some(true)
        }
    }

    /// Refuses what the question does not allow: an exclusive option beside others, more than the maximum.
    fn allowed(
        &self,
        reading: &mut Reading,
        at: (usize, usize),
        cell: Cell<Vec<u8>>,
    ) -> Cell<Vec<u8>> {
        let Cell::Value(mut chosen) = cell else {
            return cell;
        };
        chosen.sort_unstable();
        chosen.dedup();
        let options = &self.variable.question.options;
        let exclusive = |code: &u8| options.get(usize::from(*code)).is_some_and(is_exclusive);
        let most = self
            .variable
            .question
            .maximum
            .map_or(usize::MAX, |most| most as usize);
        if chosen.len() > 1 && chosen.iter().any(exclusive) {
            reading.fault("exclusive-with-others", at, self.variable);
            Cell::Faulty
        } else if chosen.len() > most {
            reading.fault("more-than-maximum", at, self.variable);
            Cell::Faulty
        } else {
            Cell::Value(chosen)
        }
    }

    fn number(&self, reading: &mut Reading) -> Column {
        let range = self.variable.question.number.clone().unwrap_or_default();
        let decimals = range.decimals.min(6);
        let scale = 10_i64.pow(u32::from(decimals));
        let limit = |value: Option<i64>| value.map(|value| value.saturating_mul(scale));
        let (low, high) = (limit(range.minimum), limit(range.maximum));
        let units: Vec<&str> = range
            .unit
            .iter()
            .flat_map(|unit| [unit.ja.as_str(), unit.en.as_str()])
            .collect();
        let read = |cell: &str| match number(cell, decimals, &units) {
            Err(NoNumber::Unreadable) => Err("not-a-number"),
            Err(NoNumber::TooFine) => Err("answer-too-fine"),
            Err(NoNumber::TooLarge) => Err("out-of-range"),
            Ok(value) if low.is_some_and(|low| value < low) => Err("out-of-range"),
            Ok(value) if high.is_some_and(|high| value > high) => Err("out-of-range"),
            Ok(value) => Ok(value),
        };
        let (mut states, mut values) = (vec![NOT_ANSWERED; self.n], vec![0; self.n]);
        self.cells(reading, read, |at, cell| {
            states[at] = state(&cell, |_| ANSWERED);
            values[at] = value(cell).unwrap_or(0);
        });
        Column::Number {
            state: states,
            decimals,
            values,
        }
    }

    fn date(&self, reading: &mut Reading) -> Column {
        let question = self.variable.question;
        let read = |cell: &str| match date::day(cell) {
            None => Err("not-a-date"),
            Some(day) if question.earliest.is_some_and(|first| day < first) => Err("out-of-range"),
            Some(day) if question.latest.is_some_and(|last| day > last) => Err("out-of-range"),
            Some(day) => Ok(day),
        };
        let mut states = vec![NOT_ANSWERED; self.n];
        let mut values = vec![jiff::civil::Date::ZERO; self.n];
        self.cells(reading, read, |at, cell| {
            states[at] = state(&cell, |_| ANSWERED);
            values[at] = value(cell).unwrap_or(jiff::civil::Date::ZERO);
        });
        Column::Date {
            state: states,
            values,
        }
    }

    fn text(&self, reading: &mut Reading) -> Column {
        let (mut states, mut values) = (vec![NOT_ANSWERED; self.n], vec![String::new(); self.n]);
        self.cells(
            reading,
            |cell| Ok(cell.to_owned()),
            |at, cell| {
                states[at] = state(&cell, |_| ANSWERED);
                values[at] = value(cell).unwrap_or_default();
            },
        );
        Column::Text {
            state: states,
            values,
        }
    }

    fn specified(&self, reading: &mut Reading) -> BTreeMap<String, BTreeMap<u32, String>> {
        let mut all = BTreeMap::new();
        for (id, heading) in &self.columns.specify {
            let options = &self.variable.question.options;
            let option = options.iter().find(|option| option.id == *id);
            let (Some(option), Some(column)) = (option, reading.sheet.column(heading)) else {
                continue;
            };
            let mut texts = BTreeMap::new();
            for at in 0..self.n {
                if let Cell::Value(text) =
                    self.cell(reading, (at, column), |cell| Ok(cell.to_owned()))
                {
                    texts.insert(at as u32, text);
                }
            }
            all.insert(self.variable.specify_key(option), texts);
        }
        all
    }
}

fn state<T>(cell: &Cell<T>, of_value: impl Fn(&T) -> u8) -> u8 {
    match cell {
        Cell::Value(value) => of_value(value),
        Cell::NotAsked => NOT_ASKED,
        Cell::Blank | Cell::NotAnswered | Cell::Faulty => NOT_ANSWERED,
    }
}

fn value<T>(cell: Cell<T>) -> Option<T> {
    match cell {
        Cell::Value(value) => Some(value),
        _ => None,
    }
}
