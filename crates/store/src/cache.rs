//! States, digests and lists kept in memory, each good for one head of its ledger or one end of the journal: whoever takes one compares.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use ledger::hash::Hash;
use ledger::id::{LedgerId, OrganisationId};
use ledger::state::State;

use crate::digest::Digest;
use crate::door::List;

/// States kept; at some kilobytes each, some dozen megabytes.
const KEPT: usize = 10_000;
/// Digests kept; at less than a kilobyte each, some dozen megabytes.
const KEPT_DIGESTS: usize = 40_000;
/// Rows of lists kept, of all organisations; at less than a kilobyte each.
const KEPT_ROWS: usize = 100_000;

/// What was computed of ledgers, by ledger.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    states: Mutex<BTreeMap<LedgerId, Arc<State>>>,
    digests: Mutex<BTreeMap<LedgerId, (Hash, Arc<Digest>)>>,
    lists: Mutex<BTreeMap<OrganisationId, Arc<List>>>,
}

impl Cache {
    pub(crate) fn get(&self, ledger: LedgerId) -> Option<Arc<State>> {
        let states = self.states.lock().unwrap_or_else(PoisonError::into_inner);
        states.get(&ledger).cloned()
    }

    /// Keeps a state unless a later one is kept already.
    pub(crate) fn put(&self, state: Arc<State>) {
        let mut states = self.states.lock().unwrap_or_else(PoisonError::into_inner);
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
        let mut states = self.states.lock().unwrap_or_else(PoisonError::into_inner);
        states.remove(&ledger);
    }

    /// Forgets everything: after a failed write nothing is taken for granted.
    pub(crate) fn clear(&self) {
        let mut states = self.states.lock().unwrap_or_else(PoisonError::into_inner);
        states.clear();
        drop(states);
        self.clear_digests();
    }

    /// The digest of a ledger whose last entry has this hash.
    pub(crate) fn digest(&self, ledger: LedgerId, head: Hash) -> Option<Arc<Digest>> {
        let digests = self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, digest) = digests.get(&ledger)?;
        (*known == head).then(|| Arc::clone(digest))
    }

    /// Keeps a digest as it was read.
    pub(crate) fn put_digest(&self, ledger: LedgerId, head: Hash, digest: Arc<Digest>) {
        let mut digests = self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        if digests.len() >= KEPT_DIGESTS && !digests.contains_key(&ledger) {
            digests.pop_first();
        }
        digests.insert(ledger, (head, digest));
    }

    /// The list of an organisation's engagements as it was read last.
    pub(crate) fn list(&self, organisation: OrganisationId) -> Option<Arc<List>> {
        let lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        lists.get(&organisation).cloned()
    }

    /// Keeps a list; others go where all of them would hold too much.
    pub(crate) fn put_list(&self, organisation: OrganisationId, list: Arc<List>) {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        lists.remove(&organisation);
        let mut rows: usize = lists.values().map(|one| one.len() + 1).sum();
        while rows + list.len() > KEPT_ROWS
            && let Some((_, gone)) = lists.pop_first()
        {
            rows -= gone.len() + 1;
        }
        lists.insert(organisation, list);
    }

    /// Forgets all digests, and lists with them: they were written anew.
    pub(crate) fn clear_digests(&self) {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        lists.clear();
        drop(lists);
        let mut digests = self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        digests.clear();
    }
}
