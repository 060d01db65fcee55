//! What the sides agreed, item by item, and what lies on the table.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::said::{Said, said};
use crate::body::Body;
use crate::body::shared::Side;
use crate::body::term::{CostTalked, TermAccepted, TermDropped, TermProposed, Wording};
use crate::entry::Entry;
use crate::hash::Hash;
use crate::id::PersonId;
use crate::item::ItemCode;
use crate::moment::Moment;
use crate::sealed::Sealed;

/// One side's acceptance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acceptance {
    /// The line.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// Who accepted.
    pub person: Option<PersonId>,
    /// Whether a passkey signed; otherwise being signed in was enough.
    pub signed: bool,
}

/// Why a proposal is off the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dropped {
    /// The line.
    pub seq: u64,
    /// Which side: the one that made the proposal withdrew it, the other declined.
    pub by: Side,
    /// When it was recorded.
    pub recorded: Moment,
    /// Why.
    pub reason: Option<Sealed>,
}

/// A proposal and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The line.
    pub seq: u64,
    /// That line's hash: what is accepted.
    pub hash: Hash,
    /// When it was recorded.
    pub recorded: Moment,
    /// Which side made it.
    pub by: Side,
    /// Who made it.
    pub person: Option<PersonId>,
    /// The proposal it answers.
    pub answers: Option<u64>,
    /// The text.
    pub wording: Wording,
    /// Who accepted it.
    pub accepted: BTreeMap<Side, Acceptance>,
    /// Whether it is off the table.
    pub dropped: Option<Dropped>,
    /// The proposal that answered it.
    pub answered_by: Option<(u64, Side)>,
}

impl Proposal {
    /// When the second side accepted.
    #[must_use]
    pub fn agreed(&self) -> Option<Acceptance> {
        let last = self.accepted.values().max_by_key(|accepted| accepted.seq);
        last.copied().filter(|_| self.accepted.len() == 2)
    }

    /// Whether it waits for an answer.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.agreed().is_none() && self.dropped.is_none() && self.answered_by.is_none()
    }

    /// Whether passkeys signed both acceptances.
    #[must_use]
    pub fn signed(&self) -> bool {
        self.agreed().is_some() && self.accepted.values().all(|accepted| accepted.signed)
    }
}

/// Everything put forward, by item; the first first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// Proposals.
    pub proposals: BTreeMap<ItemCode, Vec<Proposal>>,
    /// What each side said of an item's cost.
    pub costs: BTreeMap<(ItemCode, Side), Vec<Said<CostTalked>>>,
    /// Whether being signed in is enough to accept, by each side's word.
    pub signed_in: BTreeMap<Side, bool>,
}

impl Terms {
    pub(super) fn apply(&mut self, entry: &Entry, by: Side) {
        match &entry.body {
            Body::TermProposed(body) => self.propose(entry, body, by),
            Body::TermDropped(body) => self.drop_open(entry, body, by),
            Body::TermAccepted(body) => self.accept(entry, body, by),
            Body::CostTalked(body) => {
                let costs = self.costs.entry((body.item.clone(), by)).or_default();
                costs.push(said(entry, Date::MIN, body.clone()));
            }
            Body::SigningChosen(body) => {
                self.signed_in.insert(by, body.signed_in);
            }
            _ => {}
        }
    }

    fn propose(&mut self, entry: &Entry, body: &TermProposed, by: Side) {
        if let Some(open) = self.open_mut(&body.item) {
            open.answered_by = Some((entry.seq, by));
        }
        let proposals = self.proposals.entry(body.item.clone()).or_default();
        proposals.push(Proposal {
            seq: entry.seq,
            hash: entry.hash(),
            recorded: entry.recorded,
            by,
            person: entry.author.person,
            answers: body.answers,
            wording: body.wording.clone(),
            accepted: BTreeMap::new(),
            dropped: None,
            answered_by: None,
        });
    }

    fn drop_open(&mut self, entry: &Entry, body: &TermDropped, by: Side) {
        if let Some(open) = self.open_mut(&body.item) {
            open.dropped = Some(Dropped {
                seq: entry.seq,
                by,
                recorded: entry.recorded,
                reason: body.reason,
            });
        }
    }

    fn accept(&mut self, entry: &Entry, body: &TermAccepted, by: Side) {
        let accepted = Acceptance {
            seq: entry.seq,
            recorded: entry.recorded,
            person: entry.author.person,
            signed: body.assertion.is_some(),
        };
        if let Some(open) = self.open_mut(&body.item) {
            open.accepted.insert(by, accepted);
        }
    }

    fn open_mut(&mut self, item: &ItemCode) -> Option<&mut Proposal> {
        let last = self.proposals.get_mut(item)?.last_mut()?;
        last.is_open().then_some(last)
    }

    /// The proposal of an item that waits for an answer: the last one, or none.
    #[must_use]
    pub fn open(&self, item: &ItemCode) -> Option<&Proposal> {
        let last = self.proposals.get(item)?.last()?;
        last.is_open().then_some(last)
    }

    /// What is agreed of an item on a day: the agreement with the latest first day, among equals the one reached last; until it runs out.
    #[must_use]
    pub fn agreement(&self, item: &ItemCode, on: Date) -> Option<&Proposal> {
        let begun = self.agreed(item).filter(|one| one.wording.from <= on);
        let latest = latest(begun)?;
        let wording = &latest.wording;
        let over = wording.until.is_some_and(|until| until < on) && !wording.renews;
        (!over).then_some(latest)
    }

    /// The agreement with the latest first day, whenever it begins and whether or not it has run out.
    #[must_use]
    pub fn last_agreement(&self, item: &ItemCode) -> Option<&Proposal> {
        latest(self.agreed(item))
    }

    fn agreed(&self, item: &ItemCode) -> impl Iterator<Item = &Proposal> {
        let proposals = self.proposals.get(item).into_iter().flatten();
        proposals.filter(|one| one.agreed().is_some())
    }

    /// What a side last said of an item's cost.
    #[must_use]
    pub fn cost(&self, item: &ItemCode, side: Side) -> Option<&Said<CostTalked>> {
        self.costs.get(&(item.clone(), side))?.last()
    }

    /// Whether both sides chose that being signed in is enough to accept.
    #[must_use]
    pub fn signed_in_is_enough(&self) -> bool {
        Side::ALL
            .iter()
            .all(|side| self.signed_in.get(side) == Some(&true))
    }
}

fn latest<'a>(agreed: impl Iterator<Item = &'a Proposal>) -> Option<&'a Proposal> {
    agreed.max_by_key(|one| (one.wording.from, one.agreed().map(|last| last.seq)))
}
