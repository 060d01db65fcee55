//! Pearson's test of a weighted cross table, corrected for the design. *Rao and Scott 1981, 1984; Thomas and Rao 1987.*
//!
//! Under independence n·φ² is distributed as Σδ_i·χ²₁, δ the eigenvalues of
//! Δ = n·(C'D⁻¹C)⁻¹(C'D⁻¹VD⁻¹C), C the interaction contrasts, D = diag(p), V the covariance of the shares p.
//! Only Σδ and Σδ² are needed, and both are traces:
//!
//! * D^{-1/2}C spans the complement of D^{1/2}X, X the row and column indicators. So
//!   D⁻¹C(C'D⁻¹C)⁻¹C'D⁻¹ = M = D⁻¹ - X(X'DX)⁻X', and X'DX is a graph Laplacian with one node per row and column.
//! * V = (I - p1')·(diag(a) - Σ_h c_h·c_h')·(I - 1p') for element samples, a_c = Σ_h g_h·Σw²/W² and
//!   c_h = √(g_h/n_h)·Σw/W. Hence Σδ = n·tr(MV) and Σδ² = n²·tr(MVMV) cost cells × cells × strata.
//!
//! Cells nobody is in: R sets 1/0 to 0. The space of contrasts then is the complement of those combinations of rows and
//! columns that vanish on the empty cells; they tie the row to the column of each empty cell, so tied rows and columns
//! become one node.

use super::matrix;
use super::{Convention, Design};
use crate::inference::pearson::ChiSquare;
use crate::inference::refusal::Refusal;
use crate::inference::special::f_sf;
use serde::Serialize;

/// An F test.
#[derive(Serialize, Clone, Copy, Debug, PartialEq)]
pub struct FTest {
    /// The statistic.
    pub statistic: f64,
    /// Numerator degrees of freedom, often not whole.
    pub ndf: f64,
    /// Denominator degrees of freedom, often not whole.
    pub ddf: f64,
    /// Upper tail probability.
    pub p: f64,
}

impl FTest {
    pub(super) fn new(statistic: f64, ndf: f64, ddf: f64) -> Self {
        let p = f_sf(statistic, ndf, ddf);
        Self {
            statistic,
            ndf,
            ddf,
            p,
        }
    }
}

/// The corrected Pearson tests of one table.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct RaoScott {
    /// n·Σ(p - r·c)²/(r·c) from weighted shares: the uncorrected statistic, not to be referred to χ².
    pub pearson: f64,
    /// First order: X²/δ̄ on χ². R's `statistic = "Chisq"`, the default of SAS.
    pub first: ChiSquare,
    /// Second order: F = X²/Σδ on (Σδ)²/Σδ² and ν times that. R's and Stata's default: **the test to print**.
    pub second: FTest,
    /// Mean generalised design effect δ̄.
    pub mean_design_effect: f64,
    /// ν and how it was counted.
    pub convention: Convention,
}

/// Tests whether rows and columns are independent; the cells of `design` are the table, row by row.
///
/// # Errors
/// [`Refusal::WrongShape`] when the cells are not rows × cols, [`Refusal::NothingToCompare`] with fewer than two
/// occupied rows or columns, [`Refusal::NoVariance`], [`Refusal::NoDegreesOfFreedom`].
pub fn rao_scott(design: &Design, rows: usize, cols: usize) -> Result<RaoScott, Refusal> {
    if rows.checked_mul(cols) != Some(design.totals.len()) {
        return Err(Refusal::WrongShape { rows, cols });
    }
    let convention = design.whole()?;
    let table = Shares::of(design, rows, cols)?;
    let (trace, trace_sq, rank) = table.traces(design)?;
    let n = design.totals.iter().map(|c| c.count as f64).sum::<f64>();
    let phi = table.phi_square();
    let ndf = trace * trace / trace_sq;
    let mean_design_effect = n * trace / f64::from(rank);
    Ok(RaoScott {
        pearson: n * phi,
        first: ChiSquare::new(n * phi / mean_design_effect, rank),
        second: FTest::new(phi / trace, ndf, ndf * convention.df as f64),
        mean_design_effect,
        convention,
    })
}

/// One occupied cell.
struct Cell {
    index: usize,
    row: usize,
    col: usize,
    p: f64,
}

/// Weighted shares of the occupied cells, rows and columns renumbered without empty ones.
struct Shares {
    rows: Vec<f64>,
    cols: Vec<f64>,
    cells: Vec<Cell>,
    weight: f64,
}

