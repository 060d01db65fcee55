//! Where the numbers of a figure come from, line by line.

use super::keys::Reader;
use super::solve::Solved;
use crate::Text;
use crate::study::Study;
use crate::study::published::{PublishedBase, PublishedValue};
use crate::table::{Count, Known, Locator};
use serde::Serialize;

/// One line of `published.csv` with what it came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Provenance {
    /// Line in `published.csv`.
    pub line: u32,
    /// Figure the line belongs to (another one where two figures show the same chart).
    pub figure: String,
    /// Row of the matrix, or empty.
    pub row: String,
    /// Labels of the groups, joined; empty for everybody.
    pub group: Text,
    /// Labels of the options, joined; empty where only n is printed.
    pub option: Text,
    /// What is printed of the number: `83.6 %`, `42`, a phrase, or `—`.
    pub printed: Text,
    /// What is printed of the base: `287`, `90..111`, or empty.
    pub printed_n: String,
    /// The count behind it.
    pub count: Count,
    /// The base behind it.
    pub n: Count,
    /// How the line is known.
    pub known: Known,
    /// Where it is printed.
    pub locator: Locator,
}

/// The lines behind a figure, in file order, those of figures that show the same chart included.
pub fn sources(study: &Study, solved: &Solved, figure: &str) -> Vec<Provenance> {
    let reader = Reader { study };
    let canonical = reader.canonical(figure);
    let lines = study
        .published
        .iter()
        .filter(|line| reader.shows(&line.figure, &canonical));
    let each = lines.map(|line| {
        let count = |options: &[String]| {
            let fit = solved.count(study, &line.figure, &line.row, &line.groups, options);
            fit.map_or(Count::Unknown, |fit| fit.count.clone())
        };
        Provenance {
            line: line.line,
            figure: line.figure.clone(),
            row: line.row.clone(),
            group: groups(study, &line.by, &line.groups),
            option: options(study, &line.question, &line.options),
            printed: printed(&line.value),
            printed_n: match line.n {
                PublishedBase::Exact(n) => n.to_string(),
                PublishedBase::Within(low, high) => format!("{low}..{high}"),
                PublishedBase::Unknown => String::new(),
            },
            count: if line.options.is_empty() {
                Count::Unknown
            } else {
                count(&line.options)
            },
            n: count(&[]),
            known: line.known,
            locator: line.locator.clone(),
        }
    });
    each.collect()
}

fn printed(value: &PublishedValue) -> Text {
    match value {
        PublishedValue::Percent(tenths) => Text::same(format!("{tenths} %")),
        PublishedValue::Count(count) => Text::same(count.to_string()),
        PublishedValue::Band { phrase, .. } => phrase.clone(),
        PublishedValue::Lost => Text::same("—"),
    }
}

fn groups(study: &Study, by: &str, groups: &[String]) -> Text {
    let found = study.analysis.breaks.iter().find(|one| one.id == by);
    let label = |id: &String| {
        found?
            .categories
            .iter()
            .find(|one| one.id == *id)
            .map(|one| &one.label)
    };
    joined(groups, label)
}

fn options(study: &Study, question: &str, options: &[String]) -> Text {
    let found = study.questionnaire.question(question);
    let label = |id: &String| {
        found?
            .options
            .iter()
            .find(|one| one.id == *id)
            .map(|one| &one.label)
    };
    joined(options, label)
}

fn joined<'a>(ids: &[String], label: impl Fn(&String) -> Option<&'a Text>) -> Text {
    let part = |id: &String| label(id).cloned().unwrap_or_else(|| Text::same(id));
    let parts: Vec<Text> = ids.iter().map(part).collect();
    let of = |get: fn(&Text) -> &str| parts.iter().map(get).collect::<Vec<_>>().join(" + ");
    Text::new(of(|text| &text.ja), of(|text| &text.en))
}
