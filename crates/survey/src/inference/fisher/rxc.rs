//! Fisher-Freeman-Halton test of an R×C table: exact where the work allows, else Monte Carlo with its own error.
//!
//! Exact: columns are dealt out one by one; partial tables that leave the same row totals and have the same likelihood
//! are merged, and a group is settled as a whole once bounds show that all or none of its completions are as extreme as
//! the table observed. This is the network idea of *Mehta and Patel 1983* with simpler bounds.

use super::random::Draws;
use super::{AS_EXTREME, Hypergeometric};
use crate::inference::{Counts, Refusal};
use serde::Serialize;
use std::collections::BTreeMap;

/// How much work may go into one test.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Steps of the exact enumeration before Monte Carlo takes over; a million take some tenths of a second.
    pub steps: u64,
    /// Tables drawn by Monte Carlo.
    pub draws: u32,
    /// Seed of the draws.
    pub seed: u64,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            steps: 2_000_000,
            draws: 100_000,
            seed: 1,
        }
    }
}

/// Result of the Fisher-Freeman-Halton test.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct FisherRxc {
    /// The p-value; by Monte Carlo (1 + extreme draws) / (1 + draws).
    pub p: f64,
    /// √(p(1-p)/draws) of the Monte Carlo estimate; zero when exact.
    pub standard_error: f64,
    /// Tables drawn; zero when exact.
    pub draws: u32,
}

/// Probability, margins given, of all tables no likelier than the observed one (relative tolerance 1e-7).
/// *Freeman and Halton 1951; Monte Carlo: Patefield 1981 (sequential hypergeometric draws).*
///
/// # Errors
/// [`Refusal::NothingToCompare`] when fewer than two rows or columns hold answers.
pub fn rxc(table: &Counts, effort: &Effort) -> Result<FisherRxc, Refusal> {
    let problem = Problem::of(&table.compact().ok_or(Refusal::NothingToCompare)?);
    Ok(match problem.exact(effort.steps) {
        Some(p) => FisherRxc {
            p,
            standard_error: 0.0,
            draws: 0,
        },
        None => problem.monte_carlo(effort),
    })
}

/// Margins with at most as many rows as columns, and what counts as extreme.
struct Problem {
    rows: Vec<u64>,
    cols: Vec<u64>,
    ln: LnFactorial,
    /// Tables whose Σ ln x! is at least this are as extreme as the observed one.
    extreme: f64,
}

impl Problem {
    fn of(table: &Counts) -> Self {
        let (mut rows, mut cols) = (table.row_totals(), table.col_totals());
        if rows.len() > cols.len() {
            std::mem::swap(&mut rows, &mut cols);
        }
        rows.sort_unstable();
        cols.sort_unstable_by(|a, b| b.cmp(a));
        let ln = LnFactorial::up_to(table.total());
        let observed = ln.sum(table.cells());
        Self {
            rows,
            cols,
            extreme: observed - libm::log(AS_EXTREME),
            ln,
        }
    }

    /// Ln of Σ Π 1/x! over all tables with these margins: ln n! - Σ ln row! - Σ ln col!.
    fn ln_mass(&self, rows: &[u64], cols: &[u64]) -> f64 {
        self.ln.of(rows.iter().sum()) - self.ln.sum(rows) - self.ln.sum(cols)
    }

    fn exact(&self, steps: u64) -> Option<f64> {
        let mut search = Search {
            problem: self,
            whole: self.ln_mass(&self.rows, &self.cols),
            p: 0.0,
            left: steps,
        };
        let mut layer = Layer::from([(
            self.rows.clone(),
            Pasts::from([(
                0,
                Past {
                    sum: 0.0,
                    paths: 1.0,
                },
            )]),
        )]);
        for done in 0..self.cols.len() {
            layer = search.deal(&layer, done)?;
        }
        Some(search.p.min(1.0))
    }

    fn monte_carlo(&self, effort: &Effort) -> FisherRxc {
        let mut random = Draws::new(effort.seed);
        let mut left = self.rows.clone();
        let draws = effort.draws.max(1);
        let hits = (0..draws)
            .filter(|_| self.draw(&mut random, &mut left) >= self.extreme)
            .count();
        let p = (1.0 + hits as f64) / (1.0 + f64::from(draws));
        FisherRxc {
            p,
            standard_error: (p * (1.0 - p) / f64::from(draws)).sqrt(),
            draws,
        }
    }

    /// Σ ln x! of one random table with the given margins; `left` is scratch.
    fn draw(&self, random: &mut Draws, left: &mut [u64]) -> f64 {
        left.copy_from_slice(&self.rows);
        let mut pool: u64 = self.rows.iter().sum();
        let mut sum = 0.0;
        for &col in &self.cols {
            let (mut open, mut wanted) = (pool, col);
            for row in left.iter_mut() {
                let x = self.draw_cell(random, *row, wanted, open);
                open -= *row;
                wanted -= x;
                *row -= x;
                sum += self.ln.of(x);
            }
            pool -= col;
        }
        sum
    }

    /// How many of `drawn` come from the `marked` among `total`: inversion from the mode outwards.
    fn draw_cell(&self, random: &mut Draws, marked: u64, drawn: u64, total: u64) -> u64 {
        let rest = total - marked;
        let spare = rest as i64 - drawn as i64;
        let h = Hypergeometric {
            drawn,
            marked,
            least: drawn.saturating_sub(rest),
            most: drawn.min(marked),
            spare,
        };
        if h.least == h.most {
            return h.least;
        }
        let mode = h.mode();
        h.invert(mode, self.density(&h, mode, total), random.uniform())
    }

