//! A visit to a page of a study: which study, in which language, at which address. Where there is no such study, a page says so.

use crate::App;
use crate::language::Chosen;
use crate::layout::{Frame, Section};
use crate::library::Entry;
use crate::refusal::Refusal;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::{Uri, request::Parts};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use survey::Language;

/// A request whose address names a study that is on show.
pub struct Visit {
    /// The study.
    pub entry: Arc<Entry>,
    /// The language.
    pub chosen: Chosen,
    /// The address.
    pub here: Uri,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Visit, Response> {
        let Ok(chosen) = Chosen::from_request_parts(parts, app).await;
        let named = RawPathParams::from_request_parts(parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        let id = named.iter().find(|(name, _)| *name == "id");
        let here = parts.uri.clone();
        match id.and_then(|(_, id)| app.library.find(id)) {
            Some(entry) => Ok(Visit {
                entry,
                chosen,
                here,
            }),
            None => Err(Refusal::NotFound.page(chosen, &here)),
        }
    }
}

impl Visit {
    /// The language.
    pub fn language(&self) -> Language {
        self.chosen.language
    }

    /// The frame of a page with a title of its own.
    pub fn frame(&self, section: Section, title: &str) -> Frame {
        Frame::of_study(self.chosen, &self.here, &self.entry, section, title)
    }

    /// The frame of the page that is a section's first, which carries the section's name.
    pub fn section(&self, section: Section) -> Frame {
        self.frame(section, &section.title(self.language()))
    }

    /// A refusal as a page.
    pub fn refuse(&self, refusal: Refusal) -> Response {
        refusal.page(self.chosen, &self.here)
    }

    /// The page for what the study does not have.
    pub fn nothing(&self) -> Response {
        self.refuse(Refusal::NotFound)
    }
}
