//! A study's first page: what it asked, whom, when, and where to go on.

use crate::App;
use crate::language::Chosen;
use crate::layout::{Frame, Section};
use crate::library::Entry;
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "pages/study/page.html")]
struct Overview {
    frame: Frame,
    entry: Arc<Entry>,
}

/// `/studies/{id}`
pub async fn page(
    State(app): State<App>,
    Path(id): Path<String>,
    chosen: Chosen,
    here: Uri,
) -> Response {
    let Some(entry) = app.library.find(&id) else {
        return Refusal::NotFound.page(chosen, &here);
    };
    let frame = Frame::of_study(chosen, &here, &entry, Section::Overview, "");
    frame.answer(&Overview {
        frame: frame.clone(),
        entry,
    })
}
