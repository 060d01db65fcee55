//! Synthetic samples: margins met, routing kept, the same on every machine, and back again through a file.

use crate::{show, study::small};
use proptest::prelude::*;
use survey::Language;
use survey::answers::{Answers, Column, NOT_ANSWERED, NOT_ASKED};
use survey::export::{
    AnonymiseOptions, AnswerStyle, Correction, Rare, ValueStyle, anonymise, answers_csv,
    answers_sheet, codebook, codebook_csv, correct, template_csv,
};
use survey::read::{ImportOptions, SheetHint, import, match_columns, sheet};
use survey::simulate::{Margins, Sample, Unknown, draw};
use survey::study::{Study, load::FolderFiles, load::load};

fn organisation() -> Study {
    let files = FolderFiles {
        folder: "ipa-2020-organisation",
        study: include_bytes!("../../../../studies/ipa-2020-organisation/study.toml"),
        questionnaire: include_bytes!(
            "../../../../studies/ipa-2020-organisation/questionnaire.toml"
        ),
        analysis: include_bytes!("../../../../studies/ipa-2020-organisation/analysis.toml"),
        published: Some(include_bytes!(
            "../../../../studies/ipa-2020-organisation/published.csv"
        )),
    };
    let (study, problems) = load(&files, Vec::new());
    study.unwrap_or_else(|| panic!("{}", show::problems(&problems)))
}

/// Counts of each option, then not answered, then not asked, among some strata.
fn counts(answers: &Answers, variable: &str, strata: &[u16], options: u8) -> Vec<usize> {
    let Column::Single(codes) = &answers.columns[variable] else {
        panic!("{variable} is no single")
    };
    let of = |code: u8| {
        (0..answers.len())
            .filter(|at| strata.contains(&answers.strata[*at]) && codes[*at] == code)
            .count()
    };
    (0..options)
        .chain([NOT_ANSWERED, NOT_ASKED])
        .map(of)
        .collect()
}

/// Counts of each option of a multiple answer among respondents of whom `group` is true.
fn chosen(answers: &Answers, variable: &str, group: impl Fn(usize) -> bool) -> Vec<usize> {
    let Column::Multiple { selected, .. } = &answers.columns[variable] else {
        panic!("{variable} is no multiple")
    };
    let of = |words: &Vec<u64>| {
        (0..answers.len())
            .filter(|at| group(*at) && words[at / 64] >> (at % 64) & 1 == 1)
            .count()
    };
    selected.iter().map(of).collect()
}

#[test]
fn published_counts_come_back() {
    let study = organisation();
    for seed in [1, 2020] {
        let sample = Sample {
            seed,
            ..Sample::default()
        };
        let answers = draw(&study, &Margins::published(&study), &sample);
        assert!(answers.synthetic);
        assert_eq!(answers.len(), 505);
        let (vendors, clients, all) = ([0, 1], [2, 3], [0, 1, 2, 3]);
        assert_eq!(counts(&answers, "Q2", &vendors, 4), [240, 35, 3, 9, 0, 0]);
        assert_eq!(counts(&answers, "Q2", &clients, 4), [85, 25, 20, 88, 0, 0]);
        assert_eq!(counts(&answers, "Q3", &vendors, 3), [137, 112, 25, 1, 12]);
        assert_eq!(counts(&answers, "Q3", &clients, 3), [47, 56, 7, 0, 108]);
        assert_eq!(counts(&answers, "Q10.access", &all, 4)[5], 120);
        let Column::Single(adopted) = &answers.columns["Q3"] else {
            panic!()
        };
        assert_eq!(
            chosen(&answers, "Q9", |at| adopted[at] == 1),
            [15, 89, 52, 94, 54, 29, 8, 11]
        );
        assert_eq!(
            chosen(&answers, "Q9", |at| adopted[at] == 0),
            [23, 102, 62, 88, 53, 30, 7, 16]
        );
    }
}

#[test]
fn a_seed_says_everything() {
    let study = organisation();
    let margins = Margins::published(&study);
    let sample = |seed, unknown| Sample {
        seed,
        unknown,
        sizes: vec![5, 0, 3, 1],
    };
    let one = draw(&study, &margins, &sample(7, Unknown::Seeded));
    assert_eq!(one, draw(&study, &margins, &sample(7, Unknown::Seeded)));
    assert_ne!(one, draw(&study, &margins, &sample(8, Unknown::Seeded)));
    assert_ne!(one, draw(&study, &margins, &sample(7, Unknown::Flat)));
    assert_eq!(one.strata, [0, 0, 0, 0, 0, 2, 2, 2, 3]);
}

