//! Tests that use the order of categories.

use super::counts::{Counts, Share};
use super::pearson::ChiSquare;
use super::refusal::Refusal;
use serde::Serialize;

/// A one-degree-of-freedom test with its direction.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct Trend {
    /// Signed root of the statistic: positive when the share rises with the score.
    pub z: f64,
    /// The statistic on one degree of freedom.
    pub test: ChiSquare,
}

impl Trend {
    fn new(z: f64) -> Self {
        Self {
            z,
            test: ChiSquare::new(z * z, 1),
        }
    }
}

/// Whether shares rise or fall over ordered groups with the given scores:
/// Σ s(k - n·p) / √(p(1-p)(Σ n·s² - (Σ n·s)²/N)). *Cochran 1954; Armitage 1955; R's `prop.trend.test`.*
///
/// # Errors
/// [`Refusal::OutOfRange`] when scores do not match the groups; [`Refusal::NoVariance`] when all scores or all answers
/// are alike.
pub fn cochran_armitage(groups: &[Share], scores: &[f64]) -> Result<Trend, Refusal> {
    check_scores(groups.len(), scores)?;
    let n = groups.iter().map(|g| g.n() as f64).sum::<f64>();
    let p = groups.iter().map(|g| g.k() as f64).sum::<f64>() / n;
    let of = |f: &dyn Fn(&Share, f64) -> f64| -> f64 {
        groups.iter().zip(scores).map(|(g, &s)| f(g, s)).sum()
    };
    let mean = of(&|g, s| s * g.n() as f64) / n;
    let spread = of(&|g, s| g.n() as f64 * (s - mean) * (s - mean));
    let gap = of(&|g, s| (s - mean) * (g.k() as f64 - g.n() as f64 * p));
    signed(gap, p * (1.0 - p) * spread)
}

/// Linear-by-linear association of two ordered questions: (N - 1)·r² on one degree of freedom.
/// *Mantel 1963; Agresti 2002, 3.4.*
///
/// # Errors
/// As [`cochran_armitage`].
pub fn linear_by_linear(
    table: &Counts,
    row_scores: &[f64],
    col_scores: &[f64],
) -> Result<Trend, Refusal> {
    check_scores(table.rows(), row_scores)?;
    check_scores(table.cols(), col_scores)?;
    let n = table.total() as f64;
    let mean = |totals: Vec<u64>, scores: &[f64]| {
        totals
            .iter()
            .zip(scores)
            .map(|(&t, s)| t as f64 * s)
            .sum::<f64>()
            / n
    };
    let (u, v) = (
        mean(table.row_totals(), row_scores),
        mean(table.col_totals(), col_scores),
    );
    let (mut uu, mut vv, mut uv) = (0.0, 0.0, 0.0);
    for (i, &count) in table.cells().iter().enumerate() {
        let (x, y) = (
            row_scores[i / table.cols()] - u,
            col_scores[i % table.cols()] - v,
        );
        uu += count as f64 * x * x;
        vv += count as f64 * y * y;
        uv += count as f64 * x * y;
    }
    signed(uv * (n - 1.0).max(0.0).sqrt(), uu * vv)
}

fn signed(gap: f64, variance: f64) -> Result<Trend, Refusal> {
    if variance > 0.0 {
        Ok(Trend::new(gap / variance.sqrt()))
    } else {
        Err(Refusal::NoVariance)
    }
}

fn check_scores(groups: usize, scores: &[f64]) -> Result<(), Refusal> {
    let fits = groups == scores.len() && scores.iter().all(|s| s.is_finite());
    if fits {
        Ok(())
    } else {
        Err(Refusal::OutOfRange)
    }
}
