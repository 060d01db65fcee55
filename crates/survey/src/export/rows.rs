//! Answers of some respondents, in a given order.

use crate::answers::{Answers, Column, GivenWeights};
use std::collections::BTreeMap;

/// The answers of the respondents at these positions, in this order. Positions beyond the last are passed over.
pub fn pick(answers: &Answers, order: &[usize]) -> Answers {
    let order: Vec<usize> = order
        .iter()
        .copied()
        .filter(|at| *at < answers.len())
        .collect();
    let order = order.as_slice();
    let columns = answers.columns.iter();
    let specified = answers.specified.iter().map(|(key, texts)| {
        let texts = order.iter().enumerate().filter_map(|(new, old)| {
            let text = texts.get(&u32::try_from(*old).ok()?)?;
            Some((u32::try_from(new).ok()?, text.clone()))
        });
        (key.clone(), texts.collect::<BTreeMap<u32, String>>())
    });
    Answers {
        respondents: each(&answers.respondents, order),
        strata: each(&answers.strata, order),
        weights: answers.weights.as_ref().map(|weights| GivenWeights {
            values: each(&weights.values, order),
            scale: weights.scale,
        }),
        columns: columns
            .map(|(name, column)| (name.clone(), of_column(column, order)))
            .collect(),
        specified: specified.filter(|(_, texts)| !texts.is_empty()).collect(),
        synthetic: answers.synthetic,
    }
}

fn each<T: Clone>(values: &[T], order: &[usize]) -> Vec<T> {
    order
        .iter()
        .filter_map(|at| values.get(*at))
        .cloned()
        .collect()
}

fn of_column(column: &Column, order: &[usize]) -> Column {
    match column {
        Column::Single(codes) => Column::Single(each(codes, order)),
        Column::Multiple { state, selected } => Column::Multiple {
            state: each(state, order),
            selected: selected.iter().map(|words| bits(words, order)).collect(),
        },
        Column::Number {
            state,
            decimals,
            values,
        } => Column::Number {
            state: each(state, order),
            decimals: *decimals,
            values: each(values, order),
        },
        Column::Date { state, values } => Column::Date {
            state: each(state, order),
            values: each(values, order),
        },
        Column::Text { state, values } => Column::Text {
            state: each(state, order),
            values: each(values, order),
        },
        Column::Ranking(ranks) => {
            Column::Ranking(ranks.iter().map(|rank| each(rank, order)).collect())
        }
    }
}

fn bits(words: &[u64], order: &[usize]) -> Vec<u64> {
    let mut picked = vec![0; order.len().div_ceil(64)];
    for (new, old) in order.iter().enumerate() {
        let bit = words.get(old / 64).map_or(0, |word| word >> (old % 64) & 1);
        picked[new / 64] |= bit << (new % 64);
    }
    picked
}
