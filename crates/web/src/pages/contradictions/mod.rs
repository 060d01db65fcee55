//! Published numbers that do not go together, each with both places.

use crate::layout::{Frame, Section};
use crate::library::Entry;
use crate::visit::Visit;
use askama::Template;
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
pub async fn page(visit: Visit) -> Response {
    let frame = visit.section(Section::Contradictions);
    let explained = |one: &Contradiction| {
        words::say(
            visit.language(),
            &format!("contradiction-{}", one.code),
            &one.args,
        )
    };
    let found = visit
        .entry
        .workup()
        .contradictions
        .iter()
        .map(|one| (one.clone(), explained(one)))
        .collect();
    frame.answer(&Page {
        frame: frame.clone(),
        entry: visit.entry,
        found,
    })
}
