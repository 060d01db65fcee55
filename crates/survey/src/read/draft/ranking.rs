//! Options in order of preference: one column with a list, or a column for each rank.

use super::{List, Reading, Source, state};
use crate::answers::{Column, NOT_ANSWERED};

impl Source<'_> {
    pub(super) fn ranking(&self, reading: &mut Reading) -> Column {
        let mut ranks = vec![vec![NOT_ANSWERED; self.n]; self.variable.ranks()];
        let list = |cell: &str| match self.lookup.list(cell) {
            List::Options(options) if options.len() <= self.variable.ranks() => Ok(options),
            List::Options(_) => Err("more-than-maximum"),
            List::Unknown(_) => Err("unknown-code"),
        };
        self.cells(reading, list, |at, cell| {
            for (rank, column) in ranks.iter_mut().enumerate() {
                column[at] = state(&cell, |options| {
                    options.get(rank).copied().unwrap_or(NOT_ANSWERED)
                });
            }
        });
        let columns = self.columns.ranks.iter();
        let columns: Vec<usize> = columns
            .filter_map(|heading| reading.sheet.column(heading))
            .collect();
        let read = |cell: &str| self.lookup.option(cell).ok_or("unknown-code");
        for (codes, column) in ranks.iter_mut().zip(&columns) {
            for (at, code) in codes.iter_mut().enumerate() {
                let cell = self.cell(reading, (at, *column), read);
                *code = state(&cell, |code| *code);
            }
        }
        let first = columns
            .first()
            .copied()
            .or_else(|| self.only(reading))
            .unwrap_or(0);
        for rank in 1..ranks.len() {
            let column = columns.get(rank).copied().unwrap_or(first);
            let (before, rest) = ranks.split_at_mut(rank);
            for (at, code) in rest[0].iter_mut().enumerate() {
                if *code < NOT_ANSWERED && before.iter().any(|column| column[at] == *code) {
                    *code = NOT_ANSWERED;
                    reading.fault("ranked-twice", (at, column), self.variable);
                }
            }
        }
        Column::Ranking(ranks)
    }
}
