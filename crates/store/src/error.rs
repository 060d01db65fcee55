//! What can go wrong with a store, as data: a code that decides what a page answers, and the cause for who runs the server.

use std::fmt;

use ledger::admission::Refusal;
use thiserror::Error;

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// Too many writes wait; try again shortly.
    Busy,
    /// Writing has stopped after an error that leaves doubt what is on disk; the process must end and start anew.
    Stopped,
    /// The disk, or the database's share of it, is full. Nothing of the write was kept.
    DiskFull,
    /// A row of that key exists, or a rule of the schema would be broken. Nothing of the write was kept.
    Conflict,
    /// Reading or writing failed below the database.
    Disk,
    /// The connection to the database server is gone.
    Unreachable,
    /// The storage of files cannot be reached, or fails.
    BucketUnreachable,
    /// The storage of files refuses the keys, or what they may do.
    BucketRefused,
    /// The storage of files has no bucket of that name.
    BucketMissing,
    /// What is stored contradicts itself.
    Damaged,
    /// The data was written by a newer version of this program.
    NewerSchema,
    /// The data waits for the first start of this program's server, which raises its version.
    OlderSchema,
    /// A migration that was applied is not the one this program knows.
    OtherSchema,
    /// Something of that name is there already; nothing is replaced.
    Exists,
    /// Another process has the data folder open.
    Locked,
    /// The data belongs to a server of another name.
    OtherOrigin,
    /// The data was signed with another key.
    OtherKey,
    /// The data is older than what this server acknowledged, or is not its continuation.
    SetBack,
    /// The clock went forward further than a running clock can.
    ClockJumped,
    /// A setting of the database is not what acknowledging needs.
    Unsafe,
    /// The texts given are not those the entry was sealed with.
    OtherText,
    /// The job broke off in the middle; nothing of it was kept.
    Broken,
    /// The database refused a statement: a mistake in this program.
    Statement,
}

impl Code {
    /// The code in words of the log and of files of words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Busy => "busy",
            Self::Stopped => "stopped",
            Self::DiskFull => "disk-full",
            Self::Conflict => "conflict",
            Self::Disk => "disk",
            Self::Unreachable => "unreachable",
            Self::BucketUnreachable => "bucket-unreachable",
            Self::BucketRefused => "bucket-refused",
            Self::BucketMissing => "bucket-missing",
            Self::Damaged => "damaged",
            Self::NewerSchema => "newer-schema",
            Self::OlderSchema => "older-schema",
            Self::OtherSchema => "other-schema",
            Self::Exists => "exists",
            Self::Locked => "locked",
            Self::OtherOrigin => "other-origin",
            Self::OtherKey => "other-key",
            Self::SetBack => "set-back",
            Self::ClockJumped => "clock-jumped",
            Self::Unsafe => "unsafe",
            Self::OtherText => "other-text",
            Self::Broken => "broken",
            Self::Statement => "statement",
        }
    }

    /// Whether nothing may be written after it before everything was checked again.
    pub(crate) fn is_fatal(self) -> bool {
        matches!(self, Self::Disk | Self::Damaged | Self::OtherKey)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What went wrong, and why as far as the layer below tells. The cause never holds content of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{code}: {cause}")]
pub struct StoreError {
    /// What.
    pub code: Code,
    /// Why: for the log and for who runs the server.
    pub cause: String,
}

impl StoreError {
    pub(crate) fn new(code: Code, cause: impl Into<String>) -> Self {
        let cause = cause.into();
        Self { code, cause }
    }

    pub(crate) fn damaged(cause: impl Into<String>) -> Self {
        Self::new(Code::Damaged, cause)
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        let code = match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Code::DiskFull,
            _ => Code::Disk,
        };
        Self::new(code, error.to_string())
    }
}

impl From<ledger::bytes::Malformed> for StoreError {
    fn from(error: ledger::bytes::Malformed) -> Self {
        Self::damaged(error.to_string())
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        // Its category only: the message may quote what it could not read.
        Self::damaged(format!("JSON in the database: {:?}", error.classify()))
    }
}

/// Why something was not recorded.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotRecorded {
    /// Admission refused it.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// The store failed.
    #[error(transparent)]
    Failed(#[from] StoreError),
}

impl From<Refusal> for NotRecorded {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
