//! The right test is chosen and named; what must not matter does not.

use super::*;
use crate::answers::Answers;
use crate::study::Study;
use crate::study::header::SampleKind;
use crate::tabulate::fixture::{answers, study};
use crate::tabulate::{CrossRequest, Options};
use crate::weights::Weights;
use proptest::prelude::*;

/// A study of a kind with `counts[stratum][option of Q1]` respondents, who choose VPN if their number is even.
fn sample(kind: SampleKind, counts: [[usize; 3]; 2]) -> (Study, Answers) {
    let mut study = study();
    study.header.sample = kind;
    let mut lines = Vec::new();
    for (stratum, row) in counts.iter().enumerate() {
        for (option, count) in row.iter().enumerate() {
            lines.extend((0..*count).map(|at| {
                let means = if option == 2 {
                    "."
                } else {
                    ["1", ["2", "12"][stratum]][at % 2]
                };
                let access = 1 + (at + stratum) % 3;
                format!(
                    "{stratum} {} {means} {access} {} - - -",
                    option + 1,
                    1 + at % 2
                )
            }));
        }
    }
    let answers = answers(&study, &lines);
    (study, answers)
}

fn tests(
    found: &(Study, Answers),
    request: &CrossRequest,
    weights: Option<&Weights>,
) -> Vec<TableTest> {
    let options = Options {
        weights,
        ..Options::default()
    };
    crossed(&found.0, &found.1, request, &options).unwrap()
}

/// Method, statistic and p of a test, as text.
fn printed(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Tested {
            method,
            statistic,
            p,
            ..
        } => {
            let statistic = statistic.map_or("-".to_owned(), |statistic| format!("{statistic:.4}"));
            format!("{} {statistic} p {p:.4}", method.key())
        }
        Outcome::Refused(code) => format!("refused {code}"),
    }
}

#[test]
fn plain_counts_get_pearson_or_fisher() {
    let by_stratum = CrossRequest::new("Q1", "stratum");
    // R: chisq.test(matrix(c(30, 20, 20, 30), 2), correct = FALSE): X² = 4, p = 0.0455.
    let large = sample(SampleKind::Quota, [[30, 20, 0], [20, 30, 0]]);
    let test = &tests(&large, &by_stratum, None)[0];
    assert_eq!(printed(&test.outcome), "pearson 4.0000 p 0.0455");
    assert_eq!(
        (test.n, test.refused.len(), test.notes[0].code),
        (100, 0, "as-if-random")
    );
    // The lady tasting tea, fisher.test(matrix(c(3, 1, 1, 3), 2)): p = 0.4857.
    let small = sample(SampleKind::Quota, [[3, 1, 0], [1, 3, 0]]);
    assert_eq!(
        printed(&tests(&small, &by_stratum, None)[0].outcome),
        "fisher-freeman-halton - p 0.4857"
    );
    let lone = sample(SampleKind::Quota, [[5, 0, 0], [5, 0, 0]]);
    assert_eq!(
        printed(&tests(&lone, &by_stratum, None)[0].outcome),
        "refused nothing-to-compare"
    );
}

#[test]
fn weights_and_strata_get_the_design_and_refuse_the_rest() {
    let found = sample(SampleKind::Probability, [[30, 20, 10], [20, 30, 10]]);
    let weights = Weights::from_population(&found.0, &found.1).unwrap();
    let request = CrossRequest::new("Q3.access", "Q1");
    let test = &tests(&found, &request, Some(&weights))[0];
    assert!(printed(&test.outcome).starts_with("rao-scott"), "{test:?}");
    let reasons: Vec<&str> = test.refused.iter().map(|(_, reason)| *reason).collect();
    assert_eq!(reasons, ["classical-on-weighted"; 2]);
    let drawn = &tests(&found, &request, None)[0];
    assert!(printed(&drawn.outcome).starts_with("rao-scott") && drawn.refused.is_empty());
}

#[test]
fn several_answers_get_one_overall_test_and_one_per_option() {
    let found = sample(SampleKind::Quota, [[30, 20, 9], [20, 31, 9]]);
    let test = &tests(&found, &CrossRequest::new("Q2", "stratum"), None)[0];
    assert!(
        printed(&test.outcome).starts_with("bilder-loughin"),
        "{test:?}"
    );
    let options: Vec<(&str, bool)> = test
        .options
        .iter()
        .map(|one| (one.option.as_str(), one.p_adjusted.is_some()))
        .collect();
    assert_eq!(options, [("vpn", true), ("vdi", true), ("none", false)]);
    let overlapping = &tests(&found, &CrossRequest::new("Q1", "Q2"), None)[0];
    assert_eq!(
        overlapping.outcome.p(),
        None,
        "one option at most, so nothing differs: {overlapping:?}"
    );
}

