//! Intervals for one weighted share. Which to print: Korn-Graubard where shares are small or near one, else logit.

use super::{Design, Estimate, Split, share};
use crate::inference::interval::{Interval, IntervalMethod};
use crate::inference::proportion::{beta_limits, clopper_pearson, score_limits};
use crate::inference::refusal::Refusal;
use crate::inference::special::t_critical;

/// The design-based methods.
#[derive(serde::Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum ShareMethod {
    /// Clopper-Pearson on the effective sample size p(1-p)/V·(t_{n-1}/t_df)², not cut at n (as R's "beta").
    /// *Korn and Graubard 1998.*
    KornGraubard,
    /// expit(logit p ± t·SE/(p(1-p))), R's "xlogit".
    Logit,
    /// sin²(asin √p ± t·SE/(2√(p(1-p)))), limits held within a quarter turn (R lets them run past it).
    Asin,
    /// Wilson's formula with n = p(1-p)/V and t for z, as R's survey 4.5. *Dean and Pagano 2015.*
    Wilson,
    /// All π with 2n·(p·ln(p/π) + (1-p)·ln((1-p)/(1-π))) ≤ t² for n = p(1-p)/V. *Rao and Scott 1984.*
    Likelihood,
    /// p ± t·SE, R's "mean"; may leave the range from 0 to 1.
    Linear,
}

/// An interval for a weighted share at `level`, with t on the design's degrees of freedom.
///
/// No design method works where the estimated variance is zero, above all at shares of 0 and 1: the result is then
/// Clopper-Pearson on the plain counts, and its `method` says so. A full census gives the share itself.
///
/// # Errors
/// As [`share`].
pub fn share_interval(
    design: &Design,
    split: Split,
    method: ShareMethod,
    level: f64,
) -> Result<Interval, Refusal> {
    let estimate = share(design, split)?;
    let at = Point::of(&estimate, level);
    if estimate.se > 0.0 && estimate.value > 0.0 && estimate.value < 1.0 {
        return Ok(at.interval(method));
    }
    if split.base().all(|c| design.is_census(c)) {
        return Ok(Interval::new(at.p, at.p, level, IntervalMethod::LinearT));
    }
    let yes = split.yes.iter().map(|&c| design.totals[c].count).sum();
    Ok(clopper_pearson(yes, estimate.n, level))
}

impl Design<'_> {
    /// Whether everybody of the population answered in every stratum that reaches into the cell.
    fn is_census(&self, cell: usize) -> bool {
        let mut reached = self.strata.iter().filter(|s| s.cells[cell].count > 0);
        reached.all(|s| s.factor == 0.0)
    }
}

struct Point {
    p: f64,
    se: f64,
    n: f64,
    t: f64,
    level: f64,
}

impl Point {
    fn of(estimate: &Estimate, level: f64) -> Self {
        let df = estimate.convention.df as f64;
        Self {
            p: estimate.value,
            se: estimate.se,
            n: estimate.n as f64,
            t: t_critical(level, df),
            level,
        }
    }

    /// p(1-p)/V.
    fn effective(&self) -> f64 {
        self.p * (1.0 - self.p) / (self.se * self.se)
    }

    fn interval(&self, method: ShareMethod) -> Interval {
        let ((low, high), name) = match method {
            ShareMethod::KornGraubard => (self.korn_graubard(), IntervalMethod::KornGraubard),
            ShareMethod::Logit => (self.logit(), IntervalMethod::LogitT),
            ShareMethod::Asin => (self.asin(), IntervalMethod::AsinT),
            ShareMethod::Wilson => (self.wilson(), IntervalMethod::WilsonEffective),
            ShareMethod::Likelihood => (self.likelihood(), IntervalMethod::RaoScottLikelihood),
            ShareMethod::Linear => (self.linear(), IntervalMethod::LinearT),
        };
        Interval::new(low, high, self.level, name)
    }

    fn korn_graubard(&self) -> (f64, f64) {
        let ratio = t_critical(self.level, self.n - 1.0) / self.t;
        let n = self.effective() * ratio * ratio;
        beta_limits(n * self.p, n, self.level)
    }

    fn logit(&self) -> (f64, f64) {
        let (p, q) = (self.p, 1.0 - self.p);
        let (centre, half) = (libm::log(p / q), self.t * self.se / (p * q));
        let expit = |x: f64| 1.0 / (1.0 + libm::exp(-x));
        (expit(centre - half), expit(centre + half))
    }

    fn asin(&self) -> (f64, f64) {
        let half = self.t * self.se / (2.0 * (self.p * (1.0 - self.p)).sqrt());
        let centre = libm::asin(self.p.sqrt());
        let back = |angle: f64| {
            let sine = libm::sin(angle.clamp(0.0, std::f64::consts::FRAC_PI_2));
            sine * sine
        };
        (back(centre - half), back(centre + half))
    }

    fn wilson(&self) -> (f64, f64) {
        let n = self.effective();
        score_limits(n * self.p, n, self.t)
    }

    fn linear(&self) -> (f64, f64) {
        (self.p - self.t * self.se, self.p + self.t * self.se)
    }

    fn likelihood(&self) -> (f64, f64) {
        let target = self.t * self.t / (2.0 * self.effective());
        let (p, q) = (self.p, 1.0 - self.p);
        let gap = |x: f64| p * libm::log(p / x) + q * libm::log(q / (1.0 - x)) - target;
        (bisect(gap, 0.0, p), bisect(gap, 1.0, p))
    }
}

/// Where `gap`, positive towards `outer` and negative at `inner`, changes sign.
fn bisect(gap: impl Fn(f64) -> f64, mut outer: f64, mut inner: f64) -> f64 {
    for _ in 0..100 {
        let middle = 0.5 * (outer + inner);
        if gap(middle) > 0.0 {
            outer = middle
        } else {
            inner = middle
        }
    }
    0.5 * (outer + inner)
}
