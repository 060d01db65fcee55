//! Approval inside an organisation before it binds itself: routes, requests, decisions, and who acts for whom.
//! All of it stands in the organisation's own ledger; nobody across can tell that there is any.

use jiff::civil::Date;

use crate::body::term::{TermAccepted, TermProposed};
use crate::bytes::{Canonical, Malformed, Reader, Writer, canonical_struct, codes};
use crate::hash::Hash;
use crate::id::{EngagementId, PersonId};
use crate::item::ItemCode;
use crate::sealed::Sealed;

codes! {
    /// What is not done before it was approved.
    pub enum Before {
        /// A text is put forward to the other side.
        Propose = "propose",
        /// A proposal is accepted.
        Accept = "accept",
    }
}

/// From now on requests go this way; it takes the place of any other for the same acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteSet {
    /// What it is called.
    pub name: String,
    /// What is not done before.
    pub before: Vec<Before>,
    /// Who decides, step after step: of each step one of the people named.
    pub steps: Vec<Vec<PersonId>>,
    /// Whether somebody named may decide on a request of their own.
    pub own: bool,
}
canonical_struct!(RouteSet {
    name,
    before,
    steps,
    own
});

/// A route counts no more, and none takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteEnded {
    /// The route, by its line.
    pub route: u64,
}
canonical_struct!(RouteEnded { route });

/// A proposal that is to be accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepting {
    /// The item.
    pub item: ItemCode,
    /// The proposal, by its line in the engagement's ledger.
    pub proposal: u64,
    /// The hash of that line: these words and no others.
    pub hash: Hash,
}
canonical_struct!(Accepting {
    item,
    proposal,
    hash
});

/// What is to be done once it is approved: exactly this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// A text is to be put forward.
    Propose(TermProposed),
    /// A proposal is to be accepted.
    Accept(Accepting),
}

impl Wanted {
    /// Before which act it is approved.
    #[must_use]
    pub fn before(&self) -> Before {
        match self {
            Self::Propose(_) => Before::Propose,
            Self::Accept(_) => Before::Accept,
        }
    }

    /// The item it is about.
    #[must_use]
    pub fn item(&self) -> &ItemCode {
        match self {
            Self::Propose(proposed) => &proposed.item,
            Self::Accept(accepting) => &accepting.item,
        }
    }

    /// Whether an acceptance is the one meant. Its signature is not part of what is approved.
    #[must_use]
    pub fn is_accepted_by(&self, accepted: &TermAccepted) -> bool {
        match self {
            Self::Propose(_) => false,
            Self::Accept(accepting) => {
                let meant = (&accepting.item, accepting.proposal, accepting.hash);
                meant == (&accepted.item, accepted.proposal, accepted.hash)
            }
        }
    }
}

impl Canonical for Wanted {
    fn write(&self, to: &mut Writer) {
        self.before().write(to);
        match self {
            Self::Propose(proposed) => proposed.write(to),
            Self::Accept(accepting) => accepting.write(to),
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        match Before::read(from)? {
            Before::Propose => TermProposed::read(from).map(Self::Propose),
            Before::Accept => Accepting::read(from).map(Self::Accept),
        }
    }
}

/// Somebody asks that something may be done on an engagement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalAsked {
    /// On which.
    pub engagement: EngagementId,
    /// What.
    pub wanted: Wanted,
    /// Why.
    pub reason: Option<Sealed>,
}
canonical_struct!(ApprovalAsked {
    engagement,
    wanted,
    reason
});

/// Who has the turn approves a request, or returns it to whoever asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalDecided {
    /// The request, by its line.
    pub request: u64,
    /// Which step of its route, the first being 0: nobody decides on one they did not see.
    pub step: u64,
    /// Whether it is approved.
    pub approves: bool,
    /// In whose place, where the author acts for somebody.
    pub instead_of: Option<PersonId>,
    /// What is said beside it; why, where it is returned.
    pub remark: Option<Sealed>,
}
canonical_struct!(ApprovalDecided {
    request,
    step,
    approves,
    instead_of,
    remark
});

/// A request is taken back before it was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalWithdrawn {
    /// The request, by its line.
    pub request: u64,
}
canonical_struct!(ApprovalWithdrawn { request });

/// What was approved was done: recorded by the server in the same write, so that an approval is used once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalUsed {
    /// The request, by its line.
    pub request: u64,
    /// The line of the engagement's ledger that came of it.
    pub line: u64,
}
canonical_struct!(ApprovalUsed { request, line });

/// Who decides for somebody, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acting {
    /// Who.
    pub person: PersonId,
    /// From this day.
    pub from: Date,
    /// To this day.
    pub until: Date,
}
canonical_struct!(Acting {
    person,
    from,
    until
});

/// An approver says who decides in their place for a time, or that nobody does any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActingNamed {
    /// In whose place.
    pub approver: PersonId,
    /// Who, and when.
    pub acting: Option<Acting>,
}
canonical_struct!(ActingNamed { approver, acting });