impl Shares {
    fn of(design: &Design, rows: usize, cols: usize) -> Result<Self, Refusal> {
        let weight = |i: usize| design.totals[i].weight;
        let row_sums: Vec<f64> = (0..rows)
            .map(|r| (0..cols).map(|c| weight(r * cols + c)).sum())
            .collect();
        let col_sums: Vec<f64> = (0..cols)
            .map(|c| (0..rows).map(|r| weight(r * cols + c)).sum())
            .collect();
        let (row_of, row_shares) = occupied(&row_sums);
        let (col_of, col_shares) = occupied(&col_sums);
        if row_shares.len() < 2 || col_shares.len() < 2 {
            return Err(Refusal::NothingToCompare);
        }
        let whole: f64 = row_sums.iter().sum();
        let cells = (0..rows * cols).filter(|&i| weight(i) > 0.0).map(|i| Cell {
            index: i,
            row: row_of[i / cols],
            col: col_of[i % cols],
            p: weight(i) / whole,
        });
        Ok(Self {
            rows: row_shares,
            cols: col_shares,
            cells: cells.collect(),
            weight: whole,
        })
    }

    /// Σ(p - r·c)²/(r·c) over all cells of occupied rows and columns.
    fn phi_square(&self) -> f64 {
        let mut observed = vec![0.0; self.rows.len() * self.cols.len()];
        for cell in &self.cells {
            observed[cell.row * self.cols.len() + cell.col] = cell.p;
        }
        let expected = self
            .rows
            .iter()
            .flat_map(|r| self.cols.iter().map(move |c| r * c));
        let parts = observed
            .iter()
            .zip(expected)
            .map(|(o, e)| (o - e) * (o - e) / e);
        parts.sum()
    }

    /// tr(MV), tr(MVMV) and the number of eigenvalues.
    fn traces(&self, design: &Design) -> Result<(f64, f64, u32), Refusal> {
        let nodes = self.nodes();
        let (projection, rank) = self.projection(&nodes)?;
        let k = self.cells.len();
        let (spread, sums) = self.variance_parts(design);
        let images: Vec<Vec<f64>> = sums.iter().map(|c| product(&projection, c)).collect();
        let mut trace: f64 = (0..k).map(|i| projection[i * k + i] * spread[i]).sum();
        let mut square = 0.0;
        for (row, a) in projection.chunks_exact(k).zip(&spread) {
            square += a * row.iter().zip(&spread).map(|(m, b)| m * m * b).sum::<f64>();
        }
        for (h, (sum, image)) in sums.iter().zip(&images).enumerate() {
            trace -= dot(sum, image);
            square -= 2.0
                * spread
                    .iter()
                    .zip(image)
                    .map(|(a, y)| a * y * y)
                    .sum::<f64>();
            for (g, other) in images.iter().enumerate().take(h + 1) {
                let cross = dot(sum, other);
                square += if g == h {
                    cross * cross
                } else {
                    2.0 * cross * cross
                };
            }
        }
        let degenerate = rank == 0 || trace <= 1e-14 * spread.iter().sum::<f64>() || square <= 0.0;
        if degenerate {
            Err(Refusal::NoVariance)
        } else {
            Ok((trace, square, rank))
        }
    }

    /// a and the vectors c_h over the occupied cells.
    fn variance_parts(&self, design: &Design) -> (Vec<f64>, Vec<Vec<f64>>) {
        let mut spread = vec![0.0; self.cells.len()];
        let mut sums = Vec::with_capacity(design.strata.len());
        for stratum in design.strata.iter().filter(|s| s.factor > 0.0) {
            let scale = stratum.factor / (self.weight * self.weight);
            let root = (stratum.factor * stratum.inverse_n).sqrt() / self.weight;
            for (a, cell) in spread.iter_mut().zip(&self.cells) {
                *a += scale * stratum.cells[cell.index].weight_sq;
            }
            sums.push(
                self.cells
                    .iter()
                    .map(|c| root * stratum.cells[c.index].weight)
                    .collect(),
            );
        }
        (spread, sums)
    }

    /// The node of every row, then of every column; rows and columns that meet in an empty cell share one.
    fn nodes(&self) -> Forest {
        let (r, c) = (self.rows.len(), self.cols.len());
        let mut empty = vec![true; r * c];
        self.cells
            .iter()
            .for_each(|cell| empty[cell.row * c + cell.col] = false);
        let mut forest = Forest::new(r + c);
        (0..r * c)
            .filter(|&i| empty[i])
            .for_each(|i| forest.join(i / c, r + i % c));
        forest
    }

