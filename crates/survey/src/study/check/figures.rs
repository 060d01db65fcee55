//! `analysis.toml`, first half: breaks, nets and figures name what the questionnaire has.

use super::{Report, ids, named};
use crate::study::analysis::{Break, Figure, Net};
use crate::study::questionnaire::QuestionKind;

/// Checks breaks, nets, figures and errata.
pub fn check(report: &mut Report<'_>) {
    let analysis = &report.study.analysis;
    for (path, by) in named("break", &analysis.breaks, |one| &one.id) {
        categories(report, &path, by);
    }
    for (path, net) in named("net", &analysis.nets, |one| &one.id) {
        nets(report, &path, net);
    }
    for (path, figure) in named("figure", &analysis.figures, |one| &one.id) {
        figures(report, &path, figure);
    }
    for (path, erratum) in named("erratum", &analysis.errata, |one| &one.id) {
        for place in &erratum.source {
            report.source(&path, Some(place));
        }
    }
}

fn categories(report: &mut Report<'_>, path: &str, by: &Break) {
    if by.categories.is_empty() {
        report.error("break-empty", path, &[("id", &by.id)]);
    }
    for (path, category) in named(&format!("{path}.category"), &by.categories, |one| &one.id) {
        report.expression(&format!("{path}.when"), &category.when, None);
    }
}

fn nets(report: &mut Report<'_>, path: &str, net: &Net) {
    let questions = report.known.questions.clone();
    report.resolve(
        "unknown-question",
        &format!("{path}.question"),
        &net.question,
        &questions,
    );
    options(
        report,
        &format!("{path}.options"),
        &net.question,
        &net.options,
    );
    if net.options.is_empty() {
        report.error("net-empty", &format!("{path}.options"), &[("id", &net.id)]);
    }
}

/// Options of a question; nothing is said of a question that does not exist.
pub fn options(report: &mut Report<'_>, path: &str, question: &str, options: &[String]) {
    if let Some(question) = report.study.questionnaire.question(question) {
        let known = ids(&question.options, |one| &one.id);
        report.resolve_all("unknown-option", path, options, &known);
    }
}

/// Rows of a question; an empty one stands for the whole question.
pub fn rows(report: &mut Report<'_>, path: &str, question: &str, rows: &[String]) {
    if let Some(question) = report.study.questionnaire.question(question) {
        let known = ids(&question.rows, |one| &one.id);
        for row in rows.iter().filter(|row| !row.is_empty()) {
            report.resolve("unknown-row", path, row, &known);
        }
    }
}

/// A break and groups of it.
pub fn groups(report: &mut Report<'_>, path: &str, by: Option<&str>, groups: &[String]) {
    let study = report.study;
    let Some(by) = by else {
        if !groups.is_empty() {
            report.error("groups-without-break", &format!("{path}.groups"), &[]);
        }
        return;
    };
    let breaks = report.known.breaks.clone();
    report.resolve("unknown-break", &format!("{path}.by"), by, &breaks);
    let found = study.analysis.breaks.iter().find(|one| one.id == by);
    if let Some(found) = found {
        let known = ids(&found.categories, |one| &one.id);
        report.resolve_all("unknown-group", &format!("{path}.groups"), groups, &known);
    }
}

fn figures(report: &mut Report<'_>, path: &str, figure: &Figure) {
    let questions = report.known.questions.clone();
    let id = &figure.question;
    report.resolve(
        "unknown-question",
        &format!("{path}.question"),
        id,
        &questions,
    );
    let question = report.study.questionnaire.question(id);
    if question.is_some_and(|question| question.kind == QuestionKind::Text) {
        report.error("figure-of-text", &format!("{path}.question"), &[("id", id)]);
    }
    rows(report, &format!("{path}.rows"), id, &figure.rows);
    for (position, mark) in (1..).zip(&figure.marks) {
        let path = format!("{path}.mark.{position}.row");
        rows(report, &path, id, std::slice::from_ref(&mark.row));
    }
    groups(report, path, figure.by.as_deref(), &figure.groups);
    if let Some(domain) = &figure.domain {
        report.expression(&format!("{path}.where"), domain, None);
    }
    report.shared(
        "unknown-chapter",
        &format!("{path}.chapter"),
        &figure.chapter,
        |known| &known.chapters,
    );
    if let Some(same) = &figure.same_as {
        report.shared(
            "unknown-figure",
            &format!("{path}.same-as"),
            same,
            |known| &known.figures,
        );
    }
    report.source(path, figure.source.as_ref());
}

impl<'a> Report<'a> {
    /// Resolves a name that may belong to a companion; silent while a companion is not at hand.
    pub(super) fn shared(
        &mut self,
        code: &'static str,
        path: &str,
        id: &str,
        of: for<'k> fn(&'k super::known::Known<'a>) -> &'k Vec<&'a str>,
    ) {
        if self.known.complete {
            let ids = of(&self.known).clone();
            self.resolve(code, path, id, &ids);
        }
    }
}
