//! Multiple answers, means, quantiles, overlap, planning and response: R's values and the rules of each method.

use crate::reference::{EXACT, TAIL, check, numbers};
use survey::inference::design::{self, CellSums, Design, DesignSums, Located, Split, StratumSums};
use survey::inference::overlap::{self, Column};
use survey::inference::presentation::{self, Ground, Ruling};
use survey::inference::response::{self, Disposition};
use survey::inference::sample_size::{self, Layer, Plan};
use survey::inference::{IntervalMethod, Refusal, Share};

const VALUES: &str = include_str!("../../../../tests/reference/more.csv");

/// A multiple-answer question by group, as R wrote it.
struct Study {
    groups: usize,
    options: usize,
    patterns: Vec<u64>,
    sums: DesignSums,
}

fn study(v: &[f64]) -> Study {
    let (groups, width, options) = (v[0] as usize, v[1] as usize, v[2] as usize);
    let stratum = |s: &[f64]| StratumSums {
        n: s[0] as u64,
        population: None,
        cells: s[1..].chunks_exact(3).map(cell).collect(),
    };
    let (patterns, strata) = v[4..].split_at(width);
    Study {
        groups,
        options,
        patterns: patterns.iter().map(|&p| p as u64).collect(),
        sums: DesignSums {
            strata: strata
                .chunks_exact(1 + 3 * groups * width)
                .map(stratum)
                .collect(),
        },
    }
}

fn cell(c: &[f64]) -> CellSums {
    CellSums {
        count: c[0] as u64,
        weight: c[1],
        weight_sq: c[2],
    }
}

#[test]
fn agrees_with_r() {
    let inputs = VALUES.lines().filter(|line| line.starts_with("input;"));
    let studies: Vec<Study> = inputs
        .map(|line| study(&numbers(line.rsplit(';').next().expect("sums"))))
        .collect();
    let tolerance = |name: &str| match name {
        "mean" | "overlapping" | "r-indicator" | "logistic-term" | "detectable" => EXACT,
        _ => TAIL,
    };
    check(VALUES, tolerance, |name, v| match name {
        "logistic" | "logistic-term" => {
            regression(name, &studies[v[0] as usize - 1].sums, v[1] as usize)
        }
        "multiple" | "mean" | "quantile" => sampled(name, &studies[v[0] as usize - 1], &v[1..]),
        _ => plain(name, v),
    });
}

fn sampled(name: &str, study: &Study, v: &[f64]) -> Vec<f64> {
    let design = Design::new(&study.sums).expect("a design");
    let base: Vec<usize> = (0..design.totals().len()).collect();
    let values: Vec<f64> = base
        .iter()
        .map(|c| (c / study.patterns.len() + 1) as f64)
        .collect();
    let limits = |l: &Located| l.interval.map_or(vec![], |i| vec![i.low, i.high]);
    match name {
        "multiple" => {
            let t = design::multiple_answer(&design, study.groups, study.options, &study.patterns)
                .expect("a test");
            vec![
                t.pearson,
                t.overall.statistic,
                t.overall.ndf,
                t.overall.ddf,
                t.overall.p,
            ]
        }
        "mean" => {
            let mean = design::mean(&design, &base, &values, 0.95).expect("a mean");
            [
                vec![mean.value, mean.se.expect("linearised")],
                limits(&mean),
            ]
            .concat()
        }
        _ => {
            let quantile =
                design::quantile(&design, &base, &values, v[0], 0.95).expect("a quantile");
            [vec![quantile.value], limits(&quantile)].concat()
        }
    }
}

/// Outcome on a constant, the second group and the sizes after the first; sizes run fastest, then groups, then outcome.
fn regression(name: &str, sums: &DesignSums, sizes: usize) -> Vec<f64> {
    let cells = 0..4 * sizes;
    let outcome: Vec<bool> = cells.clone().map(|i| i >= 2 * sizes).collect();
    let row = |i: usize| {
        let (group, size) = (i / sizes % 2, i % sizes);
        let dummies = (1..sizes).map(move |s| f64::from(size == s));
        [1.0, group as f64].into_iter().chain(dummies)
    };
    let covariates: Vec<f64> = cells.flat_map(row).collect();
    let design = Design::new(sums).expect("a design");
    let fit = design::logistic(&design, &outcome, &covariates, 0.95).expect("a fit");
    if name == "logistic-term" {
        let sizes: Vec<usize> = (2..=sizes).collect();
        let f = fit.term(&sizes).expect("a test");
        return vec![f.statistic, f.ndf, f.ddf, f.p];
    }
    let column = |pick: fn(&design::Coefficient) -> f64| {
        fit.coefficients.iter().map(pick).collect::<Vec<f64>>()
    };
    [column(|c| c.estimate), column(|c| c.se), column(|c| c.p)].concat()
}

