//! The counting itself: one pass over two packs per pair of packs, then margins.

use super::pack::{Digit, Pack};
use super::runs::{Run, Runs};
use super::{CellOf, PairCells};
use std::ops::AddAssign;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Cells of a table of two ordinary packs, a power of two.
const ORDINARY: usize = 1 << 13;
/// Cells of a table of two packs of any size.
const ANY: usize = 1 << 16;

/// Counts all pairs of packs, and all pairs of variables within a pack, on several threads.
pub(super) fn sweep<T: Send>(
    packs: &[Pack],
    runs: &Runs,
    threads: usize,
    each: &(impl Fn(&PairCells<'_>) -> T + Sync),
) -> Vec<((usize, usize), T)> {
    let tasks: Vec<(usize, usize)> = (0..packs.len())
        .flat_map(|first| (first..packs.len()).map(move |second| (first, second)))
        .collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut space = Space::default();
        let mut found = Vec::new();
        while let Some((first, second)) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
            space.task((&packs[*first], &packs[*second]), runs, each, &mut found);
        }
        found
    };
    let work = &work;
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(tasks.len()))
            .map(|_| scope.spawn(work))
            .collect();
        let mut found = work();
        for other in others {
            found.extend(other.join().unwrap_or_default());
        }
        found
    })
}

/// One cell of a table of two packs where weights differ along a run.
#[derive(Clone, Copy, Debug, Default)]
struct Heavy<W> {
    count: u64,
    weight: W,
    square: f64,
}

/// What a thread needs over and over.
#[derive(Default)]
struct Space {
    counts: Vec<u32>,
    narrow: Vec<Heavy<u64>>,
    wide: Vec<Heavy<u128>>,
    rows: Vec<CellOf>,
    joint: Vec<CellOf>,
}

/// The table of one pair of variables under way.
struct Table {
    first: Digit,
    second: Digit,
    cells: Vec<CellOf>,
}

impl Space {
    fn task<T>(
        &mut self,
        (a, b): (&Pack, &Pack),
        runs: &Runs,
        each: &impl Fn(&PairCells<'_>) -> T,
        found: &mut Vec<((usize, usize), T)>,
    ) {
        let mut tables = tables(a, b, runs.strata);
        if tables.is_empty() {
            return;
        }
        for run in &runs.runs {
            self.count(a, b, *run, runs);
            self.share_out(a, b, run.stratum, &mut tables);
        }
        found.extend(tables.iter().map(|table| table.finish(each)));
    }

    /// Fills `joint` with the sums of one run.
    fn count(&mut self, a: &Pack, b: &Pack, run: Run, runs: &Runs) {
        let range = run.first..run.end;
        let (x, y) = (&a.numbers[range.clone()], &b.numbers[range.clone()]);
        let size = a.size * b.size;
        self.joint.clear();
        if let Some(weight) = run.weight {
            self.counts.resize(2 * ANY, 0);
            count_run(x, y, b.size, size, &mut self.counts);
            let square = u128::from(weight) * u128::from(weight);
            self.joint.extend((0..size).map(|at| {
                let count = u64::from(self.counts[at]) + u64::from(self.counts[ANY + at]);
                CellOf {
                    count,
                    weight: u128::from(count) * u128::from(weight),
                    weight_sq: (u128::from(count) * square) as f64,
                }
            }));
            return;
        }
        let weights = &runs.weights[range];
        let largest = weights.iter().copied().max().unwrap_or(0);
        match largest.checked_mul(weights.len() as u64) {
            Some(_) => sum_run(
                (x, y),
                weights,
                b.size,
                size,
                &mut self.narrow,
                &mut self.joint,
            ),
            None => sum_run(
                (x, y),
                weights,
                b.size,
                size,
                &mut self.wide,
                &mut self.joint,
            ),
        }
    }

    /// Adds the joint table of a run to the tables of each pair of variables.
    fn share_out(&mut self, a: &Pack, b: &Pack, stratum: usize, tables: &mut [Table]) {
        let Space { rows, joint, .. } = self;
        let mut last = None;
        for table in tables {
            if last != Some(table.first.variable) {
                collapse(joint, b.size, a.size, table.first, rows);
                last = Some(table.first.variable);
            }
            table.add(rows, b.size, stratum);
        }
    }
}

/// Sums rows of the joint table that agree in one digit.
fn collapse(joint: &[CellOf], width: usize, height: usize, digit: Digit, rows: &mut Vec<CellOf>) {
    rows.clear();
    rows.resize(digit.values * width, CellOf::default());
    for (number, row) in joint.chunks_exact(width).enumerate().take(height) {
        let value = number / digit.step % digit.values;
        let sums = &mut rows[value * width..(value + 1) * width];
        sums.iter_mut()
            .zip(row)
            .for_each(|(sum, cell)| *sum += *cell);
    }
}

impl AddAssign for CellOf {
    fn add_assign(&mut self, other: CellOf) {
        self.count += other.count;
        self.weight += other.weight;
        self.weight_sq += other.weight_sq;
    }
}

/// The pairs of variables of two packs; within one pack each pair once.
fn tables(a: &Pack, b: &Pack, strata: usize) -> Vec<Table> {
    let same = std::ptr::eq(a, b);
    let pairs = a
        .digits
        .iter()
        .flat_map(|first| b.digits.iter().map(move |second| (*first, *second)));
    let wanted = pairs.filter(|(first, second)| !same || first.variable < second.variable);
    wanted
        .map(|(first, second)| Table {
            first,
            second,
            cells: vec![CellOf::default(); strata * first.options * second.options],
        })
        .collect()
}

impl Table {
    fn add(&mut self, rows: &[CellOf], width: usize, stratum: usize) {
        let (first, second) = (self.first, self.second);
        for value in 0..first.options.min(first.values) {
            let row = &rows[value * width..(value + 1) * width];
            let start = (stratum * first.options + value) * second.options;
            let sums = &mut self.cells[start..start + second.options];
            for (number, cell) in row.iter().enumerate() {
                let column = number / second.step % second.values.max(1);
                if let Some(sum) = sums.get_mut(column) {
                    *sum += *cell;
                }
            }
        }
    }

