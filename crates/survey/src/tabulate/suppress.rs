//! Small cells withheld, and as many others as it takes that nobody can work them out again.
//!
//! Cells and bases of 1 to 4 are withheld first. Then the reader's knowledge is written down as equations (a row of single
//! answers adds up to its base, groups add up to the total, options to their net) and solved; while a withheld number is
//! still determined, by subtraction or because only one whole number fits, its smallest neighbour is withheld too.
//! Rules: Hundepool et al. 2012, "Statistical Disclosure Control", ch. 4.

mod solve;

use super::grid::{Grid, Line};
use crate::table::{Count, Table, TableKind, Value};

/// The smallest number withheld.
pub(crate) const SMALLEST_SMALL: u64 = 1;
/// The largest number withheld for being small.
pub(crate) const LARGEST_SMALL: u64 = 4;
/// Most numbers withheld before the whole table is.
const MOST_UNKNOWNS: usize = 1500;

/// Withholds what must not be shown. Returns whether anything was.
pub(crate) fn apply(table: &mut Table, grid: &Grid) -> bool {
    let numbers = Numbers::of(grid);
    let withheld = numbers.withheld(table.kind == TableKind::Multiple || !grid.subject.exclusive);
    for (at, _) in withheld.iter().enumerate().filter(|(_, hidden)| **hidden) {
        hide(table, numbers.place(at));
    }
    withheld.contains(&true)
}

fn hide(table: &mut Table, (line, column): (usize, Option<usize>)) {
    let row = &mut table.rows[line];
    match column {
        None => {
            row.base.n = Count::Unknown;
            row.base.weighted = None;
            row.base.effective = None;
        }
        Some(column) => {
            let cell = &mut row.cells[column];
            cell.value = Value::Suppressed;
            cell.count = Count::Unknown;
            cell.interval = None;
        }
    }
}

/// A number known to equal the sum of others.
#[derive(Clone, Debug)]
pub(crate) struct Sum {
    pub whole: usize,
    pub parts: Vec<usize>,
}

/// The numbers of a table in one list, base before cells, line by line, and how they add up.
struct Numbers {
    width: usize,
    counts: Vec<u64>,
    sums: Vec<Sum>,
    /// Withholding the first gives the second away unless it is withheld too (a percentage and its whole).
    links: Vec<(usize, usize)>,
    totals: Vec<bool>,
}

impl Numbers {
    fn of(grid: &Grid) -> Numbers {
        let width = grid.subject.columns.len() + 1;
        let counts = grid.lines.iter().flat_map(|line| {
            let cells = line.cells.iter().map(|cell| cell.count());
            std::iter::once(line.base.count()).chain(cells)
        });
        let mut numbers = Numbers {
            width,
            counts: counts.collect(),
            sums: Vec::new(),
            links: Vec::new(),
            totals: grid.lines.iter().map(|line| line.total).collect(),
        };
        for (at, line) in grid.lines.iter().enumerate() {
            numbers.add_row(grid, at);
            numbers.link(grid, at, line);
        }
        if grid.is_partition() {
            numbers.add_groups(grid);
        }
        numbers
            .sums
            .retain(|sum| numbers_add_up(&numbers.counts, sum));
        numbers
    }

    fn at(&self, line: usize, column: Option<usize>) -> usize {
        line * self.width + column.map_or(0, |column| column + 1)
    }

    fn place(&self, at: usize) -> (usize, Option<usize>) {
        (at / self.width, (at % self.width).checked_sub(1))
    }

    fn add_row(&mut self, grid: &Grid, line: usize) {
        if grid.subject.exclusive {
            let parts = (0..grid.shares()).map(|column| self.at(line, Some(column)));
            self.sums.push(Sum {
                whole: self.at(line, None),
                parts: parts.collect(),
            });
        }
        for (net, members) in grid.subject.nets.iter().enumerate() {
            let parts = members.iter().map(|column| self.at(line, Some(*column)));
            self.sums.push(Sum {
                whole: self.at(line, Some(grid.shares() + net)),
                parts: parts.collect(),
            });
        }
    }

