//! Why an act was not done, in words: for the head of a form, or as a page of its own.

use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use ledger::admission::Refusal as Admission;
use report::words;
use store::acts::NotDone;
use store::error::{Code, StoreError};
use survey::Language;

use super::Access;
use crate::language::Chosen;
use crate::refusal::{self, Refusal};

/// What did not work: the cause and the next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The answer's status.
    pub status: StatusCode,
    /// The key of its words.
    pub key: String,
    /// In a few words, where it is a page.
    pub title: String,
    /// What happened.
    pub cause: String,
    /// The next step.
    pub remedy: String,
    /// The field it is about, by its name in the form.
    pub field: &'static str,
}

impl Trouble {
    /// A mistake in a field, under a key of the words.
    #[must_use]
    pub fn with_field(language: Language, key: &str, field: &'static str) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Self {
            field,
            ..Self::of(language, status, key, &[])
        }
    }

    /// About this field, where it names none itself.
    #[must_use]
    pub fn or_at(self, field: &'static str) -> Self {
        match self.field {
            "" => Self { field, ..self },
            _ => self,
        }
    }

    fn of(language: Language, status: StatusCode, key: &str, args: &[(&str, String)]) -> Self {
        Self {
            status,
            key: key.to_owned(),
            title: words::say(language, "access-not-done", &[]),
            cause: words::say(language, key, args),
            remedy: words::attr(language, key, "remedy", args),
            field: "",
        }
    }

    /// What admission, a limit or the store said. None where the answer is that there is nothing.
    #[must_use]
    pub fn told(access: &Access, language: Language, error: &NotDone) -> Option<Self> {
        let now = access.store.now().moment;
        match error {
            NotDone::Absent | NotDone::Unproved => None,
            NotDone::Refused(refused) => {
                let key = format!("refusal-{refused}");
                Some(Self::of(language, status(*refused), &key, &[]))
            }
            NotDone::Unfit(unfit) => {
                let key = format!("evidence-unfit-{unfit}");
                Some(Self::with_field(language, &key, "file"))
            }
            NotDone::InPerson => {
                let args = [("address", access.site.address("/o/people"))];
                let status = StatusCode::FORBIDDEN;
                Some(Self::of(language, status, "access-in-person", &args))
            }
            NotDone::TooOften(next) => {
                let minutes = (next.millis() - now.millis()).max(0) / 60_000 + 1;
                let args = [("minutes", minutes.to_string())];
                let status = StatusCode::TOO_MANY_REQUESTS;
                Some(Self::of(language, status, "access-too-often", &args))
            }
            NotDone::OtherRequest => {
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                Some(Self::of(language, status, "api-other-request", &[]))
            }
            NotDone::Failed(error) => Some(Self::failed(access, language, error)),
        }
    }

    /// The store failed: the visitor gets a number, the log gets the number and the cause.
    pub fn failed(access: &Access, language: Language, error: &StoreError) -> Self {
        let number = format!("{:x}", access.store.now().moment.millis());
        (access.log)(&number, error);
        let stopped = (StatusCode::SERVICE_UNAVAILABLE, "organisation-stopped");
        let (status, key) = match error.code {
            Code::Busy => (StatusCode::SERVICE_UNAVAILABLE, "access-busy"),
            // What was under way may be on disk or not, and nobody can tell before the next start.
            _ if access.store.stopped().is_some() => stopped,
            Code::Stopped | Code::Disk | Code::Damaged | Code::OtherKey | Code::Unreachable => {
                stopped
            }
            Code::DiskFull => (StatusCode::INSUFFICIENT_STORAGE, "access-full"),
            _ => (StatusCode::INTERNAL_SERVER_ERROR, "access-failed"),
        };
        Self::of(language, status, key, &[("number", number)])
    }

    /// As a page of its own.
    #[must_use]
    pub fn page(&self, chosen: Chosen, here: &Uri) -> Response {
        let frame = crate::layout::Frame::new(chosen, here, self.title.clone());
        refusal::page(&frame, self.status, &self.cause, &self.remedy)
    }
}

/// 409 where somebody else was quicker, 422 where what was asked cannot be.
fn status(refused: Admission) -> StatusCode {
    match refused {
        Admission::NotPermitted
        | Admission::NotApprover
        | Admission::OwnRequest
        | Admission::RouteInForce => StatusCode::FORBIDDEN,
        Admission::Stale
        | Admission::AlreadyBegun
        | Admission::AlreadyCorrected
        | Admission::AlreadyUsed
        | Admission::AlreadyConfirmed
        | Admission::InvitationTaken
        | Admission::RecoveryWaits => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// To where a passkey is shown, and back to the page the form stands on.
fn prove(here: &Uri) -> Response {
    let mut parts = here.path().split('/');
    let page = match (parts.next(), parts.next(), parts.next()) {
        (Some(""), Some("o"), Some(section)) => format!("/o/{section}"),
        _ => "/o".to_owned(),
    };
    let query = serde_urlencoded::to_string([("next", page.as_str()), ("again", "1")]);
    Redirect::to(&format!("/sign-in?{}", query.unwrap_or_default())).into_response()
}

/// An act's or a look's failure as a page: hidden and absent are the same.
pub(super) fn page(access: &Access, chosen: Chosen, here: &Uri, error: &NotDone) -> Response {
    if *error == NotDone::Unproved {
        return prove(here);
    }
    match Trouble::told(access, chosen.language, error) {
        Some(trouble) => trouble.page(chosen, here),
        None => Refusal::NotFound.page(chosen, here),
    }
}
