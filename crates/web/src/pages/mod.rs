//! One folder a page: what it answers (`mod.rs`) and how it looks (`page.html`).

pub mod home;
pub mod study;

use crate::App;
use axum::Router;
use axum::routing::get;

/// Routes of all pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home::page))
        .route("/studies/{id}", get(study::page))
        .fallback(crate::refusal::nowhere)
}
