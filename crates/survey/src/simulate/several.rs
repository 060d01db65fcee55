//! Multiple answers: as many choose each option as its share says, within what the question allows.

use super::allocate::{WHOLE, liking};
use super::{Drawing, Members};
use crate::answers::{ANSWERED, Column};
use crate::variable::is_exclusive;

/// What each respondent of one group chose.
struct Chosen {
    /// For each member the options, in no order.
    of: Vec<Vec<usize>>,
    /// Members who chose an exclusive option; nothing is added to theirs.
    closed: usize,
}

impl Drawing<'_> {
    pub(super) fn several(&mut self, n: usize) -> Column {
        let options = self.variable.question.options.len();
        let mut state = self.states(n);
        let mut selected = vec![vec![0_u64; n.div_ceil(64)]; options];
        for group in std::mem::take(&mut self.groups) {
            let chosen = self.choose(&group);
            for (at, options) in group.at.iter().zip(chosen.of) {
                state[*at] = ANSWERED;
                for option in options {
                    selected[option][at / 64] |= 1 << (at % 64);
                }
            }
        }
        Column::Multiple { state, selected }
    }

    fn choose(&mut self, group: &Members) -> Chosen {
        let options = &self.variable.question.options;
        let size = group.at.len();
        let count = |share: u64| {
            ((u128::from(share) * size as u128 * 2 + u128::from(WHOLE)) / (2 * u128::from(WHOLE)))
                as usize
        };
        let mut chosen = Chosen {
            of: vec![Vec::new(); size],
            closed: 0,
        };
        let shares: Vec<u64> = group
            .shares
            .iter()
            .zip(options)
            .map(|(share, option)| {
                // Of an option nothing is known of: up to half of those asked.
                share.unwrap_or_else(|| {
                    liking(option, self.unknown, &mut self.random).max(200) * 500
                })
            })
            .collect();
        for (at, share) in shares
            .iter()
            .enumerate()
            .filter(|(at, _)| is_exclusive(&options[*at]))
        {
            let take = count(*share).min(size - chosen.closed);
            chosen.of[chosen.closed..chosen.closed + take]
                .iter_mut()
                .for_each(|of| of.push(at));
            chosen.closed += take;
        }
        for (at, share) in shares
            .iter()
            .enumerate()
            .filter(|(at, _)| !is_exclusive(&options[*at]))
        {
            let mut open: Vec<usize> = (chosen.closed..size).collect();
            self.random.shuffle(&mut open);
            for member in open.into_iter().take(count(*share)) {
                chosen.of[member].push(at);
            }
        }
        let exclusive = options.iter().position(is_exclusive);
        chosen.give_to_the_empty(exclusive);
        let most = self
            .variable
            .question
            .maximum
            .map_or(usize::MAX, |most| most as usize);
        chosen.keep_to(most.max(1));
        chosen
    }
}

impl Chosen {
    /// Where "none of these" can be chosen nobody chooses nothing: an option moves over from someone with several,
    /// so that its count stays; when nobody has several left, "none of these" it is.
    fn give_to_the_empty(&mut self, exclusive: Option<usize>) {
        let Some(exclusive) = exclusive else { return };
        let mut donor = self.closed;
        for member in self.closed..self.of.len() {
            if !self.of[member].is_empty() {
                continue;
            }
            while donor < self.of.len() && self.of[donor].len() < 2 {
                donor += 1;
            }
            let given = self.of.get_mut(donor).and_then(Vec::pop);
            self.of[member].push(given.unwrap_or(exclusive));
        }
    }

    /// Nobody chooses more than the maximum: what is too much moves to someone with room, and is lost only when
    /// there is nobody.
    fn keep_to(&mut self, most: usize) {
        for member in self.closed..self.of.len() {
            while self.of[member].len() > most {
                let Some(option) = self.of[member].pop() else {
                    break;
                };
                let others = self.closed..self.of.len();
                let mut others = others.filter(|other| *other != member);
                let taker = others.find(|other| {
                    self.of[*other].len() < most && !self.of[*other].contains(&option)
                });
                if let Some(taker) = taker {
                    self.of[taker].push(option);
                }
            }
        }
    }
}
