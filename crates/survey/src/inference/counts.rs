//! Checked inputs of the classical methods: a share and a table of counts.

use serde::Serialize;

/// Counts above this are not exact in floating point.
const EXACT: u64 = 1 << 53;

/// `k` of `n`, with 0 ≤ k ≤ n and n > 0.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    k: u64,
    n: u64,
}

impl Share {
    /// `None` when `k > n`, when `n` is zero or above 2^53.
    pub const fn new(k: u64, n: u64) -> Option<Self> {
        if k > n || n == 0 || n > EXACT {
            None
        } else {
            Some(Self { k, n })
        }
    }

    /// Those who have the property.
    pub const fn k(self) -> u64 {
        self.k
    }

    /// The base.
    pub const fn n(self) -> u64 {
        self.n
    }

    /// `k / n`.
    pub fn proportion(self) -> f64 {
        self.k as f64 / self.n as f64
    }

    /// Those who do not have the property, of the same base.
    #[must_use]
    pub const fn complement(self) -> Self {
        Self {
            k: self.n - self.k,
            n: self.n,
        }
    }
}

/// A table of unweighted counts, row by row. At least one row and one column.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    rows: usize,
    cols: usize,
    cells: Vec<u64>,
}

impl Counts {
    /// `None` when the shape is empty, does not match the number of cells, or the total exceeds 2^53.
    pub fn new(rows: usize, cols: usize, cells: Vec<u64>) -> Option<Self> {
        let fits = rows.checked_mul(cols) == Some(cells.len()) && !cells.is_empty();
        let total = cells.iter().try_fold(0u64, |sum, &c| sum.checked_add(c));
        (fits && total.is_some_and(|t| t <= EXACT)).then_some(Self { rows, cols, cells })
    }

    /// The two shares as a 2×2 table: first row `a`, first column those who have the property.
    pub fn of_shares(a: Share, b: Share) -> Self {
        Self {
            rows: 2,
            cols: 2,
            cells: vec![a.k, a.n - a.k, b.k, b.n - b.k],
        }
    }

    /// Number of rows.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns.
    pub const fn cols(&self) -> usize {
        self.cols
    }

    /// All cells, row by row.
    pub fn cells(&self) -> &[u64] {
        &self.cells
    }

    /// One cell, zero when outside the table.
    pub fn get(&self, row: usize, col: usize) -> u64 {
        if row < self.rows && col < self.cols {
            self.cells[row * self.cols + col]
        } else {
            0
        }
    }

    /// Sum of all cells.
    pub fn total(&self) -> u64 {
        self.cells.iter().sum()
    }

    /// Sum of each row.
    pub fn row_totals(&self) -> Vec<u64> {
        self.cells
            .chunks_exact(self.cols)
            .map(|row| row.iter().sum())
            .collect()
    }

    /// Sum of each column.
    pub fn col_totals(&self) -> Vec<u64> {
        (0..self.cols)
            .map(|c| self.cells.iter().skip(c).step_by(self.cols).sum())
            .collect()
    }

    /// The table without empty rows and columns; `None` when fewer than two of either remain.
    pub fn compact(&self) -> Option<Self> {
        let (rows, cols) = (occupied(&self.row_totals()), occupied(&self.col_totals()));
        if rows.len() < 2 || cols.len() < 2 {
            return None;
        }
        let cells = rows
            .iter()
            .flat_map(|&r| cols.iter().map(move |&c| self.get(r, c)))
            .collect();
        Some(Self {
            rows: rows.len(),
            cols: cols.len(),
            cells,
        })
    }
}

fn occupied(totals: &[u64]) -> Vec<usize> {
    (0..totals.len()).filter(|&i| totals[i] > 0).collect()
}
