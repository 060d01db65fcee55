//! Design-based logistic regression on cells: two groups compared while size, trade and the like are held equal.
//!
//! Pseudo maximum likelihood on the weighted cells; V = I⁻¹·V(score)·I⁻¹ (sandwich), where the score is a weighted
//! total and so has the covariance of the design. *Binder 1983; R's `svyglm(family = quasibinomial)`.*

use super::{Convention, Design, FTest, matrix};
use crate::inference::interval::{Interval, IntervalMethod};
use crate::inference::refusal::Refusal;
use crate::inference::special::{t_critical, t_two_sided};
use serde::Serialize;

/// Steps before giving up; without separation fewer than ten are needed.
const STEPS: usize = 50;
/// A linear predictor beyond this means a cell is predicted with certainty.
const CERTAIN: f64 = 25.0;

/// A fitted regression.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct Logistic {
    /// One per covariate, in the order given.
    pub coefficients: Vec<Coefficient>,
    /// Covariance of the coefficients, row by row.
    pub covariance: Vec<f64>,
    /// Degrees of freedom of t: those of the design plus one minus the coefficients, as R's `svyglm`.
    pub df: f64,
    /// Those of the design and how they were counted.
    pub convention: Convention,
}

/// One coefficient.
#[derive(Serialize, Clone, Copy, Debug, PartialEq)]
pub struct Coefficient {
    /// Log odds ratio.
    pub estimate: f64,
    /// Its sandwich standard error.
    pub se: f64,
    /// Two-sided p-value of estimate / se on t.
    pub p: f64,
    /// exp(estimate).
    pub odds_ratio: f64,
    /// exp(estimate ± t·SE).
    pub interval: Interval,
}

/// Regresses the outcome of each cell on its covariates, `covariates` holding the same number of values for every
/// cell (one after the other), the constant 1 included.
///
/// # Errors
/// [`Refusal::OutOfRange`] when outcome or covariates do not fit the cells, [`Refusal::NothingToCompare`] when
/// covariates depend on each other or all answers are alike, [`Refusal::Separated`] when a combination of covariates
/// predicts the outcome perfectly, [`Refusal::NoDegreesOfFreedom`].
pub fn logistic(
    design: &Design,
    outcome: &[bool],
    covariates: &[f64],
    level: f64,
) -> Result<Logistic, Refusal> {
    let fit = Fit::of(design, outcome, covariates)?;
    let convention = design.whole()?;
    let df = convention.df as f64 + 1.0 - fit.width as f64;
    if df < 1.0 {
        return Err(Refusal::NoDegreesOfFreedom);
    }
    let (beta, information) = fit.solve()?;
    let bread = matrix::inverse(&information, fit.width).ok_or(Refusal::NothingToCompare)?;
    let covariance = fit.sandwich(design, &beta, &bread);
    let t = t_critical(level, df);
    let coefficient = |(i, &estimate): (usize, &f64)| {
        let se = covariance[i * fit.width + i].max(0.0).sqrt();
        let (low, high) = (libm::exp(estimate - t * se), libm::exp(estimate + t * se));
        Coefficient {
            estimate,
            se,
            p: if se > 0.0 {
                t_two_sided(estimate / se, df)
            } else {
                1.0
            },
            odds_ratio: libm::exp(estimate),
            interval: Interval::new(low, high, level, IntervalMethod::LogisticT),
        }
    };
    Ok(Logistic {
        coefficients: beta.iter().enumerate().map(coefficient).collect(),
        covariance,
        df,
        convention,
    })
}

impl Logistic {
    /// Wald test that some coefficients are all zero: β'V⁻¹β/k on k and `df` degrees of freedom; `None` for an empty
    /// or unknown choice or a singular covariance. *R's `regTermTest`.*
    pub fn term(&self, which: &[usize]) -> Option<FTest> {
        let width = self.coefficients.len();
        let beta: Option<Vec<f64>> = which
            .iter()
            .map(|&i| Some(self.coefficients.get(i)?.estimate))
            .collect();
        let beta = beta.filter(|b| !b.is_empty())?;
        let part: Vec<f64> = which
            .iter()
            .flat_map(|&i| which.iter().map(move |&j| self.covariance[i * width + j]))
            .collect();
        let statistic = matrix::quadratic(&part, &beta)?;
        let k = beta.len() as f64;
        Some(FTest::new(statistic / k, k, self.df))
    }
}

