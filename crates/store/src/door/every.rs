//! The same look at every engagement of an organisation.

use ledger::disclosed::Disclosed;
use ledger::id::LedgerKind;
use ledger::policy::{Action, Part};

use super::look::{Look, When};
use super::visitor::Visitor;
use crate::Store;
use crate::error::StoreError;

/// Engagements read in one go.
const MOST: u64 = 2_000;

/// What was seen on each.
pub(super) struct Every<T> {
    /// One for each engagement on which there is anything to see, in no order.
    pub found: Vec<Disclosed<T>>,
    /// Whether there are more engagements than were read.
    pub more: bool,
}

impl Store {
    /// What a visitor sees on every engagement of the organisation they act for; none where their roles do not let them see `part`.
    ///
    /// # Errors
    /// As the database has it.
    pub(super) fn look_at_every<T>(
        &self,
        visitor: &Visitor,
        when: When,
        part: Part,
        see: impl Fn(&mut Look<'_, '_>) -> Result<Option<Disclosed<T>>, StoreError>,
    ) -> Result<Option<Every<T>>, StoreError> {
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
            if !reader.may(Action::See(part)) {
                return Ok(None);
            }
            let heads = read.heads(LedgerKind::Shared, None, MOST + 1)?;
            let more = heads.len() as u64 > MOST;
            let mut found = Vec::new();
            for listed in heads.into_iter().take(MOST as usize) {
                let state = read.state(listed.ledger)?;
                let at = (clock.moment, offset);
                let mut look = Look::of(read, reader.clone(), state, when, at)?;
                found.extend(see(&mut look)?);
            }
            Ok(Some(Every { found, more }))
        })
    }
}
