//! What was said about the works inside an engagement, work by work, and which gates each side passed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::body::Body;
use crate::body::shared::Side;
use crate::body::work::{Conditions, Gate, WorkConfirmed, WorkEnded, WorkSet};
use crate::entry::Entry;
use crate::id::{PersonId, WorkId};
use crate::moment::Moment;

/// A line by which a side said yes: to what the other says, or to passing a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Yes {
    /// The line.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// Who said so.
    pub person: Option<PersonId>,
}

impl Yes {
    fn of(entry: &Entry) -> Self {
        Self {
            seq: entry.seq,
            recorded: entry.recorded,
            person: entry.author.person,
        }
    }
}

/// What a side said of a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The line.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// Which side said so.
    pub by: Side,
    /// Who said so.
    pub person: Option<PersonId>,
    /// From which day it is to hold.
    pub from: Date,
    /// How the work is done.
    pub conditions: Conditions,
    /// The other side's confirmation.
    pub confirmed: Option<Yes>,
}

/// A work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Work {
    /// Everything said of it, the first first.
    pub versions: Vec<Version>,
    /// Which side ended it, and its last day.
    pub ended: Option<(Side, Date)>,
}

impl Work {
    /// Whether it is, or may be, done on a day.
    #[must_use]
    pub fn runs(&self, on: Date) -> bool {
        self.ended.is_none_or(|(_, last)| on <= last)
    }

    fn confirmed(&self) -> impl Iterator<Item = (&Version, Yes)> {
        let versions = self.versions.iter();
        versions.filter_map(|version| Some((version, version.confirmed?)))
    }

    /// What both sides hold on a day: of what was confirmed the latest start not after it, among equals the one confirmed last.
    #[must_use]
    pub fn in_force(&self, on: Date) -> Option<&Version> {
        latest(self.confirmed().filter(|(version, _)| version.from <= on))
    }

    /// What both sides confirmed with the latest start, whenever that is.
    #[must_use]
    pub fn settled(&self) -> Option<&Version> {
        latest(self.confirmed())
    }

    /// What a side said last, where the other has not confirmed it and the side has confirmed nothing else since.
    #[must_use]
    pub fn waiting(&self, side: Side) -> Option<&Version> {
        let last = self.versions.iter().rev().find(|one| one.by == side)?;
        let theirs = self.confirmed().filter(|(version, _)| version.by != side);
        let since = theirs.map(|(_, yes)| yes.seq).max();
        let stands = last.confirmed.is_none() && since.is_none_or(|since| since < last.seq);
        stands.then_some(last)
    }

    /// Everything that counts now: what both confirmed, and what either says since.
    pub fn words(&self) -> impl Iterator<Item = &Version> {
        let waiting = Side::ALL.iter().filter_map(|side| self.waiting(*side));
        self.settled().into_iter().chain(waiting)
    }
}

fn latest<'a>(confirmed: impl Iterator<Item = (&'a Version, Yes)>) -> Option<&'a Version> {
    let latest = confirmed.max_by_key(|(version, yes)| (version.from, yes.seq));
    latest.map(|(version, _)| version)
}

/// What was said about works, and the gates that were passed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Works {
    /// Every work anybody said something of.
    pub works: BTreeMap<WorkId, Work>,
    /// When each side passed which gate.
    pub passed: BTreeMap<(Gate, Side), Yes>,
}

impl Works {
    pub(super) fn apply(&mut self, entry: &Entry, by: Side) {
        match &entry.body {
            Body::WorkSet(body) => self.set(entry, body, by),
            Body::WorkConfirmed(body) => self.confirm(entry, body),
            Body::WorkEnded(body) => self.end(body, by),
            Body::GatePassed(body) => {
                self.passed.insert((body.gate, by), Yes::of(entry));
            }
            _ => {}
        }
    }

    fn set(&mut self, entry: &Entry, body: &WorkSet, by: Side) {
        let work = self.works.entry(body.work).or_default();
        work.versions.push(Version {
            seq: entry.seq,
            recorded: entry.recorded,
            by,
            person: entry.author.person,
            from: body.from,
            conditions: body.conditions.clone(),
            confirmed: None,
        });
    }

    fn confirm(&mut self, entry: &Entry, body: &WorkConfirmed) {
        let work = self.works.get_mut(&body.work);
        let versions = work.into_iter().flat_map(|work| &mut work.versions);
        for version in versions.filter(|version| version.seq == body.set) {
            version.confirmed = Some(Yes::of(entry));
        }
    }

    fn end(&mut self, body: &WorkEnded, by: Side) {
        if let Some(work) = self.works.get_mut(&body.work) {
            work.ended = Some((by, body.on));
        }
    }

    /// The works that are, or may be, done on a day.
    pub fn running(&self, on: Date) -> impl Iterator<Item = (WorkId, &Work)> {
        let works = self.works.iter().map(|(id, work)| (*id, work));
        works.filter(move |(_, work)| work.runs(on))
    }
}
