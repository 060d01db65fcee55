//! Fisher's exact test: 2×2 tables here, larger ones in [`rxc`].
//!
//! Terms are taken relative to the mode and walked outwards by their ratios, so no factorial is ever formed, tails far
//! below 1e-30 keep their relative precision, and nothing is allocated. The
//! time of one test grows with the square root of the base.

mod random;
mod rxc;

pub use rxc::{Effort, FisherRxc, rxc};

use super::counts::Share;

/// Tables whose probability exceeds the observed one by no more than this are as extreme (the rule of R's `fisher.test`).
const AS_EXTREME: f64 = 1.0 + 1e-7;
/// Terms this much smaller than all that matters are left out.
const NEGLIGIBLE: f64 = 1e-22;

/// Which way a one-sided alternative points.
#[derive(serde::Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The share of `a` is higher.
    Greater,
    /// The share of `a` is lower.
    Less,
}

/// The hypergeometric distribution of the count in `a` given all margins.
struct Hypergeometric {
    drawn: u64,
    marked: u64,
    least: u64,
    most: u64,
    /// Rows of `b` minus those marked, kept signed: p(x+1)/p(x) needs it.
    spare: i64,
}

impl Hypergeometric {
    fn of(a: Share, b: Share) -> Self {
        let marked = a.k() + b.k();
        let (least, most) = (marked.saturating_sub(b.n()), marked.min(a.n()));
        Self {
            drawn: a.n(),
            marked,
            least,
            most,
            spare: b.n() as i64 - marked as i64,
        }
    }

    fn mode(&self) -> u64 {
        let total = self.drawn as i128 + self.marked as i128 + i128::from(self.spare);
        let mode = (self.drawn as i128 + 1) * (self.marked as i128 + 1) / (total + 2);
        (mode as u64).clamp(self.least, self.most)
    }

    /// p(x + 1) / p(x).
    fn rise(&self, x: u64) -> f64 {
        let over = (self.drawn - x) as f64 * (self.marked - x) as f64;
        over / ((x + 1) as f64 * (self.spare + x as i64 + 1) as f64)
    }

    /// p(x) relative to the mode; 0 once it is too small for a number.
    fn weight(&self, x: u64, mode: u64) -> f64 {
        let rises = (mode..x).map(|y| self.rise(y));
        let falls = (x..mode).rev().map(|y| 1.0 / self.rise(y));
        let mut weight = 1.0;
        for ratio in rises.chain(falls) {
            weight *= ratio;
            // Below, rounding would keep the product from ever reaching zero.
            if weight < f64::MIN_POSITIVE {
                return 0.0;
            }
        }
        weight
    }

    /// Calls `take` with every count that matters and its weight, from the mode up, then from below the mode down,
    /// leaving out what is negligible beside `smallest`.
    fn walk(&self, mode: u64, smallest: f64, mut take: impl FnMut(u64, f64)) {
        let floor = (smallest * NEGLIGIBLE).max(f64::MIN_POSITIVE);
        let mut weight = 1.0;
        for x in mode..=self.most {
            take(x, weight);
            if weight < floor || x == self.most {
                break;
            }
            weight *= self.rise(x);
        }
        weight = 1.0;
        for x in (self.least..mode).rev() {
            weight /= self.rise(x);
            take(x, weight);
            if weight < floor {
                break;
            }
        }
    }
}

/// Two-sided p-value: the probability of all tables no likelier than the observed one, those within a relative 1e-7
/// counted as equally likely. *Fisher 1935; the rule of R's `fisher.test`.* Values below about 1e-300 come out as 0.
pub fn two_sided(a: Share, b: Share) -> f64 {
    let h = Hypergeometric::of(a, b);
    let mode = h.mode();
    let observed = h.weight(a.k(), mode);
    if observed == 0.0 {
        return 0.0;
    }
    let (mut all, mut extreme) = (0.0, 0.0);
    h.walk(mode, observed, |_, weight| {
        all += weight;
        if weight <= observed * AS_EXTREME {
            extreme += weight;
        }
    });
    (extreme / all).min(1.0)
}

/// One-sided p-value: the probability of a count in `a` at least (or at most) as large as observed, margins given.
pub fn one_sided(a: Share, b: Share, side: Side) -> f64 {
    let h = Hypergeometric::of(a, b);
    let mode = h.mode();
    let observed = h.weight(a.k(), mode);
    if observed == 0.0 {
        // All or nothing lies beyond.
        return f64::from((a.k() > mode) != (side == Side::Greater));
    }
    let (mut all, mut extreme) = (0.0, 0.0);
    h.walk(mode, observed, |x, weight| {
        all += weight;
        let counts = match side {
            Side::Greater => x >= a.k(),
            Side::Less => x <= a.k(),
        };
        if counts {
            extreme += weight;
        }
    });
    (extreme / all).min(1.0)
}
