//! Two replicas of one server over a real PostgreSQL: what is done through one is read through the other, one dies and the other goes on,
//! and two organisations live there without a trace of each other.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod run;
mod served;

use served::{Guest, Served, found};
use std::path::Path;
use store::testing::cluster::Cluster;

/// Two people of two organisations, and what must not be seen by the other.
const FIRST: (&str, &str, &str) = ("株式会社青空商会", "青木 一郎", "規程第三条による");
const SECOND: (&str, &str, &str) = ("赤坂電子合同会社", "赤井 二子", "委託先一覧に記載");

struct Site {
    cluster: Cluster,
    database: String,
    folder: tempfile::TempDir,
}

impl Site {
    fn new() -> Option<Site> {
        let cluster = Cluster::find(true)?;
        let _ = cluster.root("postgres");
        let database = cluster.database();
        let folder = tempfile::tempdir().unwrap();
        Some(Site {
            cluster,
            database,
            folder,
        })
    }

    fn data(&self, replica: &str) -> std::path::PathBuf {
        self.folder.path().join(replica)
    }

    fn try_start(&self, replica: &str) -> Result<Served, String> {
        let string = |user| self.cluster.string(user, &self.database);
        let (owner, worker) = (string("owner"), string("worker"));
        let settings = [
            ("POSTGRES_OWNER", owner.as_str()),
            ("POSTGRES_WORKER", &worker),
        ];
        Served::try_start(&self.data(replica), &settings)
    }

    fn start(&self, replica: &str) -> Served {
        self.try_start(replica)
            .unwrap_or_else(|said| panic!("{replica}: {said}"))
    }

    /// A folder of a replica with the key of another.
    fn give_key(&self, from: &str, to: &str) {
        let _ = std::fs::create_dir(self.data(to));
        std::fs::copy(self.data(from).join("key"), self.data(to).join("key")).unwrap();
    }
}

/// States the first item of the list of rules, with a note.
fn state(server: &Served, guest: &Guest, note: &str) {
    let list = server.page(guest, "/o/standing?list=rules");
    let item = list.between("/o/standing/items/", "\"");
    let item = item.split('?').next().unwrap();
    let (value, noted) = (format!("v.{item}"), format!("n.{item}"));
    let fields = [
        (value.as_str(), "in-force"),
        ("from", "2026-04-01"),
        (&noted, note),
    ];
    let stated = server.post(guest, &format!("/o/standing/items/{item}"), &fields);
    assert_eq!(stated.status, 303, "{}", stated.text);
}

/// Everything somebody can open by links of their own organisation.
const PAGES: [&str; 12] = [
    "/",
    "/help",
    "/o",
    "/o?lang=en",
    "/o/people",
    "/o/security",
    "/o/standing",
    "/o/standing?list=rules",
    "/o/standing/standing.csv?list=rules",
    "/o/ledger",
    "/o/ledger/export.json",
    "/o/ledger/0/receipt.txt",
];

/// Own texts stand where they belong, and nothing of the other organisation anywhere.
fn sees_only(
    server: &Served,
    guest: &Guest,
    own: (&str, &str, &str),
    other: (&str, &str, &str),
    numbers: [&str; 2],
) {
    let pages = PAGES.map(|address| (address, server.page(guest, address)));
    for (address, page) in &pages {
        assert_eq!(page.status, 200, "{address}");
        for text in [other.0, other.1, other.2, numbers[1]] {
            assert!(
                !page.text.contains(text) && !page.head.contains(text),
                "{address}: {text}"
            );
        }
    }
    for text in [own.0, own.1, own.2, numbers[0]] {
        let stands = pages.iter().any(|(_, page)| page.text.contains(text));
        assert!(stands, "{text}");
    }
}

/// An organisation's number, from its export.
fn number(server: &Served, guest: &Guest) -> String {
    server
        .page(guest, "/o/ledger/export.json")
        .between("\"ledger\": \"house-", "\"")
}

