//! What every database must do, run on each of them.

use ledger::admission::{Draft, Refusal};
use ledger::body::house::{Renamed, Withdrew};
use ledger::body::shared::View;
use ledger::divergence::Divergence;
use ledger::hash::Hash;
use ledger::id::LedgerKind;
use ledger::journal::tree::extends;
use ledger::organisation::{Name, NameKind};
use ledger::state::State;

use super::fixture::{
    World, engagement, founded, house, moment, opening, organisation, owner, refusal, setup,
    side_stated, stated,
};
use super::histories::writers_at_once_never_fork_a_ledger;
use super::state::{
    a_challenge_is_taken_once, a_link_is_redeemed_once, an_access_session_ends,
    an_answer_is_remembered_for_its_time, an_erased_person_is_gone_everywhere,
    mails_go_once_or_are_given_up, people_are_kept_as_they_gave_themselves,
    turns_run_out_and_come_back,
};
use crate::Work;
use crate::digest::{Digest, digest};
use crate::error::{Code, NotRecorded, StoreError};
use crate::read::Placed;

macro_rules! contract {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $name() {
                super::$name(&mut super::World::sqlite());
            })*
        }

        /// One test for all: starting a server takes longer than most of them.
        fn on_postgres(replicas: usize) {
            let Some(cluster) = super::cluster::cluster() else { return };
            $(println!("{}, {replicas} replicas", stringify!($name));
            $name(&mut cluster.world(replicas));)*
        }
    };
}

contract!(
    a_new_server_begins_its_own_ledger,
    what_is_recorded_is_there_after_a_restart,
    a_refused_draft_leaves_nothing,
    a_job_is_kept_whole_or_not_at_all,
    texts_belong_to_their_entries,
    erased_texts_are_gone_and_nothing_breaks,
    ledgers_are_seen_by_those_with_a_part_in_them,
    every_entry_has_a_receipt_that_holds,
    every_checkpoint_extends_the_ones_before,
    the_past_is_read_as_it_was,
    the_clock_never_runs_back,
    lists_show_digests_of_states,
    a_list_kept_in_memory_is_the_list_read_anew,
    another_key_or_name_is_refused,
    people_are_kept_as_they_gave_themselves,
    an_access_session_ends,
    a_link_is_redeemed_once,
    a_challenge_is_taken_once,
    mails_go_once_or_are_given_up,
    turns_run_out_and_come_back,
    an_answer_is_remembered_for_its_time,
    an_erased_person_is_gone_everywhere,
    writers_at_once_never_fork_a_ledger,
);

#[test]
fn postgres() {
    on_postgres(1);
}

#[test]
fn postgres_replicas() {
    on_postgres(2);
}

fn a_new_server_begins_its_own_ledger(world: &mut World) {
    let server = world.see(|read| read.server());
    let state = world.see(|read| read.state(server.into()));
    assert_eq!(state.server().unwrap().origin, "t.example");
    assert_eq!(state.spine.head.length, 1);
    let note = world.see(|read| read.note());
    assert_eq!(note.checkpoint.size, 1);
    assert!(world.store().verifier().verifies(&note));
    world.reopen();
    assert_eq!(world.see(|read| read.note()), note);
}

fn what_is_recorded_is_there_after_a_restart(world: &mut World) {
    world.found(1);
    let placed = world.state(1, "q16.1", "社内の規程").unwrap();
    assert_eq!((placed.index, placed.entry.seq), (2, 1));
    let before = world.see(|read| read.state(house(1)));
    world.reopen();
    let after = world.see(|read| read.state(house(1)));
    assert_eq!(before, after);
    assert_eq!(after.spine.head.hash, placed.entry.hash());
    let openings = world.see(|read| read.openings(house(1)));
    let texts: Vec<_> = openings.into_values().map(|opening| opening.text).collect();
    assert_eq!(texts, ["社内の規程"]);
    assert_eq!(world.see(|read| read.index_of(house(1), 1)), Some(2));
    assert_eq!(world.see(|read| read.index_of(house(1), 2)), None);
}

fn a_refused_draft_leaves_nothing(world: &mut World) {
    world.found(1);
    let note = world.see(|read| read.note());
    let again = world.record(Draft::new(organisation(1), founded(1)), &setup(), &[]);
    assert_eq!(refusal(again), Refusal::AlreadyBegun);
    let (stated, opening) = stated("q16.1", "x");
    let draft = Draft::new(organisation(1), stated);
    let foreign = world.record(draft, &owner(2), &[opening]);
    assert_eq!(refusal(foreign), Refusal::NotPermitted);
    assert_eq!(world.see(|read| read.note()), note);
    assert!(world.see(|read| read.openings(house(1))).is_empty());
}

