//! What was said for a time: from when it holds, and whether a later entry stands in for it.

use jiff::civil::Date;

use crate::entry::Entry;
use crate::id::PersonId;
use crate::moment::Moment;

/// Something said for a time: by which entry, from when, and whether another entry stands in for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<T> {
    /// The entry's place.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// Who said it; nobody where the server did.
    pub person: Option<PersonId>,
    /// From which day it holds.
    pub from: Date,
    /// The entry that stands in for it.
    pub corrected_by: Option<u64>,
    /// What was said.
    pub what: T,
}

/// Of things said, the one in force: the latest start not after the day, among equals the one recorded last.
#[must_use]
pub fn in_force<T>(said: &[Said<T>], on: Date) -> Option<&Said<T>> {
    let holds = |said: &&Said<T>| said.corrected_by.is_none() && said.from <= on;
    said.iter()
        .filter(holds)
        .max_by_key(|said| (said.from, said.seq))
}

/// An entry's word, kept with where it stands.
pub(super) fn said<T>(entry: &Entry, from: Date, what: T) -> Said<T> {
    Said {
        seq: entry.seq,
        recorded: entry.recorded,
        person: entry.author.person,
        from,
        corrected_by: None,
        what,
    }
}

/// Marks what an entry stands in for.
pub(super) fn correct<T>(said: &mut [Said<T>], entry: &Entry) {
    let earlier = said
        .iter_mut()
        .find(|said| entry.corrects == Some(said.seq));
    if let Some(earlier) = earlier {
        earlier.corrected_by = Some(entry.seq);
    }
}
