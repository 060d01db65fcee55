//! The one door: who comes with which secret, and what they may see. Everything that leaves the store for a page, a report,
//! the programs' interface or a mail leaves it here, as [`Disclosed`](ledger::disclosed::Disclosed) (rule R6).

mod arrival;
mod awaiting;
mod engaged;
mod look;
mod members;
mod visitor;

pub use arrival::Arrival;
pub use awaiting::Awaiting;
pub use engaged::{EngagementRow, Held, NamedEngagement, NamedParty};
pub use look::{Look, NamedLine, NamedMember, When};
pub use members::Membership;
pub use visitor::{Once, Terms, Visitor};

#[cfg(test)]
mod tests;
