//! Weighted totals and shares with their Taylor standard errors, and what weighting costs.

use super::{Convention, Design, enough};
use crate::inference::refusal::Refusal;
use serde::Serialize;

/// A share to be estimated: the respondents in `yes` among those in `yes` and `no`. The lists are positions of cells,
/// and no cell is in both.
#[derive(Clone, Copy, Debug)]
pub struct Split<'a> {
    /// Cells that have the property.
    pub yes: &'a [usize],
    /// Cells of the base that do not have it.
    pub no: &'a [usize],
}

impl Split<'_> {
    pub(super) fn base(&self) -> impl Iterator<Item = usize> + Clone {
        self.yes.iter().chain(self.no).copied()
    }
}

/// A weighted estimate.
#[derive(Serialize, Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate: a share or a total.
    pub value: f64,
    /// Its linearised (Taylor) standard error.
    pub se: f64,
    /// Respondents in the base.
    pub n: u64,
    /// Of a share: variance over that of a simple random sample with replacement of the same n,
    /// V / (p(1-p)/(n-1)), R's `deff = "replace"`. `None` for a total and for shares of 0 and 1.
    pub design_effect: Option<f64>,
    /// Conventions behind standard error and degrees of freedom.
    pub convention: Convention,
}

/// Weighted share Σw(yes)/Σw(base); V from the gradient (y - p)/Σw. *Woodruff 1971; formula of R's `svymean`.*
///
/// # Errors
/// [`Refusal::EmptyBase`] when the base has no weight, [`Refusal::OutOfRange`] for a cell that does not exist,
/// [`Refusal::NoDegreesOfFreedom`].
pub fn share(design: &Design, split: Split) -> Result<Estimate, Refusal> {
    let (value, variance) = moments(design, split)?;
    let n: u64 = split.base().map(|c| design.totals[c].count).sum();
    let simple = value * (1.0 - value) / (n as f64 - 1.0);
    Ok(Estimate {
        value,
        se: variance.sqrt(),
        n,
        design_effect: (simple > 0.0).then(|| variance / simple),
        convention: enough(design.convention(split.base()))?,
    })
}

fn moments(design: &Design, split: Split) -> Result<(f64, f64), Refusal> {
    if !design.within(split.yes) || !design.within(split.no) {
        return Err(Refusal::OutOfRange);
    }
    let sum = |cells: &[usize]| cells.iter().map(|&c| design.totals[c].weight).sum::<f64>();
    let (yes, no) = (sum(split.yes), sum(split.no));
    let base = yes + no;
    if base <= 0.0 {
        return Err(Refusal::EmptyBase);
    }
    // Adding a column that is empty must not turn 1 into 0.999...
    let p = if no > 0.0 { yes / base } else { 1.0 };
    Ok((p, share_variance(design, split, p) / (base * base)))
}

/// Σ_h g_h·((1-p)²·Σw²(yes) + p²·Σw²(no) - ((1-p)·Σw(yes) - p·Σw(no))²/n_h), to be divided by (Σw)².
fn share_variance(design: &Design, split: Split, p: f64) -> f64 {
    let q = 1.0 - p;
    let mut variance = 0.0;
    for stratum in &design.strata {
        let sums = |cells: &[usize]| {
            cells.iter().fold((0.0, 0.0), |(w, w2), &c| {
                let cell = &stratum.cells[c];
                (w + cell.weight, w2 + cell.weight_sq)
            })
        };
        let ((yes, yes_sq), (no, no_sq)) = (sums(split.yes), sums(split.no));
        let sum = q * yes - p * no;
        variance +=
            stratum.factor * (q * q * yes_sq + p * p * no_sq - sum * sum * stratum.inverse_n);
    }
    variance.max(0.0)
}

/// Weighted total of some cells: Σw with V = Σ_h g_h·(Σw² - (Σw)²/n_h). *Formula of R's `svytotal`.*
///
/// # Errors
/// [`Refusal::OutOfRange`] for a cell that does not exist, [`Refusal::NoDegreesOfFreedom`].
pub fn total(design: &Design, cells: &[usize]) -> Result<Estimate, Refusal> {
    if !design.within(cells) {
        return Err(Refusal::OutOfRange);
    }
    let mut gradient = vec![0.0; design.totals.len()];
    cells.iter().for_each(|&c| gradient[c] = 1.0);
    Ok(Estimate {
        value: cells.iter().map(|&c| design.totals[c].weight).sum(),
        se: design.variance(&gradient).sqrt(),
        n: cells.iter().map(|&c| design.totals[c].count).sum(),
        design_effect: None,
        convention: design.whole()?,
    })
}

/// Covariance of all weighted cell totals, row by row (cells × cells):
/// Σ_h g_h·(diag(Σw²) - s·s'/n_h), s the vector of Σw.
pub fn total_covariance(design: &Design) -> Vec<f64> {
    let k = design.totals.len();
    let mut out = vec![0.0; k * k];
    for stratum in &design.strata {
        for (i, one) in stratum.cells.iter().enumerate() {
            out[i * k + i] += stratum.factor * one.weight_sq;
            let scale = stratum.factor * stratum.inverse_n * one.weight;
            for (value, two) in out[i * k..(i + 1) * k].iter_mut().zip(stratum.cells) {
                *value -= scale * two.weight;
            }
        }
    }
    out
}

/// What unequal weights cost a simple mean, for description; tests under stratification do not use it.
#[derive(Serialize, Clone, Copy, Debug, PartialEq)]
pub struct Kish {
    /// n·Σw²/(Σw)².
    pub design_effect: f64,
    /// (Σw)²/Σw², the effective base.
    pub effective_base: f64,
}

/// Kish's design effect of weighting over some cells. *Kish 1965, 1992.*
///
/// # Errors
/// [`Refusal::EmptyBase`] when the cells hold no weight, [`Refusal::OutOfRange`] for a cell that does not exist.
pub fn kish(design: &Design, cells: &[usize]) -> Result<Kish, Refusal> {
    if !design.within(cells) {
        return Err(Refusal::OutOfRange);
    }
    let sum =
        |f: fn(&super::CellSums) -> f64| cells.iter().map(|&c| f(&design.totals[c])).sum::<f64>();
    let (count, weight, squares) = (
        sum(|c| c.count as f64),
        sum(|c| c.weight),
        sum(|c| c.weight_sq),
    );
    if squares <= 0.0 {
        return Err(Refusal::EmptyBase);
    }
    let effective_base = weight * weight / squares;
    Ok(Kish {
        design_effect: count / effective_base,
        effective_base,
    })
}
