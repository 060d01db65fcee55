//! Problems of an import: counted all, listed up to a number per code.

use crate::{Problem, Severity};
use std::collections::BTreeMap;

/// Problems as they come in.
#[derive(Debug, Default)]
pub(super) struct Listing {
    most: usize,
    listed: Vec<Problem>,
    counts: BTreeMap<&'static str, u64>,
    errors: u64,
}

impl Listing {
    /// A listing that keeps at most `most` problems of each code.
    pub fn new(most: usize) -> Listing {
        Listing {
            most,
            ..Listing::default()
        }
    }

    /// Counts a problem, and keeps it if there is room for its code.
    pub fn add(&mut self, problem: Problem) {
        let count = self.counts.entry(problem.code).or_insert(0);
        *count += 1;
        self.errors += u64::from(problem.severity == Severity::Error);
        if *count <= self.most as u64 {
            self.listed.push(problem);
        }
    }

    /// Whether any error came in.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// The kept problems by row, then column; and how many there were of each code.
    pub fn finish(self) -> (Vec<Problem>, BTreeMap<&'static str, u64>) {
        let mut listed = self.listed;
        listed.sort_by_key(|problem| problem.place.line);
        (listed, self.counts)
    }
}
