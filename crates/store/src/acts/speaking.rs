//! Who speaks on an engagement, and what holds for whatever they say.

use std::collections::BTreeSet;

use ledger::admission::{Actor, Draft, Refusal};
use ledger::body::Body;
use ledger::entry::{Author, Means, Way};
use ledger::hash::Hash;
use ledger::id::{EngagementId, OrganisationId, PersonId};
use ledger::sealed::Opening;

use super::{NotDone, Recorded, home, purpose};
use crate::door::Visitor;
use crate::work::Work;
use crate::working::guard::Limit;
use crate::working::link::Link;
use crate::working::secret::SecretHash;

/// Who speaks on an engagement: somebody of a side's organisation, or whoever holds a link to a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaker {
    /// Signed in, or by token.
    Visitor(Visitor),
    /// By link.
    Holder(SecretHash),
}

impl From<&Visitor> for Speaker {
    fn from(visitor: &Visitor) -> Self {
        Self::Visitor(visitor.clone())
    }
}

/// How often a link's holder says something: thirty times at once, then every minute.
const BY_LINK: Limit = Limit {
    burst: 30,
    every: 60_000,
};

impl Work<'_> {
    /// Who a speaker is towards an engagement.
    pub(super) fn speaker(
        &mut self,
        speaker: &Speaker,
        engagement: EngagementId,
    ) -> Result<Actor, NotDone> {
        match speaker {
            Speaker::Visitor(visitor) => {
                let actor = self.remaining(visitor, engagement)?;
                self.not_left(visitor)?;
                Ok(actor)
            }
            Speaker::Holder(secret) => {
                let link = self.side_link(*secret)?;
                let ledger = link.ledger.filter(|ledger| *ledger == engagement.into());
                let (Some(ledger), Some(id)) = (ledger, link.link) else {
                    return Err(NotDone::Absent);
                };
                if self.side_left(ledger, id)? {
                    return Err(NotDone::Absent);
                }
                self.side_turn(*secret)?;
                Ok(holder(&link, None, None))
            }
        }
    }

    /// A turn of whoever holds a link to a side.
    pub(super) fn side_turn(&mut self, secret: SecretHash) -> Result<(), NotDone> {
        let link = self.side_link(secret)?.link.ok_or(NotDone::Absent)?;
        let turn = self.take_turn(&format!("side link {link}"), BY_LINK)?;
        turn.map_err(NotDone::TooOften)
    }

    /// Notes what a program asked to be done once; who holds a link asks for nothing of the kind.
    pub(super) fn once(&mut self, speaker: &Speaker, recorded: &[Recorded]) -> Result<(), NotDone> {
        if let Speaker::Visitor(visitor) = speaker {
            self.note_done(visitor, recorded)?;
        }
        Ok(())
    }

    /// Somebody of a side's organisation, also one that left: for what the law lets them do at any time.
    pub(super) fn remaining(
        &mut self,
        visitor: &Visitor,
        engagement: EngagementId,
    ) -> Result<Actor, NotDone> {
        let state = self.state(engagement.into())?;
        let organisation = home(visitor)?;
        let side = state.shared().and_then(|shared| shared.side(organisation));
        side.ok_or(NotDone::Absent)?;
        as_seen(visitor, state.spine.head.hash)?;
        self.with_roles(visitor)
    }

    /// A visitor with the roles they hold now, as ledgers that are not their organisation's own must be told.
    pub(super) fn deciding(&mut self, visitor: &Visitor) -> Result<Actor, NotDone> {
        self.not_left(visitor)?;
        self.with_roles(visitor)
    }

    /// Who left, or became part of another, says nothing more to anybody.
    fn not_left(&mut self, visitor: &Visitor) -> Result<(), NotDone> {
        let state = self.state(home(visitor)?.into())?;
        let house = state.house().ok_or(NotDone::Absent)?;
        match house.withdrew.is_some() || house.merged.is_some() {
            true => Err(Refusal::Closed.into()),
            false => Ok(()),
        }
    }

    fn with_roles(&mut self, visitor: &Visitor) -> Result<Actor, NotDone> {
        let today = self.now().today();
        let state = self.state(home(visitor)?.into())?;
        let house = state.house().ok_or(NotDone::Absent)?;
        Ok(Actor {
            roles: visitor.reader(house, today).roles().clone(),
            ..visitor.actor()
        })
    }

    pub(super) fn side_link(&mut self, secret: SecretHash) -> Result<Link, NotDone> {
        let now = self.now().moment;
        let link = self.link(secret, now)?;
        link.filter(|link| link.purpose == purpose::SIDE)
            .ok_or(NotDone::Absent)
    }

    pub(super) fn say(
        &mut self,
        actor: &Actor,
        engagement: EngagementId,
        body: impl Into<Body>,
        openings: &[Opening],
    ) -> Result<Recorded, NotDone> {
        let draft = Draft::new(engagement, body);
        Ok(self.record(draft, actor, openings)?.into())
    }

    /// Records one thing somebody says on an engagement.
    pub(super) fn speak(
        &mut self,
        speaker: &Speaker,
        engagement: EngagementId,
        body: impl Into<Body>,
        openings: &[Opening],
    ) -> Result<Recorded, NotDone> {
        let actor = self.speaker(speaker, engagement)?;
        let recorded = self.say(&actor, engagement, body, openings)?;
        self.once(speaker, &[recorded])?;
        Ok(recorded)
    }

    /// Seals words that may be erased later; blank ones are none.
    pub(super) fn words(&mut self, typed: Option<String>) -> Option<Opening> {
        let typed = typed.filter(|typed| !typed.trim().is_empty());
        typed.map(|typed| self.seal(&typed))
    }
}

/// That nothing was recorded since the head a program saw, where it insists on one.
pub(super) fn as_seen(visitor: &Visitor, head: Hash) -> Result<(), NotDone> {
    match visitor.terms.head() {
        Some(seen) if seen != head => Err(Refusal::Stale.into()),
        _ => Ok(()),
    }
}

/// Whoever holds a link to a side.
pub(super) fn holder(
    link: &Link,
    person: Option<PersonId>,
    organisation: Option<OrganisationId>,
) -> Actor {
    let means = Means {
        way: Way::Link,
        token: None,
        link: link.link,
    };
    let author = Author {
        person,
        organisation,
        means,
    };
    Actor {
        author,
        roles: BTreeSet::new(),
        scopes: Vec::new(),
    }
}
