//! Synthetic respondents: consistent with the questionnaire and its routing, close to published margins.
//!
//! Every number drawn comes from one seed, the same on every machine. What is drawn is marked synthetic and stays so.
//! Answers to different questions are drawn independently within the groups of the margins: the sample reproduces
//! published tables, not the relations between questions that nobody published.

mod allocate;
mod margins;
mod several;
mod values;

pub use margins::{Group, Margin, Margins, Share};

use crate::answers::{Answers, Bits, Column, NOT_ANSWERED, NOT_ASKED};
use crate::expr;
use crate::random::Random;
use crate::study::Study;
use crate::variable::{Variable, VariableKind, variables};
use std::collections::BTreeMap;

/// What is drawn where no margin is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unknown {
    /// A share of its own for each option, drawn from the seed; remarks such as "other" or "not known" are rarer.
    #[default]
    Seeded,
    /// The same share for each option.
    Flat,
}

/// How a sample is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// Respondents per stratum, in the study's order; empty = the study's own numbers, else 100 each.
    pub sizes: Vec<u64>,
    /// Seed.
    pub seed: u64,
    /// What is drawn where no margin is known.
    pub unknown: Unknown,
}

/// Most respondents that are drawn.
pub const MOST_RESPONDENTS: u64 = 10_000_000;

/// Draws a synthetic sample.
///
/// Counts follow the margins by largest remainders, so that they equal the published ones wherever the number of
/// those asked does. Where fewer answered than were asked in the published table (at most one in ten),
/// as many synthetic respondents leave the question out.
pub fn draw(study: &Study, margins: &Margins, sample: &Sample) -> Answers {
    let sizes = sizes(study, sample);
    let mut answers = Answers {
        synthetic: true,
        ..Answers::default()
    };
    for (stratum, size) in sizes.iter().enumerate() {
        for _ in 0..*size {
            let number = answers.respondents.len() + 1;
            answers.respondents.push(format!("S{number:06}"));
            if !study.header.strata.is_empty() {
                answers.strata.push(stratum as u16);
            }
        }
    }
    let own_size = sizes == own_sizes(study);
    let mut left = BTreeMap::new();
    for variable in variables(study) {
        let mut drawing = Drawing {
            study,
            variable: &variable,
            unknown: sample.unknown,
            own_size,
            random: Random::for_name(sample.seed, &variable.name),
            groups: Vec::new(),
            asked: expr::base_of(variable.question, variable.row, study, &answers),
            left: &mut left,
        };
        drawing.group(margins, &answers);
        let column = drawing.column(answers.len());
        answers.columns.insert(variable.name.clone(), column);
    }
    answers
}

fn own_sizes(study: &Study) -> Vec<u64> {
    let strata = study.header.strata.iter();
    let sizes: Vec<u64> = strata.map(|stratum| stratum.n.unwrap_or(100)).collect();
    if sizes.is_empty() { vec![100] } else { sizes }
}

fn sizes(study: &Study, sample: &Sample) -> Vec<u64> {
    let own = own_sizes(study);
    let size = |at: usize| sample.sizes.get(at).copied().unwrap_or(0);
    let mut room = MOST_RESPONDENTS;
    let wanted = (0..own.len()).map(|at| {
        if sample.sizes.is_empty() {
            own[at]
        } else {
            size(at)
        }
    });
    wanted
        .map(|size| {
            let size = size.min(room);
            room -= size;
            size
        })
        .collect()
}

/// Respondents who share a margin, in random order.
struct Members {
    at: Vec<usize>,
    /// For each option its share of the group in millionths, as far as known.
    shares: Vec<Option<u64>>,
}

/// One variable on its way.
struct Drawing<'a> {
    study: &'a Study,
    variable: &'a Variable<'a>,
    unknown: Unknown,
    own_size: bool,
    random: Random,
    groups: Vec<Members>,
    asked: Bits,
    /// What the parts of a sum have left, by question.
    left: &'a mut BTreeMap<String, Vec<i64>>,
}

impl Drawing<'_> {
    /// Splits those asked into the groups of the margins; the rest is one group without a margin.
    fn group(&mut self, margins: &Margins, answers: &Answers) {
        let mut open = self.asked.clone();
        for margin in margins.of(&self.variable.name) {
            for (group, bits) in margin.members(self.study, answers) {
                let members = bits.and(&open);
                open = open.and_not(&members);
                let mut at: Vec<usize> = members.iter().collect();
                if at.is_empty() {
                    continue;
                }
                self.random.shuffle(&mut at);
                at.truncate(self.answering(at.len() as u64, group.n) as usize);
                let shares = group.of_options(self.variable.question.options.len());
                self.groups.push(Members { at, shares });
            }
        }
        let mut at: Vec<usize> = open.iter().collect();
        self.random.shuffle(&mut at);
        let shares = vec![None; self.variable.question.options.len()];
        self.groups.push(Members { at, shares });
    }

    /// How many of those asked answer.
    fn answering(&self, asked: u64, printed: Option<u64>) -> u64 {
        let few_missing = |n: &u64| self.own_size && *n < asked && (asked - n) * 10 <= asked;
        printed.filter(few_missing).unwrap_or(asked)
    }

    fn column(&mut self, n: usize) -> Column {
        match self.variable.kind {
            VariableKind::Single => self.single(n),
            VariableKind::Multiple => self.several(n),
            VariableKind::Number => self.number(n),
            VariableKind::Date => self.date(n),
            VariableKind::Text => Column::Text {
                state: self.states(n),
                values: vec![String::new(); n],
            },
            VariableKind::Ranking => self.ranking(n),
        }
    }

    /// Not asked, or not answered until an answer is drawn.
    fn states(&self, n: usize) -> Vec<u8> {
        let state = |at| {
            if self.asked.get(at) {
                NOT_ANSWERED
            } else {
                NOT_ASKED
            }
        };
        (0..n).map(state).collect()
    }

    fn single(&mut self, n: usize) -> Column {
        let mut codes = self.states(n);
        for group in std::mem::take(&mut self.groups) {
            let weights = allocate::weights(
                self.variable.question,
                &group.shares,
                self.unknown,
                &mut self.random,
            );
            let counts = allocate::largest_remainder(&weights, group.at.len() as u64);
            let options = counts.iter().enumerate();
            let options = options
                .flat_map(|(option, count)| std::iter::repeat_n(option as u8, *count as usize));
            for (at, option) in group.at.iter().zip(options) {
                codes[*at] = option;
            }
        }
        Column::Single(codes)
    }
}