#[test]
fn regressions_without_an_answer_are_refused() {
    let fit = |cells: &[u64], covariates: &[f64]| {
        let sums = one_stratum(cells);
        let design = Design::new(&sums).expect("a design");
        design::logistic(&design, &[false, true, false, true], covariates, 0.95).err()
    };
    let groups = [1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0];
    assert_eq!(fit(&[5, 6, 7, 8], &groups), None);
    assert_eq!(fit(&[5, 0, 0, 8], &groups), Some(Refusal::Separated));
    assert_eq!(fit(&[5, 0, 6, 0], &groups), Some(Refusal::NothingToCompare));
    assert_eq!(
        fit(&[5, 6, 7, 8], &[1.0; 8]),
        Some(Refusal::NothingToCompare)
    );
    assert_eq!(fit(&[5, 6, 7, 8], &[1.0; 7]), Some(Refusal::OutOfRange));
}

fn plan(share: f64, population: f64, design_effect: f64, response: f64) -> Plan {
    let population = (population > 0.0).then_some(population as u64);
    Plan {
        share,
        level: 0.95,
        design_effect,
        response,
        population,
    }
}

fn plain(name: &str, v: &[f64]) -> Vec<f64> {
    let test = || {
        let (a, b) = (
            Column {
                share: v[0],
                base: v[1],
            },
            Column {
                share: v[2],
                base: v[3],
            },
        );
        overlap::overlapping(a, b, v[4]).expect("a test")
    };
    match name {
        "overlapping" => vec![test().t, test().df, test().p],
        "overlapping-z" => vec![test().t * test().t],
        "for-difference" => {
            let n = sample_size::for_difference(v[0], v[1], v[2], &plan(0.5, 0.0, 1.0, 1.0));
            vec![n.expect("a plan") as f64]
        }
        "for-margin" => {
            let n = sample_size::for_margin(v[0], &plan(v[1], v[2], v[3], v[4])).expect("a plan");
            assert_eq!(n.reachable, v[2] <= 0.0 || n.invitations as f64 <= v[2]);
            vec![n.answers as f64, n.invitations as f64]
        }
        "detectable" => {
            let gap =
                sample_size::detectable(v[0] as u64, v[1] as u64, v[2], &plan(0.5, 0.0, 1.0, 1.0));
            vec![gap.expect("a plan")]
        }
        "r-indicator" => {
            let classes: Vec<Share> = v
                .chunks_exact(2)
                .map(|c| share(c[0] as u64, c[1] as u64))
                .collect();
            let r = response::representativeness(&classes, 0.95).expect("answers");
            vec![r.indicator, r.largest_bias]
        }
        _ => panic!("no function {name}"),
    }
}

fn share(k: u64, n: u64) -> Share {
    Share::new(k, n).expect("a share")
}

fn one_stratum(cells: &[u64]) -> DesignSums {
    let cells: Vec<CellSums> = cells
        .iter()
        .map(|&count| CellSums::of_equal(count, 2.0))
        .collect();
    DesignSums {
        strata: vec![StratumSums {
            n: cells.iter().map(|c| c.count).sum(),
            population: None,
            cells,
        }],
    }
}

/// With one option, equal weights and no strata the overall test is that option's, and nearly Pearson's.
#[test]
fn one_option_is_one_table() {
    let sums = one_stratum(&[30, 12, 18, 25]);
    let design = Design::new(&sums).expect("a design");
    let test = design::multiple_answer(&design, 2, 1, &[0, 1]).expect("a test");
    let only = test.options[0].clone().expect("it varies");
    assert_eq!((only.test, only.holm), (test.overall, test.overall.p));
    let corrected = design::rao_scott(&design, 2, 2).expect("a test");
    assert!((test.pearson - corrected.pearson).abs() < 1e-9);
    assert!((test.overall.p - corrected.second.p).abs() < 0.01);
}

