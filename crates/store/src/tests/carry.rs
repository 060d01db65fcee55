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

/// Backs up from one place and restores to another; gives what is there then.
fn round(from: &dyn Database, to: Option<&dyn Database>, ground: &Path) -> Result<u64, StoreError> {
    let at = |name: &str| ground.join(name);
    let told = told(&at("data"), 9);
    back_up_with(from, &told, &at("b"), &mut std::iter::empty())?;
    let elsewhere = settings(&HandClock::default(), 10);
    let keep = &mut |_: &Path, _| Ok(());
    let key = (at("data/key"), to);
    let key = (key.0.as_path(), key.1);
    restore_with(
        &at("b"),
        &elsewhere,
        key,
        Erasures::default(),
        &at("new"),
        keep,
    )?;
    let there: Box<dyn Database> = match to {
        None => Box::new(Folder::beside(&at("new"))?),
        // Nothing of it is left in the folder.
        Some(_) => {
            assert!(Folder::beside(&at("new")).is_err());
            return Ok(0);
        }
    };
    let seen = inspect(there.as_ref(), &at("new"), &elsewhere)?;
    assert_eq!((seen.verified.findings.len(), seen.blobs.sound), (0, 1));
    Ok(seen.verified.entries)
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
    assert_eq!(round(&server, None, ground.path()), Ok(size + 1));

    // From that folder into an empty database, where it goes on.
    let ground = ground.path().join("again");
    std::fs::create_dir(&ground).unwrap();
    std::fs::rename(ground.with_file_name("new"), ground.join("data")).unwrap();
    let folder = Folder::beside(&ground.join("data")).unwrap();
    let empty = cluster.server(&cluster.database());
    assert_eq!(round(&folder, Some(&empty), &ground), Ok(0));
    let there = told(&ground.join("new"), 11);
    let seen = inspect(&empty, &ground.join("new"), &there).unwrap();
    assert_eq!(seen.verified.findings, []);
    assert_eq!((seen.verified.entries, seen.blobs.sound), (size + 2, 1));
    let store = Store::open(Box::new(empty.clone()), there).unwrap();
    assert_eq!(store.restored().unwrap().unwrap().epoch, 2);
    assert_eq!(store.rebuild(), Ok(0), "lists came along as they were");
    found(&store, 3).unwrap();
    assert_eq!(store.verify_all().unwrap().findings, []);
    drop(store);

    // A database with data in it is left as it is.
    let before = inspect(&empty, &ground.join("new"), &told(&ground.join("new"), 12)).unwrap();
    std::fs::remove_file(ground.join("b")).unwrap();
    std::fs::rename(ground.join("new"), ground.join("kept")).unwrap();
    let refused = round(&folder, Some(&empty), &ground);
    assert_eq!(refused.map_err(|error| error.code), Err(Code::Exists));
    assert!(!ground.join("new").exists());
    let after = inspect(
        &empty,
        &ground.join("kept"),
        &told(&ground.join("kept"), 13),
    )
    .unwrap();
    assert_eq!(before.verified, after.verified);
}