/// The occupied cells with what the likelihood needs.
struct Fit<'a> {
    width: usize,
    cells: Vec<Observed<'a>>,
    places: usize,
}

struct Observed<'a> {
    index: usize,
    weight: f64,
    yes: f64,
    x: &'a [f64],
}

impl<'a> Fit<'a> {
    fn of(design: &Design, outcome: &[bool], covariates: &'a [f64]) -> Result<Self, Refusal> {
        let places = design.totals.len();
        let width = covariates.len() / places.max(1);
        let fits = outcome.len() == places && width > 0 && width * places == covariates.len();
        if !fits || covariates.iter().any(|x| !x.is_finite()) {
            return Err(Refusal::OutOfRange);
        }
        let whole: f64 = design.totals.iter().map(|c| c.weight).sum();
        let held = (0..places).filter(|&i| design.totals[i].weight > 0.0);
        let cell = |i: usize| Observed {
            index: i,
            weight: design.totals[i].weight / whole,
            yes: f64::from(outcome[i]),
            x: &covariates[i * width..(i + 1) * width],
        };
        let cells: Vec<Observed> = held.map(cell).collect();
        let alike = cells.iter().all(|c| c.yes == cells[0].yes);
        if alike {
            Err(Refusal::NothingToCompare)
        } else {
            Ok(Self {
                width,
                cells,
                places,
            })
        }
    }

    /// Newton's method: coefficients and information (per unit of weight).
    fn solve(&self) -> Result<(Vec<f64>, Vec<f64>), Refusal> {
        let mut beta = vec![0.0; self.width];
        for _ in 0..STEPS {
            let (score, information) = self.derivatives(&beta);
            let inverse =
                matrix::inverse(&information, self.width).ok_or(Refusal::NothingToCompare)?;
            let step: Vec<f64> = inverse
                .chunks_exact(self.width)
                .map(|row| dot(row, &score))
                .collect();
            beta.iter_mut().zip(&step).for_each(|(b, s)| *b += s);
            if self.cells.iter().any(|c| dot(c.x, &beta).abs() > CERTAIN) {
                return Err(Refusal::Separated);
            }
            if step.iter().all(|s| s.abs() < 1e-11) {
                return Ok((beta, information));
            }
        }
        Err(Refusal::Separated)
    }

    fn derivatives(&self, beta: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let (mut score, mut information) =
            (vec![0.0; self.width], vec![0.0; self.width * self.width]);
        for cell in &self.cells {
            let mean = expit(dot(cell.x, beta));
            let (gap, spread) = (
                cell.weight * (cell.yes - mean),
                cell.weight * mean * (1.0 - mean),
            );
            for (i, a) in cell.x.iter().enumerate() {
                score[i] += gap * a;
                for (j, b) in cell.x.iter().enumerate() {
                    information[i * self.width + j] += spread * a * b;
                }
            }
        }
        (score, information)
    }

    /// Covariance of the coefficients: the gradient of β by a cell total is I⁻¹·x·(y - μ).
    fn sandwich(&self, design: &Design, beta: &[f64], bread: &[f64]) -> Vec<f64> {
        let whole: f64 = design.totals.iter().map(|c| c.weight).sum();
        let gradient = |row: &[f64]| {
            let mut out = vec![0.0; self.places];
            for cell in &self.cells {
                out[cell.index] = dot(row, cell.x) * (cell.yes - expit(dot(cell.x, beta))) / whole;
            }
            out
        };
        let gradients: Vec<Vec<f64>> = bread.chunks_exact(self.width).map(gradient).collect();
        let pairs = gradients
            .iter()
            .flat_map(|a| gradients.iter().map(move |b| (a, b)));
        pairs.map(|(a, b)| design.covariance(a, b)).collect()
    }
}

fn expit(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
