//! Files are kept whole or not at all, found when they were changed, and come along in a backup.

use std::fs;
use std::path::Path;

use ledger::hash::Hash;
use ledger::id::OrganisationId;

use super::{Blobs, OnDisk};
use crate::backup::{back_up, restore};
use crate::engine::sqlite::Folder;
use crate::engine::{Database, Purpose, values};
use crate::erasures::Erasures;
use crate::operator::inspect;
use crate::testing::files::{FILES, contract};
use crate::testing::{HandClock, found, settings};
use crate::{Code, Settings, Store, StoreError};

/// A server's folder whose one organisation names three files.
fn filled(data: &Path) -> Vec<Hash> {
    crate::key::create(data, "t.example", &[7; 32]).unwrap();
    let store = Store::open_folder(data, settings(&HandClock::default(), 1)).unwrap();
    found(&store, 1).unwrap();
    let blobs = OnDisk::of(data);
    let put = FILES.map(|bytes| (blobs.put(bytes).unwrap(), bytes.len() as u64));
    let ledger = OrganisationId([1; 16]).into();
    store
        .write(move |work| {
            put.iter()
                .try_for_each(|(hash, size)| work.add_blob(ledger, *hash, *size))
        })
        .unwrap();
    put.map(|(hash, _)| hash).to_vec()
}

fn looked(data: &Path) -> super::Looked {
    let told = settings(&HandClock::default(), 2);
    inspect(&Folder::beside(data).unwrap(), data, &told)
        .unwrap()
        .blobs
}

#[test]
fn a_file_is_kept_by_what_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = OnDisk::of(folder.path());
    contract(&blobs, || Box::new(OnDisk::of(folder.path())));
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let hash = Hash::plain(b"evidence");
    assert_eq!(
        (mode(&blobs.shelf(hash)), mode(&blobs.path(hash))),
        (0o700, 0o600)
    );
}

#[test]
fn what_was_being_written_when_somebody_died_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = OnDisk::of(folder.path());
    let hash = Hash::plain(b"evidence");
    super::make(&blobs.shelf(hash)).unwrap();
    fs::write(blobs.shelf(hash).join(".part-1-0"), b"evid").unwrap();
    assert_eq!(
        (blobs.get(hash).unwrap(), blobs.list().unwrap()),
        (None, vec![])
    );
    assert_eq!(blobs.put(b"evidence").unwrap(), hash);
    assert_eq!(blobs.list().unwrap(), [hash]);
}

#[test]
fn a_file_that_cannot_be_written_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    // Something else has the folder's name.
    fs::write(folder.path().join(super::FOLDER), b"").unwrap();
    let refused = OnDisk::of(folder.path()).put(b"evidence");
    assert_eq!(refused.map_err(|error| error.code), Err(Code::Disk));
}

#[test]
fn a_changed_or_missing_file_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let hashes = filled(&data);
    assert_eq!((looked(&data).sound, looked(&data).missing), (3, vec![]));
    let blobs = OnDisk::of(&data);
    fs::write(blobs.path(hashes[1]), b"evidenCe").unwrap();
    fs::remove_file(blobs.path(hashes[2])).unwrap();
    let found = looked(&data);
    assert_eq!(
        (found.sound, found.changed, found.missing),
        (1, vec![hashes[1]], vec![hashes[2]])
    );
    assert_eq!(
        blobs.get(hashes[1]).map_err(|error| error.code),
        Err(Code::Damaged)
    );
    // Such data is not backed up as if it were whole.
    let told = settings(&HandClock::default(), 2);
    let refused = back_up(&data, &told, &folder.path().join("b"));
    assert_eq!(refused.err().map(|error| error.code), Some(Code::Damaged));
    assert!(!folder.path().join("b").exists());
}

#[test]
fn files_come_along_in_a_backup_and_every_cut_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let hashes = filled(&at("data"));
    let told = settings(&HandClock::default(), 2);
    back_up(&at("data"), &told, &at("b")).unwrap();
    let back = |to: &str| {
        restore(
            &at("b"),
            &told,
            &at("data/key"),
            Erasures::default(),
            &at(to),
        )
    };
    back("new").unwrap();
    let blobs = OnDisk::of(&at("new"));
    for (hash, bytes) in hashes.iter().zip(FILES) {
        assert_eq!(blobs.get(*hash).unwrap().as_deref(), Some(bytes));
    }
    let whole = fs::read(at("b")).unwrap();
    let middle = whole.len() - 100_000;
    let mut flipped = whole.clone();
    flipped[middle] ^= 1;
    let longer = [&whole[..], b"x"].concat();
    for (name, bytes) in [
        ("cut", &whole[..middle]),
        ("flipped", &flipped),
        ("longer", &longer),
    ] {
        fs::write(at("b"), bytes).unwrap();
        let refused = back(name).err().map(|error| error.code);
        assert_eq!(
            (refused, at(name).exists()),
            (Some(Code::Damaged), false),
            "{name}"
        );
    }
}

/// A place where a file goes at the moment somebody reads it, since its ledger forgets it then.
struct Erasing {
    place: OnDisk,
    data: std::path::PathBuf,
    erased: std::sync::atomic::AtomicBool,
}

impl Blobs for Erasing {
    fn put(&self, bytes: &[u8]) -> Result<Hash, StoreError> {
        self.place.put(bytes)
    }

    fn get(&self, hash: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        if !self.erased.swap(true, std::sync::atomic::Ordering::SeqCst) {
            let database = Folder::beside(&self.data)?;
            let mut engine = database.writer()?;
            engine.begin(Purpose::Write)?;
            engine.execute("DELETE FROM blob WHERE hash = $1", values![hash])?;
            engine.commit()?;
            self.place.remove(hash)?;
        }
        self.place.get(hash)
    }

    fn remove(&self, hash: Hash) -> Result<(), StoreError> {
        self.place.remove(hash)
    }

    fn list(&self) -> Result<Vec<Hash>, StoreError> {
        self.place.list()
    }
}

#[test]
fn an_erasure_while_a_backup_is_made_does_not_break_it() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let hashes = filled(&at("data"));
    let told = settings(&HandClock::default(), 2);
    let erasing = Erasing {
        place: OnDisk::of(&at("data")),
        data: at("data"),
        erased: false.into(),
    };
    let meanwhile = Settings {
        blobs: Some(std::sync::Arc::new(erasing)),
        ..told.clone()
    };
    back_up(&at("data"), &meanwhile, &at("b")).unwrap();
    let (key, none) = (at("data/key"), Erasures::default());
    restore(&at("b"), &told, &key, none, &at("new")).unwrap();
    let mut left = OnDisk::of(&at("new")).list().unwrap();
    left.sort();
    let mut expected = hashes.to_vec();
    expected.sort();
    expected.remove(0);
    assert_eq!(left, expected, "what was erased is in no backup");
}
