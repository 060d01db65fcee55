//! A server's operator at the command line where the entries are in PostgreSQL: each command works by the settings of `serve`,
//! or says what to use instead.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod run;
mod served;

use served::Served;
use std::path::Path;
use store::testing::cluster::Cluster;

/// A replica that runs, and the file of its settings.
struct Site {
    cluster: Cluster,
    database: String,
    folder: tempfile::TempDir,
    server: Served,
}

impl Site {
    fn new() -> Option<Site> {
        let cluster = Cluster::find(true)?;
        let _ = cluster.root("postgres");
        let database = cluster.database();
        let folder = tempfile::tempdir().unwrap();
        let string = |user| cluster.string(user, &database);
        let (owner, worker) = (string("owner"), string("worker"));
        let written = format!("postgres_owner = '{owner}'\npostgres_worker = '{worker}'\n");
        std::fs::write(folder.path().join("torikime.toml"), written).unwrap();
        let settings = [
            ("POSTGRES_OWNER", owner.as_str()),
            ("POSTGRES_WORKER", &worker),
        ];
        let server = Served::start(&folder.path().join("data"), &settings);
        Some(Site {
            cluster,
            database,
            folder,
            server,
        })
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn says(&self, arguments: &[&str]) -> String {
        let place = ["--data", "data", "--config", "torikime.toml"];
        run::said(
            self.path(),
            &[&["--lang", "en"], arguments, &place].concat(),
        )
    }

    fn ends(&self, arguments: &[&str], code: u8) -> String {
        let said = self.says(arguments);
        assert!(said.ends_with(&format!("-- exit {code}\n")), "{said}");
        said
    }
}

/// The server's ledger as `head` lists it: its number and its length.
fn own_ledger(head: &str) -> (String, u64) {
    let head: serde_json::Value = serde_json::from_str(head).unwrap();
    let first = &head["ledgers"][0];
    assert_eq!(first["kind"], "server");
    let length = first["length"].as_u64().unwrap();
    (first["ledger"].as_str().unwrap().to_owned(), length)
}

#[test]
fn an_operator_works_beside_a_server_over_postgresql() {
    let Some(site) = Site::new() else { return };
    let json = |site: &Site| {
        let said = site.ends(&["ledger", "head", "--json"], 0);
        let from = said.find('{').unwrap();
        said[from..=said.rfind('}').unwrap()].to_owned()
    };
    let (ledger, before) = own_ledger(&json(&site));
    let head = site.ends(&["ledger", "head"], 0);
    let verifier = head.split("(verifier): ").nth(1).unwrap();
    let verifier = verifier.lines().next().unwrap().to_owned();
    site.ends(&["ledger", "receipt", &ledger, "0", "--out", "r.txt"], 0);
    site.ends(&["ledger", "export", &ledger, "--out", "e.json"], 0);
    let checked = ["ledger", "verify", "e.json", "--key", &verifier];
    let checked = run::said(
        site.path(),
        &[&checked[..], &["--receipt", "r.txt"]].concat(),
    );
    assert!(checked.ends_with("-- exit 0\n"), "{checked}");
    let doctor = site.ends(&["doctor"], 0);
    for word in ["in PostgreSQL", "Computed anew", "Nothing is wrong"] {
        assert!(doctor.contains(word), "{doctor}");
    }
    site.ends(&["erasures", "--out", "erasures"], 0);
    // Export and check are on record, on the journal the server goes on writing.
    assert_eq!(own_ledger(&json(&site)).1, before + 2);
    let page = site.server.page(&served::Guest::default(), "/sign-in");
    assert_eq!(page.status, 200);
}

#[test]
fn a_backup_of_postgresql_is_restored_to_a_folder_and_to_an_empty_database() {
    let Some(site) = Site::new() else { return };
    let said = site.ends(&["backup", "--out", "b"], 0);
    assert!(said.contains("nothing is wrong"), "{said}");
    let key = site.path().join("data/key").display().to_string();
    let full = site.ends(&["restore", "b", "--key-file", &key], 4);
    assert!(full.contains("exists already"), "{full}");
    let to_folder = ["restore", "b", "--key-file", &key, "--data", "folder"];
    let said = run::said(
        site.path(),
        &["--lang", "en"]
            .into_iter()
            .chain(to_folder)
            .collect::<Vec<_>>(),
    );
    assert!(said.ends_with("-- exit 0\n"), "{said}");
    let said = run::said(site.path(), &["--lang", "en", "doctor", "--data", "folder"]);
    assert!(said.contains("Nothing is wrong"), "{said}");
    // The database that the settings name holds data: it stays as it is, and no folder is left.
    let config = site.path().join("torikime.toml").display().to_string();
    let again = [
        "--lang",
        "en",
        "restore",
        "b",
        "--key-file",
        &key,
        "--data",
        "new",
        "--config",
        &config,
    ];
    let said = run::said(site.path(), &again);
    assert!(said.contains("holds a server's data already"), "{said}");
    assert!(!site.path().join("new").exists());
    // Without the settings there is nothing in the folder to look at.
    let said = run::said(site.path(), &["--lang", "en", "doctor", "--data", "data"]);
    assert!(said.ends_with("-- exit 3\n"), "{said}");
}

#[test]
fn damage_in_postgresql_is_named_and_nothing_written_then() {
    let Some(site) = Site::new() else { return };
    let before = site.ends(&["doctor"], 0);
    assert!(before.contains("Nothing is wrong"));
    let mut root = site.cluster.root(&site.database);
    root.batch_execute("UPDATE head SET digest = '{}'").unwrap();
    let said = site.ends(&["doctor"], 1);
    assert!(
        said.contains("not what its entries give") && said.contains("not recorded"),
        "{said}"
    );
    assert!(said.contains("--rebuild"), "{said}");
    let said = site.ends(&["doctor", "--rebuild"], 0);
    assert!(said.contains("Nothing is wrong"), "{said}");
}
