//! What a publication says about one number that cannot be true together, or only just.

use super::constraint::Printed;
use super::keys::{CellKey, Reader};
use super::model::Origin;
use super::solve::{Dropped, Solved};
use crate::study::Study;
use crate::study::published::{PublishedBase, PublishedCell, PublishedValue};
use crate::table::{Count, Locator};
use crate::{Tenths, Text};
use serde::Serialize;
use std::collections::BTreeMap;

/// Most bases listed as fitting.
const LISTED: usize = 8;

/// One of the things said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Said {
    /// Line of `published.csv`; 0 for a relation.
    pub line: u32,
    /// The words or the number as printed, or why the relation holds.
    pub words: Text,
    /// Where it is printed; none for a relation.
    pub locator: Option<Locator>,
}

/// Statements that do not go together. The explanation stands in the words under `contradiction-CODE`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contradiction {
    /// `bands-apart`, `phrases-differ`, `not-a-rounding`, `outside-phrase`, `impossible-share`, `not-of-everybody`,
    /// `impossible-together`.
    pub code: &'static str,
    /// Whether no numbers at all make all statements true; else they are merely hard to reconcile.
    pub impossible: bool,
    /// Figure concerned.
    pub figure: String,
    /// The statements, in file order.
    pub said: Vec<Said>,
    /// Values for the words.
    pub args: Vec<(&'static str, String)>,
}

/// Everything in the published numbers of a study that does not go together, companions last.
pub fn contradictions(study: &Study, solved: &Solved) -> Vec<Contradiction> {
    let reader = Reader { study };
    let mut found: Vec<Contradiction> = Vec::new();
    for dropped in &solved.dropped {
        found.extend(of_dropped(reader, dropped));
    }
    for (key, lines) in by_cell(reader) {
        found.extend(differing(&lines, &solved.dropped));
        let standing: Vec<&PublishedCell> = lines
            .iter()
            .copied()
            .filter(|line| !gone(line, &solved.dropped))
            .collect();
        found.extend(not_roundings(solved, &key, &standing));
        found.extend(
            lines
                .iter()
                .filter_map(|line| of_everybody(reader, solved, &key, line)),
        );
    }
    found.sort_by_key(|one| one.said.first().map(|said| said.line));
    for (companion, solved) in study.companions.iter().zip(&solved.companions) {
        found.extend(contradictions(companion, solved));
    }
    found
}

fn by_cell(reader: Reader<'_>) -> BTreeMap<CellKey, Vec<&PublishedCell>> {
    let mut cells: BTreeMap<CellKey, Vec<&PublishedCell>> = BTreeMap::new();
    for line in reader
        .study
        .published
        .iter()
        .filter(|line| !line.options.is_empty())
    {
        let base = reader.base(&line.figure, &line.row, &line.groups);
        cells
            .entry(reader.cell(base, &line.options))
            .or_default()
            .push(line);
    }
    cells
}

fn said(line: &PublishedCell) -> Said {
    let words = match &line.value {
        PublishedValue::Percent(tenths) => Text::same(format!("{tenths} %")),
        PublishedValue::Count(count) => Text::same(count.to_string()),
        PublishedValue::Band { phrase, .. } => phrase.clone(),
        PublishedValue::Lost => Text::same("—"),
    };
    Said {
        line: line.line,
        words,
        locator: Some(line.locator.clone()),
    }
}

fn of_origin(reader: Reader<'_>, origin: &Origin) -> Option<Said> {
    match origin {
        Origin::Relation(id) | Origin::Inferred(id) => {
            let mut relations = reader.study.analysis.relations.iter();
            let relation = relations.find(|one| one.id == *id)?;
            Some(Said {
                line: 0,
                words: relation.why.clone(),
                locator: None,
            })
        }
        Origin::Base(line) => {
            let found = reader.line(*line)?;
            let words = match found.n {
                PublishedBase::Exact(n) => format!("n={n}"),
                PublishedBase::Within(low, high) => format!("n={low}..{high}"),
                PublishedBase::Unknown => "n=?".to_owned(),
            };
            Some(Said {
                words: Text::same(words),
                ..said(found)
            })
        }
        Origin::Number(line) | Origin::Phrase(line) => reader.line(*line).map(said),
    }
}

fn of_dropped(reader: Reader<'_>, dropped: &Dropped) -> Option<Contradiction> {
    let line = match dropped.origin {
        Origin::Base(line) | Origin::Number(line) | Origin::Phrase(line) => reader.line(line),
        Origin::Relation(_) | Origin::Inferred(_) => None,
    };
    let lonely = line.is_some_and(impossible_alone);
    let code = match (&dropped.origin, dropped.against.as_slice()) {
        (Origin::Number(_), _) if lonely => "impossible-share",
        (Origin::Phrase(_), [Origin::Phrase(_)]) => "bands-apart",
        (Origin::Phrase(_), against) if against.iter().all(is_number) => "outside-phrase",
        _ => "impossible-together",
    };
    let origins = dropped
        .against
        .iter()
        .chain(std::iter::once(&dropped.origin));
    let mut all: Vec<Said> = origins
        .filter_map(|origin| of_origin(reader, origin))
        .collect();
    all.sort_by_key(|one| one.line);
    Some(Contradiction {
        code,
        impossible: true,
        figure: line.map(|line| line.figure.clone()).unwrap_or_default(),
        said: all,
        args: if lonely {
            vec![("fits", line.map(nearest).unwrap_or_default())]
        } else {
            Vec::new()
        },
    })
}

