//! Expressions: faults with columns, labels in two languages, respondents; parsing never fails badly.

use proptest::prelude::*;
use survey::answers::{ANSWERED, Answers, Column, NOT_ANSWERED as NA, NOT_ASKED as NO};
use survey::expr::{self, Expr, Fault, Order, Test, Variable, Word};
use survey::study::{FolderFiles, Study, load};

const HEADER: &str = r#"id = "s"
title = { ja = "調査", en = "Study" }
kind = "own"
sample = "quota"
reference-date = "2026-10-31"
about = { ja = "試し。", en = "A try." }
citation = { ja = "試し", en = "Try" }
unit = { ja = "組織", en = "organisations" }
stratum = [
  { id = "vendor-large", label = { ja = "委託先・大規模", en = "Large vendors" } },
  { id = "client", label = { ja = "委託元", en = "Clients" } },
]
"#;

const QUESTIONNAIRE: &str = r#"
[[question]]
id = "Q2"
kind = "single"
text = { ja = "していますか", en = "Do you?" }
option = [
  { id = "now", label = { ja = "現在実施している", en = "Now" } },
  { id = "past", label = { ja = "過去に実施した", en = "In the past" } },
  { id = "never", label = { ja = "実施していない", en = "Never" } },
]
[[question]]
id = "Q9"
kind = "multiple"
base = "Q2 in [now, past]"
text = { ja = "課題は何ですか", en = "What is hard?" }
option = [
  { id = "governance", label = { ja = "ガバナンス", en = "Governance" } },
  { id = "staff", label = { ja = "要員確保", en = "Staff" } },
  { id = "nothing", role = "none", label = { ja = "ない", en = "Nothing" } },
]
[[question]]
id = "Q10"
kind = "matrix-single"
text = { ja = "定めていますか", en = "Is there a rule?" }
row = [
  { id = "access", label = { ja = "アクセス制御", en = "Access" } },
  { id = "byod", label = { ja = "BYOD", en = "BYOD" }, base = "Q9 has governance" },
]
option = [
  { id = "made", label = { ja = "定めている", en = "Yes" } },
  { id = "none", label = { ja = "定めていない", en = "No" } },
]
[[question]]
id = "N1"
kind = "numeric"
number = { minimum = 0, decimals = 1, unit = { ja = "人", en = "people" } }
text = { ja = "何人ですか", en = "How many?" }
[[question]]
id = "D1"
kind = "date"
text = { ja = "いつからですか", en = "Since when?" }
[[question]]
id = "T1"
kind = "text"
text = { ja = "ご意見", en = "Anything else?" }
[[question]]
id = "R1"
kind = "ranking"
maximum = 2
text = { ja = "順に選んでください", en = "Rank" }
option = [
  { id = "x", label = { ja = "甲", en = "X" } },
  { id = "y", label = { ja = "乙", en = "Y" } },
]
"#;

fn study() -> Study {
    let files = FolderFiles {
        folder: "",
        study: HEADER.as_bytes(),
        questionnaire: QUESTIONNAIRE.as_bytes(),
        analysis: b"",
        published: None,
    };
    let (study, problems) = load(&files, Vec::new());
    study.unwrap_or_else(|| panic!("{problems:#?}"))
}

/// Six respondents; the last was asked nothing after Q2.
fn answers() -> Answers {
    let days = [
        "2020-04-06",
        "2020-04-07",
        "2020-05-01",
        "2020-05-02",
        "2020-05-03",
        "0000-01-01",
    ];
    let asked = vec![ANSWERED, ANSWERED, ANSWERED, ANSWERED, NA, NO];
    let columns = [
        ("Q2", Column::Single(vec![0, 0, 1, 2, NA, 2])),
        (
            "Q9",
            Column::Multiple {
                state: vec![ANSWERED, ANSWERED, ANSWERED, NO, NO, NO],
                selected: vec![vec![0b011], vec![0b001], vec![0b100]],
            },
        ),
        ("Q10.access", Column::Single(vec![0, 1, 1, 0, NA, NO])),
        ("Q10.byod", Column::Single(vec![1, 0, NO, NO, NO, NO])),
        (
            "N1",
            Column::Number {
                state: asked.clone(),
                decimals: 1,
                values: vec![95, 100, 101, 300, 0, 0],
            },
        ),
        (
            "D1",
            Column::Date {
                state: asked.clone(),
                values: days.iter().map(|day| day.parse().unwrap()).collect(),
            },
        ),
        (
            "R1",
            Column::Ranking(vec![vec![0, 1, 0, 1, NA, NO], vec![1, NA, NA, 0, NA, NO]]),
        ),
    ];
    Answers {
        respondents: (1..=6).map(|id| id.to_string()).collect(),
        strata: vec![0, 0, 1, 1, 1, 0],
        columns: columns
            .map(|(name, column)| (name.to_owned(), column))
            .into(),
        ..Answers::default()
    }
}

