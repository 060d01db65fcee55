//! Files that come or go at the same time: each is held in memory meanwhile, so there are few, and fewer of one organisation.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use ledger::id::OrganisationId;

/// Who has how many on the way.
pub(crate) struct Turns {
    /// Files at once, of all organisations together.
    altogether: usize,
    /// Of one organisation.
    of_one: usize,
    taken: Mutex<BTreeMap<OrganisationId, usize>>,
}

/// One file on the way; its place is free again when this is dropped.
pub(crate) struct Turn<'a> {
    turns: &'a Turns,
    of: OrganisationId,
}

impl Turns {
    pub const fn new(altogether: usize, of_one: usize) -> Self {
        Self {
            altogether,
            of_one,
            taken: Mutex::new(BTreeMap::new()),
        }
    }

    /// A place for one more file; none where there is none free.
    pub fn take(&self, of: OrganisationId) -> Option<Turn<'_>> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let own = taken.get(&of).copied().unwrap_or(0);
        if own >= self.of_one || taken.values().sum::<usize>() >= self.altogether {
            return None;
        }
        taken.insert(of, own + 1);
        Some(Turn { turns: self, of })
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let taken = self.turns.taken.lock();
        let taken = &mut *taken.unwrap_or_else(PoisonError::into_inner);
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
        let turns = Turns::new(6, 2);
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
        assert!(turns.taken.lock().unwrap().is_empty());
    }
}
