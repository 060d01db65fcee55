//! What a program sends: a JSON body of known fields, a key, perhaps the head it saw; and questions behind the `?`.

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, StatusCode, header, request::Parts};
use ledger::hash::Hash;
use serde::de::DeserializeOwned;
use store::door::{Once, Terms};
use survey::Language;

use super::problem::Problem;
use crate::App;

/// Largest body, in bytes.
pub const LARGEST: usize = 1024 * 1024;
/// Longest key.
pub const LONGEST_KEY: usize = 200;

/// A body, read; and the terms on which it is to be done.
pub struct Sent<T> {
    /// What is asked.
    pub body: T,
    /// Once, and on which head.
    pub terms: Terms,
}

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let language = crate::language::of_program(&parts.headers, app.default_language);
        let key = key(&parts.headers, language)?;
        let expects = expects(&parts.headers, language)?;
        let bytes = bytes(&parts, body, language).await?;
        // Else an empty list would pass for an object without fields.
        if bytes.trim_ascii_start().first() == Some(&b'[') {
            let problem = Problem::new(language, StatusCode::UNPROCESSABLE_ENTITY, "bad-body");
            return Err(problem.because("a list where an object belongs"));
        }
        let body = serde_json::from_slice(&bytes).map_err(|error| {
            let status = if error.is_data() {
                StatusCode::UNPROCESSABLE_ENTITY
            } else {
                StatusCode::BAD_REQUEST
            };
            Problem::new(language, status, "bad-body").because(error)
        })?;
        let path = parts.uri.path().as_bytes();
        let request = Hash::of("torikime/request/1", &[path, &bytes]);
        let once = Some(Box::new(Once { key, request }));
        Ok(Self {
            body,
            terms: Terms {
                once,
                expects: expects.map(Box::new),
            },
        })
    }
}

/// What stands before the `;` of a content type.
pub(super) fn kind(parts: &Parts) -> &str {
    let kind = parts.headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or("");
    kind.split(';').next().unwrap_or("").trim()
}

async fn bytes(parts: &Parts, body: Body, language: Language) -> Result<Vec<u8>, Problem> {
    if !kind(parts).eq_ignore_ascii_case("application/json") {
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        return Err(Problem::new(language, status, "not-json"));
    }
    let bytes = axum::body::to_bytes(body, LARGEST).await;
    let too_large = |_| Problem::new(language, StatusCode::PAYLOAD_TOO_LARGE, "too-large");
    bytes.map(Vec::from).map_err(too_large)
}

fn one<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a str>, ()> {
    let mut given = headers.get_all(name).iter();
    match (given.next(), given.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| ()),
        _ => Err(()),
    }
}

/// The one key of a request.
pub(super) fn key(headers: &HeaderMap, language: Language) -> Result<String, Problem> {
    let key = one(headers, "idempotency-key").ok().flatten();
    let fits = |key: &&str| {
        (1..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
    };
    let missing = || Problem::new(language, StatusCode::BAD_REQUEST, "no-key");
    key.filter(fits).map(str::to_owned).ok_or_else(missing)
}

/// The head of `If-Match`: what `ETag` gave. `*` insists on nothing, since an organisation's ledger is always there.
pub(super) fn expects(headers: &HeaderMap, language: Language) -> Result<Option<Hash>, Problem> {
    let wrong = || Problem::new(language, StatusCode::BAD_REQUEST, "bad-match");
    let given = one(headers, "if-match").map_err(|()| wrong())?;
    let Some(given) = given.map(str::trim).filter(|given| *given != "*") else {
        return Ok(None);
    };
    let tag = given
        .strip_prefix('"')
        .and_then(|tag| tag.strip_suffix('"'));
    tag.and_then(|tag| tag.parse().ok())
        .map(Some)
        .ok_or_else(wrong)
}

/// The questions behind the `?`, all of them known.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or("");
        serde_urlencoded::from_str(query)
            .map(Self)
            .map_err(|error| {
                let language = crate::language::of_program(&parts.headers, app.default_language);
                Problem::new(language, StatusCode::BAD_REQUEST, "bad-query").because(error)
            })
    }
}
