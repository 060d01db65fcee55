//! Raking: weights adjusted until several one-way margins are met at once.
//!
//! Source: Deming & Stephan 1940, "On a least squares adjustment of a sampled frequency table when the expected
//! marginal totals are known". Sums run over respondents in order, so the same input gives the same weights.

use super::{FIXED_SCALE, LARGEST, WeightSource, Weights};
use crate::answers::{Answers, Bits};
use crate::study::Study;
use crate::tabulate::{Options, groups};
use crate::{Place, Problem};

/// What one variable must add up to.
#[derive(Clone, Debug, PartialEq)]
pub struct Margin {
    /// Id of the variable, for messages.
    pub id: String,
    /// Its categories: id, members, and the part of the population in it (any unit; parts are taken in proportion).
    pub categories: Vec<(String, Bits, f64)>,
}

impl Margin {
    /// The margin of something a study names (strata, a break, a question, a row, a net): a target for each of its groups.
    /// Leave out only groups that nobody is in: raking refuses respondents without a target.
    ///
    /// # Errors
    /// As the groups of [`crate::tabulate::cross`]; `no-such-group` for a target of a group that is not there.
    pub fn of(
        study: &Study,
        answers: &Answers,
        by: &str,
        targets: &[(String, f64)],
    ) -> Result<Margin, Vec<Problem>> {
        let named: Vec<String> = targets.iter().map(|(id, _)| id.clone()).collect();
        let found = groups::resolve(study, answers, (by, &named), &Options::default())?;
        let target = |id: &str| {
            let found = targets.iter().find(|(named, _)| named == id);
            found.map_or(0.0, |(_, target)| *target)
        };
        let category = |group: groups::Group| {
            let target = target(&group.id);
            (group.id, group.members, target)
        };
        Ok(Margin {
            id: by.to_owned(),
            categories: found.groups.into_iter().map(category).collect(),
        })
    }
}

impl Weights {
    /// Raked to the margins of `study.toml`, from the weights of the strata where every stratum has a population count,
    /// else from equal ones.
    ///
    /// # Errors
    /// As [`rake`] and [`Margin::of`], and `rake-not-met` when the margins cannot be met together.
    pub fn raked(study: &Study, answers: &Answers) -> Result<Weights, Vec<Problem>> {
        let strata = &study.header.strata;
        let known = !strata.is_empty() && strata.iter().all(|stratum| stratum.population.is_some());
        let start = match known {
            true => Weights::from_population(study, answers)?,
            false => Weights::unit(answers.len()),
        };
        let margins: Vec<Margin> = study
            .header
            .margins
            .iter()
            .map(|margin| {
                // Sizes of groups stay far below 2^53, so they are exact as f64.
                let targets = margin
                    .categories
                    .iter()
                    .map(|one| (one.id.clone(), one.population as f64));
                Margin::of(study, answers, &margin.by, &targets.collect::<Vec<_>>())
            })
            .collect::<Result<_, _>>()?;
        let raked = rake(&start, &margins, &Raking::default())?;
        if raked.converged {
            return Ok(raked.weights);
        }
        let place = Place::file("study.toml").in_field("margin");
        let problem = Problem::error("rake-not-met", place).with("rounds", raked.rounds);
        Err(vec![problem])
    }
}

/// How to rake.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Raking {
    /// Largest relative deviation from any margin that counts as met.
    pub tolerance: f64,
    /// Rounds over all margins before giving up.
    pub most_rounds: u32,
    /// Weights are held between these multiples of their mean after each round; none = no trimming.
    pub trim: Option<(f64, f64)>,
}

impl Default for Raking {
    fn default() -> Raking {
        Raking {
            tolerance: 1e-9,
            most_rounds: 200,
            trim: None,
        }
    }
}

/// Raked weights, and how well the margins are met.
#[derive(Clone, Debug, PartialEq)]
pub struct Raked {
    /// The weights, rounded half-up to nine decimals.
    pub weights: Weights,
    /// Rounds used.
    pub rounds: u32,
    /// Largest relative deviation from any margin, before rounding to nine decimals.
    pub deviation: f64,
    /// Whether the deviation is within the tolerance; if not, say so wherever the weights are used.
    pub converged: bool,
}

/// Rakes `start` to the margins. The sum of the weights stays what it was.
///
/// # Errors
/// `rake-nothing` without margins, weight or positive targets, `rake-target` for a target that is not a number from 0,
/// `rake-uncovered` when respondents belong to no or to several categories of a margin,
/// `rake-empty-category` when a category must weigh something and nobody is in it,
/// `weights-too-large` when a weight outgrows [`LARGEST`].
pub fn rake(start: &Weights, margins: &[Margin], how: &Raking) -> Result<Raked, Vec<Problem>> {
    let margins = indexed(start, margins)?;
    let mut weights: Vec<f64> = (0..start.len()).map(|at| start.weight(at)).collect();
    let total: f64 = weights.iter().sum();
    let mut rounds = 0;
    let mut deviation = worst(&weights, &margins, total);
    while deviation > how.tolerance && rounds < how.most_rounds {
        for margin in &margins {
            adjust(&mut weights, margin, total);
        }
        if let Some(limits) = how.trim {
            trim(&mut weights, limits, total);
        }
        deviation = worst(&weights, &margins, total);
        rounds += 1;
    }
    Ok(Raked {
        weights: quantised(&weights)?,
        rounds,
        deviation,
        converged: deviation <= how.tolerance,
    })
}

