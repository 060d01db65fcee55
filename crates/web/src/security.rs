//! Headers every answer carries, limits every request meets, and the refusal of forms sent from elsewhere.

use crate::App;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

/// Largest request body, in bytes: a large table of answers fits.
pub const LARGEST_UPLOAD: usize = 64 * 1024 * 1024;

const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; \
         connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Where an answer says nothing else: files may hold answers of respondents.
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=()",
    ),
];

/// Under which names the site may be asked for. A foreign name that resolves to this machine (DNS rebinding), or one put into a
/// request to be echoed in a link, is none of them (threat 43).
#[derive(Clone, Debug)]
pub enum Hosts {
    /// This machine's own names, whatever the port: nobody else can reach it.
    Loopback,
    /// The configured one alone.
    Only(String),
}

impl Hosts {
    /// Those of a site.
    #[must_use]
    pub fn of(app: &App) -> Self {
        match &app.access {
            Some(access) if !access.site.is_demonstration() => {
                Self::Only(access.site.authority().to_owned())
            }
            _ => Self::Loopback,
        }
    }

    fn include(&self, host: &str) -> bool {
        match self {
            Self::Loopback => is_loopback(host),
            Self::Only(name) => name.eq_ignore_ascii_case(host),
        }
    }
}

/// Wraps the routes in the checks and headers of the whole site.
pub fn guard(routes: Router, hosts: Hosts) -> Router {
    routes
        .layer(DefaultBodyLimit::max(LARGEST_UPLOAD))
        .layer(from_fn_with_state(hosts, own_forms_only))
        .layer(from_fn(with_headers))
        .layer(CompressionLayer::new().compress_when(worth_compressing()))
        .layer(CatchPanicLayer::new())
}

/// Everything but images and fonts, which are compressed already.
fn worth_compressing() -> impl Predicate {
    DefaultPredicate::new().and(NotForContentType::const_new("font/"))
}

async fn with_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response
            .headers_mut()
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// A request that changes something must come from a page of ours: browsers say so in `Sec-Fetch-Site` or `Origin`.
/// And every request must be meant for this site by name.
async fn own_forms_only(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    if !host(request.headers()).is_none_or(|host| hosts.include(host)) {
        return plain(StatusCode::MISDIRECTED_REQUEST, ELSEWHERE);
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !(reads || same_site(request.headers())) {
        return plain(StatusCode::FORBIDDEN, FOREIGN);
    }
    next.run(request).await
}

/// None where HTTP/2 or a test carries the authority elsewhere.
fn host(headers: &HeaderMap) -> Option<&str> {
    let host = headers.get(header::HOST)?;
    Some(host.to_str().unwrap_or(""))
}

fn is_loopback(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(
        host,
        |(name, port)| if port.ends_with(']') { host } else { name },
    );
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

fn same_site(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, authority)| authority == host),
        (None, _) => true, // not a browser: command-line tools send no Origin and hold no cookies of ours
        (Some(_), None) => false,
    }
}

const FOREIGN: &str =
    "403 この操作は torikime の画面から行ってください。/ Use a page of torikime for this.\n";
const ELSEWHERE: &str = "421 この名前のサイトはここにはありません。設定した住所で開いてください。/ This site has another name. Open it at its configured address.\n";

fn plain(status: StatusCode, text: &'static str) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn only_our_own_pages_may_change_anything() {
        for (pairs, allowed) in [
            (&[("sec-fetch-site", "same-origin")][..], true),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "same-site")], false),
            (
                &[
                    ("origin", "http://127.0.0.1:8470"),
                    ("host", "127.0.0.1:8470"),
                ],
                true,
            ),
            (
                &[
                    ("origin", "http://evil.example"),
                    ("host", "127.0.0.1:8470"),
                ],
                false,
            ),
            (&[("origin", "null"), ("host", "127.0.0.1:8470")], false),
            (&[("host", "127.0.0.1:8470")], true),
        ] {
            assert_eq!(same_site(&headers(pairs)), allowed, "{pairs:?}");
        }
    }

    #[test]
    fn a_foreign_host_name_is_refused() {
        let only = Hosts::Only("t.example:8471".to_owned());
        for (hosts, host, allowed) in [
            (&Hosts::Loopback, "localhost:1", true),
            (&Hosts::Loopback, "127.0.0.1", true),
            (&Hosts::Loopback, "[::1]:8470", true),
            (&Hosts::Loopback, "[::1]", true),
            (&Hosts::Loopback, "evil.example", false),
            (&only, "t.example:8471", true),
            (&only, "T.Example:8471", true),
            (&only, "t.example", false),
            (&only, "localhost:8471", false),
            (&only, "t.example:8471.evil.example", false),
        ] {
            assert_eq!(hosts.include(host), allowed, "{host}");
        }
    }
}
