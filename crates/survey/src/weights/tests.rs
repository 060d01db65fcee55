//! Weights: exact quotients, margins met, refusals named.

use super::*;
use crate::answers::Answers;
use crate::study::Study;
use crate::study::header::{PopulationMargin, PopulationPart};
use crate::tabulate::fixture;
use proptest::prelude::*;

fn with_strata(populations: [Option<u64>; 2], strata: &[u16]) -> (Study, Answers) {
    let mut study = fixture::study();
    for (stratum, population) in study.header.strata.iter_mut().zip(populations) {
        stratum.population = population;
    }
    let answers = Answers {
        respondents: strata.iter().map(|_| String::new()).collect(),
        strata: strata.to_vec(),
        ..Answers::default()
    };
    (study, answers)
}

#[test]
fn population_weights_are_exact_quotients() {
    let (study, answers) = with_strata([Some(100), Some(7)], &[0, 0, 0, 1, 1]);
    let weights = Weights::from_population(&study, &answers).unwrap();
    assert_eq!(
        (weights.scale(), weights.by_stratum()),
        (6, Some(&[200, 21][..]))
    );
    assert_eq!(weights.printed(weights.sum(&Bits::ones(5))), "107.0");
    assert_eq!(weights.printed(weights.scaled(0).into()), "33.3");
    let summary = weights.summary().unwrap();
    assert_eq!(
        (summary.n, summary.total, summary.smallest),
        (5, 107.0, 3.5)
    );
    // (3·100/3 + 2·7/2)² / (3·(100/3)² + 2·(7/2)²) = 107² / (10000/3 + 24.5)
    assert!((summary.effective - 11449.0 / (10000.0 / 3.0 + 24.5)).abs() < 1e-12);
}

