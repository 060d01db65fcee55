//! Laws of the design-based methods, whatever the sample.

use proptest::prelude::*;
use survey::inference::design::{
    self, CellSums, Design, DesignSums, RaoScott, ShareMethod, Split, StratumSums,
};
use survey::inference::{Counts, Refusal, pearson};

const METHODS: [ShareMethod; 6] = [
    ShareMethod::KornGraubard,
    ShareMethod::Logit,
    ShareMethod::Asin,
    ShareMethod::Wilson,
    ShareMethod::Likelihood,
    ShareMethod::Linear,
];

/// One respondent: stratum, row, column, weight.
type Answer = (usize, usize, usize, f64);

fn answers() -> impl Strategy<Value = Vec<Answer>> {
    prop::collection::vec((0usize..3, 0usize..3, 0usize..3, 0.2f64..5.0), 20..120)
}

fn sums(answers: &[Answer], outside: u64) -> DesignSums {
    let strata = (0..3).map(|h| {
        let mut cells = vec![CellSums::default(); 9];
        let inside = answers.iter().filter(|a| a.0 == h);
        inside.clone().for_each(|a| cells[a.1 * 3 + a.2].add(a.3));
        StratumSums {
            n: inside.count() as u64 + outside,
            population: None,
            cells,
        }
    });
    DesignSums {
        strata: strata.collect(),
    }
}

fn test(answers: &[Answer]) -> Result<RaoScott, Refusal> {
    let sums = sums(answers, 2);
    design::rao_scott(&Design::new(&sums)?, 3, 3)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-8 * (1.0 + a.abs().min(b.abs()))
}

fn same(one: &Result<RaoScott, Refusal>, two: &Result<RaoScott, Refusal>) -> bool {
    match (one, two) {
        (Ok(a), Ok(b)) => {
            near(a.second.statistic, b.second.statistic)
                && near(a.second.ndf, b.second.ndf)
                && near(a.second.p, b.second.p)
                && near(a.first.p, b.first.p)
        }
        (a, b) => a == b,
    }
}

