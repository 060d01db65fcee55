//! Recorded once, provable for ever, shown only to whom it may be: entries and their chain, the journal over all chains,
//! admission, policy and disclosure. Pure: the moment, randomness and bytes are parameters.
#![deny(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod catalogue;
