//! Addresses of published numbers, and what the study's files say about the figure they stand in.

use super::constraint::Printed;
use crate::study::Study;
use crate::study::analysis::{CellRef, Figure, ShareOf};
use crate::study::published::{PublishedBase, PublishedCell, PublishedValue};
use crate::study::{Question, QuestionKind};
use serde::Serialize;

/// A row of a published table: the base of its shares.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct BaseKey {
    /// Figure; figures that show the same chart have the same key.
    pub figure: String,
    /// Row of the matrix, or empty.
    pub row: String,
    /// Groups pooled, in alphabetical order; empty for everybody.
    pub groups: Vec<String>,
}

/// A number of respondents in a published table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CellKey {
    /// Its row.
    pub base: BaseKey,
    /// Options joined, in alphabetical order.
    pub options: Vec<String>,
}

/// What a number of the study's files points at.
pub(super) enum Target {
    Base(BaseKey),
    Cell(CellKey),
}

/// Largest base assumed of a study that states no size at all.
const UNSTATED: u64 = 5_000;

/// Largest base that is solved; a table of a larger base is shown as printed.
const LARGEST: u64 = 100_000;
/// Numbers that all sets together may hold, so that a long file cannot take all memory.
const ROOM: u64 = 1 << 30;

/// The study as the solver reads it.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub study: &'a Study,
}

