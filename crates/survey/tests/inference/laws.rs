//! Laws that hold for every input, whatever the numbers.

use proptest::prelude::*;
use survey::inference::fisher::{Effort, Side};
use survey::inference::stratified::{self, Continuity, Pair};
use survey::inference::{Counts, Interval, Share, adjust, difference, fisher, pearson, proportion};

const METHODS: [fn(u64, u64, f64) -> Interval; 5] = [
    proportion::wilson,
    proportion::clopper_pearson,
    proportion::jeffreys,
    proportion::agresti_coull,
    proportion::wald,
];

const SMALL: Effort = Effort {
    steps: 50_000,
    draws: 500,
    seed: 1,
};

fn shares() -> impl Strategy<Value = Share> {
    (1u64..400)
        .prop_flat_map(|n| (0..=n, Just(n)))
        .prop_map(|(k, n)| Share::new(k, n).expect("k is at most n"))
}

fn tables() -> impl Strategy<Value = Counts> {
    (2usize..5, 2usize..5).prop_flat_map(|(r, c)| {
        prop::collection::vec(0u64..7, r * c)
            .prop_map(move |cells| Counts::new(r, c, cells).expect("small"))
    })
}

/// Rows in reverse, then columns and rows swapped.
fn turned(t: &Counts) -> Counts {
    let cells = (0..t.cols())
        .flat_map(|c| (0..t.rows()).rev().map(move |r| t.get(r, c)))
        .collect();
    Counts::new(t.cols(), t.rows(), cells).expect("same cells")
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1.0 + a.abs())
}

