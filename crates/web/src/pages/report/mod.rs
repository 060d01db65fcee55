//! The report: read here, or saved in four forms and two languages.

use crate::App;
use crate::download;
use crate::language::Chosen;
use crate::layout::{Frame, Section};
use crate::library::Entry;
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use report::document::{Chapter, Document, Form};
use report::words;
use std::sync::Arc;
use survey::Language;

#[derive(Template)]
#[template(path = "pages/report/page.html")]
struct Page {
    frame: Frame,
    entry: Arc<Entry>,
    chapters: Vec<(String, String)>,
    chosen: usize,
    html: String,
}

/// `/studies/{id}/report` and `/studies/{id}/report/{chapter}`, chapters counted from 0.
pub async fn page(
    State(app): State<App>,
    Path(id): Path<String>,
    chosen: Chosen,
    here: Uri,
) -> Response {
    show(&app, &id, 0, chosen, &here)
}

/// One chapter.
pub async fn chapter(
    State(app): State<App>,
    Path((id, chapter)): Path<(String, String)>,
    chosen: Chosen,
    here: Uri,
) -> Response {
    match chapter.parse() {
        Ok(at) => show(&app, &id, at, chosen, &here),
        Err(_) => Refusal::NotFound.page(chosen, &here),
    }
}

fn show(app: &App, id: &str, at: usize, chosen: Chosen, here: &Uri) -> Response {
    let Some(entry) = app.library.find(id) else {
        return Refusal::NotFound.page(chosen, here);
    };
    let document = document(&entry, chosen.language);
    let Some(shown) = document.chapters.get(at) else {
        return Refusal::NotFound.page(chosen, here);
    };
    let title = words::say(chosen.language, "web-section-report", &[]);
    let frame = Frame::of_study(chosen, here, &entry, Section::Report, &title);
    let html = report::html::chapter_html(shown, &format!("chapter-{at}"), chosen.language);
    let address = |(at, chapter): (usize, &Chapter)| {
        (format!("/studies/{id}/report/{at}"), chapter.heading())
    };
    let chapters = document.chapters.iter().enumerate().map(address).collect();
    frame.answer(&Page {
        frame: frame.clone(),
        entry,
        chapters,
        chosen: at,
        html,
    })
}

fn document(entry: &Entry, language: Language) -> Document {
    report::study_report(&entry.study, entry.workup(), language)
}

/// `/studies/{id}/report/files/{file}`: `ja.pdf`, `en.xlsx`, `ja.html`, `en.csv`.
pub async fn file(
    State(app): State<App>,
    Path((id, file)): Path<(String, String)>,
    chosen: Chosen,
    here: Uri,
) -> Response {
    let entry = app.library.find(&id);
    let made = entry
        .zip(wanted(&file))
        .and_then(|(entry, (language, form))| download::report(&document(&entry, language), form));
    made.unwrap_or_else(|| Refusal::NotFound.page(chosen, &here))
}

fn wanted(file: &str) -> Option<(Language, Form)> {
    let (tag, ending) = file.split_once('.')?;
    let language = Language::ALL
        .into_iter()
        .find(|language| language.tag() == tag)?;
    let form = match ending {
        "pdf" => Form::Pdf,
        "xlsx" => Form::Xlsx,
        "html" => Form::Html,
        "csv" => Form::Csv,
        _ => return None,
    };
    Some((language, form))
}
