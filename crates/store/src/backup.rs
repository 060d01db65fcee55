//! A backup while the server runs, and the way back: one file that says what it is, signed by the server, without keys and secrets.
//!
//! ```text
//! torikime-backup/2
//! <what it holds, one line of JSON>
//! <the server's signature over the line before, base64>
//! <a SQLite database>
//! <the files its ledgers name, one after the other in the order of their hashes>
//! <own studies: of each a line of JSON with its files' names and sizes, and then these files>
//! ```
//!
//! What version 1 lacks is the last part.

mod restore;
mod studies;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use ledger::hash::Hash;
use ledger::journal::checkpoint::{Note, Verifier};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use restore::{restore, restore_with};
pub use studies::{Keep, Part, Studies, Study};

use crate::cache::Cache;
use crate::engine::sqlite::{self, Folder};
use crate::engine::{Database, Purpose, Sight, values};
use crate::error::{Code, StoreError};
use crate::operator::inspected;
use crate::read::Read;
use crate::settings::Settings;
use crate::verify::Verified;

const FORMAT: &str = "torikime-backup/2";
/// What was written before there were own studies in it.
const FORMER: &str = "torikime-backup/1";
/// What a backup is called while it is written.
const WHOLE: &str = "backup";
/// And own studies, before they are in it.
const STUDIES: &str = "studies.part";
/// And the files that ledgers name.
const FILES: &str = "files.part";
/// Bytes of the first three lines at most.
const HEAD: u64 = 64 * 1024;
/// What may be lost without losing anything that was said, and must not lie in a backup: who holds it could use it.
const SECRETS: &[&str] = &[
    "session",
    "link",
    "challenge",
    "token",
    "idempotency",
    "rate",
    "outbox",
    "mail_note",
    "provider",
];

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of the program that made it.
    pub program: String,
    /// The version of the stored data.
    pub schema: u32,
    /// The journal's last checkpoint: name, size, root, epoch, signature.
    pub checkpoint: Note,
    /// Bytes of the database.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: Hash,
    /// The part with own studies; none in a backup of version 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub studies: Option<Part>,
}

/// Copies a data folder without own studies.
///
/// # Errors
/// As [`back_up_with`].
pub fn back_up(
    folder: &Path,
    settings: &Settings,
    to: &Path,
) -> Result<(Manifest, Verified), StoreError> {
    let database = Folder::beside(folder)?;
    let told = settings.clone().with_files(folder);
    back_up_with(&database, &told, to, &mut std::iter::empty())
}

/// Copies a server's data as they are at one moment, beside the server that has them open: every entry acknowledged before is in the copy.
/// The copy is checked from nothing before it bears its name. Own studies come along as they are given, each whole.
///
/// # Errors
/// When there is something of that name, the disk is full, the settings name no place for files, or the copy is not sound.
pub fn back_up_with(
    database: &dyn Database,
    settings: &Settings,
    to: &Path,
    studies: Studies<'_>,
) -> Result<(Manifest, Verified), StoreError> {
    let work = beside(to, "copying")?;
    fs::create_dir(&work)?;
    let outcome = assemble(database, settings, to, &work, studies);
    let cleared = fs::remove_dir_all(&work);
    let made = outcome?;
    cleared?;
    Ok(made)
}

fn assemble(
    database: &dyn Database,
    settings: &Settings,
    to: &Path,
    work: &Path,
    studies: Studies<'_>,
) -> Result<(Manifest, Verified), StoreError> {
    let copy = work.join(sqlite::FILE);
    database.copy(&copy, SECRETS, (settings.clock)())?;
    gather_files(database, settings, work)?;
    let verified = sound(&Folder::beside(work)?, &settings.verifier())?;
    let part = studies::pack(studies, &mut new_file(&work.join(STUDIES))?)?;
    let manifest = Manifest {
        studies: Some(part),
        ..manifest(work, &copy)?
    };
    let line = serde_json::to_string(&manifest)?;
    let signature = settings.key.sign(&signed(FORMAT, &line));
    let whole = work.join(WHOLE);
    let mut file = new_file(&whole)?;
    write!(file, "{FORMAT}\n{line}\n{signature}\n")?;
    for part in [&copy, &work.join(FILES), &work.join(STUDIES)] {
        io::copy(&mut File::open(part)?, &mut file)?;
    }
    file.sync_all()?;
    fs::rename(whole, to)?;
    sync_folder_of(to)?;
    Ok((manifest, verified))
}

