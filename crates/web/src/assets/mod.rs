//! Style sheet, script and icon, compiled into the binary; style sheets carry the version in their address and are cached for an hour.

pub mod fonts;

use crate::App;
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use report::marks::{self, Mark};
use std::sync::LazyLock;
use survey::hypotheses::HypothesisVerdict;
use survey::retest::Verdict;
use survey::sentences::Holds;

const STYLE: &str = include_str!("site.css");
/// The report's own style and the colours of its marks.
static REPORT_STYLE: LazyLock<String> = LazyLock::new(|| {
    let colours = |mark: Mark| {
        format!(
            ".mark-{}{{color:{};background:{}}}\n",
            mark.key, mark.ink, mark.paper
        )
    };
    let verdicts = Verdict::ALL.map(marks::of_verdict);
    let hypotheses = HypothesisVerdict::ALL.map(marks::of_hypothesis);
    let sentences = [Holds::True, Holds::False, Holds::Unknown].map(marks::of_sentence);
    let all = verdicts.into_iter().chain(hypotheses).chain(sentences);
    all.fold(report::html::CSS.to_owned(), |style, mark| {
        style + &colours(mark)
    })
});
/// Moves the secret of a link into its form.
const LINK_SCRIPT: &str = include_str!("link.js");
/// Asks the browser for a passkey.
const PASSKEY_SCRIPT: &str = include_str!("passkey.js");
/// Keeps what was typed into a long form.
const DRAFT_SCRIPT: &str = include_str!("draft.js");
const ICON: &str = include_str!("icon.svg");

/// Licence of the font that figures and documents embed.
pub const FONT_LICENCE: &str = include_str!("../../../../assets/fonts/OFL.txt");

/// Address of the style sheet.
pub const STYLE_PATH: &str = concat!("/assets/site-", env!("CARGO_PKG_VERSION"), ".css");
/// Address of the style sheet of reports.
pub const REPORT_STYLE_PATH: &str = concat!("/assets/report-", env!("CARGO_PKG_VERSION"), ".css");
/// Address of the script of links.
pub const LINK_SCRIPT_PATH: &str = concat!("/assets/link-", env!("CARGO_PKG_VERSION"), ".js");
/// Address of the script of passkeys.
pub const PASSKEY_SCRIPT_PATH: &str = concat!("/assets/passkey-", env!("CARGO_PKG_VERSION"), ".js");
/// Address of the script of drafts.
pub const DRAFT_SCRIPT_PATH: &str = concat!("/assets/draft-", env!("CARGO_PKG_VERSION"), ".js");
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
        _ if name.starts_with("passkey-") => file("text/javascript; charset=utf-8", PASSKEY_SCRIPT),
        _ if name.starts_with("draft-") => file("text/javascript; charset=utf-8", DRAFT_SCRIPT),
        _ if name.starts_with("link-") => file("text/javascript; charset=utf-8", LINK_SCRIPT),
        _ if name.starts_with("report-") => file("text/css; charset=utf-8", &REPORT_STYLE),
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
