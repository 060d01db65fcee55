//! Wald test of independence in a weighted cross table. *Koch, Freeman and Freeman 1975; adjustment Fellegi 1980.*

use super::{Convention, Design, FTest, matrix, total_covariance};
use crate::inference::refusal::Refusal;
use serde::Serialize;

/// Both forms of the Wald test. Unreliable when cells outnumber degrees of freedom by much: prefer Rao-Scott.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct Wald {
    /// W/k on k and ν degrees of freedom; rejects too often.
    pub plain: FTest,
    /// W·(ν-k+1)/(k·ν) on k and ν-k+1 degrees of freedom.
    pub adjusted: FTest,
    /// ν and how it was counted.
    pub convention: Convention,
}

/// W = Y'V(Y)⁻¹Y with Y the totals minus row total × column total / total, first row and column left out.
///
/// # Errors
/// [`Refusal::WrongShape`] when the cells are not rows × cols, [`Refusal::NothingToCompare`] unless at least two rows
/// and columns are given and all are occupied, [`Refusal::NoVariance`] when V(Y) is singular,
/// [`Refusal::NoDegreesOfFreedom`] when ν < k.
pub fn wald(design: &Design, rows: usize, cols: usize) -> Result<Wald, Refusal> {
    if rows.checked_mul(cols) != Some(design.totals.len()) {
        return Err(Refusal::WrongShape { rows, cols });
    }
    let convention = design.whole()?;
    let gaps = Gaps::of(design, rows, cols).ok_or(Refusal::NothingToCompare)?;
    let statistic =
        matrix::quadratic(&gaps.covariance(design), &gaps.values).ok_or(Refusal::NoVariance)?;
    let (k, nu) = (gaps.values.len() as f64, convention.df as f64);
    if nu < k {
        return Err(Refusal::NoDegreesOfFreedom);
    }
    Ok(Wald {
        plain: FTest::new(statistic / k, k, nu),
        adjusted: FTest::new(statistic * (nu - k + 1.0) / (k * nu), k, nu - k + 1.0),
        convention,
    })
}

/// Y and its derivatives by the cell totals (one row of `jacobian` per value).
struct Gaps {
    values: Vec<f64>,
    jacobian: Vec<f64>,
}

impl Gaps {
    fn of(design: &Design, rows: usize, cols: usize) -> Option<Self> {
        let weight = |r: usize, c: usize| design.totals[r * cols + c].weight;
        let row: Vec<f64> = (0..rows)
            .map(|r| (0..cols).map(|c| weight(r, c)).sum())
            .collect();
        let col: Vec<f64> = (0..cols)
            .map(|c| (0..rows).map(|r| weight(r, c)).sum())
            .collect();
        let whole: f64 = row.iter().sum();
        if rows < 2 || cols < 2 || row.iter().chain(&col).any(|&sum| sum <= 0.0) {
            return None;
        }
        let mut gaps = Self {
            values: Vec::new(),
            jacobian: Vec::new(),
        };
        for (r, c) in (1..rows).flat_map(|r| (1..cols).map(move |c| (r, c))) {
            let (share_r, share_c) = (row[r] / whole, col[c] / whole);
            gaps.values.push(weight(r, c) - row[r] * share_c);
            gaps.jacobian.extend((0..rows * cols).map(|i| {
                let (at_r, at_c) = (f64::from(i / cols == r), f64::from(i % cols == c));
                at_r * at_c - share_c * at_r - share_r * at_c + share_r * share_c
            }));
        }
        Some(gaps)
    }

    fn covariance(&self, design: &Design) -> Vec<f64> {
        let (width, k) = (design.totals.len(), self.values.len());
        let totals = total_covariance(design);
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
        let mut out = Vec::with_capacity(k * k);
        for row in self.jacobian.chunks_exact(width) {
            let image: Vec<f64> = totals.chunks_exact(width).map(|t| dot(t, row)).collect();
            out.extend(
                self.jacobian
                    .chunks_exact(width)
                    .map(|other| dot(&image, other)),
            );
        }
        out
    }
}
