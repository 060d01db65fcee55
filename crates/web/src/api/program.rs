//! A program that acts for a person by token: who they are, what the token is good for, what they may see and do.

use std::sync::Arc;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts};
use axum::response::{IntoResponse, Response};
use ledger::hash::Hash;
use ledger::id::{EngagementId, OrganisationId};
use ledger::policy::{Action, Part};
use serde::Serialize;
use store::Store;
use store::acts::{NotDone, Recorded};
use store::door::{Arrival, Look, Terms, Visitor, When};
use store::error::{Code, StoreError};
use store::working::secret::Secret;
use survey::Language;

use super::endpoint::Needs;
use super::problem::Problem;
use super::shape;
use crate::App;
use crate::access::{Access, Trouble, run};

/// A request by token. Cookies are not looked at.
pub struct Program {
    /// The store and the site.
    pub access: Arc<Access>,
    /// For whom it acts, where they belong, and what they may do.
    pub arrival: Arrival,
    /// The organisation it acts for; the address names it, where the address names one.
    pub organisation: OrganisationId,
    /// In which language it is answered.
    pub language: Language,
}

/// What an act recorded, and the secret it made.
#[derive(Default)]
pub struct Acted {
    /// The lines recorded.
    pub recorded: Vec<Recorded>,
    /// A link, shown this once.
    pub link: Option<String>,
    /// Links to engagements, shown this once.
    pub links: Vec<(EngagementId, String)>,
}

impl From<Recorded> for Acted {
    fn from(recorded: Recorded) -> Self {
        Self {
            recorded: vec![recorded],
            ..Self::default()
        }
    }
}

/// Which of several acts was not done, and why.
pub struct Refused(pub Option<usize>, pub NotDone);

impl From<NotDone> for Refused {
    fn from(error: NotDone) -> Self {
        Self(None, error)
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self(None, error.into())
    }
}

impl FromRequestParts<App> for Program {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let language = crate::language::of_program(&parts.headers, app.default_language);
        let problem = |status, code| Problem::new(language, status, code);
        let access = app.access.clone();
        let access = access.ok_or_else(|| Problem::absent(language))?;
        let secret = bearer(&parts.headers);
        let secret = secret.ok_or_else(|| problem(StatusCode::UNAUTHORIZED, "no-token"))?;
        let arrival = run(&access, move |store| store.arrive_by_token(&secret)).await;
        let arrival = arrival
            .map_err(|error| Problem::told(Trouble::failed(&access, language, &error)))?
            .ok_or_else(|| problem(StatusCode::UNAUTHORIZED, "bad-token"))?;
        let (Some(organisation), Some(token)) =
            (arrival.visitor.organisation, arrival.visitor.means.token)
        else {
            return Err(problem(StatusCode::UNAUTHORIZED, "bad-token"));
        };
        if let Err(wait) = app.limits.take(token, access.store.now().moment) {
            return Err(Problem {
                wait: Some(wait),
                ..problem(StatusCode::TOO_MANY_REQUESTS, "too-often")
            });
        }
        if !names(parts, app, organisation).await {
            return Err(Problem::absent(language));
        }
        let needs = parts.extensions.get::<Needs>().copied();
        let scope = needs.and_then(Needs::scope);
        if scope.is_some_and(|scope| !arrival.visitor.scopes.contains(&scope)) {
            return Err(problem(StatusCode::FORBIDDEN, "no-scope"));
        }
        Ok(Self {
            access,
            arrival,
            organisation,
            language,
        })
    }
}

/// The one token a request brings.
fn bearer(headers: &HeaderMap) -> Option<Secret> {
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(given), None) = (given.next(), given.next()) else {
        return None;
    };
    let (scheme, token) = given.to_str().ok()?.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim().parse().ok())
        .flatten()
}