fn a_job_is_kept_whole_or_not_at_all(world: &mut World) {
    world.found(1);
    let (stated, opening) = stated("q16.1", "x");
    let (draft, actor) = (Draft::new(organisation(1), stated), owner(1));
    let outcome: Result<Placed, NotRecorded> = world.store().write(move |work: &mut Work<'_>| {
        work.post(&mail("a@t.example"), moment(0))?;
        let texts = [opening];
        work.record(draft.clone(), &actor, &texts)?;
        let on = "2026-11-21".parse().unwrap();
        work.record(Draft::new(organisation(1), Withdrew { on }), &actor, &[])?;
        // The organisation has left: this one is refused, and so the first two are undone.
        work.record(draft, &actor, &texts)
    });
    assert_eq!(refusal(outcome), Refusal::Closed);
    let state = world.see(|read| read.state(house(1)));
    assert_eq!(state.spine.head.length, 1);
    assert_eq!(state.house().unwrap().withdrew, None);
    assert_eq!(world.see(|read| read.outbox()).waiting, 0);
    let placed = world.state(1, "q16.2", "y").unwrap();
    assert_eq!((placed.index, placed.entry.seq), (2, 1));
    // Nothing of what was undone is remembered either, not even by the replica that undid it while another goes on.
    for number in 0..4 {
        world.store();
        world.state(1, "q16.3", &number.to_string()).unwrap();
    }
    for _ in 0..2 {
        assert_eq!(world.see(|read| read.state(house(1))).spine.head.length, 6);
    }
}

fn mail(recipient: &str) -> crate::working::outbox::Mail {
    crate::working::outbox::Mail {
        recipient: recipient.to_owned(),
        template: "test".to_owned(),
        args: "{}".to_owned(),
    }
}

fn texts_belong_to_their_entries(world: &mut World) {
    world.found(1);
    let other = |given: &[&str]| {
        let (stated, _) = stated("q16.1", "said");
        let openings: Vec<_> = given.iter().map(|text| opening(text)).collect();
        let draft = Draft::new(organisation(1), stated);
        match world.record(draft, &owner(1), &openings) {
            Err(NotRecorded::Failed(error)) => error.code.to_string(),
            other => format!("{other:?}"),
        }
    };
    assert_eq!(other(&[]), "other-text");
    assert_eq!(other(&["something else"]), "other-text");
    assert_eq!(other(&["said", "and more"]), "other-text");
    assert_eq!(other(&["said", "said"]), "other-text");
    let long = world.state(1, "q16.1", &"あ".repeat(10_001));
    assert_eq!(refusal(long), Refusal::UnfitText);
    let bell = world.state(1, "q16.1", "\u{7}");
    assert_eq!(refusal(bell), Refusal::UnfitText);
    world.state(1, "q16.1", "two\r\nlines\tand a tab").unwrap();
}