/// What belongs to the other side is answered like what is not there, and changes nothing.
fn is_refused(server: &Served, guest: &Guest, other: &Guest, others_number: &str) {
    let absent = server.page(guest, "/o/nothing");
    let fields = [("organisation", others_number)];
    let switched = server.post(guest, "/switch", &fields);
    assert_eq!(switched.status, absent.status, "{}", switched.text);
    let token = server
        .page(other, "/o")
        .between("name=\"form\" value=\"", "\"");
    let stolen = server.post_with(guest, "/sign-out", &[], &token);
    assert_eq!(stolen.status, 403);
    let elsewhere = server.page(&Guest::default(), "/o/ledger/export.json");
    assert_eq!(
        elsewhere.status, 303,
        "whoever is nobody is sent to sign in"
    );
}

#[test]
fn one_replica_goes_on_where_the_other_died() {
    let Some(site) = Site::new() else { return };
    let first = site.start("a");
    let outdated = first.set_up.clone().expect("a set-up link");
    site.give_key("a", "b");
    let second = site.start("b");
    // The last that started gave the link; founded through one, there through the other at once.
    let secret = second.set_up.clone().expect("a set-up link");
    let dead = first.post(&Guest::default(), "/set-up", &[("secret", &outdated)]);
    assert_eq!(dead.status, 404, "of two links only the last works");
    let blue = found(&first, &secret, FIRST.0, FIRST.1);
    let again = second.post(&Guest::default(), "/set-up", &[("secret", &secret)]);
    assert_eq!(again.status, 404, "spent on both");
    let invited = first.post(
        &blue,
        "/o/people/invite",
        &[("role", "found"), ("until", ""), ("address", "")],
    );
    let secret = invited.between("/found#", "<").split('"').next().unwrap()[..64].to_owned();
    let red = found(&first, &secret, SECOND.0, SECOND.1);
    state(&first, &blue, FIRST.2);
    state(&second, &red, SECOND.2);
    let (blues, reds) = (number(&second, &blue), number(&first, &red));
    for server in [&first, &second] {
        sees_only(server, &blue, FIRST, SECOND, [&blues, &reds]);
        sees_only(server, &red, SECOND, FIRST, [&reds, &blues]);
        is_refused(server, &blue, &red, &reds);
        is_refused(server, &red, &blue, &blues);
    }
    // Kill one in the middle; what it acknowledged stays, sessions too, and it comes back.
    first.kill();
    state(&second, &blue, "もう一つの文章");
    let back = site.start("a");
    let list = back.page(&blue, "/o/standing?list=rules");
    assert!(list.text.contains("もう一つの文章"), "{}", list.text);
    state(&back, &red, "戻ってからの文章");
    assert!(
        second
            .page(&red, "/o/standing?list=rules")
            .text
            .contains("戻ってからの文章")
    );
    // Signed out of one is signed out of all.
    assert_eq!(second.post(&red, "/sign-out", &[]).status, 303);
    assert_eq!(back.page(&red, "/o").status, 303);
    for server in [back, second] {
        assert_eq!(server.terminate().code(), Some(0));
    }
}

#[test]
fn a_replica_without_the_key_or_with_an_unfit_role_does_not_start() {
    let Some(site) = Site::new() else { return };
    drop(site.start("a"));
    let said = site.try_start("b").err().expect("started without the key");
    assert!(
        said.contains("key") && said.contains("other-key") || said.contains("not the key"),
        "{said}"
    );
    assert!(
        !site.data("b").join("key").exists(),
        "no second key is left behind"
    );
    let owner = site.cluster.string("owner", &site.database);
    let same = [
        ("POSTGRES_OWNER", owner.as_str()),
        ("POSTGRES_WORKER", &owner),
    ];
    let said = Served::try_start(&site.data("a"), &same)
        .err()
        .expect("started as the owner");
    assert!(said.contains("owns the tables"), "{said}");
    let none = [("POSTGRES_OWNER", owner.as_str())];
    let said = Served::try_start(&site.data("a"), &none)
        .err()
        .expect("started without a worker");
    assert!(said.contains("worker"), "{said}");
}

