//! Stratified, paired and ordered counts against R.

use crate::reference::{EXACT, TAIL, check};
use survey::inference::paired::{self, Pairs};
use survey::inference::pearson::ChiSquare;
use survey::inference::stratified::{self, Continuity, Pair};
use survey::inference::{Counts, Refusal, Share, trend};

#[test]
fn agrees_with_r() {
    check(
        include_str!("../../../../tests/reference/strata.csv"),
        |name| match name {
            "standardised" | "newcombe-paired" => EXACT,
            _ => TAIL,
        },
        |name, v| match name {
            "mcnemar" | "newcombe-paired" => pairs(name, v),
            "trend" | "linear-by-linear" => ordered(name, v),
            _ => layers(name, v),
        },
    );
}

fn share(k: f64, n: f64) -> Share {
    Share::new(k as u64, n as u64).expect("a share")
}

fn strata(v: &[f64]) -> Vec<Pair> {
    let pair = |s: &[f64]| Pair {
        a: share(s[0], s[1]),
        b: share(s[2], s[3]),
    };
    v.chunks_exact(4).map(pair).collect()
}

fn statistic(test: Result<ChiSquare, Refusal>) -> Vec<f64> {
    test.map_or(vec![], |t| vec![t.statistic, t.p])
}

fn layers(name: &str, v: &[f64]) -> Vec<f64> {
    let strata = strata(v);
    let mantel_haenszel = |c| statistic(stratified::mantel_haenszel(&strata, c));
    match name {
        "mantel-haenszel" => mantel_haenszel(Continuity::Uncorrected),
        "mantel-haenszel-corrected" => mantel_haenszel(Continuity::Corrected),
        "breslow-day" => statistic(stratified::breslow_day(&strata)),
        "common-odds" => {
            let odds = stratified::common_odds(&strata, 0.95).expect("an odds ratio");
            vec![odds.estimate, odds.interval.low, odds.interval.high]
        }
        "standardised" => {
            let weights: Vec<f64> = (1..=strata.len()).map(|w| w as f64).collect();
            let d = stratified::standardised_difference(&strata, &weights, 0.95).expect("weights");
            vec![d.difference, d.interval.low, d.interval.high]
        }
        _ => panic!("no function {name}"),
    }
}

fn pairs(name: &str, v: &[f64]) -> Vec<f64> {
    let [both, first, second, neither] = [v[0], v[1], v[2], v[3]].map(|x| x as u64);
    let pairs = Pairs {
        both,
        first,
        second,
        neither,
    };
    if name == "newcombe-paired" {
        let i = paired::newcombe(&pairs, 0.95).expect("respondents");
        return vec![i.low, i.high];
    }
    let m = paired::mcnemar(&pairs).expect("some changed");
    [
        statistic(Ok(m.plain)),
        statistic(Ok(m.corrected)),
        vec![m.exact],
    ]
    .concat()
}

fn ordered(name: &str, v: &[f64]) -> Vec<f64> {
    let scores = |n: usize| -> Vec<f64> { (1..=n).map(|s| s as f64).collect() };
    let test = if name == "trend" {
        let (k, n) = v.split_at(v.len() / 2);
        let groups: Vec<Share> = k.iter().zip(n).map(|(&k, &n)| share(k, n)).collect();
        trend::cochran_armitage(&groups, &scores(groups.len()))
    } else {
        let (rows, cols) = (v[0] as usize, v[1] as usize);
        let cells = v[2..].iter().map(|&c| c as u64).collect();
        let table = Counts::new(rows, cols, cells).expect("a table");
        trend::linear_by_linear(&table, &scores(rows), &scores(cols))
    };
    statistic(test.map(|t| t.test))
}

#[test]
fn one_stratum_is_the_plain_method() {
    let pair = Pair {
        a: share(30.0, 40.0),
        b: share(60.0, 120.0),
    };
    let one = stratified::standardised_difference(&[pair], &[3.0], 0.95).expect("one stratum");
    let plain = survey::inference::difference::newcombe(pair.a, pair.b, 0.95);
    assert!((one.interval.low - plain.low).abs() < 1e-14);
    assert!((one.interval.high - plain.high).abs() < 1e-14);
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let silent = Pair {
        a: share(0.0, 5.0),
        b: share(0.0, 7.0),
    };
    let corrected = Continuity::Corrected;
    assert_eq!(
        stratified::mantel_haenszel(&[], corrected),
        Err(Refusal::NoVariance)
    );
    assert_eq!(
        stratified::mantel_haenszel(&[silent; 2], corrected),
        Err(Refusal::NoVariance)
    );
    assert_eq!(
        stratified::common_odds(&[silent], 0.95),
        Err(Refusal::NoVariance)
    );
    assert_eq!(
        stratified::breslow_day(&[silent; 3]),
        Err(Refusal::NothingToCompare)
    );
    let zero = stratified::standardised_difference(&[silent], &[0.0], 0.95);
    assert_eq!(zero, Err(Refusal::OutOfRange));
    let nobody = Pairs {
        both: 4,
        first: 0,
        second: 0,
        neither: 2,
    };
    assert_eq!(paired::mcnemar(&nobody), Err(Refusal::NoVariance));
    assert_eq!(
        trend::cochran_armitage(&[silent.a], &[1.0]),
        Err(Refusal::NoVariance)
    );
    assert_eq!(
        trend::cochran_armitage(&[silent.a], &[]),
        Err(Refusal::OutOfRange)
    );
}
