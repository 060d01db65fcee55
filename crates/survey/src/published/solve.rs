//! Solving: what the counts behind the printed numbers can be.

use super::constraint::{Constraint, Printed, Var};
use super::keys::{BaseKey, CellKey, Reader, Target};
use super::model::{Model, Origin, Statement};
use super::system::{Part, System};
use crate::Tenths;
use crate::retest::Ratio;
use crate::study::Study;
use crate::study::analysis::ShareOf;
use crate::table::{Count, Known};
use std::collections::BTreeMap;

/// Sets larger than this are reported as a range only.
const LISTED: u64 = 128;
/// Pairs that are each checked against all other numbers; more are checked against their own share only.
const SEARCHED_PAIRS: usize = 2_000;

/// Statements left out whose reason is worked out; the others are only named.
const EXPLAINED: usize = 50;

/// What a count or a base can be.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fit {
    /// The values, when there are few.
    pub count: Count,
    /// Smallest that fits.
    pub low: u64,
    /// Largest that fits.
    pub high: u64,
    /// Printed, the only value that fits, or lost.
    pub known: Known,
}

/// A statement that had to be left out because others, stronger ones, cannot be true with it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Dropped {
    /// What was left out.
    pub origin: Origin,
    /// The fewest stronger statements that together exclude it; empty when only search could tell, or after many others.
    pub against: Vec<Origin>,
}

/// The published numbers of one study, solved.
#[derive(Clone, Debug)]
pub struct Solved {
    /// Id of the study.
    pub study: String,
    /// Counts, by address.
    pub cells: BTreeMap<CellKey, Fit>,
    /// Bases, by address.
    pub bases: BTreeMap<BaseKey, Fit>,
    /// What had to be left out, strongest first.
    pub dropped: Vec<Dropped>,
    /// Whether every set is exact. If not, some sets may be too wide, never too narrow.
    pub exhausted: bool,
    /// The companions, solved the same way.
    pub companions: Vec<Solved>,
    system: System,
    vars: (BTreeMap<BaseKey, Var>, BTreeMap<CellKey, Var>),
}

/// Finds all whole numbers of respondents that fit everything printed.
///
/// Bases, counts, percentages (half-up from the exact ratio), bands, rows that add up, excluding answers, pooled groups,
/// nets, figures that show the same chart and the relations of `analysis.toml` are taken together. What cannot be true
/// with something stronger is left out, in this order of strength: printed bases, printed percentages and counts,
/// relations the source states, relations that are our reading, phrases.
///
/// Search is exact within a limit of work; beyond it `exhausted` is false.
pub fn solve(study: &Study) -> Solved {
    let mut model = Model::of(study);
    let statements = std::mem::take(&mut model.statements);
    let mut left_out: Vec<usize> = Vec::new();
    let (system, mut dropped, unfinished) = loop {
        let (mut system, dropped) = state(&model.system, &statements, &left_out);
        match system.search() {
            Ok(unfinished) => break (system, dropped, unfinished),
            Err(component) => match weakest(&statements, &left_out, &component) {
                Some(id) => left_out.push(id),
                None => break (system, dropped, component),
            },
        }
    };
    dropped.extend(left_out.iter().map(|id| Dropped {
        origin: statements[*id].origin.clone(),
        against: Vec::new(),
    }));
    dropped.sort_by(|a, b| a.origin.cmp(&b.origin));
    let (cells, bases) = fits(&model, &system, &statements);
    Solved {
        study: study.header.id.clone(),
        cells,
        bases,
        dropped,
        exhausted: unfinished.is_empty() && model.complete,
        companions: study.companions.iter().map(solve).collect(),
        system,
        vars: (model.bases, model.cells),
    }
}

/// Adds all statements, strongest first; those that contradict are left out with the reason.
fn state(
    structure: &System,
    statements: &[Statement],
    left_out: &[usize],
) -> (System, Vec<Dropped>) {
    let mut system = structure.clone();
    let (mut taken, mut dropped): (Vec<&Statement>, Vec<Dropped>) = (Vec::new(), Vec::new());
    for (id, statement) in statements.iter().enumerate() {
        if left_out.contains(&id) {
            continue;
        }
        let touched = taken.iter().find(|other| touch(other, statement));
        let against = match touched {
            Some(other) => vec![other.origin.clone()],
            None if system.add(statement.constraint.clone()).is_ok() => {
                taken.push(statement);
                continue;
            }
            None if dropped.len() < EXPLAINED => against(structure, &taken, statement),
            None => Vec::new(),
        };
        dropped.push(Dropped {
            origin: statement.origin.clone(),
            against,
        });
    }
    (system, dropped)
}

