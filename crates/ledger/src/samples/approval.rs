//! For tests: routes, requests and decisions made from a seed.

use super::Seed;
use crate::body::approval::{
    Accepting, Acting, ActingNamed, ApprovalAsked, ApprovalDecided, ApprovalUsed,
    ApprovalWithdrawn, Before, RouteEnded, RouteSet, Wanted,
};
use crate::body::{Body, Kind};
use crate::hash::Hash;
use crate::id::{EngagementId, PersonId};

/// The kinds made here.
pub(super) const KINDS: [Kind; 7] = [
    Kind::RouteSet,
    Kind::RouteEnded,
    Kind::ApprovalAsked,
    Kind::ApprovalDecided,
    Kind::ApprovalWithdrawn,
    Kind::ApprovalUsed,
    Kind::ActingNamed,
];

impl Seed {
    pub(super) fn approval(&mut self, kind: Kind) -> Body {
        let (seq, yes) = (self.below(9) as u64, self.below(2) == 1);
        let person = PersonId(self.bytes());
        match kind {
            Kind::RouteSet => RouteSet {
                name: self.text(),
                before: vec![self.one(Before::ALL)],
                steps: vec![vec![person], vec![PersonId(self.bytes()), person]],
                own: yes,
            }
            .into(),
            Kind::RouteEnded => RouteEnded { route: seq }.into(),
            Kind::ApprovalAsked => ApprovalAsked {
                engagement: EngagementId(self.bytes()),
                wanted: self.wanted(seq, yes),
                reason: self.note(),
            }
            .into(),
            Kind::ApprovalDecided => ApprovalDecided {
                request: seq,
                step: self.below(3) as u64,
                approves: yes,
                instead_of: self.maybe(person),
                remark: self.note(),
            }
            .into(),
            Kind::ApprovalWithdrawn => ApprovalWithdrawn { request: seq }.into(),
            Kind::ApprovalUsed => ApprovalUsed {
                request: seq,
                line: self.below(99) as u64,
            }
            .into(),
            _ => {
                let acting = Acting {
                    person: PersonId(self.bytes()),
                    from: self.day(),
                    until: self.day(),
                };
                ActingNamed {
                    approver: person,
                    acting: self.maybe(acting),
                }
                .into()
            }
        }
    }

    fn wanted(&mut self, proposal: u64, proposes: bool) -> Wanted {
        match self.body(Kind::TermProposed) {
            Body::TermProposed(proposed) if proposes => Wanted::Propose(proposed),
            _ => Wanted::Accept(Accepting {
                item: self.item(),
                proposal,
                hash: Hash(self.bytes()),
            }),
        }
    }
}
