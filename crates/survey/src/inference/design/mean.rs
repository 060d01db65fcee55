//! Means and quantiles of a number that each cell stands for.

use super::{Convention, Design, ShareMethod, Split, enough, share_interval};
use crate::inference::interval::{Interval, IntervalMethod};
use crate::inference::refusal::Refusal;
use crate::inference::special::t_critical;
use serde::Serialize;

/// A weighted mean or quantile.
#[derive(Serialize, Clone, Copy, Debug, PartialEq)]
pub struct Located {
    /// The estimate.
    pub value: f64,
    /// Linearised standard error of a mean; for a quantile the width of its interval over twice the t quantile.
    pub se: Option<f64>,
    /// Interval; `None` where it is open at an end.
    pub interval: Option<Interval>,
    /// Conventions behind it.
    pub convention: Convention,
}

/// Weighted mean over the cells `base`, cell c standing for the number `values[c]`: gradient (x - mean)/Σw, interval
/// mean ± t·SE. *R's `svymean` with t.*
///
/// # Errors
/// [`Refusal::OutOfRange`] when values or cells do not fit, [`Refusal::EmptyBase`], [`Refusal::NoDegreesOfFreedom`].
pub fn mean(
    design: &Design,
    base: &[usize],
    values: &[f64],
    level: f64,
) -> Result<Located, Refusal> {
    let weight = checked_weight(design, base, values)?;
    let value = base
        .iter()
        .map(|&c| design.totals[c].weight * values[c])
        .sum::<f64>()
        / weight;
    let mut gradient = vec![0.0; design.totals.len()];
    base.iter()
        .for_each(|&c| gradient[c] = (values[c] - value) / weight);
    let convention = enough(design.convention(base.iter().copied()))?;
    let se = design.variance(&gradient).sqrt();
    let half = t_critical(level, convention.df as f64) * se;
    Ok(Located {
        value,
        se: Some(se),
        interval: Some(Interval::new(
            value - half,
            value + half,
            level,
            IntervalMethod::LinearT,
        )),
        convention,
    })
}

fn checked_weight(design: &Design, base: &[usize], values: &[f64]) -> Result<f64, Refusal> {
    let fits = values.len() == design.totals.len()
        && design.within(base)
        && values.iter().all(|v| v.is_finite());
    let weight: f64 = if fits {
        base.iter().map(|&c| design.totals[c].weight).sum()
    } else {
        -1.0
    };
    match weight {
        w if w < 0.0 => Err(Refusal::OutOfRange),
        0.0 => Err(Refusal::EmptyBase),
        w => Ok(w),
    }
}

/// The smallest value at or below which at least the share `p` of the weight lies (R's rule "math"), with Woodruff's
/// interval: the logit interval of the share at or below the estimate, carried back through the distribution.
/// *Woodruff 1952; R's `svyquantile(interval.type = "xlogit")`.*
///
/// # Errors
/// [`Refusal::OutOfRange`] when values, cells or `p` do not fit, [`Refusal::EmptyBase`],
/// [`Refusal::NoDegreesOfFreedom`].
pub fn quantile(
    design: &Design,
    base: &[usize],
    values: &[f64],
    p: f64,
    level: f64,
) -> Result<Located, Refusal> {
    let weight = checked_weight(design, base, values)?;
    if !(0.0..=1.0).contains(&p) {
        return Err(Refusal::OutOfRange);
    }
    let mut order = base.to_vec();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let at = |share: f64| inverse(design, &order, values, share * weight);
    let value = at(p).ok_or(Refusal::EmptyBase)?;
    let (yes, no): (Vec<usize>, Vec<usize>) = order.iter().partition(|&&c| values[c] <= value);
    let convention = enough(design.convention(base.iter().copied()))?;
    let share = share_interval(
        design,
        Split { yes: &yes, no: &no },
        ShareMethod::Logit,
        level,
    )?;
    let open = share.low <= 0.0 || share.high >= 1.0;
    let limits = if open {
        None
    } else {
        at(share.low).zip(at(share.high))
    };
    let interval =
        limits.map(|(low, high)| Interval::new(low, high, level, IntervalMethod::Woodruff));
    Ok(Located {
        value,
        se: interval.map(|i| i.width() / (2.0 * t_critical(level, convention.df as f64))),
        interval,
        convention,
    })
}

/// Smallest value with at least `wanted` weight at or below it, the last one if rounding keeps the sum short.
fn inverse(design: &Design, order: &[usize], values: &[f64], wanted: f64) -> Option<f64> {
    let mut sum = 0.0;
    let mut held = order.iter().filter(|&&c| design.totals[c].weight > 0.0);
    let reached = held.clone().find(|&&c| {
        sum += design.totals[c].weight;
        sum >= wanted * (1.0 - 1e-12)
    });
    reached.or(held.next_back()).map(|&c| values[c])
}