/// What a monitor is told.
fn health(server: &Served) -> (u16, String) {
    let answer = server.page(&Guest::default(), "/health");
    (answer.status, answer.text)
}

/// A database that is away for a while is said to be, and the server goes on when it is back.
#[test]
fn a_database_that_is_away_is_told_and_outlived() {
    let Some(site) = Site::new() else { return };
    let server = site.start("a");
    let mut root = site.cluster.root("postgres");
    let shut = |allowed: bool| {
        format!(
            "ALTER ROLE worker CONNECTION LIMIT {}",
            if allowed { -1 } else { 0 }
        )
    };
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'worker'";
    root.batch_execute(&format!("{}; {cut}", shut(false)))
        .unwrap();
    for _ in 0..2 {
        assert_eq!(health(&server), (503, "unreachable\n".to_owned()));
    }
    root.batch_execute(&shut(true)).unwrap();
    let answers = (0..10).map(|_| health(&server).0);
    assert!(
        answers.into_iter().any(|status| status == 200),
        "{}",
        server.errors()
    );
    let secret = server.set_up.clone().unwrap();
    let mut founded = false;
    // A connection that was cut is noticed by the first who writes.
    for _ in 0..2 {
        let fields = [
            ("secret", secret.as_str()),
            ("official", FIRST.0),
            ("owner", FIRST.1),
        ];
        founded |= server
            .post(&Guest::default(), "/found/accept", &fields)
            .status
            == 200;
    }
    assert!(founded, "{}", server.errors());
}

/// The database goes back behind what was acknowledged, as when a standby that lagged takes over.
#[test]
fn a_replica_whose_database_went_back_ends_with_words() {
    let Some(site) = Site::new() else { return };
    let mut server = site.start("a");
    let secret = server.set_up.clone().unwrap();
    assert_eq!(health(&server), (200, "ok\n".to_owned()));
    let mut root = site.cluster.root(&site.database);
    root.batch_execute("CREATE TABLE old AS SELECT * FROM journal")
        .unwrap();
    let owner = found(&server, &secret, FIRST.0, FIRST.1);
    root.batch_execute(
        "UPDATE journal SET edge = old.edge, last = old.last, note = old.note FROM old",
    )
    .unwrap();
    let page = server.page(&owner, "/o");
    let token = page.between("name=\"form\" value=\"", "\"");
    let refused = server.post_with(
        &owner,
        "/o/people/invite",
        &[("role", "reader"), ("until", ""), ("address", "")],
        &token,
    );
    assert_eq!(refused.status, 503, "{}", refused.text);
    assert_eq!(server.ended().code(), Some(4));
    let said = server.errors();
    assert!(
        said.contains("Writing has stopped") && said.contains("acknowledged"),
        "{said}"
    );
}

/// On SQLite the same: whatever another hand did to the file, the process writes no more and says so.
#[test]
fn a_server_whose_data_was_changed_under_it_ends_with_words() {
    let folder = tempfile::tempdir().unwrap();
    let data: &Path = &folder.path().join("data");
    let mut server = Served::start(data, &[]);
    let secret = server.set_up.clone().unwrap();
    let hand = rusqlite::Connection::open(data.join("torikime.sqlite")).unwrap();
    hand.execute_batch("UPDATE journal SET edge = zeroblob(12)")
        .unwrap();
    let fields = [
        ("secret", secret.as_str()),
        ("official", FIRST.0),
        ("owner", FIRST.1),
    ];
    let refused = server.post(&Guest::default(), "/found/accept", &fields);
    assert_eq!(refused.status, 503, "{}", refused.text);
    assert_eq!(server.ended().code(), Some(4));
    assert!(
        server.errors().contains("Writing has stopped"),
        "{}",
        server.errors()
    );
    let said = Served::try_start(data, &[])
        .err()
        .expect("started on damaged data");
    assert!(said.contains("contradicts itself"), "{said}");
}
