//! Licences of the software, of its font, and of the figures carried over.

use crate::language::Chosen;
use crate::layout::Frame;
use askama::Template;
use axum::http::Uri;
use axum::response::Response;
use report::words;

#[derive(Template)]
#[template(path = "pages/licences/page.html")]
struct Page {
    frame: Frame,
}

/// `/licences`
pub async fn page(chosen: Chosen, here: Uri) -> Response {
    let frame = Frame::new(
        chosen,
        &here,
        words::say(chosen.language, "web-nav-licences", &[]),
    );
    frame.answer(&Page {
        frame: frame.clone(),
    })
}
