//! A clock that is set forward while the server runs is recorded once; time that passes, and small corrections, are not.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use ledger::admission::Draft;
use ledger::body::Body;
use ledger::body::server::ClockJumped;

use crate::engine::Sight;
use crate::error::Code;
use crate::tests::fixture::{World, founded, moment, on_postgres, organisation, setup};
use crate::{NotRecorded, Settings, Store, StoreError, Work};

const MINUTE: i64 = 60_000;

fn found(store: &Store, number: u8) {
    let draft = Draft::new(organisation(number), founded(number));
    let outcome: Result<_, NotRecorded> =
        store.write(move |work: &mut Work<'_>| work.record(draft, &setup(), &[]));
    outcome.unwrap();
}

fn jumps(store: &Store) -> Vec<ClockJumped> {
    let jumps = store.read_as(Sight::All, |read| {
        let server = read.server()?;
        let entries = read.entries(server.into(), 1, 99)?;
        let jumped = |body| match body {
            Body::ClockJumped(jumped) => Some(jumped),
            _ => None,
        };
        let jumped = entries
            .into_iter()
            .filter_map(|placed| jumped(placed.entry.body));
        Ok::<_, StoreError>(jumped.collect())
    });
    jumps.unwrap()
}

fn a_jump_forward_is_recorded_once() {
    let mut world = World::here();
    let steady = Arc::new(AtomicI64::new(0));
    world.close();
    let replicas = if world.is_shared() { 2 } else { 1 };
    let open = |replica: usize| {
        let steady = Arc::clone(&steady);
        let settings = Settings {
            steady: Some(Arc::new(move || steady.load(Ordering::SeqCst))),
            ..world.settings(50 + replica)
        };
        world.open(settings).unwrap()
    };
    let stores: Vec<Store> = (0..replicas).map(open).collect();
    let mut number = 0;
    let mut all_write = || {
        for store in &stores {
            number += 1;
            found(store, number);
        }
        jumps(&stores[0])
    };
    let pass = |clock: i64, passed: i64| {
        world.clock.turn(clock);
        steady.fetch_add(passed, Ordering::SeqCst);
    };
    assert_eq!(all_write(), []);
    // A night passes; the clock is put right by four minutes.
    pass(600 * MINUTE, 600 * MINUTE);
    assert_eq!(all_write(), []);
    pass(5 * MINUTE, MINUTE);
    assert_eq!(all_write(), []);
    // Somebody sets it to the next day. Every replica sees it, one says it.
    pass(1_440 * MINUTE, MINUTE);
    let jumped = [ClockJumped {
        last: moment(605 * MINUTE),
        now: moment(2_045 * MINUTE),
    }];
    assert_eq!(all_write(), jumped);
    pass(10 * MINUTE, 10 * MINUTE);
    assert_eq!(all_write(), jumped);
    assert_eq!(stores[0].verify_all().unwrap().findings, []);
}

#[test]
fn nothing_is_recorded_under_a_clock_a_day_ahead_until_it_is_right_or_the_server_starts_anew() {
    let mut world = World::sqlite();
    let steady = Arc::new(AtomicI64::new(0));
    world.close();
    let opened = |world: &World| {
        let steady = Arc::clone(&steady);
        let settings = Settings {
            steady: Some(Arc::new(move || steady.load(Ordering::SeqCst))),
            ..world.settings(50)
        };
        world.open(settings).unwrap()
    };
    let write = |store: &Store| store.write(|_: &mut Work<'_>| Ok::<(), StoreError>(()));
    let refused = Err(Code::ClockJumped);
    let store = opened(&world);
    found(&store, 1);
    world.clock.turn(1_441 * MINUTE);
    assert_eq!(write(&store).map_err(|error| error.code), refused);
    world.clock.turn(-1_441 * MINUTE);
    found(&store, 2);
    world.clock.turn(1_441 * MINUTE);
    assert_eq!(write(&store).map_err(|error| error.code), refused);
    assert_eq!(store.stopped(), None);
    drop(store);
    found(&opened(&world), 3);
}

#[test]
fn a_clock_set_forward() {
    a_jump_forward_is_recorded_once();
}

#[test]
fn a_clock_set_forward_on_postgres() {
    on_postgres!(a_jump_forward_is_recorded_once);
}
