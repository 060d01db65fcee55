//! Two groups compared within strata: client and vendor of the same size, so that size cannot pass for role.

use super::{Method, Outcome};
use crate::answers::{Answers, Bits};
use crate::inference::difference::newcombe;
use crate::inference::stratified::{
    Continuity, Pair, StandardisedDifference, breslow_day, mantel_haenszel, standardised_difference,
};
use crate::inference::{Interval, Refusal, Share};
use crate::study::Study;
use crate::table::{Column, OptionRole, Row, Table};
use crate::tabulate::grid::{Grid, Line};
use crate::tabulate::{BaseRule, CrossRequest, Options, groups};
use crate::weights::Weights;
use crate::{Place, Problem};
use serde::Serialize;

/// What is compared, between whom, and within what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdjustedRequest {
    /// A question, a row of a matrix or a net.
    pub of: String,
    /// The option counted, by id.
    pub option: String,
    /// The break (or question, or net) whose two groups are compared.
    pub by: String,
    /// The two groups; the difference is the first minus the second.
    pub groups: (String, String),
    /// The break whose groups are held equal.
    pub within: String,
    /// Who is counted, as an expression on top of the question's base.
    pub domain: Option<String>,
}

/// The comparison, crude and adjusted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Adjusted {
    /// Crude difference of the shares with Newcombe's interval; proportions. None when a group is empty.
    pub crude: Option<(f64, Interval)>,
    /// The difference after giving both groups the same mix of strata (that of both together). None when it cannot be formed.
    pub standardised: Option<StandardisedDifference>,
    /// Whether the groups differ within strata.
    pub test: Outcome,
    /// Whether the odds ratio differs from stratum to stratum: if so, one adjusted number hides something.
    pub homogeneity: Outcome,
    /// Strata in which one of the groups has nobody; they say nothing and are left out.
    pub left_out: Vec<String>,
}

/// Compares the two groups of a cross table within strata, option by option, in the order of its columns; none when the
/// table does not have two groups or is of a matrix as a whole.
///
/// # Errors
/// As [`adjusted`].
pub fn adjusted_table(
    study: &Study,
    answers: &Answers,
    (table, cross, within): (&Table, &CrossRequest, &str),
    weights: &Weights,
) -> Result<Option<Vec<(Column, Adjusted)>>, Vec<Problem>> {
    let groups: Vec<&Row> = table.rows.iter().filter(|row| !row.total).collect();
    let (&[a, b], Some(by)) = (groups.as_slice(), &cross.by) else {
        return Ok(None);
    };
    if a.block.is_some() {
        return Ok(None);
    }
    let options = table.columns.iter();
    let compared = options
        .filter(|column| column.role != OptionRole::NotAnswered)
        .map(|column| {
            let request = AdjustedRequest {
                of: cross.of.clone(),
                option: column.id.clone(),
                by: by.clone(),
                groups: (a.id.clone(), b.id.clone()),
                within: within.to_owned(),
                domain: cross.domain.clone(),
            };
            let found = adjusted(study, answers, &request, weights)?;
            Ok((column.clone(), found))
        });
    compared.collect::<Result<_, _>>().map(Some)
}

/// Compares two groups within strata, among those who answered, unweighted.
///
/// # Errors
/// As [`crate::tabulate::cross`]; `no-such-option` for an option the question does not have.
pub fn adjusted(
    study: &Study,
    answers: &Answers,
    request: &AdjustedRequest,
    weights: &Weights,
) -> Result<Adjusted, Vec<Problem>> {
    let options = Options {
        base: BaseRule::Answered,
        nets: true,
        ..Options::default()
    };
    let wanted = [request.groups.0.clone(), request.groups.1.clone()];
    let cross = CrossRequest {
        groups: wanted.to_vec(),
        domain: request.domain.clone(),
        ..CrossRequest::new(&request.of, &request.by)
    };
    let grid = Grid::of(study, answers, &cross, &options)?;
    let column = grid
        .subject
        .columns
        .iter()
        .position(|column| column.id == request.option);
    let column = column.ok_or_else(|| {
        let problem = Problem::error("no-such-option", Place::file("request").in_field("option"));
        vec![
            problem
                .with("question", &request.of)
                .with("option", &request.option),
        ]
    })?;
    let within = groups::resolve(study, answers, (&request.within, &[]), &options)?;
    let line = |id: &String| grid.lines.iter().find(|line| !line.total && line.id == *id);
    let (Some(a), Some(b)) = (line(&wanted[0]), line(&wanted[1])) else {
        return Ok(refused(Refusal::NothingToCompare.code()));
    };
    if !weights.is_unit() {
        return Ok(refused(Refusal::ClassicalOnWeighted.code()));
    }
    let overlap = grid.overlap || overlaps(&within.groups);
    Ok(match overlap {
        true => refused("groups-overlap"),
        false => compare((a, b), column, &within.groups),
    })
}

fn overlaps(groups: &[groups::Group]) -> bool {
    let pairs = groups
        .iter()
        .enumerate()
        .flat_map(|(at, one)| groups[at + 1..].iter().map(move |two| (one, two)));
    pairs
        .into_iter()
        .any(|(one, two)| one.members.count_and(&two.members) > 0)
}

fn refused(code: &'static str) -> Adjusted {
    Adjusted {
        crude: None,
        standardised: None,
        test: Outcome::Refused(code),
        homogeneity: Outcome::Refused(code),
        left_out: Vec::new(),
    }
}

fn share(line: &Line, column: usize, members: Option<&Bits>) -> Option<Share> {
    let count = |set: &Bits| members.map_or_else(|| set.count(), |members| set.count_and(members));
    Share::new(count(&line.cells[column]), count(&line.base))
}

fn compare((a, b): (&Line, &Line), column: usize, strata: &[groups::Group]) -> Adjusted {
    let mut pairs = Vec::new();
    let mut left_out = Vec::new();
    for stratum in strata {
        let share = |line| share(line, column, Some(&stratum.members));
        match (share(a), share(b)) {
            (Some(a), Some(b)) => pairs.push(Pair { a, b }),
            _ => left_out.push(stratum.id.clone()),
        }
    }
    let sizes: Vec<f64> = pairs
        .iter()
        .map(|pair| (pair.a.n() + pair.b.n()) as f64)
        .collect();
    let outcome = |method, found: Result<_, Refusal>| match found {
        Ok(found) => Outcome::chi_square(method, &found),
        Err(refusal) => Outcome::Refused(refusal.code()),
    };
    let crude = share(a, column, None).zip(share(b, column, None));
    Adjusted {
        crude: crude.map(|(a, b)| (a.proportion() - b.proportion(), newcombe(a, b, 0.95))),
        standardised: standardised_difference(&pairs, &sizes, 0.95).ok(),
        test: outcome(
            Method::MantelHaenszel,
            mantel_haenszel(&pairs, Continuity::Uncorrected),
        ),
        homogeneity: outcome(Method::BreslowDay, breslow_day(&pairs)),
        left_out,
    }
}
