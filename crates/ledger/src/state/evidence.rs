//! What was shown of each item, what was asked for, and when something is due.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::body::Body;
use crate::body::evidence::{EvidenceAsked, EvidenceGiven, EvidenceReviewed};
use crate::body::shared::Side;
use crate::body::term::Wording;
use crate::entry::Entry;
use crate::id::PersonId;
use crate::item::ItemCode;
use crate::moment::Moment;
use crate::sealed::Sealed;

/// A request to show something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Which side asked.
    pub by: Side,
    /// Who asked.
    pub person: Option<PersonId>,
    /// When it was recorded.
    pub recorded: Moment,
    /// What was asked.
    pub asked: EvidenceAsked,
    /// Whether it was taken back.
    pub unasked: bool,
}

/// A judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Review {
    /// The line.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// Whether the piece is accepted.
    pub accepts: bool,
    /// Why.
    pub reason: Option<Sealed>,
}

/// A piece of evidence and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Which side gave it.
    pub by: Side,
    /// Who gave it.
    pub person: Option<PersonId>,
    /// When it was recorded.
    pub recorded: Moment,
    /// What was given.
    pub given: EvidenceGiven,
    /// Every judgement, the first first; the last counts.
    pub reviews: Vec<Review>,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
    /// Whether its words and file were erased by whoever gave them.
    pub erased: bool,
}

impl Piece {
    /// The judgement that counts.
    #[must_use]
    pub fn reviewed(&self) -> Option<Review> {
        self.reviews.last().copied()
    }

    /// Whether it waits for a judgement.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.withdrawn && self.reviews.is_empty()
    }

    /// Whether the other side accepted it and it was not withdrawn, be it over or not.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        !self.withdrawn && self.reviewed().is_some_and(|last| last.accepts)
    }

    /// Whether it ran out before a day.
    #[must_use]
    pub fn is_over(&self, on: Date) -> bool {
        self.given.expires.is_some_and(|last| last < on)
    }
}

/// A day by which a side shows something that an agreement wants shown again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The item.
    pub item: ItemCode,
    /// How often, in months.
    pub months: u64,
    /// The last day the evidence accepted so far speaks of.
    pub covered: Option<Date>,
    /// By which day.
    pub due: Date,
}

/// Everything asked and given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Requests, by their line.
    pub asked: BTreeMap<u64, Asked>,
    /// Pieces, by their line.
    pub pieces: BTreeMap<u64, Piece>,
}

impl Evidence {
    pub(super) fn apply(&mut self, entry: &Entry, by: Side) {
        match &entry.body {
            Body::EvidenceAsked(body) => self.ask(entry, body, by),
            Body::EvidenceUnasked(body) => {
                if let Some(known) = self.asked.get_mut(&body.asked) {
                    known.unasked = true;
                }
            }
            Body::EvidenceGiven(body) => self.give(entry, body, by),
            Body::EvidenceReviewed(body) => self.review(entry, body),
            Body::EvidenceWithdrawn(body) => {
                if let Some(piece) = self.pieces.get_mut(&body.evidence) {
                    piece.withdrawn = true;
                    piece.erased |= body.erased;
                }
            }
            _ => {}
        }
    }

    fn ask(&mut self, entry: &Entry, body: &EvidenceAsked, by: Side) {
        let asked = Asked {
            by,
            person: entry.author.person,
            recorded: entry.recorded,
            asked: body.clone(),
            unasked: false,
        };
        self.asked.insert(entry.seq, asked);
    }

    fn give(&mut self, entry: &Entry, body: &EvidenceGiven, by: Side) {
        let piece = Piece {
            by,
            person: entry.author.person,
            recorded: entry.recorded,
            given: body.clone(),
            reviews: Vec::new(),
            withdrawn: false,
            erased: false,
        };
        self.pieces.insert(entry.seq, piece);
    }

    fn review(&mut self, entry: &Entry, body: &EvidenceReviewed) {
        if let Some(piece) = self.pieces.get_mut(&body.evidence) {
            piece.reviews.push(Review {
                seq: entry.seq,
                recorded: entry.recorded,
                accepts: body.accepts,
                reason: body.reason,
            });
        }
    }

    /// The last piece that answered a request and was not withdrawn.
    #[must_use]
    pub fn answer(&self, asked: u64) -> Option<&Piece> {
        let answers = |piece: &&Piece| piece.given.answers == Some(asked) && !piece.withdrawn;
        self.pieces.values().rev().find(answers)
    }

    /// Whether a request still wants something of the side it was made to: nothing was given, or what was given came back.
    #[must_use]
    pub fn is_open(&self, seq: u64, asked: &Asked) -> bool {
        let enough = |piece: &Piece| piece.waits() || piece.is_accepted();
        !asked.unasked && !self.answer(seq).is_some_and(enough)
    }

    /// Of each item and side the accepted piece that counts longest: one without a last day, or the one with the latest.
    #[must_use]
    pub fn standing(&self) -> BTreeMap<(&ItemCode, Side), &Piece> {
        let mut standing: BTreeMap<(&ItemCode, Side), &Piece> = BTreeMap::new();
        let lasts = |piece: &Piece| {
            (
                piece.given.expires.unwrap_or(Date::MAX),
                piece.given.covers_to(),
            )
        };
        for piece in self.pieces.values().filter(|piece| piece.is_accepted()) {
            let key = (&piece.given.item, piece.by);
            let longer = standing
                .get(&key)
                .is_none_or(|known| lasts(known) <= lasts(piece));
            if longer {
                standing.insert(key, piece);
            }
        }
        standing
    }

    /// When the vendor has to show what an agreement wants shown every so many months: that long after the last day that accepted
    /// evidence speaks of, or after the agreement's first day.
    /// Not after the agreement's last day.
    #[must_use]
    pub fn due<'a>(&self, agreed: impl Iterator<Item = (&'a ItemCode, &'a Wording)>) -> Vec<Due> {
        let due = |(item, wording): (&ItemCode, &Wording)| {
            let (months, covered) = (wording.proof_months?, self.covered(item));
            let last = covered.map_or(wording.from, |day| day.max(wording.from));
            let due = last.saturating_add(span(months));
            let ends = wording.until.filter(|_| !wording.renews);
            ends.is_none_or(|last| due <= last).then(|| Due {
                item: item.clone(),
                months,
                covered,
                due,
            })
        };
        agreed.filter_map(due).collect()
    }

    fn covered(&self, item: &ItemCode) -> Option<Date> {
        let theirs = self.pieces.values();
        let theirs = theirs.filter(|piece| piece.by == Side::Vendor && piece.given.item == *item);
        let accepted = theirs.filter(|piece| piece.is_accepted());
        accepted.map(|piece| piece.given.covers_to()).max()
    }
}

/// Admission lets no agreement want more than five years.
fn span(months: u64) -> Span {
    i32::try_from(months.min(1_200))
        .unwrap_or_default()
        .months()
}

#[cfg(test)]
mod tests;
