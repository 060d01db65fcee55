//! Engagements: opened by one side, described, given to whoever answers for them, ended; and the links that lead the other side in.

use std::collections::BTreeSet;

use jiff::civil::Date;
use ledger::admission::{Actor, Draft, Refusal};
use ledger::body::house::Role;
use ledger::body::shared::{
    Closed, Described, Opened, Partner, ResponsibleNamed, Side, SideInvited, SideLinkRevoked,
    SideTaken, Verb,
};
use ledger::id::{EngagementId, LinkId, OrganisationId, PersonId};
use ledger::item::ItemCode;
use ledger::moment::Moment;
use ledger::sealed::Opening;

use super::speaking::{Speaker, holder};
use super::{Founded, Founding, NotDone, Recorded, home, purpose};
use crate::Store;
use crate::door::Visitor;
use crate::work::Work;
use crate::working::link::Link;
use crate::working::secret::{Secret, SecretHash};

/// An engagement to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEngagement {
    /// The side of whoever opens it.
    pub side: Side,
    /// Who stands across: an organisation that is not here yet.
    pub partner: Partner,
    /// What the work is called.
    pub title: String,
    /// What is known of it.
    pub described: Option<Described>,
    /// Who answers for it on this side.
    pub responsible: Option<PersonId>,
}

/// A link to a side, to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideInvitation {
    /// For which side its holder acts.
    pub side: Side,
    /// What it lets them do.
    pub verbs: Vec<Verb>,
    /// Of which items; all where none is named.
    pub items: Vec<ItemCode>,
    /// To whom it is given.
    pub to: Option<String>,
    /// It works before this moment.
    pub expires: Moment,
}

impl Work<'_> {
    /// That a person belongs to the organisation a visitor acts for.
    fn belongs(&mut self, visitor: &Visitor, person: PersonId) -> Result<(), NotDone> {
        let today = self.now().today();
        let state = self.state(home(visitor)?.into())?;
        let here = state
            .house()
            .is_some_and(|house| !house.roles_of(person, today).is_empty());
        if here {
            Ok(())
        } else {
            Err(Refusal::NoSuchPerson.into())
        }
    }

    /// Opens an engagement; gives its number and the lines recorded.
    pub(super) fn open(
        &mut self,
        visitor: &Visitor,
        new: &NewEngagement,
    ) -> Result<(EngagementId, Vec<Recorded>), NotDone> {
        let own = home(visitor)?;
        let engagement = EngagementId(self.random());
        let seat = OrganisationId(self.random());
        let (client, vendor) = match new.side {
            Side::Client => (own, seat),
            Side::Vendor => (seat, own),
        };
        let actor = self.deciding(visitor)?;
        let opened = Opened {
            client,
            vendor,
            partner: Some(new.partner.clone()),
            title: new.title.clone(),
        };
        let mut recorded = vec![self.say(&actor, engagement, opened, &[])?];
        if let Some(described) = &new.described {
            recorded.push(self.say(&actor, engagement, described.clone(), &[])?);
        }
        if let Some(person) = new.responsible {
            self.belongs(visitor, person)?;
            let from = self.now().today();
            let named = ResponsibleNamed { person, from };
            recorded.push(self.say(&actor, engagement, named, &[])?);
        }
        Ok((engagement, recorded))
    }

    /// Gives a link to a side.
    pub(super) fn invite_to(
        &mut self,
        actor: &Actor,
        engagement: EngagementId,
        invitation: &SideInvitation,
    ) -> Result<(Recorded, Secret), NotDone> {
        let link = LinkId(self.random());
        let named = invitation.to.as_deref().map(str::trim);
        let to = named.filter(|to| !to.is_empty()).map(|to| self.seal(to));
        let invited = SideInvited {
            link,
            side: invitation.side,
            verbs: invitation.verbs.clone(),
            items: invitation.items.clone(),
            to: to.as_ref().map(Opening::seal),
            expires: invitation.expires,
        };
        let recorded = self.say(actor, engagement, invited, to.as_slice())?;
        let secret = self.give_side_link(engagement, link, invitation.expires)?;
        Ok((recorded, secret))
    }

    fn give_side_link(
        &mut self,
        engagement: EngagementId,
        link: LinkId,
        expires: Moment,
    ) -> Result<Secret, NotDone> {
        let created = self.now().moment;
        let link = Link {
            purpose: purpose::SIDE.to_owned(),
            ledger: Some(engagement.into()),
            link: Some(link),
            person: None,
            verbs: Vec::new(),
            detail: "{}".to_owned(),
            created,
            expires,
            redeemed: None,
        };
        Ok(self.add_link(&link)?)
    }

    fn take(
        &mut self,
        secret: SecretHash,
        person: PersonId,
        organisation: OrganisationId,
        roles: BTreeSet<Role>,
    ) -> Result<Recorded, NotDone> {
        let link = self.side_link(secret)?;
        let engagement = link.ledger.and_then(|ledger| ledger.engagement());
        let engagement = engagement.ok_or(NotDone::Absent)?;
        let actor = Actor {
            roles,
            ..holder(&link, Some(person), Some(organisation))
        };
        self.say(&actor, engagement, SideTaken { organisation }, &[])
    }
}

