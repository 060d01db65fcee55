//! Two groups compared within strata, so that what differs between strata (size, say) cannot pass for a difference
//! between the groups.
//!
//! Input is one pair of shares per stratum. A stratum in which one group has no respondent says nothing about the
//! comparison and cannot be expressed as a pair: callers leave it out and say so.

use super::counts::Share;
use super::interval::{Interval, IntervalMethod};
use super::pearson::ChiSquare;
use super::proportion::score_limits;
use super::refusal::Refusal;
use super::special::normal_critical;
use serde::Serialize;

/// Both groups in one stratum.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The first group.
    pub a: Share,
    /// The second group.
    pub b: Share,
}

impl Pair {
    const fn table(&self) -> [f64; 4] {
        let (a, b) = (self.a, self.b);
        [
            a.k() as f64,
            (a.n() - a.k()) as f64,
            b.k() as f64,
            (b.n() - b.k()) as f64,
        ]
    }

    fn total(&self) -> f64 {
        self.a.n() as f64 + self.b.n() as f64
    }

    fn marked(&self) -> f64 {
        self.a.k() as f64 + self.b.k() as f64
    }

    /// Whether both answers occur: otherwise the stratum fits every odds ratio.
    fn informs(&self) -> bool {
        let marked = self.marked();
        marked > 0.0 && marked < self.total()
    }
}

/// Whether to lessen the gap by ½ before squaring.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Continuity {
    /// Lessen it, as R does by default.
    Corrected,
    /// Take it as it is.
    Uncorrected,
}

/// (|Σ(a - E a)| - ½)² / Σ Var a with E and Var hypergeometric within each stratum.
/// *Cochran 1954; Mantel and Haenszel 1959.*
///
/// # Errors
/// [`Refusal::NoVariance`] when no stratum holds both groups and both answers.
pub fn mantel_haenszel(pairs: &[Pair], continuity: Continuity) -> Result<ChiSquare, Refusal> {
    let (mut gap, mut variance) = (0.0, 0.0);
    for pair in pairs.iter().filter(|pair| pair.informs()) {
        let (n, marked, a) = (pair.total(), pair.marked(), pair.a.n() as f64);
        gap += pair.a.k() as f64 - a * marked / n;
        variance += a * (n - a) * marked * (n - marked) / (n * n * (n - 1.0));
    }
    if variance <= 0.0 {
        return Err(Refusal::NoVariance);
    }
    let off = match continuity {
        Continuity::Corrected if gap.abs() >= 0.5 => 0.5,
        _ => 0.0,
    };
    let gap = gap.abs() - off;
    Ok(ChiSquare::new(gap * gap / variance, 1))
}

/// An odds ratio common to all strata.
#[derive(Serialize, Clone, Copy, Debug, PartialEq)]
pub struct CommonOdds {
    /// Σ(a·d/n) / Σ(b·c/n).
    pub estimate: f64,
    /// exp(ln OR ± z·SE).
    pub interval: Interval,
}

/// Mantel-Haenszel odds ratio with the variance of Robins, Breslow and Greenland.
/// *Mantel and Haenszel 1959; Robins, Breslow and Greenland 1986.*
///
/// # Errors
/// [`Refusal::NoVariance`] when the ratio is zero, infinite or undefined.
pub fn common_odds(pairs: &[Pair], level: f64) -> Result<CommonOdds, Refusal> {
    let (mut r, mut s) = (0.0, 0.0);
    let (mut pr, mut mixed, mut qs) = (0.0, 0.0, 0.0);
    for pair in pairs {
        let ([a, b, c, d], n) = (pair.table(), pair.total());
        let (rk, sk, pk, qk) = (a * d / n, b * c / n, (a + d) / n, (b + c) / n);
        r += rk;
        s += sk;
        pr += pk * rk;
        mixed += pk * sk + qk * rk;
        qs += qk * sk;
    }
    if r <= 0.0 || s <= 0.0 {
        return Err(Refusal::NoVariance);
    }
    let variance = pr / (2.0 * r * r) + mixed / (2.0 * r * s) + qs / (2.0 * s * s);
    let (log, half) = (libm::log(r / s), normal_critical(level) * variance.sqrt());
    let interval = Interval::new(
        libm::exp(log - half),
        libm::exp(log + half),
        level,
        IntervalMethod::RobinsBreslowGreenland,
    );
    Ok(CommonOdds {
        estimate: r / s,
        interval,
    })
}

