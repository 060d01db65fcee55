//! Mails to a mail server that takes them, refuses them, or breaks off.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod server;

use super::*;
use crate::encrypted::{self, AUTHORITY, Shows, Way};
use server::{Does, Server};
use std::sync::Mutex;
use store::testing::{HandClock, settings as store_settings};
use store::working::outbox::Mail;

static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct World {
    store: Arc<Store>,
    clock: HandClock,
    server: Server,
    _folder: tempfile::TempDir,
}

impl World {
    fn new(script: &[Does]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = HandClock::default();
        let store = Store::open_folder(folder.path(), store_settings(&clock, 1)).unwrap();
        Self {
            store: Arc::new(store),
            clock,
            server: Server::start(script),
            _folder: folder,
        }
    }

    fn worker(&self, change: impl FnOnce(&mut Settings)) -> Worker {
        let mut settings = Settings {
            host: "127.0.0.1".to_owned(),
            port: self.server.port,
            tls: settings::Tls::None,
            login: None,
            roots: None,
            from: "Torikime <no-reply@t.example>".parse().unwrap(),
        };
        change(&mut settings);
        Worker {
            store: Arc::clone(&self.store),
            settings: Some(settings),
            origin: "https://t.example".to_owned(),
            log: |said| SAID.lock().unwrap().push(said.to_owned()),
        }
    }

    fn post(&self, recipient: &'static str, template: &'static str) -> [u8; 16] {
        self.store
            .write(move |work: &mut Work<'_>| {
                let mail = Mail {
                    recipient: recipient.to_owned(),
                    template: template.to_owned(),
                    args:
                        r#"{"language":"ja","person":"髙橋","link":"https://t.example/x#5ec3e7"}"#
                            .to_owned(),
                };
                let due = work.now().moment;
                work.post(&mail, due)
            })
            .unwrap()
    }

    /// What became of a mail: whether it still waits and what went wrong last; none where it went.
    fn state(&self, id: [u8; 16]) -> Option<(bool, String)> {
        let state = self.store.read(|read| read.mail_state(id)).unwrap();
        state.map(|(waits, trouble)| (waits, trouble.unwrap_or_default()))
    }
}

#[test]
fn a_mail_goes_once_with_its_headers() {
    let world = World::new(&[]);
    let id = world.post("a@t.example", "sign-in");
    let worker = world.worker(|_| {});
    assert_eq!(worker.round().unwrap(), Round::Done);
    assert_eq!(worker.round().unwrap(), Round::Idle);
    assert_eq!(world.state(id), None);
    let came = world.server.came();
    assert_eq!(came.len(), 1);
    assert!(came[0].from.contains("<no-reply@t.example>"), "{came:?}");
    assert!(came[0].to.contains("<a@t.example>"), "{came:?}");
    assert!(came[0].header("Message-ID").ends_with("@t.example>"));
    assert_eq!(came[0].header("Auto-Submitted"), "auto-generated");
    let sent = world.store.read(|read| read.mail_note(Note::Sent)).unwrap();
    assert_eq!(sent.unwrap().0, world.clock.now());
}

/// One mail against a server that does one thing: what the round comes to, and what becomes of the mail.
fn check(does: Does, round: Round, state: Option<(bool, &str)>) {
    let world = World::new(&[does]);
    let id = world.post("a@t.example", "sign-in");
    let outcome = world.worker(|_| {}).round().unwrap();
    assert_eq!(outcome, round, "{does:?}");
    let state = state.map(|(waits, code)| (waits, code.to_owned()));
    assert_eq!(world.state(id), state, "{does:?}");
}

#[test]
fn what_is_refused_for_good_is_given_up_and_all_else_is_tried_again() {
    for (does, round, state) in [
        (Does::Takes, Round::Done, None),
        (
            Does::Says("RCPT", "550 no such user"),
            Round::Done,
            Some((false, "recipient 550")),
        ),
        (
            Does::Says("RCPT", "451 later"),
            Round::Done,
            Some((true, "recipient 451")),
        ),
        (
            Does::Says(".", "554 spam"),
            Round::Done,
            Some((false, "content 554")),
        ),
        (
            Does::Says(".", "452 full"),
            Round::Done,
            Some((true, "content 452")),
        ),
        (
            Does::Says("MAIL", "550 not you"),
            Round::Down,
            Some((true, "sender 550")),
        ),
        (Does::Busy, Round::Down, Some((true, "connect 421"))),
        (Does::Closes("EHLO"), Round::Down, Some((true, "connect"))),
        (Does::Closes("RCPT"), Round::Down, Some((true, "recipient"))),
        (Does::Closes("."), Round::Down, Some((true, "content"))),
    ] {
        check(does, round, state);
    }
}