    fn link(&mut self, grid: &Grid, at: usize, line: &Line) {
        let total = grid.lines.iter().position(|total| total.of == line.of);
        for column in 0..grid.subject.columns.len() {
            let cell = self.at(at, Some(column));
            self.links.push((self.at(at, None), cell));
            let of_column = total.filter(|total| *total != at);
            if let Some(total) = of_column {
                self.links.push((self.at(total, Some(column)), cell));
            }
        }
    }

    fn add_groups(&mut self, grid: &Grid) {
        for (total, everybody) in grid.lines.iter().enumerate().filter(|(_, line)| line.total) {
            let same = |(_, line): &(usize, &Line)| !line.total && line.of == everybody.of;
            let groups: Vec<usize> = grid
                .lines
                .iter()
                .enumerate()
                .filter(same)
                .map(|(at, _)| at)
                .collect();
            for column in std::iter::once(None).chain((0..self.width - 1).map(Some)) {
                self.sums.push(Sum {
                    whole: self.at(total, column),
                    parts: groups.iter().map(|line| self.at(*line, column)).collect(),
                });
            }
        }
    }

    fn withheld(&self, complements: bool) -> Vec<bool> {
        let mut hidden: Vec<bool> = (0..self.counts.len())
            .map(|at| self.is_small(at, complements))
            .collect();
        loop {
            self.follow_links(&mut hidden);
            if hidden.iter().filter(|hidden| **hidden).count() > MOST_UNKNOWNS {
                return vec![true; hidden.len()];
            }
            let known = solve::determined(&self.counts, &self.sums, &hidden);
            let before = hidden.clone();
            for at in known {
                if hidden == before || self.is_alone(at, &hidden) {
                    let more = self.neighbour(at, &hidden);
                    more.into_iter().for_each(|more| hidden[more] = true);
                }
            }
            if hidden == before {
                return hidden;
            }
        }
    }

    /// Whether a number is small itself, or (several answers) leaves few who did not select.
    fn is_small(&self, at: usize, complements: bool) -> bool {
        let small = |count: u64| (SMALLEST_SMALL..=LARGEST_SMALL).contains(&count);
        let base = self.counts[at - at % self.width];
        small(self.counts[at]) || complements && small(base.saturating_sub(self.counts[at]))
    }

    fn follow_links(&self, hidden: &mut [bool]) {
        for (from, to) in &self.links {
            hidden[*to] |= hidden[*from] && self.counts[*to] > 0;
        }
    }

    fn around(&self, at: usize) -> impl Iterator<Item = &Sum> {
        let holds = move |sum: &&Sum| sum.whole == at || sum.parts.contains(&at);
        self.sums.iter().filter(holds)
    }

    /// Whether it is the only withheld number of a sum: plain subtraction gives it away.
    fn is_alone(&self, at: usize, hidden: &[bool]) -> bool {
        self.around(at).any(|sum| sum.hidden(hidden) == 1)
    }

    /// The number to withhold next so that `at` is hidden better: a group's cell before a total's, cells before bases,
    /// some before none, small before large.
    fn neighbour(&self, at: usize, hidden: &[bool]) -> Option<usize> {
        let alone = self.is_alone(at, hidden);
        let around = self
            .around(at)
            .filter(|sum| !alone || sum.hidden(hidden) == 1);
        let candidates = around.flat_map(Sum::all).filter(|at| !hidden[*at]);
        candidates.min_by_key(|candidate| {
            let (line, column) = self.place(*candidate);
            let count = self.counts[*candidate];
            (
                column.is_none(),
                count == 0,
                self.totals[line],
                count,
                *candidate,
            )
        })
    }
}

impl Sum {
    fn all(&self) -> impl Iterator<Item = usize> + '_ {
        self.parts.iter().copied().chain([self.whole])
    }

    fn hidden(&self, hidden: &[bool]) -> usize {
        self.all().filter(|at| hidden[*at]).count()
    }
}

fn numbers_add_up(counts: &[u64], sum: &Sum) -> bool {
    sum.parts.iter().map(|part| counts[*part]).sum::<u64>() == counts[sum.whole]
}

#[cfg(test)]
mod tests;
