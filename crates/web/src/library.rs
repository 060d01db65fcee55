//! The studies on show: the published ones, a synthetic re-run, and the user's own.

use crate::own::Intake;
use crate::shelf::{Files, Shelf};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};
use survey::answers::Answers;
use survey::study::Study;
use survey::weights::Weights;
use survey::workup::Workup;

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
    /// What was said while its answers were read.
    pub intake: Intake,
    workup: OnceLock<Workup>,
}

impl Entry {
    /// An entry; what is computed of it is computed when first asked for.
    pub fn new(
        id: String,
        kind: Kind,
        study: Study,
        answers: Option<Answers>,
        intake: Intake,
    ) -> Entry {
        Entry {
            id,
            kind,
            study,
            answers,
            intake,
            workup: OnceLock::new(),
        }
    }

    /// Everything computed of the study: of its answers, weighted where the population is known, else of its published numbers.
    pub fn workup(&self) -> &Workup {
        self.workup.get_or_init(|| match &self.answers {
            Some(answers) => {
                Workup::of_answers(&self.study, answers, self.weights().as_ref(), true)
            }
            None => Workup::of_published(&self.study),
        })
    }

    /// Weights from population counts, when every stratum has one.
    pub fn weights(&self) -> Option<Weights> {
        let strata = &self.study.header.strata;
        let known = !strata.is_empty() && strata.iter().all(|stratum| stratum.population.is_some());
        let answers = self.answers.as_ref().filter(|_| known)?;
        Weights::from_population(&self.study, answers).ok()
    }
}

/// A change of a study that was shown and waits for the user's word.
pub struct Proposal {
    /// By which the page that shows it names it.
    pub number: u64,
    /// The files it was made from; it holds for no others.
    pub before: Files,
    /// The files as they would be.
    pub after: Files,
}

/// All studies on show.
pub struct Library {
    entries: RwLock<Vec<Arc<Entry>>>,
    changing: Mutex<()>,
    proposals: Mutex<BTreeMap<String, Arc<Proposal>>>,
    /// Where the user's own studies are kept.
    pub shelf: Box<dyn Shelf>,
}

impl Library {
    /// A library of given entries over a shelf.
    pub fn new(entries: Vec<Entry>, shelf: Box<dyn Shelf>) -> Library {
        Library {
            entries: RwLock::new(entries.into_iter().map(Arc::new).collect()),
            changing: Mutex::new(()),
            proposals: Mutex::default(),
            shelf,
        }
    }

    /// Another library: what is on show here now, and a shelf of its own.
    pub fn beside(&self, shelf: Box<dyn Shelf>) -> Library {
        let library = Library::new(Vec::new(), shelf);
        *library
            .entries
            .write()
            .unwrap_or_else(PoisonError::into_inner) = self.all();
        library
    }

    /// Held from reading a study until its change is kept, so that of two changes the second sees the first.
    pub fn change(&self) -> MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn proposals(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Proposal>>> {
        let lock = self.proposals.lock();
        lock.unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers a proposal in the place of an earlier one; it is forgotten when the program ends.
    pub fn propose(&self, id: &str, proposal: Proposal) {
        self.proposals().insert(id.to_owned(), Arc::new(proposal));
    }

    /// The proposal of that number, as long as it fits the files there are.
    pub fn proposal(&self, id: &str, number: u64, files: &Files) -> Option<Arc<Proposal>> {
        let found = self.proposals().get(id).cloned();
        found.filter(|proposal| proposal.number == number && proposal.before == *files)
    }

    /// Forgets what was proposed for a study.
    pub fn settle(&self, id: &str) {
        self.proposals().remove(id);
    }

    /// Puts every kept study on show; gives the ids of those that cannot be read, which stay on the shelf untouched.
    pub fn open_kept(&self) -> Vec<String> {
        let mut unreadable = Vec::new();
        for (id, files) in self.shelf.all() {
            match files
                .ok()
                .and_then(|files| crate::own::entry(&id, &files).ok())
            {
                Some(entry) => self.put(entry),
                None => unreadable.push(id),
            }
        }
        unreadable
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

    /// The files of a kept study.
    pub fn files(&self, id: &str) -> Option<Files> {
        let (_, files) = self
            .shelf
            .all()
            .into_iter()
            .find(|(other, _)| other == id)?;
        files.ok()
    }

    /// An id that nothing on show or on the shelf has: the one wished for, or with a number behind it.
    pub fn free_id(&self, wished: &str) -> String {
        let shown = self.all().into_iter().map(|entry| entry.id.clone());
        // A kept study that cannot be read is not on show, and must not be written over.
        let kept = self.shelf.all().into_iter().map(|(id, _)| id);
        let taken: Vec<String> = shown.chain(kept).collect();
        let numbered = (2..).map(|number| format!("{wished}-{number}"));
        let mut wishes = std::iter::once(wished.to_owned()).chain(numbered);
        wishes
            .find(|id| !taken.contains(id))
            .unwrap_or_else(|| wished.to_owned())
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
