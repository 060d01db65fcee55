//! Whoever holds a link to an engagement's side, or to a screening: not signed in, and let see and do no more than the link says (rule R10).

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, Uri, request::Parts};
use axum::response::{IntoResponse, Redirect, Response};
use store::Store;
use store::acts::NotDone;
use store::door::{Held, Look};
use store::error::StoreError;
use store::working::secret::Secret;
use survey::Language;

use super::form::Expected;
use super::signed::run;
use super::{Access, Site, Trouble, cookie, trouble};
use crate::App;
use crate::language::Chosen;
use crate::layout::Frame;
use crate::refusal::Refusal;

/// A request that brings a link's secret. Without one the visitor is asked for it.
pub struct Holder {
    /// The store and the site.
    pub access: Arc<Access>,
    /// The link's secret.
    pub secret: Secret,
    /// The language.
    pub chosen: Chosen,
    /// The address.
    pub here: Uri,
    /// What their forms must bring along.
    pub token: String,
}

impl FromRequestParts<App> for Holder {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        Self::held(parts, app, cookie::held_side, "/side").await
    }
}

/// A request that brings the secret of a link to a screening: answered without an account, and let see that screening alone.
pub struct Candidate(pub Holder);

impl FromRequestParts<App> for Candidate {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let held = Holder::held(parts, app, cookie::held_screening, "/screening");
        held.await.map(Self)
    }
}

/// What reads the secret from a request's cookies.
type Cookie = fn(&Site, &HeaderMap) -> Option<Secret>;

impl Holder {
    /// Who holds a secret; without one they are sent to the page that asks for it.
    async fn held(
        parts: &mut Parts,
        app: &App,
        cookie: Cookie,
        page: &str,
    ) -> Result<Self, Response> {
        let Ok(chosen) = Chosen::from_request_parts(parts, app).await;
        let here = parts.uri.clone();
        let Some(access) = app.access.clone() else {
            return Err(Refusal::NotFound.page(chosen, &here));
        };
        let Some(secret) = cookie(&access.site, &parts.headers) else {
            return Err(Redirect::to(page).into_response());
        };
        let token = cookie::form_token(&secret, None);
        parts.extensions.insert(Expected(token.clone()));
        Ok(Self {
            access,
            secret,
            chosen,
            here,
            token,
        })
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.chosen.language
    }

    /// Looks at the engagement the link leads to.
    ///
    /// # Errors
    /// The page that says that there is nothing.
    pub async fn look<T: Send + 'static>(
        &self,
        run_look: impl FnOnce(&mut Look<'_, '_>, &Held) -> Result<Option<T>, StoreError>
        + Send
        + 'static,
    ) -> Result<T, Response> {
        let hash = self.secret.hash();
        let seen = self.run(move |store| store.look_by_link(hash, run_look));
        let seen = seen
            .await
            .map_err(|error: StoreError| self.failed(&error.into()))?;
        seen.flatten()
            .ok_or_else(|| Redirect::to("/side?dead=1").into_response())
    }

    /// Runs something in the store.
    ///
    /// # Errors
    /// As the job has it.
    pub async fn run<T: Send + 'static, E: From<StoreError> + Send + 'static>(
        &self,
        job: impl FnOnce(&Store) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        run(&self.access, job).await
    }

    /// A frame without anybody's name.
    #[must_use]
    pub fn frame(&self, title: &str) -> Frame {
        let mut frame = Frame::new(self.chosen, &self.here, title);
        frame.unkept = true;
        frame
    }

    /// A failure as a page.
    #[must_use]
    pub fn failed(&self, error: &NotDone) -> Response {
        trouble::page(&self.access, self.chosen, &self.here, error)
    }

    /// A failure for the head of a form; as a page where the answer is that there is nothing.
    ///
    /// # Errors
    /// The page.
    pub fn trouble(&self, error: &NotDone) -> Result<Trouble, Response> {
        Trouble::told(&self.access, self.language(), error).ok_or_else(|| self.failed(error))
    }
}
