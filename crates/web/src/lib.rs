//! The pages: server-rendered, readable without JavaScript, Japanese and English equal.
//!
//! A page is a function of the library of studies, the address and the language. This crate reads no clock
//! and no files: what must be kept between starts goes through [`shelf::Shelf`], which the binary provides.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod assets;
pub mod components;
pub mod download;
pub mod language;
pub mod layout;
pub mod library;
pub mod own;
pub mod pages;
pub mod refusal;
pub mod security;
pub mod shelf;
pub mod tone;
pub mod visit;

use axum::Router;
use std::sync::Arc;

/// Everything a page may read.
#[derive(Clone)]
pub struct App {
    /// The studies on show and those of the user.
    pub library: Arc<library::Library>,
    /// The present moment as it is written into trails: an RFC 3339 time.
    pub clock: fn() -> String,
    /// A number nobody can guess: the order of an anonymised copy is shuffled by it.
    pub seed: fn() -> u64,
    /// The language when a visitor asks for none: the locale of the server's user.
    pub default_language: survey::Language,
}

/// All routes with the headers and checks that every answer carries.
pub fn router(app: App) -> Router {
    let dressed = axum::middleware::from_fn_with_state(app.clone(), refusal::dressed);
    let pages = pages::routes().layer(dressed);
    security::guard(pages.merge(assets::routes()).with_state(app))
}
