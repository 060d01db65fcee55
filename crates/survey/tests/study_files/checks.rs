//! What the shapes cannot say: ids, references, kinds, languages, expressions.

use super::*;

#[test]
fn headers_are_checked() {
    let check = |old, new, expected| check("study.toml", old, new, expected);
    check(
        "id = \"small\"",
        "id = \"Small\"",
        "bad-study-id study.toml:1 id; folder-name study.toml:1 id",
    );
    check(
        "\"vendor\"",
        "\"委託先\"",
        "bad-id study.toml:10 stratum.委託先.id; expression-unknown-stratum analysis.toml:12 break.role.category.vendor.when",
    );
    check(
        "\"client\"",
        "\"vendor\"",
        "duplicate-id study.toml:14 stratum.vendor#2.id",
    );
    check("\"A try.\"", "\" \"", "empty-english study.toml:6 about.en");
    check("\"試し。\"", "\"\"", "empty-japanese study.toml:6 about.ja");
    check(
        "kind =",
        "companions = [\"small\", \"other\"]\nkind =",
        "companion-itself study.toml:3 companions; companion-missing study.toml:3 companions",
    );
    check(
        "id = \"vendor\"",
        "id = \"vendor\"\nn = 9\npopulation = 8",
        "stratum-numbers study.toml:9 stratum.vendor",
    );
    check(
        "[[stratum]]",
        "[[period]]\nid = \"p\"\nlabel = { ja = \"期間\", en = \"Time\" }\nstart = 2020-05-01\nend = 2020-04-30\n\n[[stratum]]",
        "days-reversed study.toml:9 period.p",
    );
}

#[test]
fn questions_are_checked() {
    let check = |old, new, expected| check("questionnaire.toml", old, new, expected);
    let kind = "kind = \"single\"";
    check(
        "\"Q1\"",
        "\"1.Q\"",
        "bad-question-id questionnaire.toml:2 question.1.Q.id; unknown-question analysis.toml:18 figure.1-1.question",
    );
    check(
        "\"Q1\"",
        "\"not\"",
        "reserved-id questionnaire.toml:2 question.not.id; unknown-question analysis.toml:18 figure.1-1.question",
    );
    check(
        "id = \"never\"",
        "id = \"now\"",
        "duplicate-id questionnaire.toml:11 question.Q1.option.now#2.id",
    );
    check(
        "id = \"never\"",
        "id = \"never\"\ncode = 1",
        "duplicate-code questionnaire.toml:12 question.Q1.option.never.code",
    );
    check(
        "id = \"never\"",
        "id = \"never\"\nexclusive = true",
        "exclusive-not-multiple questionnaire.toml:12 question.Q1.option.never.exclusive",
    );
    check(
        kind,
        "kind = \"matrix-single\"",
        "rows-missing questionnaire.toml:1 question.Q1",
    );
}

#[test]
fn questions_hold_only_what_their_kind_takes() {
    let check = |old, new, expected| check("questionnaire.toml", old, new, expected);
    let kind = "kind = \"single\"";
    check(
        kind,
        "kind = \"date\"",
        "options-not-allowed questionnaire.toml:6 question.Q1.option",
    );
    check(
        kind,
        "kind = \"text\"",
        "options-not-allowed questionnaire.toml:6 question.Q1.option; figure-of-text analysis.toml:18 figure.1-1.question",
    );
    check(
        kind,
        "kind = \"single\"\nmaximum = 1",
        "maximum-not-allowed questionnaire.toml:4 question.Q1.maximum",
    );
    check(
        kind,
        "kind = \"multiple\"\nmaximum = 3",
        "maximum-out-of-range questionnaire.toml:4 question.Q1.maximum",
    );
    check(
        kind,
        "kind = \"single\"\nnumber = {}",
        "number-not-allowed questionnaire.toml:4 question.Q1.number",
    );
    check(
        kind,
        "kind = \"single\"\nearliest = 2020-01-01",
        "days-not-allowed questionnaire.toml:1 question.Q1",
    );
    check(
        kind,
        "kind = \"single\"\nbase = \"Q1 = now\"",
        "expression-later-question questionnaire.toml:4 question.Q1.base",
    );
    check(
        kind,
        "kind = \"single\"\nbase = \"\"",
        "expression-empty questionnaire.toml:4 question.Q1.base",
    );
    check(
        kind,
        "kind = \"single\"\nsource = { source = \"x\", place = \"y\" }",
        "unknown-source questionnaire.toml:4 question.Q1.source.source",
    );
    check(
        kind,
        "kind = \"single\"\nrow = [{ id = \"a\", label = { ja = \"あ\", en = \"A\" } }]",
        "rows-not-allowed questionnaire.toml:4 question.Q1.row",
    );
}

