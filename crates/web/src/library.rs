//! The studies on show: the published ones, a synthetic re-run, and the user's own.

use crate::shelf::Shelf;
use std::sync::{Arc, PoisonError, RwLock};
use survey::answers::Answers;
use survey::study::Study;

/// What kind of study stands on the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Numbers printed elsewhere, re-tested.
    Published,
    /// Invented answers to a published questionnaire; says so everywhere.
    Synthetic,
    /// The user's own, kept between starts.
    Own,
}

/// One study on show. Immutable: a change puts a new entry in its place.
pub struct Entry {
    /// Id in addresses.
    pub id: String,
    /// Kind.
    pub kind: Kind,
    /// The study.
    pub study: Study,
    /// Its answers, when there are any.
    pub answers: Option<Answers>,
}

/// All studies on show.
pub struct Library {
    entries: RwLock<Vec<Arc<Entry>>>,
    /// Where the user's own studies are kept.
    pub shelf: Box<dyn Shelf>,
}

impl Library {
    /// A library of given entries over a shelf.
    pub fn new(entries: Vec<Entry>, shelf: Box<dyn Shelf>) -> Library {
        Library {
            entries: RwLock::new(entries.into_iter().map(Arc::new).collect()),
            shelf,
        }
    }

    /// Every study, in the order shown.
    pub fn all(&self) -> Vec<Arc<Entry>> {
        self.entries
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// A study by its id.
    pub fn find(&self, id: &str) -> Option<Arc<Entry>> {
        self.all().into_iter().find(|entry| entry.id == id)
    }

    /// Puts an entry on show, in the place of one with the same id.
    pub fn put(&self, entry: Entry) {
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        let entry = Arc::new(entry);
        match entries.iter().position(|other| other.id == entry.id) {
            Some(at) => entries[at] = entry,
            None => entries.push(entry),
        }
    }

    /// Takes an entry off.
    pub fn take(&self, id: &str) {
        self.entries
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|entry| entry.id != id);
    }
}