#[test]
fn strata_that_cannot_be_weighted_are_problems() {
    let codes = |populations, strata: &[u16]| {
        let (study, answers) = with_strata(populations, strata);
        let problems = Weights::from_population(&study, &answers).unwrap_err();
        problems
            .iter()
            .map(|problem| problem.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        codes([None, None], &[0, 1]),
        ["stratum-without-population"; 2]
    );
    assert_eq!(codes([Some(1), Some(1)], &[0, 0, 1]), ["stratum-over-full"]);
    assert_eq!(codes([Some(1), Some(1)], &[7]), ["stratum-unknown"]);
    let (study, mut answers) = with_strata([Some(9), None], &[0]);
    assert!(
        Weights::from_population(&study, &answers).is_ok(),
        "an empty stratum needs no population"
    );
    answers.strata.clear();
    assert_eq!(
        Weights::from_population(&study, &answers).unwrap_err()[0].code,
        "strata-missing"
    );
}

#[test]
fn awkward_quotients_fall_back_to_nine_decimals() {
    let strata: Vec<u16> = (0..20_000)
        .map(|at| u16::from(at % 2000 == 0 || at > 19_990))
        .collect();
    let (study, answers) = with_strata([Some(1 << 45), Some(999_983)], &strata);
    let weights = Weights::from_population(&study, &answers).unwrap();
    assert!(
        weights
            .by_stratum()
            .unwrap()
            .iter()
            .all(|weight| *weight <= LARGEST)
    );
    let total = weights.summary().unwrap().total;
    assert!((total / ((1_u64 << 45) as f64 + 999_983.0) - 1.0).abs() < 1e-6);
}

#[test]
fn given_weights_are_checked() {
    let given = |values: &[u64], scale| crate::answers::GivenWeights {
        values: values.to_vec(),
        scale,
    };
    let code =
        |values: &[u64], scale| Weights::given(&given(values, scale), 2).unwrap_err()[0].code;
    assert_eq!(code(&[1], 1), "weights-number");
    assert_eq!(code(&[1, LARGEST + 1], 1), "weights-too-large");
    assert_eq!(code(&[0, 0], 1), "weights-zero");
    assert_eq!(code(&[1, 1], 0), "weights-zero");
    assert_eq!(
        Weights::given(&given(&[15, 5], 10), 2).unwrap().weight(0),
        1.5
    );
}

fn margin(id: &str, codes: &[u8], targets: &[f64]) -> Margin {
    let category = |(number, target): (usize, &f64)| {
        let members = Bits::from_fn(codes.len(), |at| usize::from(codes[at]) == number);
        (number.to_string(), members, *target)
    };
    Margin {
        id: id.to_owned(),
        categories: targets.iter().enumerate().map(category).collect(),
    }
}

#[test]
fn margins_that_cannot_be_met_are_problems() {
    let unit = Weights::unit(3);
    let code = |margin: Margin| {
        let problems = rake(&unit, &[margin], &Raking::default()).unwrap_err();
        problems[0].code
    };
    assert_eq!(code(margin("a", &[0, 0, 1], &[1.0])), "rake-uncovered");
    assert_eq!(
        code(margin("a", &[0, 0, 0], &[1.0, 1.0])),
        "rake-empty-category"
    );
    assert_eq!(code(margin("a", &[0, 0, 0], &[f64::NAN])), "rake-target");
    assert_eq!(code(margin("a", &[0, 0, 0], &[0.0])), "rake-nothing");
    assert_eq!(
        rake(&unit, &[], &Raking::default()).unwrap_err()[0].code,
        "rake-nothing"
    );
    // Two margins that contradict each other: said, not hidden.
    let both = [
        margin("a", &[0, 0, 1], &[1.0, 1.0]),
        margin("b", &[0, 0, 1], &[1.0, 9.0]),
    ];
    let raked = rake(&unit, &both, &Raking::default()).unwrap();
    assert!(!raked.converged && raked.deviation > 0.1 && raked.rounds == 200);
}

#[test]
fn population_weights_can_be_raked_to_what_a_study_names() {
    let (study, mut answers) = with_strata([Some(100), Some(300)], &[0, 0, 1, 1, 1]);
    let codes = crate::answers::Column::Single(vec![0, 2, 0, 2, 2]);
    answers.columns.insert("Q1".to_owned(), codes);
    let start = Weights::from_population(&study, &answers).unwrap();
    let half = [("now".to_owned(), 1.0), ("never".to_owned(), 1.0)];
    let margin = Margin::of(&study, &answers, "Q1", &half).unwrap();
    let strata = [("client".to_owned(), 100.0), ("vendor".to_owned(), 300.0)];
    let strata = Margin::of(&study, &answers, "stratum", &strata).unwrap();
    let now = margin.categories[0].1.clone();
    let raked = rake(&start, &[margin, strata], &Raking::default()).unwrap();
    assert!(raked.converged);
    assert_eq!(raked.weights.printed(raked.weights.sum(&now)), "200.0");
    assert_eq!(raked.weights.source(), WeightSource::Raked);
    let none = Margin::of(&study, &answers, "Q1", &[("moon".to_owned(), 1.0)]).unwrap_err();
    assert_eq!(none[0].code, "no-such-group");
}

proptest! {
    #[test]
    fn raking_meets_its_margins(
        codes in prop::collection::vec((0..3_u8, 0..2_u8), 12..200),
        targets in (prop::array::uniform3(1..50_u32), prop::array::uniform2(1..50_u32)),
    ) {
        // All six crossings are there, so that any margins can be met.
        let all = (0..6_u8).map(|cell| (cell % 3, cell / 3));
        let codes: Vec<(u8, u8)> = all.chain(codes).collect();
        let first: Vec<u8> = codes.iter().map(|code| code.0).collect();
        let second: Vec<u8> = codes.iter().map(|code| code.1).collect();
        let margins = [
            margin("a", &first, &targets.0.map(f64::from)),
            margin("b", &second, &targets.1.map(f64::from)),
        ];
        let how = Raking { most_rounds: 5000, ..Raking::default() };
        let raked = rake(&Weights::unit(codes.len()), &margins, &how).unwrap();
        prop_assert!(raked.converged);
        let total = raked.weights.sum(&Bits::ones(codes.len())) as f64;
        prop_assert!((total / raked.weights.scale() as f64 / codes.len() as f64 - 1.0).abs() < 1e-8);
        for margin in &margins {
            let sum: f64 = margin.categories.iter().map(|(_, _, target)| target).sum();
            for (_, members, target) in &margin.categories {
                let share = raked.weights.sum(members) as f64 / total;
                prop_assert!((share - target / sum).abs() < 1e-7);
            }
        }
    }

    #[test]
    fn sums_are_exact_in_rationals(strata in prop::collection::vec(0..2_u16, 1..200), populations in prop::array::uniform2(200..1_000_000_u64)) {
        let (study, answers) = with_strata(populations.map(Some), &strata);
        let weights = Weights::from_population(&study, &answers).unwrap();
        let half = Bits::from_fn(strata.len(), |at| at % 2 == 0);
        // Σ N_h · k_h / r_h over the common denominator r_0 · r_1.
        let r = [0, 1].map(|h| strata.iter().filter(|s| **s == h).count().max(1) as u128);
        let k = [0, 1].map(|h| half.iter().filter(|at| strata[*at] == h).count() as u128);
        let [n0, n1] = populations.map(u128::from);
        let numerator = n0 * k[0] * r[1] + n1 * k[1] * r[0];
        prop_assert_eq!(weights.sum(&half) * r[0] * r[1], numerator * u128::from(weights.scale()));
    }
}

/// Strata as one margin, equal to what the population weights say already, and then shifted.
#[test]
fn margins_of_the_study_file_are_met() {
    let check = |populations, sizes: [u64; 2], shares: [f64; 2]| {
        let (mut study, answers) = with_strata(populations, &[0, 0, 0, 1, 1]);
        let part = |id: &str, population| PopulationPart {
            id: id.to_owned(),
            population,
        };
        study.header.margins = vec![PopulationMargin {
            by: "stratum".to_owned(),
            categories: vec![part("client", sizes[0]), part("vendor", sizes[1])],
        }];
        let weights = Weights::raked(&study, &answers).unwrap();
        let of = |stratum| -> f64 {
            let members = (0..5).filter(|at| answers.strata[*at] == stratum);
            members.map(|at| weights.weight(at)).sum()
        };
        let total = of(0) + of(1);
        for (stratum, share) in (0..).zip(shares) {
            assert!((of(stratum) / total - share).abs() < 1e-8, "{stratum}");
        }
    };
    check([Some(100), Some(7)], [30, 10], [0.75, 0.25]);
    check([None, None], [1, 1], [0.5, 0.5]);
}
