//! Somebody arrives with an access session: who they are, by name, and where they belong, in as few readings as can be.

use ledger::moment::Moment;
use ledger::policy::{Action, Rights};

use super::members::Membership;
use super::visitor::Visitor;
use crate::Store;
use crate::error::StoreError;
use crate::working::person::{Address, Person};
use crate::working::secret::Secret;

/// Somebody who is signed in, or whose token a program holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Who, and for which organisation.
    pub visitor: Visitor,
    /// Their name.
    pub name: String,
    /// The organisations they may act for now.
    pub memberships: Vec<Membership>,
    /// When the server was restored from a backup, if it was: what they were acknowledged after that backup may be missing.
    pub restored: Option<Moment>,
}

impl Arrival {
    /// The organisation acted for, where they still belong to it.
    #[must_use]
    pub fn home(&self) -> Option<&Membership> {
        let acts_for = self.visitor.organisation?;
        self.memberships
            .iter()
            .find(|membership| membership.organisation == acts_for)
    }

    /// Whether they may do something there: which links and buttons a page shows.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.home().is_some_and(|home| {
            let rights = Rights {
                roles: home.roles.iter().copied().collect(),
                way: self.visitor.means.way,
                scopes: self.visitor.scopes.clone(),
            };
            rights.permit(action, false)
        })
    }
}

impl Store {
    /// What is known of a visitor beside the ledgers. Their addresses are shown in no session that one organisation's word opened.
    ///
    /// # Errors
    /// As the database has it.
    pub fn own_record(
        &self,
        visitor: &Visitor,
    ) -> Result<Option<(Person, Vec<Address>)>, StoreError> {
        let person = visitor.person;
        self.read(|read| {
            let addresses = match visitor.only_for {
                None => read.addresses(person)?,
                Some(_) => Vec::new(),
            };
            Ok(read.person(person)?.map(|known| (known, addresses)))
        })
    }

    /// Who holds an access session, with what every page says of them.
    ///
    /// # Errors
    /// As the database has it.
    pub fn arrive(&self, secret: &Secret) -> Result<Option<Arrival>, StoreError> {
        match self.visitor_by_session(secret)? {
            Some(visitor) => self.arrived(visitor),
            None => Ok(None),
        }
    }

    /// Whose token a program holds. None where they belong to its organisation no more: then it opens nothing at all.
    ///
    /// # Errors
    /// As the database has it.
    pub fn arrive_by_token(&self, secret: &Secret) -> Result<Option<Arrival>, StoreError> {
        let Some(visitor) = self.visitor_by_token(secret)? else {
            return Ok(None);
        };
        let arrival = self.arrived(visitor)?;
        Ok(arrival.filter(|arrival| arrival.home().is_some()))
    }

    fn arrived(&self, visitor: Visitor) -> Result<Option<Arrival>, StoreError> {
        let person = self.read(|read| read.person(visitor.person))?;
        let memberships = self.memberships(&visitor)?;
        let restored = self.restored_once()?.map(|restored| restored.recorded);
        Ok(person.map(|person| Arrival {
            visitor,
            name: person.name,
            memberships,
            restored,
        }))
    }
}
