//! A server's operator at the command line, beside the running server; and somebody who checks an export far from it.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod run;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use ledger::signature::PrivateKey;
use store::testing::{found, real_clock, seeded, state};
use store::{Settings, Store, key};

/// A server's data folder with two organisations and their statements.
struct Served {
    folder: tempfile::TempDir,
    store: Option<Store>,
}

impl Served {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        key::create(&data, "t.example", &[7; 32]).unwrap();
        let served = Self {
            store: Some(open(&data)),
            folder,
        };
        for number in [1, 2] {
            found(served.store(), number).unwrap();
            served.state(number, 3);
        }
        served
    }

    fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    fn state(&self, number: u8, times: u8) {
        for time in 0..times {
            state(
                self.store(),
                number,
                "own.rule",
                &format!("秘密の文章 {time}"),
            )
            .unwrap();
        }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    /// The program's answer and exit code; hashes, keys and ids shortened.
    fn says(&self, arguments: &[&str]) -> String {
        shortened(&run::said(self.path(), arguments))
    }

    fn verifier(&self) -> String {
        self.store().verifier().to_string()
    }
}

fn open(data: &Path) -> Store {
    let key = PrivateKey::new(&[7; 32]);
    let settings = Settings::new("t.example", key, real_clock(), seeded(1));
    Store::open_folder(data, settings).unwrap()
}

/// Without what differs from run to run: hexadecimal hashes and base64.
fn shortened(text: &str) -> String {
    let is_hash =
        |word: &&str| word.len() >= 40 && word.chars().all(|letter| letter.is_ascii_alphanumeric());
    let mut text = text.to_owned();
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(is_hash)
        .map(str::to_owned)
        .collect();
    for word in words {
        text = text.replace(&word, "HASH");
    }
    text
}

const HOUSE: &str = "house-04104104104104104104104104";

#[test]
fn an_operator_works_beside_the_running_server_and_is_recorded() {
    let served = Served::new();
    let house = served.store().ledger_ends().unwrap()[2].ledger.to_string();
    let before = served.store().ledger_ends().unwrap()[0].head.length;
    let head = served.says(&["ledger", "head", "--data", "data"]);
    assert!(
        head.contains(&house) && head.contains("-- exit 0"),
        "{head}"
    );
    for text in ["株式会社", "own.rule", "秘密"] {
        assert!(!head.contains(text), "{head}");
    }
    let exported = [
        "ledger", "export", "--data", "data", &house, "--out", "a.json",
    ];
    assert!(served.says(&exported).contains("-- exit 0"));
    let export = std::fs::read_to_string(served.path().join("a.json")).unwrap();
    assert!(!export.contains("秘密") && export.contains("\"texts\": []"));
    assert!(
        served
            .says(&["doctor", "--data", "data"])
            .contains("-- exit 0")
    );
    // The export and the check stand in the server's ledger; the server goes on, and all of it is one journal.
    served.state(1, 2);
    let after = served.store().ledger_ends().unwrap()[0].head.length;
    assert_eq!(after, before + 2);
    assert_eq!(served.store().verify_all().unwrap().findings, []);
}

#[test]
fn an_export_is_checked_offline_against_what_was_kept() {
    let served = Served::new();
    let house = served.store().ledger_ends().unwrap()[1].ledger.to_string();
    let receipt = [
        "ledger", "receipt", "--data", "data", &house, "3", "--out", "r.txt",
    ];
    served.says(&receipt);
    let note = served.store().read(|read| read.note()).unwrap();
    std::fs::write(served.path().join("c.txt"), note.to_string()).unwrap();
    let size = note.checkpoint.size.to_string();
    served.state(2, 1);
    let export = |out: &str, more: &[&str]| {
        let arguments = ["ledger", "export", "--data", "data", &house, "--out", out];
        let said = served.says(&[&arguments, more].concat());
        assert!(said.contains("-- exit 0"), "{said}");
    };
    export("plain.json", &[]);
    export("since.json", &["--since", &size]);
    let key = served.verifier();
    let verify = |file: &str, more: &[&str]| {
        let arguments = ["--lang", "en", "ledger", "verify", file, "--key", &key];
        served.says(&[&arguments, more].concat())
    };
    let whole = verify(
        "since.json",
        &["--receipt", "r.txt", "--checkpoint", "c.txt"],
    );
    assert!(
        whole.contains("since.json: whole") && whole.contains("-- exit 0"),
        "{whole}"
    );
    let open = verify("plain.json", &["--checkpoint", "c.txt"]);
    assert!(
        open.contains("export again since") && open.contains("-- exit 0"),
        "{open}"
    );
    // One letter of one entry.
    let text = std::fs::read_to_string(served.path().join("plain.json")).unwrap();
    let at = text.find("\"entries\"").unwrap() + 200;
    let letter = if &text[at..=at] == "A" { "B" } else { "A" };
    let forged = format!("{}{letter}{}", &text[..at], &text[at + 1..]);
    std::fs::write(served.path().join("forged.json"), forged).unwrap();
    let forged = verify("forged.json", &[]);
    assert!(
        forged.contains("not sound") && forged.contains("-- exit 1"),
        "{forged}"
    );
    let json = verify("forged.json", &["--json"]);
    assert!(
        json.contains("\"holds\": false") && json.contains("\"code\": \"changed\""),
        "{json}"
    );
}

