//! A database that was set back under the server, or went on without it from an older point: noticed, and nothing is signed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ledger::admission::Draft;
use ledger::journal::checkpoint::Checkpoint;

use super::fixture::{founded, organisation, setup};
use crate::engine::failing::{FailingDatabase, Fuse};
use crate::engine::sqlite::{FILE, Folder};
use crate::engine::{Database, Engine};
use crate::error::{Code, StoreError};
use crate::schema::Migration;
use crate::testing::{HandClock, settings};
use crate::witness;
use crate::{NotRecorded, Settings, Store, Work};

fn found(store: &Store, number: u8) -> Result<(), NotRecorded> {
    let draft = Draft::new(organisation(number), founded(number));
    store.write(move |work: &mut Work<'_>| work.record(draft, &setup(), &[]).map(drop))
}

/// The database of a closed folder, put into another.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for end in ["", "-wal", "-shm"] {
        let (from, to) = (
            from.join(format!("{FILE}{end}")),
            to.join(format!("{FILE}{end}")),
        );
        let _ = fs::remove_file(&to);
        if from.exists() {
            fs::copy(from, to).unwrap();
        }
    }
}

fn grown(folder: &Path, seed: u64, numbers: &[u8]) {
    let store = Store::open_folder(folder, settings(&HandClock::default(), seed)).unwrap();
    for number in numbers {
        found(&store, *number).unwrap();
    }
}

/// A database server that another machine may take over from.
#[derive(Debug, Clone)]
struct Moved(Arc<Mutex<PathBuf>>);

impl Moved {
    fn folder(&self) -> Result<Folder, StoreError> {
        Folder::beside(&self.0.lock().unwrap())
    }
}

impl Database for Moved {
    fn migrations(&self) -> &'static [Migration] {
        crate::schema::SQLITE
    }

    fn owner(&self) -> Result<Box<dyn Engine>, StoreError> {
        self.folder()?.owner()
    }

    fn writer(&self) -> Result<Box<dyn Engine>, StoreError> {
        self.folder()?.writer()
    }

    fn reader(&self) -> Result<Box<dyn Engine>, StoreError> {
        self.folder()?.reader()
    }

    fn copy(
        &self,
        to: &Path,
        without: &[&str],
        now: ledger::moment::Moment,
    ) -> Result<(), StoreError> {
        self.folder()?.copy(to, without, now)
    }
}

/// A server acknowledges an entry, loses its database, and finds another in its place, where `sql` was done last.
/// Gives what its next write says.
fn after_failover(standby: &[u8], sql: &str) -> (Result<(), Code>, bool) {
    let ground = tempfile::tempdir().unwrap();
    let (first, second) = (ground.path().join("a"), ground.path().join("b"));
    grown(&first, 1, &[1]);
    copy(&first, &second);
    let place = Moved(Arc::new(Mutex::new(first)));
    let fuse = Fuse::new(Code::Unreachable).once();
    let database = FailingDatabase {
        inner: Box::new(place.clone()),
        fuse: fuse.clone(),
    };
    let server = Store::open(Box::new(database), settings(&HandClock::default(), 2)).unwrap();
    found(&server, 2).unwrap();
    grown(&second, 3, standby);
    let standby = rusqlite::Connection::open(second.join(FILE)).unwrap();
    standby.execute_batch(sql).unwrap();
    drop(standby);
    *place.0.lock().unwrap() = second;
    fuse.set(0);
    let code = |outcome: Result<(), NotRecorded>| match outcome {
        Err(NotRecorded::Failed(error)) => Err(error.code),
        Err(NotRecorded::Refused(refusal)) => panic!("{refusal}"),
        Ok(()) => Ok(()),
    };
    assert_eq!(code(found(&server, 8)), Err(Code::Unreachable));
    (code(found(&server, 9)), server.stopped().is_some())
}

#[test]
fn a_standby_that_lagged_is_written_to_no_more() {
    let stopped = (Err(Code::Damaged), true);
    assert_eq!(after_failover(&[], ""), stopped, "shorter");
    assert_eq!(after_failover(&[3], ""), stopped, "as long");
    assert_eq!(
        after_failover(&[3, 4, 5], ""),
        stopped,
        "longer, from another beginning"
    );
    assert_eq!(after_failover(&[2], ""), (Ok(()), false), "the same");
    assert_eq!(
        after_failover(&[2, 4], ""),
        (Ok(()), false),
        "its continuation"
    );
    let older = "UPDATE journal SET epoch = epoch + 1";
    assert_eq!(after_failover(&[2, 4], older), stopped, "other than signed");
}

/// A folder with a note of its end beside the database, and an older copy of the database.
fn noted() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let ground = tempfile::tempdir().unwrap();
    let (folder, old) = (ground.path().join("a"), ground.path().join("old"));
    let store = Store::open_folder(&folder, noting(&folder)).unwrap();
    found(&store, 1).unwrap();
    drop(store);
    copy(&folder, &old);
    let store = Store::open_folder(&folder, noting(&folder)).unwrap();
    found(&store, 2).unwrap();
    drop(store);
    (ground, folder, old)
}

fn noting(folder: &Path) -> Settings {
    Settings {
        witness: Some(witness::path(folder)),
        ..settings(&HandClock::default(), 1)
    }
}

fn start(folder: &Path) -> Result<(), Code> {
    let opened = Store::open_folder(folder, noting(folder));
    opened.map(drop).map_err(|error| error.code)
}

#[test]
fn a_database_older_than_what_was_noted_beside_it_is_not_served() {
    let (_ground, folder, old) = noted();
    assert_eq!(start(&folder), Ok(()), "as it was left");
    copy(&old, &folder);
    assert_eq!(start(&folder), Err(Code::SetBack), "older");
    grown(&old, 7, &[5, 6, 7]);
    copy(&old, &folder);
    assert_eq!(
        start(&folder),
        Err(Code::SetBack),
        "gone on from an older point"
    );
}

#[test]
fn a_note_counts_by_its_signature_and_epoch() {
    let (_ground, folder, _) = noted();
    let (path, ours) = (witness::path(&folder), noting(&folder));
    let note = |epoch, size| Checkpoint {
        origin: ours.origin.clone(),
        size,
        root: ledger::hash::Hash::plain(b"another"),
        epoch,
    };
    let strange = ledger::signature::PrivateKey::new(&[9; 32]);
    for (text, outcome) in [
        (String::new(), Err(Code::SetBack)),
        (note(0, 1).signed(&strange).to_string(), Err(Code::SetBack)),
        (note(0, 1).signed(&ours.key).to_string(), Err(Code::SetBack)),
        (note(1, 1).signed(&ours.key).to_string(), Err(Code::SetBack)),
    ] {
        fs::write(&path, text).unwrap();
        assert_eq!(start(&folder), outcome);
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(start(&folder), Ok(()), "none yet");
}

#[test]
fn the_note_follows_within_about_a_second() {
    let ground = tempfile::tempdir().unwrap();
    let folder = ground.path().join("a");
    let store = Store::open_folder(&folder, noting(&folder)).unwrap();
    for number in 1..=3 {
        found(&store, number).unwrap();
    }
    let wanted = store.read(|read| read.note()).unwrap().to_string();
    let written = || fs::read_to_string(witness::path(&folder)).is_ok_and(|text| text == wanted);
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while !written() && std::time::Instant::now() < until {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(written());
}
