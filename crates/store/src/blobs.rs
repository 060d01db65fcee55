//! Files that belong to ledgers, kept by what they hold, beside the database or where else [`Blobs`] says: put once, never changed,
//! on disk before it is answered (rule R4). Who may have one is not decided here: an entry names it, and only its ledger's readers are given it.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use ledger::body::Body;
use ledger::bytes::Canonical;
use ledger::entry::Entry;
use ledger::hash::Hash;
use ledger::id::LedgerId;
use ledger::sealed::Sealed;

use crate::engine::{Sight, values};
use crate::error::StoreError;
use crate::read::Read;
use crate::{Store, Work};

/// The folder in a data folder.
pub const FOLDER: &str = "blobs";
/// What a file that is being written is called first.
const PART: &str = ".part-";

static PARTS: AtomicU64 = AtomicU64::new(0);

/// Where files are kept.
pub trait Blobs: Send + Sync {
    /// Keeps bytes and gives their SHA-256; they are on disk when this is answered. Putting them again changes nothing.
    ///
    /// # Errors
    /// [`crate::Code::DiskFull`], [`crate::Code::Disk`], or as the storage has it; then nothing is there, or all of it.
    fn put(&self, bytes: &[u8]) -> Result<Hash, StoreError>;

    /// The bytes of a hash; none that are not there.
    ///
    /// # Errors
    /// [`crate::Code::Damaged`], when they are not those of the hash; or as the storage has it.
    fn get(&self, hash: Hash) -> Result<Option<Vec<u8>>, StoreError>;

    /// Takes a file away for good; where there is none, nothing happens.
    ///
    /// # Errors
    /// [`crate::Code::Disk`], or as the storage has it; then it may still be there.
    fn remove(&self, hash: Hash) -> Result<(), StoreError>;

    /// Every hash of which there is a file, in order.
    ///
    /// # Errors
    /// [`crate::Code::Disk`], or as the storage has it.
    fn list(&self) -> Result<Vec<Hash>, StoreError>;

    /// Asks whether the place answers and lets us in, before anything depends on it.
    ///
    /// # Errors
    /// As the storage has it.
    fn reach(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

/// Files in a data folder: `blobs/ab/abcdef…`.
#[derive(Debug, Clone)]
pub struct OnDisk {
    folder: PathBuf,
}

impl OnDisk {
    /// Those of a data folder. Nothing is made before the first is put.
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self {
            folder: data.join(FOLDER),
        }
    }

    fn shelf(&self, hash: Hash) -> PathBuf {
        let name = hash.to_string();
        self.folder.join(name.get(..2).unwrap_or_default())
    }

    fn path(&self, hash: Hash) -> PathBuf {
        self.shelf(hash).join(hash.to_string())
    }
}

impl Blobs for OnDisk {
    fn put(&self, bytes: &[u8]) -> Result<Hash, StoreError> {
        let hash = Hash::plain(bytes);
        let (shelf, path) = (self.shelf(hash), self.path(hash));
        make(&shelf)?;
        if !path.exists() {
            let number = PARTS.fetch_add(1, Ordering::SeqCst);
            let part = shelf.join(format!("{PART}{}-{number}", std::process::id()));
            let placed = write(&part, bytes).and_then(|()| fs::rename(&part, &path));
            if let Err(error) = placed {
                let _ = fs::remove_file(&part);
                return Err(error.into());
            }
        }
        // Also where it was there: whoever put it may have died before this.
        File::open(&shelf)?.sync_all()?;
        Ok(hash)
    }

    fn get(&self, hash: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        let bytes = match fs::read(self.path(hash)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            read => read?,
        };
        checked(hash, bytes).map(Some)
    }

    fn remove(&self, hash: Hash) -> Result<(), StoreError> {
        match fs::remove_file(self.path(hash)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            removed => {
                removed?;
                Ok(File::open(self.shelf(hash))?.sync_all()?)
            }
        }
    }

    fn list(&self) -> Result<Vec<Hash>, StoreError> {
        let mut hashes = Vec::new();
        for shelf in listing(&self.folder)? {
            // What is no hash was being written when somebody died.
            let named = |path: PathBuf| path.file_name()?.to_str()?.parse::<Hash>().ok();
            hashes.extend(listing(&shelf)?.into_iter().filter_map(named));
        }
        hashes.sort();
        Ok(hashes)
    }
}

/// Bytes that were read, if they are those of the hash: no storage is believed.
///
/// # Errors
/// [`crate::Code::Damaged`].
pub fn checked(hash: Hash, bytes: Vec<u8>) -> Result<Vec<u8>, StoreError> {
    if Hash::plain(&bytes) == hash {
        return Ok(bytes);
    }
    let cause = format!("the file {hash} holds something else");
    Err(StoreError::damaged(cause))
}

/// Makes a folder and those above it, each of them on disk.
fn make(folder: &Path) -> Result<(), StoreError> {
    if folder.is_dir() {
        return Ok(());
    }
    let above = folder.parent().unwrap_or(Path::new("."));
    make(above)?;
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error.into()),
        _ => {}
    }
    Ok(File::open(above)?.sync_all()?)
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// What a folder holds; nothing where there is none.
fn listing(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let paths = entries.map(|entry| Ok(entry?.path()));
    paths.collect()
}

