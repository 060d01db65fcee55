//! Stratified samples with weights against R's `survey`, and what cannot be estimated.

use crate::reference::{EXACT, TAIL, check, numbers};
use survey::inference::design::{
    self, CellSums, Design, DesignDifference, DesignSums, FTest, ShareMethod, Split, StratumSums,
};
use survey::inference::{IntervalMethod, Refusal};

const VALUES: &str = include_str!("../../../../tests/reference/design.csv");

/// A study as R wrote it: rows, columns and the sums.
struct Study {
    rows: usize,
    cols: usize,
    sums: DesignSums,
}

fn studies() -> Vec<Study> {
    let inputs = VALUES.lines().filter(|line| line.starts_with("input;"));
    inputs
        .map(|line| study(&numbers(line.rsplit(';').next().expect("sums"))))
        .collect()
}

fn study(v: &[f64]) -> Study {
    let (rows, cols) = (v[0] as usize, v[1] as usize);
    let stratum = |s: &[f64]| StratumSums {
        n: s[0] as u64,
        population: (s[1] > 0.0).then_some(s[1] as u64),
        cells: s[2..].chunks_exact(3).map(cell).collect(),
    };
    let strata = v[3..]
        .chunks_exact(2 + 3 * rows * cols)
        .map(stratum)
        .collect();
    Study {
        rows,
        cols,
        sums: DesignSums { strata },
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
    let studies = studies();
    check(VALUES, tolerance, |name, v| {
        let study = &studies[v[0] as usize - 1];
        let design = Design::new(&study.sums).expect("a design");
        compute(name, study, &design, &v[1..])
    });
}

fn tolerance(name: &str) -> f64 {
    match name {
        "share" | "total" | "covariance" | "kish" | "wilson" | "xlogit" | "asin" | "mean" => EXACT,
        // R draws lines between few points of the profile; "likelihood" holds the formula to the usual tolerance.
        "likelihood-r" => 0.1,
        "rao-scott" | "wald" | "difference" | "overlap" => EXACT,
        _ => TAIL,
    }
}

fn compute(name: &str, study: &Study, design: &Design, v: &[f64]) -> Vec<f64> {
    match name {
        "total" => {
            let total = design::total(design, &[v[0] as usize]).expect("a total");
            vec![total.value, total.se]
        }
        "covariance" => design::total_covariance(design),
        "difference" | "overlap" | "difference-p" | "overlap-p" => compare(name, study, design),
        "rao-scott" => {
            let test = design::rao_scott(design, study.rows, study.cols).expect("a test");
            // R prints the uncorrected statistic beside the corrected p-value.
            let first = vec![test.pearson, f64::from(test.first.df), test.first.p];
            [f_test(test.second), first].concat()
        }
        "wald" => {
            let test = design::wald(design, study.rows, study.cols).expect("a test");
            [f_test(test.plain), f_test(test.adjusted)].concat()
        }
        _ => split(name, design, v),
    }
}

fn f_test(f: FTest) -> Vec<f64> {
    vec![f.statistic, f.ndf, f.ddf, f.p]
}

fn split(name: &str, design: &Design, v: &[f64]) -> Vec<f64> {
    let cells: Vec<usize> = v.iter().map(|&c| c as usize).collect();
    let (yes, no) = (&cells[1..=cells[0]], &cells[cells[0] + 2..]);
    let split = Split { yes, no };
    let method = match name {
        "share" => {
            let s = design::share(design, split).expect("a share");
            let effect = s.design_effect.expect("between 0 and 1");
            return vec![s.value, s.se, s.n as f64, effect, s.convention.df as f64];
        }
        "kish" => {
            return vec![
                design::kish(design, &[yes, no].concat())
                    .expect("a base")
                    .design_effect,
            ];
        }
        "beta" => ShareMethod::KornGraubard,
        "xlogit" => ShareMethod::Logit,
        "asin" => ShareMethod::Asin,
        "mean" => ShareMethod::Linear,
        "wilson" => ShareMethod::Wilson,
        "likelihood" | "likelihood-r" => ShareMethod::Likelihood,
        _ => panic!("no function {name}"),
    };
    let interval = design::share_interval(design, split, method, 0.95).expect("an interval");
    vec![interval.low, interval.high]
}

/// Column 1 in row 1 against row 2, or against all rows.
fn compare(name: &str, study: &Study, design: &Design) -> Vec<f64> {
    let rows = |wanted: &dyn Fn(usize) -> bool| -> (Vec<usize>, Vec<usize>) {
        let cells = (0..study.rows * study.cols).filter(|i| wanted(i / study.cols));
        cells.partition(|i| i % study.cols == 0)
    };
    let (first, second) = (
        rows(&|r| r == 0),
        rows(&|r| name.starts_with("overlap") || r == 1),
    );
    let (one, two) = (
        Split {
            yes: &first.0,
            no: &first.1,
        },
        Split {
            yes: &second.0,
            no: &second.1,
        },
    );
    let DesignDifference {
        value,
        se,
        p,
        convention,
        ..
    } = design::difference(design, one, two, 0.95).expect("a difference");
    if name.ends_with("-p") {
        p.into_iter().collect()
    } else {
        vec![value, se, convention.df as f64]
    }
}

fn stratum(n: u64, population: Option<u64>, cells: &[(u64, f64)]) -> StratumSums {
    let cells = cells
        .iter()
        .map(|&(count, weight)| CellSums::of_equal(count, weight))
        .collect();
    StratumSums {
        n,
        population,
        cells,
    }
}

/// One line per case: the strata, then what the share of the first cell comes to.
#[test]
fn what_cannot_be_estimated_is_refused() {
    let share = |strata: Vec<StratumSums>| {
        let sums = DesignSums { strata };
        let design = Design::new(&sums)?;
        let split = Split {
            yes: &[0],
            no: &[1],
        };
        design::share(&design, split).map(|s| s.value)
    };
    let two = [(3, 2.0), (1, 2.0)];
    let full = || stratum(8, None, &two);
    assert_eq!(share(vec![full()]), Ok(0.75));
    assert_eq!(share(vec![]), Err(Refusal::EmptyBase));
    assert_eq!(
        share(vec![stratum(8, None, &[(0, 0.0); 2])]),
        Err(Refusal::EmptyBase)
    );
    let lonely = stratum(1, None, &[(1, 2.0), (0, 0.0)]);
    assert_eq!(
        share(vec![full(), lonely]),
        Err(Refusal::LonelyRespondent { stratum: 1 })
    );
    let lonely_outside = stratum(1, None, &[(0, 0.0); 2]);
    assert_eq!(share(vec![lonely_outside, full()]), Ok(0.75));
    let lonely_census = stratum(1, Some(1), &[(1, 2.0), (0, 0.0)]);
    assert_eq!(share(vec![full(), lonely_census]), Ok(0.8));
    let one_of_many = stratum(5, None, &[(1, 2.0), (0, 0.0)]);
    assert_eq!(share(vec![full(), one_of_many]), Ok(0.8));
    let inconsistent = Err(Refusal::InconsistentStratum { stratum: 0 });
    assert_eq!(share(vec![stratum(3, None, &two)]), inconsistent);
    assert_eq!(share(vec![stratum(8, Some(7), &two)]), inconsistent);
    let narrow = stratum(8, None, &[(3, 1.0)]);
    assert_eq!(
        share(vec![full(), narrow]),
        Err(Refusal::InconsistentStratum { stratum: 1 })
    );
    let broken = stratum(8, None, &[(3, f64::NAN), (1, 1.0)]);
    assert_eq!(share(vec![broken]), Err(Refusal::NotANumber { stratum: 0 }));
    let mut impossible = full();
    impossible.cells[0].weight_sq = 5.0;
    assert_eq!(share(vec![impossible]), inconsistent);
    let single = stratum(8, None, &[(1, 1.0), (0, 0.0)]);
    assert_eq!(share(vec![single]), Err(Refusal::NoDegreesOfFreedom));
}

#[test]
fn shares_of_nought_and_one_fall_back_and_say_so() {
    let interval = |strata: Vec<StratumSums>| {
        let sums = DesignSums { strata };
        let design = Design::new(&sums).expect("a design");
        let split = Split {
            yes: &[0],
            no: &[1],
        };
        design::share_interval(&design, split, ShareMethod::KornGraubard, 0.95)
            .expect("an interval")
    };
    let none = interval(vec![stratum(12, None, &[(0, 0.0), (12, 3.0)])]);
    assert_eq!(
        none,
        survey::inference::proportion::clopper_pearson(0, 12, 0.95)
    );
    let between = vec![
        stratum(6, None, &[(6, 1.0), (0, 0.0)]),
        stratum(6, None, &[(0, 0.0), (6, 1.0)]),
    ];
    assert_eq!(interval(between).method, IntervalMethod::ClopperPearson);
    let census = interval(vec![stratum(4, Some(4), &[(3, 1.0), (1, 1.0)])]);
    assert_eq!((census.low, census.high), (0.75, 0.75));
    let usual = interval(vec![stratum(12, None, &[(5, 3.0), (7, 3.0)])]);
    assert_eq!(usual.method, IntervalMethod::KornGraubard);
}

#[test]
fn tables_that_cannot_be_tested_are_refused() {
    let test = |cells: &[(u64, f64)], population| {
        let sums = DesignSums {
            strata: vec![stratum(40, population, cells)],
        };
        let design = Design::new(&sums).expect("a design");
        (
            design::rao_scott(&design, 2, 2).err(),
            design::wald(&design, 2, 2).err(),
        )
    };
    assert_eq!(
        test(&[(9, 1.0), (11, 1.0), (12, 1.0), (8, 1.0)], None),
        (None, None)
    );
    let nothing = Some(Refusal::NothingToCompare);
    assert_eq!(
        test(&[(9, 1.0), (0, 0.0), (12, 1.0), (0, 0.0)], None),
        (nothing.clone(), nothing)
    );
    let still = Some(Refusal::NoVariance);
    assert_eq!(
        test(&[(9, 1.0), (11, 1.0), (12, 1.0), (8, 1.0)], Some(40)),
        (still.clone(), still)
    );
    let shape = Some(Refusal::WrongShape { rows: 2, cols: 2 });
    assert_eq!(
        test(&[(9, 1.0), (11, 1.0), (12, 1.0)], None),
        (shape.clone(), shape)
    );
}
