//! The answers of a study: what was read and what was wrong, population counts, corrections, copies for sharing.

mod change;

pub use change::{back, correct, populations, remap, remove};

use crate::App;
use crate::layout::{Frame, Section};
use crate::library::{Entry, Kind};
use crate::visit::Visit;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use report::words::{self, ProblemWords};
use std::sync::Arc;
use survey::{Language, Problem, Severity};

/// Problems listed on the page; the rest is counted.
const LISTED: usize = 200;

#[derive(Template)]
#[template(path = "pages/answers/page.html")]
struct Page {
    frame: Frame,
    entry: Arc<Entry>,
    own: bool,
    respondents: usize,
    counts: Vec<(String, u64)>,
    problems: Vec<(bool, ProblemWords)>,
    more: usize,
    mapping: String,
    variables: Vec<String>,
    wrong: Vec<ProblemWords>,
    saved: bool,
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
    let problems = &entry.intake.problems;
    let refused = !wrong.is_empty();
    let page = Page {
        frame: frame.clone(),
        own: entry.kind == Kind::Own,
        respondents: entry
            .answers
            .as_ref()
            .map_or(0, survey::answers::Answers::len),
        counts: counts(entry, language),
        problems: problems
            .iter()
            .take(LISTED)
            .map(|problem| said(problem, language))
            .collect(),
        more: problems.len().saturating_sub(LISTED),
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

fn said(problem: &Problem, language: Language) -> (bool, ProblemWords) {
    (
        problem.severity == Severity::Error,
        words::problem(language, problem),
    )
}

/// How many problems of each kind there are, in words of one of them.
fn counts(entry: &Entry, language: Language) -> Vec<(String, u64)> {
    let first = |code: &str| {
        entry
            .intake
            .problems
            .iter()
            .find(|problem| problem.code == code)
    };
    let said = |code: &str| {
        first(code).map_or_else(
            || code.to_owned(),
            |problem| words::problem(language, problem).cause,
        )
    };
    entry
        .intake
        .counts
        .iter()
        .map(|(code, count)| (said(code), *count))
        .collect()
}

/// `/studies/{id}/answers/{file}`: code book, answers, anonymised copy.
pub async fn file(
    State(app): State<App>,
    visit: Visit,
    Path((_, file)): Path<(String, String)>,
) -> Response {
    crate::download::answers(&visit.entry, &file, (app.seed)()).unwrap_or_else(|| visit.nothing())
}
