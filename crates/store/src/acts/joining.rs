//! Somebody takes an invitation up. Looking at it spends nothing; taking it up works once (rule R10).

use ledger::admission::{Draft, Refusal};
use ledger::body::house::{Joined, Role};
use ledger::body::shared::Verb;
use ledger::entry::{Means, Way};
use ledger::id::{LinkId, OrganisationId, PersonId};
use ledger::moment::Moment;
use ledger::organisation::Name;
use ledger::state::house::InvitationState;

use super::founding::{Newcomer, actor};
use super::{NotDone, Recorded, SESSION_LASTS, purpose};
use crate::Store;
use crate::door::{NamedEngagement, Visitor};
use crate::error::StoreError;
use crate::work::Work;
use crate::working::link::Link;
use crate::working::secret::{Secret, SecretHash};

/// What a link offers to whoever holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What it is for, one of [`purpose`].
    pub purpose: String,
    /// Who offers: the names of the organisation it comes from.
    pub from: Vec<Name>,
    /// The role it gives.
    pub role: Option<Role>,
    /// It works before this moment.
    pub expires: Moment,
}

impl Store {
    /// What a link offers; none where it is unknown, spent, expired or called back. Nothing is spent by looking.
    ///
    /// # Errors
    /// As the database has it.
    pub fn offer(&self, secret: SecretHash) -> Result<Option<Offer>, StoreError> {
        let clock = self.now();
        let Some(link) = self.read(|read| read.link(secret, clock.moment))? else {
            return Ok(None);
        };
        let offer = Offer {
            purpose: link.purpose.clone(),
            from: Vec::new(),
            role: None,
            expires: link.expires,
        };
        if link.redeemed.is_some() {
            return Ok(None);
        }
        let (Some(ledger), Some(id)) = (link.ledger, link.link) else {
            return Ok(Some(offer));
        };
        if link.purpose == purpose::SIDE {
            return self.offer_of_side(secret, offer);
        }
        let organisation = ledger.organisation();
        self.read_for(organisation.as_slice(), |read| {
            let state = read.state(ledger)?;
            let house = state.house();
            let open = house.and_then(|house| Some((house, house.invitations.get(&id)?)));
            let open = open.filter(|(_, invitation)| invitation.state == InvitationState::Open);
            Ok(open.map(|(house, invitation)| {
                let from = house.names_on(clock.today()).to_vec();
                Offer {
                    from,
                    role: invitation.role,
                    ..offer
                }
            }))
        })
    }

    /// What a link to an engagement's side offers to who has no organisation here: to found one that takes the side.
    fn offer_of_side(&self, secret: SecretHash, offer: Offer) -> Result<Option<Offer>, StoreError> {
        let seen = self.look_by_link(secret, |look, held| {
            let takes = held.verbs.contains(&Verb::Take);
            Ok::<_, StoreError>(look.engagement()?.filter(|_| takes))
        })?;
        let across = |seen: NamedEngagement| seen.party(seen.engagement.own.other()).names.clone();
        Ok(seen.flatten().map(|seen| Offer {
            from: across(seen.into_inner()),
            ..offer
        }))
    }

    /// Joins as somebody new; gives their access session.
    ///
    /// # Errors
    /// Absent where the link offers nothing.
    pub fn join(&self, secret: SecretHash, newcomer: Newcomer) -> Result<Secret, NotDone> {
        self.write(move |work| {
            let (organisation, link) = work.invited(secret)?;
            let person = work.welcome(&newcomer)?;
            work.join(organisation, link, person)?;
            let session = work.open_session(person, "invitation", false, SESSION_LASTS)?;
            work.act_for(session.hash(), Some(organisation))?;
            Ok(session)
        })
    }

    /// Joins as somebody who is signed in; they act for the organisation from then on.
    ///
    /// # Errors
    /// Absent where the link offers nothing.
    pub fn join_as(&self, secret: SecretHash, visitor: &Visitor) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            if visitor.only_for.is_some() || visitor.session.is_none() {
                return Err(Refusal::NotPermitted.into());
            }
            let (organisation, link) = work.invited(secret)?;
            let recorded = work.join(organisation, link, visitor.person)?;
            work.bring_passkeys(&visitor, organisation)?;
            if let Some(session) = visitor.session {
                work.act_for(session, Some(organisation))?;
            }
            Ok(recorded)
        })
    }
}

impl Work<'_> {
    fn invited(&mut self, secret: SecretHash) -> Result<(OrganisationId, LinkId), NotDone> {
        let link: Link = self.redeem_link(secret)?.ok_or(NotDone::Absent)?;
        if link.purpose != purpose::JOIN {
            return Err(NotDone::Absent);
        }
        self.still_offered(&link)?;
        let organisation = link.ledger.and_then(|ledger| ledger.organisation());
        organisation.zip(link.link).ok_or(NotDone::Absent)
    }

    fn join(
        &mut self,
        organisation: OrganisationId,
        link: LinkId,
        person: PersonId,
    ) -> Result<Recorded, NotDone> {
        let means = Means {
            way: Way::Link,
            token: None,
            link: Some(link),
        };
        let draft = Draft::new(organisation, Joined { link, person });
        let actor = actor(person, organisation, means);
        Ok(self.record(draft, &actor, &[])?.into())
    }
}