/// Every simulated answer is one that import accepts: routing, exclusive options, maximum, sums, ranges.
fn round_trip(study: &Study, answers: &Answers, values: ValueStyle) {
    let style = AnswerStyle { values, mark: true };
    let csv = answers_csv(study, answers, &style);
    let (_, mapping) = answers_sheet(study, answers, &style);
    let read = sheet(csv.as_bytes(), &SheetHint::file("a.csv")).unwrap();
    let imported = import(study, &read, &mapping, &ImportOptions::default());
    let problems: Vec<_> = imported
        .problems
        .into_iter()
        .filter(|p| p.code != "no-rows" && p.code != "nothing-selected")
        .collect();
    assert_eq!(show::problems(&problems), "");
    assert_eq!(imported.answers.as_ref(), Some(answers));
}

#[test]
fn published_studies_go_out_and_come_back() {
    let study = organisation();
    let answers = draw(&study, &Margins::published(&study), &Sample::default());
    for values in [
        ValueStyle::Codes,
        ValueStyle::Ids,
        ValueStyle::Labels(Language::Ja),
        ValueStyle::Labels(Language::En),
    ] {
        round_trip(&study, &answers, values);
    }
    let csv = answers_csv(&study, &answers, &AnswerStyle::default());
    let read = sheet(csv.as_bytes(), &SheetHint::file("a.csv")).unwrap();
    let matched = match_columns(&study, &read);
    assert_eq!(
        (matched.open_columns, matched.open_variables),
        (vec![], vec![])
    );
    let imported = import(&study, &read, &matched.mapping, &ImportOptions::default());
    assert_eq!(imported.answers, Some(answers));
}

