//! What an operator with the disk, or the disk itself, can do to a data folder: found at start, or by verification.

use std::os::unix::fs::PermissionsExt;

use rusqlite::Connection;

use crate::Store;
use crate::engine::sqlite::{FILE, Folder};
use crate::engine::{Database, Value};
use crate::error::{Code, StoreError};
use crate::testing::{HandClock, settings};
use crate::verify::Fault;

/// A data folder with 600 entries in three ledgers and some texts, closed.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).unwrap();
    let write = |number: u8, count: u64| {
        store
            .write(move |work: &mut crate::Work<'_>| {
                use super::fixture::{founded, organisation, owner, setup, stated};
                use ledger::admission::Draft;
                work.record(
                    Draft::new(organisation(number), founded(number)),
                    &setup(),
                    &[],
                )?;
                for at in 1..count {
                    let (stated, opening) = stated(&format!("own.{at}"), &format!("{number} {at}"));
                    work.record(
                        Draft::new(organisation(number), stated),
                        &owner(number),
                        &[opening],
                    )?;
                }
                Ok::<(), crate::NotRecorded>(())
            })
            .unwrap();
    };
    write(1, 299);
    write(2, 300);
    drop(store);
    folder
}

fn open(folder: &tempfile::TempDir) -> Result<Store, StoreError> {
    Store::open_folder(folder.path(), settings(&HandClock::default(), 1))
}

/// Changes the database behind the store's back; gives what start says, and what verification finds if start says nothing.
fn after(sql: &str) -> String {
    let folder = folder();
    let connection = Connection::open(folder.path().join(FILE)).unwrap();
    let triggers = "DROP TRIGGER entry_stays; DROP TRIGGER entry_remains; DROP TRIGGER tile_stays; DROP TRIGGER tile_remains;";
    connection
        .execute_batch(&format!("{triggers}{sql}"))
        .unwrap();
    drop(connection);
    match open(&folder) {
        Err(error) => format!("start: {}", error.code),
        Ok(store) => match store.verify_all() {
            Err(error) => format!("verify: {}", error.code),
            Ok(verified) => {
                let mut faults: Vec<Fault> = verified
                    .findings
                    .iter()
                    .map(|finding| finding.fault)
                    .collect();
                faults.sort();
                faults.dedup();
                faults
                    .iter()
                    .map(|fault| fault.code())
                    .collect::<Vec<_>>()
                    .join(" ")
            }
        },
    }
}

/// What is done, and what is said: nothing, a refusal to start, or the faults verification finds.
const CASES: &[(&str, &str)] = &[
    ("SELECT 1", ""),
    // Near the end: at start.
    (
        "UPDATE entry SET bytes = zeroblob(40) WHERE idx = 590",
        "start: damaged",
    ),
    ("DELETE FROM entry WHERE idx = 599", "start: damaged"),
    ("DELETE FROM entry WHERE idx = 500", "start: damaged"),
    (
        "UPDATE entry SET hash = zeroblob(32) WHERE idx = 599",
        "start: damaged",
    ),
    (
        "UPDATE head SET length = length - 1 WHERE kind = 'house'",
        "start: damaged",
    ),
    ("DELETE FROM head WHERE kind = 'house'", "start: damaged"),
    ("DELETE FROM head WHERE kind = 'server'", "start: damaged"),
    ("DELETE FROM tile", "start: damaged"),
    ("UPDATE tile SET hash = zeroblob(32)", "start: damaged"),
    ("UPDATE journal SET epoch = 1", "start: damaged"),
    ("UPDATE journal SET note = NULL", "start: damaged"),
    (
        "UPDATE journal SET note = replace(note, '600', '599')",
        "start: damaged",
    ),
    ("UPDATE journal SET edge = zeroblob(12)", "start: damaged"),
    // Long ago: by verification.
    (
        "UPDATE entry SET bytes = zeroblob(40) WHERE idx = 7",
        "changed out-of-chain text",
    ),
    (
        "UPDATE entry SET recorded = recorded + 1 WHERE idx = 7",
        "misplaced",
    ),
    (
        "DELETE FROM entry WHERE idx = 7",
        "missing out-of-chain tile edge note text",
    ),
    (
        "UPDATE entry SET idx = idx - 1000 WHERE idx = 7; UPDATE entry SET idx = 7 WHERE idx = 8; UPDATE entry SET idx = 8 WHERE idx < 0",
        "out-of-chain tile edge note",
    ),
    // Computed things.
    (
        "UPDATE head SET digest = replace(digest, '第1', '第9')",
        "digest",
    ),
    ("UPDATE head SET recorded = 5 WHERE kind = 'server'", "head"),
    (
        "INSERT INTO access SELECT x.ledger, y.organisation FROM access x, access y WHERE x.ledger <> y.ledger",
        "access",
    ),
    ("DELETE FROM access", "access"),
    ("DELETE FROM member", "member"),
    ("INSERT INTO tile VALUES (8, 9, zeroblob(32))", "tile"),
    // Texts.
    (
        "UPDATE opening SET text = '2 1x' WHERE text = '2 1'",
        "text",
    ),
    ("UPDATE opening SET seq = 3 WHERE text = '2 1'", "text"),
    // Erased, as it may be.
    ("DELETE FROM opening", ""),
    // The schema.
    ("UPDATE migration SET checksum = 'x'", "start: other-schema"),
    (
        "INSERT INTO migration VALUES (99, 'x', 'x', 0)",
        "start: newer-schema",
    ),
];

