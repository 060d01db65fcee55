//! The test of a cross table: whether the groups answer alike.

use super::{Method, Outcome, Sample};
use crate::Problem;
use crate::answers::{Answers, Bits};
use crate::inference::adjust::holm;
use crate::inference::design::{Design, multiple_answer, rao_scott};
use crate::inference::fisher::{Effort, rxc};
use crate::inference::{Counts, Refusal, pearson};
use crate::study::Study;
use crate::study::header::SampleKind;
use crate::table::{Note, OptionRole};
use crate::tabulate::grid::{Grid, Line};
use crate::tabulate::{BaseRule, CrossRequest, Options};
use crate::weights::{WeightSource, Weights};
use serde::Serialize;
use std::collections::BTreeMap;

/// Most options of a multiple answer that can be tested together.
const MOST_OPTIONS: usize = 64;

/// A table in a page must not wait for seconds: Monte Carlo takes over early, and its error is printed beside the p.
const EFFORT: Effort = Effort {
    steps: 300_000,
    draws: 20_000,
    seed: 1,
};

/// The test of one option of a multiple answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OptionOutcome {
    /// Option id.
    pub option: String,
    /// Its test; p is unadjusted.
    pub outcome: Outcome,
    /// p after Holm over the options of the table; the family is `options`.
    pub p_adjusted: Option<f64>,
}

/// The test of one cross table, or of one row of a matrix in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TableTest {
    /// Row of the matrix; empty for a question without rows.
    pub row: String,
    /// Respondents of the groups shown who answered.
    pub n: u64,
    /// The test to print.
    pub outcome: Outcome,
    /// p after Holm over the rows of the matrix; the family is `rows`. None for a single table.
    pub p_adjusted: Option<f64>,
    /// For a multiple answer: each option by itself.
    pub options: Vec<OptionOutcome>,
    /// Tests refused for these answers, each with the code of the reason.
    pub refused: Vec<(Method, &'static str)>,
    /// What must be said beside the p, as under a table.
    pub notes: Vec<Note>,
}

/// Tests whether the groups of a request answer alike; one test for each row of the subject, none without groups.
///
/// Those who did not answer are left out, whatever the base of the table. Single answers: Pearson's χ², or Fisher,
/// Freeman & Halton where Cochran's rule on expected counts fails; under weights or a stratified random sample Rao &
/// Scott's second order. Multiple answers: Bilder & Loughin's overall test, then each option with Holm.
/// Groups that overlap are refused: their members would count as independent.
///
/// # Errors
/// As [`crate::tabulate::cross`].
pub fn crossed(
    study: &Study,
    answers: &Answers,
    request: &CrossRequest,
    options: &Options<'_>,
) -> Result<Vec<TableTest>, Vec<Problem>> {
    let plain = Options {
        base: BaseRule::Answered,
        nets: false,
        ..options.clone()
    };
    let grid = Grid::of(study, answers, request, &plain)?;
    if request.by.is_none() {
        return Ok(Vec::new());
    }
    let unit = Weights::unit(answers.len());
    let weights = options.weights.unwrap_or(&unit);
    let designed = Sample::of(study, answers, weights);
    let sample = if designed.needs_design() {
        designed
    } else {
        Sample::independent(answers)
    };
    let context = Context {
        grid: &grid,
        sample,
        weights,
        notes: notes(study, weights),
    };
    let mut tests: Vec<TableTest> = (0..grid.subject.rows.len())
        .map(|row| context.test(row))
        .collect();
    adjust_rows(&mut tests);
    Ok(tests)
}

fn adjust_rows(tests: &mut [TableTest]) {
    if tests.len() < 2 {
        return;
    }
    let raw: Vec<f64> = tests.iter().filter_map(|test| test.outcome.p()).collect();
    let tested = tests.iter_mut().filter(|test| test.outcome.p().is_some());
    tested
        .zip(holm(&raw))
        .for_each(|(test, p)| test.p_adjusted = Some(p));
}

fn notes(study: &Study, weights: &Weights) -> Vec<Note> {
    let note = |code| Note {
        code,
        args: Vec::new(),
    };
    let quota = study.header.sample == SampleKind::Quota;
    let raked = weights.source() == WeightSource::Raked;
    let all = [
        quota.then(|| note("as-if-random")),
        raked.then(|| note("raked-variance")),
    ];
    all.into_iter().flatten().collect()
}

struct Context<'a> {
    grid: &'a Grid,
    sample: Sample<'a>,
    weights: &'a Weights,
    notes: Vec<Note>,
}

/// A test, and the tests of the options where there are several answers.
type Found = Result<(Outcome, Vec<OptionOutcome>), &'static str>;

