//! Who asks for a page: somebody signed in, or perhaps nobody.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::{Method, Uri, request::Parts};
use axum::response::{IntoResponse, Redirect, Response};
use ledger::body::Kind;
use ledger::hash::Hash;
use ledger::id::EngagementId;
use ledger::policy::{Action, Part};
use store::Store;
use store::acts::NotDone;
use store::door::{Arrival, Look, NamedEngagement, When};
use store::error::StoreError;
use store::working::secret::Secret;
use survey::Language;

use super::form::Expected;
use super::{Access, Trouble, cookie, trouble};
use crate::App;
use crate::language::Chosen;
use crate::layout::{Bar, Frame, Head, Words, house_groups, told};
use crate::refusal::Refusal;

/// A restore is said on every page for so long: 30 days.
const SAID_FOR: i64 = 30 * 86_400_000;

/// A request of somebody who is signed in. Without a session the visitor is sent to sign in, and back here afterwards.
pub struct Signed {
    /// The store and the site.
    pub access: Arc<Access>,
    /// Who, where they belong, and what they may do.
    pub arrival: Arrival,
    /// The language.
    pub chosen: Chosen,
    /// The address.
    pub here: Uri,
    /// As of when they look: `?at=`.
    pub when: When,
    /// What their forms must bring along.
    pub token: String,
}

/// A request of somebody who may be signed in.
pub struct Maybe {
    /// The store and the site.
    pub access: Arc<Access>,
    /// Who, if anybody.
    pub arrival: Option<Arrival>,
    /// The secret of the session they hold, if it still works.
    pub session: Option<Secret>,
    /// The language.
    pub chosen: Chosen,
    /// The address.
    pub here: Uri,
    /// What their forms must bring along; empty for nobody.
    pub token: String,
}

impl FromRequestParts<App> for Maybe {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let Ok(chosen) = Chosen::from_request_parts(parts, app).await;
        let here = parts.uri.clone();
        let Some(access) = app.access.clone() else {
            return Err(Refusal::NotFound.page(chosen, &here));
        };
        let secret = cookie::held(&access.site, &parts.headers);
        let arrival = match secret.clone() {
            None => None,
            Some(secret) => run(&access, move |store| store.arrive(&secret))
                .await
                .map_err(|error| {
                    Trouble::failed(&access, chosen.language, &error).page(chosen, &here)
                })?,
        };
        let session = secret.filter(|_| arrival.is_some());
        let acts_for = arrival
            .as_ref()
            .and_then(|arrival| arrival.visitor.organisation);
        let token = session.as_ref().map_or(String::new(), |session| {
            cookie::form_token(session, acts_for)
        });
        parts.extensions.insert(Expected(token.clone()));
        Ok(Self {
            access,
            arrival,
            session,
            chosen,
            here,
            token,
        })
    }
}

impl FromRequestParts<App> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let maybe = Maybe::from_request_parts(parts, app).await?;
        let Some(arrival) = maybe.arrival else {
            return Err(to_sign_in(&parts.method, &parts.uri));
        };
        let when = match asked_day(&maybe.here) {
            Some(when) => when,
            // The form for the day stands there: it says what is wrong itself.
            None if maybe.here.path() == "/o" => When::Now,
            None => return Err(Refusal::BadDay.page(maybe.chosen, &maybe.here)),
        };
        Ok(Self {
            access: maybe.access,
            arrival,
            chosen: maybe.chosen,
            here: maybe.here,
            when,
            token: maybe.token,
        })
    }
}

/// Back to the page after signing in. A form that was sent stands, if it is a long one, at the address it was sent to;
/// what was typed is still in the browser.
fn to_sign_in(method: &Method, here: &Uri) -> Response {
    let next = here.path_and_query().map_or("/o", |path| path.as_str());
    let mut pairs = vec![("next", next)];
    if *method != Method::GET {
        pairs.push(("over", "1"));
    }
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    Redirect::to(&format!("/sign-in?{query}")).into_response()
}

/// The day of `?at=`, as people write days; none where it is not one.
fn asked_day(here: &Uri) -> Option<When> {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(here.query().unwrap_or("")).ok()?;
    match pairs.into_iter().find(|(key, _)| key == "at") {
        Some((_, day)) if !day.trim().is_empty() => survey::read::date::day(&day).map(When::EndOf),
        _ => Some(When::Now),
    }
}

