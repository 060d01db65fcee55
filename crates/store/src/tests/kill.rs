//! A process killed at random moments while several threads record: what was acknowledged is there after the next start, once.
//!
//! `TORIKIME_STORE_KILLS` says how often; 10 without it. `docs/measure/ledger-crashes.md` has the result of a long run.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use ledger::hash::Hash;
use ledger::id::{OrganisationId, PersonId};
use ledger::signature::PrivateKey;

use crate::engine::Sight;
use crate::error::NotRecorded;
use crate::testing::{found, real_clock, seeded, state_in};
use crate::working::guard::Answered;
use crate::{Settings, Store};

const FOLDER: &str = "TORIKIME_STORE_KILL_FOLDER";
const BEGIN: &str = "TORIKIME_STORE_KILL_BEGIN";
const WRITERS: u8 = 6;
const DAY: i64 = 86_400_000;

/// A statement that was acknowledged: its key, its place, its hash.
type Acknowledged = BTreeMap<(u8, u64), (u64, String)>;

fn open(folder: &Path, seed: u64) -> Store {
    let key = PrivateKey::new(&[7; 32]);
    let settings = Settings::new("t.example", key, real_clock(), seeded(seed));
    Store::open_folder(folder, settings).unwrap()
}

/// Not a test of its own: what the killed process does.
#[test]
#[ignore = "runs as a child of the test below"]
fn child() {
    let (Ok(folder), Ok(begin)) = (std::env::var(FOLDER), std::env::var(BEGIN)) else {
        return;
    };
    let begin: u64 = begin.parse().unwrap();
    let store = open(Path::new(&folder), begin);
    if store.ledger_ends().unwrap().len() == 1 {
        (1..=WRITERS).for_each(|writer| drop(found(&store, writer).unwrap()));
    }
    std::thread::scope(|scope| {
        for writer in 1..=WRITERS {
            let store = &store;
            scope.spawn(move || (begin..u64::MAX).for_each(|number| record(store, writer, number)));
        }
    });
}

/// Records a statement under a key; a second time under the same key is answered as the first.
fn record(store: &Store, writer: u8, number: u64) {
    let key = format!("{writer}-{number}");
    let answer = store.write(move |work| {
        let (person, now) = (PersonId([writer; 16]), work.now().moment);
        if let Some(known) = work.answered(person, &key, now)? {
            return Ok(known.response);
        }
        let placed = state_in(work, writer, "own.rule", &key)?;
        let response = format!("{} {}", placed.index, placed.entry.hash());
        let answered = Answered {
            request: Hash::plain(key.as_bytes()),
            response: response.clone(),
        };
        work.remember(person, &key, &answered, DAY)?;
        Ok::<_, NotRecorded>(response)
    });
    let line = format!("\nack {writer} {number} {}\n", answer.unwrap());
    std::io::stdout().lock().write_all(line.as_bytes()).unwrap();
}

fn spawn(folder: &Path, begin: u64) -> Child {
    let arguments = ["--exact", "tests::kill::child", "--ignored", "--nocapture"];
    Command::new(std::env::current_exe().unwrap())
        .args(arguments)
        .env(FOLDER, folder)
        .env(BEGIN, begin.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets a process record until it is killed; adds what it acknowledged.
fn until_killed(folder: &Path, begin: u64, after: Duration, known: &mut Acknowledged) {
    let mut child = spawn(folder, begin);
    let out = BufReader::new(child.stdout.take().unwrap());
    let mut first = None;
    let mut killed = false;
    for line in out.lines().map_while(Result::ok) {
        let words: Vec<&str> = line.split(' ').collect();
        if let ["ack", writer, number, index, hash] = words[..] {
            let key = (writer.parse().unwrap(), number.parse().unwrap());
            let value = (index.parse().unwrap(), hash.to_owned());
            let before = known.insert(key, value.clone());
            assert!(
                before.is_none_or(|before| before == value),
                "{key:?} doubled"
            );
            let began = *first.get_or_insert_with(Instant::now);
            if !killed && began.elapsed() >= after {
                child.kill().unwrap();
                killed = true;
            }
        }
    }
    assert!(!child.wait().unwrap().success());
    assert!(killed, "the process ended by itself");
}

/// Whether each acknowledged statement stands where it was said to, and none stands twice.
fn compare(store: &Store, known: &Acknowledged, from: u64) {
    store
        .read_as(Sight::All, |read| {
            for ((writer, number), (index, hash)) in known.iter().filter(|(key, _)| key.1 >= from) {
                let receipt = read.receipt(*index)?.expect("acknowledged, and lost");
                let leaf = receipt.leaf;
                assert_eq!(leaf.head.to_string(), *hash, "{writer}-{number} changed");
                assert_eq!(leaf.ledger, OrganisationId([*writer; 16]).into());
                assert!(receipt.holds(&store.verifier()));
            }
            Ok::<_, crate::StoreError>(())
        })
        .unwrap();
}

fn nothing_doubled(store: &Store) -> usize {
    let mut texts = BTreeSet::new();
    for writer in 1..=WRITERS {
        let house = OrganisationId([writer; 16]).into();
        let openings = store
            .read_as(Sight::All, |read| read.openings(house))
            .unwrap();
        for opening in openings.into_values() {
            assert!(
                texts.insert(opening.text.clone()),
                "{} doubled",
                opening.text
            );
        }
    }
    texts.len()
}

#[test]
fn what_was_acknowledged_survives_every_kill() {
    let kills: u64 = std::env::var("TORIKIME_STORE_KILLS").map_or(10, |n| n.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let mut known = Acknowledged::new();
    let mut begin = 1_000;
    for kill in 0..kills {
        let Hash(drawn) = Hash::of(
            "kill",
            &[&kill.to_be_bytes(), &std::process::id().to_be_bytes()],
        );
        let after = Duration::from_millis(u64::from(drawn[0]));
        until_killed(folder.path(), begin, after, &mut known);
        let store = open(folder.path(), kill + 1);
        compare(&store, &known, begin);
        // Every other time the next process tries again what this one began.
        let last = known
            .keys()
            .map(|(_, number)| *number)
            .max()
            .unwrap_or(begin);
        begin = if kill % 2 == 0 {
            last.saturating_sub(3)
        } else {
            last + 100
        };
        if kill % 10 == 9 {
            assert_eq!(store.verify_all().unwrap().findings, []);
        }
    }
    let store = open(folder.path(), kills + 1);
    compare(&store, &known, 0);
    assert_eq!(store.verify_all().unwrap().findings, []);
    let recorded = nothing_doubled(&store);
    assert!(recorded >= known.len());
    println!(
        "{kills} kills, {} acknowledged, {recorded} recorded, 0 lost, 0 changed, 0 doubled",
        known.len()
    );
}
