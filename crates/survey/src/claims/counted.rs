//! Comparisons counted from answers.

use super::reasons::reason;
use super::refused;
use super::scenario::{Scenario, Scenarios, classical};
use super::verdict::LEVEL;
use crate::Tenths;
use crate::answers::{ANSWERED, Answers, Bits, Column, NOT_ANSWERED};
use crate::expr;
use crate::inference::IntervalMethod;
use crate::inference::design::{CellSums, Design, DesignSums, Split, StratumSums, difference};
use crate::published::Extent;
use crate::retest::{Ratio, Reason};
use crate::study::analysis::ShareOf;
use crate::study::{Question, Study};

/// The respondents of one share: who chose it, out of whom.
pub(crate) struct Counted {
    pub chose: Bits,
    pub base: Bits,
}

impl Counted {
    /// The share in points; under weights the weighted one, and no counts.
    pub fn extent(&self, weights: Option<&[f64]>) -> Option<Extent> {
        let weight = |set: &Bits| -> f64 {
            let each = |at: usize| weights.map_or(Some(1.0), |all| all.get(at).copied());
            set.iter().filter_map(each).sum()
        };
        let (part, whole) = (weight(&self.chose), weight(&self.base));
        let points = (whole > 0.0).then(|| part * 100.0 / whole)?;
        Some(Extent {
            low: points,
            high: points,
            exact: weights.is_none().then(|| self.ratio()),
            printed: weights.map(|_| Tenths(libm::floor(points * 10.0 + 0.5) as i32)),
        })
    }

    pub fn ratio(&self) -> Ratio {
        Ratio {
            k: self.chose.count(),
            n: self.base.count(),
        }
    }
}

/// Who chose the options of a share, out of those of its groups who answered.
pub(crate) fn counted(
    study: &Study,
    answers: &Answers,
    share: &ShareOf,
) -> Result<Counted, Reason> {
    let name = match share.row.as_str() {
        "" => share.question.clone(),
        row => format!("{}.{row}", share.question),
    };
    let missing = || reason("no-such-answers", [("variable", name.clone())]);
    let question = study
        .questionnaire
        .question(&share.question)
        .ok_or_else(missing)?;
    let column = answers.columns.get(&name).ok_or_else(missing)?;
    let (chose, answered) =
        chosen(question, column, &share.options, answers.len()).ok_or_else(missing)?;
    let base = answered.and(&members(study, answers, share).ok_or_else(missing)?);
    Ok(Counted {
        chose: chose.and(&base),
        base,
    })
}

fn chosen(
    question: &Question,
    column: &Column,
    options: &[String],
    len: usize,
) -> Option<(Bits, Bits)> {
    let indices: Vec<usize> = options
        .iter()
        .filter_map(|id| question.option_index(id))
        .collect();
    if indices.len() != options.len() || indices.is_empty() {
        return None;
    }
    match column {
        Column::Single(codes) => Some((
            Bits::from_fn(len, |at| {
                codes
                    .get(at)
                    .is_some_and(|code| indices.contains(&usize::from(*code)))
            }),
            Bits::from_fn(len, |at| {
                codes.get(at).is_some_and(|code| *code < NOT_ANSWERED)
            }),
        )),
        Column::Multiple { state, selected } => {
            let has = |option: usize, at: usize| {
                let word = selected.get(option).and_then(|words| words.get(at / 64));
                word.is_some_and(|word| word >> (at % 64) & 1 == 1)
            };
            Some((
                Bits::from_fn(len, |at| indices.iter().any(|option| has(*option, at))),
                Bits::from_fn(len, |at| state.get(at) == Some(&ANSWERED)),
            ))
        }
        _ => None,
    }
}

