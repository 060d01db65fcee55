//! Refusals: what happened, why, and the next step, as a page in the visitor's language.

use crate::App;
use crate::language::Chosen;
use crate::layout::Frame;
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::Response;

/// Why a page is not shown. Its words stand under `web-refusal-KEY` with `.cause` and `.remedy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing is at this address.
    NotFound,
    /// The request could not be understood.
    BadRequest,
    /// What was sent is larger than allowed.
    TooLarge,
    /// It could not be kept.
    NotKept,
}

impl Refusal {
    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Refusal::NotFound => StatusCode::NOT_FOUND,
            Refusal::BadRequest => StatusCode::BAD_REQUEST,
            Refusal::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::NotKept => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Refusal::NotFound => "web-refusal-not-found",
            Refusal::BadRequest => "web-refusal-bad-request",
            Refusal::TooLarge => "web-refusal-too-large",
            Refusal::NotKept => "web-refusal-not-kept",
        }
    }

    /// The refusal as a page.
    pub fn page(self, chosen: Chosen, here: &Uri) -> Response {
        let say = |attribute| report::words::attr(chosen.language, self.key(), attribute, &[]);
        let frame = Frame::new(
            chosen,
            here,
            report::words::say(chosen.language, self.key(), &[]),
        );
        let page = Page {
            cause: say("cause"),
            remedy: say("remedy"),
            frame: frame.clone(),
        };
        let mut response = frame.answer(&page);
        *response.status_mut() = self.status();
        response
    }
}

#[derive(Template)]
#[template(path = "pages/refused/page.html")]
struct Page {
    frame: Frame,
    cause: String,
    remedy: String,
}

/// The page for an address that leads nowhere.
pub async fn nowhere(State(_): State<App>, chosen: Chosen, here: Uri) -> Response {
    Refusal::NotFound.page(chosen, &here)
}

/// What the framework refuses in bare words (a broken address, form or method) becomes a page as well.
pub async fn dressed(chosen: Chosen, here: Uri, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() || is_page(response.headers()) {
        return response;
    }
    let refusal = match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Refusal::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::TooLarge,
        _ => Refusal::BadRequest,
    };
    let mut page = refusal.page(chosen, &here);
    *page.status_mut() = status;
    page
}

fn is_page(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
