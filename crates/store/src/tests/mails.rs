//! Mails: who takes which, what becomes of those given up, budgets, and who is reminded of what.

use ledger::admission::Refusal;
use ledger::body::house::Role;
use ledger::id::PersonId;

use crate::acts::tests::{Two, visitor};
use crate::acts::{Invitation, NotDone, is_address};
use crate::door::Visitor;
use crate::error::StoreError;
use crate::tests::fixture::World;
use crate::work::Work;
use crate::working::outbox::{Mail, Note, OutboxCounts, Waiting};
use crate::working::secret::{Secret, SecretHash};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
const LEASE: i64 = 10 * MINUTE;

fn mail(recipient: &str) -> Mail {
    Mail {
        recipient: recipient.to_owned(),
        template: "sign-in".to_owned(),
        args: "{\"link\":\"https://t.example/sign-in/link#secret\"}".to_owned(),
    }
}

fn write<T: Send + 'static>(
    world: &World,
    job: impl FnOnce(&mut Work<'_>) -> Result<T, StoreError> + Send + 'static,
) -> T {
    world.store().write(job).unwrap()
}

fn post(world: &World, recipient: &'static str, times: usize) {
    write(world, move |work| {
        let due = work.now().moment;
        (0..times).try_for_each(|_| work.post(&mail(recipient), due).map(drop))
    });
}

fn take(world: &World) -> Option<Waiting> {
    write(world, |work| work.take_mail(LEASE))
}

/// What lies in the outbox, by template and recipient; the link's secret, where there is one.
fn drained(world: &World) -> Vec<(String, String, serde_json::Value)> {
    let mails = write(world, |work| work.take_mails(100, LEASE));
    let told = mails.into_iter().map(|waiting| {
        let args = serde_json::from_str(&waiting.mail.args).unwrap();
        let id = waiting.id;
        write(world, move |work| work.mail_sent(id));
        (waiting.mail.template, waiting.mail.recipient, args)
    });
    told.collect()
}

fn secret_of(args: &serde_json::Value) -> SecretHash {
    let link = args["link"].as_str().unwrap();
    let secret: Secret = link.split_once('#').unwrap().1.parse().unwrap();
    secret.hash()
}

#[test]
fn a_mail_is_one_senders_until_its_time_is_over_or_its_server_ends() {
    let world = World::here();
    post(&world, "a@t.example", 1);
    let first = take(&world).unwrap();
    assert_eq!((first.attempts, take(&world)), (1, None));
    world.clock.turn(LEASE);
    let again = take(&world).unwrap();
    assert_eq!((again.id, again.attempts), (first.id, 2));
    assert_eq!(write(&world, |work| work.release_mails()), 1);
    assert_eq!(take(&world).unwrap().attempts, 3);
    // What was put off after a failure is nobody's: a start does not hurry it.
    let later = world.clock.now().plus(LEASE);
    write(&world, move |work| {
        work.mail_failed(first.id, "recipient 451", Some(later))
    });
    assert_eq!(write(&world, |work| work.release_mails()), 0);
    assert_eq!(take(&world), None);
}

#[test]
fn what_is_given_up_says_nothing_any_more_and_is_gone_after_a_month() {
    let world = World::here();
    post(&world, "a@t.example", 1);
    let id = take(&world).unwrap().id;
    write(&world, move |work| {
        work.mail_failed(id, "recipient 550", None)
    });
    let args = world.store().read(|read| {
        let row = read.first("SELECT args FROM outbox", &[])?;
        row.unwrap().get::<String>(0)
    });
    assert_eq!(args.unwrap(), "{}");
    let state = world.store().read(|read| read.mail_state(id)).unwrap();
    assert_eq!(state, Some((false, Some("recipient 550".to_owned()))));
    let note = world.store().read(|read| read.mail_note(Note::Failed));
    assert_eq!(note.unwrap().unwrap().1, "recipient 550");
    world.clock.turn(30 * DAY);
    write(&world, |work| work.sweep());
    let counts = world.store().read(|read| read.outbox()).unwrap();
    assert_eq!(counts, OutboxCounts::default());
}

