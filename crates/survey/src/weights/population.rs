//! Design weights N_h / r_h: each respondent stands for the population of the stratum over its respondents.
//!
//! Source: Särndal, Swensson & Wretman 1992, ch. 3; the response is taken as random within strata.

use super::{LARGEST, Weights};
use crate::answers::Answers;
use crate::study::Study;
use crate::{Place, Problem};

/// The scale used where no common denominator is small enough: weights then carry at most nine decimals.
pub const FIXED_SCALE: u64 = 1_000_000_000;

impl Weights {
    /// Weights N_h / r_h from the population counts of the strata; exact with the scale lcm(r_h) where that fits,
    /// else rounded half-up to the largest power of ten up to [`FIXED_SCALE`] that keeps every weight within [`LARGEST`].
    ///
    /// # Errors
    /// `strata-missing` when the study or the answers have no strata, `stratum-unknown` for an index outside them,
    /// `stratum-without-population` for each stratum that has respondents and no population count,
    /// `stratum-over-full` where more answered than the population has.
    pub fn from_population(study: &Study, answers: &Answers) -> Result<Weights, Vec<Problem>> {
        let respondents = respondents_by_stratum(study, answers)?;
        let populations = populations(study, &respondents)?;
        let (by, scale) = quotients(&populations, &respondents);
        Ok(Weights::per_stratum(answers.strata.clone(), by, scale))
    }
}

fn place() -> Place {
    Place::file("study.toml").in_field("stratum")
}

/// Respondents in each stratum of the study.
pub(crate) fn respondents_by_stratum(
    study: &Study,
    answers: &Answers,
) -> Result<Vec<u64>, Vec<Problem>> {
    let mut counts = vec![0; study.header.strata.len()];
    if counts.is_empty() || answers.strata.len() != answers.len() {
        return Err(vec![Problem::error("strata-missing", place())]);
    }
    for (row, stratum) in answers.strata.iter().enumerate() {
        match counts.get_mut(usize::from(*stratum)) {
            Some(count) => *count += 1,
            None => {
                let problem = Problem::error("stratum-unknown", place());
                return Err(vec![problem.with("row", row + 1)]);
            }
        }
    }
    Ok(counts)
}

fn populations(study: &Study, respondents: &[u64]) -> Result<Vec<u64>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut populations = Vec::new();
    for (stratum, count) in study.header.strata.iter().zip(respondents) {
        let about = |code| Problem::error(code, place()).with("stratum", &stratum.id);
        match stratum.population {
            None if *count > 0 => problems.push(about("stratum-without-population")),
            Some(population) if population < *count => problems.push(
                about("stratum-over-full")
                    .with("population", population)
                    .with("respondents", count),
            ),
            population => populations.push(population.unwrap_or(0)),
        }
    }
    if problems.is_empty() {
        Ok(populations)
    } else {
        Err(problems)
    }
}

/// N_h / r_h as integers of one scale. An empty stratum weighs nothing: nobody carries it.
fn quotients(populations: &[u64], respondents: &[u64]) -> (Vec<u64>, u64) {
    let exact =
        common_multiple(respondents).and_then(|scale| scaled(populations, respondents, scale));
    exact.unwrap_or_else(|| {
        let powers = (0..=9).rev().map(|power| 10_u64.pow(power));
        let mut fitting = powers.filter_map(|scale| scaled(populations, respondents, scale));
        let capped = || (vec![LARGEST; populations.len()], 1);
        fitting.next().unwrap_or_else(capped)
    })
}

fn scaled(populations: &[u64], respondents: &[u64], scale: u64) -> Option<(Vec<u64>, u64)> {
    let weight = |(population, count): (&u64, &u64)| {
        let (population, count) = (u128::from(*population), u128::from(*count));
        let rounded = match count {
            0 => 0,
            _ => (2 * population * u128::from(scale) + count) / (2 * count),
        };
        u64::try_from(rounded)
            .ok()
            .filter(|value| *value <= LARGEST)
    };
    let weights: Option<Vec<u64>> = populations.iter().zip(respondents).map(weight).collect();
    weights.map(|weights| (weights, scale))
}

fn common_multiple(numbers: &[u64]) -> Option<u64> {
    let used = numbers.iter().filter(|number| **number > 0);
    used.copied().try_fold(1_u64, |multiple, number| {
        (multiple / divisor(multiple, number)).checked_mul(number)
    })
}

fn divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { divisor(b, a % b) }
}