/// Runs something that blocks beside the server's own threads.
pub(crate) async fn run<T, E>(
    access: &Arc<Access>,
    job: impl FnOnce(&Store) -> Result<T, E> + Send + 'static,
) -> Result<T, E>
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let store = Arc::clone(&access.store);
    match tokio::task::spawn_blocking(move || job(&store)).await {
        Ok(done) => done,
        // A panic in there is this request's alone (rule R16).
        Err(broken) => std::panic::resume_unwind(broken.into_panic()),
    }
}

impl Maybe {
    /// Where no session guards forms, they bring nothing along.
    pub fn expect_nothing(parts: &mut Parts) {
        parts.extensions.insert(Expected(String::new()));
    }

    /// Does something in the store that needs no session.
    ///
    /// # Errors
    /// As the act has it.
    pub async fn run<T: Send + 'static, E: From<StoreError> + Send + 'static>(
        &self,
        job: impl FnOnce(&Store) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        run(&self.access, job).await
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.chosen.language
    }

    /// A frame that names whoever is signed in.
    #[must_use]
    pub fn frame(&self, title: &str) -> Frame {
        let mut frame = Frame::new(self.chosen, &self.here, title);
        let bar = |arrival| Bar::new(arrival, self.chosen.language, &self.token);
        frame.bar = self.arrival.as_ref().map(bar);
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
        Trouble::told(&self.access, self.chosen.language, error).ok_or_else(|| self.failed(error))
    }
}

impl Signed {
    /// The same as of a page that anybody may ask for.
    #[must_use]
    pub fn maybe(&self) -> Maybe {
        Maybe {
            access: Arc::clone(&self.access),
            arrival: Some(self.arrival.clone()),
            session: None,
            chosen: self.chosen,
            here: self.here.clone(),
            token: self.token.clone(),
        }
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.chosen.language
    }

