//! How many to ask: sample size for a margin or a difference, allocation to strata, detectable difference.

use super::refusal::Refusal;
use super::special::{normal_critical, normal_upper_quantile};
use serde::Serialize;

/// What is known before a survey.
#[derive(Serialize, Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// The share expected; 0.5 is the safe choice.
    pub share: f64,
    /// Confidence level.
    pub level: f64,
    /// Design effect expected, 1 for equal weights.
    pub design_effect: f64,
    /// Share of those asked who will answer.
    pub response: f64,
    /// Size of the population, `None` when very large or unknown.
    pub population: Option<u64>,
}

impl Plan {
    fn check(&self) -> Result<(), Refusal> {
        let inside = |x: f64| x > 0.0 && x < 1.0;
        let sound = inside(self.share)
            && inside(self.level)
            && self.response > 0.0
            && self.response <= 1.0
            && self.design_effect > 0.0
            && self.design_effect.is_finite()
            && self.population != Some(0);
        if sound {
            Ok(())
        } else {
            Err(Refusal::OutOfRange)
        }
    }
}

/// Numbers to plan with.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleSize {
    /// Answers needed.
    pub answers: u64,
    /// Invitations needed at the expected response.
    pub invitations: u64,
    /// Whether the population is large enough for that many invitations.
    pub reachable: bool,
}

/// Answers needed for an interval of ± `margin`: n₀ = deff·z²·p(1-p)/margin², n = n₀/(1 + (n₀ - 1)/N), rounded up.
/// *Cochran 1977, 4.4.*
///
/// # Errors
/// [`Refusal::OutOfRange`] for a plan or margin that makes no sense.
pub fn for_margin(margin: f64, plan: &Plan) -> Result<SampleSize, Refusal> {
    plan.check()?;
    if !(margin > 0.0 && margin < 1.0) {
        return Err(Refusal::OutOfRange);
    }
    let z = normal_critical(plan.level);
    let plain = plan.design_effect * z * z * plan.share * (1.0 - plan.share) / (margin * margin);
    let corrected = plan
        .population
        .map_or(plain, |size| plain / (1.0 + (plain - 1.0) / size as f64));
    let answers = up(corrected).min(plan.population.unwrap_or(u64::MAX));
    let invitations = up(answers as f64 / plan.response);
    Ok(SampleSize {
        answers,
        invitations,
        reachable: plan.population.is_none_or(|size| invitations <= size),
    })
}

/// Rounded up, forgiving the last digits of floating point.
fn up(x: f64) -> u64 {
    (x - 1e-9 * x).ceil().max(1.0) as u64
}

/// Answers per group to find p₁ ≠ p₂ with the given power:
/// (z_{α/2}·√(2p̄(1-p̄)) + z_β·√(p₁(1-p₁) + p₂(1-p₂)))²/(p₁ - p₂)², times the design effect, rounded up.
/// *Fleiss 1981; R's `power.prop.test`.*
///
/// # Errors
/// [`Refusal::OutOfRange`] for equal shares or numbers outside their range.
pub fn for_difference(one: f64, two: f64, power: f64, plan: &Plan) -> Result<u64, Refusal> {
    plan.check()?;
    let inside = |x: f64| x > 0.0 && x < 1.0;
    if !(inside(one) && inside(two) && inside(power)) || one == two {
        return Err(Refusal::OutOfRange);
    }
    let middle = (one + two) / 2.0;
    let null = normal_critical(plan.level) * (2.0 * middle * (1.0 - middle)).sqrt();
    let other = normal_upper_quantile(1.0 - power) * (one * (1.0 - one) + two * (1.0 - two)).sqrt();
    let root = (null + other) / (one - two);
    Ok(up(plan.design_effect * root * root))
}

/// Smallest difference between two groups found with the given power when both have the planned share:
/// (z_{α/2} + z_β)·√(deff·p(1-p)(1/n_a + 1/n_b)). *Cohen 1988.*
///
/// # Errors
/// [`Refusal::OutOfRange`] for empty groups or numbers outside their range.
pub fn detectable(a: u64, b: u64, power: f64, plan: &Plan) -> Result<f64, Refusal> {
    plan.check()?;
    if a == 0 || b == 0 || !(power > 0.0 && power < 1.0) {
        return Err(Refusal::OutOfRange);
    }
    let reach = normal_critical(plan.level) + normal_upper_quantile(1.0 - power);
    let spread = plan.share * (1.0 - plan.share) * (1.0 / a as f64 + 1.0 / b as f64);
    Ok((reach * (plan.design_effect * spread).sqrt()).min(1.0))
}

/// A stratum to allocate answers to.
#[derive(Serialize, Clone, Copy, Debug, PartialEq)]
pub struct Layer {
    /// Size of the population in the stratum.
    pub population: u64,
    /// Expected standard deviation of the answer, √(p(1-p)); the same for all gives proportional allocation.
    pub deviation: f64,
}

/// Shares `answers` out in proportion to N·S, at least `least` and at most N per stratum, in whole numbers by largest
/// remainder (earlier stratum first in a tie). *Neyman 1934.*
///
/// # Errors
/// [`Refusal::OutOfRange`] when the answers do not fit between the minima and the population, or a deviation is
/// negative.
pub fn neyman(answers: u64, layers: &[Layer], least: u64) -> Result<Vec<u64>, Refusal> {
    let floor = |l: &Layer| least.min(l.population);
    let (low, high) = (
        layers.iter().map(floor).sum::<u64>(),
        layers.iter().map(|l| l.population).sum::<u64>(),
    );
    let sound = layers
        .iter()
        .all(|l| l.deviation >= 0.0 && l.deviation.is_finite());
    if !sound || answers < low || answers > high {
        return Err(Refusal::OutOfRange);
    }
    Ok(round(
        answers,
        layers,
        &ideal(answers as f64, layers, least),
    ))
}

/// Allocation in real numbers: strata pushed out of their bounds are fixed there and the rest is shared out again.
fn ideal(answers: f64, layers: &[Layer], least: u64) -> Vec<f64> {
    let bounds = |l: &Layer| (least.min(l.population) as f64, l.population as f64);
    // One multiplier m with Σ clamp(m·N·S) = answers: the sum rises with m, so halve.
    let share = |m: f64, l: &Layer| {
        let (low, high) = bounds(l);
        (m * l.population as f64 * l.deviation).clamp(low, high)
    };
    let sum = |m: f64| layers.iter().map(|l| share(m, l)).sum::<f64>();
    let (mut low, mut high) = (0.0, 1.0);
    while sum(high) < answers && high < 1e300 {
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if sum(middle) < answers {
            low = middle
        } else {
            high = middle
        }
    }
    layers.iter().map(|l| share(high, l)).collect()
}

/// Whole numbers with the exact sum: floors first, then one more by largest remainder while there is room.
fn round(answers: u64, layers: &[Layer], ideal: &[f64]) -> Vec<u64> {
    let mut out: Vec<u64> = ideal.iter().map(|x| (x + 1e-9).floor() as u64).collect();
    let mut order: Vec<usize> = (0..layers.len()).collect();
    let remainder = |i: usize| ideal[i] - ideal[i].floor();
    order.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)));
    while out.iter().sum::<u64>() < answers {
        let before: u64 = out.iter().sum();
        for &i in &order {
            if out[i] < layers[i].population && out.iter().sum::<u64>() < answers {
                out[i] += 1;
            }
        }
        if out.iter().sum::<u64>() == before {
            break;
        }
    }
    out
}
