//! An organisation's own list of items.

use ledger::admission::{Draft, Refusal};
use ledger::body::listed::{ItemsListed, OwnItem};

use super::{NotDone, Recorded, home};
use crate::Store;
use crate::door::Visitor;

/// A change of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListChange {
    /// Items to add, or to put in the place of those with their number.
    pub items: Vec<OwnItem>,
    /// Numbers of items to take out.
    pub dropped: Vec<String>,
    /// The list its writer saw, by the last entry that changed it, where nothing may have come between; the inner none: there was no list.
    pub seen: Option<Option<u64>>,
}

impl Store {
    /// Changes the list in one entry: all of it, or nothing.
    ///
    /// # Errors
    /// Stale where somebody else changed the list since it was seen; otherwise as admission has it.
    pub fn list_items(&self, visitor: &Visitor, change: ListChange) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let ledger = home(&visitor)?;
            let state = work.state(ledger.into())?;
            let last = state.house().and_then(|house| house.listed.last);
            if change.seen.is_some_and(|seen| seen != last) {
                return Err(Refusal::Stale.into());
            }
            let ListChange { items, dropped, .. } = change;
            work.record_on_terms(&visitor, Draft::new(ledger, ItemsListed { items, dropped }))
        })
    }
}

#[cfg(test)]
mod tests;
