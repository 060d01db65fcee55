//! Whether this process can answer: for a proxy or a monitor that asks every few seconds, under whatever name it reaches the machine.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::App;

/// `GET /health`: 200 `ok`, or 503 with a word for what failed. It tells nothing of what is kept.
pub async fn page(State(app): State<App>) -> Response {
    let (status, word) = match trouble(&app).await {
        None => (StatusCode::OK, "ok\n"),
        Some(word) => (StatusCode::SERVICE_UNAVAILABLE, word),
    };
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, headers, word).into_response()
}

/// What keeps it from working: writing has stopped, or nothing can be read.
async fn trouble(app: &App) -> Option<&'static str> {
    let access = app.access.clone()?;
    let read = move || {
        let store = &access.store;
        match store.stopped() {
            Some(_) => Some("stopped\n"),
            None => store
                .read(|read| read.note())
                .err()
                .map(|_| "unreachable\n"),
        }
    };
    let read = tokio::task::spawn_blocking(read).await;
    read.unwrap_or(Some("unreachable\n"))
}
