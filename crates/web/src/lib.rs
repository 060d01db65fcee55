//! The pages: server-rendered, readable without JavaScript, Japanese and English equal; and the same for programs, as JSON.
//!
//! A page is a function of the library of studies, the address and the language. This crate reads no clock
//! and no files: what must be kept between starts goes through [`shelf::Shelf`], which the binary provides.
// A page that refuses answers with a whole response; nothing here is so hot that a box would pay.
#![allow(clippy::result_large_err)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod access;
pub mod api;
pub mod assets;
mod beside;
pub mod catalogue;
pub mod components;
pub mod days;
pub mod download;
mod filing;
pub mod health;
pub mod keeping;
pub mod language;
pub mod layout;
pub mod library;
pub mod own;
pub mod own_list;
pub mod pages;
pub mod refusal;
pub mod register;
pub mod security;
pub mod shelf;
pub mod tone;
pub mod visit;

use axum::Router;
use axum::routing::get;
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
    /// The organisations' own studies, where the server keeps any of them.
    pub houses: Option<Arc<keeping::Houses>>,
    /// Organisations and their people, where the server keeps any.
    pub access: Option<Arc<access::Access>>,
    /// How often programs may ask.
    pub limits: Arc<api::limit::Limits>,
}

/// All routes with the headers and checks that every answer carries.
pub fn router(app: App) -> Router {
    let dressed = axum::middleware::from_fn_with_state(app.clone(), refusal::dressed);
    let pages = pages::routes().layer(dressed);
    let hosts = security::Hosts::of(&app);
    let health = Router::new().route("/health", get(health::page));
    let health = health.with_state(app.clone());
    let all = pages.merge(assets::routes()).merge(api::routes(&app));
    security::guard(all.with_state(app), hosts).merge(health)
}
