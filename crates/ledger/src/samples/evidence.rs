//! For tests: evidence made from a seed.

use super::Seed;
use crate::body::evidence::{
    EvidenceAsked, EvidenceGiven, EvidenceReviewed, EvidenceUnasked, EvidenceWithdrawn, FileGiven,
    Media,
};
use crate::body::{Body, Kind};
use crate::hash::Hash;
use crate::sealed::Sealed;

impl Seed {
    pub(super) fn evidence(&mut self, kind: Kind) -> Body {
        let (seq, yes) = (self.below(9) as u64, self.below(2) == 1);
        match kind {
            Kind::EvidenceAsked => EvidenceAsked {
                item: self.item(),
                what: self.note(),
                due: self.day(),
            }
            .into(),
            Kind::EvidenceUnasked => EvidenceUnasked { asked: seq }.into(),
            Kind::EvidenceGiven => self.given(seq).into(),
            Kind::EvidenceReviewed => EvidenceReviewed {
                evidence: seq,
                accepts: yes,
                reason: self.note(),
            }
            .into(),
            _ => EvidenceWithdrawn {
                evidence: seq,
                erased: yes,
            }
            .into(),
        }
    }

    fn given(&mut self, seq: u64) -> EvidenceGiven {
        let file = FileGiven {
            name: Sealed(Hash(self.bytes())),
            hash: Hash(self.bytes()),
            size: self.below(9_999) as u64,
            media: self.one(Media::ALL),
        };
        let day = self.day();
        EvidenceGiven {
            item: self.item(),
            answers: self.maybe(seq),
            fact: self.note(),
            file: self.maybe(file),
            from: self.day(),
            until: self.maybe(day),
            expires: self.maybe(day),
        }
    }
}
