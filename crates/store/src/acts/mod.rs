//! What somebody can do: each act is one job in the writer, so that all of it is recorded, or nothing.
//! Pages, the command line and the programs' interface call these and nothing below them.

mod approval;
mod ceremony;
mod chain;
mod engagement;
mod evidence;
mod founding;
mod items;
mod joining;
mod keys;
mod mailbox;
mod many;
mod once;
mod organisation;
mod people;
mod provider;
mod recovery;
mod reminding;
mod screening;
mod signing_in;
mod speaking;
mod statements;
mod terms;
mod views;
mod work;

use ledger::admission::{Draft, Refusal};
use ledger::body::Body;
use ledger::body::house::Role;
use ledger::entry::Way;
use ledger::id::{LedgerId, OrganisationId};
use ledger::sealed::Opening;
use ledger::state::House;
use thiserror::Error;

use crate::door::Visitor;
use crate::error::{NotRecorded, StoreError};
use crate::read::Placed;
use crate::work::Work;

pub use approval::NewDecision;
pub use chain::NewSubcontract;
pub use engagement::{NewEngagement, SideInvitation};
pub(crate) use evidence::SALT;
pub use evidence::{NewEvidence, NewFile};
pub use founding::{Founded, Founding, Newcomer};
pub use items::ListChange;
pub use joining::Offer;
pub use mailbox::{ADDRESSES, Mailbox, is_address};
pub use many::{AcrossLink, Placed as PlacedEngagement, Registration};
pub use organisation::Description;
pub use people::Invitation;
pub use provider::{NewProvider, Vouched};
pub use screening::{NewAnswer, NewScreening, NewStar};
pub use signing_in::Asked;
pub use speaking::Speaker;
pub use statements::NewStatement;
pub use terms::{Answer, NewCost, Shown, ToSign};
pub use views::NewView;

/// An access session lasts no longer than this: 14 days.
pub const SESSION_LASTS: i64 = 14 * DAY;
/// An access session that an identity provider opened lasts no longer than this: 12 hours. Who is turned away there is soon turned away here.
pub const VOUCHED_LASTS: i64 = 12 * 3_600_000;
/// A sign-in through an identity provider takes no longer than this: 10 minutes.
pub const PROVIDER_LASTS: i64 = 10 * 60_000;
/// A link to sign in works no longer than this: 15 minutes.
pub const SIGN_IN_LASTS: i64 = 15 * 60_000;
/// The set-up link works no longer than this: 7 days.
pub const SETUP_LASTS: i64 = 7 * DAY;
/// A link by which a person comes back in works no longer than this: a day.
pub const RECOVERY_LINK_LASTS: i64 = DAY;
/// A request under a key is known for so long: one day.
pub const REMEMBERED: i64 = DAY;
/// What decides who else gets in wants a passkey shown no longer ago than this: 10 minutes.
pub const PROOF_LASTS: i64 = 10 * 60_000;
const DAY: i64 = 86_400_000;

/// What a link is for.
pub mod purpose {
    /// To found the first organisation of a server.
    pub const SETUP: &str = "setup";
    /// To join an organisation.
    pub const JOIN: &str = "join";
    /// To found an organisation of one's own.
    pub const FOUND: &str = "found";
    /// To act for one side of an engagement.
    pub const SIDE: &str = "side";
    /// To answer a screening.
    pub const SCREENING: &str = "screening";
    /// To sign in.
    pub const SIGN_IN: &str = "sign-in";
    /// To come back in, after an owner's recovery was completed.
    pub const RECOVER: &str = "recover";
    /// To verify an address.
    pub const VERIFY: &str = "verify";
}

/// Why an act was not done.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotDone {
    /// Admission refused it.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// There is nothing of the kind for who asks: a link that is spent, an organisation that is not theirs.
    #[error("there is nothing")]
    Absent,
    /// It wants a passkey shown within the last minutes, and the visitor has one.
    #[error("a passkey must be shown anew")]
    Unproved,
    /// A person decides it, with a passkey: no token does.
    #[error("a token does not decide this")]
    InPerson,
    /// Too often; the moment of the next turn.
    #[error("too often")]
    TooOften(ledger::moment::Moment),
    /// The key of a request that is done once was another request's.
    #[error("another request has this key")]
    OtherRequest,
    /// The file is not taken.
    #[error("the file is not taken: {0}")]
    Unfit(crate::sniff::Unfit),
    /// The store failed.
    #[error(transparent)]
    Failed(#[from] StoreError),
}

