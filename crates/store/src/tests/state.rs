//! People and working state, on every database: called by the contract.

use ledger::hash::Hash;
use ledger::id::{CredentialId, LinkId, TokenId};

use super::fixture::{World, house, moment, organisation, person};
use crate::Work;
use crate::error::{Code, StoreError};
use crate::working::guard::{Answered, Limit};
use crate::working::link::{HeldToken, Link};
use crate::working::outbox::{Mail, OutboxCounts};
use crate::working::person::{Passkey, Person};
use crate::working::secret::Secret;

const MINUTE: i64 = 60_000;

fn write<T: Send + 'static>(
    world: &World,
    job: impl FnOnce(&mut Work<'_>) -> Result<T, StoreError> + Send + 'static,
) -> T {
    world.store().write(job).unwrap()
}

fn refused(
    world: &World,
    job: impl FnOnce(&mut Work<'_>) -> Result<(), StoreError> + Send + 'static,
) -> Code {
    world.store().write(job).unwrap_err().code
}

fn known(number: u8) -> Person {
    Person {
        id: person(number),
        name: "髙﨑 𠮷野".to_owned(),
        reading: Some("たかさき よしの".to_owned()),
        language: "ja".to_owned(),
        created: moment(0),
    }
}

fn passkey(number: u8) -> Passkey {
    Passkey {
        id: CredentialId([number; 16]),
        person: person(number),
        handle: vec![number; 20],
        label: "電話".to_owned(),
        passkey: "{}".to_owned(),
        created: moment(0),
        used: None,
        only_for: None,
    }
}

pub fn people_are_kept_as_they_gave_themselves(world: &mut World) {
    write(world, |work| {
        work.add_person(&known(1))?;
        work.add_person(&known(2))?;
        work.add_address(person(1), " Taro@Example.JP ")?;
        work.add_address(person(1), "taro@example.jp")?;
        work.add_address(person(2), "TARO@example.jp")?;
        work.add_passkey(&passkey(1))
    });
    assert_eq!(world.see(|read| read.person(person(1))), Some(known(1)));
    assert_eq!(world.see(|read| read.person(person(3))), None);
    let addresses = world.see(|read| read.addresses(person(1)));
    assert_eq!(addresses.len(), 1);
    assert_eq!(addresses[0].address, "Taro@Example.JP");
    assert_eq!(world.see(|read| read.person_at("taro@example.jp")), None);
    write(world, |work| {
        work.verify_address(person(2), "taro@EXAMPLE.jp")
    });
    assert_eq!(
        world.see(|read| read.person_at("taro@example.jp")),
        Some(person(2))
    );
    let second = refused(world, |work| {
        work.verify_address(person(1), "taro@example.jp")
    });
    assert_eq!(second, Code::Conflict);
    assert_eq!(
        refused(world, |work| work.add_person(&known(1))),
        Code::Conflict
    );
    let twice = refused(world, |work| {
        work.add_passkey(&Passkey {
            person: person(2),
            ..passkey(1)
        })
    });
    assert_eq!(twice, Code::Conflict);
    let nobodys = refused(world, |work| work.add_passkey(&passkey(9)));
    assert_eq!(nobodys, Code::Conflict);
    write(world, |work| {
        work.use_passkey(CredentialId([1; 16]), "{\"n\":1}")
    });
    let found = world.see(|read| read.passkey_by_handle(&[1; 20])).unwrap();
    assert_eq!(
        (found.passkey.as_str(), found.used),
        ("{\"n\":1}", Some(moment(0)))
    );
    assert_eq!(world.see(|read| read.passkeys(person(1))), [found]);
}

pub fn an_access_session_ends(world: &mut World) {
    write(world, |work| work.add_person(&known(1)));
    let open = || {
        write(world, |work| {
            work.open_session(person(1), "passkey", true, 10 * MINUTE)
        })
    };
    let (first, second) = (open(), open());
    let session = |secret: &Secret| {
        let (hash, now) = (secret.hash(), world.clock.now());
        world.see(|read| read.session(hash, now))
    };
    let seen = session(&first).unwrap();
    assert_eq!(
        (seen.person, seen.proved, seen.organisation),
        (person(1), Some(moment(0)), None)
    );
    assert_eq!(session(&Secret::new([0; 32])), None);
    let hash = first.hash();
    write(world, move |work| work.act_for(hash, Some(organisation(1))));
    assert_eq!(session(&first).unwrap().organisation, Some(organisation(1)));
    let now = world.clock.now();
    assert_eq!(world.see(|read| read.sessions(person(1), now)).len(), 2);
    assert_eq!(
        write(world, move |work| work
            .close_sessions(person(1), Some(hash))),
        1
    );
    assert_eq!(session(&second), None);
    world.clock.turn(10 * MINUTE - 1);
    assert!(session(&first).is_some());
    world.clock.turn(1);
    assert_eq!(session(&first), None);
    assert_eq!(write(world, |work| work.sweep()), 1);
}

fn link(verb: &str) -> Link {
    Link {
        purpose: "join".to_owned(),
        ledger: Some(house(1)),
        link: Some(LinkId([5; 16])),
        person: None,
        verbs: vec![verb.to_owned(), "see".to_owned()],
        detail: "{}".to_owned(),
        created: moment(0),
        expires: moment(10 * MINUTE),
        redeemed: None,
    }
}

pub fn a_link_is_redeemed_once(world: &mut World) {
    let secret = write(world, |work| work.add_link(&link("join")));
    let hash = secret.hash();
    assert_eq!(
        world.see(|read| read.link(hash, moment(0))),
        Some(link("join"))
    );
    // Many at the same moment: one gets it.
    let redeemed: usize = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..6)
            .map(|_| {
                let store = world.store();
                scope.spawn(move || {
                    store
                        .write(move |work: &mut Work<'_>| work.redeem_link(hash))
                        .unwrap()
                })
            })
            .collect();
        tries
            .into_iter()
            .filter_map(|thread| thread.join().unwrap())
            .count()
    });
    assert_eq!(redeemed, 1);
    let seen = world.see(|read| read.link(hash, moment(0))).unwrap();
    assert_eq!(seen.redeemed, Some(moment(0)));
    let other = write(world, |work| work.add_link(&link("x"))).hash();
    assert_eq!(write(world, |work| work.revoke_link(LinkId([5; 16]))), 2);
    assert_eq!(write(world, move |work| work.redeem_link(other)), None);
    let late = write(world, |work| work.add_link(&link("x"))).hash();
    world.clock.turn(10 * MINUTE);
    assert_eq!(write(world, move |work| work.redeem_link(late)), None);
}

