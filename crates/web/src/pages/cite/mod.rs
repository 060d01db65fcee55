//! How to cite a study, and the documents its numbers come from.

use crate::App;
use crate::language::Chosen;
use crate::layout::{Frame, Section};
use crate::library::Entry;
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use report::words;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "pages/cite/page.html")]
struct Cite {
    frame: Frame,
    entry: Arc<Entry>,
}

/// `/studies/{id}/cite`
pub async fn page(
    State(app): State<App>,
    Path(id): Path<String>,
    chosen: Chosen,
    here: Uri,
) -> Response {
    let Some(entry) = app.library.find(&id) else {
        return Refusal::NotFound.page(chosen, &here);
    };
    let title = words::say(chosen.language, "web-section-cite", &[]);
    let frame = Frame::of_study(chosen, &here, &entry, Section::Cite, &title);
    frame.answer(&Cite {
        frame: frame.clone(),
        entry,
    })
}
