//! An organisation's own list of items: what it asks of those it works with, in its own order and words, beside the catalogue.

use serde::Serialize;

use crate::bytes::canonical_struct;

/// An item of the list. Nothing of it is about a person, so nothing of it can be erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnItem {
    /// Under which number the organisation knows it: `3-2`, `A.5`. It names the item in the list.
    pub number: String,
    /// The heading under which it stands in the list.
    pub topic: Option<String>,
    /// What it is about.
    pub name: String,
    /// Why it is asked.
    pub reason: Option<String>,
    /// The text to begin with when it is proposed.
    pub text: Option<String>,
    /// What shows that it is kept.
    pub proof: Option<String>,
    /// Whether subcontractors are to agree to it too.
    pub flow_down: bool,
}
canonical_struct!(OwnItem {
    number,
    topic,
    name,
    reason,
    text,
    proof,
    flow_down
});

/// The list was changed: items added or put in the place of those with their number, others taken out. One entry, whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemsListed {
    /// Added, or changed.
    pub items: Vec<OwnItem>,
    /// Numbers of those taken out.
    pub dropped: Vec<String>,
}
canonical_struct!(ItemsListed { items, dropped });