impl Work<'_> {
    /// A ledger's file is its no more. The bytes go by [`Store::take_away`], once this is on disk.
    ///
    /// # Errors
    /// As the database has it.
    pub(crate) fn forget_blob(&mut self, ledger: LedgerId, hash: Hash) -> Result<(), StoreError> {
        let sql = "DELETE FROM blob WHERE ledger = $1 AND hash = $2";
        self.execute(sql, values![ledger, hash])?;
        let now = self.now().moment;
        let sql = "INSERT INTO blob_going (hash, since) SELECT $1, $2 \
                   WHERE NOT EXISTS (SELECT 1 FROM blob WHERE hash = $1) ON CONFLICT (hash) DO NOTHING";
        self.execute(sql, values![hash, now]).map(drop)
    }

    /// The file whose name is sealed so, while its name is still there.
    ///
    /// # Errors
    /// As the database has it.
    pub(crate) fn file_named(
        &mut self,
        ledger: LedgerId,
        sealed: Sealed,
    ) -> Result<Option<(LedgerId, Hash)>, StoreError> {
        let sql = "SELECT bytes FROM entry e JOIN opening o ON o.ledger = e.ledger AND o.seq = e.seq \
                   WHERE o.ledger = $1 AND o.sealed = $2";
        let Some(row) = self.first(sql, values![ledger, sealed.0])? else {
            return Ok(None);
        };
        let file = match Entry::from_bytes(&row.get::<Vec<u8>>(0)?)?.body {
            Body::EvidenceGiven(given) => given.file.filter(|file| file.name == sealed),
            _ => None,
        };
        Ok(file.map(|file| (ledger, file.hash)))
    }
}

impl Store {
    /// Where files are kept.
    ///
    /// # Errors
    /// [`crate::Code::BucketMissing`], where the store was opened without a place for them.
    pub(crate) fn blobs(&self) -> Result<&dyn Blobs, StoreError> {
        let nowhere = || StoreError::new(crate::Code::BucketMissing, "no place for files is set");
        self.settings.blobs.as_deref().ok_or_else(nowhere)
    }

    /// Takes away the files that no ledger names any more, until their storage does not give one up: that one is tried again last.
    /// Gives how many went.
    ///
    /// # Errors
    /// As the database has it, or the storage of the first file that stays.
    pub fn take_away(&self) -> Result<u64, StoreError> {
        let going: Vec<Hash> = self.read_as(Sight::All, |read| {
            let sql = "SELECT hash FROM blob_going ORDER BY since, hash LIMIT 1000";
            let rows = read.query(sql, &[])?;
            rows.iter().map(|row| row.get(0)).collect()
        })?;
        let mut gone = 0;
        for hash in going {
            self.take_away_one(hash)?;
            gone += 1;
        }
        Ok(gone)
    }

    /// Takes away one file that no ledger names any more.
    ///
    /// # Errors
    /// As the database has it, or the storage.
    pub(crate) fn take_away_one(&self, hash: Hash) -> Result<(), StoreError> {
        let removed = self.blobs().and_then(|blobs| blobs.remove(hash));
        let stays = removed.is_err();
        self.write(move |work| {
            let now = work.now().moment;
            match stays {
                true => {
                    let sql = "UPDATE blob_going SET since = $2 WHERE hash = $1";
                    work.execute(sql, values![hash, now])
                }
                false => work.execute("DELETE FROM blob_going WHERE hash = $1", values![hash]),
            }
        })?;
        removed
    }
}

impl Read<'_> {
    /// Files that ledgers name, each once, with their sizes.
    pub(crate) fn blobs(&mut self) -> Result<Vec<(Hash, u64)>, StoreError> {
        let rows = self.query(
            "SELECT DISTINCT hash, size FROM blob ORDER BY hash",
            values![],
        )?;
        let pairs = rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?)));
        pairs.collect()
    }
}

/// What a look at every file gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looked {
    /// Files that are as they were put.
    pub sound: u64,
    /// Files that ledgers name and that are not there.
    pub missing: Vec<Hash>,
    /// Files that no ledger names: an upload broke off before its entry or is under way, or what was erased could not be taken away.
    pub unnamed: Vec<Hash>,
    /// Files that hold something else than they were put with.
    pub changed: Vec<Hash>,
}

/// Reads every file and compares it with its name, and with what ledgers name.
///
/// # Errors
/// When something cannot be read at all.
pub(crate) fn look(blobs: &dyn Blobs, read: &mut Read<'_>) -> Result<Looked, StoreError> {
    let mut looked = Looked::default();
    let there = blobs.list()?;
    for hash in &there {
        match blobs.get(*hash) {
            Ok(_) => looked.sound += 1,
            Err(error) if error.code == crate::Code::Damaged => looked.changed.push(*hash),
            Err(error) => return Err(error),
        }
    }
    let named: Vec<Hash> = read.blobs()?.into_iter().map(|(hash, _)| hash).collect();
    let known = |hash: &&Hash| there.binary_search(*hash).is_ok();
    looked.missing = named.iter().filter(|hash| !known(hash)).copied().collect();
    let stray = there
        .iter()
        .filter(|hash| named.binary_search(hash).is_err());
    looked.unnamed = stray.copied().collect();
    Ok(looked)
}

#[cfg(test)]
#[path = "tests/blobs.rs"]
mod tests;
