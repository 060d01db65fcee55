//! What a reader can work out: the withheld numbers that the shown ones determine.

use super::Sum;

/// A prime; elimination modulo it finds what is determined over the rationals (coefficients are 0, 1 and -1).
const PRIME: u64 = (1 << 61) - 1;

/// Positions of withheld numbers that follow from the shown ones, by linear algebra or because one whole number fits.
pub(super) fn determined(counts: &[u64], sums: &[Sum], hidden: &[bool]) -> Vec<usize> {
    let unknowns: Vec<usize> = (0..hidden.len()).filter(|at| hidden[*at]).collect();
    let equations = equations(counts, sums, hidden, &unknowns);
    let floor = i64::from(!unknowns.iter().any(|at| counts[*at] == 0));
    let mut fixed = by_elimination(&equations, unknowns.len());
    fixed.extend(by_bounds(&equations, unknowns.len(), floor));
    fixed.sort_unstable();
    fixed.dedup();
    fixed.into_iter().map(|at| unknowns[at]).collect()
}

/// Σ sign·unknown = value.
struct Equation {
    terms: Vec<(usize, i64)>,
    value: i64,
}

fn equations(counts: &[u64], sums: &[Sum], hidden: &[bool], unknowns: &[usize]) -> Vec<Equation> {
    let signed = |sum: &Sum| {
        let parts: Vec<(usize, i64)> = sum.parts.iter().map(|part| (*part, 1)).collect();
        [parts, vec![(sum.whole, -1)]].concat()
    };
    let all = sums.iter().map(|sum| {
        let (open, shown): (Vec<_>, Vec<_>) =
            signed(sum).into_iter().partition(|(at, _)| hidden[*at]);
        let terms = open.into_iter().filter_map(|(at, sign)| {
            let number = unknowns.binary_search(&at).ok()?;
            Some((number, sign))
        });
        Equation {
            terms: terms.collect(),
            value: -shown
                .into_iter()
                .map(|(at, sign)| sign * counts[at] as i64)
                .sum::<i64>(),
        }
    });
    all.filter(|equation| !equation.terms.is_empty()).collect()
}

/// Unknowns alone in their row of the reduced echelon form.
fn by_elimination(equations: &[Equation], many: usize) -> Vec<usize> {
    let mut rows: Vec<Vec<u64>> = equations
        .iter()
        .map(|equation| dense(equation, many))
        .collect();
    let mut pivots = Vec::new();
    for column in 0..many {
        let done = pivots.len();
        let Some(found) = (done..rows.len()).find(|row| rows[*row][column] != 0) else {
            continue;
        };
        rows.swap(done, found);
        let inverse = power(rows[done][column], PRIME - 2);
        rows[done]
            .iter_mut()
            .for_each(|value| *value = times(*value, inverse));
        let pivot = rows[done].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            if at != done && row[column] != 0 {
                let factor = row[column];
                subtract(row, &pivot, factor);
            }
        }
        pivots.push(column);
    }
    let alone = |row: &Vec<u64>| row.iter().filter(|value| **value != 0).count() == 1;
    let found = pivots.iter().zip(&rows).filter(|(_, row)| alone(row));
    found.map(|(column, _)| *column).collect()
}

fn dense(equation: &Equation, many: usize) -> Vec<u64> {
    let mut row = vec![0; many];
    for (at, sign) in &equation.terms {
        row[*at] = if *sign > 0 { 1 } else { PRIME - 1 };
    }
    row
}

fn times(a: u64, b: u64) -> u64 {
    ((u128::from(a) * u128::from(b)) % u128::from(PRIME)) as u64
}

fn power(base: u64, exponent: u64) -> u64 {
    match exponent {
        0 => 1,
        _ => {
            let half = power(times(base, base), exponent / 2);
            if exponent % 2 == 1 {
                times(half, base)
            } else {
                half
            }
        }
    }
}

fn subtract(row: &mut [u64], pivot: &[u64], factor: u64) {
    for (value, pivot) in row.iter_mut().zip(pivot) {
        if *pivot != 0 {
            *value = (*value + PRIME - times(*pivot, factor)) % PRIME;
        }
    }
}

/// Unknowns whose bounds close in on one number, every withheld number being at least `floor`.
fn by_bounds(equations: &[Equation], many: usize, floor: i64) -> Vec<usize> {
    const OPEN: i64 = i64::MAX / 4096;
    const ROUNDS: usize = 64;
    let mut bounds = vec![(floor, OPEN); many];
    for _ in 0..ROUNDS {
        let before = bounds.clone();
        for equation in equations {
            equation
                .terms
                .iter()
                .for_each(|term| tighten(equation, *term, &mut bounds));
        }
        if bounds == before {
            break;
        }
    }
    (0..many)
        .filter(|at| bounds[*at].0 == bounds[*at].1)
        .collect()
}

/// Limits one unknown by what the others of its equation can be.
fn tighten(equation: &Equation, (at, sign): (usize, i64), bounds: &mut [(i64, i64)]) {
    let others = equation.terms.iter().filter(|(other, _)| *other != at);
    let (low, high) = others.fold((0_i64, 0_i64), |(low, high), (other, sign)| {
        let (least, most) = bounds[*other];
        match *sign > 0 {
            true => (low.saturating_add(least), high.saturating_add(most)),
            false => (low.saturating_sub(most), high.saturating_sub(least)),
        }
    });
    let (low, high) = (
        equation.value.saturating_sub(high),
        equation.value.saturating_sub(low),
    );
    let (low, high) = if sign > 0 { (low, high) } else { (-high, -low) };
    let (least, most) = &mut bounds[at];
    *least = (*least).max(low);
    *most = (*most).min(high);
}