#[test]
fn a_mail_whose_answer_was_lost_comes_again_under_the_same_number() {
    let world = World::new(&[Does::Closes(".")]);
    let id = world.post("a@t.example", "recovery");
    let worker = world.worker(|_| {});
    assert_eq!(worker.round().unwrap(), Round::Down);
    assert_eq!(worker.round().unwrap(), Round::Idle, "not at once");
    world.clock.turn(FIRST_RETRY);
    assert_eq!(worker.round().unwrap(), Round::Done);
    assert_eq!(world.state(id), None);
    let came = world.server.came();
    assert_eq!(
        came.iter().map(|mail| mail.taken).collect::<Vec<_>>(),
        [false, true]
    );
    assert_eq!(came[0].header("Message-ID"), came[1].header("Message-ID"));
}

#[test]
fn retries_come_later_and_later_until_the_mail_is_worth_nothing() {
    let world = World::new(&[Does::Busy; 40]);
    let id = world.post("a@t.example", "sign-in");
    let worker = world.worker(|_| {});
    let mut tried = 0;
    while world.state(id).is_some_and(|(waits, _)| waits) {
        if worker.round().unwrap() == Round::Down {
            tried += 1;
        }
        world.clock.turn(10_000);
    }
    assert_eq!(
        tried, 5,
        "30 s, 1, 2, 4 and 8 minutes after one another within 15 minutes"
    );
    assert_eq!(world.server.came(), []);
    assert_eq!(
        [1, 2, 5, 40].map(delay),
        [30_000, 60_000, 480_000, LAST_RETRY]
    );
    // What waited while nothing was sent is not sent when it is too late.
    let late = world.post("a@t.example", "verification");
    world.clock.turn(store::acts::SIGN_IN_LASTS + 1);
    assert_eq!(worker.round().unwrap(), Round::Done);
    assert_eq!(world.state(late), Some((false, "late".to_owned())));
}

#[test]
fn one_that_is_refused_holds_up_no_other() {
    let world = World::new(&[Does::Says("RCPT", "550 no such user")]);
    world.post("a@t.example", "test");
    world.post("b@t.example", "test");
    let worker = world.worker(|_| {});
    assert_eq!(worker.round().unwrap(), Round::Done);
    assert_eq!(worker.round().unwrap(), Round::Done);
    assert_eq!(world.server.came().len(), 1);
}

#[test]
fn two_senders_never_take_the_same_mail() {
    let world = World::new(&[]);
    for _ in 0..15 {
        world.post("a@t.example", "test");
    }
    let (one, other) = (world.worker(|_| {}), world.worker(|_| {}));
    std::thread::scope(|scope| {
        for worker in [&one, &other] {
            scope.spawn(move || while worker.round().unwrap() != Round::Idle {});
        }
    });
    let came = world.server.came();
    let numbers: std::collections::BTreeSet<_> = came
        .iter()
        .map(|mail| mail.header("Message-ID").to_owned())
        .collect();
    assert_eq!((came.len(), numbers.len()), (15, 15));
}

#[test]
fn nothing_is_said_to_a_server_without_encryption_where_it_is_wanted() {
    let world = World::new(&[]);
    let id = world.post("a@t.example", "test");
    let worker = world.worker(|settings| {
        settings.tls = settings::Tls::Upgraded;
        settings.login = Some(("user".to_owned(), "secret".to_owned()));
    });
    assert_eq!(worker.round().unwrap(), Round::Down);
    assert_eq!(world.state(id), Some((true, "starttls".to_owned())));
    assert_eq!(world.server.came(), []);
}

