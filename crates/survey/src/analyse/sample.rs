//! How the sample was drawn, as far as variances depend on it: strata, their sizes, and whether the population is finite.

use super::pairs::{PairCells, Strata};
use crate::answers::{Answers, Bits};
use crate::inference::design::{CellSums, DesignSums, StratumSums};
use crate::study::Study;
use crate::study::header::SampleKind;
use crate::weights::Weights;

/// The design behind every variance of one wave.
#[derive(Clone, Debug)]
pub struct Sample<'a> {
    /// Stratum of each respondent; empty when everybody stands in one.
    of: &'a [u16],
    /// Respondents of the whole sample, per stratum.
    n: Vec<u64>,
    /// Population per stratum, where a finite population correction is right.
    population: Vec<Option<u64>>,
    /// What weights are multiplied by.
    scale: f64,
    weighted: bool,
    drawn: bool,
}

impl<'a> Sample<'a> {
    /// The design of a study's answers under some weights. Quota cells are taken as strata, as if respondents had been
    /// drawn at random within them; a finite population correction is made only for a sample really drawn, or a census.
    pub fn of(study: &Study, answers: &'a Answers, weights: &Weights) -> Sample<'a> {
        let strata = &study.header.strata;
        let known = answers.strata.len() == answers.len() && strata.len() > 1;
        let within = |stratum: &u16| usize::from(*stratum) < strata.len();
        let stratified = known && answers.strata.iter().all(within);
        let finite = study.header.sample != SampleKind::Quota;
        let mut n = vec![0; if stratified { strata.len() } else { 1 }];
        match stratified {
            true => answers
                .strata
                .iter()
                .for_each(|stratum| n[usize::from(*stratum)] += 1),
            false => n[0] = answers.len() as u64,
        }
        let population = (0..n.len()).map(|at| {
            let population = strata.get(at).and_then(|stratum| stratum.population);
            population.filter(|_| finite && (stratified || strata.len() == 1))
        });
        Sample {
            of: if stratified { &answers.strata } else { &[] },
            population: population.collect(),
            n,
            scale: weights.scale() as f64,
            weighted: !weights.is_unit(),
            drawn: finite,
        }
    }

    /// Everybody drawn alike from an endless population: what tests for independent counts take for granted.
    pub fn independent(answers: &Answers) -> Sample<'static> {
        Sample {
            of: &[],
            n: vec![answers.len() as u64],
            population: vec![None],
            scale: 1.0,
            weighted: false,
            drawn: false,
        }
    }

    /// The strata, for counting.
    pub fn strata(&self) -> Strata<'a> {
        Strata {
            of: self.of,
            many: self.n.len(),
        }
    }

    /// Whether tests for independent counts are refused: weights are on, or the sample was really drawn in several strata.
    pub fn needs_design(&self) -> bool {
        self.weighted || self.drawn && self.n.len() > 1
    }

    /// Whether weights are on.
    pub fn is_weighted(&self) -> bool {
        self.weighted
    }

    /// The sums of a pair of variables, ready for design-based methods.
    pub fn of_pair(&self, pair: &PairCells<'_>) -> DesignSums {
        let size = (pair.rows * pair.cols).max(1);
        let strata = pair
            .cells
            .chunks(size)
            .zip(self.n.iter().zip(&self.population));
        let square = self.scale * self.scale;
        DesignSums {
            strata: strata
                .map(|(cells, (n, population))| StratumSums {
                    n: *n,
                    population: *population,
                    cells: cells
                        .iter()
                        .map(|cell| CellSums {
                            count: cell.count,
                            weight: cell.weight as f64 / self.scale,
                            weight_sq: cell.weight_sq / square,
                        })
                        .collect(),
                })
                .collect(),
        }
    }

    /// The sums of disjoint sets of respondents.
    pub fn of_sets(&self, sets: &[Bits], weights: &Weights) -> DesignSums {
        let mut strata: Vec<StratumSums> = self
            .n
            .iter()
            .zip(&self.population)
            .map(|(n, population)| StratumSums {
                n: *n,
                population: *population,
                cells: vec![CellSums::default(); sets.len()],
            })
            .collect();
        for (number, set) in sets.iter().enumerate() {
            for at in set.iter() {
                let stratum = self.of.get(at).map_or(0, |stratum| usize::from(*stratum));
                let cell = &mut strata[stratum].cells[number];
                let weight = weights.weight(at);
                cell.count += 1;
                cell.weight += weight;
                cell.weight_sq += weight * weight;
            }
        }
        DesignSums { strata }
    }
}
