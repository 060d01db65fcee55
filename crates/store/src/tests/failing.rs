//! A database that dies at every operation in turn: what was acknowledged is there, what was not is there whole or not at all.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use ledger::admission::Draft;
use ledger::id::LedgerId;

use super::cluster::cluster;
use super::fixture::{Opener, World, founded, house, organisation, owner, setup, stated};
use crate::engine::Database;
use crate::engine::failing::{FailingDatabase, Fuse};
use crate::engine::postgres::Server;
use crate::engine::sqlite::Folder;
use crate::error::{Code, NotRecorded};
use crate::testing::{HandClock, settings};
use crate::working::outbox::Mail;
use crate::{Settings, Store, Work};

/// Number of entries by ledger, and of mails.
type Model = (BTreeMap<LedgerId, u64>, u64);

/// The acts of one round, each in one job; gives what each adds to the model.
fn acts(number: u8) -> Vec<(Vec<(Draft, &'static str)>, bool)> {
    let founding = (Draft::new(organisation(number), founded(number)), "");
    let state = |code: &str, note: &'static str| {
        let (stated, _) = stated(code, note);
        (Draft::new(organisation(number), stated), note)
    };
    vec![
        (vec![founding], true),
        (vec![state("q16.1", "one")], false),
        (vec![state("q16.2", "two"), state("q16.3", "three")], true),
    ]
}

fn act(
    store: &Store,
    number: u8,
    drafts: Vec<(Draft, &'static str)>,
    mails: bool,
) -> Result<(), NotRecorded> {
    store.write(move |work: &mut Work<'_>| {
        for (draft, note) in drafts {
            let texts: Vec<_> = Some(note)
                .filter(|note| !note.is_empty())
                .map(super::fixture::opening)
                .into_iter()
                .collect();
            let actor = if texts.is_empty() {
                setup()
            } else {
                owner(number)
            };
            work.record(draft, &actor, &texts)?;
        }
        if mails {
            let mail = Mail {
                recipient: "a@t.example".to_owned(),
                template: "test".to_owned(),
                args: "{}".to_owned(),
            };
            work.post(&mail, work.now().moment)?;
        }
        Ok(())
    })
}

