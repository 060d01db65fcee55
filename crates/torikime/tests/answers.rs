//! Commands on answers: a study from its first file to its report, and files of answers that are odd or broken.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod run;

use run::{printed, run, said, said_in_both};
use std::path::Path;

/// A folder with a new study called `mine`.
fn new_study() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let output = run(
        folder.path(),
        &[
            "study",
            "new",
            "mine",
            "--title-ja",
            "取引先調査",
            "--title-en",
            "Partners",
        ],
    );
    assert!(output.status.success());
    folder
}

fn check(name: &str, folder: &Path, arguments: &[&str]) {
    insta::assert_snapshot!(name, said_in_both(folder, arguments));
}

/// Answers as somebody typed them: labels, full-width digits, a wrong code, a repeated respondent, an unused column.
const TYPED: &str = "回答者番号,層,Q1,Q4_1,Q4_2,Q7_1,Q7_2,備考\r\n\
    ００１,委託元,現在実施している,１,２,1,2,\r\n\
    ００２,委託先,２,定めている,把握できていない,3,1,よい\r\n\
    ００２,委託先,1,1,1,1,2,\r\n\
    ００３,委託先,９,3,3,2,3,\r\n";

#[test]
fn a_study_from_its_first_file_to_its_report() {
    let folder = new_study();
    let here = folder.path();
    let steps: [&[&str]; 7] = [
        &["study", "check", "mine"],
        &["study", "table", "mine", "1-1"],
        &["study", "template", "mine", "--out", "entry.csv"],
        &[
            "study",
            "simulate",
            "mine",
            "--n",
            "40",
            "--seed",
            "3",
            "--out",
            "drawn.csv",
        ],
        &[
            "study",
            "import",
            "mine",
            "drawn.csv",
            "--write-mapping",
            "mapping.toml",
        ],
        &["study", "table", "mine", "Q1", "--by", "role", "--test"],
        &["study", "test", "mine"],
    ];
    let all: Vec<String> = steps.iter().map(|step| said(here, step)).collect();
    insta::assert_snapshot!("from-new-to-test", all.join("\n"));
    let said = said(here, &["study", "report", "mine", "--out", "report"]);
    assert!(
        said.ends_with("-- exit 0\n") && !said.contains("-- stderr"),
        "{said}"
    );
    for name in [
        "mine-ja.html",
        "mine-en.html",
        "mine-ja.pdf",
        "mine-en.xlsx",
        "csv/mine-ja-00-index.csv",
    ] {
        let bytes = std::fs::read(here.join("report").join(name)).unwrap();
        assert!(!bytes.is_empty(), "{name}");
    }
}

#[test]
fn a_template_reads_back_with_every_column() {
    let folder = new_study();
    let header = printed(folder.path(), &["study", "template", "mine"]);
    let row = format!("{header}1,client,3,,,,,,,,1,1,1,0,0,0,,,,,,,,1,2,\n");
    std::fs::write(folder.path().join("one.csv"), row).unwrap();
    check(
        "template",
        folder.path(),
        &[
            "study",
            "import",
            "mine",
            "one.csv",
            "--strict",
            "--dry-run",
        ],
    );
}

#[test]
fn every_problem_of_a_typed_file_is_reported() {
    let folder = new_study();
    std::fs::write(folder.path().join("typed.csv"), TYPED).unwrap();
    let arguments = ["study", "import", "mine", "typed.csv"];
    check(
        "import-dry-run",
        folder.path(),
        &[&arguments[..], &["--dry-run"]].concat(),
    );
    check(
        "import-strict",
        folder.path(),
        &[&arguments[..], &["--strict"]].concat(),
    );
    assert!(!folder.path().join("mine/answers.csv").exists());
    check("import", folder.path(), &arguments);
    assert!(folder.path().join("mine/answers.csv").exists());
}

#[test]
fn shift_jis_reads_like_utf8() {
    let folder = new_study();
    let (sjis, _, lost) = encoding_rs::SHIFT_JIS.encode(TYPED);
    assert!(!lost);
    std::fs::write(folder.path().join("typed.csv"), TYPED).unwrap();
    std::fs::write(folder.path().join("sjis.csv"), sjis).unwrap();
    let table = |file| {
        let arguments = [
            "study",
            "table",
            "mine",
            "Q1",
            "--by",
            "stratum",
            "--answers",
            file,
        ];
        printed(folder.path(), &arguments)
    };
    assert!(
        table("typed.csv").contains("33.3"),
        "{}",
        table("typed.csv")
    );
    assert_eq!(table("typed.csv"), table("sjis.csv"));
}

