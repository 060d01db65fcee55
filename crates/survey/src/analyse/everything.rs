//! Every pair of single-answer questions tested, with false discoveries held down.

use super::pairs::{Coded, PairCells, each_pair};
use super::sample::Sample;
use super::{Method, Outcome};
use crate::answers::{Answers, Column};
use crate::inference::adjust::benjamini_hochberg;
use crate::inference::design::{Design, rao_scott};
use crate::inference::{Counts, Refusal, pearson};
use crate::study::{QuestionKind, Study};
use crate::weights::Weights;
use serde::Serialize;

/// One pair of variables and whether they hang together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairTest {
    /// First variable: a question `Q2` or a row `Q10.access`.
    pub first: String,
    /// Second variable.
    pub second: String,
    /// Respondents who answered both.
    pub n: u64,
    /// The test, or why there is none.
    pub outcome: Outcome,
    /// Strength of the connection: Cramér's V of the weighted shares, 0 to 1.
    pub cramers_v: Option<f64>,
    /// p adjusted over all pairs tested (Benjamini & Hochberg 1995); the family is [`FAMILY`].
    pub p_adjusted: Option<f64>,
}

/// The family within which p is adjusted.
pub const FAMILY: &str = "all-pairs";

/// Tests every pair of single-answer variables, in the order of the questionnaire. At most `threads` threads are used;
/// the result does not depend on how many.
///
/// Without weights, and unless a random sample was drawn in strata, the test is Pearson's; else Rao & Scott's second order.
pub fn all_pairs(
    study: &Study,
    answers: &Answers,
    weights: &Weights,
    threads: usize,
) -> Vec<PairTest> {
    let (names, variables): (Vec<String>, Vec<Coded<'_>>) =
        variables(study, answers).into_iter().unzip();
    let sample = Sample::of(study, answers, weights);
    let test = |pair: &PairCells<'_>| {
        let (outcome, cramers_v) = test(&sample, pair);
        PairTest {
            first: names[pair.first].clone(),
            second: names[pair.second].clone(),
            n: pair.cells.iter().map(|cell| cell.count).sum(),
            outcome,
            cramers_v,
            p_adjusted: None,
        }
    };
    let mut tests = each_pair(&variables, sample.strata(), weights, threads, test);
    adjust(&mut tests);
    tests
}

fn adjust(tests: &mut [PairTest]) {
    let raw: Vec<f64> = tests.iter().filter_map(|test| test.outcome.p()).collect();
    let adjusted = benjamini_hochberg(&raw);
    let tested = tests.iter_mut().filter(|test| test.outcome.p().is_some());
    tested
        .zip(adjusted)
        .for_each(|(test, p)| test.p_adjusted = Some(p));
}

/// The single-answer variables of a study that have answers.
fn variables<'a>(study: &Study, answers: &'a Answers) -> Vec<(String, Coded<'a>)> {
    let single = |question: &&crate::study::Question| {
        matches!(
            question.kind,
            QuestionKind::Single | QuestionKind::MatrixSingle
        )
    };
    let questions = study.questionnaire.questions.iter().filter(single);
    let named = questions.flat_map(|question| {
        let rows = question
            .rows
            .iter()
            .map(|row| format!("{}.{}", question.id, row.id));
        let names: Vec<String> = match question.rows.is_empty() {
            true => vec![question.id.clone()],
            false => rows.collect(),
        };
        names.into_iter().map(|name| (name, question.options.len()))
    });
    named
        .filter_map(|(name, options)| match answers.columns.get(&name)? {
            Column::Single(codes) => Some((name, Coded { codes, options })),
            _ => None,
        })
        .collect()
}

fn test(sample: &Sample<'_>, pair: &PairCells<'_>) -> (Outcome, Option<f64>) {
    let found = if sample.needs_design() {
        by_design(sample, pair)
    } else {
        by_counts(pair)
    };
    match found {
        Ok((outcome, cramers_v)) => (outcome, Some(cramers_v)),
        Err(refusal) => (Outcome::Refused(refusal.code()), None),
    }
}

fn by_design(sample: &Sample<'_>, pair: &PairCells<'_>) -> Result<(Outcome, f64), Refusal> {
    let sums = sample.of_pair(pair);
    let design = Design::new(&sums)?;
    let found = rao_scott(&design, pair.rows, pair.cols)?;
    let occupied = Counts::new(
        pair.rows,
        pair.cols,
        design.totals().iter().map(|cell| cell.count).collect(),
    );
    let n: u64 = pair.cells.iter().map(|cell| cell.count).sum();
    let outcome = Outcome::f_test(Method::RaoScott, &found.second);
    Ok((outcome, cramers_v(found.pearson, n, occupied)))
}

fn by_counts(pair: &PairCells<'_>) -> Result<(Outcome, f64), Refusal> {
    let cells =
        (0..pair.rows * pair.cols).map(|at| pair.total(at / pair.cols, at % pair.cols).count);
    let counts =
        Counts::new(pair.rows, pair.cols, cells.collect()).ok_or(Refusal::NothingToCompare)?;
    let found = pearson::chi_square(&counts)?;
    let outcome = Outcome::chi_square(Method::Pearson, &found);
    Ok((outcome, pearson::cramers_v(&counts)?))
}

/// √(X² / (n·(min(rows, columns) − 1))) over occupied rows and columns. Cramér 1946.
fn cramers_v(chi_square: f64, n: u64, counts: Option<Counts>) -> f64 {
    let occupied = |totals: Vec<u64>| totals.iter().filter(|total| **total > 0).count();
    let least = counts.map_or(0, |counts| {
        occupied(counts.row_totals()).min(occupied(counts.col_totals()))
    });
    let most = n as f64 * (least.saturating_sub(1)) as f64;
    if most > 0.0 {
        (chi_square / most).sqrt()
    } else {
        0.0
    }
}
