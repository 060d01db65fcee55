//! Numbers, days and rankings: nothing is published of them, so they are drawn evenly from what is allowed.

use super::Drawing;
use crate::answers::{ANSWERED, Column};
use jiff::civil::Date;

impl Drawing<'_> {
    fn members(&mut self) -> Vec<usize> {
        let groups = std::mem::take(&mut self.groups);
        let mut members: Vec<usize> = groups.into_iter().flat_map(|group| group.at).collect();
        members.sort_unstable();
        members
    }

    pub(super) fn number(&mut self, n: usize) -> Column {
        let range = self.variable.question.number.clone().unwrap_or_default();
        let decimals = range.decimals.min(6);
        let scale = 10_i64.pow(u32::from(decimals));
        let low = range.minimum.unwrap_or(0);
        let high = range.maximum.unwrap_or(low.saturating_add(100)).max(low);
        let (low, high) = (low.saturating_mul(scale), high.saturating_mul(scale));
        let last = self.variable.row_index + 1 == self.variable.question.rows.len();
        let sum = range.sum.map(|sum| sum.saturating_mul(scale));
        let (mut state, mut values) = (self.states(n), vec![0; n]);
        for at in self.members() {
            let left = sum.map(|sum| {
                let all = self.left.entry(self.variable.question.id.clone());
                all.or_insert_with(|| vec![sum; n])[at]
            });
            let most = left.map_or(high, |left| left.clamp(low, high));
            let width = most.abs_diff(low).saturating_add(1);
            let drawn = low.saturating_add_unsigned(self.random.below(width));
            let value = if last {
                left.unwrap_or(drawn).clamp(low, high)
            } else {
                drawn
            };
            if let Some(all) = self.left.get_mut(&self.variable.question.id) {
                all[at] = all[at].saturating_sub(value);
            }
            (state[at], values[at]) = (ANSWERED, value);
        }
        Column::Number {
            state,
            decimals,
            values,
        }
    }

    pub(super) fn date(&mut self, n: usize) -> Column {
        let question = self.variable.question;
        let day = |from: Date, days: i64| {
            let span = jiff::Span::new().try_days(days).ok()?;
            from.checked_add(span).ok()
        };
        let last = question.latest.unwrap_or(self.study.header.reference_date);
        let first = question
            .earliest
            .or_else(|| day(last, -365))
            .unwrap_or(last)
            .min(last);
        let days = first
            .until(last)
            .map_or(0, |span| u64::from(span.get_days().unsigned_abs()));
        let (mut state, mut values) = (self.states(n), vec![Date::ZERO; n]);
        for at in self.members() {
            let days = self.random.below(days + 1) as i64;
            (state[at], values[at]) = (ANSWERED, day(first, days).unwrap_or(first));
        }
        Column::Date { state, values }
    }

    pub(super) fn ranking(&mut self, n: usize) -> Column {
        let states = self.states(n);
        let mut ranks = vec![states; self.variable.ranks()];
        let mut options: Vec<u8> = (0..self.variable.question.options.len())
            .map(|at| at as u8)
            .collect();
        for at in self.members() {
            self.random.shuffle(&mut options);
            for (codes, option) in ranks.iter_mut().zip(&options) {
                codes[at] = *option;
            }
        }
        Column::Ranking(ranks)
    }
}
