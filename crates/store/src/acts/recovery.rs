//! Who lost every passkey comes back in: by another owner, or, for a sole owner, by the sheet printed at founding;
//! never at once, and never unnoticed (threat 50).

use std::collections::BTreeSet;

use ledger::admission::{Draft, RECOVERY_WAIT, Refusal};
use ledger::body::house::{
    RecoveryBy, RecoveryCompleted, RecoveryRequested, RecoveryStopped, Role,
};
use ledger::entry::{Author, Way};
use ledger::id::{LedgerKind, OrganisationId, PersonId};
use ledger::state::House;

use super::founding::actor;
use super::{NotDone, RECOVERY_LINK_LASTS, Recorded, home, purpose};
use crate::Store;
use crate::door::Visitor;
use crate::work::Work;
use crate::working::link::Link;
use crate::working::secret::{Secret, SecretHash};

/// Ledgers looked through at a time for recoveries that are due.
const CHUNK: u64 = 500;

impl Store {
    /// An owner asks for another person of the organisation to come back in.
    ///
    /// # Errors
    /// As admission has it.
    pub fn request_recovery(
        &self,
        visitor: &Visitor,
        person: PersonId,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.fresh(&visitor)?;
            let waits_until = work.now().moment.plus(RECOVERY_WAIT);
            let body = RecoveryRequested {
                person,
                by: RecoveryBy::Owner,
                waits_until,
            };
            let recorded = work.record_at_home(&visitor, body)?;
            work.tell_of_recovery(home(&visitor)?, person)?;
            Ok(recorded)
        })
    }

    /// Somebody shows the recovery sheet of an organisation's owner.
    ///
    /// # Errors
    /// Absent where no such sheet is valid.
    pub fn request_recovery_by_sheet(
        &self,
        organisation: OrganisationId,
        sheet: SecretHash,
    ) -> Result<(), NotDone> {
        self.write(move |work| {
            let state = work.state(organisation.into())?;
            let mut sheets = state.house().into_iter().flat_map(|house| &house.sheets);
            let (person, _) = sheets
                .find(|(_, secret)| **secret == sheet.into())
                .ok_or(NotDone::Absent)?;
            let waits_until = work.now().moment.plus(RECOVERY_WAIT);
            let body = RecoveryRequested {
                person: *person,
                by: RecoveryBy::Sheet,
                waits_until,
            };
            let actor = actor(*person, organisation, Way::Link.into());
            work.record(Draft::new(organisation, body), &actor, &[])?;
            work.tell_of_recovery(organisation, *person)
        })
    }

    /// The person, or an owner, stops a recovery.
    ///
    /// # Errors
    /// As admission has it.
    pub fn stop_recovery(&self, visitor: &Visitor, person: PersonId) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| work.record_at_home(&visitor, RecoveryStopped { person }))
    }

    /// Completes a recovery whose time has come: earlier passkeys and sessions are void, and whoever holds `sheet` is given a session
    /// in which a new passkey can be registered.
    ///
    /// # Errors
    /// Absent where no recovery of that sheet waits; too early before its time.
    pub fn complete_recovery_by_sheet(
        &self,
        organisation: OrganisationId,
        sheet: SecretHash,
    ) -> Result<Secret, NotDone> {
        self.write(move |work| {
            let state = work.state(organisation.into())?;
            let mut sheets = state.house().into_iter().flat_map(|house| &house.sheets);
            let (person, _) = sheets
                .find(|(_, secret)| **secret == sheet.into())
                .ok_or(NotDone::Absent)?;
            work.complete(organisation, *person)?;
            work.back_in(organisation, *person)
        })
    }

    /// An owner completes a recovery they or another owner asked for; gives the secret of a link that goes to the person by hand.
    ///
    /// # Errors
    /// Absent where the visitor is no owner; nothing to complete where it was asked for with a sheet; too early before its time.
    pub fn complete_recovery(
        &self,
        visitor: &Visitor,
        person: PersonId,
    ) -> Result<Secret, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let organisation = home(&visitor)?;
            let state = work.state(organisation.into())?;
            let house = state.house().ok_or(NotDone::Absent)?;
            let owns = visitor
                .roles_in(house, work.now().today())
                .contains(&Role::Owner);
            if !owns || visitor.means.way != Way::Session {
                return Err(NotDone::Absent);
            }
            let asked = house.recoveries.get(&person);
            if asked.is_some_and(|asked| asked.by == RecoveryBy::Sheet) {
                return Err(Refusal::NoRecovery.into());
            }
            work.fresh(&visitor)?;
            work.complete(organisation, person)?;
            work.recovery_link(organisation, person)
        })
    }

    /// The person comes back in with the link an owner handed over: a session in which a passkey can be registered. The link works once.
    ///
    /// # Errors
    /// Absent where the link is unknown, spent or for something else, or its person belongs to the organisation no more.
    pub fn come_back(&self, secret: SecretHash) -> Result<Secret, NotDone> {
        self.write(move |work| {
            let link = work
                .redeem_link(secret)?
                .filter(|link| link.purpose == purpose::RECOVER)
                .ok_or(NotDone::Absent)?;
            let organisation = link.ledger.and_then(|ledger| ledger.organisation());
            let (organisation, person) = organisation.zip(link.person).ok_or(NotDone::Absent)?;
            let state = work.state(organisation.into())?;
            let today = work.now().today();
            let belongs = |house: &House| !house.roles_of(person, today).is_empty();
            if !state.house().is_some_and(belongs) {
                return Err(NotDone::Absent);
            }
            work.back_in(organisation, person)
        })
    }

    /// The number of recoveries that wait on the server: shown to the operator as a number.
    ///
    /// # Errors
    /// As the database has it.
    pub fn recoveries_waiting(&self) -> Result<usize, NotDone> {
        self.write(|work| {
            let (mut count, mut after) = (0, None);
            loop {
                let listed = work.heads(LedgerKind::House, after, CHUNK)?;
                for house in &listed {
                    let state = work.state(house.ledger)?;
                    count += state.house().map_or(0, |house| house.recoveries.len());
                }
                match listed.last() {
                    Some(last) => after = Some(last.ledger),
                    None => return Ok(count),
                }
            }
        })
    }
}