/// Respondents from 1 for whom the expression is true; it must be valid.
fn check_who(text: &str, expected: &str) {
    let (study, expr) = (study(), expr::parse(text).unwrap());
    assert_eq!(expr::check(&expr, &study, None), [], "{text}");
    let bits = expr::evaluate(&expr, &study, &answers());
    let who: Vec<String> = bits.iter().map(|at| (at + 1).to_string()).collect();
    assert_eq!(who.join(" "), expected, "{text}");
}

#[test]
fn comparisons_select_respondents() {
    check_who("true", "1 2 3 4 5 6");
    check_who("Q2 = now", "1 2");
    check_who("Q2 in [now, past]", "1 2 3");
    check_who("Q9 has governance", "1 2");
    check_who("Q9 has any [staff, nothing]", "1 3");
    check_who("Q9 has all [governance, staff]", "1");
    check_who("Q10.access = none", "2 3");
    check_who("N1 >= 10", "2 3 4");
    check_who("N1 > 10", "3 4");
    check_who("N1 < 10.05", "1 2");
    check_who("N1 = 10.0", "2");
    check_who("D1 >= 2020-04-07 and D1 <= 2020-05-01", "2 3");
    check_who("R1 has y", "1 2 4");
    check_who("R1 has all [x, y]", "1 4");
    check_who("stratum in [vendor-large]", "1 2 6");
    check_who("stratum = client and (Q2 = past or Q2 = never)", "3 4");
}

#[test]
fn not_asked_and_not_answered_make_comparisons_false() {
    check_who("Q2 != now", "3 4 6");
    check_who("not Q2 = now", "3 4 5 6");
    check_who("N1 != 9.5", "2 3 4");
    check_who("answered(Q9)", "1 2 3");
    check_who("answered(Q10)", "1 2 3 4");
    check_who("answered(Q10.byod)", "1 2");
    check_who("answered(R1)", "1 2 3 4");
    check_who("answered(T1)", ""); // no such column in the answers
    check_who("not answered(N1)", "5 6");
}

#[test]
fn bases_and_breaks_follow_the_files() {
    let (study, answers) = (study(), answers());
    let question = |id: &str| study.questionnaire.question(id).unwrap();
    let count = |id, row: Option<usize>| {
        let question = question(id);
        let row = row.map(|row| &question.rows[row]);
        expr::base_of(question, row, &study, &answers).count()
    };
    assert_eq!((count("Q2", None), count("Q9", None)), (6, 3));
    assert_eq!((count("Q10", Some(0)), count("Q10", Some(1))), (6, 2));
    let byod = question("Q10");
    let label = expr::base_label(byod, Some(&byod.rows[1]), &study);
    assert_eq!(label.ja, "Q9で「ガバナンス」を選択した組織");
}

fn check_label(text: &str, ja: &str, en: &str) {
    let label = expr::label(&expr::parse(text).unwrap(), &study());
    assert_eq!((label.ja.as_str(), label.en.as_str()), (ja, en), "{text}");
}

#[test]
fn labels_read_as_words() {
    check_label("true", "すべての組織", "all organisations");
    check_label(
        "Q2 in [now, past]",
        "Q2で「現在実施している」または「過去に実施した」と回答した組織",
        "organisations that answered “Now” or “In the past” to Q2",
    );
    check_label(
        "Q9 has any [governance, staff, nothing]",
        "Q9で「ガバナンス」「要員確保」「ない」のいずれかを選択した組織",
        "organisations that chose “Governance”, “Staff” or “Nothing” in Q9",
    );
    check_label(
        "Q9 has all [governance, staff]",
        "Q9で「ガバナンス」と「要員確保」の両方を選択した組織",
        "organisations that chose “Governance” and “Staff” in Q9",
    );
    check_label(
        "Q10.access = none and stratum in [client]",
        "Q10（アクセス制御）で「定めていない」と回答した組織のうち、「委託元」の組織",
        "organisations that answered “No” to Q10 (Access) and that belong to “Clients”",
    );
    check_label(
        "N1 >= 10 or D1 < 2020-04-07",
        "N1が10人以上の組織、またはD1が2020年4月7日より前の組織",
        "organisations that gave 10 people or more in N1 or that gave a day before 7 April 2020 in D1",
    );
    check_label(
        "answered(Q9) and not (Q2 = now or Q2 != past)",
        "Q9に回答した組織のうち、（Q2で「現在実施している」と回答した組織、またはQ2で「過去に実施した」以外と回答した組織）以外の組織",
        "organisations that answered Q9 and except those (that answered “Now” to Q2 or that answered Q2 with something other than “In the past”)",
    );
}

fn check_fault(text: &str, expected: &str) {
    let faults = match expr::parse(text) {
        Err(fault) => vec![fault],
        Ok(expr) => expr::check(&expr, &study(), Some(4)),
    };
    let print = |fault: &Fault| format!("{} {}", fault.column, fault.code);
    let printed: Vec<String> = faults.iter().map(print).collect();
    assert_eq!(
        printed.join("; ").replace("expression-", ""),
        expected,
        "{text}"
    );
}

