//! The answers of a study: what was read and what was wrong, population counts, corrections, copies for sharing.

mod change;
mod exchange;

pub use change::{back, correct, margins, populations, remap, remove};
pub use exchange::{check, take};

use crate::App;
use crate::layout::{Frame, Section};
use crate::library::{Entry, Kind};
use crate::visit::Visit;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use report::words::{self, ProblemWords};
use std::collections::BTreeMap;
use std::sync::Arc;
use survey::{Language, Problem, Severity};

/// Problems listed on the page; the rest is counted.
const LISTED: usize = 200;

#[derive(Template)]
#[template(path = "pages/answers/page.html")]
struct Page {
    frame: Frame,
    entry: Arc<Entry>,
    changes: bool,
    respondents: usize,
    found: Listed,
    mapping: String,
    variables: Vec<String>,
    wrong: Vec<ProblemWords>,
    saved: bool,
}

/// Problems of answers, in words.
struct Listed {
    counts: Vec<(String, u64)>,
    /// Whether it is an error, and what is wrong.
    problems: Vec<(bool, ProblemWords)>,
    more: usize,
}

/// What a form said when it came back.
#[derive(serde::Deserialize, Default)]
pub struct Came {
    #[serde(default)]
    saved: Option<String>,
}

/// `/studies/{id}/answers`
pub async fn page(visit: Visit, Query(came): Query<Came>) -> Response {
    match visit.entry.answers.is_some() || visit.entry.kind == Kind::Own {
        true => show(&visit, Vec::new(), came.saved.is_some()),
        false => visit.nothing(),
    }
}

fn show(visit: &Visit, wrong: Vec<ProblemWords>, saved: bool) -> Response {
    let (entry, language) = (&visit.entry, visit.language());
    let frame = visit.section(Section::Answers);
    let refused = !wrong.is_empty();
    let page = Page {
        frame: frame.clone(),
        changes: entry.kind == Kind::Own && visit.keeping.changes(),
        respondents: entry
            .answers
            .as_ref()
            .map_or(0, survey::answers::Answers::len),
        found: listed(&entry.intake.problems, &entry.intake.counts, language),
        mapping: entry.intake.mapping.to_toml(),
        variables: entry
            .answers
            .as_ref()
            .map(|answers| answers.columns.keys().cloned().collect())
            .unwrap_or_default(),
        entry: entry.clone(),
        wrong,
        saved,
    };
    let mut response = frame.answer(&page);
    if refused {
        *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn listed(
    problems: &[Problem],
    counts: &BTreeMap<&'static str, u64>,
    language: Language,
) -> Listed {
    let said = |problem: &Problem| {
        let error = problem.severity == Severity::Error;
        (error, words::problem(language, problem))
    };
    let kind = |(code, count): (&&'static str, &u64)| (cause(problems, code, language), *count);
    Listed {
        counts: counts.iter().map(kind).collect(),
        problems: problems.iter().take(LISTED).map(said).collect(),
        more: problems.len().saturating_sub(LISTED),
    }
}

/// A kind of problem in words of the first of them.
fn cause(problems: &[Problem], code: &str, language: Language) -> String {
    let mut found = problems.iter().filter(|problem| problem.code == code);
    found.next().map_or_else(
        || code.to_owned(),
        |problem| words::problem(language, problem).cause,
    )
}

/// `/studies/{id}/answers/{file}`: code book, answers, anonymised copy.
pub async fn file(
    State(app): State<App>,
    visit: Visit,
    Path((_, file)): Path<(String, String)>,
) -> Response {
    crate::download::answers(&visit.entry, &file, (app.seed)()).unwrap_or_else(|| visit.nothing())
}

/// What a group of a margin is called: the label of the break's category, or its id.
fn category_label<'a>(entry: &'a Entry, by: &str, id: &'a str, language: &Language) -> &'a str {
    let breaks = entry.study.analysis.breaks.iter();
    let categories = breaks
        .filter(|one| one.id == by)
        .flat_map(|one| &one.categories);
    let mut found = categories.filter(|category| category.id == id);
    found
        .next()
        .map_or(id, |category| category.label.get(*language))
}

/// What a break is called.
fn break_label<'a>(entry: &'a Entry, by: &'a str, language: &Language) -> &'a str {
    let mut breaks = entry.study.analysis.breaks.iter();
    let found = breaks.find(|one| one.id == by);
    found.map_or(by, |one| one.label.get(*language))
}