    fn density(&self, h: &Hypergeometric, x: u64, total: u64) -> f64 {
        let choose = |n: u64, k: u64| self.ln.of(n) - self.ln.of(k) - self.ln.of(n - k);
        libm::exp(
            choose(h.marked, x) + choose(total - h.marked, h.drawn - x) - choose(total, h.drawn),
        )
    }
}

impl Hypergeometric {
    /// The count at which `u` is used up, taking probabilities alternately above and below the mode.
    fn invert(&self, mode: u64, at_mode: f64, mut u: f64) -> u64 {
        let (mut high, mut low) = ((mode, at_mode), (mode, at_mode));
        u -= at_mode;
        while u > 0.0 && (high.0 < self.most || low.0 > self.least) {
            if high.0 < self.most {
                high = (high.0 + 1, high.1 * self.rise(high.0));
                u -= high.1;
                if u <= 0.0 {
                    return high.0;
                }
            }
            if low.0 > self.least {
                low = (low.0 - 1, low.1 / self.rise(low.0 - 1));
                u -= low.1;
                if u <= 0.0 {
                    return low.0;
                }
            }
        }
        mode
    }
}

/// Partial tables with equal Σ ln x!.
#[derive(Clone, Copy)]
struct Past {
    sum: f64,
    paths: f64,
}

/// Keyed by Σ ln x! in units of 1e-9, so that equal likelihoods meet despite rounding.
type Pasts = BTreeMap<i64, Past>;
/// Partial tables by the row totals they leave, sorted.
type Layer = BTreeMap<Vec<u64>, Pasts>;

/// Partial tables that leave the same rows, about to receive column `done`.
struct Group<'a> {
    rows: &'a [u64],
    pasts: &'a Pasts,
    done: usize,
}

struct Search<'a> {
    problem: &'a Problem,
    whole: f64,
    p: f64,
    left: u64,
}

impl Search<'_> {
    /// Deals column `done` to every group of a layer; `None` when the allowed steps are used up.
    fn deal(&mut self, layer: &Layer, done: usize) -> Option<Layer> {
        let mut next = Layer::new();
        for (rows, pasts) in layer {
            let group = Group { rows, pasts, done };
            self.spread(
                &group,
                &mut vec![0; rows.len()],
                (0, self.problem.cols[done]),
                &mut next,
            )?;
        }
        Some(next)
    }

    /// Fills `column` from row `at.0` on with `at.1` answers in every possible way.
    fn spread(
        &mut self,
        group: &Group,
        column: &mut [u64],
        at: (usize, u64),
        next: &mut Layer,
    ) -> Option<()> {
        let ((row, wanted), rows) = (at, group.rows);
        if row == rows.len() {
            return self.settle(group, column, next);
        }
        let room: u64 = rows[row + 1..].iter().sum();
        for x in wanted.saturating_sub(room)..=wanted.min(rows[row]) {
            column[row] = x;
            self.spread(group, column, (row + 1, wanted - x), next)?;
        }
        Some(())
    }

    /// Extends every past by one filled column: counts it, drops it or hands it on.
    fn settle(&mut self, group: &Group, column: &[u64], next: &mut Layer) -> Option<()> {
        let Group { rows, pasts, done } = *group;
        self.left = self.left.checked_sub(1 + pasts.len() as u64)?;
        let mut left: Vec<u64> = rows.iter().zip(column).map(|(r, x)| r - x).collect();
        left.sort_unstable();
        let open = &self.problem.cols[done + 1..];
        let step = self.problem.ln.sum(column);
        let (least, most) = self.problem.ln.bounds(&left, open);
        let all_from = self.problem.extreme - least - step;
        let none_below = self.problem.extreme - most - step;
        let mass = self.problem.ln_mass(&left, open) - self.whole - step;
        let mut open_pasts = Vec::new();
        for past in pasts.values() {
            if past.sum >= all_from {
                self.p += past.paths * libm::exp(mass - past.sum);
            } else if past.sum >= none_below {
                open_pasts.push(Past {
                    sum: past.sum + step,
                    paths: past.paths,
                });
            }
        }
        if !open_pasts.is_empty() {
            merge(next.entry(left).or_default(), &open_pasts);
        }
        Some(())
    }
}

fn merge(into: &mut Pasts, pasts: &[Past]) {
    for past in pasts {
        let key = libm::round(past.sum * 1e9) as i64;
        into.entry(key)
            .or_insert(Past {
                sum: past.sum,
                paths: 0.0,
            })
            .paths += past.paths;
    }
}

/// Logarithms of factorials, the small ones from a table.
struct LnFactorial(Vec<f64>);

impl LnFactorial {
    fn up_to(n: u64) -> Self {
        Self(
            (0..=n.min(100_000))
                .map(|i| libm::lgamma(i as f64 + 1.0))
                .collect(),
        )
    }

    fn of(&self, n: u64) -> f64 {
        self.0
            .get(n as usize)
            .copied()
            .unwrap_or_else(|| libm::lgamma(n as f64 + 1.0))
    }

    fn sum(&self, counts: &[u64]) -> f64 {
        counts.iter().map(|&n| self.of(n)).sum()
    }

    /// Bounds of Σ ln x! over all tables with these margins. Below: ln Γ is convex, so spreading each margin evenly
    /// minimises it. Above: a multinomial coefficient is at least one.
    fn bounds(&self, rows: &[u64], cols: &[u64]) -> (f64, f64) {
        if cols.is_empty() {
            return (0.0, 0.0);
        }
        let least = even(rows, cols.len()).max(even(cols, rows.len()));
        (least - 1e-10, self.sum(rows).min(self.sum(cols)) + 1e-10)
    }
}

fn even(margin: &[u64], parts: usize) -> f64 {
    let parts = parts as f64;
    margin
        .iter()
        .map(|&m| parts * libm::lgamma(m as f64 / parts + 1.0))
        .sum()
}
