//! Which option a cell names: by code, id or label in either language, spelling aside.

use super::cell::plain;
use super::fold;
use crate::study::questionnaire::Question;
use crate::variable::code_of;
use std::collections::BTreeMap;

/// Separators between the entries of a list, tried one after the other.
const LIST: [&str; 8] = ["\n", ";", "|", "、", ",", "/", "，", "\t"];

/// The names of the options of one question.
pub(super) struct Lookup {
    /// Code, own value, id or label as written; `None` where two options share it.
    exact: BTreeMap<String, Option<u8>>,
    /// The same, folded.
    folded: BTreeMap<String, Option<u8>>,
    separator: Option<String>,
}

/// A list of options in one cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum List {
    /// All entries are options.
    Options(Vec<u8>),
    /// An entry is none.
    Unknown(String),
}

impl Lookup {
    /// The names of a question's options; `values` are more of them, by option id.
    pub fn new(
        question: &Question,
        values: &BTreeMap<String, String>,
        separator: Option<&str>,
    ) -> Lookup {
        let mut lookup = Lookup {
            exact: BTreeMap::new(),
            folded: BTreeMap::new(),
            separator: separator.map(str::to_owned),
        };
        // Names of a later layer never take the place of an earlier one: own values, then codes, ids, labels.
        let options = || question.options.iter().enumerate();
        let own = values.iter();
        lookup
            .layer(own.filter_map(|(value, id)| Some((value.clone(), question.option_index(id)?))));
        lookup.layer(options().map(|(at, _)| (code_of(question, at).to_string(), at)));
        lookup.layer(options().map(|(at, option)| (option.id.clone(), at)));
        let labels =
            |at: usize, label: &crate::Text| [(label.ja.clone(), at), (label.en.clone(), at)];
        lookup.layer(options().flat_map(|(at, option)| labels(at, &option.label)));
        lookup
    }

    fn layer(&mut self, names: impl Iterator<Item = (String, usize)>) {
        let mut exact: BTreeMap<String, Option<u8>> = BTreeMap::new();
        let mut folded: BTreeMap<String, Option<u8>> = BTreeMap::new();
        for (name, at) in names {
            let Ok(at) = u8::try_from(at) else { continue };
            for (map, key) in [(&mut exact, plain(&name)), (&mut folded, fold(&name))] {
                let entry = map.entry(key).or_insert(Some(at));
                *entry = entry.filter(|other| *other == at);
            }
        }
        for (mine, new) in [(&mut self.exact, exact), (&mut self.folded, folded)] {
            for (key, at) in new {
                if !key.is_empty() {
                    mine.entry(key).or_insert(at);
                }
            }
        }
    }

    /// The option that a cell names.
    pub fn option(&self, cell: &str) -> Option<u8> {
        let plain = plain(cell);
        let zeros = plain.trim_start_matches('0');
        let exact = self.exact.get(&plain).or_else(|| self.exact.get(zeros));
        if let Some(found) = exact {
            return *found;
        }
        let folded = fold(cell);
        match self.folded.get(&folded) {
            Some(found) => *found,
            None => self.code_and_label(&folded),
        }
    }

    /// `2. 過去に実施`: a code and the label of the same option.
    fn code_and_label(&self, folded: &str) -> Option<u8> {
        let digits = folded.bytes().take_while(u8::is_ascii_digit).count();
        let (code, label) = folded.split_at_checked(digits)?;
        let code = self.exact.get(code).copied().flatten()?;
        let label = self
            .folded
            .get(label.trim_start_matches('_'))
            .copied()
            .flatten()?;
        (code == label).then_some(code)
    }

    /// The options that a cell lists.
    pub fn list(&self, cell: &str) -> List {
        if let Some(option) = self.option(cell) {
            return List::Options(vec![option]);
        }
        let given = self.separator.as_deref();
        let separators: Vec<&str> = given.map_or(LIST.to_vec(), |given| vec![given]);
        let mut unknown = None;
        for separator in separators {
            if separator.is_empty() || !cell.contains(separator) {
                continue;
            }
            let parts = cell
                .split(separator)
                .map(str::trim)
                .filter(|part| !part.is_empty());
            let parts: Vec<&str> = parts.collect();
            match parts.iter().find(|part| self.option(part).is_none()) {
                None => {
                    return List::Options(
                        parts.iter().filter_map(|part| self.option(part)).collect(),
                    );
                }
                Some(part) => unknown = unknown.or(Some((*part).to_owned())),
            }
        }
        List::Unknown(unknown.unwrap_or_else(|| cell.trim().to_owned()))
    }
}

/// The option that a cell names in any of the usual ways.
pub(crate) fn option_named(question: &Question, cell: &str) -> Option<usize> {
    let cell = super::cell::rearm(cell);
    Lookup::new(question, &BTreeMap::new(), None)
        .option(cell)
        .map(usize::from)
}
