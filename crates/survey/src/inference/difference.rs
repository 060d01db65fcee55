//! Two independent proportions side by side: difference, odds ratio, effect size.

use super::counts::Share;
use super::interval::{Interval, IntervalMethod};
use super::proportion::score_limits;
use super::special::normal_critical;
use serde::Serialize;

/// Interval for p_a - p_b by combining the two Wilson intervals:
/// d - √((p_a-l_a)² + (u_b-p_b)²) to d + √((u_a-p_a)² + (p_b-l_b)²). *Newcombe 1998, method 10.*
pub fn newcombe(a: Share, b: Share, level: f64) -> Interval {
    let z = normal_critical(level);
    let (pa, pb) = (a.proportion(), b.proportion());
    let (la, ua) = score_limits(a.k() as f64, a.n() as f64, z);
    let (lb, ub) = score_limits(b.k() as f64, b.n() as f64, z);
    let low = pa - pb - libm::hypot(pa - la, ub - pb);
    let high = pa - pb + libm::hypot(ua - pa, pb - lb);
    Interval::new(
        low.max(-1.0),
        high.min(1.0),
        level,
        IntervalMethod::Newcombe,
    )
}

/// Odds of `a` over odds of `b`. Both parts are `None` when a cell of the 2×2 table is empty: the ratio is then zero,
/// infinite or undefined, and no interval on the log scale exists.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct OddsRatio {
    /// The sample odds ratio.
    pub estimate: Option<f64>,
    /// exp(ln OR ± z·√(1/a+1/b+1/c+1/d)), Woolf 1955.
    pub interval: Option<Interval>,
}

/// Sample odds ratio with Woolf's interval. *Woolf 1955.*
pub fn odds_ratio(a: Share, b: Share, level: f64) -> OddsRatio {
    let cells = [a.k(), a.n() - a.k(), b.k(), b.n() - b.k()].map(|c| c as f64);
    if cells.contains(&0.0) {
        return OddsRatio {
            estimate: None,
            interval: None,
        };
    }
    let [w, x, y, z] = cells;
    let log = libm::log(w / x) - libm::log(y / z);
    let half = normal_critical(level) * (1.0 / w + 1.0 / x + 1.0 / y + 1.0 / z).sqrt();
    let interval = Interval::new(
        libm::exp(log - half),
        libm::exp(log + half),
        level,
        IntervalMethod::WoolfLogit,
    );
    OddsRatio {
        estimate: Some(w * z / (x * y)),
        interval: Some(interval),
    }
}

/// Effect size h = 2·asin √p_a - 2·asin √p_b; 0.2 is called small, 0.5 medium, 0.8 large. *Cohen 1988.*
pub fn cohens_h(a: Share, b: Share) -> f64 {
    let angle = |s: Share| 2.0 * libm::asin(s.proportion().sqrt());
    angle(a) - angle(b)
}
