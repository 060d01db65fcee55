//! Answers replaced or added from a file: first a report of what would become of it, then, on the user's word, all of it at once.

use super::change::{Act, Fields, change, wrong};
use super::{Listed, listed};
use crate::App;
use crate::access::Sent;
use crate::layout::{Frame, Section};
use crate::library::{Entry, Kind, Proposal};
use crate::own;
use crate::refusal::Refusal;
use crate::shelf::Files;
use crate::visit::Visit;
use askama::Template;
use axum::extract::{Multipart, State};
use axum::response::Response;
use report::words;
use std::sync::Arc;
use survey::answers::Answers;
use survey::read::RowCounts;
use survey::{Place, Problem, Severity};

#[derive(Template)]
#[template(path = "pages/answers/check.html")]
struct Page {
    frame: Frame,
    entry: Arc<Entry>,
    adds: bool,
    number: u64,
    rows: RowCounts,
    before: usize,
    after: usize,
    corrections: Option<String>,
    found: Listed,
}

/// What the form sends.
#[derive(Default)]
struct Given {
    file: Vec<u8>,
    adds: bool,
    anew: bool,
}

/// `POST /studies/{id}/answers/check`: what would become of a file of answers. Nothing is kept.
pub async fn check(State(app): State<App>, visit: Visit, mut form: Multipart) -> Response {
    if visit.entry.kind != Kind::Own {
        return visit.nothing();
    }
    if let Err(refused) = visit.keeping.changing(visit.chosen, &visit.here) {
        return refused;
    }
    let _turn = match visit.keeping.admit(&mut form).await {
        Ok(turn) => turn,
        Err(refusal) => return visit.refuse(refusal),
    };
    let given = match given(&mut form).await {
        Ok(given) => given,
        Err(refusal) => return visit.refuse(refusal),
    };
    let number = (app.seed)();
    match tokio::task::spawn_blocking(move || checked(&visit, &given, number)).await {
        Ok(response) => response,
        Err(broken) => std::panic::resume_unwind(broken.into_panic()),
    }
}

/// What would become of what was given, as a page; the proposal waits under its number.
fn checked(visit: &Visit, given: &Given, number: u64) -> Response {
    let library = &visit.keeping.library;
    let Some(before) = library.files(&visit.entry.id) else {
        return visit.refuse(Refusal::NotKept);
    };
    match proposed(&visit.entry, &before, given) {
        Ok((after, entry)) => {
            let page = page(visit, &entry, given.adds, number);
            let proposal = Proposal {
                number,
                before,
                after,
            };
            library.propose(&visit.entry.id, proposal);
            page
        }
        Err(problems) => wrong(visit, &problems),
    }
}

/// `POST /studies/{id}/answers/take`: what the report showed is kept, unless the study changed since.
pub async fn take(visit: Visit, Sent(form): Fields) -> Response {
    let id = visit.entry.id.clone();
    let number = form.get("number").and_then(|text| text.parse().ok());
    let library = Arc::clone(&visit.keeping.library);
    let proposals = Arc::clone(&library);
    let response = change(visit, move |entry, files| {
        let proposal = number.and_then(|number| proposals.proposal(&entry.id, number, files));
        let outdated = || vec![Problem::error("check-outdated", Place::default())];
        files.clone_from(&proposal.ok_or_else(outdated)?.after);
        Ok(Act::Keep)
    })
    .await;
    if response.status().is_redirection() {
        library.settle(&id);
    }
    response
}

async fn given(form: &mut Multipart) -> Result<Given, Refusal> {
    let refused = crate::pages::open::refused;
    let mut given = Given::default();
    while let Some(field) = form.next_field().await.map_err(refused)? {
        let name = field.name().unwrap_or("").to_owned();
        let bytes = field.bytes().await.map_err(refused)?;
        match name.as_str() {
            "answers" => given.file = bytes.to_vec(),
            "how" => given.adds = bytes.as_ref() == b"add",
            "anew" => given.anew = true,
            _ => {}
        }
    }
    Ok(given)
}

/// The files as they would be, and the study made of them; what stands against it, if anything does.
fn proposed(entry: &Entry, before: &Files, given: &Given) -> Result<(Files, Entry), Vec<Problem>> {
    if given.file.is_empty() {
        return Err(vec![Problem::error("no-file-chosen", Place::default())]);
    }
    let mut files = before.clone();
    let there = own::answer_files(before);
    if !given.adds {
        for name in &there {
            files.remove(name);
        }
        if given.anew {
            files.remove(own::MAPPING_FILE);
        }
    }
    let number = if given.adds { there.len() + 1 } else { 1 };
    files.insert(own::answer_file(number, &given.file), given.file.clone());
    let made = own::entry(&entry.id, &files)?;
    match made.answers {
        Some(_) => Ok((files, made)),
        None => {
            let errors = made.intake.problems.into_iter();
            Err(errors
                .filter(|problem| problem.severity == Severity::Error)
                .collect())
        }
    }
}

fn page(visit: &Visit, made: &Entry, adds: bool, number: u64) -> Response {
    let title = words::say(visit.language(), "web-check-title", &[]);
    let frame = visit.frame(Section::Answers, &title);
    let last = made.intake.parts.last().cloned().unwrap_or_default();
    let respondents = |entry: &Entry| entry.answers.as_ref().map_or(0, Answers::len);
    let of_it = |problem: &&Problem| {
        problem.place.file == last.name || problem.code.starts_with("correction-")
    };
    let problems = made.intake.problems.iter().filter(of_it).cloned();
    frame.answer(&Page {
        frame: frame.clone(),
        entry: visit.entry.clone(),
        adds,
        number,
        rows: last.rows,
        before: respondents(&visit.entry),
        after: respondents(made),
        corrections: corrections(visit, made),
        found: listed(
            &problems.collect::<Vec<_>>(),
            &last.counts,
            visit.language(),
        ),
    })
}

/// What becomes of the corrections made so far; nothing where there are none.
fn corrections(visit: &Visit, made: &Entry) -> Option<String> {
    let count = visit.entry.intake.trail.len();
    let kept = made.intake.trail.len().to_string();
    let args = [("count", count.to_string()), ("kept", kept)];
    (count > 0).then(|| words::say(visit.language(), "web-check-corrections", &args))
}