pub fn a_challenge_is_taken_once(world: &mut World) {
    let keep = || {
        write(world, |work| {
            work.keep_challenge("sign-in", "{\"a\":1}", MINUTE)
        })
        .hash()
    };
    let take =
        |purpose: &'static str, hash| write(world, move |work| work.take_challenge(purpose, hash));
    let hash = keep();
    assert_eq!(take("sign-in", hash), Some("{\"a\":1}".to_owned()));
    assert_eq!(take("sign-in", hash), None);
    let hash = keep();
    assert_eq!(take("register", hash), None);
    assert_eq!(take("sign-in", hash), None);
    let hash = keep();
    world.clock.turn(MINUTE);
    assert_eq!(take("sign-in", hash), None);
}

fn mail(recipient: &str) -> Mail {
    Mail {
        recipient: recipient.to_owned(),
        template: "invitation".to_owned(),
        args: "{\"organisation\":\"第1\"}".to_owned(),
    }
}

pub fn mails_go_once_or_are_given_up(world: &mut World) {
    for (recipient, due) in [("b@t.example", MINUTE), ("a@t.example", 0)] {
        write(world, move |work| work.post(&mail(recipient), moment(due)));
    }
    let take = || write(world, |work| work.take_mails(10, MINUTE));
    let first = take();
    assert_eq!(first.len(), 1);
    assert_eq!(
        (first[0].mail.clone(), first[0].attempts),
        (mail("a@t.example"), 1)
    );
    assert_eq!(take(), []);
    world.clock.turn(MINUTE);
    let mut due = take();
    due.sort_by(|one, other| one.mail.recipient.cmp(&other.mail.recipient));
    assert_eq!([due[0].attempts, due[1].attempts], [2, 1]);
    let (sent, failed) = (due[0].id, due[1].id);
    write(world, move |work| work.mail_sent(sent));
    write(world, move |work| {
        work.mail_failed(failed, "no such mailbox", None)
    });
    world.clock.turn(10 * MINUTE);
    assert_eq!(take(), []);
    let counts = OutboxCounts {
        waiting: 0,
        failed: 1,
    };
    assert_eq!(world.see(|read| read.outbox()), counts);
}

