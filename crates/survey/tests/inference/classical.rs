//! Intervals, 2×2 and R×C tests and p-value adjustment against R.

use crate::reference::{EXACT, TAIL, check};
use survey::inference::fisher::{Effort, Side};
use survey::inference::pearson::ChiSquare;
use survey::inference::{
    Counts, Interval, Refusal, Share, adjust, difference, fisher, pearson, proportion, special,
};

#[test]
fn agrees_with_r() {
    check(
        include_str!("../../../../tests/reference/classical.csv"),
        tolerance,
        compute,
    );
}

fn tolerance(name: &str) -> f64 {
    match name {
        "cohens-h" | "adjusted-residuals" | "cramers-v" | "expected-counts" | "wald" | "wilson"
        | "newcombe" => EXACT,
        "fisher" | "fisher-greater" | "fisher-less" | "fisher-rxc" => EXACT,
        "bonferroni" | "holm" | "hochberg" | "hommel" | "BH" | "BY" => 1e-12,
        "f-sf" | "chi-square-sf" | "t-critical" => EXACT,
        _ => TAIL,
    }
}

fn compute(name: &str, v: &[f64]) -> Vec<f64> {
    interval(name, v)
        .or_else(|| pair(name, v))
        .or_else(|| table(name, v))
        .or_else(|| family(name, v))
        .or_else(|| tail(name, v))
        .unwrap_or_else(|| panic!("no function {name}"))
}

fn limits(i: Interval) -> Vec<f64> {
    vec![i.low, i.high]
}

fn interval(name: &str, v: &[f64]) -> Option<Vec<f64>> {
    let method = match name {
        "wilson" => proportion::wilson,
        "clopper-pearson" => proportion::clopper_pearson,
        "jeffreys" => proportion::jeffreys,
        "agresti-coull" => proportion::agresti_coull,
        "wald" => proportion::wald,
        _ => return None,
    };
    Some(limits(method(v[0] as u64, v[1] as u64, v[2])))
}

fn share(v: &[f64; 2]) -> Option<Share> {
    Share::new(v[0] as u64, v[1] as u64)
}

fn pair(name: &str, v: &[f64]) -> Option<Vec<f64>> {
    let (a, b) = (share(v.first_chunk()?)?, share(v.last_chunk()?)?);
    Some(match name {
        "newcombe" => limits(difference::newcombe(a, b, 0.95)),
        "cohens-h" => vec![difference::cohens_h(a, b)],
        "odds-ratio" => {
            let odds = difference::odds_ratio(a, b, 0.95);
            [
                odds.estimate.into_iter().collect(),
                odds.interval.map_or(vec![], limits),
            ]
            .concat()
        }
        "fisher" => vec![fisher::two_sided(a, b)],
        "fisher-greater" => vec![fisher::one_sided(a, b, Side::Greater)],
        "fisher-less" => vec![fisher::one_sided(a, b, Side::Less)],
        _ => return None,
    })
}

fn counts(v: &[f64]) -> Counts {
    Counts::new(
        v[0] as usize,
        v[1] as usize,
        v[2..].iter().map(|&c| c as u64).collect(),
    )
    .expect("a table")
}

fn triple(test: Result<ChiSquare, Refusal>) -> Vec<f64> {
    test.map_or(vec![], |t| vec![t.statistic, f64::from(t.df), t.p])
}

fn table(name: &str, v: &[f64]) -> Option<Vec<f64>> {
    Some(match name {
        "chi-square" => triple(pearson::chi_square(&counts(v))),
        "likelihood-ratio" => triple(pearson::likelihood_ratio(&counts(v))),
        "yates" => triple(pearson::yates(&counts(v))),
        "adjusted-residuals" => pearson::adjusted_residuals(&counts(v)),
        "cramers-v" => pearson::cramers_v(&counts(v)).into_iter().collect(),
        "expected-counts" => pearson::expected_counts(&counts(v))
            .map_or(vec![], |e| vec![e.smallest, e.under_five as f64]),
        "fisher-rxc" => fisher::rxc(&counts(v), &Effort::default())
            .into_iter()
            .map(|f| f.p)
            .collect(),
        _ => return None,
    })
}

