//! What a visitor sees of the works of an engagement; what people may do on it, and on all engagements of their organisation.

use std::collections::BTreeMap;

use ledger::disclosed::Disclosed;
use ledger::id::PersonId;
use ledger::policy::Part;
use ledger::view::work::{self, ConditionsView, WorksView};

use super::engaged::NamedParty;
use super::every::MOST;
use super::look::{Look, When};
use super::visitor::Visitor;
use crate::Store;
use crate::error::StoreError;

/// Works and gates, and the names of those of the reader's side who spoke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedWorks {
    /// What each side says.
    pub works: WorksView,
    /// Names of people; erased people have none.
    pub names: BTreeMap<PersonId, String>,
}

/// What people may do on an engagement, with both sides by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedConditions {
    /// What they may do.
    pub conditions: ConditionsView,
    /// Who gives the work.
    pub client: NamedParty,
    /// Who does it.
    pub vendor: NamedParty,
}

/// The conditions of every engagement of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllConditions {
    /// One for each, in no order.
    pub engagements: Vec<Disclosed<NamedConditions>>,
    /// Whether there are more than were read.
    pub more: bool,
}

impl Look<'_, '_> {
    /// What each side says about the works, and which gates are passed.
    ///
    /// # Errors
    /// As the database has it.
    pub fn works(&mut self) -> Result<Option<Disclosed<NamedWorks>>, StoreError> {
        let states = self.now.shared().zip(self.then.shared());
        let seen = states.and_then(|(now, then)| work::works(&self.reader, now, then, self.at));
        let Some(seen) = seen else {
            return Ok(None);
        };
        let names = self.names(people(seen.get()))?;
        Ok(Some(seen.map(|works| NamedWorks { works, names })))
    }

    /// What people may do on the engagement.
    ///
    /// # Errors
    /// As the database has it.
    pub fn conditions(&mut self) -> Result<Option<Disclosed<NamedConditions>>, StoreError> {
        let states = self.now.shared().zip(self.then.shared());
        let seen =
            states.and_then(|(now, then)| work::conditions(&self.reader, now, then, self.at));
        let Some(seen) = seen else {
            return Ok(None);
        };
        let client = self.named_party(&seen.get().client)?;
        let vendor = self.named_party(&seen.get().vendor)?;
        Ok(Some(seen.map(|conditions| NamedConditions {
            conditions,
            client,
            vendor,
        })))
    }
}

/// The people that a view of works names.
fn people(works: &WorksView) -> Vec<PersonId> {
    let versions = works.works.iter().flat_map(|work| {
        let both = work.in_force.iter().chain(&work.coming);
        both.chain(&work.waiting).chain(&work.before)
    });
    versions.filter_map(|one| one.person).collect()
}

impl Store {
    /// What people may do on every engagement of the organisation a visitor acts for; none where they may not see that.
    ///
    /// # Errors
    /// As the database has it.
    pub fn conditions(
        &self,
        visitor: &Visitor,
        when: When,
    ) -> Result<Option<AllConditions>, StoreError> {
        let every = self.look_at_every(visitor, when, (Part::Conditions, MOST), |look| {
            look.conditions()
        })?;
        Ok(every.map(|every| AllConditions {
            engagements: every.found,
            more: every.more,
        }))
    }
}
