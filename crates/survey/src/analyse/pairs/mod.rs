//! All pairs of single-answer variables at once: sums per stratum and cell, from which tables and design-based tests follow.
//!
//! Counting every pair by itself reads each answer once per pair. Here respondents are sorted so that stratum and weight
//! are constant along a run where possible; several variables are packed into one byte (a mixed-radix number); two packs
//! are counted against each other in one table that fits into the processor's cache; the tables of all pairs of their
//! variables are margins of it. Each table is made by one thread from start to end, so results do not depend on how many
//! threads there are.

mod pack;
mod runs;
mod sweep;

use crate::weights::Weights;

/// One single-answer variable: a code per respondent; codes from `options` on mean no answer, whatever the reason.
#[derive(Clone, Copy, Debug)]
pub struct Coded<'a> {
    /// Codes, one per respondent.
    pub codes: &'a [u8],
    /// Number of options.
    pub options: usize,
}

/// To which stratum each respondent belongs.
#[derive(Clone, Copy, Debug)]
pub struct Strata<'a> {
    /// Stratum of each respondent; empty when there is only one.
    pub of: &'a [u16],
    /// Number of strata.
    pub many: usize,
}

impl Strata<'_> {
    /// One stratum with everybody in it.
    pub const ONE: Strata<'static> = Strata { of: &[], many: 1 };
}

/// Sums of one cell in one stratum; weights are scaled integers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CellOf {
    /// Respondents: exact.
    pub count: u64,
    /// Sum of scaled weights: exact.
    pub weight: u128,
    /// Sum of squared scaled weights, added in the order of respondents.
    pub weight_sq: f64,
}

/// The table of two variables, stratum by stratum, over those who answered both.
#[derive(Clone, Copy, Debug)]
pub struct PairCells<'a> {
    /// Position of the variable in the rows.
    pub first: usize,
    /// Position of the variable in the columns.
    pub second: usize,
    /// Options of the first.
    pub rows: usize,
    /// Options of the second.
    pub cols: usize,
    /// `cells[(stratum * rows + row) * cols + column]`.
    pub cells: &'a [CellOf],
}

impl PairCells<'_> {
    /// Sums over all strata of one cell.
    pub fn total(&self, row: usize, column: usize) -> CellOf {
        let size = self.rows * self.cols;
        let cells = self
            .cells
            .iter()
            .skip(row * self.cols + column)
            .step_by(size);
        cells.fold(CellOf::default(), |sum, cell| CellOf {
            count: sum.count + cell.count,
            weight: sum.weight + cell.weight,
            weight_sq: sum.weight_sq + cell.weight_sq,
        })
    }
}

/// Calls `each` for every pair of variables and returns its results in the order (0,1), (0,2), … (1,2), ….
///
/// All variables, the strata (unless there is one) and the weights must be of the same respondents; a shorter list ends
/// the count early, and a stratum that does not exist drops its respondents. `threads` is the most threads used; 0 counts as 1.
pub fn each_pair<T: Send>(
    variables: &[Coded<'_>],
    strata: Strata<'_>,
    weights: &Weights,
    threads: usize,
    each: impl Fn(&PairCells<'_>) -> T + Sync,
) -> Vec<T> {
    let runs = runs::Runs::of(variables, strata, weights);
    let packs = pack::pack(variables, &runs);
    let mut found = sweep::sweep(&packs, &runs, threads.max(1), &each);
    found.sort_unstable_by_key(|(pair, _)| *pair);
    found.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests;