impl<'a> Reader<'a> {
    pub fn figure(self, id: &str) -> Option<&'a Figure> {
        self.study
            .analysis
            .figures
            .iter()
            .find(|figure| figure.id == id)
    }

    pub fn line(self, line: u32) -> Option<&'a PublishedCell> {
        self.study.published.iter().find(|one| one.line == line)
    }

    /// The figure whose numbers this one shows.
    pub fn canonical(self, id: &str) -> String {
        let mut id = id;
        for _ in 0..self.study.analysis.figures.len() {
            match self.figure(id).and_then(|figure| figure.same_as.as_deref()) {
                Some(other) if other != id => id = other,
                _ => break,
            }
        }
        id.to_owned()
    }

    /// All figures that show the numbers of `canonical`.
    pub fn shows(self, figure: &str, canonical: &str) -> bool {
        self.canonical(figure) == canonical
    }

    fn lines(self, figure: &'a str) -> impl Iterator<Item = &'a PublishedCell> {
        self.study
            .published
            .iter()
            .filter(move |line| self.shows(&line.figure, figure))
    }

    pub fn question(self, figure: &str) -> Option<&'a Question> {
        let named = self.figure(figure).map(|figure| figure.question.as_str());
        let id = named.or_else(|| {
            let mut lines = self.study.published.iter();
            let line = lines.find(|line| line.figure == figure)?;
            Some(line.question.as_str())
        })?;
        self.study.questionnaire.question(id)
    }

    /// Whether the rows of a figure take one answer each.
    pub fn single(self, figure: &str) -> bool {
        self.question(figure).is_some_and(|question| {
            matches!(
                question.kind,
                QuestionKind::Single | QuestionKind::MatrixSingle
            )
        })
    }

    /// Whether all options of a question are known. Where the file says "incomplete" of a matrix it may mean its rows:
    /// then a printed row whose options alone make up its whole base proves that no option is lost.
    pub fn complete(self, question: &Question) -> bool {
        !question.incomplete
            || (question.kind == QuestionKind::MatrixSingle
                && self
                    .study
                    .published
                    .iter()
                    .any(|line| self.fills(question, line)))
    }

    /// Whether the row of this line prints every option, and they add up to its base.
    fn fills(self, question: &Question, line: &PublishedCell) -> bool {
        let n = match line.n {
            PublishedBase::Exact(n) if line.question == question.id => n,
            _ => return false,
        };
        let of_row = |other: &&PublishedCell| {
            (&other.figure, &other.row, &other.groups) == (&line.figure, &line.row, &line.groups)
        };
        let bounds = question.options.iter().map(|option| {
            let mut row = self.study.published.iter().filter(of_row);
            let cell = row.find(|cell| cell.options.as_slice() == [option.id.clone()])?;
            match cell.value {
                PublishedValue::Percent(tenths) => Some(Printed::Percent(tenths).counts(n)),
                _ => None,
            }
        });
        let sum = bounds.reduce(|sum, one| Some((sum?.0 + one?.0, sum?.1 + one?.1)));
        sum.flatten()
            .is_some_and(|(low, high)| (low..=high).contains(&n))
    }

    pub fn base(self, figure: &str, row: &str, groups: &[String]) -> BaseKey {
        let figure = self.canonical(figure);
        let mut groups = match groups {
            [] => self.everybody(&figure),
            some => some.to_vec(),
        };
        groups.sort();
        groups.dedup();
        BaseKey {
            figure,
            row: row.to_owned(),
            groups,
        }
    }

    /// "Everybody" of a figure that prints its groups but no total: all its groups.
    fn everybody(self, figure: &str) -> Vec<String> {
        let total = self.lines(figure).any(|line| line.groups.is_empty());
        let figure = self.figure(figure).filter(|_| !total);
        let Some((figure, by)) = figure.and_then(|figure| Some((figure, figure.by.as_deref()?)))
        else {
            return Vec::new();
        };
        match figure.groups.as_slice() {
            [] => self.categories(by),
            some => some.to_vec(),
        }
    }

    fn categories(self, by: &str) -> Vec<String> {
        let found = self.study.analysis.breaks.iter().find(|one| one.id == by);
        found.map_or_else(Vec::new, |found| {
            found.categories.iter().map(|one| one.id.clone()).collect()
        })
    }

    pub fn cell(self, base: BaseKey, options: &[String]) -> CellKey {
        let mut options = options.to_vec();
        options.sort();
        options.dedup();
        CellKey { base, options }
    }

    pub fn target(self, base: BaseKey, options: &[String]) -> Target {
        if options.is_empty() {
            Target::Base(base)
        } else {
            Target::Cell(self.cell(base, options))
        }
    }

    pub fn of_ref(self, at: &CellRef) -> Target {
        self.target(self.base(&at.figure, &at.row, &at.groups), &at.options)
    }

    /// Count and base that a share points at; none when it names no figure.
    pub fn of_share(self, share: &ShareOf) -> Option<(Target, Target)> {
        let base = self.base(share.figure.as_deref()?, &share.row, &share.groups);
        let count = self.target(base.clone(), &share.options);
        let whole = share.base_from.as_ref().map(|at| self.of_ref(at));
        Some((count, whole.unwrap_or(Target::Base(base))))
    }

    /// Largest base that is solved in this study.
    pub fn solvable(self) -> u64 {
        let analysis = &self.study.analysis;
        let named = self.study.published.len()
            + analysis.comparisons.len() * 4
            + analysis.relations.len() * 8;
        LARGEST.min(ROOM / (named as u64 * 4 + 1))
    }

    /// The most respondents a base can hold: the strata its groups are made of.
    pub fn most(self, key: &BaseKey) -> u64 {
        self.most_stated(key).min(self.solvable())
    }

    fn most_stated(self, key: &BaseKey) -> u64 {
        let strata = &self.study.header.strata;
        let all = strata.iter().try_fold(0, |sum, one| Some(sum + one.n?));
        let all = all.filter(|all| *all > 0).unwrap_or_else(|| self.largest());
        let parts = key
            .groups
            .iter()
            .map(|group| self.of_group(&key.figure, group));
        let sum = parts.reduce(|sum, part| Some(sum? + part?)).flatten();
        sum.map_or(all, |sum| sum.min(all))
    }

    fn largest(self) -> u64 {
        let sizes = self.study.published.iter().flat_map(|line| {
            let base = match line.n {
                PublishedBase::Exact(n) | PublishedBase::Within(_, n) => n,
                PublishedBase::Unknown => 0,
            };
            let count = match line.value {
                PublishedValue::Count(count) => count,
                _ => 0,
            };
            [base, count]
        });
        sizes.max().unwrap_or(0).max(UNSTATED)
    }

    /// Respondents of a group that is made of whole strata.
    pub fn of_group(self, figure: &str, group: &str) -> Option<u64> {
        let by = self.by(figure)?;
        let found = self.study.analysis.breaks.iter().find(|one| one.id == by)?;
        let category = found.categories.iter().find(|one| one.id == group)?;
        let names = strata_of(&category.when)?;
        let strata = &self.study.header.strata;
        names
            .iter()
            .map(|name| strata.iter().find(|one| one.id == *name)?.n)
            .try_fold(0, |sum, n| Some(sum + n?))
    }

    fn by(self, figure: &str) -> Option<&'a str> {
        let stated = self.figure(figure).and_then(|figure| figure.by.as_deref());
        stated.or_else(|| {
            let mut lines = self.study.published.iter();
            let line = lines.find(|line| line.figure == figure && !line.by.is_empty())?;
            Some(line.by.as_str())
        })
    }
}

/// Strata named by `stratum in [a, b]` or `stratum = a`; none for any other expression.
fn strata_of(when: &str) -> Option<Vec<&str>> {
    let rest = when.trim().strip_prefix("stratum")?.trim_start();
    let list = match rest
        .strip_prefix("in ")
        .or_else(|| rest.strip_prefix("in["))
    {
        Some(list) => list.trim().trim_start_matches('[').strip_suffix(']')?,
        None => rest.trim_start_matches('=').trim(),
    };
    let names: Vec<&str> = list.split(',').map(str::trim).collect();
    let plain = |name: &&str| {
        let mut letters = name.chars();
        !name.is_empty() && letters.all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
    };
    names.iter().all(plain).then_some(names)
}

#[cfg(test)]
mod tests {
    #[test]
    fn strata_are_read_from_plain_expressions_only() {
        assert_eq!(
            super::strata_of("stratum in [a-x, b]"),
            Some(vec!["a-x", "b"])
        );
        assert_eq!(super::strata_of("stratum == a"), Some(vec!["a"]));
        for other in [
            "Q2 in [now]",
            "stratum in [a] and Q2 = b",
            "stratum != a",
            "",
        ] {
            assert_eq!(super::strata_of(other), None, "{other}");
        }
    }
}
