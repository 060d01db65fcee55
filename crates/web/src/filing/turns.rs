//! Files that are received at the same time: each is held in memory until it is kept, so there are few, and fewer of one organisation.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use ledger::id::OrganisationId;

/// Files received at once, of all organisations together.
const ALTOGETHER: usize = 6;
/// Of one organisation.
const OF_ONE: usize = 2;

/// Who receives how many.
pub(crate) struct Turns(Mutex<BTreeMap<OrganisationId, usize>>);

/// One file being received; its place is free again when this is dropped.
pub(crate) struct Turn<'a> {
    turns: &'a Turns,
    of: OrganisationId,
}

impl Turns {
    pub const fn new() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }

    /// A place for one more file; none where there is none free.
    pub fn take(&self, of: OrganisationId) -> Option<Turn<'_>> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = taken.get(&of).copied().unwrap_or(0);
        if own >= OF_ONE || taken.values().sum::<usize>() >= ALTOGETHER {
            return None;
        }
        taken.insert(of, own + 1);
        Some(Turn { turns: self, of })
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let taken = &mut *self.turns.0.lock().unwrap_or_else(PoisonError::into_inner);
        match taken.remove(&self.of) {
            Some(own) if own > 1 => drop(taken.insert(self.of, own - 1)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_organisation_leaves_places_for_others() {
        let turns = Turns::new();
        let of = |number| OrganisationId([number; 16]);
        let mut own = vec![turns.take(of(1)).unwrap(), turns.take(of(1)).unwrap()];
        assert!(turns.take(of(1)).is_none());
        let others: Vec<_> = [2, 2, 3, 3].map(|number| turns.take(of(number))).into();
        assert!(others.iter().all(Option::is_some));
        assert!(turns.take(of(4)).is_none(), "six in all");
        own.pop();
        assert!(turns.take(of(4)).is_some(), "given back when it is over");
        assert!(turns.take(of(1)).is_some());
        drop((own, others));
        assert!(turns.0.lock().unwrap().is_empty());
    }
}
