//! Somebody lost every passkey: an owner asks for them, anybody concerned may stop it, and after the waiting time the owner hands over a link.

use axum::response::Response;
use serde::Deserialize;
use store::acts::{NotDone, RECOVERY_LINK_LASTS};

use super::{settled, show};
use crate::access::{Maybe, Sent, Signed};
use crate::layout::Words;
use crate::pages::link::{Code, Once, dead, enter, kinds, page, secret_in};

const HOUR: i64 = 3_600_000;

/// Whose recovery.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Whose {
    person: String,
}

impl Whose {
    fn read(&self, signed: &Signed) -> Result<ledger::id::PersonId, Response> {
        let person = self.person.parse();
        person.map_err(|_| signed.failed(&NotDone::Absent))
    }
}

/// `POST /o/security/recover`: an owner asks for somebody else. Everybody who could stop it hears of it.
pub async fn request(signed: Signed, Sent(form): Sent<Whose>) -> Result<Response, Response> {
    let person = form.read(&signed)?;
    let done = signed
        .act(move |store, visitor| store.request_recovery(visitor, person))
        .await;
    settled(&signed, done).await
}

/// `POST /o/security/stop`: stops a recovery that waits.
pub async fn stop(signed: Signed, Sent(form): Sent<Whose>) -> Result<Response, Response> {
    let person = form.read(&signed)?;
    let done = signed
        .act(move |store, visitor| store.stop_recovery(visitor, person))
        .await;
    settled(&signed, done).await
}

/// `POST /o/security/complete`: the link for the person, shown once.
pub async fn complete(signed: Signed, Sent(form): Sent<Whose>) -> Result<Response, Response> {
    let person = form.read(&signed)?;
    let done = signed
        .act(move |store, visitor| store.complete_recovery(visitor, person))
        .await;
    let secret = match done {
        Ok(secret) => secret,
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            return show(&signed, Some(trouble)).await;
        }
    };
    let w = Words(signed.language());
    let page = Once {
        told: None,
        text: w.with(
            "organisation-back-text",
            "hours",
            RECOVERY_LINK_LASTS / HOUR,
        ),
        label: w.say("organisation-back-link"),
        secret: format!(
            "{}#{}",
            signed.access.site.address("/recover/link"),
            secret.reveal()
        ),
        care: w.say("organisation-back-care"),
        back: ("/o/security".into(), w.say("access-section-security")),
        frame: signed.frame(&w.say("organisation-back")),
    };
    Ok(page.answer())
}

/// `GET /recover/link`
pub async fn link(maybe: Maybe) -> Response {
    page(&maybe, kinds::BACK)
}

/// `POST /recover/link`: back in, to register a new passkey.
pub async fn come_back(maybe: Maybe, Sent(code): Sent<Code>) -> Result<Response, Response> {
    let Some(secret) = secret_in(&code.secret) else {
        return Ok(dead(&maybe, kinds::BACK));
    };
    let hash = secret.hash();
    match maybe.run(move |store| store.come_back(hash)).await {
        Ok(session) => enter(&maybe, &session, "/o/security").await,
        Err(NotDone::Absent) => Ok(dead(&maybe, kinds::BACK)),
        Err(error) => Err(maybe.failed(&error)),
    }
}