    /// Hands the table over with the variable of the lower position in the rows.
    fn finish<T>(&self, each: &impl Fn(&PairCells<'_>) -> T) -> ((usize, usize), T) {
        let (first, second) = (self.first, self.second);
        let turned;
        let (rows, cols, cells) = if first.variable < second.variable {
            (first, second, &self.cells)
        } else {
            turned = self.turned();
            (second, first, &turned)
        };
        let pair = PairCells {
            first: rows.variable,
            second: cols.variable,
            rows: rows.options,
            cols: cols.options,
            cells,
        };
        ((rows.variable, cols.variable), each(&pair))
    }

    fn turned(&self) -> Vec<CellOf> {
        let (rows, cols) = (self.first.options, self.second.options);
        let strata = self.cells.chunks_exact((rows * cols).max(1));
        let turn = |stratum: &[CellOf]| -> Vec<CellOf> {
            let places = (0..cols).flat_map(|column| (0..rows).map(move |row| row * cols + column));
            places.map(|place| stratum[place]).collect()
        };
        strata.flat_map(turn).collect()
    }
}

fn count_run(x: &[u8], y: &[u8], width: usize, size: usize, counts: &mut [u32]) {
    let (even, odd) = counts.split_at_mut(ANY);
    even[..size].fill(0);
    odd[..size].fill(0);
    if size <= ORDINARY {
        if let (Some(even), Some(odd)) = (even.first_chunk_mut(), odd.first_chunk_mut()) {
            tally::<ORDINARY>(x, y, width, even, odd);
        }
    } else if let (Some(even), Some(odd)) = (even.first_chunk_mut(), odd.first_chunk_mut()) {
        tally::<ANY>(x, y, width, even, odd);
    }
}

/// Two tables in turn, so that a step seldom waits for the one before it. `N` is a power of two: the mask replaces a check.
fn tally<const N: usize>(
    x: &[u8],
    y: &[u8],
    width: usize,
    even: &mut [u32; N],
    odd: &mut [u32; N],
) {
    let place = |x: u8, y: u8| (usize::from(x) * width + usize::from(y)) & (N - 1);
    let (pairs_x, rest_x) = x.as_chunks::<8>();
    let (pairs_y, rest_y) = y.as_chunks::<8>();
    for (x, y) in pairs_x.iter().zip(pairs_y) {
        for at in [0, 2, 4, 6] {
            even[place(x[at], y[at])] += 1;
            odd[place(x[at + 1], y[at + 1])] += 1;
        }
    }
    for (x, y) in rest_x.iter().zip(rest_y) {
        even[place(*x, *y)] += 1;
    }
}

fn sum_run<W: Copy + Default + AddAssign + From<u64> + Into<u128>>(
    (x, y): (&[u8], &[u8]),
    weights: &[u64],
    width: usize,
    size: usize,
    space: &mut Vec<Heavy<W>>,
    joint: &mut Vec<CellOf>,
) {
    space.clear();
    space.resize(
        if size <= ORDINARY { ORDINARY } else { ANY },
        Heavy::default(),
    );
    if size <= ORDINARY {
        if let Some(space) = space.first_chunk_mut() {
            weigh::<W, ORDINARY>(x, y, weights, width, space);
        }
    } else if let Some(space) = space.first_chunk_mut() {
        weigh::<W, ANY>(x, y, weights, width, space);
    }
    joint.extend(space[..size].iter().map(|cell| CellOf {
        count: cell.count,
        weight: cell.weight.into(),
        weight_sq: cell.square,
    }));
}

fn weigh<W: Copy + AddAssign + From<u64>, const N: usize>(
    x: &[u8],
    y: &[u8],
    weights: &[u64],
    width: usize,
    space: &mut [Heavy<W>; N],
) {
    for ((x, y), weight) in x.iter().zip(y).zip(weights) {
        let cell = &mut space[(usize::from(*x) * width + usize::from(*y)) & (N - 1)];
        let number = *weight as f64;
        cell.count += 1;
        cell.weight += W::from(*weight);
        cell.square += number * number;
    }
}
