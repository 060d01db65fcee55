//! `analysis.toml`, second half: relations, comparisons, hypotheses, findings, sentences.

use super::figures::{groups, options, rows};
use super::published::has_cell;
use super::{Report, named};
use crate::retest::Verdict;
use crate::study::analysis::{Binding, CellRef, Claims, Comparison, Hypothesis, Sentence, ShareOf};

/// Checks everything that is concluded.
pub fn check(report: &mut Report<'_>) {
    let analysis = &report.study.analysis;
    for (path, relation) in named("relation", &analysis.relations, |one| &one.id) {
        for (side, cells) in [("left", &relation.left), ("right", &relation.right)] {
            for (position, cell) in (1..).zip(cells) {
                published_cell(report, &format!("{path}.{side}.{position}"), cell);
            }
        }
    }
    for (path, comparison) in named("comparison", &analysis.comparisons, |one| &one.id) {
        comparisons(report, &path, comparison);
    }
    for (path, hypothesis) in named("hypothesis", &analysis.hypotheses, |one| &one.id) {
        hypotheses(report, &path, hypothesis);
    }
    for (path, finding) in named("finding", &analysis.findings, |one| &one.id) {
        for remedy in &finding.remedies {
            report.shared(
                "unknown-remedy",
                &format!("{path}.remedies"),
                remedy,
                |known| &known.remedies,
            );
        }
        report.source(&path, finding.source.as_ref());
    }
    for (path, remedy) in named("remedy", &analysis.remedies, |one| &one.id) {
        report.source(&path, remedy.source.as_ref());
    }
    for (path, sentence) in named("sentence", &analysis.sentences, |one| &one.id) {
        sentences(report, &path, sentence);
    }
}

fn published_cell(report: &mut Report<'_>, path: &str, cell: &CellRef) {
    if !has_cell(report.study, cell) {
        let address = [
            &cell.figure,
            &cell.row,
            &cell.groups.join("+"),
            &cell.options.join("+"),
        ];
        let address = address.map(String::as_str).join(" / ");
        report.error("unknown-cell", path, &[("cell", &address)]);
    }
}

fn comparisons(report: &mut Report<'_>, path: &str, comparison: &Comparison) {
    let sides = (&comparison.a, &comparison.b);
    let compares = comparison.claims != Claims::Described;
    if compares && comparison.lost.is_none() && (sides.0.is_none() || sides.1.is_none()) {
        report.error("comparison-side-missing", path, &[("id", &comparison.id)]);
    }
    for (name, side) in [("a", sides.0), ("b", sides.1)] {
        if let Some(side) = side {
            share(report, &format!("{path}.{name}"), side);
        }
    }
    if let Some(id) = &comparison.hypothesis {
        let path = format!("{path}.hypothesis");
        report.shared("unknown-hypothesis", &path, id, |known| &known.hypotheses);
    }
    if comparison
        .margin
        .is_some_and(|margin| margin == 0 || margin > 100)
    {
        report.error("margin-out-of-range", &format!("{path}.margin"), &[]);
    }
    report.source(path, comparison.source.as_ref());
}

fn share(report: &mut Report<'_>, path: &str, share: &ShareOf) {
    let questions = report.known.questions.clone();
    report.resolve(
        "unknown-question",
        &format!("{path}.question"),
        &share.question,
        &questions,
    );
    if let Some(figure) = &share.figure {
        let figures = report.known.own_figures.clone();
        report.resolve(
            "unknown-figure",
            &format!("{path}.figure"),
            figure,
            &figures,
        );
    }
    rows(
        report,
        &format!("{path}.row"),
        &share.question,
        std::slice::from_ref(&share.row),
    );
    options(
        report,
        &format!("{path}.options"),
        &share.question,
        &share.options,
    );
    if share.options.is_empty() {
        report.error("share-without-options", &format!("{path}.options"), &[]);
    }
    groups(report, path, share.by.as_deref(), &share.groups);
    if let Some(cell) = &share.base_from {
        published_cell(report, &format!("{path}.base-from"), cell);
    }
}

fn hypotheses(report: &mut Report<'_>, path: &str, hypothesis: &Hypothesis) {
    report.shared(
        "unknown-chapter",
        &format!("{path}.chapter"),
        &hypothesis.chapter,
        |known| &known.chapters,
    );
    for (position, evidence) in (1..).zip(&hypothesis.evidence) {
        let path = format!("{path}.evidence.{position}.comparison");
        report.shared("unknown-comparison", &path, &evidence.comparison, |known| {
            &known.comparisons
        });
    }
    for figure in &hypothesis.figures {
        report.shared(
            "unknown-figure",
            &format!("{path}.figures"),
            figure,
            |known| &known.figures,
        );
    }
    for interview in &hypothesis.interviews {
        let path = format!("{path}.interviews");
        report.shared("unknown-interview", &path, interview, |known| {
            &known.interviews
        });
    }
    for finding in &hypothesis.findings {
        report.shared(
            "unknown-finding",
            &format!("{path}.findings"),
            finding,
            |known| &known.findings,
        );
    }
    report.source(path, hypothesis.source.as_ref());
}

fn sentences(report: &mut Report<'_>, path: &str, sentence: &Sentence) {
    report.shared(
        "unknown-chapter",
        &format!("{path}.chapter"),
        &sentence.chapter,
        |known| &known.chapters,
    );
    for (position, binding) in (1..).zip(&sentence.bindings) {
        bound(report, &format!("{path}.needs.{position}"), binding);
    }
    let shares = sentence
        .bindings
        .iter()
        .filter(|one| one.share.is_some())
        .count();
    for (language, text) in [("ja", &sentence.text.ja), ("en", &sentence.text.en)] {
        for hole in holes(text) {
            let fits = hole
                .parse::<usize>()
                .is_ok_and(|at| (1..=shares).contains(&at));
            if !fits {
                let args = [("hole", hole), ("shares", &*shares.to_string())];
                report.error("sentence-hole", &format!("{path}.text.{language}"), &args);
            }
        }
    }
    report.source(path, sentence.source.as_ref());
}

/// What stands between `{` and `}`.
fn holes(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .map(|rest| rest.split_once('}').map_or(rest, |(hole, _)| hole))
}

fn bound(report: &mut Report<'_>, path: &str, binding: &Binding) {
    if binding.comparison.is_none() && binding.share.is_none() {
        report.error("binding-empty", path, &[]);
    }
    if let Some(comparison) = &binding.comparison {
        let path = format!("{path}.comparison");
        report.shared("unknown-comparison", &path, comparison, |known| {
            &known.comparisons
        });
    }
    if let Some(verdict) = &binding.verdict {
        let known = Verdict::ALL.map(Verdict::key);
        report.resolve(
            "unknown-verdict",
            &format!("{path}.verdict"),
            verdict,
            &known,
        );
    }
    if let Some(side) = &binding.share {
        share(report, &format!("{path}.share"), side);
    }
    let (low, high) = (binding.low.unwrap_or(0.0), binding.high.unwrap_or(100.0));
    if !(0.0..=high).contains(&low) || high > 100.0 {
        report.error("band-reversed", path, &[]);
    }
}
