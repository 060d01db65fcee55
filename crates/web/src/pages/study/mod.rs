//! A study's first page: what it asked, whom, when, and where to go on.

use crate::layout::{Frame, Section};
use crate::library::Entry;
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "pages/study/page.html")]
struct Overview {
    frame: Frame,
    entry: Arc<Entry>,
}

/// `/studies/{id}`
pub async fn page(visit: Visit) -> Response {
    let frame = visit.section(Section::Overview);
    frame.answer(&Overview {
        frame: frame.clone(),
        entry: visit.entry,
    })
}
