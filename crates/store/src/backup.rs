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

mod studies;

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read as _, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use ledger::admission::Draft;
use ledger::body::server::Restored;
use ledger::entry::Way;
use ledger::hash::Hash;
use ledger::journal::checkpoint::{Note, Verifier};
use ledger::signature::Signature;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use studies::{Keep, Part, Studies, Study};

use crate::blobs::Blobs;
use crate::cache::Cache;
use crate::engine::sqlite::{self, Folder};
use crate::engine::{Database, Engine, Purpose, Sight, values};
use crate::erasures::{Erasures, Repeated};
use crate::error::{Code, NotRecorded, StoreError};
use crate::operator::inspected;
use crate::read::Read;
use crate::settings::Settings;
use crate::start::nobody;
use crate::verify::Verified;
use crate::work::Work;
use crate::writer::seal;
use crate::{Store, key, schema};

const FORMAT: &str = "torikime-backup/2";
/// What was written before there were own studies in it.
const FORMER: &str = "torikime-backup/1";
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
    back_up_with(folder, settings, to, &mut std::iter::empty())
}

/// Copies a data folder as it is at one moment, beside the server that has it open: every entry acknowledged before is in the copy.
/// The copy is checked from nothing before it bears its name. Own studies come along as they are given, each whole.
///
/// # Errors
/// When there is something of that name, the disk is full, or the copy is not sound.
pub fn back_up_with(
    folder: &Path,
    settings: &Settings,
    to: &Path,
    studies: Studies<'_>,
) -> Result<(Manifest, Verified), StoreError> {
    let work = beside(to, "copying")?;
    fs::create_dir(&work)?;
    let outcome = assemble(folder, settings, to, &work, studies);
    let cleared = fs::remove_dir_all(&work);
    let made = outcome?;
    cleared?;
    Ok(made)
}

fn assemble(
    folder: &Path,
    settings: &Settings,
    to: &Path,
    work: &Path,
    studies: Studies<'_>,
) -> Result<(Manifest, Verified), StoreError> {
    let copy = work.join(sqlite::FILE);
    sqlite::copy(&folder.join(sqlite::FILE), &copy, SECRETS)?;
    let verified = sound(work, &settings.verifier())?;
    let packed = work.join("studies.part");
    let part = studies::pack(studies, &mut new_file(&packed)?)?;
    let manifest = Manifest {
        studies: Some(part),
        ..manifest(work, &copy)?
    };
    let line = serde_json::to_string(&manifest)?;
    let signature = settings.key.sign(&signed(FORMAT, &line));
    let part = work.join("backup");
    let mut file = new_file(&part)?;
    write!(file, "{FORMAT}\n{line}\n{signature}\n")?;
    io::copy(&mut File::open(&copy)?, &mut file)?;
    let blobs = settings.blobs(folder);
    for (hash, _) in named(work)? {
        let bytes = blobs.get(hash)?;
        let missing = || StoreError::damaged(format!("the file {hash} is missing; see doctor"));
        file.write_all(&bytes.ok_or_else(missing)?)?;
    }
    io::copy(&mut File::open(&packed)?, &mut file)?;
    file.sync_all()?;
    fs::rename(&part, to)?;
    sync_folder_of(to)?;
    Ok((manifest, verified))
}

/// The files that ledgers of a data folder name.
fn named(folder: &Path) -> Result<Vec<(Hash, u64)>, StoreError> {
    let mut engine = Folder::beside(folder)?.reader()?;
    engine.begin(Purpose::Read)?;
    let cache = Cache::default();
    Read::new(engine.as_mut(), &cache, Sight::All).blobs()
}

/// Takes the files out of the rest of a backup.
fn unpack_blobs(
    from: &mut impl io::Read,
    blobs: &dyn Blobs,
    work: &Path,
) -> Result<(), StoreError> {
    for (hash, size) in named(work)? {
        let mut bytes = Vec::new();
        from.by_ref().take(size).read_to_end(&mut bytes)?;
        if Hash::plain(&bytes) != hash {
            let cause = format!("the backup does not hold the file {hash}");
            return Err(StoreError::damaged(cause));
        }
        blobs.put(&bytes)?;
    }
    Ok(())
}

fn ended(from: &mut impl io::Read) -> Result<(), StoreError> {
    match from.read(&mut [0])? {
        0 => Ok(()),
        _ => Err(StoreError::damaged("something follows the backup's end")),
    }
}

