//! What a set of weights does to a sample, for description: never for tests under stratification.

use super::Weights;
use crate::answers::Bits;
use serde::Serialize;

/// Size, spread and cost of a set of weights.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Respondents.
    pub n: u64,
    /// Sum of the weights.
    pub total: f64,
    /// Smallest weight.
    pub smallest: f64,
    /// Largest weight.
    pub largest: f64,
    /// Largest over smallest; none when the smallest is zero.
    pub ratio: Option<f64>,
    /// Kish's effective number of respondents (Σw)²/Σw².
    pub effective: f64,
    /// Kish's design effect of unequal weights, n·Σw²/(Σw)²; 1 for equal weights.
    pub design_effect: f64,
}

impl Weights {
    /// Describes the weights of all respondents; none when nobody carries weight.
    pub fn summary(&self) -> Option<Summary> {
        let everybody = Bits::ones(self.len());
        let effective = self.effective(&everybody);
        let scaled = || (0..self.len()).map(|at| self.scaled(at));
        let unscaled = |value: u64| value as f64 / self.scale() as f64;
        let (smallest, largest) = (scaled().min()?, scaled().max()?);
        (effective > 0.0).then(|| Summary {
            n: self.len() as u64,
            total: self.sum(&everybody) as f64 / self.scale() as f64,
            smallest: unscaled(smallest),
            largest: unscaled(largest),
            ratio: (smallest > 0).then(|| largest as f64 / smallest as f64),
            effective,
            design_effect: self.len() as f64 / effective,
        })
    }
}