#[test]
fn multiple_answers_that_cannot_be_tested_are_refused() {
    let test = |cells: &[u64], groups, options, patterns: &[u64]| {
        let sums = one_stratum(cells);
        let design = Design::new(&sums).expect("a design");
        design::multiple_answer(&design, groups, options, patterns).err()
    };
    assert_eq!(test(&[3, 4, 5, 6], 2, 1, &[0, 1]), None);
    assert_eq!(
        test(&[3, 4, 5, 6], 2, 1, &[0]),
        Some(Refusal::WrongShape { rows: 2, cols: 1 })
    );
    assert_eq!(
        test(&[3, 4, 5, 6], 2, 65, &[0, 1]),
        Some(Refusal::WrongShape { rows: 2, cols: 2 })
    );
    assert_eq!(
        test(&[3, 4, 0, 0], 2, 1, &[0, 1]),
        Some(Refusal::NothingToCompare)
    );
    assert_eq!(
        test(&[3, 0, 5, 0], 2, 1, &[0, 1]),
        Some(Refusal::NoVariance)
    );
}

#[test]
fn a_difference_with_nought_combines_limits() {
    let compare = |cells: &[u64], level| {
        let sums = one_stratum(cells);
        let design = Design::new(&sums).expect("a design");
        let (one, two) = (
            Split {
                yes: &[0],
                no: &[1],
            },
            Split {
                yes: &[2],
                no: &[3],
            },
        );
        design::difference(&design, one, two, level).expect("a difference")
    };
    let d = compare(&[0, 40, 25, 35], 0.95);
    let interval = d.interval.expect("an interval");
    assert_eq!(
        (d.t, interval.method),
        (None, IntervalMethod::MoverKornGraubard)
    );
    assert!(
        interval.contains(d.value) && interval.high < 0.0,
        "{interval:?}"
    );
    let p = d.p.expect("agrees with the interval");
    assert!(p < 0.001, "{p}");
    let edge = compare(&[0, 40, 25, 35], 1.0 - p)
        .interval
        .expect("an interval");
    assert!(edge.high.abs() < 1e-4, "{edge:?}");
    assert!(compare(&[0, 9, 1, 8], 0.95).p > Some(0.05));
    assert_eq!(compare(&[0, 9, 0, 8], 0.95).p, Some(1.0));
    assert!(compare(&[9, 0, 0, 8], 0.95).p < Some(0.001));
}

/// Counts, then ruling and ground by the published standard.
#[test]
fn shares_are_ruled_on() {
    let ruling = |k, n| {
        let p = presentation::of_counts(share(k, n));
        (p.ruling, p.ground)
    };
    assert_eq!(ruling(3, 29), (Ruling::Suppress, Ground::SmallBase));
    assert_eq!(ruling(15, 35), (Ruling::Suppress, Ground::Wide));
    assert_eq!(ruling(2, 100), (Ruling::Suppress, Ground::WideForTheShare));
    assert_eq!(ruling(50, 100), (Ruling::Show, Ground::Firm));
    assert_eq!(ruling(1, 2000), (Ruling::Show, Ground::Firm));
    assert_eq!(ruling(0, 2000), (Ruling::Review, Ground::NoughtOrOne));
    let sums = one_stratum(&[50, 50]);
    let design = Design::new(&sums).expect("a design");
    let weighted = presentation::of_design(
        &design,
        Split {
            yes: &[0],
            no: &[1],
        },
    )
    .expect("a ruling");
    let plain = presentation::of_counts(share(50, 100));
    assert_eq!(
        (weighted.ruling, weighted.ground),
        (plain.ruling, plain.ground)
    );
    assert!(
        weighted.effective_base <= 100.0 && (weighted.width - plain.width).abs() < 0.002,
        "{weighted:?}"
    );
}

