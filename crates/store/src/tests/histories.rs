//! Many writers at once, and histories nobody thought of: ledgers never fork, every receipt holds, everything computed stays equal.

use std::collections::BTreeMap;

use ledger::admission::{Actor, Draft};
use ledger::body::Body;
use ledger::body::house::{Renamed, Role, RoleEnded, RoleGranted, Withdrew};
use ledger::body::shared::View;
use ledger::id::LedgerId;
use ledger::organisation::{Name, NameKind};
use ledger::sealed::Opening;
use ledger::state::State;
use proptest::prelude::*;

use super::fixture::{
    World, engagement, founded, house, opened, organisation, owner, person, setup, side_stated,
    stated,
};
use crate::digest::digest;
use crate::error::NotRecorded;

/// Eight threads on three ledgers, each entry with a receipt kept at once.
pub fn writers_at_once_never_fork_a_ledger(world: &mut World) {
    for number in 1..=3 {
        world.found(number);
    }
    let shared: &World = world;
    let mut receipts = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|thread| {
                scope.spawn(move || {
                    let mut receipts = Vec::new();
                    for at in 0..12 {
                        let note = format!("{thread} {at}");
                        let placed = shared.state((thread + at) % 3 + 1, "q16.1", &note).unwrap();
                        let receipt = shared.see(|read| read.receipt(placed.index)).unwrap();
                        assert_eq!(receipt.leaf.head, placed.entry.hash());
                        receipts.push(receipt);
                    }
                    receipts
                })
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect::<Vec<_>>()
    });
    let verified = world.store().verify_all().unwrap();
    assert_eq!((verified.entries, verified.findings), (4 + 96, vec![]));
    receipts.sort_by_key(|receipt| receipt.index);
    let places: Vec<u64> = receipts.iter().map(|receipt| receipt.index).collect();
    assert_eq!(places, (4..100).collect::<Vec<_>>());
    let verifier = world.store().verifier();
    let newest = world.see(|read| read.note()).checkpoint;
    for receipt in receipts {
        assert!(receipt.holds(&verifier));
        let old = &receipt.note.checkpoint;
        let path = world.see(|read| read.consistency(old.size, newest.size));
        let extends =
            ledger::journal::tree::extends((old.size, old.root), (newest.size, newest.root), &path);
        assert!(extends, "{} to {}", old.size, newest.size);
    }
}

/// An act of a history, by small numbers; many of them will be refused.
fn act(kind: u8, who: u8, what: u8) -> (Draft, Actor, Vec<Opening>) {
    let on = format!("2026-{:02}-01", what % 12 + 1).parse().unwrap();
    let item = format!("own.{}", what % 4);
    let other = who % 3 + 1;
    let house = |body: Body| Draft::new(organisation(who), body);
    match kind {
        0 => (house(founded(who).into()), setup(), Vec::new()),
        1..=4 => {
            let (stated, opening) = stated(&item, &format!("{what}"));
            let corrects = (kind == 4).then_some(u64::from(what % 8));
            let draft = Draft {
                corrects,
                ..house(stated.into())
            };
            (draft, owner(who), vec![opening])
        }
        5 => {
            let text = format!("{what}");
            let names = vec![Name {
                kind: NameKind::Short,
                text,
            }];
            (
                house(Renamed { names, from: on }.into()),
                owner(who),
                Vec::new(),
            )
        }
        6 => {
            let body = opened(who, other);
            (Draft::new(engagement(who), body), owner(who), Vec::new())
        }
        7 => {
            let body = side_stated(&item, View::ALL[usize::from(what) % View::ALL.len()]);
            (Draft::new(engagement(who), body), owner(other), Vec::new())
        }
        8 => {
            let granted = RoleGranted {
                person: person(who),
                role: Role::Editor,
                until: None,
            };
            (house(granted.into()), owner(who), Vec::new())
        }
        9 => {
            let ended = RoleEnded {
                person: person(who),
                role: Role::Owner,
            };
            (house(ended.into()), owner(who), Vec::new())
        }
        _ => (house(Withdrew { on }.into()), owner(who), Vec::new()),
    }
}

/// Plays a history against the store and a fold in memory.
fn play(acts: &[(u8, u8, u8)]) {
    let mut world = World::sqlite();
    let mut states: BTreeMap<LedgerId, State> = BTreeMap::new();
    for (kind, who, what) in acts {
        let (draft, actor, openings) = act(*kind, *who, *what);
        let ledger = draft.ledger;
        match world.record(draft, &actor, &openings) {
            Ok(placed) => {
                let state = states.entry(ledger).or_insert_with(|| State::new(ledger));
                state.apply(&placed.entry);
            }
            Err(NotRecorded::Refused(_)) => {}
            Err(NotRecorded::Failed(error)) => panic!("{error}"),
        }
        world.clock.turn(i64::from(*what) * 1_000);
    }
    for _ in 0..2 {
        for (ledger, state) in &states {
            assert_eq!(*world.see(|read| read.state(*ledger)), *state);
            assert_eq!(world.see(|read| read.read_through(*ledger, None)), *state);
            let listed = world.see(|read| read.heads(ledger.kind, None, 99));
            let listed = listed
                .iter()
                .find(|listed| listed.ledger == *ledger)
                .unwrap();
            assert_eq!(listed.digest, digest(state));
        }
        assert_eq!(world.store().rebuild(), Ok(0));
        assert_eq!(world.store().verify_all().unwrap().findings, []);
        world.reopen();
    }
    assert!(!states.contains_key(&house(99)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_history_is_what_its_entries_say(
        acts in prop::collection::vec((0_u8..=9, 1_u8..=3, any::<u8>()), 1..60),
        leaving in any::<bool>(),
    ) {
        let founding = (1..=3).map(|who| (0, who, 0));
        let last = leaving.then_some((10, 1, 1));
        let acts: Vec<_> = founding.chain(acts).chain(last).collect();
        play(&acts);
    }
}
