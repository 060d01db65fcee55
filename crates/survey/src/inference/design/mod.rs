//! Design-based inference for stratified samples of respondents with weights.
//!
//! For such samples the variance of any smooth function of weighted cell totals depends on the answers only through
//! three sums per stratum and cell: the count, Σw and Σw². [`DesignSums`] holds them; nothing here sees a respondent.
//! With factor g_h = (1 - n_h/N_h)·n_h/(n_h - 1) and a function with gradient d over the cells,
//! V = Σ_h g_h·(Σ_c d_c²·Σw² - (Σ_c d_c·Σw)²/n_h). *Woodruff 1971; Binder 1983; Wolter 2007.*
//!
//! The cells given are the domain; n_h stays that of the whole sample, as respondents outside the domain count as
//! zeros. Degrees of freedom follow R's `survey`: respondents of the domain minus strata they occupy.

mod difference;
mod estimate;
mod interval;
mod logistic;
mod matrix;
mod mean;
mod multiple;
mod rao_scott;
mod wald;

pub use difference::{DesignDifference, difference};
pub use estimate::{Estimate, Kish, Split, kish, share, total, total_covariance};
pub use interval::{ShareMethod, share_interval};
pub use logistic::{Coefficient, Logistic, logistic};
pub use mean::{Located, mean, quantile};
pub use multiple::{MultipleTest, OptionTest, multiple_answer};
pub use rao_scott::{FTest, RaoScott, rao_scott};
pub use wald::{Wald, wald};

use super::refusal::Refusal;
use serde::Serialize;

/// Sums of one cell within one stratum.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Default)]
pub struct CellSums {
    /// Respondents.
    pub count: u64,
    /// Sum of their weights.
    pub weight: f64,
    /// Sum of their squared weights.
    pub weight_sq: f64,
}

impl CellSums {
    /// `count` respondents who all have the same weight.
    pub const fn of_equal(count: u64, weight: f64) -> Self {
        let sum = count as f64 * weight;
        Self {
            count,
            weight: sum,
            weight_sq: sum * weight,
        }
    }

    /// Adds one respondent.
    pub const fn add(&mut self, weight: f64) {
        self.count += 1;
        self.weight += weight;
        self.weight_sq += weight * weight;
    }
}

/// One stratum of the sample.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct StratumSums {
    /// Respondents of the whole sample in this stratum, those outside the domain included.
    pub n: u64,
    /// Size of the population in this stratum; `None` for a quota sample or where no finite population correction is
    /// wanted.
    pub population: Option<u64>,
    /// The disjoint cells of the domain, in the same order in every stratum.
    pub cells: Vec<CellSums>,
}

/// All strata of a sample. Without strata: one stratum holding everybody.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct DesignSums {
    /// The strata.
    pub strata: Vec<StratumSums>,
}

/// How degrees of freedom were counted.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum DfRule {
    /// Respondents of the domain minus the strata they occupy (R's `degf`; Stata keeps the whole design's).
    DomainMinusOccupiedStrata,
}

/// The choices that make two correct programs disagree, to be printed beside the figure.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Convention {
    /// Degrees of freedom of t and of F's denominator.
    pub df: u64,
    /// How they were counted.
    pub df_rule: DfRule,
    /// Whether any stratum carries a finite population correction.
    pub finite_population: bool,
}

/// Checked sums with what every method needs from them.
#[derive(Clone, Debug)]
pub struct Design<'a> {
    strata: Vec<Stratum<'a>>,
    totals: Vec<CellSums>,
}

#[derive(Clone, Copy, Debug)]
struct Stratum<'a> {
    /// (1 - n/N)·n/(n - 1).
    factor: f64,
    /// 1/n.
    inverse_n: f64,
    corrected: bool,
    cells: &'a [CellSums],
}

impl<'a> Design<'a> {
    /// Checks the sums. Strata without a respondent in the domain drop out: they contribute nothing.
    ///
    /// # Errors
    /// [`Refusal::EmptyBase`] when the domain is empty; [`Refusal::LonelyRespondent`] for an occupied stratum with one
    /// respondent that is not a census; [`Refusal::InconsistentStratum`] when counts exceed n, n the population, when no
    /// weights could have the sums of a cell, or strata differ in cells; [`Refusal::NotANumber`] for a negative or infinite sum.
    pub fn new(sums: &'a DesignSums) -> Result<Self, Refusal> {
        let width = sums.strata.first().map_or(0, |s| s.cells.len());
        let mut strata = Vec::with_capacity(sums.strata.len());
        let mut totals = vec![CellSums::default(); width];
        for (at, stratum) in sums.strata.iter().enumerate() {
            if let Some(checked) = check(at, stratum, width)? {
                strata.push(checked);
                for (total, cell) in totals.iter_mut().zip(&stratum.cells) {
                    total.count += cell.count;
                    total.weight += cell.weight;
                    total.weight_sq += cell.weight_sq;
                }
            }
        }
        if strata.is_empty() {
            return Err(Refusal::EmptyBase);
        }
        Ok(Self { strata, totals })
    }

