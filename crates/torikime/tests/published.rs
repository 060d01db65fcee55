//! Commands on the published study: tables, re-tests, figures and provenance, as a user sees them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod run;

use run::{printed, root, said_in_both};
use serde_json::Value;

const STUDY: &str = "studies/ipa-2020-organisation";

fn check(name: &str, arguments: &[&str]) {
    insta::assert_snapshot!(name, said_in_both(&root(), arguments));
}

#[test]
fn a_table_of_shares() {
    check("table", &["study", "table", STUDY, "2-1"]);
}

#[test]
fn a_table_of_which_only_phrases_survive() {
    check("table-phrases", &["study", "table", STUDY, "2-9"]);
}

#[test]
fn a_table_as_csv() {
    check("table-csv", &["study", "table", STUDY, "2-11", "--csv"]);
}

#[test]
fn one_comparison_with_its_reasons() {
    check("test-one", &["study", "test", STUDY, "C04"]);
}

#[test]
fn where_a_number_is_printed() {
    check("sources", &["study", "sources", STUDY, "2-1"]);
}

#[test]
fn how_many_to_ask() {
    check(
        "plan",
        &["study", "plan", STUDY, "--margin", "10", "--response", "40"],
    );
}

#[test]
fn names_that_do_not_exist() {
    check("unknown-table", &["study", "table", STUDY, "9-9"]);
    check("unknown-comparison", &["study", "test", STUDY, "C99"]);
    check("unknown-figure", &["study", "figure", STUDY, "9-9"]);
    check("unknown-source", &["study", "sources", STUDY, "9-9"]);
    check("unknown-folder", &["study", "check", "studies/none"]);
    check("unknown-option", &["study", "table", STUDY, "--no-such"]);
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(&root(), arguments)).unwrap()
}

/// The 54 claims of the source, by id.
const CLAIMS: &str = "C01 C01b C02 C03 C03b C03c C04 C04b C05 C05b C06 C06b C06c C06d C07 C08a C08b C09 C10 C10b \
    C10c C10d C11 C12 C15 C16 C17 C17b C18 C19 C20 C21 C24 C26 C27 C28 C29 C31 C32 C35a C35b C36 C37a C37b C38 C39 \
    C40a C40b C41 C42 C43 C44 C45 C46";

#[test]
fn command_lines_that_are_not_understood() {
    for (name, arguments) in [
        ("usage-command", &["study", "tabel"][..]),
        ("usage-no-command", &["study"]),
        ("usage-missing", &["study", "table"]),
        (
            "usage-value",
            &["study", "table", STUDY, "--weights", "heavy"],
        ),
        (
            "usage-conflict",
            &["study", "table", STUDY, "--json", "--csv"],
        ),
        ("usage-help", &["help", "study", "report"]),
    ] {
        check(name, arguments);
    }
}

#[test]
fn every_claim_is_re_tested() {
    let all = json(&["study", "test", STUDY, "--json"]);
    let found: Vec<&str> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(found, CLAIMS.split_whitespace().collect::<Vec<_>>());
    assert_eq!(found.len(), 54);
    for one in all.as_array().unwrap() {
        let keys: Vec<&str> = one
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        for key in [
            "id",
            "a",
            "b",
            "difference",
            "interval",
            "p",
            "p_range",
            "p_adjusted",
            "method",
            "verdict",
        ] {
            assert!(keys.contains(&key), "{} lacks {key}", one["id"]);
        }
    }
}

#[test]
fn a_claim_has_its_counts_and_its_verdict() {
    for (id, a, b, verdict) in [
        ("C01", Some((275, 287)), Some((110, 218)), "holds"),
        ("C04", Some((112, 200)), Some((88, 184)), "too small to say"),
        ("C41", Some((23, 108)), Some((11, 275)), "holds"),
        ("C09", None, None, "too rounded to say"),
        ("C12", None, None, "not testable"),
    ] {
        let found = json(&["study", "test", STUDY, id, "--json"]);
        let one = &found[0];
        let ratio = |pair: Option<(u64, u64)>| match pair {
            Some((k, n)) => serde_json::json!({ "k": k, "n": n }),
            None => Value::Null,
        };
        assert_eq!(one["a"], ratio(a), "{id}");
        assert_eq!(one["b"], ratio(b), "{id}");
        assert_eq!(one["verdict"], verdict, "{id}");
    }
}

#[test]
fn a_table_as_json_has_the_digits_of_the_text() {
    let table = json(&["study", "table", STUDY, "2-1", "--json"]);
    assert_eq!(table["rows"][0]["base"]["n"]["value"], 287);
    assert_eq!(table["rows"][0]["cells"][0]["count"]["value"], 240);
    assert_eq!(table["columns"].as_array().unwrap().len(), 4);
}

#[test]
fn a_figure_goes_to_stdout_or_to_a_file() {
    let drawn = printed(&root(), &["study", "figure", STUDY, "2-1"]);
    assert!(drawn.starts_with("<svg"), "{}", &drawn[..40]);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("figure.svg");
    printed(
        &root(),
        &[
            "study",
            "figure",
            STUDY,
            "2-1",
            "--out",
            out.to_str().unwrap(),
        ],
    );
    let written = std::fs::read_to_string(out).unwrap();
    assert_eq!(written.trim_end(), drawn.trim_end());
}