impl From<Refusal> for NotDone {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<NotRecorded> for NotDone {
    fn from(error: NotRecorded) -> Self {
        match error {
            NotRecorded::Refused(refusal) => Self::Refused(refusal),
            NotRecorded::Failed(error) => Self::Failed(error),
        }
    }
}

/// Where an act was recorded: enough to fetch its receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Recorded {
    /// In which ledger.
    pub ledger: LedgerId,
    /// At which place there.
    pub seq: u64,
    /// At which place in the journal.
    pub index: u64,
}

impl From<Placed> for Recorded {
    fn from(placed: Placed) -> Self {
        Self {
            ledger: placed.entry.ledger,
            seq: placed.entry.seq,
            index: placed.index,
        }
    }
}

impl Work<'_> {
    /// That a visitor showed a passkey just now, where they have one that opens what they came for. A session left open, or its
    /// secret in other hands, must not be enough to let somebody else in (ASVS 7.5.1). A token can show none, so it never is.
    fn fresh(&mut self, visitor: &Visitor) -> Result<(), NotDone> {
        if visitor.means.way == Way::Token {
            return Err(NotDone::InPerson);
        }
        let oldest = self.now().moment.plus(-PROOF_LASTS);
        if visitor.session.is_none() || visitor.proved.is_some_and(|at| at > oldest) {
            return Ok(());
        }
        let mut theirs = self.passkeys(visitor.person)?.into_iter();
        match theirs.any(|passkey| visitor.could_show(passkey.only_for)) {
            true => Err(NotDone::Unproved),
            false => Ok(()),
        }
    }

    /// The same for roles that decide about others.
    fn fresh_for(&mut self, visitor: &Visitor, role: Role) -> Result<(), NotDone> {
        match role {
            Role::Owner | Role::Officer | Role::Auditor => self.fresh(visitor),
            Role::Editor | Role::Reader | Role::Employee => Ok(()),
        }
    }

    /// Records something in a visitor's name.
    fn record_as(
        &mut self,
        visitor: &Visitor,
        draft: Draft,
        openings: &[Opening],
    ) -> Result<Recorded, NotDone> {
        let ledger = draft.ledger;
        // Not held while recording: the state would have to be copied.
        let counts = |house: &House| visitor.counts_in(house);
        if !self.state(ledger)?.house().is_none_or(counts) {
            return Err(Refusal::NotPermitted.into());
        }
        Ok(self.record(draft, &visitor.actor(), openings)?.into())
    }

    /// Records something without erasable text in the ledger of the organisation a visitor acts for.
    fn record_at_home(
        &mut self,
        visitor: &Visitor,
        body: impl Into<Body>,
    ) -> Result<Recorded, NotDone> {
        self.record_on_terms(visitor, Draft::new(home(visitor)?, body))
    }

    /// Records a draft without erasable text on the terms of a visitor: expecting what they saw, and once.
    fn record_on_terms(&mut self, visitor: &Visitor, draft: Draft) -> Result<Recorded, NotDone> {
        self.record_with(visitor, draft, &[])
    }

    /// The same with erasable texts.
    fn record_with(
        &mut self,
        visitor: &Visitor,
        draft: Draft,
        openings: &[Opening],
    ) -> Result<Recorded, NotDone> {
        let draft = Draft {
            expects: visitor.terms.head(),
            ..draft
        };
        let recorded = self.record_as(visitor, draft, openings)?;
        self.note_done(visitor, &[recorded])?;
        Ok(recorded)
    }

    /// A text with a salt of its own.
    fn seal(&self, text: &str) -> Opening {
        Opening {
            salt: self.random(),
            text: text.to_owned(),
        }
    }
}

/// The organisation a visitor acts for.
fn home(visitor: &Visitor) -> Result<OrganisationId, NotDone> {
    visitor.organisation.ok_or(NotDone::Absent)
}

#[cfg(test)]
mod key_tests;
#[cfg(test)]
pub(crate) mod tests;
