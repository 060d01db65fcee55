//! One Merkle tree over every append of a server: what makes a missing tail, a deleted ledger, a rollback or a fork provable
//! to anyone who kept one receipt (rules R1 and R2).

pub mod checkpoint;
pub mod receipt;
pub mod signer;
pub mod tree;

use crate::bytes::{Canonical, canonical_struct};
use crate::hash::Hash;
use crate::id::LedgerId;

/// What the journal holds of one append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// The ledger appended to.
    pub ledger: LedgerId,
    /// The place of the entry there.
    pub seq: u64,
    /// The entry's hash, which is the ledger's head after it.
    pub head: Hash,
}

canonical_struct!(Leaf { ledger, seq, head });

impl Leaf {
    /// The leaf's hash in the tree.
    #[must_use]
    pub fn hash(&self) -> Hash {
        tree::leaf_hash(&self.to_bytes())
    }
}

#[cfg(test)]
mod tests;