#[test]
fn a_refused_password_is_the_servers_trouble_and_no_mails() {
    let world = World::new(&[Does::Says("AUTH", "535 no")]);
    let id = world.post("a@t.example", "test");
    let worker = world.worker(|settings| {
        settings.login = Some(("user".to_owned(), "secret".to_owned()));
    });
    assert_eq!(worker.round().unwrap(), Round::Down);
    assert_eq!(world.state(id), Some((true, "login 535".to_owned())));
}

#[test]
fn what_is_logged_names_nobody_and_holds_no_link() {
    check(
        Does::Says("RCPT", "550 <a@t.example> https://t.example/x#5ec3e7"),
        Round::Done,
        Some((false, "recipient 550")),
    );
    for said in SAID.lock().unwrap().iter() {
        for secret in ["a@t.example", "5ec3e7", "髙橋", "secret"] {
            assert!(!said.contains(secret), "{said}");
        }
    }
}

#[test]
fn a_start_frees_what_a_killed_server_had_taken_and_says_what_it_is() {
    let world = World::new(&[]);
    world.post("a@t.example", "test");
    world
        .store
        .write(|work: &mut Work<'_>| work.take_mail(LEASE))
        .unwrap();
    let worker = world.worker(|_| {});
    worker.begin(false).unwrap();
    assert_eq!(
        worker.round().unwrap(),
        Round::Idle,
        "another replica may be sending it"
    );
    worker.begin(true).unwrap();
    assert_eq!(worker.round().unwrap(), Round::Done);
    let note = || {
        world
            .store
            .read(|read| read.mail_note(Note::Server))
            .unwrap()
    };
    assert!(note().unwrap().1.starts_with("127.0.0.1:"));
    let silent = Worker {
        settings: None,
        ..worker
    };
    silent.begin(true).unwrap();
    assert_eq!(note(), None);
}

/// One mail over an encrypted way to a server that shows something: the last code, none where the mail went.
fn over(shows: Shows, from: encrypted::From, roots: Option<&[u8]>, host: &str) -> Option<String> {
    let world = World::new(&[]);
    let way = Way::to(world.server.port, shows, from);
    let id = world.post("a@t.example", "sign-in");
    let worker = world.worker(|settings| {
        settings.host = host.to_owned();
        settings.port = way.port;
        settings.tls = match from {
            encrypted::From::Start => settings::Tls::Wrapped,
            encrypted::From::Asked => settings::Tls::Upgraded,
        };
        settings.roots = roots.map(<[u8]>::to_vec);
    });
    let round = worker.round().unwrap();
    let trouble = world.state(id).map(|(_, code)| code);
    assert_eq!(round == Round::Done, trouble.is_none());
    assert_eq!(world.server.came().len(), usize::from(trouble.is_none()));
    trouble
}

#[test]
fn a_mail_goes_only_where_the_servers_certificate_holds() {
    let known = Some(AUTHORITY);
    for (from, refused) in [
        (encrypted::From::Start, "connect"),
        (encrypted::From::Asked, "starttls"),
    ] {
        for (shows, roots, host, goes) in [
            (Shows::Here, known, "127.0.0.1", true),
            (Shows::Here, known, "localhost", true),
            (Shows::Here, None, "localhost", false),
            (Shows::Elsewhere, known, "localhost", false),
            (Shows::Over, known, "localhost", false),
        ] {
            let trouble = over(shows, from, roots, host);
            let expected = (!goes).then_some(refused);
            assert_eq!(trouble.as_deref(), expected, "{from:?} {shows:?} {host}");
        }
    }
}

#[test]
fn nothing_is_said_where_starttls_is_not_offered_or_the_way_is_not_encrypted() {
    for tls in [settings::Tls::Upgraded, settings::Tls::Wrapped] {
        let world = World::new(&[]);
        let id = world.post("a@t.example", "sign-in");
        let worker = world.worker(|settings| {
            settings.tls = tls;
            settings.roots = Some(AUTHORITY.to_vec());
        });
        assert_eq!(worker.round().unwrap(), Round::Down, "{tls:?}");
        assert!(world.state(id).is_some_and(|(waits, _)| waits), "{tls:?}");
        assert_eq!(world.server.came(), [], "{tls:?}");
    }
}
