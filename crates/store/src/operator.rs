//! What who runs the server does at its command line. It is recorded in the server's ledger, and shows nothing of what others wrote
//! but the sealed bytes of an export, whose texts stay behind.

use std::path::Path;

use ledger::admission::Draft;
use ledger::body::Body;
use ledger::body::server::{Act, OperatorActed, Restored};
use ledger::entry::Way;
use ledger::export::Export;
use ledger::id::LedgerId;
use ledger::journal::checkpoint::Verifier;
use ledger::journal::receipt::Receipt;
use ledger::moment::Moment;
use ledger::state::Head;

use crate::acts::Recorded;
use crate::blobs::{self, Blobs, Looked};
use crate::cache::Cache;
use crate::engine::{Database, Purpose, Sight, values};
use crate::error::{NotRecorded, StoreError};
use crate::read::Read;
use crate::settings::Settings;
use crate::start::nobody;
use crate::verify::{Verified, verify};
use crate::{Store, schema};

/// Where a ledger ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerEnd {
    /// Which.
    pub ledger: LedgerId,
    /// Its length and the hash of its last entry.
    pub head: Head,
    /// When that was recorded.
    pub recorded: Moment,
}

/// A restore that this server's ledger tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restoration {
    /// When.
    pub recorded: Moment,
    /// How often the server was restored, that time included.
    pub epoch: u64,
    /// Entries of the backup: what was acknowledged after them is not here.
    pub size: u64,
}

/// What a data folder holds, looked at without trusting or changing any of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inspected {
    /// Everything computed anew and compared.
    pub verified: Verified,
    /// What the database itself finds wrong with its file.
    pub database: Vec<String>,
    /// When the last entry was recorded.
    pub last: Option<Moment>,
    /// The files that ledgers name.
    pub blobs: Looked,
    /// Why these could not be looked at, where they could not.
    pub unseen: Option<StoreError>,
}

impl Store {
    /// Records what an operator did; of content the detail never says anything.
    ///
    /// # Errors
    /// As admission and the database have it.
    pub fn operator_acted(
        &self,
        act: Act,
        detail: impl Into<String>,
    ) -> Result<Recorded, NotRecorded> {
        let detail = detail.into();
        self.write(move |work| {
            let draft = Draft::new(work.server()?, OperatorActed { act, detail });
            let placed = work.record(draft, &nobody(Way::Operator), &[])?;
            Ok(Recorded {
                ledger: placed.entry.ledger,
                seq: placed.entry.seq,
                index: placed.index,
            })
        })
    }

    /// Where every ledger ends, the server's own first.
    ///
    /// # Errors
    /// As the database has it.
    pub fn ledger_ends(&self) -> Result<Vec<LedgerEnd>, StoreError> {
        self.read_as(Sight::All, |read| {
            let sql = "SELECT ledger, length, hash, recorded FROM head ORDER BY kind DESC, ledger";
            let rows = read.query(sql, &[])?;
            let ends = rows.iter().map(|row| {
                let head = Head {
                    length: row.get(1)?,
                    hash: row.get(2)?,
                };
                Ok(LedgerEnd {
                    ledger: row.get(0)?,
                    head,
                    recorded: row.get(3)?,
                })
            });
            ends.collect()
        })
    }

    /// The receipt of any entry: it tells of a ledger no more than that the entry exists, and its hash.
    ///
    /// # Errors
    /// As the database has it.
    pub fn receipt_of(&self, ledger: LedgerId, seq: u64) -> Result<Option<Receipt>, StoreError> {
        self.read_as(Sight::All, |read| match read.index_of(ledger, seq)? {
            Some(index) => read.receipt(index),
            None => Ok(None),
        })
    }

    /// A ledger's sealed bytes with their proof, without the texts and names that lie beside them.
    ///
    /// # Errors
    /// As the database has it.
    pub fn sealed_export(
        &self,
        ledger: LedgerId,
        since: &[u64],
    ) -> Result<Option<Export>, StoreError> {
        let export = self.read_as(Sight::All, |read| read.export(ledger, since))?;
        Ok(export.map(|export| Export {
            texts: Vec::new(),
            ..export
        }))
    }

    /// The same as [`Store::restored`], looked up once: every page asks.
    pub(crate) fn restored_once(&self) -> Result<Option<Restoration>, StoreError> {
        if let Some(known) = self.restored.get() {
            return Ok(*known);
        }
        let restored = self.restored()?;
        Ok(*self.restored.get_or_init(|| restored))
    }

    /// The last restore from a backup, if this server was ever restored: it must say so.
    ///
    /// # Errors
    /// As the database has it.
    pub fn restored(&self) -> Result<Option<Restoration>, StoreError> {
        self.read_as(Sight::All, |read| {
            let server = LedgerId::from(read.server()?);
            let state = read.state(server)?;
            if state.server().is_none_or(|server| server.epoch == 0) {
                return Ok(None);
            }
            let entries = read.entries(server, 0, u64::from(u32::MAX))?;
            let restorations = entries.iter().rev().filter_map(|placed| {
                let Body::Restored(Restored { epoch, size, .. }) = placed.entry.body else {
                    return None;
                };
                let recorded = placed.entry.recorded;
                Some(Restoration {
                    recorded,
                    epoch,
                    size,
                })
            });
            Ok(restorations.into_iter().next())
        })
    }
}

/// Computes everything in a database and a data folder anew and compares, without starting a server on it: also where none would start.
///
/// # Errors
/// When there is no database, it is of another version, or something cannot be read at all.
pub fn inspect(
    database: &dyn Database,
    folder: &Path,
    settings: &Settings,
) -> Result<Inspected, StoreError> {
    let blobs = settings.blobs(folder);
    inspected(database, &settings.verifier(), Some(blobs.as_ref()))
}

/// The same, without a look at files where none are given.
pub(crate) fn inspected(
    database: &dyn Database,
    verifier: &Verifier,
    blobs: Option<&dyn Blobs>,
) -> Result<Inspected, StoreError> {
    schema::current(database)?;
    let mut engine = database.reader()?;
    engine.begin(Purpose::Read)?;
    engine.see(&Sight::All)?;
    let complaints = engine.complaints()?;
    let cache = Cache::default();
    let mut read = Read::new(engine.as_mut(), &cache, Sight::All);
    let last = read.first("SELECT last FROM journal WHERE id = 1", values![])?;
    let looked = blobs.map(|blobs| blobs::look(blobs, &mut read));
    let (blobs, unseen) = match looked.transpose() {
        Ok(looked) => (looked.unwrap_or_default(), None),
        Err(error) => (Looked::default(), Some(error)),
    };
    Ok(Inspected {
        blobs,
        unseen,
        verified: verify(&mut read, verifier)?,
        database: complaints,
        last: last.map_or(Ok(None), |row| row.get(0))?,
    })
}
