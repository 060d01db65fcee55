//! One overall test for a multiple-answer question by group, in a stratified weighted sample.
//!
//! The hypothesis: every option is chosen as often in each group (multiple marginal independence). The statistic is
//! the sum over options of Pearson's group × (chosen, not chosen) statistic. *Bilder and Loughin 2004; Decady and
//! Thomas 2000.* Options chosen by the same people depend on each other, so its distribution is Σδ·χ²₁; the
//! second-order correction takes F = ΣX²/Σδ as in [`super::rao_scott`], here with the covariance of the design.
//!
//! With r the share of group r, c that of option j and d = p - r·c, a respondent of group g with answers s has
//! influence z = (1{g=r} - r)(s_j - c) - d on d; W = diag(1/(r·c(1-c))) from the margins; Σδ = n·tr(WV),
//! Σδ² = n²·tr(WVWV).

use super::{Convention, Design, FTest};
use crate::inference::adjust::holm;
use crate::inference::refusal::Refusal;
use serde::Serialize;

/// The overall test and one test per option.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct MultipleTest {
    /// ΣX² over options, uncorrected.
    pub pearson: f64,
    /// The second-order corrected test of all options at once.
    pub overall: FTest,
    /// Per option, in the order of bits; `None` where all or none chose it.
    pub options: Vec<Option<OptionTest>>,
    /// ν and how it was counted.
    pub convention: Convention,
}

/// The corrected test of one option.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct OptionTest {
    /// Second-order corrected test of this option alone.
    pub test: FTest,
    /// Its p-value after Holm over all options that can be tested.
    pub holm: f64,
}

/// Tests a multiple-answer question by group. The cells of `design` are groups × patterns, group by group; a pattern
/// is the set of options chosen, option j as bit j. List each pattern that occurs; one with no bit set is a respondent
/// who was asked and chose nothing. Those not asked and those who skipped the question stay out of the cells.
///
/// # Errors
/// [`Refusal::WrongShape`] when cells are not groups × patterns or options not 1 to 64,
/// [`Refusal::NothingToCompare`] with fewer than two occupied groups, [`Refusal::NoVariance`],
/// [`Refusal::NoDegreesOfFreedom`].
pub fn multiple_answer(
    design: &Design,
    groups: usize,
    options: usize,
    patterns: &[u64],
) -> Result<MultipleTest, Refusal> {
    let cols = patterns.len();
    if groups.checked_mul(cols) != Some(design.totals.len()) || !(1..=64).contains(&options) {
        return Err(Refusal::WrongShape { rows: groups, cols });
    }
    let convention = design.whole()?;
    let margins = Margins::of(design, groups, options, patterns);
    if margins
        .groups
        .iter()
        .filter(|(_, share)| *share > 0.0)
        .count()
        < 2
    {
        return Err(Refusal::NothingToCompare);
    }
    let covariance = margins.covariance(design);
    let width = margins.groups.len();
    let nu = convention.df as f64;
    let all = margins
        .test(&covariance, 0..margins.gaps.len(), nu)
        .ok_or(Refusal::NoVariance)?;
    let alone = |at: usize| margins.test(&covariance, at * width..(at + 1) * width, nu);
    let n: f64 = design.totals.iter().map(|c| c.count as f64).sum();
    Ok(MultipleTest {
        pearson: n * margins.squares(0..margins.gaps.len()),
        overall: all,
        options: with_holm(
            margins
                .place(options)
                .map(|at| at.and_then(alone))
                .collect(),
        ),
        convention,
    })
}

fn with_holm(tests: Vec<Option<FTest>>) -> Vec<Option<OptionTest>> {
    let raw: Vec<f64> = tests.iter().flatten().map(|t| t.p).collect();
    let mut adjusted = holm(&raw).into_iter();
    let pair = |t: Option<FTest>| {
        Some(OptionTest {
            test: t?,
            holm: adjusted.next()?,
        })
    };
    tests.into_iter().map(pair).collect()
}

/// Margins of the question by group, and the gaps between joint shares and products of margins.
struct Margins<'a> {
    patterns: &'a [u64],
    weight: f64,
    /// Occupied groups with their shares.
    groups: Vec<(usize, f64)>,
    /// Options that some but not all chose, with their shares.
    options: Vec<(usize, f64)>,
    /// √W·d, option by option, group within option.
    gaps: Vec<f64>,
}

