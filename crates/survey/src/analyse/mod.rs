//! Tests on tables counted from answers: the right one is chosen and named, the wrong one refused with the reason.

mod adjusted;
mod crossed;
mod everything;
pub mod pairs;
mod sample;

pub use adjusted::{Adjusted, AdjustedRequest, adjusted, adjusted_table};
pub use crossed::{OptionOutcome, TableTest, crossed};
pub use everything::{FAMILY, PairTest, all_pairs};
pub use sample::Sample;

use crate::inference::design::FTest;
use crate::inference::pearson::ChiSquare;
use serde::Serialize;

/// The tests, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Pearson's χ² on plain counts.
    Pearson,
    /// Fisher, Freeman & Halton, where Cochran's rule on expected counts fails; Monte Carlo if the exact sum is out of reach.
    FisherFreemanHalton,
    /// Rao & Scott's second-order F: design-based.
    RaoScott,
    /// Bilder & Loughin's test of a multiple answer by group, second-order F.
    BilderLoughin,
    /// Cochran, Mantel & Haenszel's χ² of two groups within strata, without continuity correction.
    MantelHaenszel,
    /// Breslow & Day's χ² of whether the odds ratio is the same in all strata.
    BreslowDay,
}

impl Method {
    /// Stable kebab-case name; the words are found under `method-NAME`.
    pub const fn key(self) -> &'static str {
        match self {
            Method::Pearson => "pearson",
            Method::FisherFreemanHalton => "fisher-freeman-halton",
            Method::RaoScott => "rao-scott",
            Method::BilderLoughin => "bilder-loughin",
            Method::MantelHaenszel => "mantel-haenszel",
            Method::BreslowDay => "breslow-day",
        }
    }
}

/// What a test came to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is", content = "value")]
pub enum Outcome {
    /// A p-value, with what it rests on.
    Tested {
        /// Which test.
        method: Method,
        /// Its statistic, where it has one.
        statistic: Option<f64>,
        /// Degrees of freedom; two for an F.
        df: Option<(f64, Option<f64>)>,
        /// Unadjusted p.
        p: f64,
        /// Standard error of a p by Monte Carlo.
        standard_error: Option<f64>,
    },
    /// No test, and the code of the reason (words under `refusal-CODE`).
    Refused(&'static str),
}

impl Outcome {
    fn chi_square(method: Method, found: &ChiSquare) -> Outcome {
        Outcome::Tested {
            method,
            statistic: Some(found.statistic),
            df: Some((f64::from(found.df), None)),
            p: found.p,
            standard_error: None,
        }
    }

    fn f_test(method: Method, found: &FTest) -> Outcome {
        Outcome::Tested {
            method,
            statistic: Some(found.statistic),
            df: Some((found.ndf, Some(found.ddf))),
            p: found.p,
            standard_error: None,
        }
    }

    /// The unadjusted p.
    pub fn p(&self) -> Option<f64> {
        match self {
            Outcome::Tested { p, .. } => Some(*p),
            Outcome::Refused(_) => None,
        }
    }
}

#[cfg(test)]
mod tests;