fn erased_texts_are_gone_and_nothing_breaks(world: &mut World) {
    world.found(1);
    world.state(1, "q16.1", "kept").unwrap();
    world.state(1, "q16.2", "erased").unwrap();
    let before = world.see(|read| read.state(house(1)));
    let sealed = opening("erased").seal();
    let erased: Result<u64, StoreError> = world
        .store()
        .write(move |work: &mut Work<'_>| work.erase_text(house(1), sealed));
    assert_eq!(erased, Ok(1));
    world.reopen();
    let openings = world.see(|read| read.openings(house(1)));
    assert_eq!(openings.len(), 1);
    assert!(!openings.contains_key(&sealed));
    assert_eq!(world.see(|read| read.state(house(1))), before);
}

fn ledgers_are_seen_by_those_with_a_part_in_them(world: &mut World) {
    for number in 1..=3 {
        world.found(number);
    }
    world.engage(9, 1, 2);
    let shared = engagement(9);
    let sees = |organisations: &[u8], ledger| {
        let organisations: Vec<_> = organisations
            .iter()
            .map(|number| organisation(*number))
            .collect();
        let store = world.store();
        let state = store.read_for(&organisations, |read| read.state(ledger));
        let entries = store.read_for(&organisations, |read| read.entries(ledger, 0, 10));
        let openings = store.read_for(&organisations, |read| read.openings(ledger));
        let index = store
            .read_for(&organisations, |read| read.index_of(ledger, 0))
            .unwrap();
        let all = world.see(|read| read.index_of(ledger, 0)).unwrap();
        let receipt = store
            .read_for(&organisations, |read| read.receipt(all))
            .unwrap();
        let seen = state.unwrap().spine.head.length > 0;
        assert_eq!(seen, !entries.unwrap().is_empty());
        assert_eq!(seen, index.is_some());
        assert_eq!(seen, receipt.is_some());
        assert!(seen || openings.unwrap().is_empty());
        seen
    };
    assert!(sees(&[1], house(1)));
    assert!(sees(&[2, 1], house(1)));
    assert!(!sees(&[2], house(1)));
    assert!(!sees(&[], house(1)));
    assert!(sees(&[1], shared.into()));
    assert!(sees(&[2], shared.into()));
    assert!(!sees(&[3], shared.into()));
    let listed = |number, kind| {
        let listed = world
            .store()
            .read_for(&[organisation(number)], |read| read.heads(kind, None, 10));
        listed.unwrap().len()
    };
    assert_eq!(listed(1, LedgerKind::House), 1);
    assert_eq!(listed(3, LedgerKind::House), 1);
    assert_eq!(listed(2, LedgerKind::Shared), 1);
    assert_eq!(listed(3, LedgerKind::Shared), 0);
    assert_eq!(listed(1, LedgerKind::Server), 0);
}

fn every_entry_has_a_receipt_that_holds(world: &mut World) {
    world.found(1);
    for number in 0..300 {
        world
            .state(1, &format!("own.{number}"), &number.to_string())
            .unwrap();
    }
    let verifier = world.store().verifier();
    let note = world.see(|read| read.note());
    assert_eq!(note.checkpoint.size, 302);
    for index in [0, 1, 2, 127, 128, 254, 255, 256, 257, 300, 301] {
        let receipt = world.see(|read| read.receipt(index)).unwrap();
        assert!(receipt.holds(&verifier), "{index}");
        assert_eq!(receipt.note, note);
    }
    assert_eq!(world.see(|read| read.receipt(302)), None);
    world.reopen();
    let receipt = world.see(|read| read.receipt(255)).unwrap();
    assert!(receipt.holds(&verifier));
}

fn every_checkpoint_extends_the_ones_before(world: &mut World) {
    world.found(1);
    let mut notes = vec![world.see(|read| read.note()).checkpoint];
    for number in 0..20 {
        world.state(1, &format!("own.{number}"), "x").unwrap();
        notes.push(world.see(|read| read.note()).checkpoint);
    }
    let newest = notes.last().unwrap();
    for note in &notes {
        let path = world.see(|read| read.consistency(note.size, newest.size));
        assert!(extends(
            (note.size, note.root),
            (newest.size, newest.root),
            &path
        ));
        let forged = Hash([1; 32]);
        assert!(!extends(
            (note.size, forged),
            (newest.size, newest.root),
            &path
        ));
    }
}

fn the_past_is_read_as_it_was(world: &mut World) {
    world.found(1);
    let mut known: Vec<(i64, State)> = Vec::new();
    for day in 0..5 {
        world.state(1, &format!("own.{day}"), "x").unwrap();
        let now = world.clock.now();
        known.push((
            now.millis(),
            State::clone(&world.see(|read| read.state(house(1)))),
        ));
        world.clock.turn(86_400_000);
    }
    for (millis, state) in known {
        let at = ledger::moment::Moment::from_millis(millis + 1).unwrap();
        assert_eq!(world.see(|read| read.state_at(house(1), at)), state);
    }
    let before = world.see(|read| read.state_at(house(1), moment(-1)));
    assert_eq!(before, State::new(house(1)));
}

fn the_clock_never_runs_back(world: &mut World) {
    world.found(1);
    world.clock.turn(-4 * 60_000);
    let placed = world.found(2);
    assert_eq!(placed.entry.recorded, moment(0));
    world.clock.turn(-2 * 60_000);
    let draft = Draft::new(organisation(3), founded(3));
    assert_eq!(
        refusal(world.record(draft.clone(), &setup(), &[])),
        Refusal::ClockBehind
    );
    world.clock.turn(7 * 60_000);
    let placed = world.record(draft, &setup(), &[]).unwrap();
    assert_eq!(placed.entry.recorded, moment(60_000));
}

fn lists_show_digests_of_states(world: &mut World) {
    for number in [3, 1, 2] {
        world.found(number);
    }
    world.state(2, "q16.1", "x").unwrap();
    world.engage(9, 1, 2);
    let first = world.see(|read| read.heads(LedgerKind::House, None, 2));
    let ids: Vec<_> = first.iter().map(|listed| listed.ledger).collect();
    assert_eq!(ids, [house(1), house(2)]);
    let rest = world.see(|read| read.heads(LedgerKind::House, Some(house(2)), 2));
    assert_eq!(rest.len(), 1);
    for listed in first.iter().chain(&rest) {
        let state = world.see(|read| read.state(listed.ledger));
        assert_eq!(listed.digest, digest(&state));
        assert_eq!(listed.head, state.spine.head);
    }
    let Digest::House(second) = &first[1].digest else {
        panic!()
    };
    assert_eq!(second.stated.values().sum::<u64>(), 1);
    assert_eq!(
        second.names_on("2026-11-21".parse().unwrap())[0].text,
        "第2株式会社"
    );
    let shared = world.see(|read| read.heads(LedgerKind::Shared, None, 9));
    let Digest::Shared(shared) = &shared[0].digest else {
        panic!()
    };
    assert_eq!(
        (shared.client, shared.vendor),
        (organisation(1), organisation(2))
    );
    assert_eq!(shared.vendor_views[&View::HeldAgreed], 1);
    assert!(shared.client_views.is_empty());
    assert_eq!(shared.divergences[&Divergence::OneSided], 1);
}

/// Every replica's list of an organisation as it is kept, which must be the one in the database.
fn kept_lists(world: &World, number: u8) -> Vec<String> {
    let own = organisation(number);
    let mut seen = Vec::new();
    for _ in 0..2 {
        let store = world.store();
        let today = store.now().today();
        let both = store.read_for(&[own], |read| {
            let kept = read.list(own, today)?.unwrap();
            let anew = read.list_anew(own, kept.end, today)?;
            Ok::<_, StoreError>((kept, anew))
        });
        let (kept, anew) = both.unwrap();
        assert_eq!(*kept, anew);
        seen = kept
            .rows()
            .map(|row| format!("{} {:?}", row.across, row.divergences))
            .collect();
    }
    seen
}

fn a_list_kept_in_memory_is_the_list_read_anew(world: &mut World) {
    for number in [1, 2, 3] {
        world.found(number);
    }
    assert!(kept_lists(world, 1).is_empty());
    world.engage(9, 1, 2);
    world.engage(8, 3, 2);
    let first = "第2株式会社 {OneSided: 1}";
    assert_eq!(kept_lists(world, 1), [first]);
    let plans = side_stated("q40.2", View::WillAgree);
    let draft = Draft::new(engagement(9), plans);
    world.record(draft, &owner(1), &[]).unwrap();
    assert_eq!(kept_lists(world, 1), ["第2株式会社 {OneSided: 2}"]);
    let renamed = |text: &str, from: &str| Renamed {
        names: vec![Name {
            kind: NameKind::Official,
            text: text.to_owned(),
        }],
        from: from.parse().unwrap(),
    };
    let rename = |renamed| world.record(Draft::new(organisation(2), renamed), &owner(2), &[]);
    let today = world.store().now().today();
    rename(renamed("新二", &today.to_string())).unwrap();
    assert_eq!(kept_lists(world, 1), ["新二 {OneSided: 2}"]);
    rename(renamed("明日", &today.tomorrow().unwrap().to_string())).unwrap();
    assert_eq!(kept_lists(world, 1), ["新二 {OneSided: 2}"]);
    world.engage(10, 1, 3);
    assert_eq!(kept_lists(world, 1).len(), 2);
    world.clock.turn(86_400_000);
    assert_eq!(kept_lists(world, 1)[0], "明日 {OneSided: 2}");
    let many = world.store().write(|work: &mut Work<'_>| {
        for at in 0..600 {
            let item = format!("q{at}.1");
            let said = side_stated(&item, View::HeldAgreed);
            work.record(Draft::new(engagement(10), said), &owner(3), &[])?;
        }
        Ok::<_, NotRecorded>(())
    });
    many.unwrap();
    assert!(kept_lists(world, 1)[1].contains("60"));
    world
        .record(
            Draft::new(
                organisation(2),
                Withdrew {
                    on: world.store().now().today(),
                },
            ),
            &owner(2),
            &[],
        )
        .unwrap();
    assert_eq!(kept_lists(world, 1).len(), 2);
}

fn another_key_or_name_is_refused(world: &mut World) {
    world.close();
    let code = |settings| world.open(settings).err().map(|error| error.code);
    let mut other = world.settings(0);
    other.key = std::sync::Arc::new(ledger::signature::PrivateKey::new(&[8; 32]));
    assert_eq!(code(other), Some(Code::OtherKey));
    let mut other = world.settings(0);
    other.origin = "u.example".to_owned();
    assert_eq!(code(other), Some(Code::OtherOrigin));
    assert_eq!(code(world.settings(0)), None);
}