#[test]
fn files_that_cannot_be_read() {
    let folder = new_study();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("empty.csv", b"");
    write("zip.xlsx", b"PK\x03\x04 not a workbook");
    write("mapping.toml", "respondent = 1\n".as_bytes());
    write("typed.csv", TYPED.as_bytes());
    for (name, arguments) in [
        ("missing-file", &["none.csv"][..]),
        ("empty-file", &["empty.csv"]),
        ("broken-workbook", &["zip.xlsx"]),
        (
            "broken-mapping",
            &["typed.csv", "--mapping", "mapping.toml"],
        ),
    ] {
        check(
            name,
            folder.path(),
            &[&["study", "import", "mine"], arguments].concat(),
        );
    }
}

#[test]
fn requests_that_do_not_fit() {
    let folder = new_study();
    std::fs::write(folder.path().join("typed.csv"), TYPED).unwrap();
    check(
        "no-answers-yet",
        folder.path(),
        &["study", "table", "mine", "1-1"],
    );
    for (name, arguments) in [
        ("unknown-question", &["Q99"][..]),
        ("unknown-break", &["Q1", "--by", "size"]),
        ("broken-where", &["Q1", "--where", "Q1 in [now"]),
        (
            "unknown-strata",
            &["Q1", "--by", "role", "--adjust-by", "size"],
        ),
        ("adjust-without-groups", &["Q1", "--adjust-by", "stratum"]),
        ("no-weights", &["Q1", "--weights", "given"]),
        ("no-population", &["Q1", "--weights", "population"]),
        ("test-without-groups", &["Q1", "--test"]),
    ] {
        let all = [
            &["study", "table", "mine", "--answers", "typed.csv"],
            arguments,
        ]
        .concat();
        check(name, folder.path(), &all);
    }
}

#[test]
fn marks_intervals_nets_and_strata_held_equal() {
    let folder = new_study();
    let here = folder.path();
    let drawn = [
        "study",
        "simulate",
        "mine",
        "--n",
        "400",
        "--out",
        "drawn.csv",
    ];
    said(here, &drawn);
    let table = ["study", "table", "mine", "--answers", "drawn.csv", "Q1"];
    for (name, arguments) in [
        ("marks", &["--by", "Q1", "--marks=10", "--nets"][..]),
        (
            "intervals",
            &["--by", "role", "--intervals", "--marks", "--csv"],
        ),
        ("adjusted", &["--by", "role", "--adjust-by", "Q1"]),
    ] {
        check(name, here, &[&table, arguments].concat());
    }
    let json = said(
        here,
        &[&table[..], &["--by", "Q1", "--marks", "--json"]].concat(),
    );
    assert!(
        json.contains("\"p_adjusted\"") && json.contains("overlapping-t"),
        "{json}"
    );
}

#[test]
fn a_broken_study_lists_every_problem_at_once() {
    let folder = new_study();
    let file = folder.path().join("mine/questionnaire.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let broken = text
        .replace("Q1 in [now, past]", "Q1 in [now, later]")
        .replacen("kind = \"date\"", "kind = \"day\"", 1);
    std::fs::write(file, broken).unwrap();
    check("broken-study", folder.path(), &["study", "check", "mine"]);
}

#[test]
fn an_anonymised_copy_names_nobody() {
    let folder = new_study();
    std::fs::write(folder.path().join("typed.csv"), TYPED).unwrap();
    let arguments = [
        "study",
        "anonymise",
        "mine",
        "--answers",
        "typed.csv",
        "--out",
        "shared.csv",
        "--secret-seed",
        "1",
    ];
    check("anonymise", folder.path(), &arguments);
    let copy = std::fs::read_to_string(folder.path().join("shared.csv")).unwrap();
    assert!(!copy.contains("００") && !copy.contains("001"), "{copy}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::io::Read;
    let mut child = run::program(
        &run::root(),
        &[
            "study",
            "sources",
            "studies/ipa-2020-organisation",
            "--json",
        ],
    )
    .stdout(std::process::Stdio::piped())
    .stderr(std::process::Stdio::piped())
    .spawn()
    .unwrap();
    drop(child.stdout.take());
    let mut errors = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut errors)
        .unwrap();
    assert_eq!(errors, "");
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