#[test]
fn numbers_and_options_are_checked() {
    let more = |question: &str, expected| {
        let new = format!(
            "{question}\ntext = {{ ja = \"問\", en = \"Q\" }}\n\n[[question]]\nid = \"Q1\""
        );
        check("questionnaire.toml", "id = \"Q1\"", &new, expected);
    };
    let numeric = "id = \"Q0\"\nkind = \"numeric\"\nnumber =";
    more(
        "id = \"Q0\"\nkind = \"single\"",
        "options-missing questionnaire.toml:1 question.Q0",
    );
    more("id = \"Q0\"\nkind = \"single\"\nincomplete = true", "");
    more(
        &format!("{numeric} {{ minimum = 2, maximum = 1 }}"),
        "number-reversed questionnaire.toml:4 question.Q0.number",
    );
    more(
        &format!("{numeric} {{ decimals = 7 }}"),
        "too-many-decimals questionnaire.toml:4 question.Q0.number.decimals",
    );
    more(
        &format!("{numeric} {{ sum = 100 }}"),
        "sum-without-rows questionnaire.toml:4 question.Q0.number.sum",
    );
    let option = |at| format!("{{ id = \"o{at}\", label = {{ ja = \"選\", en = \"O\" }} }}, ");
    let many: String = (0..251).map(option).collect();
    more(
        &format!("id = \"Q0\"\nkind = \"single\"\noption = [{many}]"),
        "too-many-options questionnaire.toml:1 question.Q0",
    );
}

#[test]
fn analyses_are_checked() {
    let check = |old, new, expected| check("analysis.toml", old, new, expected);
    check(
        "\"1-1\"",
        "\"1 1\"",
        "bad-list-id analysis.toml:15 figure.1 1.id",
    );
    check(
        "by = \"role\"",
        "by = \"size\"",
        "unknown-break analysis.toml:19 figure.1-1.by",
    );
    check(
        "by = \"role\"",
        "by = \"role\"\ngroups = [\"x\"]",
        "unknown-group analysis.toml:20 figure.1-1.groups",
    );
    check(
        "by = \"role\"",
        "groups = [\"vendor\"]",
        "groups-without-break analysis.toml:19 figure.1-1.groups",
    );
    check(
        "by = \"role\"",
        "rows = [\"x\"]",
        "unknown-row analysis.toml:19 figure.1-1.rows",
    );
    check(
        "by = \"role\"",
        "where = \"Q1 = x\"",
        "expression-unknown-option analysis.toml:19 figure.1-1.where",
    );
    check(
        "by = \"role\"",
        "same-as = \"9-9\"",
        "unknown-figure analysis.toml:19 figure.1-1.same-as",
    );
    check(
        "chapter = \"1\"",
        "chapter = \"2\"",
        "unknown-chapter analysis.toml:20 figure.1-1.chapter",
    );
    check(
        "stratum in [vendor]",
        "stratum in [vendor",
        "expression-unfinished analysis.toml:12 break.role.category.vendor.when",
    );
}

/// Loads with more text at the end of `analysis.toml` (from line 21).
fn conclude(more: &str, expected: &str) {
    let more = more.replace("TEXT", "{ ja = \"文\", en = \"S\" }");
    check(
        "analysis.toml",
        "chapter = \"1\"\n",
        &format!("chapter = \"1\"\n{more}"),
        expected,
    );
}

#[test]
fn comparisons_are_checked() {
    let side = "{ label = TEXT, question = \"Q1\", options = [\"now\"] }";
    let (a, b) = (format!("a = {side}\n"), format!("b = {side}\n"));
    let c1 = |rest: &[&str], expected| {
        let head = "[[comparison]]\nid = \"C1\"\nclaim = TEXT\nclaims = \"higher\"\n";
        conclude(&format!("{head}{}", rest.concat()), expected);
    };
    c1(&[&a, &b], "");
    c1(&["lost = TEXT"], "");
    c1(
        &[&a],
        "comparison-side-missing analysis.toml:21 comparison.C1",
    );
    c1(
        &[&a.replace("now", "x"), &b],
        "unknown-option analysis.toml:25 comparison.C1.a.options",
    );
    c1(
        &[&a.replace("\"now\"", ""), &b],
        "share-without-options analysis.toml:25 comparison.C1.a.options",
    );
    c1(
        &[&a.replace("] }", "], figure = \"x\" }"), &b],
        "unknown-figure analysis.toml:25 comparison.C1.a.figure",
    );
    c1(
        &[&a, &b, "margin = 0"],
        "margin-out-of-range analysis.toml:27 comparison.C1.margin",
    );
    c1(
        &[&a, &b, "hypothesis = \"h\""],
        "unknown-hypothesis analysis.toml:27 comparison.C1.hypothesis",
    );
}

