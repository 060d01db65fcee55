//! An organisation's own list of items, field by field.

use ledger::body::listed::OwnItem;
use ledger::view::listed::OwnList;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use survey::read::fold;

/// The organisation's own list.
#[derive(Serialize, JsonSchema)]
pub struct OwnItems {
    /// Its items, by number as people count: `2` before `10`.
    pub items: Vec<ListedItem>,
}

/// An item of the list.
#[derive(Serialize, JsonSchema)]
pub struct ListedItem {
    /// The item.
    #[serde(flatten)]
    pub item: Item,
    /// The line of the ledger that said it last.
    pub seq: u64,
    /// When that was recorded.
    pub recorded: String,
}

/// What stands in the list of an item.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Under which number the organisation knows it: `3-2`. At most 40 letters, no spaces.
    pub number: String,
    /// The heading under which it stands.
    #[serde(default)]
    pub topic: Option<String>,
    /// What it is about.
    pub name: String,
    /// Why it is asked.
    #[serde(default)]
    pub reason: Option<String>,
    /// The text to begin with when it is proposed.
    #[serde(default)]
    pub text: Option<String>,
    /// What shows that it is kept.
    #[serde(default)]
    pub proof: Option<String>,
    /// Whether subcontractors are to agree to it too.
    #[serde(default)]
    pub flow_down: bool,
}

/// A change of the list, in one entry.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// Items to add, or to put in the place of those with their number.
    #[serde(default)]
    pub items: Vec<Item>,
    /// Numbers of items to take out.
    #[serde(default)]
    pub dropped: Vec<String>,
}

impl OwnItems {
    /// The list as it is answered.
    #[must_use]
    pub fn of(list: &OwnList) -> Self {
        let items = list.items.iter().map(|one| ListedItem {
            item: one.item.clone().into(),
            seq: one.seq,
            recorded: one.recorded.to_string(),
        });
        Self {
            items: items.collect(),
        }
    }
}

impl From<OwnItem> for Item {
    fn from(item: OwnItem) -> Self {
        let OwnItem {
            number,
            topic,
            name,
            reason,
            text,
            proof,
            flow_down,
        } = item;
        Self {
            number,
            topic,
            name,
            reason,
            text,
            proof,
            flow_down,
        }
    }
}

impl From<Item> for OwnItem {
    fn from(item: Item) -> Self {
        let Item {
            number,
            topic,
            name,
            reason,
            text,
            proof,
            flow_down,
        } = item;
        Self {
            // As pages and tables have it.
            number: fold::narrow(&number),
            topic,
            name,
            reason,
            text,
            proof,
            flow_down,
        }
    }
}