/// Whether two phrases about one share have only an end in common: 約7割 and 約8割 exclude each other, though bands are
/// written with both ends.
fn touch(one: &Statement, other: &Statement) -> bool {
    let band = |statement: &Statement| match statement.constraint {
        Constraint::Share {
            k,
            n,
            printed: Printed::Band(low, high),
        } => Some((k, n, low, high)),
        _ => None,
    };
    match (band(one), band(other)) {
        (Some((k, n, low, high)), Some((other_k, other_n, other_low, other_high))) => {
            (k, n) == (other_k, other_n) && (high == other_low || low == other_high)
        }
        _ => false,
    }
}

/// The last statement, in order of strength, that touches an infeasible component.
fn weakest(statements: &[Statement], left_out: &[usize], component: &[Var]) -> Option<usize> {
    (0..statements.len()).rev().find(|id| {
        let touched = statements[*id].constraint.variables();
        !left_out.contains(id) && touched.iter().any(|var| component.contains(var))
    })
}

/// A smallest set of earlier statements that excludes `last`: near ones first, then each that is not needed taken out.
fn against(structure: &System, taken: &[&Statement], last: &Statement) -> Vec<Origin> {
    let mut near = last.constraint.variables();
    let mut needed: Vec<&Statement> = Vec::new();
    for _ in 0..taken.len() {
        near = structure.neighbours(&near, taken.iter().map(|one| &one.constraint));
        needed = taken
            .iter()
            .copied()
            .filter(|one| {
                one.constraint
                    .variables()
                    .iter()
                    .any(|var| near.contains(var))
            })
            .collect();
        if needed.len() == taken.len() || excludes(structure, &needed, last) {
            break;
        }
    }
    let mut at = 0;
    while at < needed.len() {
        let mut fewer = needed.clone();
        fewer.remove(at);
        if excludes(structure, &fewer, last) {
            needed = fewer;
        } else {
            at += 1;
        }
    }
    needed.into_iter().map(|one| one.origin.clone()).collect()
}

fn excludes(structure: &System, taken: &[&Statement], last: &Statement) -> bool {
    let mut system = structure.clone();
    let all = taken.iter().chain(std::iter::once(&last));
    all.into_iter()
        .any(|one| system.add(one.constraint.clone()).is_err())
}

type Fits = (BTreeMap<CellKey, Fit>, BTreeMap<BaseKey, Fit>);

fn fits(model: &Model, system: &System, statements: &[Statement]) -> Fits {
    let printed = |var: Var| {
        let mut origins = statements.iter().filter(|one| match &one.constraint {
            Constraint::Within(at, low, high) => *at == var && low == high,
            Constraint::Share { k, printed, .. } => {
                *k == var && matches!(printed, Printed::Percent(_))
            }
            _ => false,
        });
        origins.next().is_some()
    };
    let cells = model.cells.iter();
    let bases = model.bases.iter();
    (
        cells
            .map(|(key, var)| (key.clone(), fit(system, *var, printed(*var))))
            .collect(),
        bases
            .map(|(key, var)| (key.clone(), fit(system, *var, printed(*var))))
            .collect(),
    )
}

fn fit(system: &System, var: Var, printed: bool) -> Fit {
    let domain = &system.domains[var];
    let count = match domain.only() {
        Some(only) => Count::Exact(only),
        None if domain.size() <= LISTED => Count::OneOf(domain.values().collect()),
        None => Count::Unknown,
    };
    let known = match (&count, printed) {
        (_, true) => Known::Printed,
        (Count::Exact(_), false) => Known::Derived,
        _ => Known::Lost,
    };
    Fit {
        count,
        low: domain.min().unwrap_or(0),
        high: domain.max().unwrap_or(0),
        known,
    }
}

/// Count and base of one share, and what is known of both.
#[derive(Clone, Debug)]
pub struct SolvedShare {
    k: Var,
    n: Var,
}

/// Between which percentages a share lies.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Extent {
    /// Lowest, in points.
    pub low: f64,
    /// Highest, in points.
    pub high: f64,
    /// Count and base, when only one pair fits.
    pub exact: Option<Ratio>,
    /// The percentage as printed, when there is one.
    pub printed: Option<Tenths>,
}

impl Solved {
    /// The count at an address of `analysis.toml`; none when nothing is published of it.
    pub fn count(
        &self,
        study: &Study,
        figure: &str,
        row: &str,
        groups: &[String],
        options: &[String],
    ) -> Option<&Fit> {
        let reader = Reader { study };
        match reader.target(reader.base(figure, row, groups), options) {
            Target::Base(key) => self.bases.get(&key),
            Target::Cell(key) => self.cells.get(&key),
        }
    }

    /// The share that a comparison or a sentence names; none when it names no figure.
    pub fn share(&self, study: &Study, share: &ShareOf) -> Option<SolvedShare> {
        let (count, whole) = Reader { study }.of_share(share)?;
        Some(SolvedShare {
            k: self.var(count)?,
            n: self.var(whole)?,
        })
    }

