//! For tests: screenings made from a seed.

use super::Seed;
use crate::body::screening::{
    Candidate, Concern, Extent, Known, Outcome, ScreeningAdjusted, ScreeningAnswered,
    ScreeningDecided, ScreeningLinked, ScreeningOpened, ScreeningStarSaid, ScreeningUnlinked, Star,
    StarStanding, Weighing,
};
use crate::body::{Body, Kind};
use crate::id::LinkId;

/// The kinds made here.
pub(super) const KINDS: [Kind; 7] = [
    Kind::ScreeningOpened,
    Kind::ScreeningAdjusted,
    Kind::ScreeningLinked,
    Kind::ScreeningUnlinked,
    Kind::ScreeningAnswered,
    Kind::ScreeningStarSaid,
    Kind::ScreeningDecided,
];

impl Seed {
    pub(super) fn screening(&mut self, kind: Kind) -> Body {
        let (screening, due) = (self.below(9) as u64, self.day());
        let link = LinkId(self.bytes());
        match kind {
            Kind::ScreeningOpened => ScreeningOpened {
                candidate: self.one(Candidate::ALL),
                name: self.text(),
                work: self.text(),
                contact: self.note(),
                due,
                weighing: self.weighing(),
            }
            .into(),
            Kind::ScreeningAdjusted => ScreeningAdjusted {
                screening,
                due,
                weighing: self.weighing(),
            }
            .into(),
            Kind::ScreeningLinked => ScreeningLinked {
                screening,
                link,
                expires: self.moment(),
            }
            .into(),
            Kind::ScreeningUnlinked => ScreeningUnlinked { screening, link }.into(),
            Kind::ScreeningAnswered => ScreeningAnswered {
                screening,
                concern: self.one(Concern::ALL),
                extent: self.one(Extent::ALL),
                note: self.note(),
            }
            .into(),
            Kind::ScreeningStarSaid => {
                let star = self.one(Star::ALL);
                ScreeningStarSaid {
                    screening,
                    standing: self.one(StarStanding::ALL),
                    star: self.maybe(star),
                    until: self.maybe(due),
                }
                .into()
            }
            _ => ScreeningDecided {
                screening,
                outcome: self.one(Outcome::ALL),
                reason: self.note(),
            }
            .into(),
        }
    }

    fn weighing(&mut self) -> Weighing {
        Weighing {
            secrets: self.one(Known::ALL),
            delay: self.one(Known::ALL),
            access: self.one(Known::ALL),
        }
    }
}
