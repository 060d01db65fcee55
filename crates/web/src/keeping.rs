//! Whose studies a visitor sees. Those that came with the program are everybody's; own studies belong to the organisation that opened
//! them and are nobody else's. On a machine of one's own (no organisations, or made-up ones) own studies are the user's.

use crate::App;
use crate::access::{Maybe, Signed, Trouble};
use crate::language::Chosen;
use crate::layout::Bar;
use crate::library::Library;
use crate::refusal::Refusal;
use crate::shelf::Shelf;
use axum::extract::{FromRequestParts, Multipart};
use axum::http::{StatusCode, request::Parts};
use axum::response::Response;
use ledger::id::OrganisationId;
use ledger::policy::WithStudies;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use store::acts::NotDone;
use store::door::Arrival;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Own studies of an organisation, at most.
pub const MOST_STUDIES: usize = 50;
/// Bytes of all files of one study, at most.
pub const LARGEST_STUDY: usize = crate::security::LARGEST_UPLOAD;
/// Files that are taken in at the same time; each may be as large as an upload can be.
const UPLOADS: usize = 3;

/// Opens the shelf of the organisation with this id.
pub type OpenShelf = Box<dyn Fn(&str) -> Box<dyn Shelf> + Send + Sync>;

/// The libraries of the organisations of a server, each read from its shelf when it is first asked for.
pub struct Houses {
    open: OpenShelf,
    libraries: Mutex<BTreeMap<OrganisationId, Arc<OnceLock<Arc<Library>>>>>,
    uploads: Arc<Semaphore>,
}

impl Houses {
    /// None of them read yet.
    #[must_use]
    pub fn new(open: OpenShelf) -> Self {
        Self {
            open,
            libraries: Mutex::default(),
            uploads: Arc::new(Semaphore::new(UPLOADS)),
        }
    }

    /// What an organisation sees: everybody's studies and its own. Reads files when it is first asked for.
    fn library(&self, everybodys: &Library, organisation: OrganisationId) -> Arc<Library> {
        let mut libraries = self
            .libraries
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let slot = Arc::clone(libraries.entry(organisation).or_default());
        drop(libraries);
        let read = || {
            let library = everybodys.beside((self.open)(&organisation.to_string()));
            library.open_kept();
            Arc::new(library)
        };
        Arc::clone(slot.get_or_init(read))
    }
}

/// The studies a visitor may see, and whether they may change those that are their own.
#[derive(Clone)]
pub struct Keeping {
    /// The studies.
    pub library: Arc<Library>,
    /// Who sees them for their organisation; none where own studies are the user's, or the visitor is nobody in particular.
    pub bar: Option<Bar>,
    /// Why own studies cannot be changed.
    refused: Option<Trouble>,
    /// What forms must bring along; empty where no session guards them.
    token: String,
    uploads: Option<Arc<Semaphore>>,
}

impl Keeping {
    /// On a machine of one's own.
    fn users(app: &App) -> Self {
        Self {
            library: Arc::clone(&app.library),
            bar: None,
            refused: None,
            token: String::new(),
            uploads: None,
        }
    }

    /// Everybody's studies.
    fn everybodys(app: &App, refused: Trouble) -> Self {
        Self {
            refused: Some(refused),
            ..Self::users(app)
        }
    }

    /// Whether they may change own studies.
    #[must_use]
    pub fn changes(&self) -> bool {
        self.refused.is_none()
    }

    /// Own studies can be changed, or the page that says why not.
    ///
    /// # Errors
    /// The page.
    pub fn changing(&self, chosen: Chosen, here: &axum::http::Uri) -> Result<(), Response> {
        match &self.refused {
            None => Ok(()),
            Some(why) => Err(why.page(chosen, here)),
        }
    }

    /// A form with files: its token is read before any of them, and only so many come at the same time. Hold what is given meanwhile.
    ///
    /// # Errors
    /// The refusal.
    pub async fn admit(
        &self,
        form: &mut Multipart,
    ) -> Result<Option<OwnedSemaphorePermit>, Refusal> {
        let Some(uploads) = &self.uploads else {
            return Ok(None);
        };
        token_first(form, &self.token).await?;
        let turn = Arc::clone(uploads).try_acquire_owned();
        turn.map(Some).map_err(|_| Refusal::Busy)
    }
}

/// That a form with files begins with the token of its session.
///
/// # Errors
/// The refusal.
pub async fn token_first(form: &mut Multipart, token: &str) -> Result<(), Refusal> {
    let refused = crate::pages::open::refused;
    let first = form.next_field().await.map_err(refused)?;
    let first = first.filter(|field| field.name() == Some(crate::access::FORM_TOKEN));
    let Some(mut field) = first else {
        return Err(Refusal::OtherSession);
    };
    let start = field.chunk().await.map_err(refused)?;
    let whole = start.is_some_and(|start| start.as_ref() == token.as_bytes());
    match whole && field.chunk().await.map_err(refused)?.is_none() {
        true => Ok(()),
        false => Err(Refusal::OtherSession),
    }
}

impl FromRequestParts<App> for Keeping {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let Some(access) = app.access.clone() else {
            Maybe::expect_nothing(parts);
            return Ok(Self::users(app));
        };
        if access.site.is_demonstration() {
            Maybe::expect_nothing(parts);
            return Ok(Self::users(app));
        }
        let maybe = Maybe::from_request_parts(parts, app).await?;
        let refused = |what| Trouble {
            status: StatusCode::FORBIDDEN,
            ..Trouble::with_field(maybe.chosen.language, what, "")
        };
        let Some(houses) = app.houses.clone() else {
            return Ok(Self::everybodys(app, refused("studies-not-kept-here")));
        };
        let roles = |arrival: &Arrival| arrival.home().map(|home| home.roles.clone());
        let roles = maybe.arrival.as_ref().and_then(roles).unwrap_or_default();
        let acts_for = maybe
            .arrival
            .as_ref()
            .and_then(|it| it.visitor.organisation);
        let Some(organisation) = acts_for.filter(|_| WithStudies::Read.permits(&roles)) else {
            return Ok(Self::everybodys(app, refused("studies-not-permitted")));
        };
        let (everybodys, uploads) = (Arc::clone(&app.library), Arc::clone(&houses.uploads));
        let library = maybe
            .run(move |_| Ok::<_, NotDone>(houses.library(&everybodys, organisation)))
            .await
            .map_err(|error| maybe.failed(&error))?;
        let may = WithStudies::Change.permits(&roles);
        Ok(Self {
            library,
            refused: (!may).then(|| refused("studies-not-permitted")),
            bar: maybe.frame("").bar,
            token: maybe.token,
            uploads: Some(uploads),
        })
    }
}

/// What a page on which own studies are opened needs: on a server, somebody signed in.
pub struct Opening {
    /// The studies.
    pub keeping: Keeping,
    /// The language.
    pub chosen: Chosen,
    /// The address.
    pub here: axum::http::Uri,
}

impl Opening {
    /// A refusal as a page.
    pub fn refuse(&self, refusal: Refusal) -> Response {
        refusal.page(self.chosen, &self.here)
    }
}

impl FromRequestParts<App> for Opening {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let keeping = Keeping::from_request_parts(parts, app).await?;
        let Ok(chosen) = Chosen::from_request_parts(parts, app).await;
        let here = parts.uri.clone();
        if !keeping.changes() {
            // Whoever is nobody yet is sent to sign in.
            Signed::from_request_parts(parts, app).await?;
        }
        keeping.changing(chosen, &here)?;
        Ok(Self {
            keeping,
            chosen,
            here,
        })
    }
}
