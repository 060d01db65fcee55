//! Who was erased after a backup is not back after it is restored.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod run;
mod served;

use served::{Served, found};
use std::path::Path;

fn people(data: &Path) -> Vec<String> {
    let connection = rusqlite::Connection::open(data.join("torikime.sqlite")).unwrap();
    let mut statement = connection.prepare("SELECT name FROM person").unwrap();
    let names = statement.query_map([], |row| row.get(0)).unwrap();
    names.map(Result::unwrap).collect()
}

fn number_of_the_only_person(data: &Path) -> ledger::id::PersonId {
    let connection = rusqlite::Connection::open(data.join("torikime.sqlite")).unwrap();
    let read = |row: &rusqlite::Row<'_>| row.get(0);
    let id = connection.query_row("SELECT id FROM person", [], read);
    ledger::id::PersonId(id.unwrap())
}

#[test]
fn who_was_erased_since_does_not_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let server = Served::start(&path.join("data"), &[]);
    let secret = server.set_up.clone().unwrap();
    found(&server, &secret, "株式会社第一", "消える 一郎");
    server.terminate();
    let says = |arguments: &[&str]| run::said(path, &[&["--lang", "en"], arguments].concat());
    let backup = says(&["backup", "--data", "data", "--out", "b.torikime"]);
    assert!(backup.ends_with("-- exit 0\n"), "{backup}");
    let none = says(&["erasures", "--data", "data", "--out", "e.txt"]);
    assert!(
        none.contains("0 people, 0 texts") && none.ends_with("-- exit 0\n"),
        "{none}"
    );
    assert_eq!(
        std::fs::read_to_string(path.join("e.txt")).unwrap(),
        "torikime-erasures/1\n"
    );
    // The list of a server that has erased its only owner since.
    let person = number_of_the_only_person(&path.join("data"));
    let list = format!("torikime-erasures/1\nperson {person}\n");
    std::fs::write(path.join("e.txt"), list).unwrap();
    let restore = |to: &str, list: &str| {
        let arguments = [
            "restore",
            "b.torikime",
            "--data",
            to,
            "--key-file",
            "data/key",
            "--erasures",
            list,
        ];
        says(&arguments)
    };
    let done = restore("new", "e.txt");
    assert!(
        done.contains("Erased again: 1 people") && done.ends_with("-- exit 0\n"),
        "{done}"
    );
    assert_eq!(people(&path.join("data")), ["消える 一郎"]);
    assert_eq!(people(&path.join("new")), [""; 0]);
    let doctor = says(&["doctor", "--data", "new"]);
    assert!(doctor.ends_with("-- exit 0\n"), "{doctor}");
    // What is no list is refused before anything is made.
    for (list, code) in [("data/key", "1"), ("nothing", "3")] {
        let refused = restore("other", list);
        assert!(refused.ends_with(&format!("-- exit {code}\n")), "{refused}");
        assert!(!path.join("other").exists());
    }
}
