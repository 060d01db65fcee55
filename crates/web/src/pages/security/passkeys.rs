//! Passkeys: registering one's own, vouching for others', revoking.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use store::acts::NotDone;

use super::{settled, show};
use crate::access::{Sent, Signed, Trouble, passkey};
use crate::layout::Words;
use crate::pages::sign_in::Nothing;

/// `POST /o/security/passkeys/ask`: what to ask the browser.
pub async fn ask(signed: Signed, Sent(Nothing {}): Sent<Nothing>) -> Result<Response, Response> {
    let own = signed
        .act(|store, visitor| {
            store
                .may_enrol(visitor)
                .and(Ok(store.own_passkeys(visitor)?))
        })
        .await;
    let own = own.map_err(|error| signed.failed(&error))?;
    let known: Vec<Vec<u8>> = own.into_iter().map(|passkey| passkey.handle).collect();
    let (me, name) = (signed.arrival.visitor.person, &signed.arrival.name);
    let asked = passkey::ask_new(&signed.access.site, me, name, &known);
    let asked = asked.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let state = asked.state;
    let kept = signed
        .run(move |store| store.begin_ceremony(passkey::REGISTER, &me.to_string(), state))
        .await;
    let kept = kept.map_err(|error| signed.failed(&error))?;
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
