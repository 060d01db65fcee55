//! A secret that was just made, on a page that is shown once.

use std::borrow::Cow;

use askama::Template;
use axum::response::Response;

use crate::layout::Frame;

/// The page; it keeps nothing, and no cache keeps it.
#[derive(Template)]
#[template(path = "pages/link/once.html")]
pub struct Once {
    /// Its title says what was made.
    pub frame: Frame,
    /// What else was done with it.
    pub told: Option<String>,
    /// How long it works, and that it is not shown again.
    pub text: String,
    /// What it is.
    pub label: String,
    /// The secret, or the link that holds it.
    pub secret: String,
    /// How to handle it.
    pub care: String,
    /// Where to go on: address and name.
    pub back: (Cow<'static, str>, String),
}

impl Once {
    /// As an answer.
    #[must_use]
    pub fn answer(&self) -> Response {
        self.frame.answer(self)
    }
}
