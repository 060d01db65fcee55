//! What concerns the server and the token: whether it records, what it understands, for whom the token acts.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::document;
use super::problem::Problem;
use super::program::{Program, answer};
use super::shape;
use crate::App;

/// `GET /healthy`: for a proxy or a watcher. Says nothing of anybody.
pub async fn healthy(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    let stopped = app
        .access
        .as_ref()
        .and_then(|access| access.store.stopped());
    if stopped.is_some() {
        let language = crate::language::of_program(&headers, app.default_language);
        let status = StatusCode::SERVICE_UNAVAILABLE;
        return Err(Problem::new(language, status, "stopped"));
    }
    Ok(answer(StatusCode::OK, &shape::Healthy { healthy: true }))
}

/// `GET /openapi.json`: the same on every server of this version.
pub async fn document(State(app): State<App>, headers: HeaderMap) -> Response {
    let language = crate::language::of_program(&headers, app.default_language);
    answer(StatusCode::OK, &document::document(language))
}

/// `GET /me`
pub async fn me(program: Program) -> Response {
    let arrival = &program.arrival;
    let membership = |membership: &store::door::Membership| shape::Membership {
        organisation: membership.organisation.to_string(),
        names: membership.names.iter().map(Into::into).collect(),
        roles: membership.roles.clone(),
    };
    answer(
        StatusCode::OK,
        &shape::Me {
            person: arrival.visitor.person.to_string(),
            name: arrival.name.clone(),
            organisations: arrival.memberships.iter().map(membership).collect(),
            scopes: arrival.visitor.scopes.clone(),
        },
    )
}