#[test]
fn writing_mistakes_are_located() {
    check_fault("", "1 empty");
    check_fault("   ", "1 empty");
    check_fault("Q2", "3 unfinished");
    check_fault("Q2 = ", "6 unfinished");
    check_fault("Q2 in [now past]", "12 expected");
    check_fault("Q2 in now", "7 expected");
    check_fault("Q2 in []", "8 expected-name");
    check_fault("Q2 now", "4 expected-test");
    check_fault("Q2 == now", "5 expected-name");
    check_fault("(Q2 = now", "10 unfinished");
    check_fault("Q2 = now)", "9 left-over");
    check_fault("and Q2 = now", "1 expected-name");
    check_fault("Q2 ＝ now", "4 full-width");
    check_fault("Q2 in ［now］", "7 full-width");
    check_fault("Q2　= now", "3 full-width");
    check_fault("Ｑ2 = now", "1 full-width");
    check_fault("Q2 = 現在", "6 character");
    check_fault("Q2 = \"now\"", "6 character");
    check_fault(&"not ".repeat(60), "201 too-deep");
    check_fault(&"(".repeat(10_000), "51 too-deep");
}

#[test]
fn meaning_is_checked() {
    check_fault("Q3 = now", "1 unknown-question");
    check_fault("D1 = 2020-01-01", "1 later-question");
    check_fault("N1 = 1 and Q2 = maybe", "17 unknown-option");
    check_fault(
        "Q2 in [now, x] or Q2 = y",
        "13 unknown-option; 24 unknown-option",
    );
    check_fault("Q9 = governance", "1 needs-has");
    check_fault("Q2 has now", "1 needs-in");
    check_fault("Q2 >= 3", "1 needs-in");
    check_fault("Q10 = none", "1 row-missing");
    check_fault("Q10.cloud = none", "5 unknown-row");
    check_fault("Q2.a = now", "4 unknown-row");
    check_fault("N1 >= many", "7 not-a-number");
    check_fault("N1 >= 1.2345678", "7 not-a-number");
    check_fault("N1 in [1, 2]", "1 needs-comparison");
    check_fault("stratum in [vendor]", "13 unknown-stratum");
    check_fault("answered(Q7)", "10 unknown-question");
    let faults = |text| expr::check(&expr::parse(text).unwrap(), &study(), None);
    assert_eq!(faults("T1 = x")[0].code, "expression-text");
    assert_eq!(faults("D1 > yesterday")[0].code, "expression-not-a-date");
    assert_eq!(faults("R1 = x")[0].code, "expression-needs-has");
}

fn word() -> impl Strategy<Value = Word> {
    "[A-Z][a-z0-9_-]{0,4}".prop_map(|text| Word { text, column: 1 })
}

fn expression() -> impl Strategy<Value = Expr> {
    let words = || prop::collection::vec(word(), 1..4);
    let variable = || {
        (word(), prop::option::of(word())).prop_map(|(question, row)| Variable { question, row })
    };
    let order = prop::sample::select(vec![
        Order::Less,
        Order::AtMost,
        Order::More,
        Order::AtLeast,
    ]);
    let test = prop_oneof![
        word().prop_map(Test::Is),
        word().prop_map(Test::IsNot),
        words().prop_map(Test::In),
        word().prop_map(Test::Has),
        words().prop_map(Test::HasAny),
        words().prop_map(Test::HasAll),
        (order, word()).prop_map(|(order, word)| Test::Compare(order, word)),
    ];
    let leaf = prop_oneof![
        Just(Expr::True),
        variable().prop_map(Expr::Answered),
        words().prop_map(Expr::Stratum),
        (variable(), test).prop_map(|(variable, test)| Expr::Test(variable, test)),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|one| Expr::Not(Box::new(one))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::And),
            prop::collection::vec(inner, 2..4).prop_map(Expr::Or),
        ]
    })
}

proptest! {
    #[test]
    fn printing_and_parsing_are_inverse(written in expression()) {
        prop_assert_eq!(expr::parse(&written.to_string()), Ok(written));
    }

    #[test]
    fn any_text_is_parsed_or_refused(text in "\\PC*") {
        let _ = expr::parse(&text);
    }

    #[test]
    fn any_tokens_are_parsed_checked_labelled_and_evaluated(
        tokens in prop::collection::vec(prop::sample::select(vec![
            "Q2", "Q9", "Q10.access", "Q10", "N1", "D1", "T1", "R1", "now", "x", "=", "!=", "<", ">=", "in", "has",
            "any", "all", "[", "]", ",", "(", ")", "and", "or", "not", "true", "answered", "stratum", "1.5",
        ]), 1..14)
    ) {
        if let Ok(expr) = expr::parse(&tokens.join(" ")) {
            let study = study();
            let valid = expr::check(&expr, &study, None).is_empty();
            let bits = expr::evaluate(&expr, &study, &answers());
            let label = expr::label(&expr, &study);
            prop_assert!(bits.len() == 6 && !label.ja.is_empty() && (valid || !label.en.is_empty()));
        }
    }
}
