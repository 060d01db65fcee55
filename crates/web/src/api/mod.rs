//! The interface for programs: JSON over HTTP, by token. What may be seen and done is decided where it is for pages: in the store.
//!
//! An address is a line of [`endpoint::all`]; from that list come the routes, the OpenAPI document and the test of refusals.

mod agreeing;
mod approving;
mod calendar;
pub mod document;
pub mod endpoint;
mod engaged;
mod engaging;
mod evident;
mod form;
pub mod items;
pub mod limit;
mod lines;
mod organisation;
mod own_items;
mod passing;
mod people;
pub mod problem;
mod program;
mod screening;
mod sent;
mod server;
mod shape;
mod statements;
mod working;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};

use crate::App;
use problem::Problem;

/// Where it begins. Another number would mean that programs written for this one might break.
pub const ROOT: &str = "/api/v1";

/// All routes below [`ROOT`].
pub fn routes(app: &App) -> Router<App> {
    let mut routes = Router::new();
    for endpoint in endpoint::all() {
        routes = routes.route(endpoint.path, endpoint.route);
    }
    let routes = routes.fallback(async || StatusCode::NOT_FOUND);
    Router::new()
        .nest(ROOT, routes)
        .layer(from_fn_with_state(app.clone(), dressed))
}

/// No answer is kept by a cache on its way, and what the framework refuses in bare words becomes a problem as well.
async fn dressed(State(app): State<App>, request: Request, next: Next) -> Response {
    let language = crate::language::of_program(request.headers(), app.default_language);
    let mut response = next.run(request).await;
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_problem = kind.is_some_and(|kind| kind == "application/problem+json");
    if status.is_client_error() && !is_problem {
        let code = match status {
            StatusCode::NOT_FOUND => "absent",
            StatusCode::METHOD_NOT_ALLOWED => "other-method",
            _ => "bad-query",
        };
        let allowed = response.headers_mut().remove(header::ALLOW);
        response = Problem::new(language, status, code).into_response();
        if let Some(allowed) = allowed {
            response.headers_mut().insert(header::ALLOW, allowed);
        }
    }
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::VARY,
        HeaderValue::from_static("accept-language, authorization"),
    );
    let tag = HeaderValue::from_static(language.tag());
    headers.insert(header::CONTENT_LANGUAGE, tag);
    response
}
