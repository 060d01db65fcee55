//! Broken study files give problems with code, file, line and field; whole ones give a study.

use survey::Problem;
use survey::study::codes::CODES;
use survey::study::{FolderFiles, load, schema};

mod checks;

const STUDY: &str = r#"id = "small"
title = { ja = "小さな調査", en = "A small study" }
kind = "own"
sample = "quota"
reference-date = "2026-10-31"
about = { ja = "試し。", en = "A try." }
citation = { ja = "試し", en = "Try" }

[[stratum]]
id = "vendor"
label = { ja = "委託先", en = "Vendors" }

[[stratum]]
id = "client"
label = { ja = "委託元", en = "Clients" }
"#;

const QUESTIONNAIRE: &str = r#"[[question]]
id = "Q1"
kind = "single"
text = { ja = "していますか。", en = "Do you?" }

[[question.option]]
id = "now"
label = { ja = "今", en = "Now" }

[[question.option]]
id = "never"
label = { ja = "ない", en = "Never" }
"#;

const ANALYSIS: &str = r#"[[chapter]]
id = "1"
title = { ja = "章", en = "Chapter" }

[[break]]
id = "role"
label = { ja = "立場", en = "Role" }

[[break.category]]
id = "vendor"
label = { ja = "委託先", en = "Vendors" }
when = "stratum in [vendor]"

[[figure]]
id = "1-1"
title = { ja = "図", en = "Figure" }
kind = "stacked"
question = "Q1"
by = "role"
chapter = "1"
"#;

const PUBLISHED: &str = "figure,question,row,by,group,n,option,percent,count,phrase_ja,phrase_en,low,high,source,place,line,known,note_ja,note_en\n";

/// Loads the small study after replacing one piece of text in one file.
fn load_with(file: &str, old: &str, new: &str) -> Vec<Problem> {
    let edit = |name: &str, text: &str| {
        assert!(name != file || text.contains(old), "{old} is not in {name}");
        if name == file {
            text.replacen(old, new, 1)
        } else {
            text.to_owned()
        }
    };
    let (study, problems) = load(
        &FolderFiles {
            folder: "small",
            study: edit("study.toml", STUDY).as_bytes(),
            questionnaire: edit("questionnaire.toml", QUESTIONNAIRE).as_bytes(),
            analysis: edit("analysis.toml", ANALYSIS).as_bytes(),
            published: Some(edit("published.csv", PUBLISHED).as_bytes()),
        },
        Vec::new(),
    );
    assert_eq!(
        study.is_some(),
        problems
            .iter()
            .all(|problem| problem.severity == survey::Severity::Warning)
    );
    problems
}

fn print(problems: &[Problem]) -> String {
    let line = |problem: &Problem| {
        let Problem { code, place, .. } = problem;
        let line = place.line.map_or("-".to_owned(), |line| line.to_string());
        format!(
            "{code} {}:{line} {}",
            place.file,
            place.field.as_deref().unwrap_or("-")
        )
    };
    problems.iter().map(line).collect::<Vec<_>>().join("; ")
}

fn check(file: &str, old: &str, new: &str, expected: &str) {
    let problems = load_with(file, old, new);
    assert_eq!(print(&problems), expected, "{old} → {new}");
    problems.iter().for_each(is_declared);
}

/// The code and the names of its values are in the list that the words are compared with.
fn is_declared(problem: &Problem) {
    let declared = CODES.iter().find(|(code, _)| *code == problem.code);
    let (code, declared) = declared.unwrap_or_else(|| panic!("{} is not declared", problem.code));
    let given = |name: &&str| problem.args.iter().any(|(given, _)| given == name);
    assert!(
        declared.iter().all(given),
        "{code}: {:?} for {declared:?}",
        problem.args
    );
}

#[test]
fn a_whole_study_loads() {
    check("study.toml", "id", "id", "");
    check("study.toml", "id = ", "\u{feff}id = ", "");
    check("study.toml", "\"2026-10-31\"", "2026-10-31", "");
}

#[test]
fn shapes_are_checked_with_lines() {
    let check = |old, new, expected| check("study.toml", old, new, expected);
    let vendor = "\"vendor\"";
    check(
        "title = {",
        "titel = {",
        "missing-field study.toml:1 title; unknown-field study.toml:2 titel",
    );
    check(
        "\"quota\"",
        "\"random\"",
        "unknown-value study.toml:4 sample",
    );
    check(
        "2026-10-31",
        "2026-13-31",
        "bad-date study.toml:5 reference-date",
    );
    check(
        "id = \"small\"",
        "id = \"small\"\nid = \"two\"",
        "duplicate-field study.toml:2 -",
    );
    check(
        "id = \"small\"",
        "id = \"small",
        "toml-syntax study.toml:1 -",
    );
    check(
        "id = \"vendor\"",
        "id = 3",
        "expected-text study.toml:10 stratum.1.id",
    );
    check(
        vendor,
        "\"vendor\"\nn = 1.5",
        "expected-whole-number study.toml:11 stratum.vendor.n",
    );
    check(
        vendor,
        "\"vendor\"\nn = -1",
        "number-out-of-range study.toml:11 stratum.vendor.n",
    );
    check(
        "kind = \"own\"",
        "kind = \"own\"\npublic = 1",
        "expected-true-false study.toml:4 public",
    );
    check(
        "{ ja = \"試し\", en = \"Try\" }",
        "\"Try\"",
        "expected-table study.toml:7 citation",
    );
}

