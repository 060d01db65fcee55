//! Ways into the organisation: one's own passkeys, and those of others that wait for somebody to vouch for them.

use askama::Template;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use ledger::body::Kind;
use ledger::policy::Action;
use ledger::view::house::{CredentialView, RecoveryView};
use serde::Deserialize;
use store::acts::NotDone;
use store::door::When;

use crate::access::{Sent, Signed, Trouble, passkey};
use crate::layout::{Frame, Words};
use crate::pages::sign_in::Nothing;
use crate::pages::standing::recorded;

#[derive(Template)]
#[template(path = "pages/security/page.html")]
struct Security {
    frame: Frame,
    token: String,
    keys: Vec<Key>,
    waiting: Vec<Waiting>,
    /// Whether passkeys work at this address.
    works: bool,
    trouble: Option<Trouble>,
}

/// A recovery that waits, and may be stopped.
struct Waiting {
    person: String,
    name: String,
    until: String,
    may_stop: bool,
}

struct Key {
    id: String,
    name: String,
    state: &'static str,
    tone: &'static str,
    may_confirm: bool,
    may_revoke: bool,
}

/// `/o/security`
pub async fn page(signed: Signed) -> Result<Response, Response> {
    show(&signed, None).await
}

async fn show(signed: &Signed, trouble: Option<Trouble>) -> Result<Response, Response> {
    let visitor = signed.arrival.visitor.clone();
    let me = visitor.person;
    let own = signed.run(move |store| store.own_passkeys(&visitor)).await;
    let own = own.map_err(|error| signed.failed(&NotDone::Failed(error)))?;
    let (security, people) = signed
        .look(|look| Ok(look.security().zip(Some(look.people()?))))
        .await?;
    let w = Words(signed.language());
    let people = people.map_or(Vec::new(), ledger::disclosed::Disclosed::into_inner);
    let named = |view: &CredentialView| {
        let label = own.iter().find(|passkey| passkey.id == view.credential);
        let member = people
            .iter()
            .find(|member| member.member.person == view.person);
        let person = member.and_then(|member| member.name.clone());
        match label {
            Some(passkey) => w.with("access-passkey-own", "label", &passkey.label),
            None if view.person == me => w.say("access-passkey-yours"),
            None => person.unwrap_or_else(|| w.say("access-erased")),
        }
    };
    let changes = signed.when == When::Now;
    let may = |kind| changes && signed.may(Action::Record(kind));
    let key = |view: &CredentialView| Key {
        id: view.credential.to_string(),
        name: named(view),
        state: state(view).0,
        tone: state(view).1,
        may_confirm: !view.confirmed
            && !view.revoked
            && view.person != me
            && may(Kind::CredentialConfirmed),
        may_revoke: !view.revoked && changes && (view.person == me || may(Kind::CredentialRevoked)),
    };
    let waiting = |view: &RecoveryView| {
        let member = people
            .iter()
            .find(|member| member.member.person == view.person);
        let name = member.and_then(|member| member.name.clone());
        Waiting {
            person: view.person.to_string(),
            name: name.unwrap_or_else(|| w.say("access-erased")),
            until: recorded(view.waits_until, signed.access.store.offset(), w),
            may_stop: changes && (view.person == me || may(Kind::RecoveryStopped)),
        }
    };
    let frame = signed.frame(&w.say("access-section-security"));
    let status = trouble
        .as_ref()
        .map_or(StatusCode::OK, |trouble| trouble.status);
    let mut response = frame.answer(&Security {
        token: signed.token.clone(),
        keys: security.get().credentials.iter().map(key).collect(),
        waiting: security.get().recoveries.iter().map(waiting).collect(),
        works: passkey::site(&signed.access.site).is_some(),
        trouble,
        frame: frame.clone(),
    });
    *response.status_mut() = status;
    Ok(response)
}

fn state(view: &CredentialView) -> (&'static str, &'static str) {
    match view {
        CredentialView { revoked: true, .. } => ("access-passkey-revoked", "mute"),
        CredentialView {
            confirmed: true, ..
        } => ("access-passkey-confirmed", "good"),
        _ => ("access-passkey-waits", "care"),
    }
}

