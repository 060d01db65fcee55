//! The queue and its one writer: full, stopped, broken off, and many at once.

use std::sync::Arc;
use std::sync::mpsc::channel;

use ledger::admission::{Draft, Refusal};

use super::fixture::{World, founded, house, organisation, owner, refusal, setup, stated};
use crate::error::{Code, NotRecorded, StoreError};
use crate::{Settings, Store, Work};

/// A store whose writer is held in a job until the sender is dropped.
fn held(store: &Arc<Store>) -> std::sync::mpsc::Sender<()> {
    let (release, wait) = channel::<()>();
    let (started, begun) = channel();
    let store = Arc::clone(store);
    std::thread::spawn(move || {
        store.write(move |_: &mut Work<'_>| {
            started.send(()).unwrap();
            let _ = wait.recv();
            Ok::<(), StoreError>(())
        })
    });
    begun.recv().unwrap();
    release
}

fn nothing(_: &mut Work<'_>) -> Result<(), StoreError> {
    Ok(())
}

#[test]
fn a_full_queue_is_busy_and_loses_nothing() {
    let mut world = World::sqlite();
    world.close();
    let settings = Settings {
        queue: 1,
        ..world.settings(1)
    };
    let store = Arc::new(world.open(settings).unwrap());
    let release = held(&store);
    let tries: Vec<_> = (0..3)
        .map(|_| {
            let store = Arc::clone(&store);
            std::thread::spawn(move || store.write(nothing).map_err(|error| error.code))
        })
        .collect();
    // Two of the three are turned away while the third waits.
    while tries.iter().filter(|thread| thread.is_finished()).count() < 2 {
        std::thread::yield_now();
    }
    drop(release);
    let mut outcomes: Vec<_> = tries
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .collect();
    outcomes.sort();
    assert_eq!(outcomes, [Ok(()), Err(Code::Busy), Err(Code::Busy)]);
}

type Job = Box<dyn FnOnce(&mut Work<'_>) -> Result<u64, NotRecorded> + Send>;

/// Sends jobs while the writer is held, so that they make one batch; gives their outcomes in order.
fn batch(store: &Arc<Store>, jobs: Vec<Job>) -> Vec<Result<u64, NotRecorded>> {
    let release = held(store);
    let mut threads = Vec::new();
    for job in jobs {
        let store = Arc::clone(store);
        threads.push(std::thread::spawn(move || store.write(job)));
        // In order: each is in the queue before the next is sent.
        std::thread::sleep(std::time::Duration::from_millis(30));
    }
    drop(release);
    threads
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .collect()
}

#[test]
fn jobs_of_one_batch_fail_alone() {
    let mut world = World::sqlite();
    world.close();
    let store = Arc::new(world.open(world.settings(1)).unwrap());
    let found = |number: u8| -> Job {
        Box::new(move |work| {
            let draft = Draft::new(organisation(number), founded(number));
            Ok(work.record(draft, &setup(), &[])?.index)
        })
    };
    let outcomes = batch(
        &store,
        vec![
            found(1),
            found(1),
            Box::new(move |work| {
                found(2)(work)?;
                panic!("in the middle of a job");
            }),
            found(3),
            Box::new(|work| {
                work.add_identity(organisation(1), "i", "s", super::fixture::person(9))?;
                Ok(0)
            }),
            found(2),
        ],
    );
    let codes: Vec<String> = outcomes
        .iter()
        .map(|outcome| match outcome {
            Ok(index) => index.to_string(),
            Err(NotRecorded::Refused(refusal)) => refusal.to_string(),
            Err(NotRecorded::Failed(error)) => error.code.to_string(),
        })
        .collect();
    assert_eq!(
        codes,
        ["1", "already-begun", "broken", "2", "conflict", "3"]
    );
    // The one that held the writer was alone; these six shared a transaction.
    let (batches, jobs) = (2, 7);
    assert_eq!(store.tally(), crate::Tally { batches, jobs });
    assert_eq!(store.verify_all().unwrap().findings, []);
    assert_eq!(store.read(|read| read.note()).unwrap().checkpoint.size, 4);
}

#[test]
fn a_job_that_hides_an_error_is_not_kept() {
    let world = World::sqlite();
    let outcome: Result<(), StoreError> = world.store().write(|work: &mut Work<'_>| {
        let unknown = super::fixture::person(9);
        work.keep_challenge("x", "{}", 1_000)?;
        let _ = work.add_identity(organisation(1), "i", "s", unknown);
        Ok(())
    });
    assert_eq!(outcome.unwrap_err().code, Code::Conflict);
    let kept = world.see(|read| read.query("SELECT 1 FROM challenge", &[]));
    assert!(kept.is_empty());
}

#[test]
fn a_draft_that_saw_an_older_head_is_stale() {
    let world = World::sqlite();
    let founded = world.found(1).entry;
    world.state(1, "q16.1", "x").unwrap();
    let (stated, opening) = stated("q16.1", "y");
    let draft = Draft {
        expects: Some(founded.hash()),
        ..Draft::new(organisation(1), stated)
    };
    let outcome = world.record(draft, &owner(1), &[opening]);
    assert_eq!(refusal(outcome), Refusal::Stale);
    assert_eq!(world.see(|read| read.head(house(1))).unwrap().length, 2);
}