/// What is asked, and a word of the refusal with its exit code.
#[test]
fn what_cannot_be_done_is_said_with_its_next_step() {
    let served = Served::new();
    std::fs::write(served.path().join("x.json"), "{}").unwrap();
    let cases: &[(&[&str], &str, &str)] = &[
        (
            &["ledger", "head", "--data", "nothing"],
            "cannot be read",
            "3",
        ),
        (&["doctor", "--data", "nothing"], "cannot be read", "3"),
        (
            &["ledger", "receipt", "--data", "data", HOUSE, "0"],
            "no ledger",
            "1",
        ),
        (
            &["ledger", "receipt", "--data", "data", "own", "0"],
            "no ledger",
            "1",
        ),
        (
            &["ledger", "verify", "x.json", "--key", "me"],
            "no public key",
            "1",
        ),
        (&["ledger", "verify", "x.json"], "--key", "2"),
        (&["ledger", "export", "--data", "data", HOUSE], "--out", "2"),
    ];
    for (arguments, word, code) in cases {
        let said = served.says(&[&["--lang", "en"], *arguments].concat());
        assert!(
            said.contains(word) && said.ends_with(&format!("-- exit {code}\n")),
            "{said}"
        );
    }
    let key = served.verifier();
    let said = served.says(&["--lang", "en", "ledger", "verify", "x.json", "--key", &key]);
    assert!(
        said.contains("no export") && said.ends_with("-- exit 1\n"),
        "{said}"
    );
}

#[test]
fn a_storage_of_files_that_does_not_answer_is_told_and_the_rest_checked() {
    let served = Served::new();
    let here = |name: &str| served.path().join(name).display().to_string();
    // A port that was free a moment ago: nobody answers there.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = port.local_addr().unwrap();
    drop(port);
    let whole = format!(
        "s3_endpoint = 'http://{address}'\ns3_bucket = 'b'\ns3_access_key = 'k'\ns3_secret_key = 'unsaid'\n"
    );
    std::fs::write(here("s3.toml"), &whole).unwrap();
    std::fs::write(here("half.toml"), "s3_bucket = 'b'\n").unwrap();
    let (with, half) = (here("s3.toml"), here("half.toml"));
    let says = |arguments: &[&str]| served.says(&[&["--lang", "en"], arguments].concat());
    for (arguments, word, code) in [
        (
            &["serve", "--data", "new", "--config", &with][..],
            "does not answer",
            "4",
        ),
        (
            &["serve", "--data", "new", "--config", &half],
            "s3_endpoint: not set",
            "4",
        ),
        (
            &["doctor", "--data", "data", "--config", &with],
            "does not answer",
            "1",
        ),
    ] {
        let said = says(arguments);
        assert!(
            said.contains(word) && said.contains(&format!("-- exit {code}\n")),
            "{said}"
        );
        assert!(said.contains("→") || word.contains("not set"), "{said}");
        assert!(!said.contains("unsaid"), "{said}");
    }
    // The check went through all the same, and stands in the server's ledger.
    let json = says(&["doctor", "--data", "data", "--config", &with, "--json"]);
    assert!(
        json.contains("\"code\": \"store-bucket-unreachable\""),
        "{json}"
    );
    assert!(json.contains("\"recorded\": true"), "{json}");
    assert!(!served.path().join("new").exists(), "nothing is begun");
}