impl Work<'_> {
    /// Founds an organisation that takes the side a link leads to.
    pub(super) fn found_on_side(
        &mut self,
        secret: SecretHash,
        founding: &Founding,
    ) -> Result<Founded, NotDone> {
        let link = self.side_link(secret)?;
        let founded = self.found(&link, founding)?;
        let roles = [Role::Owner].into();
        self.take(secret, founded.owner, founded.organisation, roles)?;
        Ok(founded)
    }
}

impl Store {
    /// Opens an engagement with a partner that is not here: its side is an empty seat until it comes by a link.
    ///
    /// # Errors
    /// As admission has it.
    pub fn engage(
        &self,
        visitor: &Visitor,
        new: NewEngagement,
    ) -> Result<(EngagementId, Recorded), NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let (engagement, recorded) = work.open(&visitor, &new)?;
            let first = recorded.first().copied().ok_or(NotDone::Absent)?;
            Ok((engagement, first))
        })
    }

    /// Says what is known of the work; names the earlier line it stands in for, if it does.
    ///
    /// # Errors
    /// Absent where the visitor stands on no side; otherwise as admission has it.
    pub fn describe_work(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        described: Described,
        corrects: Option<u64>,
    ) -> Result<Recorded, NotDone> {
        let speaker = Speaker::from(visitor);
        self.write(move |work| {
            let actor = work.speaker(&speaker, engagement)?;
            let draft = Draft {
                corrects,
                ..Draft::new(engagement, described)
            };
            let recorded = work.record(draft, &actor, &[])?.into();
            work.once(&speaker, &[recorded])?;
            Ok(recorded)
        })
    }

    /// Names who answers for the engagement on the visitor's side.
    ///
    /// # Errors
    /// No such person, where they do not belong to the visitor's organisation; otherwise as [`Store::describe_work`].
    pub fn name_responsible(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        person: PersonId,
        from: Date,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let actor = work.speaker(&Speaker::from(&visitor), engagement)?;
            work.belongs(&visitor, person)?;
            let recorded = work.say(&actor, engagement, ResponsibleNamed { person, from }, &[])?;
            work.note_done(&visitor, &[recorded])?;
            Ok(recorded)
        })
    }

    /// Gives a link to a side; the secret is shown once.
    ///
    /// # Errors
    /// As [`Store::describe_work`].
    pub fn invite_side(
        &self,
        speaker: &Speaker,
        engagement: EngagementId,
        invitation: SideInvitation,
    ) -> Result<(Recorded, Secret), NotDone> {
        let speaker = speaker.clone();
        self.write(move |work| {
            let actor = work.speaker(&speaker, engagement)?;
            let (recorded, secret) = work.invite_to(&actor, engagement, &invitation)?;
            work.once(&speaker, &[recorded])?;
            Ok((recorded, secret))
        })
    }

    /// Calls a link to a side back; those passed on from it work no more either.
    ///
    /// # Errors
    /// As [`Store::describe_work`].
    pub fn revoke_side_link(
        &self,
        speaker: &Speaker,
        engagement: EngagementId,
        link: LinkId,
    ) -> Result<Recorded, NotDone> {
        let speaker = speaker.clone();
        self.write(move |work| {
            let actor = work.speaker(&speaker, engagement)?;
            let recorded = work.say(&actor, engagement, SideLinkRevoked { link }, &[])?;
            work.revoke_link(link)?;
            work.once(&speaker, &[recorded])?;
            Ok(recorded)
        })
    }

    /// Takes the side a link leads to for the organisation a visitor acts for.
    ///
    /// # Errors
    /// Absent where the link leads nowhere; otherwise as admission has it.
    pub fn take_side(&self, secret: SecretHash, visitor: &Visitor) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            if visitor.session.is_none() {
                return Err(NotDone::Absent);
            }
            let roles = work.deciding(&visitor)?.roles;
            work.take(secret, visitor.person, home(&visitor)?, roles)
        })
    }

    /// Ends an engagement: both sides keep reading, nobody adds.
    ///
    /// # Errors
    /// As [`Store::describe_work`].
    pub fn close(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        on: Date,
    ) -> Result<Recorded, NotDone> {
        let speaker = Speaker::from(visitor);
        self.write(move |work| {
            let actor = work.speaker(&speaker, engagement)?;
            let recorded = work.say(&actor, engagement, Closed { on }, &[])?;
            work.once(&speaker, &[recorded])?;
            Ok(recorded)
        })
    }
}

#[cfg(test)]
mod tests;
