//! An organisation's own list of items as its ledger says it.

use std::collections::BTreeMap;

use crate::body::Body;
use crate::body::listed::OwnItem;
use crate::entry::Entry;
use crate::moment::Moment;

/// An item with the entry that said it last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The item.
    pub item: OwnItem,
    /// The entry's place.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listed {
    /// Items by number.
    pub items: BTreeMap<String, Kept>,
    /// The last entry that changed the list.
    pub last: Option<u64>,
}

impl Listed {
    pub(super) fn apply(&mut self, entry: &Entry) {
        let Body::ItemsListed(body) = &entry.body else {
            return;
        };
        for number in &body.dropped {
            self.items.remove(number);
        }
        for item in &body.items {
            let kept = Kept {
                item: item.clone(),
                seq: entry.seq,
                recorded: entry.recorded,
            };
            self.items.insert(item.number.clone(), kept);
        }
        self.last = Some(entry.seq);
    }
}
