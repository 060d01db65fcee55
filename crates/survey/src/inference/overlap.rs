//! Two shares from bases that share respondents (a column against the total, two options of one question), when only
//! effective bases are known. With the sums per stratum at hand, [`super::design::difference`] linearises the same
//! comparison exactly and is to be preferred.

use super::refusal::Refusal;
use super::special::t_two_sided;
use serde::Serialize;

/// A share with its effective base.
#[derive(Serialize, Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// The (weighted) share.
    pub share: f64,
    /// Effective base (Σw)²/Σw²; the count when unweighted.
    pub base: f64,
}

/// A t test.
#[derive(Serialize, Clone, Copy, Debug, PartialEq)]
pub struct TTest {
    /// The statistic.
    pub t: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// Two-sided p-value.
    pub p: f64,
}

/// t = (p₁ - p₂)/√(p(1-p)(1/e₁ + 1/e₂ - 2e₀/(e₁e₂))), df = e₁ + e₂ - e₀ - 2, p pooled over e₁ and e₂, e₀ the effective
/// base of those in both. *The overlap formula of UNICOM Intelligence (Dimensions).* Leaving e₀ out lowers |t|: the
/// usual mark "against total" is too timid.
///
/// # Errors
/// [`Refusal::OutOfRange`] for shares outside 0 to 1, bases that are not positive or an overlap above either base,
/// [`Refusal::NoVariance`] when both shares are 0 or 1 or the bases are the same people,
/// [`Refusal::NoDegreesOfFreedom`].
pub fn overlapping(a: Column, b: Column, shared: f64) -> Result<TTest, Refusal> {
    let sound = |c: Column| {
        (0.0..=1.0).contains(&c.share) && c.base > 0.0 && c.base.is_finite() && shared <= c.base
    };
    if !(sound(a) && sound(b) && shared >= 0.0) {
        return Err(Refusal::OutOfRange);
    }
    let pooled = (a.share * a.base + b.share * b.base) / (a.base + b.base);
    let spread = 1.0 / a.base + 1.0 / b.base - 2.0 * shared / (a.base * b.base);
    let (variance, df) = (
        pooled * (1.0 - pooled) * spread,
        a.base + b.base - shared - 2.0,
    );
    match (variance > 0.0, df > 0.0) {
        (false, _) => Err(Refusal::NoVariance),
        (_, false) => Err(Refusal::NoDegreesOfFreedom),
        _ => {
            let t = (a.share - b.share) / variance.sqrt();
            Ok(TTest {
                t,
                df,
                p: t_two_sided(t, df),
            })
        }
    }
}
