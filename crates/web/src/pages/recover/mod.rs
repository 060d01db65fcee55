//! Back in with the recovery sheet: asked for today, done when the waiting time has passed and nobody stopped it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use ledger::admission::RECOVERY_WAIT;
use ledger::id::OrganisationId;
use serde::Deserialize;
use store::acts::NotDone;
use store::working::secret::SecretHash;

use crate::access::{Maybe, Sent, Trouble};
use crate::layout::{Frame, Words};
use crate::pages::link::{enter, secret_in};
use crate::pages::standing::recorded;

#[derive(Template)]
#[template(path = "pages/recover/page.html")]
struct Recover {
    frame: Frame,
    token: String,
    number: String,
    trouble: Option<Trouble>,
    /// When it can be completed, where it was just asked for.
    asked: Option<String>,
}

/// What stands on the sheet.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    number: String,
    secret: String,
    act: String,
}

impl Sheet {
    fn read(&self) -> Option<(OrganisationId, SecretHash)> {
        let number: String = self.number.split_whitespace().collect();
        let organisation = number.to_ascii_lowercase().parse().ok()?;
        Some((organisation, secret_in(&self.secret)?.hash()))
    }
}

/// `/recover`
pub async fn page(maybe: Maybe) -> Response {
    show(&maybe, String::new(), None, None)
}

fn show(
    maybe: &Maybe,
    number: String,
    trouble: Option<Trouble>,
    asked: Option<String>,
) -> Response {
    let frame = maybe.frame(&Words(maybe.language()).say("access-recover"));
    let status = trouble
        .as_ref()
        .map_or(StatusCode::OK, |trouble| trouble.status);
    let token = maybe.token.clone();
    let page = Recover {
        token,
        number,
        trouble,
        asked,
        frame: frame.clone(),
    };
    let mut response = frame.answer(&page);
    *response.status_mut() = status;
    response
}

/// `POST /recover`: asks, or completes what was asked. The code is shown to nobody again.
pub async fn act(maybe: Maybe, Sent(sheet): Sent<Sheet>) -> Result<Response, Response> {
    let number = sheet.number.clone();
    let dead = || {
        let trouble = Trouble::with_field(maybe.language(), "access-recover-dead", "secret");
        show(&maybe, number.clone(), Some(trouble), None)
    };
    let Some((organisation, secret)) = sheet.read() else {
        return Ok(dead());
    };
    let completes = sheet.act == "complete";
    let outcome = maybe.run(move |store| match completes {
        true => store
            .complete_recovery_by_sheet(organisation, secret)
            .map(Some),
        false => store
            .request_recovery_by_sheet(organisation, secret)
            .map(|()| None),
    });
    match outcome.await {
        Ok(Some(session)) => enter(&maybe, &session, "/o/security").await,
        Ok(None) => Ok(show(&maybe, number.clone(), None, Some(due(&maybe)))),
        Err(NotDone::Absent) => Ok(dead()),
        Err(error) => Ok(show(
            &maybe,
            number.clone(),
            Some(maybe.trouble(&error)?),
            None,
        )),
    }
}

fn due(maybe: &Maybe) -> String {
    let (store, w) = (&maybe.access.store, Words(maybe.language()));
    recorded(store.now().moment.plus(RECOVERY_WAIT), store.offset(), w)
}
