//! Every question of a study, with who was asked.

use crate::layout::{Frame, Section};
use crate::library::Entry;
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "pages/questions/page.html")]
struct Questions {
    frame: Frame,
    entry: Arc<Entry>,
}

/// `/studies/{id}/questions`
pub async fn page(visit: Visit) -> Response {
    let frame = visit.section(Section::Questions);
    frame.answer(&Questions {
        frame: frame.clone(),
        entry: visit.entry,
    })
}
