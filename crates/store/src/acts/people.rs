//! Who may act for an organisation: invitations and roles.

use jiff::civil::Date;
use ledger::admission::{Draft, Refusal};
use ledger::body::house::{Invited, LinkRevoked, Role, RoleEnded, RoleGranted};
use ledger::id::{LinkId, PersonId};
use ledger::moment::Moment;

use super::{NotDone, Recorded, home, is_address, purpose};
use crate::Store;
use crate::door::Visitor;
use crate::work::Work;
use crate::working::guard::Limit;
use crate::working::link::Link;
use crate::working::outbox::Mail;
use crate::working::secret::Secret;

/// Invitations one organisation sends by mail: fifty at once, then one in five minutes.
const OFFERS: Limit = Limit {
    burst: 50,
    every: 5 * 60_000,
};
/// Those to one address: three at once, then one in six hours.
const OFFERS_TO_ONE: Limit = Limit {
    burst: 3,
    every: 6 * 3_600_000,
};

/// An invitation to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The role it gives; none where it leads to an organisation of one's own.
    pub role: Option<Role>,
    /// The role's last day.
    pub role_until: Option<Date>,
    /// It works before this moment.
    pub expires: Moment,
    /// Where to send it, if it is to be sent: the address, and the page the secret is put behind.
    pub send: Option<(String, String)>,
}

impl Store {
    /// Invites somebody; gives the link's secret, which is shown once.
    ///
    /// # Errors
    /// As admission has it.
    pub fn invite(
        &self,
        visitor: &Visitor,
        invitation: Invitation,
    ) -> Result<(Recorded, Secret), NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            if let Some(role) = invitation.role {
                work.fresh_for(&visitor, role)?;
            }
            let link = LinkId(work.random());
            let Invitation {
                role,
                role_until,
                expires,
                ..
            } = invitation;
            let recorded = work.record_at_home(
                &visitor,
                Invited {
                    link,
                    role,
                    role_until,
                    expires,
                },
            )?;
            let secret = work.offer_link(&visitor, link, &invitation)?;
            if let Some((address, page)) = &invitation.send {
                work.send_offer(&visitor, address, &format!("{page}#{}", secret.reveal()))?;
            }
            Ok((recorded, secret))
        })
    }

    /// Calls an invitation back.
    ///
    /// # Errors
    /// As admission has it.
    pub fn revoke_invitation(&self, visitor: &Visitor, link: LinkId) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let recorded = work.record_at_home(&visitor, LinkRevoked { link })?;
            work.revoke_link(link)?;
            Ok(recorded)
        })
    }

    /// Gives a person of the organisation a role.
    ///
    /// # Errors
    /// As admission has it.
    pub fn grant_role(
        &self,
        visitor: &Visitor,
        person: PersonId,
        role: Role,
        until: Option<Date>,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.fresh_for(&visitor, role)?;
            work.record_at_home(
                &visitor,
                RoleGranted {
                    person,
                    role,
                    until,
                },
            )
        })
    }

    /// Ends a person's role.
    ///
    /// # Errors
    /// As admission has it.
    pub fn end_role(
        &self,
        visitor: &Visitor,
        person: PersonId,
        role: Role,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.fresh_for(&visitor, role)?;
            work.record_at_home(&visitor, RoleEnded { person, role })
        })
    }

    /// Ends all roles of a person, or none.
    ///
    /// # Errors
    /// No such person, where they hold none; otherwise as admission has it, for the first that is refused.
    pub fn remove(&self, visitor: &Visitor, person: PersonId) -> Result<Vec<Recorded>, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let (ledger, today) = (home(&visitor)?.into(), work.now().today());
            let state = work.state(ledger)?;
            let house = state.house().ok_or(NotDone::Absent)?;
            let roles = house.roles_of(person, today);
            let expected = visitor.terms.head().unwrap_or(state.spine.head.hash);
            if roles.is_empty() {
                return Err(Refusal::NoSuchPerson.into());
            }
            if expected != state.spine.head.hash {
                return Err(Refusal::Stale.into());
            }
            let mut recorded = Vec::new();
            for role in roles {
                work.fresh_for(&visitor, role)?;
                let draft = Draft::new(home(&visitor)?, RoleEnded { person, role });
                recorded.push(work.record_as(&visitor, draft, &[])?);
            }
            work.note_done(&visitor, &recorded)?;
            Ok(recorded)
        })
    }
}

impl Work<'_> {
    fn offer_link(
        &mut self,
        visitor: &Visitor,
        link: LinkId,
        invitation: &Invitation,
    ) -> Result<Secret, NotDone> {
        let purpose = if invitation.role.is_some() {
            purpose::JOIN
        } else {
            purpose::FOUND
        };
        let ledger = home(visitor)?.into();
        let created = self.now().moment;
        let link = Link {
            purpose: purpose.to_owned(),
            ledger: Some(ledger),
            link: Some(link),
            person: None,
            verbs: vec![purpose.to_owned()],
            detail: "{}".to_owned(),
            created,
            expires: invitation.expires,
            redeemed: None,
        };
        Ok(self.add_link(&link)?)
    }

    fn send_offer(&mut self, visitor: &Visitor, address: &str, link: &str) -> Result<(), NotDone> {
        if !is_address(address) {
            return Err(Refusal::UnfitText.into());
        }
        let all = format!("invite {}", home(visitor)?);
        let one = format!("{all} {}", address.to_lowercase());
        for (key, limit) in [(all, OFFERS), (one, OFFERS_TO_ONE)] {
            self.take_turn(&key, limit)?.map_err(NotDone::TooOften)?;
        }
        let state = self.state(home(visitor)?.into())?;
        let names = state
            .house()
            .map(|house| house.names_on(self.now().today()).to_vec())
            .unwrap_or_default();
        let organisation = names
            .first()
            .map_or(String::new(), |name| name.text.clone());
        let person = self.person(visitor.person)?;
        let args = serde_json::json!({
            "organisation": organisation,
            "person": person.as_ref().map(|person| person.name.clone()),
            "language": person.map(|person| person.language),
            "link": link,
        });
        let mail = Mail {
            recipient: address.to_owned(),
            template: "invitation".to_owned(),
            args: args.to_string(),
        };
        let due = self.now().moment;
        self.post(&mail, due)?;
        Ok(())
    }
}