impl<'a> Margins<'a> {
    fn of(design: &Design, groups: usize, options: usize, patterns: &'a [u64]) -> Self {
        let cols = patterns.len();
        let sum = |keep: &dyn Fn(usize, usize) -> bool| -> f64 {
            let cells = design.totals.iter().enumerate();
            cells
                .filter(|(i, _)| keep(i / cols, i % cols))
                .map(|(_, c)| c.weight)
                .sum()
        };
        let chosen = |j: usize, at: usize| patterns[at] >> j & 1 == 1;
        let weight = sum(&|_, _| true);
        let occupied = (0..groups)
            .map(|r| (r, sum(&|g, _| g == r) / weight))
            .filter(|(_, share)| *share > 0.0);
        let varied = (0..options)
            .filter(|&j| sum(&|_, at| chosen(j, at)) > 0.0 && sum(&|_, at| !chosen(j, at)) > 0.0);
        let mut margins = Self {
            patterns,
            weight,
            groups: occupied.collect(),
            options: varied
                .map(|j| (j, sum(&|_, at| chosen(j, at)) / weight))
                .collect(),
            gaps: Vec::new(),
        };
        for &(j, c) in &margins.options {
            for &(r, share) in &margins.groups {
                let joint = sum(&|g, at| g == r && chosen(j, at)) / weight;
                margins
                    .gaps
                    .push((joint - share * c) / (share * c * (1.0 - c)).sqrt());
            }
        }
        margins
    }

    /// Where each of all options stands among those that vary.
    fn place(&self, options: usize) -> impl Iterator<Item = Option<usize>> {
        (0..options).map(|j| self.options.iter().position(|(option, _)| *option == j))
    }

    /// √W·z of one cell.
    fn influence(&self, group: usize, pattern: u64) -> Vec<f64> {
        let mut out = Vec::with_capacity(self.gaps.len());
        for &(j, c) in &self.options {
            let answer = f64::from((pattern >> j & 1) as u8) - c;
            for &(r, share) in &self.groups {
                let scale = (share * c * (1.0 - c)).sqrt();
                out.push((f64::from(r == group) - share) * answer / scale - self.gaps[out.len()]);
            }
        }
        out
    }

    /// √W·V·√W, row by row.
    fn covariance(&self, design: &Design) -> Vec<f64> {
        let k = self.gaps.len();
        let mut out = vec![0.0; k * k];
        let mut sums = vec![vec![0.0; k]; design.strata.len()];
        let scale = 1.0 / (self.weight * self.weight);
        for i in (0..design.totals.len()).filter(|&i| design.totals[i].weight > 0.0) {
            let z = self.influence(
                i / self.patterns.len(),
                self.patterns[i % self.patterns.len()],
            );
            let spread: f64 = design
                .strata
                .iter()
                .map(|s| s.factor * s.cells[i].weight_sq)
                .sum();
            add_square(&mut out, &z, spread * scale);
            for (sum, stratum) in sums.iter_mut().zip(&design.strata) {
                sum.iter_mut()
                    .zip(&z)
                    .for_each(|(s, z)| *s += stratum.cells[i].weight * z);
            }
        }
        for (sum, stratum) in sums.iter().zip(&design.strata) {
            add_square(&mut out, sum, -stratum.factor * stratum.inverse_n * scale);
        }
        out
    }

    /// Σ W·d² over some entries.
    fn squares(&self, entries: std::ops::Range<usize>) -> f64 {
        self.gaps[entries].iter().map(|d| d * d).sum()
    }

    /// The second-order test on some entries; `None` without variance.
    fn test(&self, covariance: &[f64], entries: std::ops::Range<usize>, nu: f64) -> Option<FTest> {
        let k = self.gaps.len();
        let trace: f64 = entries.clone().map(|i| covariance[i * k + i]).sum();
        let rows = entries.clone().map(|i| &covariance[i * k..(i + 1) * k]);
        let square: f64 = rows
            .flat_map(|row| &row[entries.clone()])
            .map(|v| v * v)
            .sum();
        let ndf = trace * trace / square;
        let sound = trace > 0.0 && square > 0.0 && ndf.is_finite();
        sound.then(|| FTest::new(self.squares(entries) / trace, ndf, ndf * nu))
    }
}

fn add_square(matrix: &mut [f64], vector: &[f64], scale: f64) {
    for (row, a) in matrix.chunks_exact_mut(vector.len().max(1)).zip(vector) {
        row.iter_mut()
            .zip(vector)
            .for_each(|(value, b)| *value += scale * a * b);
    }
}
