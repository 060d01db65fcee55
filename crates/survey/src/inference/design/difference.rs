//! The difference of two weighted shares, with the covariance that shared strata bring.

use super::{Convention, Design, ShareMethod, Split, enough, estimate, share_interval};
use crate::inference::interval::{Interval, IntervalMethod};
use crate::inference::refusal::Refusal;
use crate::inference::special::{t_critical, t_two_sided};
use serde::Serialize;

/// Two weighted shares compared.
#[derive(Serialize, Clone, Copy, Debug, PartialEq)]
pub struct DesignDifference {
    /// First share minus second.
    pub value: f64,
    /// Its linearised standard error, covariance included.
    pub se: f64,
    /// `value / se`; `None` when that says nothing: a share is 0 or 1, or nothing varies.
    pub t: Option<f64>,
    /// Two-sided p-value of t. With a share of 0 or 1 the one that agrees with the interval: one minus the level at
    /// which zero leaves it. `None` when nothing varies otherwise.
    pub p: Option<f64>,
    /// Value ± t quantile × standard error, held within ±1. With a share of 0 or 1 the Korn-Graubard limits of both
    /// shares combined as in Newcombe's method, and `method` says so. `None` when nothing varies otherwise.
    pub interval: Option<Interval>,
    /// Degrees of freedom of both bases together.
    pub convention: Convention,
}

/// Difference of two shares by joint linearisation: gradient (y₁ - p₁·b₁)/B₁ - (y₂ - p₂·b₂)/B₂ over the cells, b the
/// indicator of a base and B its weight. The bases may overlap (a column against the total, two options of one
/// question): the overlap is in the gradient. *Binder 1983; R's `svycontrast`.*
///
/// # Errors
/// [`Refusal::EmptyBase`] when a base has no weight, [`Refusal::OutOfRange`] for a cell that does not exist,
/// [`Refusal::NoDegreesOfFreedom`].
pub fn difference(
    design: &Design,
    one: Split,
    two: Split,
    level: f64,
) -> Result<DesignDifference, Refusal> {
    let (p1, p2) = (estimate::share(design, one)?, estimate::share(design, two)?);
    let mut gradient = vec![0.0; design.totals.len()];
    add(&mut gradient, design, one, p1.value, 1.0);
    add(&mut gradient, design, two, p2.value, -1.0);
    let mut touched: Vec<usize> = one.base().chain(two.base()).collect();
    touched.sort_unstable();
    touched.dedup();
    let convention = enough(design.convention(touched.iter().copied()))?;
    let mut result = finish(
        p1.value - p2.value,
        design.variance(&gradient),
        convention,
        level,
    );
    if [p1.value, p2.value].iter().any(|&p| p <= 0.0 || p >= 1.0) {
        result.t = None;
        result.interval = Some(combined(design, one, two, level)?);
        result.p = Some(inverted(result.value, |level| {
            combined(design, one, two, level)
        })?);
    }
    Ok(result)
}

/// Limits of both shares combined: d - √((p₁-l₁)² + (u₂-p₂)²) to d + √((u₁-p₁)² + (p₂-l₂)²). *Zou and Donner 2008.*
fn combined(design: &Design, one: Split, two: Split, level: f64) -> Result<Interval, Refusal> {
    let limits = |split| share_interval(design, split, ShareMethod::KornGraubard, level);
    let (p1, p2) = (
        estimate::share(design, one)?.value,
        estimate::share(design, two)?.value,
    );
    let (i1, i2) = (limits(one)?, limits(two)?);
    let low = p1 - p2 - libm::hypot(p1 - i1.low, i2.high - p2);
    let high = p1 - p2 + libm::hypot(i1.high - p1, p2 - i2.low);
    Ok(Interval::new(
        low.max(-1.0),
        high.min(1.0),
        level,
        IntervalMethod::MoverKornGraubard,
    ))
}

/// The p-value that agrees with a family of intervals: one minus the level at which zero leaves them, at least 1e-12.
fn inverted(
    value: f64,
    interval: impl Fn(f64) -> Result<Interval, Refusal>,
) -> Result<f64, Refusal> {
    if value == 0.0 {
        return Ok(1.0);
    }
    // Halving the logarithm keeps small p-values precise.
    let (mut low, mut high) = (libm::log(1e-12), 0.0);
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        let holds_zero = interval(1.0 - libm::exp(middle))?.contains(0.0);
        if holds_zero {
            low = middle
        } else {
            high = middle
        }
    }
    Ok(libm::exp(low))
}

fn add(gradient: &mut [f64], design: &Design, split: Split, p: f64, sign: f64) {
    let base: f64 = split.base().map(|c| design.totals[c].weight).sum();
    split
        .yes
        .iter()
        .for_each(|&c| gradient[c] += sign * (1.0 - p) / base);
    split
        .no
        .iter()
        .for_each(|&c| gradient[c] -= sign * p / base);
}

fn finish(value: f64, variance: f64, convention: Convention, level: f64) -> DesignDifference {
    let (se, df) = (variance.sqrt(), convention.df as f64);
    let t = (se > 0.0).then(|| value / se);
    let interval = t.map(|_| {
        let half = t_critical(level, df) * se;
        let (low, high) = ((value - half).max(-1.0), (value + half).min(1.0));
        Interval::new(low, high, level, IntervalMethod::LinearT)
    });
    DesignDifference {
        value,
        se,
        t,
        p: t.map(|t| t_two_sided(t, df)),
        interval,
        convention,
    }
}
