//! What a visitor sees of the works of an engagement; what people may do on it, and on all engagements of their organisation.

use std::collections::BTreeMap;

use ledger::disclosed::{Disclosed, Reader};
use ledger::id::{LedgerId, LedgerKind, PersonId};
use ledger::moment::{Moment, Offset};
use ledger::policy::{Action, Part};
use ledger::view::work::{self, ConditionsView, WorksView};

use super::engaged::NamedParty;
use super::look::{Look, When};
use super::visitor::Visitor;
use crate::Store;
use crate::error::StoreError;
use crate::read::Read;

/// Engagements read for one table. Who has more is told so and reads them one by one.
const MOST: u64 = 2_000;

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
        let Some(organisation) = visitor.organisation else {
            return Ok(None);
        };
        let (clock, offset) = (self.now(), self.offset());
        self.read_for(&[organisation], |read| {
            let state = read.state(organisation.into())?;
            let Some(house) = state.house() else {
                return Ok(None);
            };
            let reader = visitor.reader(house, clock.today());
            if !reader.may(Action::See(Part::Conditions)) {
                return Ok(None);
            }
            let heads = read.heads(LedgerKind::Shared, None, MOST + 1)?;
            let more = heads.len() as u64 > MOST;
            let mut engagements = Vec::new();
            for listed in heads.into_iter().take(MOST as usize) {
                let at = (when, clock.moment, offset);
                engagements.extend(read.conditions_row(&reader, listed.ledger, at)?);
            }
            Ok(Some(AllConditions { engagements, more }))
        })
    }
}

impl Read<'_> {
    fn conditions_row(
        &mut self,
        reader: &Reader,
        ledger: LedgerId,
        (when, moment, offset): (When, Moment, Offset),
    ) -> Result<Option<Disclosed<NamedConditions>>, StoreError> {
        let state = self.state(ledger)?;
        Look::of(self, reader.clone(), state, when, (moment, offset))?.conditions()
    }
}
