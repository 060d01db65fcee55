//! States kept in memory, each good for one head of its ledger: whoever takes one compares the head.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use ledger::id::LedgerId;
use ledger::state::State;

/// States kept; at some kilobytes each, some dozen megabytes.
const KEPT: usize = 10_000;

/// States by ledger.
#[derive(Debug, Default)]
pub(crate) struct Cache(Mutex<BTreeMap<LedgerId, Arc<State>>>);

impl Cache {
    pub(crate) fn get(&self, ledger: LedgerId) -> Option<Arc<State>> {
        let states = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        states.get(&ledger).cloned()
    }

    /// Keeps a state unless a later one is kept already.
    pub(crate) fn put(&self, state: Arc<State>) {
        let mut states = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let ledger = state.spine.ledger;
        let newer = states
            .get(&ledger)
            .is_some_and(|kept| kept.spine.head.length > state.spine.head.length);
        if newer {
            return;
        }
        if states.len() >= KEPT && !states.contains_key(&ledger) {
            // Any one will do: it is folded again when it is asked for. Ids are random, so their order favours none.
            states.pop_first();
        }
        states.insert(ledger, state);
    }

    /// Forgets a ledger's state.
    pub(crate) fn remove(&self, ledger: LedgerId) {
        let mut states = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        states.remove(&ledger);
    }

    /// Forgets everything: after a failed write nothing is taken for granted.
    pub(crate) fn clear(&self) {
        let mut states = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        states.clear();
    }
}