/// Whether the odds ratio is the same in every stratum; a small p says that one common figure hides a difference.
/// *Breslow and Day 1980, with the correction of Tarone 1985.*
///
/// # Errors
/// [`Refusal::NothingToCompare`] with fewer than two informative strata, [`Refusal::NoVariance`] when the common
/// odds ratio is zero, infinite or undefined.
pub fn breslow_day(pairs: &[Pair]) -> Result<ChiSquare, Refusal> {
    let informative: Vec<Pair> = pairs.iter().copied().filter(Pair::informs).collect();
    if informative.len() < 2 {
        return Err(Refusal::NothingToCompare);
    }
    let odds = common_odds(&informative, 0.95)?.estimate;
    let (mut statistic, mut gaps, mut variances) = (0.0, 0.0, 0.0);
    for pair in &informative {
        let (expected, variance) = under_common_odds(pair, odds);
        let gap = pair.a.k() as f64 - expected;
        statistic += gap * gap / variance;
        gaps += gap;
        variances += variance;
    }
    let corrected = statistic - gaps * gaps / variances;
    Ok(ChiSquare::new(
        corrected.max(0.0),
        informative.len() as u32 - 1,
    ))
}

/// Expected count in `a` and its variance when the odds ratio is `odds`: the root of
/// x(n_b - m + x) = odds·(n_a - x)(m - x) within the margins.
fn under_common_odds(pair: &Pair, odds: f64) -> (f64, f64) {
    let (na, nb, marked) = (pair.a.n() as f64, pair.b.n() as f64, pair.marked());
    let (square, linear, constant) = (
        1.0 - odds,
        nb - marked + odds * (na + marked),
        odds * na * marked,
    );
    let root = (linear * linear + 4.0 * square * constant).max(0.0).sqrt();
    // Whichever form adds numbers of one sign keeps its digits.
    let x = if linear >= 0.0 {
        2.0 * constant / (linear + root)
    } else {
        (root - linear) / (2.0 * square)
    };
    let cells = [x, na - x, marked - x, nb - marked + x];
    (x, 1.0 / cells.iter().map(|c| 1.0 / c).sum::<f64>())
}

/// A difference of shares after giving both groups the same mix of strata.
#[derive(Serialize, Clone, Copy, Debug, PartialEq)]
pub struct StandardisedDifference {
    /// Σ W·p_a / Σ W.
    pub a: f64,
    /// Σ W·p_b / Σ W.
    pub b: f64,
    /// `a - b`.
    pub difference: f64,
    /// Interval of the difference.
    pub interval: Interval,
}

/// Directly standardised difference, `weights` being the standard's size of each stratum. The interval combines the
/// Wilson intervals of all shares (MOVER): d - √Σ c²(p - l)², so one stratum gives Newcombe's interval and a share of
/// 0 or 1 in a small stratum does no harm. *Zou and Donner 2008; Newcombe 1998.*
///
/// # Errors
/// [`Refusal::OutOfRange`] when weights do not match the strata, are negative or sum to zero.
pub fn standardised_difference(
    pairs: &[Pair],
    weights: &[f64],
    level: f64,
) -> Result<StandardisedDifference, Refusal> {
    let whole: f64 = weights.iter().sum();
    let fits = pairs.len() == weights.len() && weights.iter().all(|&w| w >= 0.0);
    if !(fits && whole > 0.0 && whole.is_finite()) {
        return Err(Refusal::OutOfRange);
    }
    let z = normal_critical(level);
    let mut sum = Mover::default();
    for (pair, weight) in pairs.iter().zip(weights) {
        sum.add(weight / whole, pair, z);
    }
    let difference = sum.a - sum.b;
    let interval = Interval::new(
        (difference - sum.below.sqrt()).max(-1.0),
        (difference + sum.above.sqrt()).min(1.0),
        level,
        IntervalMethod::MoverScore,
    );
    Ok(StandardisedDifference {
        a: sum.a,
        b: sum.b,
        difference,
        interval,
    })
}

#[derive(Default)]
struct Mover {
    a: f64,
    b: f64,
    below: f64,
    above: f64,
}

impl Mover {
    fn add(&mut self, weight: f64, pair: &Pair, z: f64) {
        let limits = |s: Share| score_limits(s.k() as f64, s.n() as f64, z);
        let (pa, pb) = (pair.a.proportion(), pair.b.proportion());
        let ((la, ua), (lb, ub)) = (limits(pair.a), limits(pair.b));
        let square = weight * weight;
        self.a += weight * pa;
        self.b += weight * pb;
        self.below += square * ((pa - la) * (pa - la) + (ub - pb) * (ub - pb));
        self.above += square * ((ua - pa) * (ua - pa) + (pb - lb) * (pb - lb));
    }
}
