//! Builders shared by the tests of the other crates.

pub mod passkey;
pub mod tables;
