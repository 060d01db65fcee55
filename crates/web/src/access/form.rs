//! A form as a page of ours sends it: fields known beforehand, and the token of its session.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::Uri;
use axum::response::Response;
use serde::de::DeserializeOwned;

use crate::App;
use crate::language::Chosen;
use crate::refusal::Refusal;

/// The field that carries the token.
pub const FIELD: &str = "form";
/// Largest form, in bytes.
const LARGEST: usize = 1024 * 1024;

/// What the form of this visitor must bring; laid beside the request when the visitor is known.
#[derive(Clone)]
pub(super) struct Expected(pub String);

/// A form, its token checked. The handler must take [`super::Signed`], [`super::Maybe`] or what is made of them before it.
pub struct Sent<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Ok(chosen) = Chosen::from_request_parts(&mut parts, app).await;
        let expected = parts.extensions.get::<Expected>().cloned();
        match read(body, expected).await {
            Ok(sent) => Ok(Self(sent)),
            Err(refusal) => Err(refusal.page(chosen, &Uri::clone(&parts.uri))),
        }
    }
}

async fn read<T: DeserializeOwned>(
    body: axum::body::Body,
    expected: Option<Expected>,
) -> Result<T, Refusal> {
    let bytes = axum::body::to_bytes(body, LARGEST)
        .await
        .map_err(|_| Refusal::TooLarge)?;
    let mut pairs: Vec<(String, String)> =
        serde_urlencoded::from_bytes(&bytes).map_err(|_| Refusal::BadRequest)?;
    let token = pairs
        .iter()
        .position(|(field, _)| field == FIELD)
        .map_or(String::new(), |at| pairs.swap_remove(at).1);
    let Expected(expected) = expected.ok_or(Refusal::BadRequest)?;
    // Both are hashes of a secret: comparing them tells nothing by time.
    if token != expected {
        return Err(Refusal::OtherSession);
    }
    let plain = serde_urlencoded::to_string(&pairs).map_err(|_| Refusal::BadRequest)?;
    serde_urlencoded::from_str(&plain).map_err(|_| Refusal::BadRequest)
}