/// A margin ready for sums: the category of each respondent, and the share of each category.
struct Indexed {
    category: Vec<u32>,
    shares: Vec<f64>,
}

fn problem(code: &'static str) -> Problem {
    Problem::error(code, Place::file("margins"))
}

fn indexed(start: &Weights, margins: &[Margin]) -> Result<Vec<Indexed>, Vec<Problem>> {
    if margins.is_empty() || start.sum(&Bits::ones(start.len())) == 0 {
        return Err(vec![problem("rake-nothing")]);
    }
    let mut ready = Vec::new();
    let mut problems = Vec::new();
    for margin in margins {
        match index(start, margin) {
            Ok(margin) => ready.push(margin),
            Err(problem) => problems.push(problem.with("margin", &margin.id)),
        }
    }
    if problems.is_empty() {
        Ok(ready)
    } else {
        Err(problems)
    }
}

fn index(start: &Weights, margin: &Margin) -> Result<Indexed, Problem> {
    let parts = margin.categories.iter().map(|(_, _, part)| *part);
    if let Some((id, ..)) = margin
        .categories
        .iter()
        .find(|(_, _, part)| !part.is_finite() || *part < 0.0)
    {
        return Err(problem("rake-target").with("category", id));
    }
    let sum: f64 = parts.clone().sum();
    if sum <= 0.0 {
        return Err(problem("rake-nothing"));
    }
    let mut category = vec![u32::MAX; start.len()];
    for (number, (id, members, part)) in margin.categories.iter().enumerate() {
        if *part > 0.0 && start.sum(members) == 0 {
            return Err(problem("rake-empty-category").with("category", id));
        }
        for respondent in members.iter() {
            let place = &mut category[respondent];
            *place = if *place == u32::MAX {
                number as u32
            } else {
                u32::MAX - 1
            };
        }
    }
    let known = margin.categories.len() as u32;
    let astray = category.iter().filter(|number| **number >= known).count();
    if astray > 0 {
        return Err(problem("rake-uncovered").with("respondents", astray));
    }
    Ok(Indexed {
        category,
        shares: parts.map(|part| part / sum).collect(),
    })
}

fn sums(weights: &[f64], margin: &Indexed) -> Vec<f64> {
    let mut sums = vec![0.0; margin.shares.len()];
    for (weight, category) in weights.iter().zip(&margin.category) {
        sums[*category as usize] += weight;
    }
    sums
}

fn adjust(weights: &mut [f64], margin: &Indexed, total: f64) {
    let sums = sums(weights, margin);
    let factors: Vec<f64> = sums
        .iter()
        .zip(&margin.shares)
        .map(|(sum, share)| if *sum > 0.0 { share * total / sum } else { 1.0 })
        .collect();
    for (weight, category) in weights.iter_mut().zip(&margin.category) {
        *weight *= factors[*category as usize];
    }
}

fn worst(weights: &[f64], margins: &[Indexed], total: f64) -> f64 {
    let of_margin = |margin: &Indexed| {
        let sums = sums(weights, margin);
        let pairs = sums.into_iter().zip(&margin.shares);
        pairs
            .map(|(sum, share)| {
                (sum / total - share).abs() / share.max(f64::MIN_POSITIVE).max(1e-12)
            })
            .fold(0.0, f64::max)
    };
    margins.iter().map(of_margin).fold(0.0, f64::max)
}

fn trim(weights: &mut [f64], (low, high): (f64, f64), total: f64) {
    let mean = total / weights.len() as f64;
    for weight in weights.iter_mut().filter(|weight| **weight > 0.0) {
        *weight = weight.max(low * mean).min(high * mean);
    }
}

fn quantised(weights: &[f64]) -> Result<Weights, Vec<Problem>> {
    let scaled = |weight: &f64| (weight * FIXED_SCALE as f64 + 0.5).floor();
    let values: Vec<f64> = weights.iter().map(scaled).collect();
    if values.iter().any(|value| *value > LARGEST as f64) {
        return Err(vec![problem("weights-too-large")]);
    }
    let values = values.into_iter().map(|value| value as u64).collect();
    Ok(Weights::per_respondent(
        values,
        FIXED_SCALE,
        WeightSource::Raked,
    ))
}
