//! Adjustment of p-values for the number of tests made.
//!
//! Input is the whole declared family, output comes in the same order. Values are held within 0 to 1; a value that is
//! not a number counts as 1, so that it can support no claim.

/// Each p times the number of tests. *Dunn 1961.*
pub fn bonferroni(p: &[f64]) -> Vec<f64> {
    p.iter()
        .map(|&one| (clean(one) * p.len() as f64).min(1.0))
        .collect()
}

/// Step-down: the i-th smallest p times (m - i + 1), running maximum. *Holm 1979.*
pub fn holm(p: &[f64]) -> Vec<f64> {
    let order = ascending(p);
    let m = p.len();
    let mut out = vec![0.0; m];
    let mut worst = 0.0f64;
    for (rank, &i) in order.iter().enumerate() {
        worst = worst.max(clean(p[i]) * (m - rank) as f64).min(1.0);
        out[i] = worst;
    }
    out
}

/// Step-up with Holm's factors, running minimum; needs independence or positive dependence. *Hochberg 1988.*
pub fn hochberg(p: &[f64]) -> Vec<f64> {
    step_up(p, |m, rank| (m - rank) as f64)
}

/// The closed test of Simes' rule, sharper than Hochberg's and under the same conditions. *Hommel 1988; the algorithm
/// of Wright 1992.*
pub fn hommel(p: &[f64]) -> Vec<f64> {
    let order = ascending(p);
    let sorted: Vec<f64> = order.iter().map(|&i| clean(p[i])).collect();
    let m = sorted.len();
    let simes = |i: usize, of: usize| of as f64 * sorted[m - of + i - 1] / i as f64;
    let least = (1..=m).map(|i| simes(i, m)).fold(1.0, f64::min);
    let mut adjusted = vec![least; m];
    for size in (2..m).rev() {
        // Subsets of `size`: the smallest Simes value over the largest p's, carried to the smaller ones.
        let tail = (2..=size)
            .map(|i| simes(i, size))
            .fold(f64::INFINITY, f64::min);
        for (i, value) in adjusted.iter_mut().enumerate() {
            *value = value.max(tail.min(size as f64 * sorted[i.min(m - size)]));
        }
    }
    let mut out = vec![0.0; m];
    for (rank, &i) in order.iter().enumerate() {
        out[i] = adjusted[rank].max(sorted[rank]).min(1.0);
    }
    out
}

/// False discovery rate: the i-th smallest p times m/i, running minimum. *Benjamini and Hochberg 1995.*
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    step_up(p, |m, rank| m as f64 / (rank + 1) as f64)
}

/// False discovery rate under any dependence: Benjamini-Hochberg times 1 + 1/2 + ... + 1/m.
/// *Benjamini and Yekutieli 2001.*
pub fn benjamini_yekutieli(p: &[f64]) -> Vec<f64> {
    let harmonic: f64 = (1..=p.len()).map(|i| 1.0 / i as f64).sum();
    step_up(p, |m, rank| harmonic * m as f64 / (rank + 1) as f64)
}

/// Running minimum from the largest p down, each multiplied by `factor(m, zero-based rank)`.
fn step_up(p: &[f64], factor: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let order = ascending(p);
    let mut out = vec![0.0; p.len()];
    let mut best = 1.0f64;
    for (rank, &i) in order.iter().enumerate().rev() {
        best = best.min(clean(p[i]) * factor(p.len(), rank));
        out[i] = best;
    }
    out
}

fn ascending(p: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| clean(p[a]).total_cmp(&clean(p[b])));
    order
}

const fn clean(p: f64) -> f64 {
    if p.is_nan() { 1.0 } else { p.clamp(0.0, 1.0) }
}