fn family(name: &str, v: &[f64]) -> Option<Vec<f64>> {
    Some(match name {
        "bonferroni" => adjust::bonferroni(v),
        "holm" => adjust::holm(v),
        "hochberg" => adjust::hochberg(v),
        "hommel" => adjust::hommel(v),
        "BH" => adjust::benjamini_hochberg(v),
        "BY" => adjust::benjamini_yekutieli(v),
        _ => return None,
    })
}

fn tail(name: &str, v: &[f64]) -> Option<Vec<f64>> {
    Some(vec![match name {
        "chi-square-sf" => special::chi_square_sf(v[0], v[1]),
        "f-sf" => special::f_sf(v[0], v[1], v[2]),
        "t-critical" => special::t_critical(v[0], v[1]),
        _ => return None,
    }])
}

#[test]
fn the_far_end_of_large_bases_ends() {
    let share = |k| Share::new(k, 1 << 30).expect("a share");
    let (a, b) = (share(1 << 29), share(1 << 28));
    assert_eq!(fisher::two_sided(a, b), 0.0);
    let sides = [
        (a, b, Side::Greater),
        (a, b, Side::Less),
        (b, a, Side::Less),
    ];
    assert_eq!(
        sides.map(|(a, b, side)| fisher::one_sided(a, b, side)),
        [0.0, 1.0, 0.0]
    );
}

/// Exact enumeration and Monte Carlo must tell the same story within the error Monte Carlo states.
#[test]
fn monte_carlo_meets_the_exact_value() {
    for cells in [
        vec![20, 9, 14, 42, 33, 23, 41, 40, 12],
        vec![10, 3, 2, 4, 6, 8, 1, 1, 9],
    ] {
        let table = Counts::new(3, 3, cells).expect("a table");
        let exact = fisher::rxc(&table, &Effort::default()).expect("exact");
        let drawn = fisher::rxc(
            &table,
            &Effort {
                steps: 0,
                draws: 20_000,
                seed: 7,
            },
        )
        .expect("drawn");
        assert_eq!(
            (exact.draws, exact.standard_error, drawn.draws),
            (0, 0.0, 20_000)
        );
        assert!(
            (exact.p - drawn.p).abs() < 4.0 * drawn.standard_error,
            "{exact:?} {drawn:?}"
        );
        assert_eq!(
            drawn,
            fisher::rxc(
                &table,
                &Effort {
                    steps: 0,
                    draws: 20_000,
                    seed: 7
                }
            )
            .expect("again")
        );
    }
}

#[test]
fn what_cannot_be_tested_is_refused() {
    let table = |rows, cols, cells: &[u64]| Counts::new(rows, cols, cells.to_vec());
    assert_eq!(table(2, 2, &[1, 2, 3]), None);
    assert_eq!(table(0, 0, &[]), None);
    assert_eq!(table(1, 2, &[u64::MAX, 1]), None);
    assert_eq!(Share::new(3, 2), None);
    assert_eq!(Share::new(0, 0), None);
    let empty_column = table(2, 2, &[3, 0, 4, 0]).expect("a table");
    assert_eq!(
        pearson::chi_square(&empty_column),
        Err(Refusal::NothingToCompare)
    );
    assert_eq!(
        pearson::yates(&empty_column),
        Err(Refusal::NothingToCompare)
    );
    assert_eq!(
        fisher::rxc(&empty_column, &Effort::default()),
        Err(Refusal::NothingToCompare)
    );
    let wide = table(2, 3, &[1, 2, 3, 4, 5, 6]).expect("a table");
    assert_eq!(
        pearson::yates(&wide),
        Err(Refusal::WrongShape { rows: 2, cols: 2 })
    );
    assert_eq!(
        survey::inference::classical_allowed(true),
        Err(Refusal::ClassicalOnWeighted)
    );
    assert_eq!(survey::inference::classical_allowed(false), Ok(()));
}
