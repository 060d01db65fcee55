//! Everything computed anew from the entries and compared with what is stored: chains, journal, heads, digests, texts.

use std::collections::{BTreeMap, BTreeSet};

use ledger::bytes::Canonical;
use ledger::entry::{Entry, entry_hash};
use ledger::hash::Hash;
use ledger::id::{LedgerId, OrganisationId};
use ledger::journal::checkpoint::Verifier;
use ledger::journal::tree::{Edge, Full};
use ledger::moment::Moment;
use ledger::sealed::{Opening, Sealed};
use ledger::state::{Head, State};

use crate::digest::digest;
use crate::engine::{Row, values};
use crate::error::StoreError;
use crate::journal::{is_kept, leaf};
use crate::read::Read;
use crate::rebuild::members;
use crate::work::parts;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// An entry's place in the journal is empty.
    Missing,
    /// An entry's bytes are not those that were hashed, or no entry's.
    Changed,
    /// An entry stands under another ledger or number than its own.
    Misplaced,
    /// An entry does not follow the one before it.
    OutOfChain,
    /// An entry was recorded before the one before it.
    OutOfTime,
    /// A stored subtree's root is wrong, missing or one too many.
    Tile,
    /// The journal's end is not what its entries give.
    Edge,
    /// The last checkpoint is not of the journal, or not signed by this server.
    Note,
    /// A ledger's head is not its last entry.
    Head,
    /// A ledger's digest is not what its entries give.
    Digest,
    /// Who has a part in a ledger is not what its entries say.
    Access,
    /// Who belongs to an organisation is not what its entries say.
    Member,
    /// A text is not the one an entry was sealed with.
    Text,
}

impl Fault {
    /// Whether it lies in what lists read, which is computed from entries and can be computed anew.
    #[must_use]
    pub fn is_of_lists(self) -> bool {
        matches!(
            self,
            Self::Head | Self::Digest | Self::Access | Self::Member
        )
    }

    /// The fault in words of the log and of files of words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::Misplaced => "misplaced",
            Self::OutOfChain => "out-of-chain",
            Self::OutOfTime => "out-of-time",
            Self::Tile => "tile",
            Self::Edge => "edge",
            Self::Note => "note",
            Self::Head => "head",
            Self::Digest => "digest",
            Self::Access => "access",
            Self::Member => "member",
            Self::Text => "text",
        }
    }
}

/// Something wrong, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What.
    pub fault: Fault,
    /// In which ledger.
    pub ledger: Option<LedgerId>,
    /// The place in the journal, where it is about one; of a text the entry's place in its ledger.
    pub place: Option<u64>,
}

/// What was looked at, and what was wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Entries.
    pub entries: u64,
    /// Ledgers.
    pub ledgers: u64,
    /// Erasable texts.
    pub texts: u64,
    /// Everything wrong, in the order of looking.
    pub findings: Vec<Finding>,
}

/// Rows read at a time.
const CHUNK: u64 = 1_000;

impl Verified {
    fn find(&mut self, fault: Fault, ledger: Option<LedgerId>, place: Option<u64>) {
        self.findings.push(Finding {
            fault,
            ledger,
            place,
        });
    }
}

/// What the entries give, as far as they were read.
#[derive(Default)]
struct Walk {
    edge: Edge,
    tiles: BTreeMap<(u32, u64), Hash>,
    ends: BTreeMap<LedgerId, (Head, Moment)>,
    access: BTreeSet<(LedgerId, OrganisationId)>,
    last: Option<Moment>,
}

/// Computes everything anew and compares.
///
/// # Errors
/// When something cannot be read at all.
pub(crate) fn verify(read: &mut Read<'_>, verifier: &Verifier) -> Result<Verified, StoreError> {
    let mut found = Verified::default();
    let walk = entries(read, &mut found)?;
    journal(read, &walk, verifier, &mut found)?;
    tiles(read, &walk, &mut found)?;
    heads(read, &walk, &mut found)?;
    access(read, &walk, &mut found)?;
    texts(read, &mut found)?;
    found.ledgers = u64::try_from(walk.ends.len()).unwrap_or(u64::MAX);
    Ok(found)
}

fn entries(read: &mut Read<'_>, found: &mut Verified) -> Result<Walk, StoreError> {
    let sql = "SELECT idx, ledger, seq, hash, bytes, recorded FROM entry WHERE idx >= $1 ORDER BY idx LIMIT $2";
    let mut walk = Walk::default();
    let mut next = 0;
    loop {
        let rows = read.query(sql, values![next, CHUNK])?;
        let Some(end) = rows.last() else { break };
        for row in &rows {
            walk.step(row, found)?;
        }
        next = end.get::<u64>(0)? + 1;
    }
    found.entries = walk.edge.size();
    Ok(walk)
}

impl Walk {
    fn step(&mut self, row: &Row, found: &mut Verified) -> Result<(), StoreError> {
        let (index, bytes): (u64, Vec<u8>) = (row.get(0)?, row.get(4)?);
        let leaf = leaf(row)?;
        let mut find = |fault| found.find(fault, Some(leaf.ledger), Some(index));
        if index != self.edge.size() {
            find(Fault::Missing);
        }
        if entry_hash(&bytes) != leaf.head {
            find(Fault::Changed);
        }
        match Entry::from_bytes(&bytes) {
            Ok(entry) => {
                let columns = (leaf.ledger, leaf.seq, row.get(5)?);
                if columns != (entry.ledger, entry.seq, entry.recorded) {
                    find(Fault::Misplaced);
                }
                self.follow(&entry, leaf.head).into_iter().for_each(find);
            }
            Err(_) => find(Fault::Changed),
        }
        self.grow(leaf.hash());
        Ok(())
    }

