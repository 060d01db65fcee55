//! Noto Sans JP in slices: a browser that lacks a Japanese font, or one character, fetches only what it needs.

use crate::App;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

#[path = "../../../../assets/fonts/web/embed.rs"]
mod embed;

/// Address of the style sheet that declares the slices. The number is the font's version, so it caches for ever.
pub const STYLE_PATH: &str = "/assets/fonts/56/noto-sans-jp.css";

/// Routes of the font.
pub fn routes() -> Router<App> {
    Router::new().route("/assets/fonts/56/{name}", get(font))
}

async fn font(Path(name): Path<String>) -> Response {
    if STYLE_PATH.ends_with(&format!("/{name}")) {
        return for_ever("text/css; charset=utf-8", embed::STYLESHEET);
    }
    match embed::SLICES.binary_search_by_key(&name.as_str(), |(name, _)| name) {
        Ok(at) => for_ever("font/woff2", embed::SLICES[at].1),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn for_ever(kind: &'static str, content: impl IntoResponse) -> Response {
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    response
}

#[cfg(test)]
mod tests {
    use super::embed::{SLICES, STYLESHEET};

    #[test]
    fn every_slice_the_style_sheet_names_is_there() {
        assert!(SLICES.is_sorted_by_key(|(name, _)| *name));
        let named = STYLESHEET
            .split("url(")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        let mut named: Vec<&str> = named.collect();
        named.sort_unstable();
        assert_eq!(
            named,
            SLICES.iter().map(|(name, _)| *name).collect::<Vec<_>>()
        );
    }
}
