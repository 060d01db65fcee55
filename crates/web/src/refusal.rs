//! Refusals: what happened, why, and the next step, as a page in the visitor's language.

use crate::App;
use crate::language::Chosen;
use crate::layout::Frame;
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
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
    /// Too much is asked at the same time.
    Busy,
    /// There is no room for another study.
    NoRoom,
    /// The form belongs to another session, or to another organisation than is acted for now.
    OtherSession,
    /// The day of `?at=` is none.
    BadDay,
    /// On that day there was nothing yet.
    NotBegun,
}

impl Refusal {
    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Refusal::NotFound => StatusCode::NOT_FOUND,
            Refusal::BadRequest => StatusCode::BAD_REQUEST,
            Refusal::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::NotKept => StatusCode::INTERNAL_SERVER_ERROR,
            Refusal::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Refusal::NoRoom => StatusCode::INSUFFICIENT_STORAGE,
            Refusal::OtherSession => StatusCode::FORBIDDEN,
            Refusal::BadDay => StatusCode::BAD_REQUEST,
            Refusal::NotBegun => StatusCode::NOT_FOUND,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Refusal::NotFound => "web-refusal-not-found",
            Refusal::BadRequest => "web-refusal-bad-request",
            Refusal::TooLarge => "web-refusal-too-large",
            Refusal::NotKept => "web-refusal-not-kept",
            Refusal::Busy => "studies-refusal-busy",
            Refusal::NoRoom => "studies-refusal-no-room",
            Refusal::OtherSession => "access-refusal-other-session",
            Refusal::BadDay => "access-refusal-bad-day",
            Refusal::NotBegun => "access-refusal-not-begun",
        }
    }

    /// The refusal as a page.
    pub fn page(self, chosen: Chosen, here: &Uri) -> Response {
        self.framed(&Frame::new(chosen, here, ""))
    }

    /// The refusal as a page in a frame that is there already; its title is the refusal's.
    pub fn framed(self, frame: &Frame) -> Response {
        let key = match self {
            Refusal::NotFound if frame.is_house() => "access-refusal-nowhere",
            _ => self.key(),
        };
        let say = |attribute| report::words::attr(*frame.words.language(), key, attribute, &[]);
        let mut frame = frame.clone();
        frame.title = frame.words.say(key);
        page(&frame, self.status(), &say("cause"), &say("remedy"))
    }
}

/// A page that says what happened and the next step.
pub fn page(frame: &Frame, status: StatusCode, cause: &str, remedy: &str) -> Response {
    let page = Page {
        cause: cause.to_owned(),
        remedy: remedy.to_owned(),
        frame: frame.clone(),
    };
    let mut response = frame.answer(&page);
    *response.status_mut() = status;
    response
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
    if !status.is_client_error() || is_ours(response.headers()) {
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

/// A page, or what a script of ours reads.
fn is_ours(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.map_or(&b""[..], HeaderValue::as_bytes);
    kind.starts_with(b"text/html") || kind.starts_with(b"application/json")
}
