//! The journal in the database: its row, its tiles, and proofs from both.
//!
//! Of the tree only the roots of full subtrees of 2^8, 2^16, 2^24… leaves are stored. A proof reads the tiles it crosses, at most 256
//! hashes each, and computes what lies between.

use std::cell::RefCell;
use std::collections::BTreeMap;

use ledger::bytes::Canonical;
use ledger::hash::Hash;
use ledger::id::{LedgerId, ServerId};
use ledger::journal::Leaf;
use ledger::journal::checkpoint::Note;
use ledger::journal::receipt::Receipt;
use ledger::journal::tree::{self, Edge, Full, Nodes};
use ledger::moment::Moment;

use crate::engine::{Row, values};
use crate::error::StoreError;
use crate::read::Read;

/// A tile spans this many levels of the tree.
const LEVELS: u32 = 8;
/// Hashes of a tile.
pub(crate) const TILE: u64 = 1 << LEVELS;

/// The journal's one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Journal {
    pub(crate) server: ServerId,
    pub(crate) edge: Edge,
    pub(crate) epoch: u64,
    /// When the last entry was recorded.
    pub(crate) last: Option<Moment>,
    /// The last signed checkpoint.
    pub(crate) note: Option<Note>,
}

impl Read<'_> {
    /// The journal's row, locked where this is the writer; none before the first start.
    pub(crate) fn journal(&mut self, lock: bool) -> Result<Option<Journal>, StoreError> {
        let sql = "SELECT server, edge, epoch, last, note FROM journal WHERE id = 1";
        let lock = if lock { self.lock_row() } else { "" };
        let row = self.first(&format!("{sql}{lock}"), &[])?;
        row.map(|row| journal(&row)).transpose()
    }

    /// Which server this is.
    ///
    /// # Errors
    /// As the database has it.
    pub fn server(&mut self) -> Result<ServerId, StoreError> {
        let journal = self.journal(false)?;
        journal
            .map(|journal| journal.server)
            .ok_or_else(|| StoreError::damaged("the journal's row is missing"))
    }

    /// The newest signed checkpoint.
    ///
    /// # Errors
    /// As the database has it.
    pub fn note(&mut self) -> Result<Note, StoreError> {
        let note = self.journal(false)?.and_then(|journal| journal.note);
        note.ok_or_else(|| StoreError::damaged("no checkpoint was signed"))
    }

    /// Proof against the newest checkpoint that the entry at a place of the journal was recorded; none for a place beyond it,
    /// or of a ledger that may not be seen.
    ///
    /// # Errors
    /// As the database has it.
    pub fn receipt(&mut self, index: u64) -> Result<Option<Receipt>, StoreError> {
        let sql = "SELECT idx, ledger, seq, hash FROM entry WHERE idx = $1";
        let Some(row) = self.first(sql, values![index])? else {
            return Ok(None);
        };
        let leaf = leaf(&row)?;
        if self.head(leaf.ledger)?.is_none() {
            return Ok(None);
        }
        let note = self.note()?;
        let size = note.checkpoint.size;
        if index >= size {
            return Ok(None);
        }
        let proof = self.seeing_all(|read| tree::inclusion(&Tiles::new(read), index, size))?;
        Ok(Some(Receipt {
            leaf,
            index,
            proof,
            note,
        }))
    }

    /// Proof that the journal of a new size begins with that of an old size.
    ///
    /// # Errors
    /// As the database has it.
    pub fn consistency(&mut self, old: u64, new: u64) -> Result<Vec<Hash>, StoreError> {
        let size = self.note()?.checkpoint.size;
        if new > size {
            return Ok(Vec::new());
        }
        self.seeing_all(|read| tree::consistency(&Tiles::new(read), old, new))
    }

    /// The root of the journal's first `size` entries, from tiles and entries.
    pub(crate) fn root(&mut self, size: u64) -> Result<Hash, StoreError> {
        self.seeing_all(|read| tree::root(&Tiles::new(read), size))
    }

    pub(crate) fn keep_tiles(&mut self, filled: &[Full]) -> Result<(), StoreError> {
        for full in filled.iter().filter(|full| is_kept(full)) {
            let sql = "INSERT INTO tile (level, idx, hash) VALUES ($1, $2, $3)";
            self.execute(sql, values![full.level, full.index, full.root])?;
        }
        Ok(())
    }
}

/// Whether a subtree's root is stored.
pub(crate) fn is_kept(full: &Full) -> bool {
    full.level > 0 && full.level.is_multiple_of(LEVELS)
}

fn journal(row: &Row) -> Result<Journal, StoreError> {
    let (edge, note): (Vec<u8>, Option<String>) = (row.get(1)?, row.get(4)?);
    Ok(Journal {
        server: row.get(0)?,
        edge: Edge::from_bytes(&edge)?,
        epoch: row.get(2)?,
        last: row.get(3)?,
        note: note.map(|note| note.parse()).transpose()?,
    })
}

/// What the journal holds of a row of `idx, ledger, seq, hash`.
pub(crate) fn leaf(row: &Row) -> Result<Leaf, StoreError> {
    Ok(Leaf {
        ledger: row.get::<LedgerId>(1)?,
        seq: row.get(2)?,
        head: row.get(3)?,
    })
}

/// The tree's nodes, read a tile at a time.
struct Tiles<'a, 'b> {
    read: RefCell<&'a mut Read<'b>>,
    known: RefCell<BTreeMap<(u32, u64), Vec<Hash>>>,
}

impl<'a, 'b> Tiles<'a, 'b> {
    fn new(read: &'a mut Read<'b>) -> Self {
        Self {
            read: RefCell::new(read),
            known: RefCell::default(),
        }
    }

    /// The hashes of a level, a multiple of eight, in the tile with that number.
    fn tile(&self, level: u32, number: u64) -> Result<Vec<Hash>, StoreError> {
        if let Some(known) = self.known.borrow().get(&(level, number)) {
            return Ok(known.clone());
        }
        let hashes = self.fetch(level, number * TILE)?;
        let mut known = self.known.borrow_mut();
        Ok(known.entry((level, number)).or_insert(hashes).clone())
    }

    fn fetch(&self, level: u32, from: u64) -> Result<Vec<Hash>, StoreError> {
        let mut read = self.read.borrow_mut();
        if level == 0 {
            let sql = "SELECT idx, ledger, seq, hash FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx";
            let rows = read.query(sql, values![from, from + TILE])?;
            return rows.iter().map(|row| Ok(leaf(row)?.hash())).collect();
        }
        let sql = "SELECT hash FROM tile WHERE level = $1 AND idx >= $2 AND idx < $3 ORDER BY idx";
        let rows = read.query(sql, values![level, from, from + TILE])?;
        rows.iter().map(|row| row.get(0)).collect()
    }
}

impl Nodes for Tiles<'_, '_> {
    type Error = StoreError;

    fn full(&self, level: u32, index: u64) -> Result<Hash, StoreError> {
        let base = level - level % LEVELS;
        let rise = level - base;
        let first = index << rise;
        let tile = self.tile(base, first / TILE)?;
        let start = usize::try_from(first % TILE).unwrap_or(usize::MAX);
        let hashes = tile.get(start..).and_then(|rest| rest.get(..1 << rise));
        let missing =
            || StoreError::damaged(format!("the journal lacks node {index} of level {level}"));
        Ok(hashes.ok_or_else(missing)?.full(rise, 0)?)
    }
}