pub fn turns_run_out_and_come_back(world: &mut World) {
    let limit = Limit {
        burst: 3,
        every: MINUTE,
    };
    let take = |key: &'static str| write(world, move |work| work.take_turn(key, limit));
    assert_eq!([take("a"), take("a"), take("a")], [Ok(()); 3]);
    assert_eq!(take("a"), Err(moment(MINUTE)));
    assert_eq!(take("b"), Ok(()));
    world.clock.turn(MINUTE - 1);
    assert_eq!(take("a"), Err(moment(MINUTE)));
    world.clock.turn(1);
    assert_eq!(take("a"), Ok(()));
    assert_eq!(take("a"), Err(moment(2 * MINUTE)));
    world.clock.turn(60 * MINUTE);
    assert_eq!([take("a"), take("a"), take("a")], [Ok(()); 3]);
    assert!(take("a").is_err());
    world.clock.turn(60 * MINUTE);
    assert_eq!(write(world, |work| work.sweep()), 2);
}

pub fn an_answer_is_remembered_for_its_time(world: &mut World) {
    let answered = |text: &str| Answered {
        request: Hash::plain(text.as_bytes()),
        response: text.to_owned(),
    };
    let remember = |text: &'static str| {
        let answered = answered(text);
        world
            .store()
            .write(move |work: &mut Work<'_>| work.remember(person(1), "key", &answered, MINUTE))
            .map_err(|error| error.code)
    };
    let known = |who| {
        let now = world.clock.now();
        world.see(|read| read.answered(person(who), "key", now))
    };
    assert_eq!(known(1), None);
    assert_eq!(remember("one"), Ok(()));
    assert_eq!(remember("two"), Err(Code::Conflict));
    assert_eq!(known(1), Some(answered("one")));
    assert_eq!(known(2), None);
    world.clock.turn(MINUTE);
    assert_eq!(known(1), None);
    assert_eq!(remember("two"), Ok(()));
}

pub fn an_erased_person_is_gone_everywhere(world: &mut World) {
    world.found(1);
    world.state(1, "q16.1", "x").unwrap();
    let hash = write(world, |work| {
        work.add_person(&known(1))?;
        work.add_person(&known(2))?;
        work.add_address(person(1), "a@t.example")?;
        work.add_passkey(&passkey(1))?;
        work.add_identity(organisation(1), "https://id.example", "sub", person(1))?;
        work.add_link(&Link {
            person: Some(person(1)),
            ..link("x")
        })?;
        let token = HeldToken {
            token: TokenId([3; 16]),
            ledger: house(1),
            person: person(1),
            expires: moment(MINUTE),
        };
        work.add_token(&token)?;
        work.post(&mail("a@t.example"), moment(0))?;
        work.post(&mail("b@t.example"), moment(0))?;
        let answered = Answered {
            request: Hash([0; 32]),
            response: String::new(),
        };
        work.remember(person(1), "key", &answered, MINUTE)?;
        Ok(work.open_session(person(1), "mail", false, MINUTE)?.hash())
    });
    let identity = |world: &World| {
        world.see(|read| read.person_of_identity(organisation(1), "https://id.example", "sub"))
    };
    assert_eq!(identity(world), Some(person(1)));
    write(world, |work| work.erase_person(person(1)));
    assert_eq!(identity(world), None);
    assert_eq!(world.see(|read| read.session(hash, moment(0))), None);
    for (table, left) in [
        ("person", 1),
        ("address", 0),
        ("credential", 0),
        ("identity", 0),
        ("session", 0),
        ("link", 0),
        ("token", 0),
        ("outbox", 1),
        ("idempotency", 0),
    ] {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        let count: u64 = world.see(|read| read.query(&sql, &[])?[0].get(0));
        assert_eq!(count, left, "{table}");
    }
    assert_eq!(world.store().verify_all().unwrap().findings, []);
}
