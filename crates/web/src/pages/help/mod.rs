//! How to use the pages: reading a figure, reading a verdict, opening a study.

use crate::language::Chosen;
use crate::layout::Frame;
use askama::Template;
use axum::http::Uri;
use axum::response::Response;
use report::words;

#[derive(Template)]
#[template(path = "pages/help/page.html")]
struct Page {
    frame: Frame,
}

/// `/help`
pub async fn page(chosen: Chosen, here: Uri) -> Response {
    let frame = Frame::new(
        chosen,
        &here,
        words::say(chosen.language, "web-nav-help", &[]),
    );
    frame.answer(&Page {
        frame: frame.clone(),
    })
}
