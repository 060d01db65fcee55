//! Whether a share is firm enough to print. *NCHS Data Presentation Standards for Proportions, Series 2 No. 175, 2017.*

use super::design::{Design, Split, share};
use super::proportion::beta_limits;
use super::refusal::Refusal;
use super::special::t_critical;
use super::{Share, proportion};
use serde::Serialize;

/// Bases below this are marked with an asterisk.
pub const SMALL_BASE: u64 = 30;

/// What the standard says of one share.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    /// Print it.
    Show,
    /// Print it after someone has looked: fewer than 8 degrees of freedom, or a share of 0 or 1.
    Review,
    /// Do not print it.
    Suppress,
}

/// Why.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// Fewer than 30 respondents, or an effective base below 30.
    SmallBase,
    /// The interval is at least 0.30 wide.
    Wide,
    /// The interval is wider than 130 % of the share.
    WideForTheShare,
    /// Fewer than 8 degrees of freedom.
    FewDegrees,
    /// The share is 0 or 1.
    NoughtOrOne,
    /// No objection.
    Firm,
}

/// The ruling with what it rests on.
#[derive(Serialize, Clone, Copy, Debug, PartialEq)]
pub struct Presentation {
    /// The ruling.
    pub ruling: Ruling,
    /// The first ground that decided.
    pub ground: Ground,
    /// Width of the 95 % Clopper-Pearson or Korn-Graubard interval.
    pub width: f64,
    /// Effective base, at most the count.
    pub effective_base: f64,
}

struct Evidence {
    p: f64,
    n: u64,
    effective: f64,
    df: u64,
    width: f64,
}

/// Rules on a share of unweighted counts.
pub fn of_counts(share: Share) -> Presentation {
    rule(&Evidence {
        p: share.proportion(),
        n: share.n(),
        effective: share.n() as f64,
        df: share.n() - 1,
        width: proportion::clopper_pearson(share.k(), share.n(), 0.95).width(),
    })
}

/// Rules on a weighted share, with the effective base min(n, p(1-p)/V·(t_{n-1}/t_df)²) that the standard prescribes.
///
/// # Errors
/// As [`share`].
pub fn of_design(design: &Design, split: Split) -> Result<Presentation, Refusal> {
    let estimate = share(design, split)?;
    let (p, n, df) = (estimate.value, estimate.n as f64, estimate.convention.df);
    let variance = estimate.se * estimate.se;
    let effective = if variance > 0.0 && p > 0.0 && p < 1.0 {
        let ratio = t_critical(0.95, n - 1.0) / t_critical(0.95, df as f64);
        (p * (1.0 - p) / variance * ratio * ratio).min(n)
    } else {
        n
    };
    let (low, high) = beta_limits(effective * p, effective, 0.95);
    Ok(rule(&Evidence {
        p,
        n: estimate.n,
        effective,
        df,
        width: high - low,
    }))
}

fn rule(e: &Evidence) -> Presentation {
    let (ruling, ground) = decide(e);
    Presentation {
        ruling,
        ground,
        width: e.width,
        effective_base: e.effective,
    }
}

fn decide(e: &Evidence) -> (Ruling, Ground) {
    if e.n < SMALL_BASE || e.effective < SMALL_BASE as f64 {
        return (Ruling::Suppress, Ground::SmallBase);
    }
    if e.width >= 0.30 {
        return (Ruling::Suppress, Ground::Wide);
    }
    if e.width > 0.05 && e.width > 1.3 * e.p {
        return (Ruling::Suppress, Ground::WideForTheShare);
    }
    if e.p <= 0.0 || e.p >= 1.0 {
        return (Ruling::Review, Ground::NoughtOrOne);
    }
    if e.df < 8 {
        return (Ruling::Review, Ground::FewDegrees);
    }
    (Ruling::Show, Ground::Firm)
}
