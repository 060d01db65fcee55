//! The one door: who comes with which secret, and what they may see. Everything that leaves the store for a page, a report,
//! the programs' interface or a mail leaves it here: content as [`Disclosed`](ledger::disclosed::Disclosed) (rule R6), and beside it
//! what proves content without showing any (receipts, heads) and what a link's holder or a member is told of their own way in.

mod agreed;
mod approval;
mod arrival;
mod awaiting;
mod calendar;
mod chain;
mod engaged;
mod every;
mod evidence;
mod listed;
mod look;
mod members;
mod provider;
mod register;
mod screening;
mod server;
mod visitor;
mod work;

pub use agreed::NamedTerms;
pub use approval::{NamedApproval, NamedApprovals};
pub use arrival::Arrival;
pub use awaiting::Awaiting;
pub use calendar::{Calendar, EngagementDays};
pub use chain::Chain;
pub use engaged::{Held, NamedEngagement, NamedParty};
pub use evidence::{EvidenceFile, NamedEvidence};
pub use listed::EngagementRow;
pub(crate) use listed::List;
pub use look::{Look, NamedLine, NamedMember, When};
pub use members::Membership;
pub use provider::{ClientSecret, Linking, Provider};
pub use register::RegisterRow;
pub use screening::NamedScreening;
pub use server::ServerPage;
pub use visitor::{Once, Terms, Visitor};
pub use work::{AllConditions, NamedConditions, NamedWorks};

#[cfg(test)]
mod tests;