fn add(model: &mut Model, drafts: &[(Draft, &'static str)], mails: bool) {
    for (draft, _) in drafts {
        *model.0.entry(draft.ledger).or_default() += 1;
    }
    model.1 += u64::from(mails);
}

/// What is stored of the houses, after everything was verified.
fn stored(store: &Store, numbers: std::ops::RangeInclusive<u8>) -> Model {
    let verified = store.verify_all().unwrap();
    assert_eq!(verified.findings, []);
    let heads = numbers.filter_map(|number| {
        let head = store.read_as(crate::engine::Sight::All, |read| read.head(house(number)));
        Some((house(number), head.unwrap()?.length))
    });
    let mails = store.read(|read| read.outbox()).unwrap();
    (heads.collect(), mails.waiting)
}

/// Where each round is played.
enum Ground {
    /// On a new data folder, failing one operation later each time.
    NewFolder,
    /// On one database, failing some operations later each time.
    Cluster(Box<Server>),
}

impl Ground {
    fn opener(&self, folder: &Path) -> Opener {
        match self {
            Self::NewFolder => {
                let path = folder.to_owned();
                Box::new(move || Ok(Box::new(Folder::open(&path)?) as Box<dyn Database>))
            }
            Self::Cluster(server) => {
                let server = Server::clone(server);
                Box::new(move || Ok(Box::new(server.clone()) as Box<dyn Database>))
            }
        }
    }
}

/// Runs rounds until one passes without failing; gives the number of operations of that one.
fn until_nothing_fails(ground: &Ground, step: i64, fuse: &Fuse) -> i64 {
    let mut model = Model::default();
    for number in 1..=200 {
        let folder = tempfile::tempdir().unwrap();
        if matches!(ground, Ground::NewFolder) {
            model = Model::default();
        }
        let operations = i64::from(number - 1) * step;
        let opener = ground.opener(folder.path());
        fuse.set(operations);
        let fatal = Arc::new(AtomicU32::new(0));
        let pending = broken_round(&opener, number, &mut model, fuse, &fatal);
        // The store is closed by now, its writer's thread at its end.
        let told = fatal.load(Ordering::SeqCst);
        assert_eq!(told, u32::from(pending.is_some()), "round {number}");
        let passed = !fuse.is_blown();
        fuse.set(i64::MAX);
        let world = World::new(opener, 1, Box::new(()));
        let found = stored(world.store(), 1..=number);
        match pending {
            Some(whole) if found == whole => model = whole,
            _ => assert_eq!(found, model, "round {number}"),
        }
        if passed {
            return operations;
        }
    }
    panic!("something failed in every round");
}

/// One round on a database with a fuse.
fn broken_round(
    opener: &Opener,
    number: u8,
    model: &mut Model,
    fuse: &Fuse,
    fatal: &Arc<AtomicU32>,
) -> Option<Model> {
    let database = FailingDatabase {
        inner: opener().unwrap(),
        fuse: fuse.clone(),
    };
    let told = Arc::clone(fatal);
    let settings = Settings {
        on_fatal: Arc::new(move |_| {
            told.fetch_add(1, Ordering::SeqCst);
        }),
        ..settings(&HandClock::default(), u64::from(number) + 1_000)
    };
    let store = Store::open(Box::new(database), settings).ok()?;
    round(&store, number, model, fuse)
}

/// One round; gives what may be stored besides what was acknowledged, where an answer is in doubt.
fn round(store: &Store, number: u8, model: &mut Model, fuse: &Fuse) -> Option<Model> {
    for (drafts, mails) in acts(number) {
        let mut after = model.clone();
        add(&mut after, &drafts, mails);
        let outcome = act(store, number, drafts, mails);
        match outcome {
            Ok(()) => *model = after,
            Err(NotRecorded::Refused(refusal)) => panic!("{refusal}"),
            Err(NotRecorded::Failed(_)) => {
                if store.stopped().is_none() {
                    // Nothing is in doubt: what was answered with an error is not there, and writing goes on.
                    fuse.set(i64::MAX);
                    assert_eq!(stored(store, 1..=number), *model);
                    fuse.set(-1);
                    return None;
                }
                let again = act(store, number, Vec::new(), true).unwrap_err();
                let NotRecorded::Failed(error) = again else {
                    panic!()
                };
                assert_eq!(error.code, Code::Stopped);
                return Some(after);
            }
        }
    }
    None
}

#[test]
fn a_disk_that_dies_at_every_operation() {
    let fuse = Fuse::new(Code::Disk);
    let operations = until_nothing_fails(&Ground::NewFolder, 1, &fuse);
    assert!(operations > 60, "{operations}");
}

#[test]
fn a_disk_that_dies_just_after_every_operation() {
    let fuse = Fuse::new(Code::Disk).after_the_fact();
    let operations = until_nothing_fails(&Ground::NewFolder, 1, &fuse);
    assert!(operations > 60, "{operations}");
}

#[test]
fn a_disk_that_is_full_for_one_operation() {
    let fuse = Fuse::new(Code::DiskFull).once();
    let operations = until_nothing_fails(&Ground::NewFolder, 1, &fuse);
    assert!(operations > 60, "{operations}");
}

#[test]
fn a_connection_that_is_lost_at_every_operation() {
    let Some(cluster) = cluster() else { return };
    let lost = Fuse::new(Code::Unreachable).once();
    for fuse in [lost.clone(), lost.after_the_fact()] {
        let ground = Ground::Cluster(Box::new(cluster.server(&cluster.database())));
        let operations = until_nothing_fails(&ground, 5, &fuse);
        assert!(operations > 60, "{operations}");
    }
}

#[test]
fn a_connection_that_is_lost_just_after_every_commit() {
    let Some(cluster) = cluster() else { return };
    let ground = Ground::Cluster(Box::new(cluster.server(&cluster.database())));
    let fuse = Fuse::new(Code::Unreachable)
        .once()
        .after_the_fact()
        .in_commits();
    // One at each of migration, start, and three acts.
    assert_eq!(until_nothing_fails(&ground, 1, &fuse), 5);
}