#[test]
fn conclusions_are_checked() {
    conclude(
        "[[net]]\nid = \"n\"\nquestion = \"Q1\"\nlabel = TEXT\noptions = []",
        "net-empty analysis.toml:25 net.n.options",
    );
    conclude(
        "[[break]]\nid = \"b\"\nlabel = TEXT\ncategory = []",
        "break-empty analysis.toml:21 break.b",
    );
    conclude(
        "[[hypothesis]]\nid = \"h\"\ntext = TEXT\nchapter = \"1\"\ninterviews = [\"i\"]\nfindings = [\"f\"]\n[[hypothesis.evidence]]\ncomparison = \"C\"\ncounts = \"needed\"\nwhy = TEXT",
        "unknown-interview analysis.toml:25 hypothesis.h.interviews; unknown-finding analysis.toml:26 hypothesis.h.findings; unknown-comparison analysis.toml:28 hypothesis.h.evidence.1.comparison",
    );
    conclude(
        "[[finding]]\nid = \"f\"\nmark = \"①\"\ntitle = TEXT\ntext = TEXT\nremedies = [\"r\"]",
        "unknown-remedy analysis.toml:26 finding.f.remedies",
    );
    conclude(
        "[[relation]]\nid = \"r\"\nleft = [{ figure = \"1-1\" }]\nis = \"=\"\nright = []\nwhy = TEXT",
        "unknown-cell analysis.toml:23 relation.r.left.1",
    );
}

#[test]
fn sentences_are_checked() {
    let sentence = |text: &str, needs: &str, expected| {
        conclude(
            &format!("[[sentence]]\nid = \"s\"\nchapter = \"1\"\ntext = {text}\nneeds = [{needs}]"),
            expected,
        );
    };
    let share = "{ share = { label = TEXT, question = \"Q1\", options = [\"now\"] } }";
    sentence("{ ja = \"{1}である\", en = \"It is {1}\" }", share, "");
    sentence(
        "{ ja = \"{2}である\", en = \"It is {1}\" }",
        share,
        "sentence-hole analysis.toml:24 sentence.s.text.ja",
    );
    sentence(
        "TEXT",
        "{}",
        "binding-empty analysis.toml:25 sentence.s.needs.1",
    );
    sentence(
        "TEXT",
        "{ comparison = \"C\", verdict = \"true\", low = 9, high = 8 }",
        "band-reversed analysis.toml:25 sentence.s.needs.1; unknown-comparison analysis.toml:25 sentence.s.needs.1.comparison; unknown-verdict analysis.toml:25 sentence.s.needs.1.verdict",
    );
}

#[test]
fn addresses_of_published_numbers_resolve() {
    let source = "[[source]]\nid = \"report\"\ntitle = { ja = \"報告書\", en = \"Report\" }\npublisher = { ja = \"発行者\", en = \"Publisher\" }\ndate = 2021-01-28\n";
    let line = |line: &str, expected: &str| {
        let files = FolderFiles {
            folder: "",
            study: &format!("{STUDY}{source}").into_bytes(),
            questionnaire: QUESTIONNAIRE.as_bytes(),
            analysis: ANALYSIS.as_bytes(),
            published: Some(&format!("{PUBLISHED}{line}\n").into_bytes()),
        };
        let problems = load(&files, Vec::new()).1;
        assert_eq!(
            print(&problems).replace("published.csv:", ""),
            expected,
            "{line}"
        );
        problems.iter().for_each(is_declared);
    };
    line(
        "1-1,Q1,,role,vendor,287,now,83.6,,,,,,report,図1,9,printed,,",
        "",
    );
    line(
        "1-1,Q1,,role,vendor+client,90..111,now+never,,7,,,,,report,図1,9,printed,,",
        "unknown-group 2 group",
    );
    line(
        "2-1,Q1,,,,287,now,83.6,,,,,,report,図1,9,,,",
        "unknown-figure 2 figure",
    );
    line(
        "text-1,Q1,,,,287,now,83.6,,,,,,press,図1,9,,,",
        "unknown-source 2 source",
    );
    line(
        "1-1,Q9,,,,287,now,83.6,,,,,,report,図1,9,,,",
        "unknown-question 2 question",
    );
    line(
        "1-1,Q1,x,size,,287,x,83.6,,,,,,report,図1,9,,,",
        "unknown-break 2 by; unknown-option 2 option; unknown-row 2 row",
    );
    line(
        "1-1,Q1,,,vendor,287,now,83.6,,,,,,report,図1,9,,,",
        "groups-without-break 2 by",
    );
    line(
        "1-1,Q1,,,,287,,83.6,,,,,,report,図1,9,,,",
        "published-without-option 2 option",
    );
    line(
        "1-1,Q1,,,,287,now,,288,,,,,report,図1,9,,,",
        "published-count-over-base 2 count",
    );
    line(
        "1-1,Q1,,,,9,now,,8,,,,,report,図1,9,,,\n1-1,Q1,,,,9,now,,7,,,,,report,図1,9,,,",
        "published-twice 3 figure",
    );
}
