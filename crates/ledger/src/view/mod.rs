//! What a reader is shown of a ledger: functions of state, reader and day, and the only makers of [`Disclosed`](crate::disclosed::Disclosed) values.

pub mod approval;
pub mod below;
pub mod calendar;
pub mod chain;
pub mod described;
pub mod evidence;
pub mod history;
pub mod house;
pub mod listed;
pub mod screening;
pub mod server;
pub mod shared;
pub mod terms;
pub mod work;

use std::collections::BTreeMap;

use crate::sealed::{Opening, Sealed};

/// The erasable texts beside a ledger, by what its entries hold of them.
pub type Texts = BTreeMap<Sealed, Opening>;

/// An erasable text as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// As its writer gave it.
    Text(String),
    /// Erased since.
    Redacted,
}

/// What is left of an erasable text.
#[must_use]
pub fn note(sealed: Sealed, texts: &Texts) -> Note {
    texts
        .get(&sealed)
        .map_or(Note::Redacted, |opening| Note::Text(opening.text.clone()))
}

#[cfg(test)]
mod agreed;
#[cfg(test)]
mod engaged;
#[cfg(test)]
mod screened;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod working;