/// `POST /o/security/passkeys/ask`: what to ask the browser.
pub async fn ask(signed: Signed, Sent(Nothing {}): Sent<Nothing>) -> Result<Response, Response> {
    let visitor = signed.arrival.visitor.clone();
    let own = signed.run(move |store| store.own_passkeys(&visitor)).await;
    let own = own.map_err(|error| signed.failed(&NotDone::Failed(error)))?;
    let known: Vec<Vec<u8>> = own.into_iter().map(|passkey| passkey.handle).collect();
    let (me, name) = (signed.arrival.visitor.person, &signed.arrival.name);
    let asked = passkey::ask_new(&signed.access.site, me, name, &known);
    let asked = asked.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let state = asked.state;
    let kept = signed
        .run(move |store| store.begin_ceremony(passkey::REGISTER, state))
        .await;
    let kept = kept.map_err(|error| signed.failed(&NotDone::Failed(error)))?;
    let body = serde_json::json!({ "state": kept.reveal(), "options": asked.options });
    Ok(([("cache-control", "no-store")], Json(body)).into_response())
}

/// The browser's answer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    label: String,
    state: String,
    answer: String,
}

/// `POST /o/security/passkeys`: a new passkey.
pub async fn keep(signed: Signed, Sent(form): Sent<Answer>) -> Result<Response, Response> {
    let Ok(secret) = form.state.parse::<store::working::secret::Secret>() else {
        return refused(&signed).await;
    };
    let hash = secret.hash();
    let state = signed
        .run(move |store| store.end_ceremony(passkey::REGISTER, hash))
        .await;
    let state = state.map_err(|error| signed.failed(&NotDone::Failed(error)))?;
    let me = signed.arrival.visitor.person;
    let made = state.and_then(|state| passkey::made(&signed.access.site, me, &state, &form.answer));
    let Some((handle, record)) = made else {
        return refused(&signed).await;
    };
    let label = match form.label.trim() {
        "" => Words(signed.language()).say("access-passkey"),
        label => label.chars().take(100).collect(),
    };
    let done = signed
        .act(move |store, visitor| store.enrol_passkey(visitor, handle, label, record))
        .await;
    settled(&signed, done).await
}

async fn refused(signed: &Signed) -> Result<Response, Response> {
    let trouble = Trouble::with_field(signed.language(), "access-passkey-refused", "");
    show(signed, Some(trouble)).await
}

/// Which passkey.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Which {
    credential: String,
}

/// `POST /o/security/confirm`
pub async fn confirm(signed: Signed, Sent(form): Sent<Which>) -> Result<Response, Response> {
    let id = form.credential.parse();
    let id = id.map_err(|_| signed.failed(&NotDone::Absent))?;
    let done = signed
        .act(move |store, visitor| store.confirm_passkey(visitor, id))
        .await;
    settled(&signed, done).await
}

/// `POST /o/security/revoke`
pub async fn revoke(signed: Signed, Sent(form): Sent<Which>) -> Result<Response, Response> {
    let id = form.credential.parse();
    let id = id.map_err(|_| signed.failed(&NotDone::Absent))?;
    let done = signed
        .act(move |store, visitor| store.revoke_passkey(visitor, id))
        .await;
    settled(&signed, done).await
}

/// Whose recovery.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Whose {
    person: String,
}

/// `POST /o/security/stop`: stops a recovery that waits.
pub async fn stop(signed: Signed, Sent(form): Sent<Whose>) -> Result<Response, Response> {
    let person = form.person.parse();
    let person = person.map_err(|_| signed.failed(&NotDone::Absent))?;
    let done = signed
        .act(move |store, visitor| store.stop_recovery(visitor, person))
        .await;
    settled(&signed, done).await
}

async fn settled<T>(signed: &Signed, done: Result<T, NotDone>) -> Result<Response, Response> {
    match done {
        Ok(_) => Ok(Redirect::to("/o/security").into_response()),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            show(signed, Some(trouble)).await
        }
    }
}