impl Context<'_> {
    fn test(&self, row: usize) -> TableTest {
        let groups: Vec<&Line> = self
            .grid
            .lines
            .iter()
            .filter(|line| !line.total && line.of == row)
            .collect();
        let found = match () {
            () if self.grid.overlap => Err("groups-overlap"),
            () if self.grid.subject.exclusive => {
                self.single(&groups).map_err(|refusal| refusal.code())
            }
            () => self.multiple(&groups),
        };
        let (outcome, options) = found.unwrap_or_else(|code| (Outcome::Refused(code), Vec::new()));
        let classical = [Method::Pearson, Method::FisherFreemanHalton];
        let refused = classical.map(|method| (method, Refusal::ClassicalOnWeighted.code()));
        TableTest {
            row: self.grid.subject.rows[row].row.0.clone(),
            n: groups.iter().map(|line| line.base.count()).sum(),
            outcome,
            p_adjusted: None,
            options,
            refused: if self.sample.is_weighted() {
                refused.to_vec()
            } else {
                Vec::new()
            },
            notes: self.notes.clone(),
        }
    }

    fn columns(&self) -> usize {
        let plain = |column: &&crate::table::Column| column.role != OptionRole::NotAnswered;
        self.grid.subject.columns[..self.grid.shares()]
            .iter()
            .filter(plain)
            .count()
    }

    fn single(&self, groups: &[&Line]) -> Result<(Outcome, Vec<OptionOutcome>), Refusal> {
        let columns = self.columns();
        let cells = groups.iter().flat_map(|line| &line.cells[..columns]);
        let outcome = match self.sample.needs_design() {
            true => {
                let sets: Vec<Bits> = cells.cloned().collect();
                let sums = self.sample.of_sets(&sets, self.weights);
                let found = rao_scott(&Design::new(&sums)?, groups.len(), columns)?;
                Outcome::f_test(Method::RaoScott, &found.second)
            }
            false => {
                let counts = cells.map(Bits::count).collect();
                let counts =
                    Counts::new(groups.len(), columns, counts).ok_or(Refusal::NothingToCompare)?;
                by_counts(&counts)?
            }
        };
        Ok((outcome, Vec::new()))
    }

    fn multiple(&self, groups: &[&Line]) -> Found {
        let columns = self.columns();
        if columns > MOST_OPTIONS {
            return Err("too-many-options");
        }
        let (patterns, sets) = patterns(groups, columns);
        let sums = self.sample.of_sets(&sets, self.weights);
        let test = || {
            let design = Design::new(&sums)?;
            multiple_answer(&design, groups.len(), columns, &patterns)
        };
        let found = test().map_err(|refusal| refusal.code())?;
        let names = self
            .grid
            .subject
            .columns
            .iter()
            .map(|column| column.id.clone());
        let options = names
            .zip(found.options)
            .map(|(option, found)| OptionOutcome {
                option,
                outcome: found.as_ref().map_or(
                    Outcome::Refused(Refusal::NothingToCompare.code()),
                    |found| Outcome::f_test(Method::RaoScott, &found.test),
                ),
                p_adjusted: found.map(|found| found.holm),
            });
        Ok((
            Outcome::f_test(Method::BilderLoughin, &found.overall),
            options.collect(),
        ))
    }
}

/// The combinations of options that occur, and who gave each, group by group.
fn patterns(groups: &[&Line], columns: usize) -> (Vec<u64>, Vec<Bits>) {
    let pattern = |line: &Line, at: usize| {
        let chosen = line.cells[..columns]
            .iter()
            .enumerate()
            .filter(|(_, cell)| cell.get(at));
        chosen.fold(0, |bits, (option, _)| bits | 1_u64 << option)
    };
    let mut found: Vec<BTreeMap<u64, Bits>> = Vec::new();
    for line in groups {
        let mut sets: BTreeMap<u64, Bits> = BTreeMap::new();
        for at in line.base.iter() {
            let none = || Bits::zeros(line.base.len());
            sets.entry(pattern(line, at)).or_insert_with(none).set(at);
        }
        found.push(sets);
    }
    let all: std::collections::BTreeSet<u64> =
        found.iter().flat_map(|sets| sets.keys().copied()).collect();
    let patterns: Vec<u64> = all.into_iter().collect();
    let nobody = groups.first().map_or(0, |line| line.base.len());
    let sets = found.iter_mut().flat_map(|sets| {
        let taken = patterns
            .iter()
            .map(|pattern| sets.remove(pattern).unwrap_or(Bits::zeros(nobody)));
        taken.collect::<Vec<_>>()
    });
    (patterns.clone(), sets.collect())
}

fn by_counts(counts: &Counts) -> Result<Outcome, Refusal> {
    if pearson::expected_counts(counts)?.holds {
        return Ok(Outcome::chi_square(
            Method::Pearson,
            &pearson::chi_square(counts)?,
        ));
    }
    let found = rxc(counts, &EFFORT)?;
    Ok(Outcome::Tested {
        method: Method::FisherFreemanHalton,
        statistic: None,
        df: None,
        p: found.p,
        standard_error: (found.draws > 0).then_some(found.standard_error),
    })
}
