//! The same look at every engagement of an organisation.

use ledger::disclosed::Disclosed;
use ledger::policy::{Action, Part};

use super::look::{Look, When};
use super::visitor::Visitor;
use crate::Store;
use crate::error::StoreError;

/// Engagements read for one page.
pub(super) const MOST: usize = 2_000;

/// What was seen on each.
pub(super) struct Every<T> {
    /// One for each engagement on which there is anything to see, in no order.
    pub found: Vec<Disclosed<T>>,
    /// Whether there are more engagements than were read.
    pub more: bool,
}

impl<T> Default for Every<T> {
    fn default() -> Self {
        Self {
            found: Vec::new(),
            more: false,
        }
    }
}

impl Store {
    /// What a visitor sees on every engagement of the organisation they act for, on no more than `most` of them; none where their roles
    /// do not let them see `part`.
    ///
    /// # Errors
    /// As the database has it.
    pub(super) fn look_at_every<T>(
        &self,
        visitor: &Visitor,
        when: When,
        (part, most): (Part, usize),
        see: impl Fn(&mut Look<'_, '_>) -> Result<Option<Disclosed<T>>, StoreError>,
    ) -> Result<Option<Every<T>>, StoreError> {
        let (clock, offset) = (self.now(), self.offset());
        self.read_as_member(visitor, Action::See(part), |read, organisation, reader| {
            let Some(list) = read.list(organisation, clock.today())? else {
                return Ok(Every::default());
            };
            read.keep_heads(&list, most);
            let mut found = Vec::new();
            for ledger in list.ledgers(most) {
                let state = read.state(ledger)?;
                let at = (clock.moment, offset);
                let mut look = Look::of(read, reader.clone(), state, when, at)?;
                found.extend(see(&mut look)?);
            }
            Ok(Every {
                found,
                more: list.len() > most,
            })
        })
    }
}
