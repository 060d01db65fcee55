//! The commands on the catalogue as a user sees them: items, and everything that can be wrong with files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod run;

use report::words;
use run::{printed, root, run, said_in_both};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use survey::Language;

fn check(name: &str, arguments: &[&str]) {
    insta::assert_snapshot!(name, said_in_both(&root(), arguments));
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(&root(), arguments)).unwrap()
}

#[test]
fn items_of_a_kind_and_topic() {
    let asked = ["--kind", "self-check", "--topic", "device"];
    check(
        "catalogue-list",
        &[&["catalogue", "list"], &asked[..]].concat(),
    );
    check(
        "catalogue-no-topic",
        &["catalogue", "list", "--topic", "moon"],
    );
}

#[test]
fn one_item() {
    check(
        "catalogue-show",
        &["catalogue", "show", "require.telework.place"],
    );
    check(
        "catalogue-show-rule",
        &["catalogue", "show", "rule.takeout.encryption"],
    );
    check("catalogue-no-item", &["catalogue", "show", "rule.moon"]);
}

#[test]
fn json_counts_what_is_built_in() {
    let list = json(&["catalogue", "list", "--json"]);
    assert_eq!(list["items"].as_array().unwrap().len(), 140);
    let item = json(&["catalogue", "show", "selfcheck.updates", "--json"]);
    assert_eq!(item["item"], "selfcheck.updates");
    assert_eq!(item["maps"][0]["scheme"], "selfcheck");
    let checked = json(&["catalogue", "check", "--json"]);
    assert_eq!(checked["hash"], list["hash"]);
    assert_eq!(
        (&checked["items"], &checked["problems"]),
        (&140.into(), &Value::Array(vec![]))
    );
}

#[test]
fn the_committed_catalogue_is_the_one_built_in() {
    let folder = json(&["catalogue", "check", "catalogue", "--json"]);
    assert_eq!(folder, json(&["catalogue", "check", "--json"]));
}

const HEADER: &str = r#"version = "2026-11-22"
topic = [{ id = "a", name = { ja = "あ", en = "A" } }]

[[scheme]]
id = "scs"
name = { ja = "制度", en = "Scheme" }
edition = { ja = "版", en = "Edition" }
entry = [{ id = "1" }]
"#;

/// Items with everything wrong that does not stop a file from being read as TOML.
const ITEMS: &str = r#"[[rule]]
id = "rule.B"
topic = "moon"
name = { ja = "あ" }
why = { ja = " ", en = "W" }
plain = 3
evidence = []
effort = "ages"
colour = "red"

[[rule]]
id = "selfcheck.b"
topic = "a"
name = { ja = "あ", en = "A" }
why = { ja = "あ", en = "A" }
plain = { ja = "あ", en = "A" }
evidence = [{ ja = "あ", en = "A" }]
effort = "days"
maps = ["scs", "scs:1", "scs:1", "scs:2", "moon:1"]
study = ["Q10"]
retired = "2027-01-01"

[[rule]]
id = "selfcheck.b"
topic = "a"
name = { ja = "あ", en = "A" }
why = { ja = "あ", en = "A" }
plain = { ja = "あ", en = "A" }
evidence = [{ ja = "あ", en = "A" }]
effort = "days"
retired = "soon"

[[rule]]
id = "rule.C"
topic = "moon"
name = { ja = "あ", en = "A" }
why = { ja = "あ", en = "A" }
plain = { ja = "あ", en = "A" }
evidence = [{ ja = "あ", en = "A" }]
effort = "days"
"#;

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn codes(folder: &Path) -> BTreeSet<String> {
    let output = run(folder, &["catalogue", "check", ".", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let checked: Value = serde_json::from_slice(&output.stdout).unwrap();
    let problems = checked["problems"].as_array().unwrap();
    for problem in problems {
        assert!(!problem["remedy"].as_str().unwrap().is_empty(), "{problem}");
    }
    let code = |problem: &Value| problem["code"].as_str().unwrap().to_owned();
    problems.iter().map(code).collect()
}

#[test]
fn every_fault_is_named_with_place_and_remedy() {
    let files = [
        ("catalogue.toml", HEADER.as_bytes()),
        ("items.toml", ITEMS.as_bytes()),
    ];
    let broken = folder(&files);
    let said = said_in_both(broken.path(), &["catalogue", "check", "."]);
    insta::assert_snapshot!("catalogue-faults", said);
    let others = [
        folder(&[("items.toml", b"[[rule]]\nid = \"a\"\nid = \"b\"\n")]),
        folder(&[("items.toml", b"[[rule]\n")]),
        folder(&[("items.toml", b"[[rule]]\nid = \"rule.d\"\n")]),
        folder(&[("items.toml", b"\x83\x65 = 1\n")]),
    ];
    let mut named = codes(broken.path());
    for other in &others {
        named.extend(codes(other.path()));
    }
    let keys = words::keys(Language::En).into_iter();
    let worded = keys.filter_map(|key| key.strip_prefix("catalogue-fault-"));
    assert_eq!(named, worded.map(str::to_owned).collect());
}

#[test]
fn a_folder_that_is_not_there() {
    check("catalogue-no-folder", &["catalogue", "check", "moon"]);
}
