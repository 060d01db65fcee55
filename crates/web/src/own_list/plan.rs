//! What becomes of the rows of a table beside the list as it is: added, changed, left as they are, or wrong. Nothing is recorded here.

use std::collections::BTreeMap;

use ledger::admission::{MOST_LETTERS, MOST_LISTED};
use ledger::body::listed::OwnItem;
use ledger::view::listed::OwnList;
use survey::{Language, Place, Problem};

use super::read::{Line, Told};
use super::{Column, cell};

/// A row and what becomes of it.
#[derive(Debug)]
pub struct Planned {
    /// Where it stands.
    pub place: Place,
    /// Number and name as they stand there.
    pub called: (String, String),
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a row.
#[derive(Debug)]
pub enum Fate {
    /// It will be added.
    New(OwnItem),
    /// It will take the place of the item with its number, from which it differs in these columns.
    Changed(OwnItem, Vec<Column>),
    /// The list says the same already.
    Same,
    /// It cannot be.
    Wrong(Vec<Problem>),
}

impl Fate {
    /// The item to be recorded.
    #[must_use]
    pub fn item(&self) -> Option<&OwnItem> {
        match self {
            Self::New(item) | Self::Changed(item, _) => Some(item),
            Self::Same | Self::Wrong(_) => None,
        }
    }
}

/// What becomes of each row.
#[must_use]
pub fn plan(lines: Vec<Line>, list: &OwnList) -> Vec<Planned> {
    let items = list.items.iter().map(|one| (&*one.item.number, &one.item));
    let known: BTreeMap<&str, &OwnItem> = items.collect();
    let mut rows: BTreeMap<String, u32> = BTreeMap::new();
    let mut planned = Vec::new();
    for Line {
        place,
        called,
        told,
    } in lines
    {
        let fate = match told {
            Err(wrong) => Fate::Wrong(wrong),
            Ok(told) => match rows.get(&told.number) {
                Some(first) => Fate::Wrong(vec![
                    Problem::error("items-twice", place.clone())
                        .with("value", &told.number)
                        .with("first", first),
                ]),
                None => {
                    rows.insert(told.number.clone(), place.line.unwrap_or(0));
                    fate(&told, known.get(&*told.number).copied())
                }
            },
        };
        planned.push(Planned {
            place,
            called,
            fate,
        });
    }
    planned
}

fn fate(told: &Told, known: Option<&OwnItem>) -> Fate {
    let item = item(told, known);
    let Some(known) = known else {
        return Fate::New(item);
    };
    let differs =
        |column: &Column| cell(&item, *column, Language::En) != cell(known, *column, Language::En);
    let columns: Vec<Column> = Column::ALL.into_iter().filter(differs).collect();
    match columns.is_empty() {
        true => Fate::Same,
        false => Fate::Changed(item, columns),
    }
}

/// What a row tells, and for columns that the table lacks what is known.
fn item(told: &Told, known: Option<&OwnItem>) -> OwnItem {
    let text = |column: Column, of: fn(&OwnItem) -> Option<String>| match told.texts.get(&column) {
        Some(text) => text.clone(),
        None => known.and_then(of),
    };
    OwnItem {
        number: told.number.clone(),
        topic: text(Column::Topic, |item| item.topic.clone()),
        name: text(Column::Name, |item| Some(item.name.clone())).unwrap_or_default(),
        reason: text(Column::Reason, |item| item.reason.clone()),
        text: text(Column::Text, |item| item.text.clone()),
        proof: text(Column::Proof, |item| item.proof.clone()),
        flow_down: told.flow_down.or(known.map(|item| item.flow_down)) == Some(true),
    }
}

/// What keeps all of it from being recorded, though no row is wrong: the list would be too long, or the change too large.
#[must_use]
pub fn over(planned: &[Planned], list: &OwnList, name: &str) -> Option<Problem> {
    let new = planned.iter();
    let new = new.filter(|row| matches!(row.fate, Fate::New(_))).count();
    let items = list.items.len() + new;
    let texts = |item: &OwnItem| {
        let texts = [&item.topic, &item.reason, &item.text, &item.proof];
        let letters = texts.into_iter().flatten().chain([&item.name]);
        letters.map(|text| text.chars().count()).sum::<usize>()
    };
    let letters: usize = planned
        .iter()
        .filter_map(|row| row.fate.item())
        .map(texts)
        .sum();
    if items > MOST_LISTED {
        let problem = Problem::error("items-list-long", Place::file(name));
        return Some(problem.with("items", items).with("most", MOST_LISTED));
    }
    (letters > MOST_LETTERS).then(|| {
        let problem = Problem::error("items-letters", Place::file(name));
        problem.with("letters", letters).with("most", MOST_LETTERS)
    })
}
