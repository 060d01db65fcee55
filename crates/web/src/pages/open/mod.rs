//! Opening one's own study from files: everything wrong is listed at once, and nothing half-done is kept.

use crate::access::Sent;
use crate::keeping::{LARGEST_STUDY, MOST_STUDIES, Opening};
use crate::layout::Frame;
use crate::library::Library;
use crate::own;
use crate::refusal::Refusal;
use crate::shelf::Files;
use askama::Template;
use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use report::words::{self, ProblemWords};
use std::collections::BTreeMap;
use survey::simulate::{self, Margins, Sample};
use survey::{Severity, Text, export};

/// Files of a study that are kept under their own names.
const KNOWN: [&str; 5] = [
    "study.toml",
    "questionnaire.toml",
    "analysis.toml",
    "published.csv",
    own::MAPPING_FILE,
];
/// How the name of a table of answers ends.
const TABLES: [&str; 4] = [".csv", ".tsv", ".txt", ".xlsx"];

#[derive(Template)]
#[template(path = "pages/open/page.html")]
struct Open {
    frame: Frame,
    problems: Vec<(bool, ProblemWords)>,
    missing: Vec<String>,
}

/// `/open`
pub async fn page(opening: Opening) -> Response {
    show(&opening, Vec::new(), Vec::new())
}

fn show(opening: &Opening, problems: Vec<(bool, ProblemWords)>, missing: Vec<String>) -> Response {
    let chosen = opening.chosen;
    let title = words::say(chosen.language, "web-nav-open", &[]);
    let mut frame = Frame::new(chosen, &opening.here, title);
    frame.unkept = opening.keeping.bar.is_some();
    frame.bar.clone_from(&opening.keeping.bar);
    let wrong = !problems.is_empty() || !missing.is_empty();
    let mut response = frame.answer(&Open {
        frame: frame.clone(),
        problems,
        missing,
    });
    if wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// `POST /open`
pub async fn keep(opening: Opening, mut form: Multipart) -> Response {
    let _turn = match opening.keeping.admit(&mut form).await {
        Ok(turn) => turn,
        Err(refusal) => return opening.refuse(refusal),
    };
    match received(&mut form).await {
        Ok(files) => aside(move || keep_files(&opening, &files)).await,
        Err(refusal) => opening.refuse(refusal),
    }
}

/// Runs what blocks beside the server's own threads.
async fn aside(job: impl FnOnce() -> Response + Send + 'static) -> Response {
    match tokio::task::spawn_blocking(job).await {
        Ok(response) => response,
        Err(broken) => std::panic::resume_unwind(broken.into_panic()),
    }
}

fn keep_files(opening: &Opening, files: &Files) -> Response {
    let missing = missing(files);
    if !missing.is_empty() {
        return show(opening, Vec::new(), missing);
    }
    let (study, problems) = own::load(files);
    let Some(study) = study else {
        let said = problems.iter().map(|problem| {
            (
                problem.severity == Severity::Error,
                words::problem(opening.chosen.language, problem),
            )
        });
        return show(opening, said.collect(), Vec::new());
    };
    let next = if !own::answer_files(files).is_empty() {
        "/answers"
    } else {
        ""
    };
    match put(&opening.keeping.library, &study.header.id, |_| {
        files.clone()
    }) {
        Ok(id) => Redirect::to(&format!("/studies/{id}{next}")).into_response(),
        Err(refusal) => opening.refuse(refusal),
    }
}

/// Keeps a study under an id as near as possible to the one wished for, and puts it on show; gives the id.
fn put(
    library: &Library,
    wished: &str,
    files: impl FnOnce(&str) -> Files,
) -> Result<String, Refusal> {
    let _alone = library.change();
    if library.shelf.all().len() >= MOST_STUDIES {
        return Err(Refusal::NoRoom);
    }
    let id = library.free_id(wished);
    let files = files(&id);
    if files.values().map(Vec::len).sum::<usize>() > LARGEST_STUDY {
        return Err(Refusal::TooLarge);
    }
    let entry = own::entry(&id, &files).map_err(|_| Refusal::BadRequest)?;
    let kept = library.shelf.keep(&id, &files);
    kept.map_err(|_| Refusal::NotKept)?;
    library.put(entry);
    Ok(id)
}

/// `GET /open/example`: the page the form stands on.
pub async fn back() -> Redirect {
    Redirect::to("/open")
}

/// `POST /open/example`: a small study to change, with invented answers that say so.
pub async fn example(opening: Opening, _: Sent<BTreeMap<String, String>>) -> Response {
    let job = move || match put(&opening.keeping.library, "example", example_files) {
        Ok(id) => Redirect::to(&format!("/studies/{id}")).into_response(),
        Err(refusal) => opening.refuse(refusal),
    };
    aside(job).await
}

fn example_files(id: &str) -> Files {
    let title = Text::new("見本の調査", "Example study");
    let mut files = Files::new();
    for (name, content) in survey::study::template(id, &title, jiff::civil::date(2026, 1, 1)) {
        files.insert(name.to_owned(), content.into_bytes());
    }
    if let (Some(study), _) = own::load(&files) {
        let sample = Sample {
            seed: 1,
            ..Sample::default()
        };
        let answers = simulate::draw(&study, &Margins::none(), &sample);
        let written = export::answers_csv(&study, &answers, &export::AnswerStyle::default());
        files.insert("answers.csv".to_owned(), written.into_bytes());
    }
    files
}

/// The files of the form by the names the shelf knows. Anything else is left out.
async fn received(form: &mut Multipart) -> Result<Files, Refusal> {
    let mut files = Files::new();
    while let Some(field) = form.next_field().await.map_err(refused)? {
        let Some(name) = field
            .file_name()
            .map(str::to_owned)
            .filter(|name| !name.is_empty())
        else {
            continue;
        };
        let asked_for = field.name() == Some("answers");
        let bytes = field.bytes().await.map_err(refused)?;
        if let Some(name) = shelf_name(&name, asked_for, &bytes) {
            files.insert(name, bytes.to_vec());
        }
    }
    Ok(files)
}

/// A form that cannot be read to its end.
pub fn refused(error: axum::extract::multipart::MultipartError) -> Refusal {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Refusal::TooLarge
    } else {
        Refusal::BadRequest
    }
}

/// Study files keep their names. A table of answers is told from a workbook by its content, not its name;
/// among the study files it is one that is called like a table.
fn shelf_name(name: &str, answers: bool, bytes: &[u8]) -> Option<String> {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let base = base.to_ascii_lowercase();
    let known = KNOWN.into_iter().find(|known| *known == base);
    let table = TABLES.iter().any(|ending| base.ends_with(ending));
    match known.filter(|_| !answers) {
        Some(known) => Some(known.to_owned()),
        None if !answers && !table => None,
        None => Some(own::answer_file(1, bytes)),
    }
}

fn missing(files: &Files) -> Vec<String> {
    let needed = ["study.toml", "questionnaire.toml", "analysis.toml"];
    needed
        .into_iter()
        .filter(|name| !files.contains_key(*name))
        .map(str::to_owned)
        .collect()
}
