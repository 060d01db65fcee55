//! One folder a page: what it answers (`mod.rs`) and how it looks (`page.html`).

pub mod cite;
pub mod help;
pub mod home;
pub mod licences;
pub mod question;
pub mod questions;
pub mod study;

use crate::App;
use axum::Router;
use axum::routing::get;

/// Routes of all pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home::page))
        .route("/help", get(help::page))
        .route("/licences", get(licences::page))
        .route("/studies/{id}", get(study::page))
        .route("/studies/{id}/questions", get(questions::page))
        .route("/studies/{id}/questions/{question}", get(question::page))
        .route("/studies/{id}/cite", get(cite::page))
        .fallback(crate::refusal::nowhere)
}
