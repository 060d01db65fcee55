//! What ends, renews itself or is due on all engagements of an organisation, now or as of a day.

use jiff::civil::Date;
use ledger::body::shared::Side;
use ledger::disclosed::Disclosed;
use ledger::id::EngagementId;
use ledger::policy::Part;
use ledger::view::calendar::{Dated, dated};

use super::engaged::NamedParty;
use super::every::MOST;
use super::look::{Look, When};
use super::visitor::Visitor;
use crate::Store;
use crate::error::StoreError;

/// The days of an engagement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngagementDays {
    /// Which.
    pub id: EngagementId,
    /// What it is called.
    pub title: String,
    /// The reader's side.
    pub own: Side,
    /// Who stands across.
    pub across: NamedParty,
    /// Its days, the first first.
    pub days: Vec<Dated>,
}

/// The days of every engagement of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// One for each that has any, in no order.
    pub engagements: Vec<Disclosed<EngagementDays>>,
    /// The day as of which it is.
    pub on: Date,
    /// Whether there are more engagements than were read.
    pub more: bool,
}

impl Look<'_, '_> {
    /// What ends, renews itself or is due on the engagement; none where nothing is.
    ///
    /// # Errors
    /// As the database has it.
    pub fn days(&mut self) -> Result<Option<Disclosed<EngagementDays>>, StoreError> {
        let states = self.now.shared().zip(self.then.shared());
        let days = states.and_then(|(now, then)| dated(&self.reader, now, then, self.at));
        let days = days.map_or(Vec::new(), Disclosed::into_inner);
        // Who stands across is asked only of those that have any.
        let (false, Some(seen)) = (days.is_empty(), self.engagement()?) else {
            return Ok(None);
        };
        Ok(Some(seen.map(|seen| EngagementDays {
            id: seen.engagement.id,
            title: seen.engagement.title.clone(),
            own: seen.engagement.own,
            across: seen.party(seen.engagement.own.other()).clone(),
            days,
        })))
    }
}

impl Store {
    /// The calendar of the organisation a visitor acts for; none where they may not see its engagements.
    ///
    /// # Errors
    /// As the database has it.
    pub fn calendar(&self, visitor: &Visitor, when: When) -> Result<Option<Calendar>, StoreError> {
        let every = self.look_at_every(visitor, when, (Part::Sides, MOST), |look| look.days())?;
        let on = match when {
            When::Now => self.now().today(),
            When::EndOf(day) => day,
        };
        Ok(every.map(|every| Calendar {
            engagements: every.found,
            on,
            more: every.more,
        }))
    }
}