proptest! {
    #[test]
    fn tests_know_neither_order_nor_unit(answers in answers()) {
        let plain = test(&answers);
        let change = |f: fn(Answer) -> Answer| test(&answers.iter().copied().map(f).collect::<Vec<_>>());
        prop_assert!(same(&plain, &change(|(h, r, c, w)| (h, 2 - r, c, w))), "rows turned");
        prop_assert!(same(&plain, &change(|(h, r, c, w)| (h, r, (c + 1) % 3, w))), "columns shifted");
        prop_assert!(same(&plain, &change(|(h, r, c, w)| (h, c, r, w))), "rows and columns swapped");
        prop_assert!(same(&plain, &change(|(h, r, c, w)| ((h + 1) % 3, r, c, w))), "strata shifted");
        prop_assert!(same(&plain, &change(|(h, r, c, w)| (h, r, c, 2.0 * w))), "weights doubled");
        if let Ok(t) = plain {
            prop_assert!([t.first.p, t.second.p].iter().all(|p| (0.0..=1.0).contains(p)), "{:?}", t);
            prop_assert!(t.second.ndf <= f64::from(t.first.df) + 1e-9, "{:?}", t);
        }
    }

    #[test]
    fn without_strata_and_weights_the_test_is_pearsons(cells in prop::collection::vec(1u64..30, 6)) {
        let n = cells.iter().sum();
        let stratum = StratumSums {
            n,
            population: None,
            cells: cells.iter().map(|&count| CellSums::of_equal(count, 7.0)).collect(),
        };
        let sums = DesignSums { strata: vec![stratum] };
        let corrected = design::rao_scott(&Design::new(&sums).expect("a design"), 2, 3).expect("a test");
        let plain = pearson::chi_square(&Counts::new(2, 3, cells).expect("a table")).expect("a test");
        prop_assert!(near(corrected.pearson, plain.statistic));
        prop_assert!(near(corrected.first.statistic, plain.statistic * (n as f64 - 1.0) / n as f64));
        prop_assert!(near(corrected.second.ndf, 2.0));
    }

    #[test]
    fn a_share_mirrors_its_complement(answers in answers(), level in 0.6f64..0.99) {
        let sums = sums(&answers, 1);
        let design = Design::new(&sums).expect("nobody is alone");
        let (yes, no) = (Split { yes: &[0, 3, 6], no: &[1, 2, 4, 5, 7, 8] }, Split { yes: &[1, 2, 4, 5, 7, 8], no: &[0, 3, 6] });
        let (a, b) = (design::share(&design, yes).expect("a share"), design::share(&design, no).expect("a share"));
        prop_assert!(near(a.value, 1.0 - b.value) && near(a.se, b.se) && a.convention == b.convention);
        for method in METHODS {
            let (i, j) = (design::share_interval(&design, yes, method, level), design::share_interval(&design, no, method, level));
            let (i, j) = (i.expect("an interval"), j.expect("an interval"));
            prop_assert!(i.contains(a.value), "{:?}", i);
            prop_assert!(near(i.low, 1.0 - j.high) && near(i.high, 1.0 - j.low), "{:?} {:?}", i, j);
        }
    }

    #[test]
    fn differences_turn_their_sign_and_vanish_against_themselves(answers in answers()) {
        let sums = sums(&answers, 1);
        let design = Design::new(&sums).expect("nobody is alone");
        let (one, two) = (Split { yes: &[0], no: &[1, 2] }, Split { yes: &[0, 3], no: &[1, 2, 4, 5] });
        if let (Ok(a), Ok(b)) = (design::difference(&design, one, two, 0.95), design::difference(&design, two, one, 0.95)) {
            prop_assert!(near(a.value, -b.value) && near(a.se, b.se));
            let zero = design::difference(&design, one, one, 0.95).expect("the same base");
            prop_assert!(zero.value == 0.0 && zero.se == 0.0 && zero.p.is_none_or(|p| p == 1.0), "{:?}", zero);
        }
    }

    #[test]
    fn covariance_of_totals_adds_up(answers in answers()) {
        let sums = sums(&answers, 3);
        let design = Design::new(&sums).expect("nobody is alone");
        let all: f64 = design::total_covariance(&design).iter().sum();
        let whole = design::total(&design, &[0, 1, 2, 3, 4, 5, 6, 7, 8]).expect("a total");
        prop_assert!(near(all, whole.se * whole.se));
        prop_assert!(near(all, design.variance(&[1.0; 9])));
    }

    #[test]
    fn finer_cells_change_no_share(answers in answers()) {
        let (fine, coarse) = (sums(&answers, 1), merged(&sums(&answers, 1)));
        let (fine, coarse) = (Design::new(&fine).expect("fine"), Design::new(&coarse).expect("coarse"));
        let a = design::share(&fine, Split { yes: &[0, 1, 2], no: &[3, 4, 5, 6, 7, 8] }).expect("a share");
        let b = design::share(&coarse, Split { yes: &[0], no: &[1, 2] }).expect("a share");
        prop_assert!(near(a.value, b.value) && near(a.se, b.se) && a.convention == b.convention);
    }
}

/// Rows of cells put together.
fn merged(sums: &DesignSums) -> DesignSums {
    let whole = |cells: &[CellSums]| CellSums {
        count: cells.iter().map(|c| c.count).sum(),
        weight: cells.iter().map(|c| c.weight).sum(),
        weight_sq: cells.iter().map(|c| c.weight_sq).sum(),
    };
    let stratum = |s: &StratumSums| StratumSums {
        cells: s.cells.chunks_exact(3).map(whole).collect(),
        ..*s
    };
    DesignSums {
        strata: sums.strata.iter().map(stratum).collect(),
    }
}