#[test]
fn a_flood_to_one_address_waits_and_holds_up_nobody_else() {
    let world = World::here();
    post(&world, "A@t.example", 15);
    post(&world, "a@t.example", 15);
    let sent = std::iter::from_fn(|| take(&world)).count();
    assert_eq!(sent, 20);
    post(&world, "b@t.example", 1);
    assert_eq!(take(&world).unwrap().mail.recipient, "b@t.example");
    world.clock.turn(10 * MINUTE - 1);
    assert_eq!(take(&world).map(|waiting| waiting.attempts), None);
}

#[test]
fn invitations_by_mail_have_a_budget() {
    let two = Two::new();
    let offer = |address: &str, from: &Visitor| {
        let invitation = Invitation {
            role: Some(Role::Reader),
            role_until: None,
            expires: two.world.clock.now().plus(DAY),
            send: Some((address.to_owned(), "https://t.example/join".to_owned())),
        };
        two.world.store().invite(from, invitation).map(drop)
    };
    for _ in 0..3 {
        offer("x@example.jp", &two.owner()).unwrap();
    }
    let refused = offer("X@example.jp", &two.owner());
    assert!(matches!(refused, Err(NotDone::TooOften(_))), "{refused:?}");
    // What one organisation did tells another nothing.
    offer("x@example.jp", &two.stranger()).unwrap();
    let hostile = offer("x@example.jp\r\nBcc: y@example.jp", &two.owner());
    assert_eq!(hostile, Err(Refusal::UnfitText.into()));
}

#[test]
fn an_address_is_one_at_with_something_on_both_sides() {
    for (text, is) in [
        ("a@t.example", true),
        ("髙橋@例え.jp", true),
        ("a.b+c@t.example", true),
        ("a", false),
        ("@t.example", false),
        ("a@", false),
        ("a@b@c", false),
        ("a b@t.example", false),
        ("a@t.example\n", false),
        ("a@t.example\r\nBcc: b@t.example", false),
        ("A <a@t.example>", false),
        ("a,b@t.example", false),
        ("a@t.example\u{0}", false),
        (&format!("a@{}", "t".repeat(253)), false),
    ] {
        assert_eq!(is_address(text), is, "{text:?}");
    }
}

#[test]
fn an_address_counts_once_its_owner_opened_what_was_sent_there() {
    let two = Two::new();
    let (store, owner) = (two.world.store(), two.owner());
    let page = || Some("https://t.example/verify".to_owned());
    let add = |who: &Visitor, address: &str| store.add_address(who, address.to_owned(), page());
    add(&owner, "two@example.jp").unwrap();
    let sent = drained(&two.world);
    let [(template, recipient, args)] = &sent[..] else {
        panic!("{sent:?}")
    };
    assert_eq!(
        (template.as_str(), recipient.as_str()),
        ("verification", "two@example.jp")
    );
    let link = secret_of(args);
    assert_eq!(
        store.verify_address(&two.stranger(), link),
        Err(NotDone::Absent),
        "sent to somebody else"
    );
    store.verify_address(&owner, link).unwrap();
    let verified = |who: &Visitor| {
        let mailbox = store.mailbox(who).unwrap();
        let verified = mailbox.addresses.into_iter();
        let verified = verified.filter(|known| known.verified.is_some());
        verified.map(|known| known.address).collect::<Vec<_>>()
    };
    assert_eq!(verified(&owner), ["two@example.jp"]);
    // Somebody else who gives the same address cannot take it over.
    add(&two.stranger(), "two@example.jp").unwrap();
    let link = secret_of(&drained(&two.world)[0].2);
    assert_eq!(
        store.verify_address(&two.stranger(), link),
        Err(NotDone::Absent)
    );
    // A change is told to the address that was verified.
    add(&owner, "three@example.jp").unwrap();
    store
        .remove_address(&owner, "two@example.jp".to_owned())
        .unwrap();
    let told: Vec<_> = drained(&two.world)
        .into_iter()
        .map(|(template, recipient, _)| (template, recipient))
        .collect();
    let told: Vec<_> = told.iter().map(|(t, r)| (t.as_str(), r.as_str())).collect();
    for expected in [
        ("address-added", "two@example.jp"),
        ("address-removed", "two@example.jp"),
    ] {
        assert!(told.contains(&expected), "{told:?}");
    }
    assert_eq!(
        store.remove_address(&two.stranger(), "three@example.jp".to_owned()),
        Err(NotDone::Absent),
        "not theirs"
    );
}

