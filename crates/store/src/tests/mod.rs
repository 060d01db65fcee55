//! One contract for every database, and what only one of them can break.

mod contract;
pub(crate) mod fixture;
