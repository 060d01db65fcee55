//! Style sheet, script and icon, compiled into the binary; addresses carry a fingerprint, so they cache for ever.

pub mod fonts;

use crate::App;
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

const STYLE: &str = include_str!("site.css");
const ICON: &str = include_str!("icon.svg");

/// Licence of the font that figures and documents embed.
pub const FONT_LICENCE: &str = include_str!("../../../../assets/fonts/OFL.txt");

/// Address of the style sheet.
pub const STYLE_PATH: &str = concat!("/assets/site-", env!("CARGO_PKG_VERSION"), ".css");
/// Address of the icon.
pub const ICON_PATH: &str = "/assets/icon.svg";

/// Routes of the assets.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/assets/{name}", get(asset))
        .route(
            "/favicon.ico",
            get(|| async { file("image/svg+xml", ICON) }),
        )
        .merge(fonts::routes())
}

async fn asset(axum::extract::Path(name): axum::extract::Path<String>) -> Response {
    match name.as_str() {
        "icon.svg" => file("image/svg+xml", ICON),
        _ if name.ends_with(".css") => file("text/css; charset=utf-8", STYLE),
        _ => axum::http::StatusCode::NOT_FOUND.into_response(),
    }
}

fn file(kind: &'static str, text: &'static str) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=3600"),
    );
    response
}