proptest! {
    #[test]
    fn intervals_contain_the_share_and_mirror_its_complement(s in shares(), level in 0.5f64..0.999) {
        for method in METHODS {
            let (yes, no) = (method(s.k(), s.n(), level), method(s.n() - s.k(), s.n(), level));
            prop_assert!(yes.contains(s.proportion()), "{:?}", yes);
            prop_assert!(near(yes.low, 1.0 - no.high) && near(yes.high, 1.0 - no.low), "{:?} {:?}", yes, no);
        }
    }

    #[test]
    fn exact_interval_holds_the_jeffreys_interval(s in shares()) {
        let (exact, bayes) = (proportion::clopper_pearson(s.k(), s.n(), 0.95), proportion::jeffreys(s.k(), s.n(), 0.95));
        prop_assert!(exact.low <= bayes.low + 1e-12 && bayes.high <= exact.high + 1e-12);
    }

    #[test]
    fn a_difference_turns_its_sign_with_its_sides(a in shares(), b in shares()) {
        let (ab, ba) = (difference::newcombe(a, b, 0.95), difference::newcombe(b, a, 0.95));
        prop_assert!(near(ab.low, -ba.high) && near(ab.high, -ba.low));
        prop_assert!(ab.contains(a.proportion() - b.proportion()));
        prop_assert!(near(difference::cohens_h(a, b), -difference::cohens_h(b, a)));
    }

    #[test]
    fn fisher_is_a_probability_and_knows_no_order(a in shares(), b in shares()) {
        let p = fisher::two_sided(a, b);
        prop_assert!((0.0..=1.0).contains(&p));
        prop_assert!(near(p, fisher::two_sided(b, a)) && near(p, fisher::two_sided(a.complement(), b.complement())));
        let (up, down) = (fisher::one_sided(a, b, Side::Greater), fisher::one_sided(a, b, Side::Less));
        prop_assert!(up + down >= 1.0 - 1e-9 && up <= 1.0 && down <= 1.0);
        prop_assert!(p >= up.min(down) - 1e-12);
    }

    #[test]
    fn halton_of_two_by_two_is_fisher(a in shares(), b in shares()) {
        if let Ok(table) = fisher::rxc(&Counts::of_shares(a, b), &Effort::default()) {
            prop_assert!((table.p / fisher::two_sided(a, b) - 1.0).abs() < 1e-7, "{:?}", table);
        }
    }

    #[test]
    fn tables_know_no_order(t in tables()) {
        let turned = turned(&t);
        match (pearson::chi_square(&t), pearson::chi_square(&turned)) {
            (Ok(a), Ok(b)) => prop_assert!(near(a.statistic, b.statistic) && a.df == b.df && (0.0..=1.0).contains(&a.p)),
            (a, b) => prop_assert_eq!(a, b),
        }
        if let (Ok(a), Ok(b)) = (fisher::rxc(&t, &SMALL), fisher::rxc(&turned, &SMALL)) {
            prop_assert!(a.draws > 0 || b.draws > 0 || near(a.p, b.p), "{:?} {:?}", a, b);
            prop_assert!((0.0..=1.0).contains(&a.p));
        }
    }

    #[test]
    fn squared_residuals_of_two_by_two_are_pearsons_statistic(a in shares(), b in shares()) {
        let table = Counts::of_shares(a, b);
        if let Ok(test) = pearson::chi_square(&table) {
            for residual in pearson::adjusted_residuals(&table) {
                prop_assert!(near(residual * residual, test.statistic));
            }
        }
    }

    #[test]
    fn adjustment_never_lowers_p_nor_turns_its_order(p in prop::collection::vec(0.0f64..=1.0, 1..20)) {
        let (holm, bonferroni, hochberg) = (adjust::holm(&p), adjust::bonferroni(&p), adjust::hochberg(&p));
        for i in 0..p.len() {
            prop_assert!(p[i] <= hochberg[i] && hochberg[i] <= holm[i] && holm[i] <= bonferroni[i] && bonferroni[i] <= 1.0);
            for j in 0..p.len() {
                prop_assert!(p[i] > p[j] || holm[i] <= holm[j], "{:?} {:?}", p, holm);
            }
        }
        let hommel = adjust::hommel(&p);
        prop_assert!((0..p.len()).all(|i| p[i] <= hommel[i] && hommel[i] <= hochberg[i] + 1e-12));
        let (one, two) = (adjust::benjamini_hochberg(&p), adjust::benjamini_yekutieli(&p));
        prop_assert!((0..p.len()).all(|i| p[i] <= one[i] && one[i] <= two[i]));
    }

    #[test]
    fn stratified_tests_know_neither_order_nor_sides(pairs in prop::collection::vec((shares(), shares()), 2..6)) {
        let strata: Vec<Pair> = pairs.iter().map(|&(a, b)| Pair { a, b }).collect();
        let turned: Vec<Pair> = pairs.iter().rev().map(|&(a, b)| Pair { a: b, b: a }).collect();
        let plain = Continuity::Uncorrected;
        match (stratified::mantel_haenszel(&strata, plain), stratified::mantel_haenszel(&turned, plain)) {
            (Ok(one), Ok(two)) => prop_assert!(near(one.statistic, two.statistic) && (0.0..=1.0).contains(&one.p)),
            (one, two) => prop_assert_eq!(one, two),
        }
        if let (Ok(one), Ok(two)) = (stratified::common_odds(&strata, 0.95), stratified::common_odds(&turned, 0.95)) {
            prop_assert!(near(one.estimate * two.estimate, 1.0) && near(one.interval.low * two.interval.high, 1.0));
            prop_assert!(one.interval.contains(one.estimate));
            let (x, y) = (stratified::breslow_day(&strata), stratified::breslow_day(&turned));
            if let (Ok(x), Ok(y)) = (x, y) {
                prop_assert!((x.statistic - y.statistic).abs() <= 1e-6 * (1.0 + x.statistic), "{:?} {:?}", x, y);
            }
        }
        let weights = vec![1.0; strata.len()];
        let one = stratified::standardised_difference(&strata, &weights, 0.95).expect("weights");
        let two = stratified::standardised_difference(&turned, &weights, 0.95).expect("weights");
        prop_assert!(near(one.interval.low, -two.interval.high) && one.interval.contains(one.difference));
    }
}
