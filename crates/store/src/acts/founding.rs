//! An organisation begins: by the server's set-up link, or by a link that another organisation gave.

use ledger::admission::{Actor, Draft};
use ledger::body::house;
use ledger::body::house::SheetIssued;
use ledger::entry::{Author, Means, Way};
use ledger::id::{LedgerId, OrganisationId, PersonId};
use ledger::organisation::{Identifier, Name, Profile};

use super::{NotDone, SESSION_LASTS, SETUP_LASTS, purpose};
use crate::Store;
use crate::door::Visitor;
use crate::error::StoreError;
use crate::work::Work;
use crate::working::link::Link;
use crate::working::person::Person;
use crate::working::secret::{Secret, SecretHash};

/// Somebody who was not known to the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// Their name as they write it.
    pub name: String,
    /// How it is read.
    pub reading: Option<String>,
    /// Their address for mail; none, and they sign in by passkey alone.
    pub address: Option<String>,
    /// The language of mails to them: `ja` or `en`.
    pub language: String,
}

/// What is known of an organisation when it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founding {
    /// Its names.
    pub names: Vec<Name>,
    /// Its public number.
    pub identifier: Option<Identifier>,
    /// Its size and usual side.
    pub profile: Profile,
    /// Its first owner.
    pub owner: Newcomer,
}

/// An organisation that just began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founded {
    /// Which.
    pub organisation: OrganisationId,
    /// Its first owner.
    pub owner: PersonId,
    /// The owner's access session.
    pub session: Secret,
    /// The secret of the recovery sheet, to be printed now: it is kept nowhere.
    pub sheet: Secret,
}

impl Work<'_> {
    /// Keeps a person who was not known, their address unverified.
    pub(super) fn welcome(&mut self, newcomer: &Newcomer) -> Result<PersonId, NotDone> {
        if newcomer.name.trim().is_empty() {
            return Err(ledger::admission::Refusal::NoName.into());
        }
        let unfit = |text: &str| text.chars().count() > 200 || text.chars().any(char::is_control);
        let texts = [
            Some(&newcomer.name),
            newcomer.reading.as_ref(),
            newcomer.address.as_ref(),
        ];
        if texts.into_iter().flatten().any(|text| unfit(text)) {
            return Err(ledger::admission::Refusal::UnfitText.into());
        }
        let id = PersonId(self.random());
        self.add_person(&Person {
            id,
            name: newcomer.name.clone(),
            reading: newcomer.reading.clone(),
            language: newcomer.language.clone(),
            created: self.now().moment,
        })?;
        if let Some(address) = &newcomer.address {
            self.add_address(id, address)?;
        }
        Ok(id)
    }

    /// Whether an organisation is registered.
    fn any_house(&mut self) -> Result<bool, StoreError> {
        Ok(!self
            .heads(ledger::id::LedgerKind::House, None, 1)?
            .is_empty())
    }

    pub(super) fn found(&mut self, link: &Link, founding: &Founding) -> Result<Founded, NotDone> {
        let organisation = OrganisationId(self.random());
        let owner = self.welcome(&founding.owner)?;
        let way = if link.purpose == purpose::SETUP {
            Way::Setup
        } else {
            Way::Link
        };
        let means = Means {
            way,
            token: None,
            link: link.link,
        };
        let body = house::Founded {
            names: founding.names.clone(),
            identifier: founding.identifier.clone(),
            profile: founding.profile,
            owner,
        };
        self.record(
            Draft::new(organisation, body),
            &actor(owner, organisation, means),
            &[],
        )?;
        let (sheet, session) = (
            self.secret(),
            self.open_session(owner, "founding", false, SESSION_LASTS)?,
        );
        self.act_for(session.hash(), Some(organisation))?;
        let issued = SheetIssued {
            person: owner,
            secret: sheet.hash().into(),
        };
        self.record(
            Draft::new(organisation, issued),
            &actor(owner, organisation, Way::Session.into()),
            &[],
        )?;
        Ok(Founded {
            organisation,
            owner,
            session,
            sheet,
        })
    }
}

pub(super) fn actor(person: PersonId, organisation: OrganisationId, means: Means) -> Actor {
    let author = Author {
        person: Some(person),
        organisation: Some(organisation),
        means,
    };
    Actor {
        author,
        roles: std::collections::BTreeSet::new(),
        scopes: Vec::new(),
    }
}

impl Store {
    /// A set-up link, while no organisation is registered; earlier ones are void.
    ///
    /// # Errors
    /// As the database has it.
    pub fn setup_link(&self) -> Result<Option<Secret>, NotDone> {
        self.write(|work| {
            if work.any_house()? {
                return Ok(None);
            }
            let created = work.now().moment;
            let link = Link {
                purpose: purpose::SETUP.to_owned(),
                ledger: None,
                link: None,
                person: None,
                verbs: vec!["found".to_owned()],
                detail: "{}".to_owned(),
                created,
                expires: created.plus(SETUP_LASTS),
                redeemed: None,
            };
            work.revoke_purpose(purpose::SETUP)?;
            Ok(Some(work.add_link(&link)?))
        })
    }

    /// Founds an organisation by a link; the link works once. By a link to an engagement's side the organisation takes that side too.
    ///
    /// # Errors
    /// Absent where the link is unknown, spent, called back or for something else.
    pub fn found(&self, secret: SecretHash, founding: Founding) -> Result<Founded, NotDone> {
        self.write(move |work| {
            if work.side_link(secret).is_ok() {
                return work.found_on_side(secret, &founding);
            }
            let link = work.redeem_link(secret)?.ok_or(NotDone::Absent)?;
            let fits = link.purpose == purpose::SETUP && !work.any_house()?;
            if !fits && link.purpose != purpose::FOUND {
                return Err(NotDone::Absent);
            }
            work.still_offered(&link)?;
            work.found(&link, &founding)
        })
    }

    /// Prints a new recovery sheet for a visitor; the one before is void.
    ///
    /// # Errors
    /// As admission has it.
    pub fn issue_sheet(&self, visitor: &Visitor) -> Result<Secret, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.fresh(&visitor)?;
            let sheet = work.secret();
            let issued = SheetIssued {
                person: visitor.person,
                secret: sheet.hash().into(),
            };
            work.record_at_home(&visitor, issued)?;
            Ok(sheet)
        })
    }
}

impl Work<'_> {
    /// That the ledger an invitation was recorded in has not called it back.
    pub(super) fn still_offered(&mut self, link: &Link) -> Result<(), NotDone> {
        let (Some(ledger), Some(id)) = (link.ledger, link.link) else {
            return Ok(());
        };
        let state = self.state(LedgerId { ..ledger })?;
        let invitation = state
            .house()
            .and_then(|house| house.invitations.get(&id).copied());
        let open = invitation.is_some_and(|invitation| {
            invitation.state == ledger::state::house::InvitationState::Open
        });
        if open { Ok(()) } else { Err(NotDone::Absent) }
    }
}