    /// M over the occupied cells, less its part along p where empty cells leave one, and its rank.
    fn projection(&self, nodes: &Forest) -> Result<(Vec<f64>, u32), Refusal> {
        let (count, k) = (self.rows.len() + self.cols.len(), self.cells.len());
        let ends: Vec<(usize, usize)> = self
            .cells
            .iter()
            .map(|c| (nodes.root(c.row), nodes.root(self.rows.len() + c.col)))
            .collect();
        let (inverse, tied) =
            laplacian_inverse(count, nodes, &ends, &self.cells).ok_or(Refusal::NoVariance)?;
        let mut m = vec![0.0; k * k];
        for (i, &(a, b)) in ends.iter().enumerate() {
            let (from_a, from_b) = (&inverse[a * count..], &inverse[b * count..]);
            for (j, &(c, d)) in ends.iter().enumerate() {
                m[i * k + j] = from_a[d] + from_b[c] - from_a[c] - from_b[d];
            }
            m[i * k + i] += 1.0 / self.cells[i].p;
        }
        if k < self.rows.len() * self.cols.len() {
            self.centre(&mut m);
        }
        Ok((m, (k - tied) as u32))
    }

    /// M ← (I - 1p')·M·(I - p1').
    fn centre(&self, m: &mut [f64]) {
        let p: Vec<f64> = self.cells.iter().map(|c| c.p).collect();
        let along = product(m, &p);
        let both = dot(&along, &p);
        for (i, row) in m.chunks_exact_mut(p.len()).enumerate() {
            for (value, other) in row.iter_mut().zip(&along) {
                *value += both - along[i] - other;
            }
        }
    }
}

/// A generalised inverse of the Laplacian whose edges are the cells, padded with zeros for grounded nodes, and its rank.
fn laplacian_inverse(
    count: usize,
    nodes: &Forest,
    ends: &[(usize, usize)],
    cells: &[Cell],
) -> Option<(Vec<f64>, usize)> {
    let mut parts = Forest::new(count);
    ends.iter().for_each(|&(a, b)| parts.join(a, b));
    // One node of each connected part is grounded: potentials are relative.
    let free: Vec<usize> = (0..count)
        .filter(|&i| nodes.root(i) == i && parts.root(i) != i)
        .collect();
    let n = free.len();
    let mut place = vec![usize::MAX; count];
    free.iter()
        .enumerate()
        .for_each(|(at, &node)| place[node] = at);
    let mut laplacian = vec![0.0; n * n];
    for (&(a, b), cell) in ends.iter().zip(cells).filter(|((a, b), _)| a != b) {
        for (one, two) in [(a, b), (b, a)] {
            if place[one] < n {
                laplacian[place[one] * n + place[one]] += cell.p;
                if place[two] < n {
                    laplacian[place[one] * n + place[two]] -= cell.p;
                }
            }
        }
    }
    let small = matrix::inverse(&laplacian, n)?;
    let mut wide = vec![0.0; count * count];
    for (i, &row) in free.iter().enumerate() {
        for (j, &col) in free.iter().enumerate() {
            wide[row * count + col] = small[i * n + j];
        }
    }
    Some((wide, n))
}

/// New numbers of the occupied positions (any number for empty ones), and the shares they hold.
fn occupied(sums: &[f64]) -> (Vec<usize>, Vec<f64>) {
    let whole: f64 = sums.iter().sum();
    let (mut numbers, mut shares) = (
        Vec::with_capacity(sums.len()),
        Vec::with_capacity(sums.len()),
    );
    for &sum in sums {
        numbers.push(shares.len());
        if sum > 0.0 {
            shares.push(sum / whole);
        }
    }
    (numbers, shares)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn product(matrix: &[f64], vector: &[f64]) -> Vec<f64> {
    matrix
        .chunks_exact(vector.len())
        .map(|row| dot(row, vector))
        .collect()
}

/// Sets of nodes joined by edges.
struct Forest(Vec<usize>);

impl Forest {
    fn new(nodes: usize) -> Self {
        Self((0..nodes).collect())
    }

    fn root(&self, mut node: usize) -> usize {
        while self.0[node] != node {
            node = self.0[node];
        }
        node
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a] = b;
    }
}
