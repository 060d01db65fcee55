//! Tests and measures of association in a table of unweighted counts.
//!
//! Empty rows and columns are left out before the test, as they carry neither expectation nor degrees of freedom.

use super::counts::Counts;
use super::refusal::Refusal;
use super::special::chi_square_sf;
use serde::Serialize;

/// A chi-square statistic with its p-value.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct ChiSquare {
    /// The statistic.
    pub statistic: f64,
    /// (rows - 1)(columns - 1) over rows and columns that hold answers.
    pub df: u32,
    /// Upper tail probability.
    pub p: f64,
}

impl ChiSquare {
    pub(crate) fn new(statistic: f64, df: u32) -> Self {
        Self {
            statistic,
            df,
            p: chi_square_sf(statistic, f64::from(df)),
        }
    }
}

/// Expected counts of a table and what they rest on.
struct Margins {
    rows: Vec<u64>,
    cols: Vec<u64>,
    total: f64,
}

impl Margins {
    fn of(table: &Counts) -> Self {
        Self {
            rows: table.row_totals(),
            cols: table.col_totals(),
            total: table.total() as f64,
        }
    }

    fn expected(&self, cell: usize) -> f64 {
        let (r, c) = (cell / self.cols.len(), cell % self.cols.len());
        self.rows[r] as f64 * self.cols[c] as f64 / self.total
    }

    const fn df(&self) -> u32 {
        ((self.rows.len() - 1) * (self.cols.len() - 1)) as u32
    }
}

/// Σ (observed - expected)² / expected, no continuity correction. *Pearson 1900.*
///
/// # Errors
/// [`Refusal::NothingToCompare`] when fewer than two rows or columns hold answers.
pub fn chi_square(table: &Counts) -> Result<ChiSquare, Refusal> {
    each_cell(table, |observed, expected| {
        (observed - expected) * (observed - expected) / expected
    })
}

/// 2·Σ observed·ln(observed / expected). *Wilks 1935.*
///
/// # Errors
/// [`Refusal::NothingToCompare`] when fewer than two rows or columns hold answers.
pub fn likelihood_ratio(table: &Counts) -> Result<ChiSquare, Refusal> {
    each_cell(table, |observed, expected| {
        if observed > 0.0 {
            2.0 * observed * libm::log(observed / expected)
        } else {
            0.0
        }
    })
}

/// Pearson's statistic of a 2×2 table with each |observed - expected| lessened by min(½, itself). *Yates 1934.*
///
/// # Errors
/// [`Refusal::WrongShape`] unless 2×2, [`Refusal::NothingToCompare`] when a margin is empty.
pub fn yates(table: &Counts) -> Result<ChiSquare, Refusal> {
    if (table.rows(), table.cols()) != (2, 2) {
        return Err(Refusal::WrongShape { rows: 2, cols: 2 });
    }
    each_cell(table, |observed, expected| {
        let gap = ((observed - expected).abs() - 0.5).max(0.0);
        gap * gap / expected
    })
}

fn each_cell(table: &Counts, part: impl Fn(f64, f64) -> f64) -> Result<ChiSquare, Refusal> {
    let table = table.compact().ok_or(Refusal::NothingToCompare)?;
    let margins = Margins::of(&table);
    let cells = table.cells().iter().enumerate();
    let statistic: f64 = cells
        .map(|(i, &o)| part(o as f64, margins.expected(i)))
        .sum();
    Ok(ChiSquare::new(statistic.max(0.0), margins.df()))
}

/// (observed - expected) / √(expected·(1 - row share)·(1 - column share)) for every cell, row by row; about normal
/// under independence. Zero where a margin is empty or holds everything. *Haberman 1973.*
pub fn adjusted_residuals(table: &Counts) -> Vec<f64> {
    let m = Margins::of(table);
    let residual = |i: usize, observed: u64| {
        let (row, col) = (
            m.rows[i / m.cols.len()] as f64,
            m.cols[i % m.cols.len()] as f64,
        );
        let expected = row * col / m.total;
        let variance = expected * (1.0 - row / m.total) * (1.0 - col / m.total);
        if variance > 0.0 {
            (observed as f64 - expected) / variance.sqrt()
        } else {
            0.0
        }
    };
    table
        .cells()
        .iter()
        .enumerate()
        .map(|(i, &o)| residual(i, o))
        .collect()
}

/// √(X² / (n·min(rows - 1, columns - 1))): 0 no association, 1 complete. *Cramér 1946.*
///
/// # Errors
/// [`Refusal::NothingToCompare`] when fewer than two rows or columns hold answers.
pub fn cramers_v(table: &Counts) -> Result<f64, Refusal> {
    let table = table.compact().ok_or(Refusal::NothingToCompare)?;
    let least = table.rows().min(table.cols()) - 1;
    let statistic = chi_square(&table)?.statistic;
    Ok((statistic / (table.total() as f64 * least as f64))
        .sqrt()
        .min(1.0))
}

/// Whether the chi-square approximation may be trusted. *Cochran 1954.*
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct ExpectedCounts {
    /// Smallest expected count.
    pub smallest: f64,
    /// Cells with an expected count under 5.
    pub under_five: usize,
    /// Cells in all.
    pub cells: usize,
    /// No expected count under 1, and at most one cell in five under 5.
    pub holds: bool,
}

/// Cochran's rule on the expected counts of the occupied rows and columns.
///
/// # Errors
/// [`Refusal::NothingToCompare`] when fewer than two rows or columns hold answers.
pub fn expected_counts(table: &Counts) -> Result<ExpectedCounts, Refusal> {
    let table = table.compact().ok_or(Refusal::NothingToCompare)?;
    let margins = Margins::of(&table);
    let cells = table.cells().len();
    let expected = || (0..cells).map(|i| margins.expected(i));
    let smallest = expected().fold(f64::INFINITY, f64::min);
    let under_five = expected().filter(|&e| e < 5.0).count();
    Ok(ExpectedCounts {
        smallest,
        under_five,
        cells,
        holds: smallest >= 1.0 && under_five * 5 <= cells,
    })
}
