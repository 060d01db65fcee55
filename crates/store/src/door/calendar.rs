//! What ends, renews itself or is due on all engagements of an organisation, now or as of a day.

use jiff::civil::Date;
use ledger::body::shared::Side;
use ledger::disclosed::{Disclosed, Reader};
use ledger::id::{EngagementId, LedgerId, LedgerKind};
use ledger::moment::{Moment, Offset};
use ledger::policy::{Action, Part};
use ledger::view::calendar::{Dated, dated};

use super::engaged::NamedParty;
use super::look::{Look, When};
use super::visitor::Visitor;
use crate::Store;
use crate::error::StoreError;
use crate::read::Read;

/// Engagements read for one calendar.
const MOST: u64 = 2_000;

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
    /// What ends, renews itself or is due on the engagement.
    ///
    /// # Errors
    /// As the database has it.
    pub fn days(&mut self) -> Result<Option<Disclosed<EngagementDays>>, StoreError> {
        let states = self.now.shared().zip(self.then.shared());
        let days = states.and_then(|(now, then)| dated(&self.reader, now, then, self.at));
        let (Some(days), Some(seen)) = (days, self.engagement()?) else {
            return Ok(None);
        };
        let days = days.into_inner();
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
            if !reader.may(Action::See(Part::Sides)) {
                return Ok(None);
            }
            let heads = read.heads(LedgerKind::Shared, None, MOST + 1)?;
            let more = heads.len() as u64 > MOST;
            let mut engagements = Vec::new();
            for listed in heads.into_iter().take(MOST as usize) {
                let at = (when, clock.moment, offset);
                let row = read.days_row(&reader, listed.ledger, at)?;
                engagements.extend(row.filter(|row| !row.get().days.is_empty()));
            }
            let on = match when {
                When::Now => clock.today(),
                When::EndOf(day) => day,
            };
            Ok(Some(Calendar {
                engagements,
                on,
                more,
            }))
        })
    }
}

impl Read<'_> {
    fn days_row(
        &mut self,
        reader: &Reader,
        ledger: LedgerId,
        (when, moment, offset): (When, Moment, Offset),
    ) -> Result<Option<Disclosed<EngagementDays>>, StoreError> {
        let state = self.state(ledger)?;
        Look::of(self, reader.clone(), state, when, (moment, offset))?.days()
    }
}