#[test]
fn a_session_of_one_organisation_changes_nobodys_mailbox() {
    let two = Two::new();
    let store = two.world.store();
    let bound = Visitor {
        only_for: Some(two.first.organisation),
        ..two.owner()
    };
    let program = Visitor {
        session: None,
        ..two.owner()
    };
    for who in [&bound, &program] {
        let refused = Err(NotDone::Refused(Refusal::NotPermitted));
        let address = || "new@example.jp".to_owned();
        assert_eq!(store.add_address(who, address(), None), refused);
        assert_eq!(
            store.ask_verification(who, address(), String::new()),
            refused
        );
        assert_eq!(store.remove_address(who, address()), refused);
        assert_eq!(store.choose_mails(who, "ja".to_owned(), false), refused);
        let secret = Secret::new([9; 32]).hash();
        assert_eq!(store.verify_address(who, secret), refused);
    }
}

fn verified(two: &Two, person: PersonId, address: &'static str) {
    write(&two.world, move |work| {
        work.add_address(person, address)?;
        work.verify_address(person, address)
    });
}

#[test]
fn what_waits_is_told_once_a_day_to_who_can_do_something_about_it() {
    let two = Two::new();
    let store = two.world.store();
    let page = "https://t.example/o/security";
    let remind = || {
        store.remind(page).unwrap();
        drained(&two.world)
    };
    store
        .enrol_passkey(&two.owner(), vec![1], "a".to_owned(), "{}".to_owned())
        .unwrap();
    let reader = two.hire("reader", Role::Reader);
    let editor = two.hire("editor", Role::Editor);
    verified(&two, two.first.owner, "owner@example.jp");
    verified(&two, two.second.owner, "other@example.jp");
    verified(&two, reader.person, "reader@example.jp");
    drained(&two.world);
    store
        .enrol_passkey(&reader, vec![2], "b".to_owned(), "{}".to_owned())
        .unwrap();
    assert_eq!(remind(), [], "not before the next morning");
    two.world.clock.turn(DAY);
    let told = remind();
    let [(template, recipient, args)] = &told[..] else {
        panic!("the reader can vouch for nobody, the other knows nothing of it: {told:?}")
    };
    assert_eq!(
        (template.as_str(), recipient.as_str()),
        ("reminder", "owner@example.jp")
    );
    assert_eq!(
        (args["passkeys"].as_str(), args["recoveries"].as_str()),
        (Some("1"), Some("0"))
    );
    assert_eq!(remind(), [], "once a day");
    two.world.clock.turn(DAY);
    assert_eq!(remind(), [], "nothing new");
    store
        .enrol_passkey(&editor, vec![3], "c".to_owned(), "{}".to_owned())
        .unwrap();
    drained(&two.world);
    two.world.clock.turn(DAY);
    assert_eq!(remind()[0].2["passkeys"], "2");
    two.world.clock.turn(7 * DAY);
    assert_eq!(remind().len(), 1, "again after a week");
    let session = store.sign_in_for_demonstration(two.first.owner).unwrap();
    let session = visitor(&two.world, &session);
    store
        .choose_mails(&session, "en".to_owned(), false)
        .unwrap();
    two.world.clock.turn(7 * DAY);
    assert_eq!(remind(), [], "who wants none gets none");
}

#[test]
fn all_of_it_on_postgres() {
    crate::tests::fixture::on_postgres!(
        a_mail_is_one_senders_until_its_time_is_over_or_its_server_ends,
        what_is_given_up_says_nothing_any_more_and_is_gone_after_a_month,
        a_flood_to_one_address_waits_and_holds_up_nobody_else,
        invitations_by_mail_have_a_budget,
        an_address_counts_once_its_owner_opened_what_was_sent_there,
        what_waits_is_told_once_a_day_to_who_can_do_something_about_it,
    );
}
