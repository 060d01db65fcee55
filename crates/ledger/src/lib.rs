//! Recorded once, provable for ever, shown only to whom it may be: entries and their chain, the journal over all chains,
//! admission, policy and disclosure. Pure: the moment, randomness and bytes are parameters.
#![deny(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod admission;
pub mod assertion;
pub mod body;
pub mod bytes;
pub mod catalogue;
pub mod chain;
pub mod conflict;
pub mod disclosed;
pub mod divergence;
pub mod entry;
pub mod export;
pub mod fairness;
pub mod gates;
pub mod hash;
pub mod id;
pub mod item;
pub mod journal;
pub mod moment;
pub mod organisation;
pub mod policy;
#[cfg(test)]
mod samples;
pub mod sealed;
pub mod signature;
pub mod state;
pub mod view;