fn is_number(origin: &Origin) -> bool {
    matches!(origin, Origin::Number(_) | Origin::Base(_))
}

/// Whether no count of the printed base prints this percentage.
fn impossible_alone(line: &PublishedCell) -> bool {
    match (&line.value, line.n) {
        (PublishedValue::Percent(tenths), PublishedBase::Exact(n)) => !prints(*tenths, n),
        _ => false,
    }
}

fn prints(tenths: Tenths, n: u64) -> bool {
    let (low, high) = Printed::Percent(tenths).counts(n);
    low <= high && low <= n
}

/// The bases nearest to the printed one that could print the percentage.
fn nearest(line: &PublishedCell) -> String {
    let (PublishedValue::Percent(tenths), PublishedBase::Exact(n)) = (&line.value, line.n) else {
        return String::new();
    };
    let mut fits: Vec<u64> = (1..=n + 50)
        .filter(|other| prints(*tenths, *other))
        .collect();
    fits.sort_by_key(|other| other.abs_diff(n));
    fits.truncate(LISTED);
    fits.sort_unstable();
    listed(&fits)
}

fn listed(all: &[u64]) -> String {
    all.iter()
        .map(u64::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Pairs of phrases for one share that are not the same words.
fn differing(lines: &[&PublishedCell], dropped: &[Dropped]) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for (at, one) in lines.iter().enumerate() {
        for other in &lines[at + 1..] {
            let (Some((phrase, low, high)), Some((words, least, most))) = (band(one), band(other))
            else {
                continue;
            };
            let (from, to) = (low.max(least), high.min(most));
            if phrase.ja != words.ja && from < to && !gone(one, dropped) && !gone(other, dropped) {
                found.push(Contradiction {
                    code: "phrases-differ",
                    impossible: false,
                    figure: one.figure.clone(),
                    said: vec![said(one), said(other)],
                    args: vec![("low", from.to_string()), ("high", to.to_string())],
                });
            }
        }
    }
    found
}

/// Whether a phrase was left out of the solution.
fn gone(line: &PublishedCell, dropped: &[Dropped]) -> bool {
    dropped
        .iter()
        .any(|one| one.origin == Origin::Phrase(line.line))
}

fn band(line: &PublishedCell) -> Option<(&Text, f64, f64)> {
    match &line.value {
        PublishedValue::Band { phrase, low, high } => Some((phrase, *low, *high)),
        _ => None,
    }
}

/// Phrases of the form 約N割 whose number is known and does not round to N.
fn not_roundings(solved: &Solved, key: &CellKey, lines: &[&PublishedCell]) -> Vec<Contradiction> {
    let percent = |line: &&&PublishedCell| matches!(line.value, PublishedValue::Percent(_));
    let printed = lines.iter().find(percent);
    let tenths = match printed.map(|line| &line.value) {
        Some(PublishedValue::Percent(tenths)) => Some(*tenths),
        _ => solved
            .exact(key)
            .and_then(|(k, n)| Tenths::of(k.into(), n.into())),
    };
    let Some(tenths) = tenths else {
        return Vec::new();
    };
    let loose = lines.iter().filter(|line| {
        let tens = band(line).and_then(|(phrase, _, _)| in_tens(&phrase.ja));
        tens.is_some_and(|tens| !(tens * 100 - 50..tens * 100 + 50).contains(&tenths.0))
    });
    let all = loose.map(|line| Contradiction {
        code: "not-a-rounding",
        impossible: false,
        figure: line.figure.clone(),
        said: printed
            .into_iter()
            .chain([line])
            .map(|line| said(line))
            .collect(),
        args: vec![("percent", tenths.to_string())],
    });
    all.collect()
}

/// N of 約N割.
fn in_tens(phrase: &str) -> Option<i32> {
    phrase.strip_prefix('約')?.strip_suffix('割')?.parse().ok()
}

/// A percentage without its base that the whole group cannot have.
fn of_everybody(
    reader: Reader<'_>,
    solved: &Solved,
    key: &CellKey,
    line: &PublishedCell,
) -> Option<Contradiction> {
    let PublishedValue::Percent(tenths) = line.value else {
        return None;
    };
    let groups = line
        .groups
        .iter()
        .map(|group| reader.of_group(&line.figure, group));
    let whole = groups.reduce(|sum, one| Some(sum? + one?)).flatten()?;
    if matches!(line.n, PublishedBase::Exact(_)) || prints(tenths, whole) {
        return None;
    }
    let fits = match &solved.bases.get(&key.base)?.count {
        Count::Exact(n) => n.to_string(),
        Count::OneOf(all) => listed(all),
        Count::Unknown => String::new(),
    };
    Some(Contradiction {
        code: "not-of-everybody",
        impossible: false,
        figure: line.figure.clone(),
        said: vec![said(line)],
        args: vec![
            ("percent", tenths.to_string()),
            ("whole", whole.to_string()),
            ("fits", fits),
        ],
    })
}