/// Whether the organisation the address names, if it names one, is the token's.
async fn names(parts: &mut Parts, app: &App, organisation: OrganisationId) -> bool {
    let Ok(params) = RawPathParams::from_request_parts(parts, app).await else {
        return false;
    };
    let mut named = params.iter().filter(|(name, _)| *name == "organisation");
    named.all(|(_, id)| id.parse() == Ok(organisation))
}

impl Program {
    /// A problem under `api-CODE`.
    #[must_use]
    pub fn unfit(&self, code: &str, field: &str) -> Problem {
        Problem::unfit(self.language, code, field)
    }

    /// There is nothing of the kind.
    #[must_use]
    pub fn absent(&self) -> Problem {
        Problem::absent(self.language)
    }

    /// A day as people write it.
    ///
    /// # Errors
    /// Where it is none.
    pub fn day(&self, text: &str, field: &str) -> Result<jiff::civil::Date, Problem> {
        survey::read::date::day(text).ok_or_else(|| self.unfit("no-day", field))
    }

    /// As of when: `?at=`, or now.
    ///
    /// # Errors
    /// Where it is no day.
    pub fn when(&self, at: Option<&str>) -> Result<When, Problem> {
        match at {
            None => Ok(When::Now),
            Some(text) => survey::read::date::day(text)
                .map(When::EndOf)
                .ok_or_else(|| Problem {
                    field: Some("at".to_owned()),
                    ..Problem::new(self.language, StatusCode::BAD_REQUEST, "no-day")
                }),
        }
    }

    /// Looks through the door. What may not be seen is answered like what is not there.
    ///
    /// # Errors
    /// The problem to answer instead.
    pub async fn look<T: Send + 'static>(
        &self,
        when: When,
        look: impl FnOnce(&mut Look<'_, '_>) -> Result<Option<T>, StoreError> + Send + 'static,
    ) -> Result<Seen<T>, Problem> {
        let visitor = self.arrival.visitor.clone();
        let seen = run(&self.access, move |store| {
            store.look(&visitor, when, |door| {
                let (begun, head) = (door.organisation().is_some(), door.head().hash);
                Ok::<_, StoreError>((begun, head, look(door)?))
            })
        });
        self.seen(when, seen.await)
    }

    /// Looks at an engagement of the organisation. Where it stands on no side of it, there is nothing.
    ///
    /// # Errors
    /// The problem to answer instead.
    pub async fn look_at<T: Send + 'static>(
        &self,
        engagement: EngagementId,
        when: When,
        look: impl FnOnce(&mut Look<'_, '_>) -> Result<Option<T>, StoreError> + Send + 'static,
    ) -> Result<Seen<T>, Problem> {
        let visitor = self.arrival.visitor.clone();
        let seen = run(&self.access, move |store| {
            store.look_at(&visitor, engagement, when, |door| {
                // Who may not hear of the engagement is not told that it was not there yet either.
                let may = door.may(Action::See(Part::Sides));
                let (begun, head) = (!may || door.engagement()?.is_some(), door.head().hash);
                Ok::<_, StoreError>((begun, head, look(door)?))
            })
        });
        self.seen(when, seen.await)
    }

    /// What was seen of a ledger: whether it had begun by then, its head, and what was asked for.
    fn seen<T>(
        &self,
        when: When,
        seen: Result<Option<(bool, Hash, Option<T>)>, StoreError>,
    ) -> Result<Seen<T>, Problem> {
        match seen {
            Ok(Some((_, head, Some(seen)))) => Ok(Seen {
                seen,
                head: (when == When::Now).then_some(head),
            }),
            Ok(Some((false, _, None))) if when != When::Now => Err(Problem::new(
                self.language,
                StatusCode::NOT_FOUND,
                "not-begun",
            )),
            Ok(_) => Err(self.absent()),
            Err(error) => Err(self.problem(&NotDone::Failed(error))),
        }
    }

    /// Reads something of the organisation that stands in no one ledger.
    ///
    /// # Errors
    /// The problem to answer instead.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Store, &Visitor) -> Result<Option<T>, StoreError> + Send + 'static,
    ) -> Result<T, Problem> {
        let visitor = self.arrival.visitor.clone();
        let read = run(&self.access, move |store| read(store, &visitor)).await;
        read.map_err(|error| self.problem(&NotDone::Failed(error)))?
            .ok_or_else(|| self.absent())
    }

    /// Acts in the person's name, once for each key.
    ///
    /// # Errors
    /// The problem to answer instead.
    pub async fn act(
        &self,
        terms: Terms,
        act: impl FnOnce(&Store, &Visitor) -> Result<Acted, Refused> + Send + 'static,
    ) -> Result<Response, Problem> {
        let insists = terms.expects.is_some();
        let visitor = Visitor {
            terms,
            ..self.arrival.visitor.clone()
        };
        let done = run(&self.access, move |store| once(store, &visitor, act)).await;
        let (acted, again) = done.map_err(|Refused(at, error)| {
            let mut problem = self.problem(&error);
            if insists && error == NotDone::Refused(ledger::admission::Refusal::Stale) {
                problem.status = StatusCode::PRECONDITION_FAILED;
            }
            Problem { at, ..problem }
        })?;
        let mut response = answer(StatusCode::CREATED, &shape::Done::of(&acted));
        if again {
            let replayed = HeaderValue::from_static("true");
            response
                .headers_mut()
                .insert("idempotent-replayed", replayed);
        }
        Ok(response)
    }

    /// What the store said, as it is answered.
    pub(super) fn problem(&self, error: &NotDone) -> Problem {
        match Trouble::told(&self.access, self.language, error) {
            Some(trouble) => Problem {
                wait: wait(error, self.access.store.now().moment.millis()),
                ..Problem::told(trouble)
            },
            None => self.absent(),
        }
    }
}