fn sound(folder: &Path, verifier: &Verifier) -> Result<Verified, StoreError> {
    let inspected = inspected(&Folder::beside(folder)?, verifier, None)?;
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

/// Makes a data folder of a backup, without own studies.
///
/// # Errors
/// As [`restore_with`].
pub fn restore(
    backup: &Path,
    settings: &Settings,
    key_file: &Path,
    erasures: Erasures,
    to: &Path,
) -> Result<(Manifest, Repeated), StoreError> {
    let none = &mut |_: &Path, _| Ok(());
    restore_with(backup, settings, key_file, erasures, to, none)
}

/// Makes a data folder of a backup: checks name, key, version, hash and every entry before the folder bears its name, and raises the
/// journal's epoch, so that whoever holds a later receipt can tell. The key comes from its own file. What was erased since the backup
/// is erased again before anybody can come in. Own studies are handed on with the folder that is being made.
///
/// # Errors
/// [`Code::Exists`], [`Code::OtherKey`], [`Code::NewerSchema`], or [`Code::Damaged`].
pub fn restore_with(
    backup: &Path,
    settings: &Settings,
    key_file: &Path,
    erasures: Erasures,
    to: &Path,
    keep: Keep<'_>,
) -> Result<(Manifest, Repeated), StoreError> {
    let work = beside(to, "restoring")?;
    fs::DirBuilder::new().create(&work)?;
    let outcome = lay_out(backup, settings, (key_file, erasures), &work, keep);
    let placed = outcome.and_then(|restored| {
        fs::rename(&work, to)?;
        sync_folder_of(to)?;
        Ok(restored)
    });
    if placed.is_err() {
        let _ = fs::remove_dir_all(&work);
    }
    placed
}

fn lay_out(
    backup: &Path,
    settings: &Settings,
    (key_file, erasures): (&Path, Erasures),
    work: &Path,
    keep: Keep<'_>,
) -> Result<(Manifest, Repeated), StoreError> {
    let folder = Folder::open(work)?;
    let mut from = BufReader::new(File::open(backup)?);
    let manifest = unpack(&mut from, &settings.verifier(), &work.join(sqlite::FILE))?;
    schema::migrate(&folder, (settings.clock)())?;
    unpack_blobs(&mut from, settings.blobs(work).as_ref(), work)?;
    if let Some(part) = &manifest.studies {
        studies::unpack(&mut from, part, &mut |study| keep(work, study))?;
    }
    ended(&mut from)?;
    sound(work, &settings.verifier())?;
    raise_epoch(&folder, settings, &manifest.checkpoint)?;
    let store = Store::open_beside(work, settings.clone())?;
    let repeated = store.erase_again(erasures).map_err(unrecorded)?;
    drop(store);
    new_file(&key::path(work))?.write_all(&fs::read(key_file)?)?;
    File::open(key::path(work))?.sync_all()?;
    File::open(work)?.sync_all()?;
    Ok((manifest, repeated))
}

/// Reads what a backup says of itself, and compares it with the key and the bytes.
fn unpack(from: &mut impl BufRead, verifier: &Verifier, to: &Path) -> Result<Manifest, StoreError> {
    let [format, line, signature] = head(from)?;
    if ![FORMAT, FORMER].contains(&format.as_str()) {
        return Err(StoreError::damaged("the file is no backup"));
    }
    let signature = signature.parse::<Signature>().ok();
    let holds = |signature| verifier.key.verifies(&signed(&format, &line), &signature);
    if !signature.is_some_and(holds) {
        let cause = "the backup was not signed with this key, or its first lines were changed";
        return Err(StoreError::new(Code::OtherKey, cause));
    }
    let manifest: Manifest = serde_json::from_str(&line)?;
    let newest = sqlite_schema();
    if manifest.schema > newest {
        let cause = format!(
            "the backup has version {}, this program knows {newest}",
            manifest.schema
        );
        return Err(StoreError::new(Code::NewerSchema, cause));
    }
    let mut file = OpenOptions::new().write(true).truncate(true).open(to)?;
    let (bytes, sha256) = hashed(&mut from.take(manifest.bytes), &mut file)?;
    if (bytes, sha256) != (manifest.bytes, manifest.sha256) {
        return Err(StoreError::damaged(
            "the backup's bytes are not those its first lines name",
        ));
    }
    file.sync_all()?;
    Ok(manifest)
}

fn sqlite_schema() -> u32 {
    schema::SQLITE.last().map_or(0, |step| step.number)
}

fn head(from: &mut impl BufRead) -> Result<[String; 3], StoreError> {
    let mut lines = [const { String::new() }; 3];
    for line in &mut lines {
        from.by_ref()
            .take(HEAD)
            .read_line(line)
            .map_err(|_| StoreError::damaged("the file is no backup"))?;
        line.truncate(line.trim_end_matches('\n').len());
    }
    Ok(lines)
}

/// Records that the data came from a backup; every checkpoint from here on bears the new epoch.
fn raise_epoch(
    database: &dyn Database,
    settings: &Settings,
    from: &Note,
) -> Result<(), StoreError> {
    let mut engine = database.writer()?;
    engine.begin(Purpose::Write)?;
    engine.see(&Sight::All)?;
    record_restored(engine.as_mut(), settings, from)?;
    engine.commit()
}

fn record_restored(
    engine: &mut dyn Engine,
    settings: &Settings,
    from: &Note,
) -> Result<(), StoreError> {
    let cache = Cache::default();
    let mut read = Read::new(engine, &cache, Sight::All);
    let journal = read.journal(true)?;
    let mut journal = journal.ok_or_else(|| StoreError::damaged("the journal's row is missing"))?;
    let (server, next) = (journal.server, journal.edge.size());
    let mut work = Work::new(read, settings, (settings.clock)(), journal.last, next);
    journal.epoch += 1;
    let restored = Restored {
        epoch: journal.epoch,
        size: from.checkpoint.size,
        root: from.checkpoint.root,
    };
    let recorded = work.record(Draft::new(server, restored), &nobody(Way::Operator), &[]);
    recorded.map_err(unrecorded)?;
    work.execute(
        "UPDATE journal SET epoch = $1 WHERE id = 1",
        values![journal.epoch],
    )?;
    seal(&mut work, settings, journal).map(drop)
}

fn unrecorded(error: NotRecorded) -> StoreError {
    match error {
        NotRecorded::Failed(error) => error,
        NotRecorded::Refused(refusal) => StoreError::damaged(format!("not restored: {refusal}")),
    }
}
