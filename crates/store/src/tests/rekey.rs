//! A server changes its key: what the old one signed still counts, and who has the old one signs nothing more.

use std::sync::Arc;

use ledger::admission::Draft;
use ledger::export::{Finding, Kept, verify};
use ledger::journal::checkpoint::Verifier;
use ledger::signature::PrivateKey;

use crate::engine::Sight;
use crate::error::{Code, NotRecorded, StoreError};
use crate::tests::fixture::{
    World, founded, house, on_postgres, organisation, owner, setup, stated,
};
use crate::working::outbox::Mail;
use crate::{OldKey, Settings, Store, Work};

fn key(number: u8) -> Arc<PrivateKey> {
    Arc::new(PrivateKey::new(&[number; 32]))
}

fn with_key(world: &World, number: u8) -> Settings {
    Settings {
        key: key(number),
        ..world.settings(40)
    }
}

/// Changes to the key of a number; the world's stores must be closed on SQLite.
fn change(world: &World, number: u8, old: &OldKey) -> Result<bool, StoreError> {
    let database = world.database()?;
    Store::change_key(database.as_ref(), &with_key(world, number), old)
}

fn found(store: &Store, number: u8) -> Result<u64, NotRecorded> {
    let draft = Draft::new(organisation(number), founded(number));
    store.write(move |work: &mut Work<'_>| Ok(work.record(draft, &setup(), &[])?.index))
}

fn a_new_key_signs_and_the_old_word_still_counts() {
    let mut world = World::here();
    world.found(1);
    let note = world.see(|read| read.note());
    let receipt = world.see(|read| read.receipt(1)).unwrap();
    world.close();

    assert_eq!(change(&world, 8, &OldKey::Known(key(7))), Ok(true));
    // Done twice, it is done once.
    assert_eq!(change(&world, 8, &OldKey::Known(key(7))), Ok(false));
    let refused = world.open(world.settings(0)).err();
    assert_eq!(refused.map(|error| error.code), Some(Code::OtherKey));

    let store = world.open(with_key(&world, 8)).unwrap();
    let keys = store.keys().unwrap();
    assert_eq!(keys, [key(7).public(), key(8).public()]);
    assert_eq!(found(&store, 2).unwrap(), 3);
    let newest = store.read(|read| read.note()).unwrap();
    assert!(store.verifier().verifies(&newest));
    assert!(!store.verifier().verifies(&note));
    let old = Verifier {
        origin: "t.example".to_owned(),
        key: keys[0],
    };
    assert!(old.verifies(&note) && receipt.holds(&old));
    assert_eq!(store.verify_all().unwrap().findings, []);

    // An export of now holds with all keys against what was kept under the old one, and not without it.
    let export = store.read_as(Sight::All, |read| {
        read.export(house(1), &[note.checkpoint.size])
    });
    let export = export.unwrap().unwrap();
    let kept = [Kept::Receipt(receipt), Kept::Checkpoint(note)];
    assert_eq!(verify(&export, "t.example", &keys, &kept).findings, []);
    let alone = verify(&export, "t.example", &keys[1..], &kept).findings;
    assert!(alone.contains(&Finding::OtherKey), "{alone:?}");
}

fn a_lost_key_is_declared_and_a_wrong_one_refused() {
    let mut world = World::here();
    world.found(1);
    let before = world.see(|read| read.note());
    world.close();
    let code = |outcome: Result<bool, StoreError>| outcome.map_err(|error| error.code);
    let wrong = change(&world, 8, &OldKey::Known(key(9)));
    assert_eq!(code(wrong), Err(Code::OtherKey));
    // What was refused left nothing: the old key still opens.
    let store = world.open(world.settings(0)).unwrap();
    assert_eq!(store.read(|read| read.note()), Ok(before));
    drop(store);

    assert_eq!(change(&world, 8, &OldKey::Lost), Ok(true));
    assert_eq!(change(&world, 9, &OldKey::Known(key(8))), Ok(true));
    // A key that was given up does not come back.
    let back = change(&world, 7, &OldKey::Known(key(9)));
    assert_eq!(code(back), Err(Code::OtherKey));
    let store = world.open(with_key(&world, 9)).unwrap();
    assert_eq!(
        store.keys().unwrap(),
        [7, 8, 9].map(|number| key(number).public())
    );
    let endorsed = store.read_as(Sight::All, |read| {
        let server = read.server()?;
        let entries = read.entries(server.into(), 1, 9)?;
        Ok::<_, StoreError>(
            entries
                .into_iter()
                .map(|placed| match placed.entry.body {
                    ledger::body::Body::KeyChanged(body) => body.endorsement.is_some(),
                    _ => panic!("another entry"),
                })
                .collect::<Vec<_>>(),
        )
    });
    assert_eq!(endorsed, Ok(vec![false, true]));
}

fn what_was_sealed_opens_with_the_new_key() {
    let mut world = World::here();
    world.found(1);
    let mail = Mail {
        recipient: "a@t.example".to_owned(),
        template: "sign-in".to_owned(),
        args: r#"{"link":"https://t.example/ひみつ"}"#.to_owned(),
    };
    let provider = (organisation(1), "https://idp.example", "torikime");
    let (former, posted) = (world.settings(0), mail.clone());
    world.close();
    let store = world.open(former.clone()).unwrap();
    let put = store.write(move |work: &mut Work<'_>| {
        work.post(&posted, work.now().moment)?;
        let sealed = former.seal_client(provider, "合言葉");
        work.keep_provider(provider.0, provider.1, provider.2, sealed)
    });
    assert_eq!(put, Ok(()));
    let kept = |store: &Store| {
        let row = store.read(|read| read.first("SELECT args FROM outbox", &[]));
        row.unwrap().unwrap().get::<String>(0).unwrap()
    };
    let before = kept(&store);
    assert!(!before.contains("t.example"), "{before}");
    drop(store);
    assert_eq!(change(&world, 8, &OldKey::Known(key(7))), Ok(true));

    let store = world.open(with_key(&world, 8)).unwrap();
    assert_ne!(kept(&store), before);
    let taken = store.write(|work: &mut Work<'_>| work.take_mail(60_000));
    assert_eq!(taken.unwrap().unwrap().mail, mail);
    let (id, issuer, client) = provider;
    let sealed = store.read_as(Sight::All, |read| read.sealed_secret(id, issuer, client));
    let sealed = sealed.unwrap().flatten().unwrap();
    let opened = with_key(&world, 8).unseal_client(provider, &sealed);
    assert_eq!(opened.as_deref(), Some("合言葉"));
    drop(store);
    // With another key and nobody to open what the one before sealed, a mail says nothing, and is given up where it is written.
    assert_eq!(change(&world, 9, &OldKey::Lost), Ok(true));
    world.clock.turn(3_600_000);
    let store = world.open(with_key(&world, 9)).unwrap();
    let taken = store.write(|work: &mut Work<'_>| work.take_mail(60_000));
    assert_eq!(taken.unwrap().unwrap().mail.args, "");
}

#[test]
fn a_key_changes() {
    a_new_key_signs_and_the_old_word_still_counts();
    what_was_sealed_opens_with_the_new_key();
    a_lost_key_is_declared_and_a_wrong_one_refused();
}

#[test]
fn a_key_changes_on_postgres() {
    on_postgres!(
        a_new_key_signs_and_the_old_word_still_counts,
        a_lost_key_is_declared_and_a_wrong_one_refused,
        what_was_sealed_opens_with_the_new_key,
        a_replica_with_the_old_key_stops,
    );
}

/// Only several replicas can be open while the key changes.
fn a_replica_with_the_old_key_stops() {
    let world = World::here();
    world.found(1);
    let [first, second] = [world.store(), world.store()];
    assert_eq!(change(&world, 8, &OldKey::Known(key(7))), Ok(true));
    for replica in [first, second] {
        let (stated, opening) = stated("q16.1", "x");
        let draft = Draft::new(organisation(1), stated);
        let outcome = replica
            .write(move |work: &mut Work<'_>| work.record(draft, &owner(1), &[opening]).map(drop));
        let Err(NotRecorded::Failed(error)) = outcome else {
            panic!("{outcome:?}")
        };
        assert_eq!(error.code, Code::OtherKey);
        assert_eq!(replica.stopped().map(|why| why.code), Some(Code::OtherKey));
    }
    let store = world.open(with_key(&world, 8)).unwrap();
    assert_eq!(found(&store, 2).unwrap(), 3);
    assert_eq!(store.verify_all().unwrap().findings, []);
}
