//! What happened to the server itself, so that an operator's acts can be read by those who rely on it.

use crate::bytes::{canonical_struct, codes};
use crate::hash::Hash;
use crate::moment::Moment;
use crate::signature::{PublicKey, Signature};

codes! {
    /// What an operator can do. None of it shows a ledger's content.
    pub enum Act {
        /// Started the server.
        Serve = "serve",
        /// Copied the data folder.
        Backup = "backup",
        /// Checked the data folder.
        Doctor = "doctor",
        /// Exported a ledger's sealed bytes.
        Export = "export",
        /// Changed the settings.
        Configure = "configure",
        /// Raised the version of the stored data.
        Migrate = "migrate",
        /// Made a new link for the first organisation, before there was one.
        SetupLink = "setup-link",
        /// Erased a person at that person's request.
        Erase = "erase",
        /// Rebuilt the rows lists are read from.
        Rebuild = "rebuild",
    }
}

/// The server begins here: always the first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// The name under which it signs checkpoints.
    pub origin: String,
    /// The public key it signs with.
    pub key: PublicKey,
}
canonical_struct!(Started { origin, key });

/// An operator did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorActed {
    /// What.
    pub act: Act,
    /// With what: a version, a number of ledgers; never content.
    pub detail: String,
}
canonical_struct!(OperatorActed { act, detail });

/// Checkpoints are signed with another key from here on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyChanged {
    /// The public key until now.
    pub old: PublicKey,
    /// The public key from now on.
    pub new: PublicKey,
    /// The old key's signature over the new one; none if the old key is declared lost.
    pub endorsement: Option<Signature>,
}
canonical_struct!(KeyChanged {
    old,
    new,
    endorsement
});

/// The data folder was restored from a backup: whatever was acknowledged after that backup is not here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// How often the server was restored, this time included.
    pub epoch: u64,
    /// Entries in the backup's journal.
    pub size: u64,
    /// The journal's root in the backup.
    pub root: Hash,
}
canonical_struct!(Restored { epoch, size, root });

/// The server's clock moved by more than it should have between two entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockJumped {
    /// The last moment recorded before.
    pub last: Moment,
    /// The clock's moment now.
    pub now: Moment,
}
canonical_struct!(ClockJumped { last, now });
