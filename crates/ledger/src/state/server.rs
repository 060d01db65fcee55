//! The state of the server's own ledger.

use crate::body::Body;
use crate::body::server::Started;
use crate::entry::Entry;
use crate::signature::PublicKey;

/// The state of the server's own ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The name under which it signs.
    pub origin: String,
    /// Every key it signed with, the present one last.
    pub keys: Vec<PublicKey>,
    /// How often it was restored from a backup.
    pub epoch: u64,
}

impl Server {
    pub(super) fn new(started: &Started) -> Self {
        Self {
            origin: started.origin.clone(),
            keys: vec![started.key],
            epoch: 0,
        }
    }

    pub(super) fn apply(&mut self, entry: &Entry) {
        match &entry.body {
            Body::KeyChanged(body) => self.keys.push(body.new),
            Body::Restored(body) => self.epoch = body.epoch,
            _ => {}
        }
    }
}
