//! The report: read here, or saved in four forms and two languages.

use crate::download;
use crate::layout::{Frame, Section};
use crate::library::Entry;
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use report::document::{Chapter, Document, Form};
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

/// `/studies/{id}/report`: the first chapter.
pub async fn page(visit: Visit) -> Response {
    show(visit, 0)
}

/// `/studies/{id}/report/{chapter}`, chapters counted from 0.
pub async fn chapter(visit: Visit, Path((_, chapter)): Path<(String, String)>) -> Response {
    match chapter.parse() {
        Ok(at) => show(visit, at),
        Err(_) => visit.nothing(),
    }
}

fn show(visit: Visit, at: usize) -> Response {
    let document = document(&visit.entry, visit.language());
    let Some(shown) = document.chapters.get(at) else {
        return visit.nothing();
    };
    let frame = visit.section(Section::Report);
    let html = report::html::chapter_html(shown, &format!("chapter-{at}"), visit.language());
    let id = &visit.entry.id;
    let address = |(at, chapter): (usize, &Chapter)| {
        (format!("/studies/{id}/report/{at}"), chapter.heading())
    };
    let chapters = document.chapters.iter().enumerate().map(address).collect();
    frame.answer(&Page {
        frame: frame.clone(),
        entry: visit.entry,
        chapters,
        chosen: at,
        html,
    })
}

fn document(entry: &Entry, language: Language) -> Document {
    report::study_report(&entry.study, entry.workup(), language)
}

/// `/studies/{id}/report/files/{file}`: `ja.pdf`, `en.xlsx`, `ja.html`, `en.csv`.
pub async fn file(visit: Visit, Path((_, file)): Path<(String, String)>) -> Response {
    let made = wanted(&file)
        .and_then(|(language, form)| download::report(&document(&visit.entry, language), form));
    made.unwrap_or_else(|| visit.nothing())
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
