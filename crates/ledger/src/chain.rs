//! Whether bytes are a ledger: each line canonical, in its place, and after the line it names.

use crate::bytes::{Canonical, Malformed};
use crate::entry::{Entry, entry_hash, genesis};
use crate::hash::Hash;
use crate::id::LedgerId;
use crate::state::Head;

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Its bytes are no canonical encoding of an entry.
    Malformed(Malformed),
    /// It belongs to another ledger.
    OtherLedger,
    /// Its number is not its place.
    OutOfPlace,
    /// It names another line before it than the one that stands there.
    OutOfChain,
    /// It was recorded before the line before it.
    OutOfTime,
}

/// The first line that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// Its place.
    pub seq: u64,
    /// What is wrong.
    pub fault: Fault,
}

/// A ledger read and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Its entries.
    pub entries: Vec<Entry>,
    /// Each one's hash.
    pub hashes: Vec<Hash>,
    /// Where it ends.
    pub head: Head,
}

/// Reads a ledger from its first line on.
///
/// # Errors
/// The first line that is wrong.
pub fn read<B: AsRef<[u8]>>(
    ledger: LedgerId,
    lines: impl IntoIterator<Item = B>,
) -> Result<Chain, Broken> {
    let head = Head {
        length: 0,
        hash: genesis(ledger),
    };
    let mut chain = Chain {
        entries: Vec::new(),
        hashes: Vec::new(),
        head,
    };
    for line in lines {
        let seq = chain.head.length;
        let entry = follow(ledger, &chain, line.as_ref()).map_err(|fault| Broken { seq, fault })?;
        chain.head = Head {
            length: seq + 1,
            hash: entry_hash(line.as_ref()),
        };
        chain.hashes.push(chain.head.hash);
        chain.entries.push(entry);
    }
    Ok(chain)
}

fn follow(ledger: LedgerId, chain: &Chain, line: &[u8]) -> Result<Entry, Fault> {
    let entry = Entry::from_bytes(line).map_err(Fault::Malformed)?;
    let earliest = chain
        .entries
        .last()
        .map_or(entry.recorded, |last| last.recorded);
    let faults = [
        (entry.ledger != ledger, Fault::OtherLedger),
        (entry.seq != chain.head.length, Fault::OutOfPlace),
        (entry.previous != chain.head.hash, Fault::OutOfChain),
        (entry.recorded < earliest, Fault::OutOfTime),
    ];
    match faults.into_iter().find(|(wrong, _)| *wrong) {
        Some((_, fault)) => Err(fault),
        None => Ok(entry),
    }
}