    /// Whether they may do something in the organisation acted for.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.arrival.may(action)
    }

    /// Whether a form to record something has its place on the page: they may, it is not a past day they look at, and the ledger is open.
    #[must_use]
    pub fn can(&self, kind: Kind) -> bool {
        self.when == When::Now && self.is_open() && self.may(Action::Record(kind))
    }

    /// Whether the organisation acted for has neither left nor become part of another.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let home = self.arrival.home();
        home.is_some_and(|home| home.ended.is_none())
    }

    /// The past day they look at, as addresses name it.
    #[must_use]
    pub fn past(&self) -> Option<String> {
        match self.when {
            When::Now => None,
            When::EndOf(day) => Some(day.to_string()),
        }
    }

    /// Looks through the door, as of `?at=`. What they may not see is absent: the page that says so is the one for anything absent.
    ///
    /// # Errors
    /// The page to answer instead.
    pub async fn look<T: Send + 'static>(
        &self,
        run: impl FnOnce(&mut Look<'_, '_>) -> Result<Option<T>, StoreError> + Send + 'static,
    ) -> Result<T, Response> {
        let (visitor, when) = (self.arrival.visitor.clone(), self.when);
        let seen = self
            .run(move |store| {
                store.look(&visitor, when, |look| {
                    let begun = look.organisation().is_some();
                    Ok::<_, StoreError>((begun, run(look)?))
                })
            })
            .await
            .map_err(|error| self.failed(&NotDone::Failed(error)))?;
        match seen {
            Some((_, Some(seen))) => Ok(seen),
            Some((false, None)) if self.when != When::Now => {
                Err(Refusal::NotBegun.framed(&self.frame("")))
            }
            _ => Err(self.failed(&NotDone::Absent)),
        }
    }

    /// Looks at an engagement of the organisation acted for, as of `?at=`.
    ///
    /// # Errors
    /// The page to answer instead: where they stand on no side of it, there is nothing.
    pub async fn look_at<T: Send + 'static>(
        &self,
        engagement: EngagementId,
        run: impl FnOnce(&mut Look<'_, '_>) -> Result<Option<T>, StoreError> + Send + 'static,
    ) -> Result<T, Response> {
        let (visitor, when) = (self.arrival.visitor.clone(), self.when);
        let seen = self
            .run(move |store| {
                store.look_at(&visitor, engagement, when, |look| {
                    let may = look.may(Action::See(Part::Sides));
                    Ok((may, run(look)?))
                })
            })
            .await
            .map_err(|error: StoreError| self.failed(&NotDone::Failed(error)))?;
        match seen {
            Some((_, Some(seen))) => Ok(seen),
            Some((true, None)) if self.when != When::Now => {
                Err(Refusal::NotBegun.framed(&self.frame("")))
            }
            _ => Err(self.failed(&NotDone::Absent)),
        }
    }

    /// Does something in their name.
    ///
    /// # Errors
    /// As the act has it: [`Self::trouble`] puts it into words.
    pub async fn act<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Store, &store::door::Visitor) -> Result<T, NotDone> + Send + 'static,
    ) -> Result<T, NotDone> {
        let visitor = self.arrival.visitor.clone();
        self.run(move |store| act(store, &visitor)).await
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

    /// What was asked for as a day and is none.
    #[must_use]
    pub fn bad_day(&self) -> Option<Trouble> {
        let wrong = asked_day(&self.here).is_none();
        wrong.then(|| Trouble::with_field(self.language(), "standing-bad-day", "at"))
    }

    /// The frame of a page of the organisation, with person, organisation, sections and the day looked at.
    #[must_use]
    pub fn frame(&self, title: &str) -> Frame {
        let language = self.chosen.language;
        let mut frame = Frame::new(self.chosen, &self.here, title);
        let (here, at) = (self.here.path(), self.at());
        frame.groups = house_groups(&self.arrival, here, &at, Words(language));
        let mut bar = Bar::new(&self.arrival, language, &self.token);
        bar.restored = self.restored();
        bar.ended = self.arrival.home().and_then(|home| home.ended);
        if let When::EndOf(day) = self.when {
            bar.as_of = Some((day, self.here.path().to_owned()));
        }
        frame.bar = Some(bar);
        frame.unkept = true;
        frame.done = told(&self.here, "", Words(language));
        let visitor = &self.arrival.visitor;
        let organisation = visitor.organisation.map_or([0; 16], |one| one.0);
        frame.who = Hash::of("torikime/drafts/1", &[&visitor.person.0, &organisation]).to_string();
        frame
    }

    /// The frame of a page of an engagement: its title, who stands across, and its other pages as well.
    #[must_use]
    pub fn frame_of(&self, seen: &NamedEngagement, title: &str) -> Frame {
        let (words, at) = (Words(self.chosen.language), self.at());
        let mut frame = self.frame(title);
        let head = Head::of(&self.arrival, seen, (self.here.path(), &at), words);
        frame.done = told(&self.here, &head.across, words);
        frame.head = Some(head);
        frame
    }

    /// What follows an address while a past day is looked at.
    pub(crate) fn at(&self) -> String {
        let past = self.past();
        past.map_or(String::new(), |day| format!("?at={day}"))
    }

    /// The day the server was restored from a backup: said on every page for a month, on the ledger's always.
    fn restored(&self) -> Option<jiff::civil::Date> {
        let (store, restored) = (&self.access.store, self.arrival.restored?);
        let lately = store.now().moment < restored.plus(SAID_FOR);
        let shown = lately || self.here.path() == "/o/ledger";
        shown.then(|| restored.day(store.offset()))
    }

    /// A failure as a page.
    #[must_use]
    pub fn failed(&self, error: &NotDone) -> Response {
        trouble::page(&self.access, self.chosen, &self.here, error)
    }

    /// A failure for the head of a form that keeps what was typed; as a page where the answer is that there is nothing.
    ///
    /// # Errors
    /// The page.
    pub fn trouble(&self, error: &NotDone) -> Result<Trouble, Response> {
        Trouble::told(&self.access, self.chosen.language, error).ok_or_else(|| self.failed(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it_or_refused() {
        let day = |y, m, d| Some(When::EndOf(jiff::civil::date(y, m, d)));
        for (query, wanted) in [
            ("/o", Some(When::Now)),
            ("/o?at=", Some(When::Now)),
            ("/o?lang=ja", Some(When::Now)),
            ("/o?at=2020-10-31", day(2020, 10, 31)),
            (
                "/o?at=%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%90%EF%BC%8D10%EF%BC%8D31",
                day(2020, 10, 31),
            ),
            ("/o?at=R2.10.31", day(2020, 10, 31)),
            ("/o?at=2020-13-01", None),
            ("/o?at=yesterday", None),
        ] {
            assert_eq!(asked_day(&query.parse().unwrap()), wanted, "{query}");
        }
    }
}
