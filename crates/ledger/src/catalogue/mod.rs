//! The item catalogue: everything that can be asked, ruled, required or proved, in both languages.
//!
//! What a study asks, what a house rules, what a contract requires and what an auditor wants proved are the same
//! *items*. Items have stable ids, are never removed, and point by id to other people's schemes; no text of others is
//! carried. A catalogue is known by the day of its version and by the hash of its content.

mod bundled;
mod check;
pub mod file;
mod hash;
mod id;
mod item;
mod load;
mod problem;
mod walk;

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::Serialize;

pub use bundled::{BUNDLED, bundled};
pub use hash::CatalogueHash;
pub use id::{ItemId, Mapping, NotAnId, StudyLink};
pub use item::{Effort, Entry, Item, ItemKind, Scheme, Term, Text, Topic};
pub use load::{HEADER_FILE, load};
pub use problem::Problem;

/// A whole catalogue, checked: ids are unique, topics and mappings exist, every text is there in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Catalogue {
    /// Day of this version.
    pub version: Date,
    /// SHA-256 of the content.
    pub hash: CatalogueHash,
    /// Topics in the order in which they are shown.
    pub topics: Vec<Topic>,
    /// Schemes to which items point.
    pub schemes: Vec<Scheme>,
    /// Self-checks in their order; then rules and requirements by topic, file and place. Retired ones included.
    pub items: Vec<Item>,
}

impl Catalogue {
    /// The item of an id or of an entry's item code, retired or not.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id.as_str() == id)
    }

    /// The topic of an id.
    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }

    /// The scheme of an id.
    pub fn scheme(&self, id: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.id == id)
    }

    /// What is offered on a day: everything not yet retired.
    pub fn offered(&self, day: Date) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.is_offered(day))
    }

    /// Items of a kind.
    pub fn of_kind(&self, kind: ItemKind) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.kind == kind)
    }

    /// Items of a topic.
    pub fn of_topic(&self, topic: &str) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.topic == topic)
    }

    /// Items that point to a scheme, each with the entries it points to.
    pub fn of_scheme(&self, scheme: &str) -> impl Iterator<Item = (&Item, Vec<&str>)> {
        self.items.iter().filter_map(move |item| {
            let maps = item.maps.iter().filter(|map| map.scheme == scheme);
            let entries: Vec<&str> = maps.map(|map| map.entry.as_str()).collect();
            (!entries.is_empty()).then_some((item, entries))
        })
    }

    /// Items that point to one entry of a scheme.
    pub fn mapped_to(&self, mapping: &Mapping) -> impl Iterator<Item = &Item> {
        self.items
            .iter()
            .filter(move |item| item.maps.contains(mapping))
    }

    /// Ids of an older catalogue that are gone: always empty unless somebody removed what may only be retired.
    pub fn missing_since(&self, older: &Catalogue) -> Vec<ItemId> {
        let gone = older
            .items
            .iter()
            .filter(|item| self.item(item.id.as_str()).is_none());
        gone.map(|item| item.id.clone()).collect()
    }
}