/// Texts a spreadsheet program or a careless reader would change.
fn text() -> impl Strategy<Value = String> {
    let edge = prop_oneof![
        Just("="),
        Just("＋"),
        Just("-"),
        Just("@"),
        Just("'"),
        Just("\t"),
        Just("\""),
        Just("無回答"),
        Just("NA"),
        Just("非該当"),
        Just("#N/A"),
        Just(",;\r\n")
    ];
    prop_oneof![
        (edge, "[ -~あ-んＡ-Ｚ]{0,4}").prop_map(|(edge, rest)| format!("{edge}{rest}x")),
        Just("NA".to_owned()),
        "\\PC{1,6}".prop_filter("blank", |text| !text.trim().is_empty()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn answers_go_out_and_come_back(
        seed: u64,
        sizes in (0_u64..9, 0_u64..80),
        texts in proptest::collection::vec(text(), 90),
        weights in proptest::option::of(proptest::collection::vec(0_u64..9_000_000, 90)),
        style in 0..4_usize,
    ) {
        let study = small();
        let sample = Sample { seed, sizes: vec![sizes.0, sizes.1], ..Sample::default() };
        let mut answers = draw(&study, &Margins::none(), &sample);
        let n = answers.len();
        if let Some(Column::Text { state, values }) = answers.columns.get_mut("Q6") {
            for (at, text) in texts.iter().enumerate().take(n) {
                (state[at], values[at]) = (survey::answers::ANSWERED, text.clone());
            }
        }
        answers.respondents = answers.respondents.iter().zip(&texts).enumerate().map(|(at, (_, text))| format!("{}#{at}", text.trim())).collect();
        let fine = weights.filter(|_| n > 0).map(|mut values| { values.truncate(n); survey::answers::GivenWeights { values, scale: 1_000_000 } });
        answers.weights = fine;
        answers.synthetic = n > 0;
        let style = [ValueStyle::Codes, ValueStyle::Ids, ValueStyle::Labels(Language::Ja), ValueStyle::Labels(Language::En)][style];
        round_trip(&study, &answers, style);
    }
}

#[test]
fn corrections_leave_a_trail() {
    let study = small();
    let csv = "id,層,Q1,Q2,Q4_office,Q4_home\nA,1,1,1;2,60,40\nB,1,3,,,\n";
    let read = sheet(csv.as_bytes(), &SheetHint::file("a.csv")).unwrap();
    let mapping = match_columns(&study, &read).mapping;
    let mut answers = import(&study, &read, &mapping, &ImportOptions::default())
        .answers
        .unwrap();
    let before = answers.clone();
    let correction = |respondent: &str, variable: &str, old: &str, new: &str| Correction {
        respondent: respondent.to_owned(),
        variable: variable.to_owned(),
        old: old.to_owned(),
        new: new.to_owned(),
        reason: "電話で確認".to_owned(),
        moment: "2020-12-01T09:00:00Z".to_owned(),
        who: "officer".to_owned(),
    };
    let mut refuse = |correction: &Correction| {
        let problem = correct(&study, &mut answers, correction).unwrap_err();
        assert_eq!(answers, before);
        show::problems(&[problem])
    };
    insta::assert_snapshot!(refuse(&correction("C", "Q1", "1", "2")), @"! correction-no-respondent in Q1 respondent=C variable=Q1");
    insta::assert_snapshot!(refuse(&correction("A", "Q8", "1", "2")), @"! correction-no-variable in Q8 respondent=A variable=Q8");
    insta::assert_snapshot!(refuse(&correction("A", "Q1", "2", "1")), @"! correction-old-differs in Q1 respondent=A variable=Q1 old=2");
    insta::assert_snapshot!(refuse(&correction("A", "Q2", "1;2", "1;4")), @r"! exclusive-with-others in Q2 value=1;4 column=Q variable=Q2");
    insta::assert_snapshot!(refuse(&correction("A", "Q4.home", "40", "50")), @r"! sum-not-met in Q4.home question=Q4 wanted=100 found=110.0");
    insta::assert_snapshot!(refuse(&correction("B", "Q2", "", "1")), @"! answered-not-asked in Q2 value=1 column=Q variable=Q2");
    insta::assert_snapshot!(refuse(&correction("A", "Q6", "", "a\0b")), @"! correction-no-text in Q6 respondent=A variable=Q6");
    let entry = correct(
        &study,
        &mut answers,
        &correction("A", "Q1", "実施している", "never"),
    )
    .unwrap();
    assert_eq!(entry.consequences.len(), 1);
    assert_eq!(
        (
            entry.consequences[0].variable.as_str(),
            entry.consequences[0].old.as_str()
        ),
        ("Q2", "1;0;0;1;")
    );
    insta::assert_snapshot!(show::answers(&answers).lines().take(3).collect::<Vec<_>>().join("\n"), @"
    ids A B
    Q1: 2 2
    Q2: . .
    ");
}

#[test]
fn anonymised_copies_keep_counts_and_no_names() {
    let study = organisation();
    let mut answers = draw(&study, &Margins::published(&study), &Sample::default());
    answers
        .specified
        .insert("Q9".to_owned(), [(3, "社名".to_owned())].into());
    let options = AnonymiseOptions {
        seed: 5,
        ..AnonymiseOptions::default()
    };
    let copy = anonymise(&study, &answers, &options);
    assert_eq!(
        counts(&copy.answers, "Q2", &[0, 1], 4),
        counts(&answers, "Q2", &[0, 1], 4)
    );
    assert!(copy.answers.specified.is_empty());
    assert_eq!(copy.answers.respondents[0], "001");
    assert_ne!(copy.answers.strata, answers.strata);
    let codes: Vec<&str> = copy.report.iter().map(|note| note.code).collect();
    assert!(codes.contains(&"anonymised-ids") && codes.contains(&"anonymised-specified"));
    let strict = AnonymiseOptions {
        smallest_group: 5,
        recognisable_by: vec!["Q2".to_owned()],
        rare: Rare::Remove,
        ..options
    };
    let copy = anonymise(&study, &answers, &strict);
    let removed = copy
        .report
        .iter()
        .find(|note| note.code == "anonymised-rare-removed")
        .unwrap();
    assert_eq!(
        removed.args[0].1,
        (answers.len() - copy.answers.len()).to_string()
    );
    for stratum in 0..4 {
        assert!(
            counts(&copy.answers, "Q2", &[stratum], 4)
                .iter()
                .all(|count| *count == 0 || *count >= 5)
        );
    }
}

#[test]
fn the_code_book_names_every_column_of_the_template() {
    let study = small();
    let book = codebook(&study);
    let columns: Vec<&str> = book
        .variables
        .iter()
        .flat_map(|variable| &variable.columns)
        .map(String::as_str)
        .collect();
    let template = template_csv(&study);
    assert_eq!(
        template,
        format!("\u{FEFF}respondent,stratum,{}\r\n", columns.join(","))
    );
    let csv = codebook_csv(&book);
    assert_eq!(csv.lines().count(), 20);
    assert!(csv.contains(",9,unknown,わからない,Don't know,not-known,"));
    assert!(csv.contains(",,,,,0..100 %"));
}