#[test]
fn damage_is_found() {
    let wrong: Vec<_> = CASES
        .iter()
        .map(|(sql, wanted)| (sql, wanted, after(sql)))
        .filter(|(_, wanted, found)| *wanted != found)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_was_recorded_cannot_be_changed_by_a_statement() {
    let folder = folder();
    let connection = Connection::open(folder.path().join(FILE)).unwrap();
    for sql in [
        "UPDATE entry SET seq = 7",
        "DELETE FROM entry",
        "UPDATE tile SET level = 1",
        "DELETE FROM tile",
    ] {
        assert!(connection.execute_batch(sql).is_err(), "{sql}");
    }
}

#[test]
fn a_rebuild_mends_what_lists_read_and_finds_no_difference_otherwise() {
    let folder = folder();
    let store = open(&folder).unwrap();
    assert_eq!(store.rebuild(), Ok(0));
    drop(store);
    let connection = Connection::open(folder.path().join(FILE)).unwrap();
    let sql = "UPDATE head SET digest = '{}' WHERE kind = 'house'; DELETE FROM access; DELETE FROM member; UPDATE head SET recorded = 0 WHERE kind = 'server'";
    connection.execute_batch(sql).unwrap();
    drop(connection);
    let store = open(&folder).unwrap();
    assert!(!store.verify_all().unwrap().findings.is_empty());
    assert_eq!(store.rebuild(), Ok(3));
    assert_eq!(store.verify_all().unwrap().findings, []);
    assert_eq!(store.rebuild(), Ok(0));
}

#[test]
fn data_of_an_earlier_version_has_its_lists_computed_anew() {
    let folder = folder();
    drop(open(&folder).unwrap());
    let earlier = "UPDATE head SET digest = '{}' WHERE kind = 'house'; DELETE FROM migration WHERE number = 7";
    let connection = Connection::open(folder.path().join(FILE)).unwrap();
    connection.execute_batch(earlier).unwrap();
    drop(connection);
    let store = open(&folder).unwrap();
    assert_eq!(store.verify_all().unwrap().findings, []);
}

#[test]
fn data_that_cannot_be_computed_anew_is_not_raised() {
    let folder = folder();
    drop(open(&folder).unwrap());
    let connection = Connection::open(folder.path().join(FILE)).unwrap();
    let earlier = "DROP TRIGGER entry_stays; UPDATE entry SET bytes = x'00' WHERE idx = 1; DELETE FROM migration WHERE number = 7";
    connection.execute_batch(earlier).unwrap();
    assert!(open(&folder).is_err());
    let count = "SELECT COUNT(*) FROM migration WHERE number = 7";
    let raised: i64 = connection.query_row(count, [], |row| row.get(0)).unwrap();
    assert_eq!(raised, 0, "the program of before can still read it");
}

#[test]
fn one_process_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(&folder).unwrap();
    assert_eq!(
        open(&folder).err().map(|error| error.code),
        Some(Code::Locked)
    );
    drop(first);
    assert!(open(&folder).is_ok());
}

#[test]
fn nobody_else_may_read_the_folder() {
    let folder = folder();
    let _store = open(&folder).unwrap();
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder.path()), 0o700);
    let files: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .flatten()
        .map(|file| file.path())
        .collect();
    assert!(files.len() >= 3, "{files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[test]
fn every_connection_syncs_fully() {
    let ground = tempfile::tempdir().unwrap();
    let folder = Folder::open(ground.path()).unwrap();
    for mut engine in [folder.writer().unwrap(), folder.reader().unwrap()] {
        for (setting, wanted) in [
            ("journal_mode", Value::Text("wal".to_owned())),
            ("synchronous", Value::Int(2)),
            ("foreign_keys", Value::Int(1)),
            ("trusted_schema", Value::Int(0)),
        ] {
            let rows = engine.query(&format!("PRAGMA {setting}"), &[]).unwrap();
            assert_eq!(rows[0].0, [wanted], "{setting}");
        }
    }
    let mut reader = folder.reader().unwrap();
    assert!(reader.script("CREATE TABLE x (y BIGINT)").is_err());
}
