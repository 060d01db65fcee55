//! Builders shared by the tests of the other crates.

pub mod tables;
