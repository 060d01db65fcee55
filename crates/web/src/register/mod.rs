//! The register of an organisation's engagements: listed, read from a table, written to one.
//!
//! bytes → [`read::read`] → rows, each with what is wrong of it → [`plan::plan`] beside what is registered → what will be opened.
//! What [`write`] writes, [`read`] reads: a register that was saved brings nothing new.

pub mod dora;
pub mod listed;
pub mod plan;
pub mod read;
pub mod row;
pub mod write;

pub use row::{Column, Row};
