//! Durable statements a second, against what the raw engine does on the same disk: a bare loop that inserts the same bytes
//! with the same sync setting, length of log and the batch size that the writer really had, without chain, journal, digest or signature.
//!
//! `scripts/bench-store` runs it and says where the result is kept. Arguments: folder, seconds of each measurement, rounds,
//! and for a profiler the one number of writers to measure, without the bare loop.

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

/// What one measurement gave.
struct Measured {
    /// Acknowledged entries a second.
    rate: f64,
    /// Mean entries of a transaction.
    batch: f64,
    /// Mean bytes of an entry.
    size: usize,
}

fn ours(folder: &Path, writers: u64, seconds: u64) -> Measured {
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
    let (done, tally) = (done.into_inner(), store.tally());
    Measured {
        rate: done as f64 / began.elapsed().as_secs_f64(),
        batch: tally.jobs as f64 / tally.batches as f64,
        size: (bytes.into_inner() / done) as usize,
    }
}

/// Rows a second of a bare loop. A mean batch that is not whole is met by batches of both neighbouring sizes.
fn raw(file: &Path, batch: f64, size: usize, seconds: u64) -> f64 {
    let connection = Connection::open(file).unwrap();
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; CREATE TABLE entry (idx BIGINT PRIMARY KEY, bytes BLOB NOT NULL)").unwrap();
    let row: Vec<u8> = (0..size).map(|at| at as u8).collect();
    let (began, mut done, mut due) = (Instant::now(), 0_u64, 0.0);
    while began.elapsed() < Duration::from_secs(seconds) {
        due += batch;
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        let mut insert = connection
            .prepare_cached("INSERT INTO entry (idx, bytes) VALUES ($1, $2)")
            .unwrap();
        while (done as f64) < due {
            insert.execute((done as i64, &row)).unwrap();
            done += 1;
        }
        drop(insert);
        connection.execute_batch("COMMIT").unwrap();
    }
    done as f64 / began.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Measures in turns, so that a disk that slows down slows both; prints the medians, and the median of the rounds' ratios.
fn compare(place: &Path, writers: u64, seconds: u64, rounds: u64) {
    let [mut rates, mut batches, mut raws, mut ratios] = [const { Vec::new() }; 4];
    for round in 0..rounds {
        let folder = place.join(format!("ours-{writers}-{round}"));
        let file = place.join(format!("raw-{writers}-{round}.sqlite"));
        let measured = ours(&folder, writers, seconds);
        let bare = raw(&file, measured.batch, measured.size, seconds);
        std::fs::remove_dir_all(&folder).unwrap();
        std::fs::remove_file(&file).unwrap();
        rates.push(measured.rate);
        batches.push(measured.batch);
        raws.push(bare);
        ratios.push(measured.rate / bare);
    }
    let [rate, batch, bare, ratio] = [rates, batches, raws, ratios].map(median);
    println!("| {writers} | {batch:.1} | {rate:.0} | {bare:.0} | {ratio:.2} |");
}

fn main() {
    let arguments: Vec<String> = std::env::args()
        .filter(|argument| argument != "--bench")
        .collect();
    let folder = arguments.get(1).map_or(std::env::temp_dir(), Into::into);
    let number = |at: usize| arguments.get(at).and_then(|text| text.parse::<u64>().ok());
    let (seconds, rounds) = (number(2).unwrap_or(1), number(3).unwrap_or(3));
    let place = tempfile::tempdir_in(folder).unwrap();
    if let Some(writers) = number(4) {
        let measured = ours(&place.path().join("ours"), writers, seconds);
        println!("{:.0}/s, {:.1} a batch", measured.rate, measured.batch);
        return;
    }
    println!("| writers | entries a batch | ours, statements/s | bare loop, rows/s | ratio |");
    println!("|---|---|---|---|---|");
    for writers in [1, 8, 64] {
        compare(place.path(), writers, seconds, rounds);
    }
}
