//! How to cite a study, and the documents its numbers come from.

use crate::layout::{Frame, Section};
use crate::library::Entry;
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "pages/cite/page.html")]
struct Cite {
    frame: Frame,
    entry: Arc<Entry>,
}

/// `/studies/{id}/cite`
pub async fn page(visit: Visit) -> Response {
    let frame = visit.section(Section::Cite);
    frame.answer(&Cite {
        frame: frame.clone(),
        entry: visit.entry,
    })
}
