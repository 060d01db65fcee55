//! People and the working state beside the ledgers: who may sign in, what waits, what must not be done twice.
//! Mutable and erasable. Secrets are stored as hashes, or sealed where they must be shown to others; whoever reads the database can use none of them.

pub mod guard;
pub mod link;
pub mod outbox;
pub mod person;
pub mod provider;
pub mod reminder;
pub mod secret;
pub mod session;
