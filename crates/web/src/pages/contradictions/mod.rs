//! Published numbers that do not go together, each with both places.

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
use survey::published::Contradiction;

#[derive(Template)]
#[template(path = "pages/contradictions/page.html")]
struct Page {
    frame: Frame,
    entry: Arc<Entry>,
    found: Vec<(Contradiction, String)>,
}

/// `/studies/{id}/contradictions`
pub async fn page(
    State(app): State<App>,
    Path(id): Path<String>,
    chosen: Chosen,
    here: Uri,
) -> Response {
    let Some(entry) = app.library.find(&id) else {
        return Refusal::NotFound.page(chosen, &here);
    };
    let title = words::say(chosen.language, "web-section-contradictions", &[]);
    let frame = Frame::of_study(chosen, &here, &entry, Section::Contradictions, &title);
    let explained = |one: &Contradiction| {
        words::say(
            chosen.language,
            &format!("contradiction-{}", one.code),
            &one.args,
        )
    };
    let found = entry
        .workup()
        .contradictions
        .iter()
        .map(|one| (one.clone(), explained(one)))
        .collect();
    frame.answer(&Page {
        frame: frame.clone(),
        entry,
        found,
    })
}