/// Copies the files that the copy names. One that was erased meanwhile is named no more, in the copy neither.
fn gather_files(
    database: &dyn Database,
    settings: &Settings,
    work: &Path,
) -> Result<(), StoreError> {
    let nowhere = || StoreError::new(Code::BucketMissing, "no place for files is set");
    let blobs = settings.blobs.as_deref().ok_or_else(nowhere)?;
    let mut files = new_file(&work.join(FILES))?;
    let copy = Folder::beside(work)?;
    let mut erased = Vec::new();
    for (hash, _) in named(&copy)? {
        match blobs.get(hash)? {
            Some(bytes) => files.write_all(&bytes)?,
            None if named(database)?.iter().any(|(named, _)| *named == hash) => {
                let cause = format!("the file {hash} is missing; see doctor");
                return Err(StoreError::damaged(cause));
            }
            None => erased.push(hash),
        }
    }
    if erased.is_empty() {
        return Ok(());
    }
    let mut engine = copy.writer()?;
    engine.begin(Purpose::Write)?;
    for hash in erased {
        engine.execute("DELETE FROM blob WHERE hash = $1", values![hash])?;
    }
    engine.commit()?;
    drop(engine);
    // Into one file again, without the log beside it.
    let folded = work.join("folded");
    sqlite::copy(&work.join(sqlite::FILE), &folded, &[])?;
    crate::carry::vacate(work)?;
    Ok(fs::rename(folded, work.join(sqlite::FILE))?)
}

/// The files that ledgers of a database name.
fn named(database: &dyn Database) -> Result<Vec<(Hash, u64)>, StoreError> {
    let mut engine = database.reader()?;
    engine.begin(Purpose::Read)?;
    engine.see(&Sight::All)?;
    let cache = Cache::default();
    Read::new(engine.as_mut(), &cache, Sight::All).blobs()
}

fn sound(database: &dyn Database, verifier: &Verifier) -> Result<Verified, StoreError> {
    let inspected = inspected(database, verifier, None)?;
    let wrong = inspected.verified.findings.len() + inspected.database.len();
    if wrong == 0 {
        return Ok(inspected.verified);
    }
    Err(StoreError::damaged(format!("{wrong} findings; see doctor")))
}

fn manifest(work: &Path, copy: &Path) -> Result<Manifest, StoreError> {
    let database = Folder::beside(work)?;
    let mut engine = database.reader()?;
    engine.begin(Purpose::Read)?;
    let cache = Cache::default();
    let checkpoint = Read::new(engine.as_mut(), &cache, Sight::All).note()?;
    let (bytes, sha256) = hashed(&mut File::open(copy)?, &mut io::sink())?;
    Ok(Manifest {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema: database.migrations().last().map_or(0, |step| step.number),
        checkpoint,
        bytes,
        sha256,
        studies: None,
    })
}

/// What the server signs of a backup.
fn signed(format: &str, line: &str) -> Vec<u8> {
    [format.as_bytes(), b"\0", line.as_bytes()].concat()
}

/// Copies bytes and hashes them on the way.
fn hashed(from: &mut impl io::Read, to: &mut impl Write) -> Result<(u64, Hash), StoreError> {
    let mut hasher = Sha256::new();
    let mut bytes = 0;
    let mut part = vec![0; 64 * 1024];
    loop {
        let count = from.read(&mut part)?;
        let read = part.get(..count).unwrap_or_default();
        if read.is_empty() {
            return Ok((bytes, Hash(hasher.finalize().into())));
        }
        hasher.update(read);
        to.write_all(read)?;
        bytes += u64::try_from(count).unwrap_or(0);
    }
}

fn new_file(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    Ok(options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?)
}

/// A name beside another that nothing has yet.
fn beside(path: &Path, what: &str) -> Result<PathBuf, StoreError> {
    let taken = || {
        let cause = format!("{} exists already", path.display());
        StoreError::new(Code::Exists, cause)
    };
    if path.exists() && !is_empty_folder(path) {
        return Err(taken());
    }
    let name = path.file_name().ok_or_else(taken)?.to_string_lossy();
    Ok(path.with_file_name(format!(".{name}.{what}-{}", std::process::id())))
}

fn is_empty_folder(path: &Path) -> bool {
    fs::read_dir(path).is_ok_and(|mut listing| listing.next().is_none())
}

fn sync_folder_of(path: &Path) -> Result<(), StoreError> {
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    File::open(parent.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}