impl Work<'_> {
    /// Everybody who could stop it hears of it: the person, by every address, and every owner.
    fn tell_of_recovery(
        &mut self,
        organisation: OrganisationId,
        person: PersonId,
    ) -> Result<(), NotDone> {
        let state = self.state(organisation.into())?;
        let today = self.now().today();
        let mut told: BTreeSet<PersonId> = state
            .house()
            .map(|house| house.owners(today))
            .into_iter()
            .flatten()
            .collect();
        told.insert(person);
        for person in told {
            for address in self.addresses(person)? {
                self.mail("recovery", person, &address.address, "")?;
            }
        }
        Ok(())
    }

    /// Earlier passkeys and sessions are void.
    fn complete(&mut self, organisation: OrganisationId, person: PersonId) -> Result<(), NotDone> {
        let author = Author {
            person: None,
            organisation: Some(organisation),
            means: Way::Server.into(),
        };
        let server = ledger::admission::Actor {
            author,
            ..actor(person, organisation, Way::Server.into())
        };
        self.record(
            Draft::new(organisation, RecoveryCompleted { person }),
            &server,
            &[],
        )?;
        self.remove_identities(organisation, person)?;
        let elsewhere = self.belongs_elsewhere(organisation, person)?;
        for passkey in self.passkeys(person)? {
            if !elsewhere || passkey.only_for == Some(organisation) {
                self.remove_passkey(passkey.id)?;
            }
        }
        if elsewhere {
            self.close_bound_sessions(person, organisation)?;
        } else {
            self.close_sessions(person, None)?;
        }
        Ok(())
    }

    /// One organisation's word opens that organisation alone: another one's people cannot be taken over from here.
    fn belongs_elsewhere(
        &mut self,
        organisation: OrganisationId,
        person: PersonId,
    ) -> Result<bool, NotDone> {
        let houses = self.houses_of(person)?;
        Ok(houses.iter().any(|house| *house != organisation))
    }

    fn back_in(
        &mut self,
        organisation: OrganisationId,
        person: PersonId,
    ) -> Result<Secret, NotDone> {
        let session = self.begin_session(person, "recovery", false)?;
        // For good: the person may come to belong to others, whose people vouched for nothing of this.
        self.bind_session(session.hash(), organisation)?;
        Ok(session)
    }

    fn recovery_link(
        &mut self,
        organisation: OrganisationId,
        person: PersonId,
    ) -> Result<Secret, NotDone> {
        let created = self.now().moment;
        let link = Link {
            purpose: purpose::RECOVER.to_owned(),
            ledger: Some(organisation.into()),
            link: None,
            person: Some(person),
            verbs: vec![purpose::RECOVER.to_owned()],
            detail: "{}".to_owned(),
            created,
            expires: created.plus(RECOVERY_LINK_LASTS),
            redeemed: None,
        };
        Ok(self.add_link(&link)?)
    }
}
