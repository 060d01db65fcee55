//! Response rates and how far nonresponse may have bent a sample.

use super::counts::Share;
use super::interval::Interval;
use super::proportion::wilson;
use super::refusal::Refusal;
use serde::Serialize;

/// What became of every case, in the terms of AAPOR's Standard Definitions.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Disposition {
    /// I: complete answers.
    pub complete: u64,
    /// P: partial answers.
    pub partial: u64,
    /// R: refused or broke off.
    pub refused: u64,
    /// NC: eligible, not reached.
    pub not_reached: u64,
    /// O: eligible, other reasons.
    pub other: u64,
    /// UH and UO: not known to be eligible.
    pub unknown: u64,
}

/// AAPOR's six response rates; `None` where nobody is counted in the base.
#[derive(Serialize, Clone, Copy, Debug, PartialEq)]
pub struct ResponseRates {
    /// I / all, unknown cases counted as eligible: the lowest rate.
    pub rr1: Option<f64>,
    /// (I + P) / all, unknown cases counted as eligible.
    pub rr2: Option<f64>,
    /// I, unknown cases counted by the share assumed eligible.
    pub rr3: Option<f64>,
    /// I + P, unknown cases counted by the share assumed eligible.
    pub rr4: Option<f64>,
    /// I, unknown cases left out: the highest rate for complete answers.
    pub rr5: Option<f64>,
    /// I + P, unknown cases left out.
    pub rr6: Option<f64>,
}

/// RR1 to RR6, `eligible` being e, the share of unknown cases assumed eligible. *AAPOR Standard Definitions.*
///
/// # Errors
/// [`Refusal::OutOfRange`] when `eligible` is not between 0 and 1.
pub fn rates(cases: &Disposition, eligible: f64) -> Result<ResponseRates, Refusal> {
    if !(0.0..=1.0).contains(&eligible) {
        return Err(Refusal::OutOfRange);
    }
    let known = [
        cases.complete,
        cases.partial,
        cases.refused,
        cases.not_reached,
        cases.other,
    ];
    let known: f64 = known.iter().map(|&c| c as f64).sum();
    let (full, some) = (
        cases.complete as f64,
        cases.complete as f64 + cases.partial as f64,
    );
    let rate = |answers: f64, e: f64| {
        let base = known + e * cases.unknown as f64;
        (base > 0.0).then(|| answers / base)
    };
    Ok(ResponseRates {
        rr1: rate(full, 1.0),
        rr2: rate(some, 1.0),
        rr3: rate(full, eligible),
        rr4: rate(some, eligible),
        rr5: rate(full, 0.0),
        rr6: rate(some, 0.0),
    })
}

/// A class of the sample with its response.
#[derive(Serialize, Clone, Copy, Debug, PartialEq)]
pub struct ClassResponse {
    /// Answered among those asked.
    pub share: Share,
    /// Wilson interval of the response rate.
    pub interval: Interval,
}

/// How representative the response is over classes known for everybody asked.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct Representativeness {
    /// R = 1 - 2·S(ρ), S² = Σ N_h(ρ_h - ρ̄)²/(N - 1): 1 when all classes answer alike, lower the more they differ.
    pub indicator: f64,
    /// Largest absolute bias of a mean, in standard deviations of the answer: (1 - R)/(2ρ̄).
    pub largest_bias: f64,
    /// Response of each class.
    pub classes: Vec<ClassResponse>,
}

/// R-indicator over classes (strata, early and late ...). *Schouten, Cobben and Bethlehem 2009.* Small classes bring
/// it down by chance alone; read it beside the intervals.
///
/// # Errors
/// [`Refusal::NothingToCompare`] with fewer than two classes, [`Refusal::EmptyBase`] when nobody answered.
pub fn representativeness(classes: &[Share], level: f64) -> Result<Representativeness, Refusal> {
    if classes.len() < 2 {
        return Err(Refusal::NothingToCompare);
    }
    let n: f64 = classes.iter().map(|c| c.n() as f64).sum();
    let mean = classes.iter().map(|c| c.k() as f64).sum::<f64>() / n;
    if mean <= 0.0 {
        return Err(Refusal::EmptyBase);
    }
    let square = |c: &Share| c.n() as f64 * (c.proportion() - mean) * (c.proportion() - mean);
    let deviation = (classes.iter().map(square).sum::<f64>() / (n - 1.0)).sqrt();
    let class = |&share: &Share| ClassResponse {
        share,
        interval: wilson(share.k(), share.n(), level),
    };
    Ok(Representativeness {
        indicator: 1.0 - 2.0 * deviation,
        largest_bias: deviation / mean,
        classes: classes.iter().map(class).collect(),
    })
}

/// Factor by which weights within a nonresponse class grow: Σw of those eligible / Σw of those who answered.
/// *Särndal, Swensson and Wretman 1992, 15.6.*
///
/// # Errors
/// [`Refusal::EmptyBase`] when nobody in the class answered (merge it with another), [`Refusal::OutOfRange`] when more
/// answered than were eligible.
pub fn class_factor(eligible: f64, answered: f64) -> Result<f64, Refusal> {
    match eligible / answered {
        _ if answered <= 0.0 => Err(Refusal::EmptyBase),
        factor if factor >= 1.0 && factor.is_finite() => Ok(factor),
        _ => Err(Refusal::OutOfRange),
    }
}
