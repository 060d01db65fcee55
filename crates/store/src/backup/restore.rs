//! The way back from a backup: everything in it is checked before the folder bears its name, and the server's ledger says it was restored.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read as _, Write as _};
use std::path::Path;

use ledger::admission::Draft;
use ledger::body::server::Restored;
use ledger::entry::Way;
use ledger::hash::Hash;
use ledger::journal::checkpoint::{Note, Verifier};
use ledger::signature::Signature;

use super::{
    FORMAT, FORMER, HEAD, Keep, Manifest, beside, hashed, named, new_file, signed, sound, studies,
    sync_folder_of,
};
use crate::blobs::Blobs;
use crate::cache::Cache;
use crate::carry;
use crate::engine::sqlite::{self, Folder};
use crate::engine::{Database, Engine, Purpose, Sight, values};
use crate::erasures::{Erasures, Repeated};
use crate::error::{Code, NotRecorded, StoreError};
use crate::read::Read;
use crate::settings::Settings;
use crate::start::nobody;
use crate::work::Work;
use crate::writer::seal;
use crate::{Store, key, schema};

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
    restore_with(backup, settings, (key_file, None), erasures, to, none)
}

/// Makes a data folder of a backup: checks name, key, version, hash and every entry before the folder bears its name, and raises the
/// journal's epoch, so that whoever holds a later receipt can tell. The key comes from its own file. What was erased since the backup
/// is erased again before anybody can come in. Own studies are handed on with the folder that is being made. Where another database is
/// given, which must be empty, it gets the entries when all of that is done, and the folder keeps the key and what else lies there.
///
/// # Errors
/// [`Code::Exists`], [`Code::OtherKey`], [`Code::NewerSchema`], or [`Code::Damaged`].
pub fn restore_with(
    backup: &Path,
    settings: &Settings,
    (key_file, into): (&Path, Option<&dyn Database>),
    erasures: Erasures,
    to: &Path,
    keep: Keep<'_>,
) -> Result<(Manifest, Repeated), StoreError> {
    // Asked first: nothing of a backup is to be put beside data that lives.
    into.map_or(Ok(()), carry::empty)?;
    let work = beside(to, "restoring")?;
    fs::DirBuilder::new().create(&work)?;
    let outcome = lay_out(backup, settings, (key_file, erasures), &work, keep);
    let placed = outcome.and_then(|restored| {
        if let Some(database) = into {
            give_over(&work, database, settings)?;
        }
        fs::rename(&work, to)?;
        sync_folder_of(to)?;
        Ok(restored)
    });
    if placed.is_err() {
        let _ = fs::remove_dir_all(&work);
    }
    placed
}

/// Carries a folder's entries into another database, and checks them there before they go here.
fn give_over(work: &Path, database: &dyn Database, settings: &Settings) -> Result<(), StoreError> {
    carry::hand_over(work, database, (settings.clock)())?;
    sound(database, &settings.verifier())?;
    carry::vacate(work)
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
    schema::raise(&folder, settings)?;
    unpack_blobs(&mut from, settings.blobs(work).as_ref(), work)?;
    if let Some(part) = &manifest.studies {
        studies::unpack(&mut from, part, &mut |study| keep(work, study))?;
    }
    ended(&mut from)?;
    sound(&Folder::beside(work)?, &settings.verifier())?;
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

/// Takes the files out of the rest of a backup.
fn unpack_blobs(
    from: &mut impl io::Read,
    blobs: &dyn Blobs,
    work: &Path,
) -> Result<(), StoreError> {
    for (hash, size) in named(&Folder::beside(work)?)? {
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