#[test]
fn response_rates_follow_the_definitions() {
    let cases = Disposition {
        complete: 500,
        partial: 20,
        refused: 80,
        not_reached: 300,
        other: 100,
        unknown: 1000,
    };
    let rates = response::rates(&cases, 0.5).expect("rates");
    let all = [
        rates.rr1, rates.rr2, rates.rr3, rates.rr4, rates.rr5, rates.rr6,
    ];
    let expected = [
        500.0 / 2000.0,
        520.0 / 2000.0,
        500.0 / 1500.0,
        520.0 / 1500.0,
        500.0 / 1000.0,
        520.0 / 1000.0,
    ];
    assert_eq!(all, expected.map(Some));
    assert_eq!(response::rates(&cases, 1.5), Err(Refusal::OutOfRange));
    assert_eq!(
        response::rates(&Disposition::default(), 0.5)
            .expect("rates")
            .rr1,
        None
    );
    assert_eq!(response::class_factor(120.0, 80.0), Ok(1.5));
    assert_eq!(response::class_factor(120.0, 0.0), Err(Refusal::EmptyBase));
    assert_eq!(
        response::class_factor(80.0, 120.0),
        Err(Refusal::OutOfRange)
    );
    assert_eq!(
        response::representativeness(&[share(0, 5); 2], 0.95),
        Err(Refusal::EmptyBase)
    );
    assert_eq!(
        response::representativeness(&[share(1, 5)], 0.95),
        Err(Refusal::NothingToCompare)
    );
}

/// Answers, minimum, strata as population × deviation, allocation.
#[test]
fn answers_are_allocated() {
    let neyman = |answers, least, layers: &[(u64, f64)]| {
        let layers: Vec<Layer> = layers
            .iter()
            .map(|&(population, deviation)| Layer {
                population,
                deviation,
            })
            .collect();
        sample_size::neyman(answers, &layers, least)
    };
    assert_eq!(
        neyman(60, 0, &[(100, 0.5), (200, 0.5), (300, 0.5)]),
        Ok(vec![10, 20, 30])
    );
    assert_eq!(neyman(60, 0, &[(100, 0.4), (100, 0.2)]), Ok(vec![40, 20]));
    assert_eq!(
        neyman(10, 0, &[(100, 0.5), (100, 0.5), (100, 0.5)]),
        Ok(vec![4, 3, 3])
    );
    assert_eq!(
        neyman(60, 2, &[(5, 0.5), (1000, 0.5), (10, 0.0)]),
        Ok(vec![2, 56, 2])
    );
    assert_eq!(neyman(40, 0, &[(10, 0.5), (40, 0.1)]), Ok(vec![10, 30]));
    assert_eq!(neyman(40, 0, &[(30, 0.0), (30, 0.0)]), Ok(vec![20, 20]));
    assert_eq!(
        neyman(61, 0, &[(30, 0.5), (30, 0.5)]),
        Err(Refusal::OutOfRange)
    );
    assert_eq!(
        neyman(3, 2, &[(30, 0.5), (30, 0.5)]),
        Err(Refusal::OutOfRange)
    );
}

#[test]
fn plans_that_make_no_sense_are_refused() {
    let (sound, refused) = (plan(0.5, 100.0, 1.0, 0.5), Err(Refusal::OutOfRange));
    for broken in [
        plan(0.0, 9.0, 1.0, 0.5),
        plan(0.5, 9.0, 0.0, 0.5),
        plan(0.5, 9.0, 1.0, 1.5),
        plan(f64::NAN, 9.0, 1.0, 1.0),
    ] {
        assert_eq!(
            sample_size::for_margin(0.05, &broken),
            Err(Refusal::OutOfRange)
        );
    }
    assert_eq!(
        sample_size::for_margin(0.0, &sound),
        Err(Refusal::OutOfRange)
    );
    assert_eq!(
        sample_size::for_difference(0.3, 0.3, 0.8, &sound),
        Err(Refusal::OutOfRange)
    );
    assert_eq!(sample_size::detectable(0, 10, 0.8, &sound), refused);
    let column = |share, base| Column { share, base };
    assert_eq!(
        overlap::overlapping(column(0.5, 10.0), column(0.4, 20.0), 11.0),
        Err(Refusal::OutOfRange)
    );
    assert_eq!(
        overlap::overlapping(column(1.0, 10.0), column(1.0, 20.0), 0.0),
        Err(Refusal::NoVariance)
    );
    assert_eq!(
        overlap::overlapping(column(0.5, 1.0), column(0.4, 1.0), 0.0),
        Err(Refusal::NoDegreesOfFreedom)
    );
}
