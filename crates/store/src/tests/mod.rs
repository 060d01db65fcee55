//! One contract for every database, and what only one of them can break.

pub mod cluster;
mod contract;
mod damage;
mod erased;
mod failing;
pub(crate) mod fixture;
mod histories;
mod kill;
mod mails;
mod postgres;
mod set_back;
mod simulation;
mod state;
mod writer;
