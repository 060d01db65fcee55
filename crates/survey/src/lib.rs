//! Questionnaires, answers, tables and honest inference.
//!
//! Pure: text and bytes in, values out. No clock, no randomness, no files, no network
//! (a lint keeps it so). It knows nothing of ledgers or organisations; a question may carry
//! an item id of a catalogue, which here is a plain string.
#![deny(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod analyse;
pub mod answers;
pub mod claims;
pub mod export;
pub mod expr;
pub mod hypotheses;
pub mod inference;
pub mod percent;
pub mod problem;
pub mod published;
pub mod random;
pub mod read;
pub mod retest;
pub mod sentences;
pub mod simulate;
pub mod study;
pub mod table;
pub mod tabulate;
pub mod text;
pub mod variable;
pub mod weights;
pub mod workup;

pub use percent::Tenths;
pub use problem::{Place, Problem, Severity};
pub use text::{Language, Text};