#[test]
fn shapes_within_lists_are_checked() {
    let (q, a) = ("questionnaire.toml", "analysis.toml");
    check(
        q,
        "ja = \"今\", ",
        "",
        "missing-field questionnaire.toml:8 question.Q1.option.now.label.ja",
    );
    check(
        q,
        "\"never\"",
        "\"never\"\ncode = \"2\"",
        "expected-whole-number questionnaire.toml:12 question.Q1.option.never.code",
    );
    check(
        q,
        "[[question]]",
        "[question]",
        "expected-tables questionnaire.toml:1 question",
    );
    check(
        a,
        "by = \"role\"",
        "groups = \"a\"",
        "expected-list analysis.toml:19 figure.1-1.groups",
    );
    check(
        a,
        "id = \"1\"",
        "id = \"1\"\nnot-known = 1",
        "unknown-field analysis.toml:3 chapter.1.not-known",
    );
    let sentence = "[[sentence]]\nid = \"s\"\nchapter = \"1\"\ntext = { ja = \"文\", en = \"S\" }\nneeds = [{ low = \"5\" }]\n";
    check(
        a,
        "[[chapter]]",
        &format!("{sentence}[[chapter]]"),
        "binding-empty analysis.toml:5 sentence.s.needs.1; expected-number analysis.toml:5 sentence.s.needs.1.low",
    );
}

#[test]
fn schemas_are_the_committed_ones() {
    let committed = [
        include_str!("../../../../golden/study.schema.json"),
        include_str!("../../../../golden/questionnaire.schema.json"),
        include_str!("../../../../golden/analysis.schema.json"),
    ];
    for ((path, written), committed) in schema::files().iter().zip(committed) {
        assert!(written == committed, "{path}: run cargo xtask regenerate");
    }
}

#[test]
fn published_numbers_are_read_strictly() {
    let line = |rest: &str| {
        let new = format!("place,line,known,note_ja,note_en\n1-1,Q1,,role,{rest}");
        print(&load_with(
            "published.csv",
            "place,line,known,note_ja,note_en\n",
            &new,
        ))
    };
    let at = |code: &str, column: &str| format!("{code} published.csv:2 {column}");
    assert_eq!(
        line("vendor,287,now,83.65,,,,,,report,図1,9,,,"),
        at("csv-percent", "percent")
    );
    assert_eq!(
        line("vendor,287,now,8.3,1,,,,,report,図1,9,,,"),
        at("csv-two-values", "percent")
    );
    assert_eq!(
        line("vendor,110..90,now,8.3,,,,,,report,図1,9,,,"),
        at("csv-base", "n")
    );
    assert_eq!(
        line("vendor+,9,now,8.3,,,,,,report,図1,9,,,"),
        at("csv-list", "group")
    );
    assert_eq!(
        line("vendor,9,now,,,約8割,about 80%,90,70,report,図1,9,,,"),
        at("csv-band", "high")
    );
    assert_eq!(
        line("vendor,9,now,8.3,,,,,,report,図1,L9,,,"),
        at("csv-line", "line")
    );
    assert_eq!(
        line("vendor,9,now,8.3,,,,,,report,図1,9,sure,,"),
        at("csv-known", "known")
    );
    assert_eq!(line("vendor,9,now"), "csv-columns published.csv:2 -");
    check(
        "published.csv",
        "figure,",
        "figures,",
        "published-header published.csv:1 -",
    );
}

#[test]
fn other_encodings_are_named() {
    let code = |bytes: &[u8]| {
        let files = FolderFiles {
            folder: "",
            study: bytes,
            questionnaire: b"",
            analysis: b"",
            published: None,
        };
        load(&files, Vec::new()).1[0].code
    };
    assert_eq!(code(b"id = \"\x92\xB2\x8D\xB8\"\n"), "file-cp932"); // 調査 in Shift_JIS
    assert_eq!(code(b"\xFF\xFEi\0d\0"), "file-utf16");
    assert_eq!(code(b"id = \"\xFF\xFF\xFD\"\n"), "file-not-utf8");
    assert_eq!(code(b"id\0"), "file-nul");
}