fn wait(error: &NotDone, now: i64) -> Option<u64> {
    match error {
        NotDone::TooOften(next) => u64::try_from((next.millis() - now) / 1000 + 1).ok(),
        NotDone::Failed(error) if matches!(error.code, Code::Busy) => Some(1),
        _ => None,
    }
}

/// Does it, unless it was done before; says whether it was.
fn once(
    store: &Store,
    visitor: &Visitor,
    act: impl FnOnce(&Store, &Visitor) -> Result<Acted, Refused>,
) -> Result<(Acted, bool), Refused> {
    let before = || {
        let recorded = store.done_before(visitor)?;
        let known = |recorded| Acted {
            recorded,
            ..Acted::default()
        };
        Ok::<_, Refused>(recorded.map(known))
    };
    if let Some(acted) = before()? {
        return Ok((acted, true));
    }
    match act(store, visitor) {
        Ok(acted) => Ok((acted, false)),
        // The same request was under way at the same time and was first.
        Err(Refused(at, NotDone::Failed(error))) if error.code == Code::Conflict => before()?
            .map(|acted| (acted, true))
            .ok_or(Refused(at, NotDone::Failed(error))),
        Err(refused) => Err(refused),
    }
}

/// What was seen, with the head of the ledger it was read from.
pub struct Seen<T> {
    /// What.
    pub seen: T,
    /// The head, where it is seen as it is now.
    pub head: Option<Hash>,
}

impl<T> Seen<T> {
    /// As JSON made of it, with the head as `ETag`.
    pub fn json<U: Serialize>(self, shape: impl FnOnce(T) -> U) -> Response {
        let mut response = answer(StatusCode::OK, &shape(self.seen));
        let tag = self
            .head
            .and_then(|head| HeaderValue::from_str(&format!("\"{head}\"")).ok());
        if let Some(tag) = tag {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

/// A value as JSON.
pub fn answer<T: Serialize>(status: StatusCode, value: &T) -> Response {
    (status, axum::Json(value)).into_response()
}
