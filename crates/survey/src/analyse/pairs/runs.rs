//! Respondents in runs: the same stratum throughout and, where weights take few values, the same weight.

use super::{Coded, Strata};
use crate::weights::Weights;
use std::collections::BTreeMap;

/// Most runs with a weight of their own; beyond, weights are summed respondent by respondent.
const MOST_RUNS: usize = 64;

/// A stretch of respondents in the new order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Run {
    pub stratum: usize,
    pub first: usize,
    pub end: usize,
    /// The scaled weight all of them carry; none when it differs.
    pub weight: Option<u64>,
}

/// The new order, and what is known along it.
pub(super) struct Runs {
    pub strata: usize,
    pub runs: Vec<Run>,
    /// Old position of each respondent in the new order; none when nothing moves.
    pub order: Option<Vec<u32>>,
    /// Scaled weights in the new order; empty when every run has its own.
    pub weights: Vec<u64>,
    pub respondents: usize,
}

impl Runs {
    pub fn of(variables: &[Coded<'_>], strata: Strata<'_>, weights: &Weights) -> Runs {
        let lengths = variables.iter().map(|variable| variable.codes.len());
        let respondents = lengths.min().unwrap_or(0).min(weights.len());
        let stratum = |at: usize| match strata.of {
            [] => 0,
            of => of
                .get(at)
                .map_or(usize::MAX, |stratum| usize::from(*stratum)),
        };
        let classes = classes(respondents, strata.many, &stratum, weights);
        let constant = !classes.is_empty() || respondents == 0;
        let key = |at: usize| match constant {
            true => classes.get(&(stratum(at), weights.scaled(at))).copied(),
            false => Some(stratum(at)).filter(|stratum| *stratum < strata.many),
        };
        let keys: Vec<(usize, Option<u64>)> = match constant {
            true => classes
                .keys()
                .map(|(stratum, weight)| (*stratum, Some(*weight)))
                .collect(),
            false => (0..strata.many).map(|stratum| (stratum, None)).collect(),
        };
        let (runs, order) = sorted(respondents, &keys, &key);
        let sorted = order.iter().map(|at| weights.scaled(*at as usize));
        Runs {
            strata: strata.many,
            runs,
            weights: if constant {
                Vec::new()
            } else {
                sorted.collect()
            },
            respondents: order.len(),
            order: Some(order).filter(|order| {
                !order
                    .iter()
                    .enumerate()
                    .all(|(new, old)| new == *old as usize)
            }),
        }
    }

    /// A list of the respondents' values in the new order.
    pub fn arranged<T: Copy>(&self, values: impl Fn(usize) -> T) -> Vec<T> {
        match &self.order {
            Some(order) => order.iter().map(|old| values(*old as usize)).collect(),
            None => (0..self.respondents).map(values).collect(),
        }
    }
}

/// The combinations of stratum and weight, numbered; empty when there are too many.
fn classes(
    respondents: usize,
    strata: usize,
    stratum: &dyn Fn(usize) -> usize,
    weights: &Weights,
) -> BTreeMap<(usize, u64), usize> {
    let most = MOST_RUNS.max(strata);
    let mut classes = BTreeMap::new();
    let mut last = None;
    for at in 0..respondents {
        let class = (stratum(at), weights.scaled(at));
        if class.0 < strata && last != Some(class) {
            classes.insert(class, 0);
            last = Some(class);
        }
        if classes.len() > most {
            return BTreeMap::new();
        }
    }
    classes
        .values_mut()
        .enumerate()
        .for_each(|(number, class)| *class = number);
    classes
}

/// Counting sort by key, stable; respondents without a key are left out.
fn sorted(
    respondents: usize,
    keys: &[(usize, Option<u64>)],
    key: &dyn Fn(usize) -> Option<usize>,
) -> (Vec<Run>, Vec<u32>) {
    let keyed: Vec<u32> = (0..respondents)
        .map(|at| key(at).map_or(u32::MAX, |key| key as u32))
        .collect();
    let mut sizes = vec![0_usize; keys.len()];
    for key in keyed.iter().filter(|key| **key != u32::MAX) {
        sizes[*key as usize] += 1;
    }
    let mut first = 0;
    let mut runs = Vec::new();
    for ((stratum, weight), size) in keys.iter().zip(&sizes) {
        runs.push(Run {
            stratum: *stratum,
            first,
            end: first + size,
            weight: *weight,
        });
        first += size;
    }
    let mut next: Vec<usize> = runs.iter().map(|run| run.first).collect();
    let mut order = vec![0; first];
    for (at, key) in keyed
        .iter()
        .enumerate()
        .filter(|(_, key)| **key != u32::MAX)
    {
        let place = &mut next[*key as usize];
        order[*place] = at as u32;
        *place += 1;
    }
    runs.retain(|run| run.end > run.first);
    (runs, order)
}
