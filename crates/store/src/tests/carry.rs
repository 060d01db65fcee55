//! A server on PostgreSQL is backed up in the same form as one in a folder, and any backup is restored to either.

use std::path::Path;

use crate::Store;
use crate::backup::{back_up_with, restore_with};
use crate::engine::Database;
use crate::engine::sqlite::Folder;
use crate::erasures::Erasures;
use crate::error::{Code, StoreError};
use crate::operator::inspect;
use crate::settings::Settings;
use crate::testing::{HandClock, found, settings};
use crate::tests::cluster::cluster;

/// A server with two organisations, a person and a file, wherever its entries are.
fn filled(database: Box<dyn Database>, told: Settings) -> u64 {
    let store = Store::open(database, told).unwrap();
    for number in [1, 2] {
        found(&store, number).unwrap();
    }
    let hash = store.blobs().unwrap().put(b"evidence").unwrap();
    let ledger = ledger::id::OrganisationId([1; 16]).into();
    let added = store.write(move |work| work.add_blob(ledger, hash, 8));
    added.unwrap();
    store.read(|read| read.note()).unwrap().checkpoint.size
}

fn told(folder: &Path, seed: u64) -> Settings {
    settings(&HandClock::default(), seed).with_files(folder)
}

/// Backs up from one place and restores to another, or to a folder.
fn round(from: &dyn Database, to: Option<&dyn Database>, ground: &Path) -> Result<(), StoreError> {
    let at = |name: &str| ground.join(name);
    let (backup, key) = (at("b"), at("data/key"));
    let here = told(&at("data"), 9);
    back_up_with(from, &here, &backup, &mut std::iter::empty())?;
    let elsewhere = settings(&HandClock::default(), 10);
    let (place, none) = ((key.as_path(), to), Erasures::default());
    let keep = &mut |_: &Path, _| Ok(());
    restore_with(&backup, &elsewhere, place, none, &at("new"), keep).map(drop)
}

/// Entries and files of a place in which nothing is wrong.
fn sound(database: &dyn Database, folder: &Path) -> (u64, u64) {
    let seen = inspect(database, folder, &told(folder, 12)).unwrap();
    assert_eq!(seen.verified.findings, []);
    (seen.verified.entries, seen.blobs.sound)
}

#[test]
fn from_postgres_into_a_folder_and_back() {
    let Some(cluster) = cluster() else {
        return;
    };
    let ground = tempfile::tempdir().unwrap();
    let data = ground.path().join("data");
    crate::key::create(&data, "t.example", &[7; 32]).unwrap();
    let server = cluster.server(&cluster.database());
    let size = filled(Box::new(server.clone()), told(&data, 1));
    assert_eq!(round(&server, None, ground.path()), Ok(()));
    let restored = ground.path().join("new");
    let folder = Folder::beside(&restored).unwrap();
    assert_eq!(sound(&folder, &restored), (size + 1, 1));

    // From that folder into an empty database, where it goes on.
    let ground = ground.path().join("again");
    std::fs::create_dir(&ground).unwrap();
    std::fs::rename(restored, ground.join("data")).unwrap();
    let folder = Folder::beside(&ground.join("data")).unwrap();
    let empty = cluster.server(&cluster.database());
    assert_eq!(round(&folder, Some(&empty), &ground), Ok(()));
    let new = ground.join("new");
    assert!(Folder::beside(&new).is_err(), "nothing of it stays there");
    assert_eq!(sound(&empty, &new), (size + 2, 1));
    let store = Store::open(Box::new(empty.clone()), told(&new, 11)).unwrap();
    assert_eq!(store.restored().unwrap().unwrap().epoch, 2);
    assert_eq!(store.rebuild(), Ok(0), "lists came along as they were");
    found(&store, 3).unwrap();
    assert_eq!(store.verify_all().unwrap().findings, []);
    drop(store);

    // A database with data in it is left as it is, and no file is put anywhere.
    let before = sound(&empty, &new);
    std::fs::remove_file(ground.join("b")).unwrap();
    std::fs::rename(new, ground.join("kept")).unwrap();
    let refused = round(&folder, Some(&empty), &ground);
    assert_eq!(refused.map_err(|error| error.code), Err(Code::Exists));
    assert!(!ground.join("new").exists());
    assert_eq!(sound(&empty, &ground.join("kept")), before);
}
