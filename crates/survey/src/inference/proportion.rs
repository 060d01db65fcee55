//! Intervals for one proportion from a simple random sample: `k` of `n`.
//!
//! A base of zero gives the whole range from 0 to 1; `k` above `n` counts as `n`. Which to print: Wilson by default,
//! Clopper-Pearson where coverage must never fall below the level (Brown, Cai and DasGupta 2001).

use super::interval::{Interval, IntervalMethod};
use super::special::{beta_quantile, normal_critical, tail};

/// Score interval: (p + z²/2n ± z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n). *Wilson 1927.*
pub fn wilson(k: u64, n: u64, level: f64) -> Interval {
    let z = normal_critical(level);
    let (low, high) = score_limits(k.min(n) as f64, n as f64, z);
    or_unknown(n, Interval::new(low, high, level, IntervalMethod::Wilson)).within_unit()
}

/// Score limits for possibly fractional counts, the critical value given. No base: the whole range.
pub(crate) fn score_limits(k: f64, n: f64, z: f64) -> (f64, f64) {
    if n <= 0.0 {
        return (0.0, 1.0);
    }
    let (p, z2) = (k / n, z * z);
    let centre = (k + z2 / 2.0) / (n + z2);
    let half = z * (n * p * (1.0 - p) + z2 / 4.0).sqrt() / (n + z2);
    // At the ends the limits are exactly 0 and 1; rounding must not push them inside.
    let low = if k <= 0.0 { 0.0 } else { centre - half };
    let high = if k >= n { 1.0 } else { centre + half };
    (low, high)
}

/// Exact interval: quantiles of Beta(k, n-k+1) and Beta(k+1, n-k). *Clopper and Pearson 1934.*
pub fn clopper_pearson(k: u64, n: u64, level: f64) -> Interval {
    let (low, high) = beta_limits(k.min(n) as f64, n as f64, level);
    or_unknown(
        n,
        Interval::new(low, high, level, IntervalMethod::ClopperPearson),
    )
}

/// Clopper-Pearson limits for possibly fractional counts.
pub(crate) fn beta_limits(k: f64, n: f64, level: f64) -> (f64, f64) {
    let alpha = tail(level);
    let low = if k <= 0.0 {
        0.0
    } else {
        beta_quantile(alpha, k, n - k + 1.0)
    };
    let high = if k >= n {
        1.0
    } else {
        1.0 - beta_quantile(alpha, n - k, k + 1.0)
    };
    (low, high)
}

/// Equal-tailed quantiles of Beta(k + ½, n - k + ½), opened to 0 at k = 0 and to 1 at k = n.
/// *Brown, Cai and DasGupta 2001.*
pub fn jeffreys(k: u64, n: u64, level: f64) -> Interval {
    let (alpha, a, b) = (
        tail(level),
        k.min(n) as f64 + 0.5,
        n.saturating_sub(k) as f64 + 0.5,
    );
    let low = if k == 0 {
        0.0
    } else {
        beta_quantile(alpha, a, b)
    };
    let high = if k >= n {
        1.0
    } else {
        1.0 - beta_quantile(alpha, b, a)
    };
    or_unknown(n, Interval::new(low, high, level, IntervalMethod::Jeffreys))
}

/// Wald around (k + z²/2) of (n + z²), cut to [0, 1]. *Agresti and Coull 1998.*
pub fn agresti_coull(k: u64, n: u64, level: f64) -> Interval {
    let z = normal_critical(level);
    let base = n as f64 + z * z;
    let p = (k.min(n) as f64 + z * z / 2.0) / base;
    let half = z * (p * (1.0 - p) / base).sqrt();
    or_unknown(
        n,
        Interval::new(p - half, p + half, level, IntervalMethod::AgrestiCoull),
    )
    .within_unit()
}

/// p ± z·√(p(1-p)/n), **only to be shown as wrong**: it leaves the range from 0 to 1 (3 of 29 gives -0.7 % to 21.4 %),
/// has no width at 0 and at n, and covers less than it says.
pub fn wald(k: u64, n: u64, level: f64) -> Interval {
    let p = k.min(n) as f64 / n.max(1) as f64;
    let half = normal_critical(level) * (p * (1.0 - p) / n.max(1) as f64).sqrt();
    or_unknown(
        n,
        Interval::new(p - half, p + half, level, IntervalMethod::Wald),
    )
}

/// Nothing is known from an empty base.
const fn or_unknown(n: u64, interval: Interval) -> Interval {
    if n == 0 {
        Interval {
            low: 0.0,
            high: 1.0,
            ..interval
        }
    } else {
        interval
    }
}