    fn var(&self, target: Target) -> Option<Var> {
        match target {
            Target::Base(key) => self.vars.0.get(&key).copied(),
            Target::Cell(key) => self.vars.1.get(&key).copied(),
        }
    }

    /// How count and base of a share are known.
    pub fn known(&self, share: &SolvedShare) -> [Known; 2] {
        let of = |var: Var| {
            let cell = self
                .vars
                .1
                .iter()
                .find(|(_, at)| **at == var)
                .and_then(|(key, _)| self.cells.get(key));
            let base = || {
                self.vars
                    .0
                    .iter()
                    .find(|(_, at)| **at == var)
                    .and_then(|(key, _)| self.bases.get(key))
            };
            cell.or_else(base).map_or(Known::Lost, |fit| fit.known)
        };
        [of(share.k), of(share.n)]
    }

    /// Count and base of a cell, when both are exact.
    pub(super) fn exact(&self, key: &CellKey) -> Option<(u64, u64)> {
        let count = self.cells.get(key)?.count.exact()?;
        Some((count, self.bases.get(&key.base)?.count.exact()?))
    }

    /// Between which percentages a share lies; none when nothing is known of it.
    pub fn extent(&self, share: &SolvedShare) -> Option<Extent> {
        let printed = self.system.between(share.k, share.n);
        let percent = printed.iter().find_map(|one| match one {
            Printed::Percent(tenths) => Some(*tenths),
            Printed::Band(..) => None,
        });
        let pairs = self.pairs(share, SEARCHED_PAIRS).unwrap_or_default();
        let share_of = |(k, n): &(u64, u64)| *k as f64 * 100.0 / *n as f64;
        let all = pairs.iter().map(share_of).map(|one| (one, one));
        let tried = all.reduce(|(low, high), (one, _)| (low.min(one), high.max(one)));
        let (low, high) = tried.or_else(|| {
            let ends = printed.iter().map(|one| one.points());
            ends.reduce(|(low, high), (least, most)| (low.max(least), high.min(most)))
        })?;
        let exact = match pairs.as_slice() {
            [(k, n)] => Some(Ratio { k: *k, n: *n }),
            _ => None,
        };
        (exact.is_some() || (low, high) != (0.0, 100.0)).then_some(Extent {
            low,
            high,
            exact,
            printed: percent,
        })
    }

    /// All pairs (k, n) of a share that fit, ascending by n; none when there are more than `most`.
    pub fn pairs(&self, share: &SolvedShare, most: usize) -> Option<Vec<(u64, u64)>> {
        let (counts, bases) = (&self.system.domains[share.k], &self.system.domains[share.n]);
        let direct = self.system.between(share.k, share.n);
        let mut pairs = Vec::new();
        for n in bases.values().filter(|n| *n > 0) {
            let (low, high) = direct.iter().fold((0, n), |(low, high), printed| {
                let (least, most) = printed.counts(n);
                (low.max(least), high.min(most))
            });
            pairs.extend(
                counts
                    .values()
                    .filter(|k| (low..=high).contains(k))
                    .map(|k| (k, n)),
            );
            if pairs.len() > most {
                return None;
            }
        }
        if pairs.len() <= SEARCHED_PAIRS
            && let Some(part) = self.part(&[share.k, share.n])
        {
            pairs.retain(|(k, n)| part.fits(&[(share.k, *k), (share.n, *n)]) != Some(false));
        }
        Some(pairs)
    }

    /// Whether the shares hang together, so that not every pair of one goes with every pair of the other.
    pub fn tied(&self, a: &SolvedShare, b: &SolvedShare) -> bool {
        let of = |share: &SolvedShare| {
            let all = self.system.components();
            let has = move |part: &Vec<Var>| part.contains(&share.k) || part.contains(&share.n);
            all.iter().position(has)
        };
        of(a).is_some() && of(a) == of(b)
    }

    /// A test of whether two pairs fit together; cheap to call often.
    pub fn together<'a>(
        &'a self,
        a: &SolvedShare,
        b: &SolvedShare,
    ) -> impl Fn((u64, u64), (u64, u64)) -> bool + 'a {
        let vars = [a.k, a.n, b.k, b.n];
        let part = self.part(&vars);
        move |(ka, na), (kb, nb)| {
            let values = [(vars[0], ka), (vars[1], na), (vars[2], kb), (vars[3], nb)];
            part.as_ref()
                .is_none_or(|part| part.fits(&values) != Some(false))
        }
    }

    fn part(&self, vars: &[Var]) -> Option<Part> {
        let all: Vec<Var> = self
            .system
            .components()
            .into_iter()
            .filter(|part| vars.iter().any(|var| part.contains(var)))
            .flatten()
            .collect();
        (!all.is_empty()).then(|| Part::of(&self.system, &all))
    }
}
