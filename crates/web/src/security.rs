//! Headers every answer carries, limits every request meets, and the refusal of forms sent from elsewhere.

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

/// Largest request body, in bytes: a large table of answers fits.
pub const LARGEST_UPLOAD: usize = 64 * 1024 * 1024;

const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; \
         connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
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

/// Wraps the routes in the checks and headers of the whole site.
pub fn guard(routes: Router) -> Router {
    routes
        .layer(DefaultBodyLimit::max(LARGEST_UPLOAD))
        .layer(from_fn(own_forms_only))
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
/// A foreign name that resolves to this machine (DNS rebinding) fails on `Host`.
async fn own_forms_only(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !host_is_local(request.headers()) || !(reads || same_site(request.headers())) {
        return forbidden();
    }
    next.run(request).await
}

/// The demo listens on loopback only, so its name can only be a loopback name.
fn host_is_local(headers: &HeaderMap) -> bool {
    let Some(host) = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
    else {
        return true; // HTTP/2 and tests carry the authority elsewhere
    };
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

fn forbidden() -> Response {
    let mut response = Response::new(Body::from(
        "403 この操作は torikime の画面から行ってください。/ Use a page of torikime for this.\n",
    ));
    *response.status_mut() = StatusCode::FORBIDDEN;
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
        for (host, allowed) in [
            ("localhost:1", true),
            ("127.0.0.1", true),
            ("[::1]:8470", true),
            ("[::1]", true),
            ("evil.example", false),
        ] {
            assert_eq!(
                host_is_local(&headers(&[("host", host)])),
                allowed,
                "{host}"
            );
        }
    }
}
