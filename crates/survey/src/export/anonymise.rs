//! A copy of answers for sharing: ids replaced, order shuffled, texts left out, rare respondents named or removed.

use super::pick;
use crate::Problem;
use crate::answers::{Answers, Column};
use crate::problem::Place;
use crate::random::Random;
use crate::study::Study;
use std::collections::BTreeMap;

/// What happens to respondents whose combination of answers few share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rare {
    /// They are counted in the report and kept.
    #[default]
    Report,
    /// They are left out of the copy.
    Remove,
}

/// How a copy is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnonymiseOptions {
    /// Seed of the shuffle; keep it secret, whoever has it can undo the order.
    pub seed: u64,
    /// A combination shared by fewer respondents than this is rare.
    pub smallest_group: u64,
    /// Single-answer variables by which, with the stratum, a respondent might be recognised.
    pub recognisable_by: Vec<String>,
    /// What happens to rare ones.
    pub rare: Rare,
}

impl Default for AnonymiseOptions {
    fn default() -> AnonymiseOptions {
        AnonymiseOptions {
            seed: 0,
            smallest_group: 3,
            recognisable_by: Vec::new(),
            rare: Rare::default(),
        }
    }
}

/// An anonymised copy and what was done for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anonymised {
    /// The copy.
    pub answers: Answers,
    /// What was removed or stays open, as notices: `anonymised-ids`, `anonymised-text`, `anonymised-specified`,
    /// `anonymised-rare`, `anonymised-weights`.
    pub report: Vec<Problem>,
}

/// Makes a copy for sharing.
pub fn anonymise(study: &Study, answers: &Answers, options: &AnonymiseOptions) -> Anonymised {
    let mut report = Vec::new();
    let mut note = |code, field: &str, count: usize| {
        let place = Place::file(study.header.id.clone());
        let place = if field.is_empty() {
            place
        } else {
            place.in_field(field)
        };
        report.push(
            Problem::warning(code, place)
                .with("count", count)
                .with("variable", field),
        );
    };
    let rare = rare(answers, options);
    let count = rare.iter().filter(|rare| **rare).count();
    if count > 0 {
        let code = match options.rare {
            Rare::Report => "anonymised-rare-kept",
            Rare::Remove => "anonymised-rare-removed",
        };
        note(code, "", count);
    }
    let keep = |at: &usize| options.rare == Rare::Report || !rare[*at];
    let mut order: Vec<usize> = (0..answers.len()).filter(keep).collect();
    Random::new(options.seed).shuffle(&mut order);
    let mut copy = pick(answers, &order);
    let digits = copy.len().to_string().len();
    let number = |at: usize| format!("{:0digits$}", at + 1);
    copy.respondents = (0..copy.len()).map(number).collect();
    note("anonymised-ids", "", copy.len());
    copy.columns.retain(|name, column| {
        let text = matches!(column, Column::Text { .. });
        if text {
            note("anonymised-text", name, answers.len());
        }
        !text
    });
    for (key, texts) in std::mem::take(&mut copy.specified) {
        note("anonymised-specified", &key, texts.len());
    }
    if copy.weights.is_some() {
        note("anonymised-weights-kept", "", copy.len());
    }
    Anonymised {
        answers: copy,
        report,
    }
}

/// For each respondent whether fewer than the smallest group share stratum and recognisable answers.
fn rare(answers: &Answers, options: &AnonymiseOptions) -> Vec<bool> {
    let columns =
        options
            .recognisable_by
            .iter()
            .filter_map(|name| match answers.columns.get(name) {
                Some(Column::Single(codes)) => Some(codes),
                _ => None,
            });
    let columns: Vec<&Vec<u8>> = columns.collect();
    let key = |at: usize| {
        let codes = columns.iter().map(|codes| codes.get(at).copied());
        (answers.strata.get(at).copied(), codes.collect::<Vec<_>>())
    };
    let mut groups = BTreeMap::new();
    for at in 0..answers.len() {
        *groups.entry(key(at)).or_insert(0_u64) += 1;
    }
    let small = |at| {
        groups
            .get(&key(at))
            .is_some_and(|count| *count < options.smallest_group)
    };
    (0..answers.len()).map(small).collect()
}
