//! Another signing key at the command line: recorded, begun again where it broke off, and what the old one signed still counts.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod run;
mod served;

use served::{Guest, Served, found};
use std::path::{Path, PathBuf};
use store::testing::cluster::Cluster;

/// A server with one organisation, stopped.
struct Stopped {
    folder: tempfile::TempDir,
    owner: Guest,
}

impl Stopped {
    fn new() -> Stopped {
        let folder = tempfile::tempdir().unwrap();
        let server = Served::start(&folder.path().join("data"), &[]);
        let secret = server.set_up.clone().unwrap();
        let owner = found(&server, &secret, "株式会社第一", "一郎");
        server.terminate();
        Stopped { folder, owner }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn says(&self, arguments: &[&str]) -> String {
        let english = [&["--lang", "en"], arguments].concat();
        run::said(self.folder.path(), &english)
    }

    fn rotate(&self, more: &[&str]) -> String {
        self.says(&[&["key", "rotate", "--data", "data"], more].concat())
    }

    /// The public key, as `ledger head` prints it.
    fn public(&self) -> String {
        let json = run::printed(
            self.folder.path(),
            &["key", "rotate", "--data", "data", "--json"],
        );
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        json["new"].as_str().unwrap().to_owned()
    }
}

fn kept(data: &Path) -> Vec<String> {
    let listing = std::fs::read_dir(data).unwrap();
    let names = listing.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.starts_with("key")).collect();
    names.sort();
    names
}

#[test]
fn a_new_key_is_recorded_and_what_the_old_one_signed_still_counts() {
    let server = Stopped::new();
    let backup = ["backup", "--data", "data", "--out", "before.torikime"];
    assert!(server.says(&backup).ends_with("-- exit 0\n"));
    let running = Served::start(&server.data(), &[]);
    let receipt = running.page(&server.owner, "/o/ledger/0/receipt.txt").text;
    std::fs::write(server.folder.path().join("r.txt"), receipt).unwrap();
    // Not while it runs.
    let said = server.rotate(&[]);
    assert!(
        said.contains("Stop it first") && said.ends_with("-- exit 4\n"),
        "{said}"
    );
    assert_eq!(kept(&server.data()), ["key"]);
    running.terminate();
    let oldest = store::key::read(&server.data().join("key")).unwrap();
    let oldest = oldest.verifier().to_string();
    let (first, second) = (server.public(), server.public());
    assert_ne!(first, second);
    assert_eq!(kept(&server.data()).len(), 3, "{:?}", kept(&server.data()));
    // It starts, says who was before, and its export holds with both keys and the old receipt.
    let running = Served::start(&server.data(), &[]);
    let export = running.page(&server.owner, "/o/ledger/export.json").text;
    std::fs::write(server.folder.path().join("e.json"), export).unwrap();
    let head = server.says(&["ledger", "head", "--data", "data"]);
    assert!(head.contains(&second), "{head}");
    let verified = server.says(&[
        "ledger",
        "verify",
        "e.json",
        "--key",
        &second,
        "--key",
        &oldest,
        "--receipt",
        "r.txt",
    ]);
    assert!(verified.ends_with("-- exit 0\n"), "{verified}");
    // A backup made before needs the key of before.
    let with = |key: &str, to: &str| {
        server.says(&[
            "restore",
            "before.torikime",
            "--data",
            to,
            "--key-file",
            key,
        ])
    };
    assert!(with("data/key", "r1").ends_with("-- exit 4\n"));
    let old = kept(&server.data()).into_iter().find(|name| {
        let said = with(&format!("data/{name}"), &format!("r-{name}"));
        said.ends_with("-- exit 0\n")
    });
    assert!(old.is_some_and(|name| name.starts_with("key.before-")));
}

#[test]
fn a_change_that_broke_off_is_gone_on_with() {
    let server = Stopped::new();
    let before = std::fs::read(server.data().join("key")).unwrap();
    let said = server.rotate(&[]);
    assert!(
        said.contains("signs with another key") && said.contains("key.before-"),
        "{said}"
    );
    let after = std::fs::read(server.data().join("key")).unwrap();
    // As if it had died between the database and the files.
    std::fs::write(server.data().join("key"), &before).unwrap();
    std::fs::write(server.data().join("key.next"), &after).unwrap();
    let said = Served::try_start(&server.data(), &[])
        .err()
        .expect("starts with the old key");
    assert!(said.contains("not the key"), "{said}");
    assert!(server.rotate(&[]).ends_with("-- exit 0\n"));
    assert_eq!(std::fs::read(server.data().join("key")).unwrap(), after);
    drop(Served::start(&server.data(), &[]));
}

#[test]
fn a_lost_key_is_replaced_under_the_servers_own_name() {
    let server = Stopped::new();
    std::fs::remove_file(server.data().join("key")).unwrap();
    let said = server.rotate(&[]);
    assert!(said.ends_with("-- exit 3\n"), "{said}");
    let said = server.rotate(&["--lost", "other.example"]);
    assert!(
        said.contains("another server") && said.ends_with("-- exit 4\n"),
        "{said}"
    );
    let said = server.rotate(&["--lost", served::SITE]);
    assert!(
        said.contains("Before: –") && said.ends_with("-- exit 0\n"),
        "{said}"
    );
    let running = Served::start(&server.data(), &[]);
    assert_eq!(running.page(&server.owner, "/o").status, 200);
}

/// On PostgreSQL: the replica that still has the old key stops at its next write and says so.
#[test]
fn a_replica_with_the_old_key_stops() {
    let Some(cluster) = Cluster::find(true) else {
        return;
    };
    let _ = cluster.root("postgres");
    let database = cluster.database();
    let string = |user| cluster.string(user, &database);
    let (owner, worker) = (string("owner"), string("worker"));
    let settings = [
        ("POSTGRES_OWNER", owner.as_str()),
        ("POSTGRES_WORKER", &worker),
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut old = Served::start(&folder.path().join("data"), &settings);
    let secret = old.set_up.clone().unwrap();
    let guest = found(&old, &secret, "株式会社第一", "一郎");
    let config = format!("postgres_owner = \"{owner}\"\npostgres_worker = \"{worker}\"\n");
    std::fs::write(folder.path().join("t.toml"), config).unwrap();
    let rotate = [
        "--lang", "en", "key", "rotate", "--data", "data", "--config", "t.toml",
    ];
    let said = run::said(folder.path(), &rotate);
    assert!(said.ends_with("-- exit 0\n"), "{said}");
    let new = Served::start(&folder.path().join("data"), &settings);
    assert_eq!(new.page(&guest, "/o").status, 200);
    let token = old
        .page(&guest, "/o")
        .between("name=\"form\" value=\"", "\"");
    let refused = old.post_with(&guest, "/sign-out", &[], &token);
    assert_eq!(refused.status, 503, "{}", refused.text);
    assert_eq!(old.ended().code(), Some(4));
    assert!(old.errors().contains("another key"), "{}", old.errors());
}