    /// Sums over all strata, per cell.
    pub fn totals(&self) -> &[CellSums] {
        &self.totals
    }

    /// Variance of a function of the cell totals whose gradient is `gradient`.
    pub fn variance(&self, gradient: &[f64]) -> f64 {
        self.covariance(gradient, gradient).max(0.0)
    }

    /// Covariance of two functions of the cell totals, by their gradients.
    pub fn covariance(&self, one: &[f64], two: &[f64]) -> f64 {
        self.strata.iter().map(|s| s.covariance(one, two)).sum()
    }

    /// Conventions for the domain made of some cells, and its degrees of freedom.
    fn convention(&self, cells: impl Iterator<Item = usize> + Clone) -> Convention {
        let count = |s: &Stratum| cells.clone().map(|c| s.cells[c].count).sum::<u64>();
        let mut convention = Convention {
            df: 0,
            df_rule: DfRule::DomainMinusOccupiedStrata,
            finite_population: false,
        };
        for (stratum, n) in self.strata.iter().map(|s| (s, count(s))) {
            convention.df += n.saturating_sub(1);
            convention.finite_population |= n > 0 && stratum.corrected;
        }
        convention
    }

    /// Conventions for the whole domain; refuses when no degrees of freedom remain.
    fn whole(&self) -> Result<Convention, Refusal> {
        enough(self.convention(0..self.totals.len()))
    }

    fn within(&self, cells: &[usize]) -> bool {
        cells.iter().all(|&c| c < self.totals.len())
    }
}

const fn enough(convention: Convention) -> Result<Convention, Refusal> {
    if convention.df == 0 {
        Err(Refusal::NoDegreesOfFreedom)
    } else {
        Ok(convention)
    }
}

impl Stratum<'_> {
    fn covariance(&self, one: &[f64], two: &[f64]) -> f64 {
        let (mut squares, mut first, mut second) = (0.0, 0.0, 0.0);
        for (cell, (a, b)) in self.cells.iter().zip(one.iter().zip(two)) {
            squares += a * b * cell.weight_sq;
            first += a * cell.weight;
            second += b * cell.weight;
        }
        self.factor * (squares - first * second * self.inverse_n)
    }
}

fn check(at: usize, stratum: &StratumSums, width: usize) -> Result<Option<Stratum<'_>>, Refusal> {
    let counts = stratum.cells.iter().map(|c| c.count);
    let inside = counts
        .clone()
        .try_fold(0u64, |sum, count| sum.checked_add(count));
    let census = stratum.population == Some(stratum.n);
    let fits = stratum.cells.len() == width
        && inside.is_some_and(|sum| sum <= stratum.n)
        && stratum.population.is_none_or(|size| size >= stratum.n);
    let sound = |sum: f64| sum.is_finite() && sum >= 0.0;
    if !fits {
        return Err(Refusal::InconsistentStratum { stratum: at });
    }
    let numbers = stratum.cells.iter();
    if !numbers
        .clone()
        .all(|c| sound(c.weight) && sound(c.weight_sq))
    {
        return Err(Refusal::NotANumber { stratum: at });
    }
    if !numbers.clone().all(possible) {
        return Err(Refusal::InconsistentStratum { stratum: at });
    }
    if numbers.clone().all(|c| c.count == 0 || c.weight <= 0.0) {
        return Ok(None);
    }
    if stratum.n == 1 && !census {
        return Err(Refusal::LonelyRespondent { stratum: at });
    }
    Ok(Some(Stratum {
        factor: factor(stratum),
        inverse_n: 1.0 / stratum.n as f64,
        corrected: stratum.population.is_some(),
        cells: &stratum.cells,
    }))
}

/// Whether some weights have these sums: (Σw)²/count ≤ Σw² ≤ (Σw)², rounding aside.
fn possible(cell: &CellSums) -> bool {
    let square = cell.weight * cell.weight;
    let slack = 1.0 + 1e-6;
    cell.weight_sq <= square * slack && square <= cell.weight_sq * cell.count as f64 * slack
}

fn factor(stratum: &StratumSums) -> f64 {
    let n = stratum.n as f64;
    let open = stratum
        .population
        .map_or(1.0, |size| (size as f64 - n) / size as f64);
    if stratum.n == 1 {
        0.0
    } else {
        open * n / (n - 1.0)
    }
}
