//! Accepting a proposal: signed by a passkey over exactly what was shown (rule R9), or by being signed in where both sides chose that.

use axum::Json;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use store::acts::NotDone;

use super::item::{Which, done, show};
use super::{place, seen};
use crate::access::{Sent, Signed, Trouble, passkey};
use crate::pages::sign_in::Nothing;

/// `POST /o/engagements/{id}/terms/{item}/sign/ask`: what to ask the browser; a refusal comes with its words.
pub async fn ask(
    signed: Signed,
    Path((id, item)): Path<(String, String)>,
    Query(which): Query<Which>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Response> {
    let (id, item) = place(&signed, &id, &item)?;
    let named = which.named(id, &item);
    let named = named.map_err(|error| signed.failed(&error))?;
    // Who may not see it is answered as on its page.
    seen(&signed, id).await?;
    let asked = signed
        .act(move |store, visitor| store.ask_acceptance(visitor, &named))
        .await;
    let asked = match asked {
        Ok(asked) => asked,
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            let told = serde_json::json!({ "cause": trouble.cause, "remedy": trouble.remedy });
            return Ok(
                (trouble.status, [("cache-control", "no-store")], Json(told)).into_response(),
            );
        }
    };
    let options = passkey::ask_to_sign(&signed.access.site, &asked);
    let options = options.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let body = serde_json::json!({ "state": asked.secret.reveal(), "options": options });
    Ok(([("cache-control", "no-store")], Json(body)).into_response())
}

/// The browser's answer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    state: String,
    answer: String,
}

/// `POST /o/engagements/{id}/terms/{item}/sign`
pub async fn sign(
    signed: Signed,
    Path((id, item)): Path<(String, String)>,
    Sent(form): Sent<Signature>,
) -> Result<Response, Response> {
    let (id, item) = place(&signed, &id, &item)?;
    let secret = form.state.parse::<store::working::secret::Secret>();
    let (Ok(secret), Some(answer)) = (secret, passkey::signed(&form.answer)) else {
        let trouble = Trouble::with_field(signed.language(), "refusal-unfit-signature", "");
        return show(&signed, id, &item, Some(trouble)).await;
    };
    let origin = signed.access.site.origin.clone();
    done(signed, (id, item, "accepted"), move |store, visitor| {
        store.accept_signed(visitor, secret.hash(), answer, &origin)
    })
    .await
}

/// `POST /o/engagements/{id}/terms/{item}/accept`
pub async fn accept(
    signed: Signed,
    Path((id, item)): Path<(String, String)>,
    Sent(which): Sent<Which>,
) -> Result<Response, Response> {
    let (id, item) = place(&signed, &id, &item)?;
    let named = which.named(id, &item);
    let named = named.map_err(|error| signed.failed(&error))?;
    done(signed, (id, item, "accepted"), move |store, visitor| {
        store.accept_signed_in(visitor, &named)
    })
    .await
}
