//! Tests on tables counted from answers: the right one is chosen and named, the wrong one refused with the reason.

mod everything;
pub mod pairs;
mod sample;

pub use everything::{FAMILY, PairTest, all_pairs};
pub use sample::Sample;

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
}

impl Method {
    /// Stable kebab-case name; the words are found under `method-NAME`.
    pub const fn key(self) -> &'static str {
        match self {
            Method::Pearson => "pearson",
            Method::FisherFreemanHalton => "fisher-freeman-halton",
            Method::RaoScott => "rao-scott",
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
    /// The unadjusted p.
    pub fn p(&self) -> Option<f64> {
        match self {
            Outcome::Tested { p, .. } => Some(*p),
            Outcome::Refused(_) => None,
        }
    }
}