#[test]
fn a_check_names_what_is_wrong_and_writes_nothing_then() {
    let mut served = Served::new();
    served.store = None;
    let connection = rusqlite::Connection::open(served.data().join("torikime.sqlite")).unwrap();
    let sql = "UPDATE opening SET text = 'x' WHERE text LIKE '%1'; UPDATE head SET digest = '{}' WHERE kind = 'house'";
    connection.execute_batch(sql).unwrap();
    drop(connection);
    use std::os::unix::fs::PermissionsExt;
    let key = served.data().join("key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let said = run::said_in_both(served.path(), &["doctor", "--data", "data"]);
    for line in [
        "Others may read data/key (mode 644)",
        "A text is not the one",
        "5 things",
        "問題が5件",
        "not recorded",
        "No server",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    assert_eq!(said.matches("-- exit 1").count(), 2, "{said}");
    let json = run::printed(served.path(), &["doctor", "--data", "data", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["recorded"], false);
    assert_eq!(json["verified"]["entries"], 9);
    assert_eq!(json["findings"].as_array().unwrap().len(), 5);
}

impl Served {
    /// A backup, and the key kept apart from it.
    fn backed_up(&self, name: &str) {
        let said = self.says(&["backup", "--data", "data", "--out", name]);
        assert!(said.contains("-- exit 0"), "{said}");
        std::fs::copy(self.data().join("key"), self.path().join("key")).unwrap();
    }

    fn restores(&self, backup: &str, to: &str) -> String {
        let arguments = ["--lang", "en", "restore", backup, "--data", to];
        self.says(&[&arguments[..], &["--key-file", "key"]].concat())
    }
}

#[test]
fn a_backup_made_while_others_write_holds_what_was_acknowledged_and_says_it_is_one() {
    let served = Served::new();
    let stop = AtomicBool::new(false);
    let mut kept = Vec::new();
    std::thread::scope(|scope| {
        for number in [1, 2] {
            let (served, stop) = (&served, &stop);
            scope.spawn(move || {
                while !stop.load(Ordering::SeqCst) {
                    served.state(number, 1);
                }
            });
        }
        // Each backup holds everything acknowledged before it began.
        for name in ["a", "b", "c"] {
            let size = served
                .store()
                .read(|read| read.note())
                .unwrap()
                .checkpoint
                .size;
            served.backed_up(name);
            kept.push((name, size));
        }
        stop.store(true, Ordering::SeqCst);
    });
    let late = served.store().ledger_ends().unwrap();
    let before = served.store().read(|read| read.note()).unwrap();
    for (name, size) in kept {
        let to = format!("restored-{name}");
        let said = served.restores(name, &to);
        assert!(
            said.contains("Restored into") && said.contains("-- exit 0"),
            "{said}"
        );
        let store = open(&served.path().join(&to));
        let restored = store.restored().unwrap().unwrap();
        assert!(restored.size >= size && restored.epoch == 1, "{restored:?}");
        assert_eq!(store.verify_all().unwrap().findings, []);
        // It goes on under its new epoch, and nobody holding a later receipt is deceived.
        state(&store, 1, "own.rule", "later").unwrap();
        let note = store.read(|read| read.note()).unwrap();
        assert_eq!(note.checkpoint.epoch, 1);
        assert!(before.checkpoint.size > restored.size);
    }
    assert_eq!(served.store().restored().unwrap(), None);
    assert!(late.len() == 3);
}

#[test]
fn who_holds_a_later_receipt_finds_out_that_the_server_went_back() {
    let served = Served::new();
    served.backed_up("a");
    served.state(1, 2);
    let house = served.store().ledger_ends().unwrap()[2].ledger.to_string();
    let house = match state(served.store(), 1, "own.rule", "x").unwrap().entry {
        entry if entry.ledger.to_string() == house => house,
        entry => entry.ledger.to_string(),
    };
    let receipt = [
        "ledger", "receipt", "--data", "data", &house, "5", "--out", "r.txt",
    ];
    assert!(served.says(&receipt).contains("-- exit 0"));
    assert!(served.restores("a", "again").contains("-- exit 0"));
    let export = [
        "ledger", "export", "--data", "again", &house, "--out", "e.json",
    ];
    assert!(served.says(&export).contains("-- exit 0"));
    let key = served.verifier();
    let verify = [
        "--lang",
        "en",
        "ledger",
        "verify",
        "e.json",
        "--key",
        &key,
        "--receipt",
        "r.txt",
    ];
    let said = served.says(&verify);
    for words in ["the end was lost", "it went back", "-- exit 1"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    // When it has written as much again, it contradicts what it signed before.
    let store = open(&served.path().join("again"));
    (0..9).for_each(|_| drop(state(&store, 1, "own.rule", "other").unwrap()));
    drop(store);
    assert!(
        served
            .says(&[&export[..6], &["f.json"]].concat())
            .contains("-- exit 0")
    );
    let verify = [
        "--lang",
        "en",
        "ledger",
        "verify",
        "f.json",
        "--key",
        &key,
        "--receipt",
        "r.txt",
    ];
    let said = served.says(&verify);
    assert!(
        said.contains("differs from your receipt") && said.contains("-- exit 1"),
        "{said}"
    );
}

#[test]
fn a_backup_holds_no_key_and_nothing_that_lets_anybody_in() {
    let served = Served::new();
    let file = served.data().join("torikime.sqlite");
    let connection = rusqlite::Connection::open(&file).unwrap();
    let sql = "INSERT INTO rate VALUES ('RATEMARK', 1); \
        INSERT INTO challenge VALUES (x'00', 'p', 'CHALLENGEMARK', 1); \
        INSERT INTO outbox VALUES (x'00', 'OUTBOXMARK', 't', 'a', 1, 1, 0, 's', NULL, NULL); \
        INSERT INTO mail_note VALUES ('sent', 1, 'NOTEMARK');";
    connection.execute_batch(sql).unwrap();
    drop(connection);
    served.backed_up("a");
    let bytes = std::fs::read(served.path().join("a")).unwrap();
    let holds = |mark: &[u8]| bytes.windows(mark.len()).any(|part| part == mark);
    assert!(holds("秘密の文章 1".as_bytes()), "texts are kept");
    for mark in [
        "RATEMARK",
        "CHALLENGEMARK",
        "OUTBOXMARK",
        "NOTEMARK",
        "PRIVATE+KEY",
    ] {
        assert!(!holds(mark.as_bytes()), "{mark}");
    }
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(served.path().join("a"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let left: Vec<_> = std::fs::read_dir(served.path())
        .unwrap()
        .flatten()
        .collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

/// An organisation's own study as a server keeps it.
fn shelve(data: &Path, study: &str, generation: &str, text: &str) -> PathBuf {
    let home = data.join("studies/org-1").join(study);
    std::fs::create_dir_all(home.join(generation)).unwrap();
    std::fs::write(home.join(generation).join("study.toml"), text).unwrap();
    home
}

#[test]
fn own_studies_come_along_in_a_backup_and_back() {
    let served = Served::new();
    let home = shelve(&served.data(), "mine", "3", "title = '自社の調査'");
    std::fs::write(home.join("current"), "3").unwrap();
    // What was being written is none of it.
    shelve(&served.data(), "mine", "4", "half");
    shelve(&served.data(), "begun", "1", "half");
    served.backed_up("a");
    let said = served.restores("a", "new");
    assert!(
        said.contains("own studies: 1") && said.contains("-- exit 0"),
        "{said}"
    );
    let new = served.path().join("new");
    let at = |path: &str| std::fs::read_to_string(new.join("studies/org-1").join(path));
    assert_eq!(at("mine/current").unwrap(), "1");
    assert_eq!(at("mine/1/study.toml").unwrap(), "title = '自社の調査'");
    assert!(at("mine/4/study.toml").is_err() && at("begun/current").is_err());
    let good = std::fs::read(served.path().join("a")).unwrap();
    let flipped = |back: usize| {
        let mut bytes = good.clone();
        let at = bytes.len() - back;
        bytes[at] ^= 1;
        bytes
    };
    let cut = good[..good.len() - 5].to_vec();
    // A letter of the text, of the study's line, and the end.
    for (name, bytes) in [("text", flipped(2)), ("line", flipped(60)), ("cut", cut)] {
        std::fs::write(served.path().join(name), bytes).unwrap();
        let said = served.restores(name, "other");
        assert!(
            said.contains("contradicts itself") && said.contains("-- exit 4"),
            "{said}"
        );
        assert!(!served.path().join("other").exists(), "{name}");
    }
}

#[test]
fn nothing_is_replaced_and_nothing_doubtful_restored() {
    let served = Served::new();
    served.backed_up("a");
    let again = served.says(&["--lang", "en", "backup", "--data", "data", "--out", "a"]);
    assert!(
        again.contains("exists already") && again.contains("-- exit 4"),
        "{again}"
    );
    let good = std::fs::read(served.path().join("a")).unwrap();
    let lines: Vec<usize> = (0..good.len())
        .filter(|at| good[*at] == b'\n')
        .take(3)
        .collect();
    let flipped = |at: usize| {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        bytes
    };
    let cases = [
        ("format", flipped(3), "contradicts itself"),
        ("manifest", flipped(lines[0] + 30), "not the key"),
        ("signature", flipped(lines[1] + 5), "not the key"),
        (
            "database",
            flipped(good.len() - 4_000),
            "contradicts itself",
        ),
        ("cut", good[..good.len() - 1].to_vec(), "contradicts itself"),
        ("longer", [&good[..], b"x"].concat(), "contradicts itself"),
        ("empty", Vec::new(), "contradicts itself"),
    ];
    for (name, bytes, words) in cases {
        std::fs::write(served.path().join(name), bytes).unwrap();
        let said = served.restores(name, "new");
        assert!(
            said.contains(words) && said.contains("-- exit 4"),
            "{name}: {said}"
        );
        assert!(!served.path().join("new").exists(), "{name}");
    }
    let onto = served.restores("a", "data");
    assert!(onto.contains("exists already"), "{onto}");
    std::fs::create_dir(served.path().join("new")).unwrap();
    assert!(served.restores("a", "new").contains("-- exit 0"));
    let other = key::create(&served.path().join("other"), "t.example", &[8; 32]).unwrap();
    drop(other);
    std::fs::copy(served.path().join("other/key"), served.path().join("key")).unwrap();
    let said = served.restores("a", "newer");
    assert!(said.contains("not the key"), "{said}");
}
