//! Durable statements a second, against what the raw engine does on the same disk: a bare loop that inserts the same bytes
//! with the same sync setting and batch size, without chain, journal, digest or signature.
//!
//! `scripts/bench-store` runs it and says where the result is kept. Arguments: folder, seconds of each measurement.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use ledger::admission::{Actor, Draft};
use ledger::body::house::{Founded, Role, Stated, Value};
use ledger::bytes::Canonical;
use ledger::entry::{Author, Way};
use ledger::id::{OrganisationId, PersonId};
use ledger::organisation::{Name, NameKind, Profile};
use ledger::signature::PrivateKey;
use rusqlite::Connection;
use store::{NotRecorded, Settings, Store};

/// Entries a ledger takes before its writer goes on to another: ledgers are small.
const LENGTH: u64 = 20;

fn settings() -> Settings {
    let clock = std::sync::Arc::new(|| {
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap();
        ledger::moment::Moment::from_millis(i64::try_from(since.as_millis()).unwrap()).unwrap()
    });
    let random = store::testing::seeded(1);
    Settings {
        own_clock: true,
        ..Settings::new("bench.example", PrivateKey::new(&[1; 32]), clock, random)
    }
}

fn person() -> PersonId {
    PersonId([1; 16])
}

fn actor(organisation: OrganisationId, way: Way) -> Actor {
    let author = Author {
        person: Some(person()),
        organisation: Some(organisation),
        means: way.into(),
    };
    Actor {
        author,
        roles: [Role::Owner].into(),
        scopes: Vec::new(),
    }
}

fn founded() -> Founded {
    let names = vec![Name {
        kind: NameKind::Official,
        text: "計測用組織".to_owned(),
    }];
    Founded {
        names,
        identifier: None,
        profile: Profile::default(),
        owner: person(),
    }
}

fn stated() -> Stated {
    let (item, from) = (
        "rule.takeout.encryption".parse().unwrap(),
        "2026-11-01".parse().unwrap(),
    );
    Stated {
        item,
        value: Value::InForce,
        from,
        note: None,
    }
}

/// Founds or states once; the first of every [`LENGTH`] founds. Gives the entry's size.
fn once(store: &Store, number: u64) -> usize {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&(number / LENGTH).to_be_bytes());
    let organisation = OrganisationId(id);
    let founds = number.is_multiple_of(LENGTH);
    let outcome: Result<_, NotRecorded> = store.write(move |work| {
        if founds {
            return work.record(
                Draft::new(organisation, founded()),
                &actor(organisation, Way::Setup),
                &[],
            );
        }
        work.record(
            Draft::new(organisation, stated()),
            &actor(organisation, Way::Session),
            &[],
        )
    });
    outcome.unwrap().entry.to_bytes().len()
}

/// Acknowledged entries a second with so many writers, and their mean size.
fn ours(folder: &Path, writers: u64, seconds: u64) -> (f64, usize) {
    let store = Store::open_folder(folder, settings()).unwrap();
    let (done, bytes) = (AtomicU64::new(0), AtomicU64::new(0));
    let began = Instant::now();
    std::thread::scope(|scope| {
        for writer in 0..writers {
            let (store, done, bytes) = (&store, &done, &bytes);
            scope.spawn(move || {
                let mut number = writer * 1_000_000 * LENGTH;
                while began.elapsed() < Duration::from_secs(seconds) {
                    bytes.fetch_add(once(store, number) as u64, Ordering::Relaxed);
                    done.fetch_add(1, Ordering::Relaxed);
                    number += 1;
                }
            });
        }
    });
    let done = done.into_inner();
    (
        done as f64 / began.elapsed().as_secs_f64(),
        (bytes.into_inner() / done) as usize,
    )
}

/// Rows a second of a bare loop.
fn raw(file: &Path, batch: u64, size: usize, seconds: u64) -> f64 {
    let connection = Connection::open(file).unwrap();
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entry (idx BIGINT PRIMARY KEY, bytes BLOB NOT NULL)").unwrap();
    let row: Vec<u8> = (0..size).map(|at| at as u8).collect();
    let (began, mut done) = (Instant::now(), 0_u64);
    while began.elapsed() < Duration::from_secs(seconds) {
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        let mut insert = connection
            .prepare_cached("INSERT INTO entry (idx, bytes) VALUES ($1, $2)")
            .unwrap();
        for _ in 0..batch {
            insert.execute((done as i64, &row)).unwrap();
            done += 1;
        }
        drop(insert);
        connection.execute_batch("COMMIT").unwrap();
    }
    done as f64 / began.elapsed().as_secs_f64()
}

fn main() {
    let arguments: Vec<String> = std::env::args()
        .filter(|argument| argument != "--bench")
        .collect();
    let folder = arguments.get(1).map_or(std::env::temp_dir(), Into::into);
    let seconds: u64 = arguments
        .get(2)
        .and_then(|seconds| seconds.parse().ok())
        .unwrap_or(1);
    let place = tempfile::tempdir_in(folder).unwrap();
    println!("| writers | ours, statements/s | bare loop, rows/s | ratio |\n|---|---|---|---|");
    for writers in [1, 8, 64] {
        // In turns, so that a disk that slows down slows both.
        let mut rates = [Vec::new(), Vec::new()];
        for round in 0..3 {
            let (rate, size) = ours(
                &place.path().join(format!("ours-{writers}-{round}")),
                writers,
                seconds,
            );
            rates[0].push(rate);
            rates[1].push(raw(
                &place.path().join(format!("raw-{writers}-{round}.sqlite")),
                writers,
                size,
                seconds,
            ));
        }
        let [ours, raw] = rates.map(|mut rates| {
            rates.sort_by(f64::total_cmp);
            rates[1]
        });
        println!("| {writers} | {ours:.0} | {raw:.0} | {:.2} |", ours / raw);
    }
}