fn members(study: &Study, answers: &Answers, share: &ShareOf) -> Option<Bits> {
    if share.groups.is_empty() {
        return Some(Bits::ones(answers.len()));
    }
    let by = share.by.as_deref()?;
    let by = study.analysis.breaks.iter().find(|one| one.id == by)?;
    let all = expr::break_bits(by, study, answers);
    let place = |group: &String| by.categories.iter().position(|one| one.id == *group);
    let groups: Option<Vec<&Bits>> = share
        .groups
        .iter()
        .map(|group| all.get(place(group)?))
        .collect();
    let pooled = groups?
        .into_iter()
        .fold(Bits::zeros(answers.len()), |sum, one| sum.or(one));
    Some(pooled)
}

/// The one way that answers give: Fisher's test where everybody counts one, the design-based difference under weights.
pub(super) fn scenarios(
    study: &Study,
    (a, b): (&ShareOf, &ShareOf),
    answers: &Answers,
    weights: Option<&[f64]>,
) -> Result<Scenarios, Reason> {
    let (one, other) = (counted(study, answers, a)?, counted(study, answers, b)?);
    let (scenario, methods) = match weights {
        Some(weights) => weighted(study, answers, weights, (&one, &other))?,
        None if one.base.and(&other.base).count() > 0 => {
            return Err(reason("overlapping-groups", []));
        }
        None => {
            let scenario = classical(one.ratio(), other.ratio());
            (
                scenario.ok_or_else(|| reason("empty-base", []))?,
                "fisher-exact; newcombe",
            )
        }
    };
    Ok(Scenarios {
        all: vec![scenario],
        methods,
        fitting: 1,
        notes: Vec::new(),
    })
}

/// Cells of the joint table: in base a or not, chose a or not, and the same for b.
fn weighted(
    study: &Study,
    answers: &Answers,
    weights: &[f64],
    (one, other): (&Counted, &Counted),
) -> Result<(Scenario, &'static str), Reason> {
    let state = |side: &Counted, at: usize| match (side.base.get(at), side.chose.get(at)) {
        (false, _) => 0,
        (true, false) => 1,
        (true, true) => 2,
    };
    let mut strata: Vec<StratumSums> = sizes(study, answers);
    for (at, weight) in weights.iter().enumerate().take(answers.len()) {
        let stratum = usize::from(answers.strata.get(at).copied().unwrap_or(0));
        let cell = state(one, at) * 3 + state(other, at);
        if let Some(stratum) = strata.get_mut(stratum) {
            stratum.n += 1;
            if cell > 0 {
                stratum.cells[cell].add(*weight);
            }
        }
    }
    let sums = DesignSums { strata };
    let design = Design::new(&sums).map_err(|refusal| refused(&refusal))?;
    let a = Split {
        yes: &[6, 7, 8],
        no: &[3, 4, 5],
    };
    let b = Split {
        yes: &[2, 5, 8],
        no: &[1, 4, 7],
    };
    let found = difference(&design, a, b, LEVEL).map_err(|refusal| refused(&refusal))?;
    // With a share of 0 or 1 the linearised variance is none; the limits then come from Korn and Graubard.
    let methods = match found.interval.as_ref().map(|it| it.method) {
        Some(IntervalMethod::MoverKornGraubard) => "design-difference; mover-korn-graubard",
        _ => "design-difference; linear-t",
    };
    let scenario = Scenario {
        a: one.ratio(),
        b: other.ratio(),
        difference: found.value,
        interval: found.interval.map(|it| (it.low, it.high)),
        p: found
            .p
            .ok_or_else(|| reason("refused", [("code", "no-variance".to_owned())]))?,
    };
    Ok((scenario, methods))
}

fn sizes(study: &Study, answers: &Answers) -> Vec<StratumSums> {
    use crate::study::header::SampleKind;
    let quota = study.header.sample == SampleKind::Quota;
    let stratum = |population: Option<u64>| StratumSums {
        n: 0,
        population: population.filter(|_| !quota),
        cells: vec![CellSums::default(); 9],
    };
    if answers.strata.is_empty() {
        return vec![stratum(None)];
    }
    study
        .header
        .strata
        .iter()
        .map(|one| stratum(one.population))
        .collect()
}