    /// Takes an entry as its ledger's next; gives what speaks against it.
    fn follow(&mut self, entry: &Entry, hash: Hash) -> Vec<Fault> {
        let before = self.ends.get(&entry.ledger);
        let head = before.map_or(State::new(entry.ledger).spine.head, |(head, _)| *head);
        let chained = (entry.seq, entry.previous) == (head.length, head.hash);
        let timely = Some(entry.recorded) >= self.last;
        let end = Head {
            length: entry.seq + 1,
            hash,
        };
        self.ends.insert(entry.ledger, (end, entry.recorded));
        let parts = parts(entry).into_iter();
        self.access.extend(parts.map(|part| (entry.ledger, part)));
        self.last = self.last.max(Some(entry.recorded));
        [(chained, Fault::OutOfChain), (timely, Fault::OutOfTime)]
            .into_iter()
            .filter_map(|(fine, fault)| (!fine).then_some(fault))
            .collect()
    }

    fn grow(&mut self, leaf: Hash) {
        let filled = self.edge.push(leaf);
        let kept = filled.into_iter().filter(is_kept);
        self.tiles
            .extend(kept.map(|Full { level, index, root }| ((level, index), root)));
    }
}

fn journal(
    read: &mut Read<'_>,
    walk: &Walk,
    verifier: &Verifier,
    found: &mut Verified,
) -> Result<(), StoreError> {
    let Some(journal) = read.journal(false)? else {
        found.find(Fault::Edge, None, None);
        return Ok(());
    };
    if journal.edge != walk.edge || journal.last != walk.last {
        found.find(Fault::Edge, None, None);
    }
    let fits = journal.note.is_some_and(|note| {
        let (size, root) = (note.checkpoint.size, note.checkpoint.root);
        verifier.verifies(&note)
            && (size, root) == (walk.edge.size(), walk.edge.root())
            && note.checkpoint.epoch == journal.epoch
    });
    if !fits {
        found.find(Fault::Note, None, None);
    }
    Ok(())
}

fn tiles(read: &mut Read<'_>, walk: &Walk, found: &mut Verified) -> Result<(), StoreError> {
    let mut stored = BTreeMap::new();
    for row in read.query("SELECT level, idx, hash FROM tile", &[])? {
        stored.insert((row.get::<u32>(0)?, row.get::<u64>(1)?), row.get(2)?);
    }
    let places: BTreeSet<_> = stored.keys().chain(walk.tiles.keys()).collect();
    for place in places {
        if stored.get(place) != walk.tiles.get(place) {
            found.find(Fault::Tile, None, Some(place.1));
        }
    }
    Ok(())
}

fn heads(read: &mut Read<'_>, walk: &Walk, found: &mut Verified) -> Result<(), StoreError> {
    let sql = "SELECT ledger, length, hash, recorded, digest, kind FROM head ORDER BY ledger";
    let mut open: BTreeSet<LedgerId> = walk.ends.keys().copied().collect();
    for row in read.query(sql, &[])? {
        let ledger: LedgerId = row.get(0)?;
        open.remove(&ledger);
        let head = Head {
            length: row.get(1)?,
            hash: row.get(2)?,
        };
        let end = Some(&(head, row.get(3)?));
        if walk.ends.get(&ledger) != end || row.get::<String>(5)? != ledger.kind.code() {
            found.find(Fault::Head, Some(ledger), None);
            continue;
        }
        // What does not fold was found among the entries.
        if let Ok(state) = read.fold(State::new(ledger), head) {
            if digest(&state).to_text()? != row.get::<String>(4)? {
                found.find(Fault::Digest, Some(ledger), None);
            }
            if members(&state) != read.stored_members(ledger)? {
                found.find(Fault::Member, Some(ledger), None);
            }
            read.folded.clear();
        }
    }
    for ledger in open {
        found.find(Fault::Head, Some(ledger), None);
    }
    Ok(())
}

fn access(read: &mut Read<'_>, walk: &Walk, found: &mut Verified) -> Result<(), StoreError> {
    let mut stored = BTreeSet::new();
    for row in read.query("SELECT ledger, organisation FROM access", &[])? {
        stored.insert((row.get(0)?, row.get(1)?));
    }
    for (ledger, _) in stored.symmetric_difference(&walk.access) {
        found.find(Fault::Access, Some(*ledger), None);
    }
    Ok(())
}

fn texts(read: &mut Read<'_>, found: &mut Verified) -> Result<(), StoreError> {
    let sql = "SELECT o.ledger, o.sealed, o.seq, salt, text, bytes FROM opening o \
               LEFT JOIN entry e ON e.ledger = o.ledger AND e.seq = o.seq ORDER BY o.ledger, o.seq";
    for row in read.query(sql, &[])? {
        let (sealed, seq): (Hash, u64) = (row.get(1)?, row.get(2)?);
        let opening = Opening {
            salt: row.get(3)?,
            text: row.get(4)?,
        };
        let bytes: Option<Vec<u8>> = row.get(5)?;
        let entry = bytes.and_then(|bytes| Entry::from_bytes(&bytes).ok());
        let belongs = entry.is_some_and(|entry| entry.body.sealed().contains(&Sealed(sealed)));
        if !belongs || opening.seal() != Sealed(sealed) {
            found.find(Fault::Text, Some(row.get(0)?), Some(seq));
        }
        found.texts += 1;
    }
    Ok(())
}
