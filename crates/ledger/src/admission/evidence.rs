//! What must hold before the sides of an engagement ask for evidence, give, review or withdraw it.

use super::{Now, Refusal, check_day, refuse_if};
use crate::body::Body;
use crate::body::evidence::{EvidenceGiven, EvidenceReviewed, EvidenceWithdrawn};
use crate::body::shared::Side;
use crate::state::Shared;
use crate::state::evidence::{Asked, Piece};

/// Bytes of one file: 20 MiB.
pub const LARGEST_FILE: u64 = 20 * 1024 * 1024;
/// Bytes of all files of one side of an engagement that are not erased: 1 GiB.
pub const LARGEST_FILES: u64 = 1024 * 1024 * 1024;
/// Pieces, and requests, of one side of an engagement.
pub const MOST_PIECES: usize = 1_000;

/// Where, when and for whom something is said of evidence.
pub(super) struct At<'a> {
    pub shared: &'a Shared,
    pub now: Now,
    pub side: Side,
}

impl At<'_> {
    pub fn check(&self, body: &Body) -> Result<(), Refusal> {
        match body {
            Body::EvidenceAsked(body) => self.asks(body.due),
            Body::EvidenceUnasked(body) => {
                let asked = self.asked(body.asked)?;
                refuse_if(asked.by != self.side, Refusal::OtherSide)
            }
            Body::EvidenceGiven(body) => self.gives(body),
            Body::EvidenceReviewed(body) => self.reviews(body),
            Body::EvidenceWithdrawn(body) => self.withdraws(body),
            _ => Ok(()),
        }
    }

    fn asks(&self, due: jiff::civil::Date) -> Result<(), Refusal> {
        check_day(due, self.now)?;
        refuse_if(due < self.now.today(), Refusal::AlreadyOver)?;
        let asked = self.shared.evidence.asked.values();
        let many = asked.filter(|one| one.by == self.side).count() >= MOST_PIECES;
        refuse_if(many, Refusal::TooMuch)
    }

    /// A request that was not taken back.
    fn asked(&self, seq: u64) -> Result<&Asked, Refusal> {
        let known = self.shared.evidence.asked.get(&seq);
        known
            .filter(|asked| !asked.unasked)
            .ok_or(Refusal::NoSuchRequest)
    }

    fn gives(&self, body: &EvidenceGiven) -> Result<(), Refusal> {
        if let Some(seq) = body.answers {
            let asked = self.asked(seq)?;
            let theirs = asked.by != self.side && asked.asked.item == body.item;
            refuse_if(!theirs, Refusal::NoSuchRequest)?;
        }
        let empty = body.fact.is_none() && body.file.is_none();
        refuse_if(empty, Refusal::NothingShown)?;
        let days = [Some(body.from), body.until, body.expires];
        let mut days = days.into_iter().flatten();
        days.try_for_each(|day| check_day(day, self.now))?;
        let ends = [body.until, body.expires];
        let backwards = ends.into_iter().flatten().any(|end| end < body.from);
        refuse_if(backwards, Refusal::DaysBackwards)?;
        refuse_if(body.from > self.now.today(), Refusal::ToCome)?;
        self.room_for(body)
    }

    fn room_for(&self, body: &EvidenceGiven) -> Result<(), Refusal> {
        let size = body.file.map_or(0, |file| file.size);
        let unfit = body.file.is_some_and(|file| file.size == 0);
        refuse_if(unfit || size > LARGEST_FILE, Refusal::UnfitFile)?;
        let pieces = self.shared.evidence.pieces.values();
        let own: Vec<&Piece> = pieces.filter(|piece| piece.by == self.side).collect();
        let kept = own.iter().filter(|piece| !piece.erased);
        let kept = kept.filter_map(|piece| Some(piece.given.file?.size));
        let full = kept.sum::<u64>().saturating_add(size) > LARGEST_FILES;
        refuse_if(own.len() >= MOST_PIECES || full, Refusal::TooMuch)
    }

    fn piece(&self, seq: u64) -> Result<&Piece, Refusal> {
        let known = self.shared.evidence.pieces.get(&seq);
        known.ok_or(Refusal::NoSuchEvidence)
    }

    /// Nobody judges what their own side gave.
    fn reviews(&self, body: &EvidenceReviewed) -> Result<(), Refusal> {
        let piece = self.piece(body.evidence)?;
        refuse_if(piece.by == self.side, Refusal::OtherSide)?;
        refuse_if(piece.withdrawn, Refusal::NoSuchEvidence)?;
        let reasonless = !body.accepts && body.reason.is_none();
        refuse_if(reasonless, Refusal::NoRemark)
    }

    fn withdraws(&self, body: &EvidenceWithdrawn) -> Result<(), Refusal> {
        let piece = self.piece(body.evidence)?;
        refuse_if(piece.by != self.side, Refusal::OtherSide)?;
        let done = piece.erased || (piece.withdrawn && !body.erased);
        refuse_if(done, Refusal::NoSuchEvidence)
    }
}