#[test]
fn rows_of_a_matrix_are_one_family() {
    let found = sample(SampleKind::Quota, [[30, 20, 10], [20, 30, 10]]);
    let tests = tests(&found, &CrossRequest::new("Q3", "Q1"), None);
    assert_eq!(
        tests
            .iter()
            .map(|test| test.row.as_str())
            .collect::<Vec<_>>(),
        ["access", "byod"]
    );
    assert!(tests.iter().all(|test| test.p_adjusted >= test.outcome.p()));
}

#[test]
fn size_cannot_pass_for_role() {
    // Within each stratum both groups answer alike; across strata they seem to differ.
    let mut lines = Vec::new();
    for (stratum, q1, yes, no) in [(0, 1, 80, 20), (0, 2, 8, 2), (1, 1, 2, 8), (1, 2, 20, 80)] {
        for (answer, count) in [(1, yes), (2, no)] {
            lines.extend((0..count).map(|_| format!("{stratum} {q1} - {answer} - - - -")));
        }
    }
    let study = study();
    let answers = answers(&study, &lines);
    let request = AdjustedRequest {
        of: "Q3.access".into(),
        option: "yes".into(),
        by: "Q1".into(),
        groups: ("now".into(), "past".into()),
        within: "stratum".into(),
        domain: None,
    };
    let found = adjusted(&study, &answers, &request, &Weights::unit(answers.len())).unwrap();
    assert!((found.crude.unwrap().0 - (82.0 - 28.0) / 110.0).abs() < 1e-12);
    assert!(found.standardised.unwrap().difference.abs() < 1e-12);
    assert_eq!(printed(&found.test), "mantel-haenszel 0.0000 p 1.0000");
    assert_eq!(found.left_out, Vec::<String>::new());
    let weights = Weights::from_population(&study, &answers).unwrap();
    let refused = adjusted(&study, &answers, &request, &weights).unwrap();
    assert_eq!(refused.test, Outcome::Refused("classical-on-weighted"));
    let request = AdjustedRequest {
        option: "moon".into(),
        ..request
    };
    assert_eq!(
        adjusted(&study, &answers, &request, &weights).unwrap_err()[0].code,
        "no-such-option"
    );
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-12),
        (a, b) => a == b,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn the_sweep_over_all_pairs_agrees_with_single_tables(
        counts in prop::array::uniform2(prop::array::uniform3(2..12_usize)),
        turn in 0..60_usize,
    ) {
        let (study, whole) = sample(SampleKind::Probability, counts);
        let weights = Weights::from_population(&study, &whole).unwrap();
        let pairs = all_pairs(&study, &whole, &weights, 2);
        prop_assert_eq!(&pairs, &all_pairs(&study, &whole, &weights, 1));
        let names: Vec<(&str, &str)> = pairs.iter().map(|pair| (pair.first.as_str(), pair.second.as_str())).collect();
        prop_assert_eq!(names, [("Q1", "Q3.access"), ("Q1", "Q3.byod"), ("Q3.access", "Q3.byod")]);
        let found = (study, whole);
        for pair in &pairs {
            // Either way round: the test does not care what is called a row.
            for (of, by) in [(&pair.first, &pair.second), (&pair.second, &pair.first)] {
                let single = tests(&found, &CrossRequest::new(of, by), Some(&weights));
                prop_assert!(close(single[0].outcome.p(), pair.outcome.p()), "{:?} {:?}", single, pair);
                prop_assert_eq!(single[0].n, pair.n);
            }
        }
        let mut turned = found.1.clone();
        let n = turned.len();
        turned.strata.rotate_left(turn % n);
        for column in turned.columns.values_mut() {
            if let crate::answers::Column::Single(codes) = column {
                codes.rotate_left(turn % n);
            }
        }
        let weights = Weights::from_population(&found.0, &turned).unwrap();
        prop_assert_eq!(all_pairs(&found.0, &turned, &weights, 1), pairs);
    }

    #[test]
    fn merged_strata_and_doubled_weights_change_no_count_and_no_test(
        counts in prop::array::uniform2(prop::array::uniform3(2..12_usize)),
    ) {
        let (mut study, answers) = sample(SampleKind::Quota, counts);
        let given = |times: u64| {
            let values = (0..answers.len() as u64).map(|at| times * (10 + at % 7)).collect();
            Weights::given(&crate::answers::GivenWeights { values, scale: 10 }, answers.len()).unwrap()
        };
        let request = CrossRequest::new("Q3.access", "Q1");
        let options = |weights| Options { weights: Some(weights), ..Options::default() };
        let (one, two) = (given(1), given(2));
        let once = crossed(&study, &answers, &request, &options(&one)).unwrap();
        let twice = crossed(&study, &answers, &request, &options(&two)).unwrap();
        prop_assert!(close(once[0].outcome.p(), twice[0].outcome.p()));
        let before = crate::tabulate::cross(&study, &answers, &request, &options(&one)).unwrap();
        let mut merged = answers.clone();
        study.header.strata.pop();
        merged.strata.iter_mut().for_each(|stratum| *stratum = 0);
        prop_assert_eq!(before, crate::tabulate::cross(&study, &merged, &request, &options(&one)).unwrap());
    }
}
