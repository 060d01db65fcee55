//! What an entry can say: one struct for each kind, one code for each struct.

pub mod approval;
pub mod chain;
pub mod evidence;
pub mod house;
pub mod listed;
pub mod screening;
pub mod server;
pub mod shared;
pub mod term;
pub mod work;

use crate::bytes::{Canonical, Malformed, Reader, Writer, codes};
use crate::id::LedgerKind;
use crate::sealed::Sealed;

use approval::{
    ActingNamed, ApprovalAsked, ApprovalDecided, ApprovalUsed, ApprovalWithdrawn, RouteEnded,
    RouteSet,
};
use chain::{PassingRuled, SubcontractAsked, SubcontractDecided, SubcontractEnded};
use evidence::{
    EvidenceAsked, EvidenceGiven, EvidenceReviewed, EvidenceUnasked, EvidenceWithdrawn,
};
use house::{
    Chained, CredentialConfirmed, CredentialEnrolled, CredentialRevoked, Erased, Founded,
    Identified, Invited, Joined, LinkRevoked, Merged, Profiled, ProviderRemoved, ProviderSet,
    RecoveryCompleted, RecoveryRequested, RecoveryStopped, Renamed, RoleEnded, RoleGranted,
    SheetIssued, Stated, TextErased, TokenIssued, TokenRevoked, Withdrew,
};
use listed::ItemsListed;
use screening::{
    ScreeningAdjusted, ScreeningAnswered, ScreeningDecided, ScreeningLinked, ScreeningOpened,
    ScreeningStarSaid, ScreeningUnlinked,
};
use server::{ClockJumped, KeyChanged, OperatorActed, Restored, Started};
use shared::{
    Closed, Described, Disputed, Opened, Relayed, ResponsibleNamed, SideInvited, SideLinkRevoked,
    SideStated, SideTaken,
};
use term::{CostTalked, SigningChosen, TermAccepted, TermDropped, TermProposed};
use work::{GatePassed, WorkConfirmed, WorkEnded, WorkSet};

macro_rules! bodies {
    ($($ledger:ident { $($name:ident = $code:literal),* $(,)? })*) => {
        codes! {
            /// The kinds of entry. A code never changes its meaning and is never used again.
            pub enum Kind { $($(
                #[doc = concat!("[`", stringify!($name), "`].")]
                $name = $code
            ),*),* }
        }

        impl Kind {
            /// The kind of ledger it stands in.
            #[must_use]
            pub fn ledger(self) -> LedgerKind {
                match self { $($(Self::$name)|* => LedgerKind::$ledger),* }
            }
        }

        /// What an entry says.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Body { $($(
            #[doc = concat!("[`", stringify!($name), "`].")]
            $name($name)
        ),*),* }

        impl Body {
            /// Its kind.
            #[must_use]
            pub fn kind(&self) -> Kind {
                match self { $($(Self::$name(_) => Kind::$name),*),* }
            }
        }

        impl Canonical for Body {
            fn write(&self, to: &mut Writer) {
                self.kind().write(to);
                match self { $($(Self::$name(body) => body.write(to)),*),* }
            }

            fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
                match Kind::read(from)? {
                    $($(Kind::$name => $name::read(from).map(Self::$name)),*),*
                }
            }
        }

        $($(impl From<$name> for Body {
            fn from(body: $name) -> Self {
                Self::$name(body)
            }
        })*)*
    };
}

impl Body {
    /// What it holds of texts that may be erased.
    #[must_use]
    pub fn sealed(&self) -> Vec<Sealed> {
        let one = match self {
            Self::Stated(body) => body.note,
            Self::SideInvited(body) => body.to,
            Self::SideStated(body) => body.note,
            Self::Relayed(body) => Some(body.source),
            Self::Disputed(body) => body.note,
            Self::TermDropped(body) => body.reason,
            Self::CostTalked(body) => body.note,
            Self::SubcontractDecided(body) => body.reason,
            Self::EvidenceAsked(body) => body.what,
            Self::EvidenceGiven(body) => return body.sealed(),
            Self::EvidenceReviewed(body) => body.reason,
            Self::ApprovalAsked(body) => body.reason,
            Self::ApprovalDecided(body) => body.remark,
            Self::ScreeningOpened(body) => body.contact,
            Self::ScreeningAnswered(body) => body.note,
            Self::ScreeningDecided(body) => body.reason,
            _ => None,
        };
        one.into_iter().collect()
    }
}

bodies! {
    House {
        Founded = "founded",
        Renamed = "renamed",
        Identified = "identified",
        Profiled = "profiled",
        Invited = "invited",
        LinkRevoked = "link-revoked",
        Joined = "joined",
        RoleGranted = "role-granted",
        RoleEnded = "role-ended",
        CredentialEnrolled = "credential-enrolled",
        CredentialConfirmed = "credential-confirmed",
        CredentialRevoked = "credential-revoked",
        SheetIssued = "sheet-issued",
        RecoveryRequested = "recovery-requested",
        RecoveryStopped = "recovery-stopped",
        RecoveryCompleted = "recovery-completed",
        TokenIssued = "token-issued",
        TokenRevoked = "token-revoked",
        ProviderSet = "provider-set",
        ProviderRemoved = "provider-removed",
        Stated = "stated",
        Chained = "chained",
        TextErased = "text-erased",
        Erased = "erased",
        Merged = "merged",
        Withdrew = "withdrew",
        ItemsListed = "items-listed",
        RouteSet = "route-set",
        RouteEnded = "route-ended",
        ApprovalAsked = "approval-asked",
        ApprovalDecided = "approval-decided",
        ApprovalWithdrawn = "approval-withdrawn",
        ApprovalUsed = "approval-used",
        ActingNamed = "acting-named",
        ScreeningOpened = "screening-opened",
        ScreeningAdjusted = "screening-adjusted",
        ScreeningLinked = "screening-linked",
        ScreeningUnlinked = "screening-unlinked",
        ScreeningAnswered = "screening-answered",
        ScreeningStarSaid = "screening-star-said",
        ScreeningDecided = "screening-decided",
    }
    Shared {
        Opened = "opened",
        Described = "described",
        ResponsibleNamed = "responsible-named",
        SideInvited = "side-invited",
        SideLinkRevoked = "side-link-revoked",
        SideTaken = "side-taken",
        SideStated = "side-stated",
        Relayed = "relayed",
        Disputed = "disputed",
        TermProposed = "term-proposed",
        TermDropped = "term-dropped",
        TermAccepted = "term-accepted",
        CostTalked = "cost-talked",
        SigningChosen = "signing-chosen",
        PassingRuled = "passing-ruled",
        SubcontractAsked = "subcontract-asked",
        SubcontractDecided = "subcontract-decided",
        SubcontractEnded = "subcontract-ended",
        EvidenceAsked = "evidence-asked",
        EvidenceUnasked = "evidence-unasked",
        EvidenceGiven = "evidence-given",
        EvidenceReviewed = "evidence-reviewed",
        EvidenceWithdrawn = "evidence-withdrawn",
        Closed = "closed",
        WorkSet = "work-set",
        WorkConfirmed = "work-confirmed",
        WorkEnded = "work-ended",
        GatePassed = "gate-passed",
    }
    Server {
        Started = "started",
        OperatorActed = "operator-acted",
        KeyChanged = "key-changed",
        Restored = "restored",
        ClockJumped = "clock-jumped",
    }
}
