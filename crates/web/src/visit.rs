//! A visit to a page of a study: which study, in which language, at which address. Where there is no such study, a page says so.

use crate::App;
use crate::access::Signed;
use crate::keeping::Keeping;
use crate::language::Chosen;
use crate::layout::{Frame, Section};
use crate::library::{Entry, Kind};
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
    /// The studies it is one of.
    pub keeping: Keeping,
    /// The language.
    pub chosen: Chosen,
    /// The address.
    pub here: Uri,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Visit, Response> {
        let keeping = Keeping::from_request_parts(parts, app).await?;
        let Ok(chosen) = Chosen::from_request_parts(parts, app).await;
        let named = RawPathParams::from_request_parts(parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        let id = named.iter().find(|(name, _)| *name == "id");
        let here = parts.uri.clone();
        match id.and_then(|(_, id)| keeping.library.find(id)) {
            Some(entry) => Ok(Visit {
                entry: computed(entry).await,
                keeping,
                chosen,
                here,
            }),
            None if keeping.bar.is_none() && !keeping.changes() => {
                // Whatever there may be for somebody, nobody is asked to sign in first.
                Signed::from_request_parts(parts, app).await?;
                Err(Refusal::NotFound.page(chosen, &here))
            }
            None => Err(Refusal::NotFound.page(chosen, &here)),
        }
    }
}

/// Computes a study beside the server's own threads, so that no page has to.
async fn computed(entry: Arc<Entry>) -> Arc<Entry> {
    let job = Arc::clone(&entry);
    // A panic in there is met again, and caught, where the page asks for the same.
    let _ = tokio::task::spawn_blocking(move || {
        job.workup();
    })
    .await;
    entry
}

impl Visit {
    /// The language.
    pub fn language(&self) -> Language {
        self.chosen.language
    }

    /// The frame of a page with a title of its own.
    pub fn frame(&self, section: Section, title: &str) -> Frame {
        let mut frame = Frame::of_study(self.chosen, &self.here, &self.entry, section, title);
        if self.entry.kind == Kind::Own && self.keeping.bar.is_some() {
            frame.bar.clone_from(&self.keeping.bar);
            frame.unkept = true;
        }
        frame
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
