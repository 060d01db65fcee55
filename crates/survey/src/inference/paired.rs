//! The same respondents asked twice, or two questions answered by the same respondents.

use super::interval::{Interval, IntervalMethod};
use super::pearson::ChiSquare;
use super::proportion::score_limits;
use super::refusal::Refusal;
use super::special::{beta_tails, normal_critical};
use serde::Serialize;

/// Respondents by their answers to both questions.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pairs {
    /// Yes to both.
    pub both: u64,
    /// Yes to the first only.
    pub first: u64,
    /// Yes to the second only.
    pub second: u64,
    /// No to both.
    pub neither: u64,
}

/// McNemar's test of equal shares.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct McNemar {
    /// (first - second)² / (first + second).
    pub plain: ChiSquare,
    /// The same with |first - second| lessened by 1 (Edwards 1948).
    pub corrected: ChiSquare,
    /// Exact two-sided binomial p-value; the one to print when few changed.
    pub exact: f64,
}

/// Tests whether as many changed one way as the other. *McNemar 1947.*
///
/// # Errors
/// [`Refusal::NoVariance`] when nobody answered differently.
pub fn mcnemar(pairs: &Pairs) -> Result<McNemar, Refusal> {
    let (first, second) = (pairs.first as f64, pairs.second as f64);
    let changed = first + second;
    if changed <= 0.0 {
        return Err(Refusal::NoVariance);
    }
    let gap = (first - second).abs();
    let less = (gap - 1.0).max(0.0);
    // P(X ≥ m) of Binomial(changed, ½) is the lower tail of Beta(m, changed - m + 1) at ½.
    let most = first.max(second);
    let upper = beta_tails(0.5, 0.5, most, changed - most + 1.0).0;
    Ok(McNemar {
        plain: ChiSquare::new(gap * gap / changed, 1),
        corrected: ChiSquare::new(less * less / changed, 1),
        exact: (2.0 * upper).min(1.0),
    })
}

/// Interval for the first share minus the second, from both Wilson intervals and the (shrunken) correlation of the
/// answers. *Newcombe 1998 (paired), method 10.*
///
/// # Errors
/// [`Refusal::EmptyBase`] when there are no respondents.
pub fn newcombe(pairs: &Pairs, level: f64) -> Result<Interval, Refusal> {
    let [a, b, c, d] = [pairs.both, pairs.first, pairs.second, pairs.neither].map(|x| x as f64);
    let n = a + b + c + d;
    if n <= 0.0 {
        return Err(Refusal::EmptyBase);
    }
    let z = normal_critical(level);
    let (p1, p2) = ((a + b) / n, (a + c) / n);
    let ((l1, u1), (l2, u2)) = (score_limits(a + b, n, z), score_limits(a + c, n, z));
    let phi = correlation([a, b, c, d]);
    let reach = |x: f64, y: f64| (x * x - 2.0 * phi * x * y + y * y).max(0.0).sqrt();
    let low = p1 - p2 - reach(p1 - l1, u2 - p2);
    let high = p1 - p2 + reach(u1 - p1, p2 - l2);
    Ok(Interval::new(
        low.max(-1.0),
        high.min(1.0),
        level,
        IntervalMethod::NewcombePaired,
    ))
}

/// φ, with ad - bc lessened by n/2 when positive, as method 10 prescribes.
fn correlation([a, b, c, d]: [f64; 4]) -> f64 {
    let scale = ((a + b) * (c + d) * (a + c) * (b + d)).sqrt();
    let cross = a * d - b * c;
    let cross = if cross > 0.0 {
        (cross - (a + b + c + d) / 2.0).max(0.0)
    } else {
        cross
    };
    if scale > 0.0 { cross / scale } else { 0.0 }
}
