//! Weights as exact integers of one common scale, so that weighted counts are sums of integers until the last division.
//!
//! A weight of 2.5 with scale 10 is stored as 25. Percentages are ratios of such sums and do not depend on the scale.

mod population;
mod rake;
mod summary;

pub use population::FIXED_SCALE;
pub use rake::{Margin, Raked, Raking, rake};
pub use summary::Summary;

use crate::answers::Bits;
use crate::answers::GivenWeights;
use crate::{Place, Problem};

/// The largest scaled weight: its square, summed over 2^27 respondents, stays within 128 bits.
pub const LARGEST: u64 = 1 << 50;
/// The most respondents one set of answers may have.
pub const MOST_RESPONDENTS: usize = 1 << 27;

/// Where weights come from; printed in the note under a weighted table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WeightSource {
    /// Everybody counts one.
    Unit,
    /// Population of the stratum over its respondents.
    Population,
    /// Given with the answers.
    Given,
    /// Raked to margins.
    Raked,
}

impl WeightSource {
    /// Stable key: `unit`, `population`, `given`, `raked`.
    pub const fn key(self) -> &'static str {
        match self {
            WeightSource::Unit => "unit",
            WeightSource::Population => "population",
            WeightSource::Given => "given",
            WeightSource::Raked => "raked",
        }
    }
}

/// One weight per respondent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    scale: u64,
    values: Values,
    source: WeightSource,
}

/// How the weights are kept: what is constant in a stratum is stored once.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Values {
    Unit(usize),
    PerStratum { strata: Vec<u16>, by: Vec<u64> },
    PerRespondent(Vec<u64>),
}

impl Weights {
    /// Everybody counts one.
    pub fn unit(respondents: usize) -> Weights {
        Weights {
            scale: 1,
            values: Values::Unit(respondents),
            source: WeightSource::Unit,
        }
    }

    /// Weights given with the answers.
    ///
    /// # Errors
    /// `weights-number` when there is not one per respondent, `weights-too-large` above [`LARGEST`],
    /// `weights-zero` when they sum to nothing or the scale is zero.
    pub fn given(given: &GivenWeights, respondents: usize) -> Result<Weights, Vec<Problem>> {
        let place = || Place::file("answers").in_field("weight");
        if given.values.len() != respondents {
            let problem = Problem::error("weights-number", place());
            return Err(vec![
                problem
                    .with("weights", given.values.len())
                    .with("respondents", respondents),
            ]);
        }
        if let Some(at) = given.values.iter().position(|value| *value > LARGEST) {
            let problem = Problem::error("weights-too-large", place());
            return Err(vec![problem.with("row", at + 1)]);
        }
        if given.scale == 0 || given.values.iter().all(|value| *value == 0) {
            return Err(vec![Problem::error("weights-zero", place())]);
        }
        Ok(Weights::per_respondent(
            given.values.clone(),
            given.scale,
            WeightSource::Given,
        ))
    }

    pub(crate) fn per_respondent(values: Vec<u64>, scale: u64, source: WeightSource) -> Weights {
        Weights {
            scale,
            values: Values::PerRespondent(values),
            source,
        }
    }

    pub(crate) fn per_stratum(strata: Vec<u16>, by: Vec<u64>, scale: u64) -> Weights {
        Weights {
            scale,
            values: Values::PerStratum { strata, by },
            source: WeightSource::Population,
        }
    }

    /// What one is multiplied by.
    pub fn scale(&self) -> u64 {
        self.scale
    }

    /// Where they come from.
    pub fn source(&self) -> WeightSource {
        self.source
    }

    /// Whether everybody counts one because no weights are on.
    pub fn is_unit(&self) -> bool {
        self.source == WeightSource::Unit
    }

    /// Number of respondents.
    pub fn len(&self) -> usize {
        match &self.values {
            Values::Unit(respondents) => *respondents,
            Values::PerStratum { strata, .. } => strata.len(),
            Values::PerRespondent(values) => values.len(),
        }
    }

    /// Whether there are no respondents.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The scaled weight of one respondent; 0 for one who does not exist.
    pub fn scaled(&self, respondent: usize) -> u64 {
        match &self.values {
            Values::Unit(respondents) => u64::from(respondent < *respondents),
            Values::PerStratum { strata, by } => strata
                .get(respondent)
                .and_then(|stratum| by.get(usize::from(*stratum)))
                .copied()
                .unwrap_or(0),
            Values::PerRespondent(values) => values.get(respondent).copied().unwrap_or(0),
        }
    }

    /// The weight of one respondent as a number, for floating-point work.
    pub fn weight(&self, respondent: usize) -> f64 {
        self.scaled(respondent) as f64 / self.scale as f64
    }

    /// The scaled weight of each stratum, when weights are constant within strata.
    pub fn by_stratum(&self) -> Option<&[u64]> {
        match &self.values {
            Values::PerStratum { by, .. } => Some(by),
            _ => None,
        }
    }

    /// Sum of the scaled weights of a set of respondents: exact.
    pub fn sum(&self, members: &Bits) -> u128 {
        self.sum_of(members, u128::from)
    }

    /// Sum of the squared scaled weights of a set of respondents: exact.
    pub fn sum_squares(&self, members: &Bits) -> u128 {
        self.sum_of(members, |weight| u128::from(weight) * u128::from(weight))
    }

    /// Kish's effective base (Σw)²/Σw² of a set of respondents; 0 when it carries no weight. Kish 1965, §11.7.
    pub fn effective(&self, members: &Bits) -> f64 {
        let (sum, squares) = (self.sum(members) as f64, self.sum_squares(members) as f64);
        if squares > 0.0 {
            sum * sum / squares
        } else {
            0.0
        }
    }

    /// A scaled sum as a decimal number with one digit after the point, rounded half-up.
    pub fn printed(&self, sum: u128) -> String {
        let scale = u128::from(self.scale);
        let tenths = (sum * 20 + scale) / (2 * scale);
        format!("{}.{}", tenths / 10, tenths % 10)
    }

    fn sum_of(&self, members: &Bits, term: impl Fn(u64) -> u128) -> u128 {
        match &self.values {
            Values::Unit(_) => u128::from(members.count()),
            Values::PerStratum { strata, by } => {
                let counts = counts_by_stratum(members, strata, by.len());
                let terms = counts.iter().zip(by);
                terms
                    .map(|(count, weight)| u128::from(*count) * term(*weight))
                    .sum()
            }
            Values::PerRespondent(values) => members.iter().map(|at| term(values[at])).sum(),
        }
    }
}

fn counts_by_stratum(members: &Bits, strata: &[u16], many: usize) -> Vec<u64> {
    let mut counts = vec![0; many];
    for at in members.iter() {
        counts[usize::from(strata[at])] += 1;
    }
    counts
}

#[cfg(test)]
mod tests;
