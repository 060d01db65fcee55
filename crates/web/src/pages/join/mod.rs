//! Taking up an invitation: first what it offers, then who comes, new or signed in already.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::acts::{NotDone, Offer, purpose};
use store::working::secret::Secret;
use survey::read::fold;

use super::found::newcomer;
use super::link::{Code, dead, enter, kinds, page as link_page, secret_in};
use crate::access::{Maybe, Sent, Signed, Trouble, called};
use crate::layout::{Frame, Words};

/// Who comes, as typed.
#[derive(Deserialize, Default, Clone)]
#[serde(deny_unknown_fields, default)]
pub struct Form {
    secret: String,
    name: String,
    reading: String,
    address: String,
}

#[derive(Template)]
#[template(path = "pages/join/page.html")]
struct Join {
    frame: Frame,
    token: String,
    form: Form,
    from: String,
    role: String,
    help: String,
    /// Who is signed in.
    person: Option<String>,
    trouble: Option<Trouble>,
}

/// `GET /join`
pub async fn page(maybe: Maybe) -> Response {
    link_page(&maybe, kinds::JOIN)
}

/// `POST /join`: what the link offers. Nothing is spent.
pub async fn ask(maybe: Maybe, Sent(code): Sent<Code>) -> Result<Response, Response> {
    let form = Form {
        secret: code.secret,
        ..Form::default()
    };
    offered(&maybe, form, None).await
}

async fn offered(
    maybe: &Maybe,
    form: Form,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let Some(secret) = secret_in(&form.secret) else {
        return Ok(dead(maybe, kinds::JOIN));
    };
    let hash = secret.hash();
    let offer = maybe.run(move |store| store.offer(hash)).await;
    let offer = offer.map_err(|error| maybe.failed(&NotDone::Failed(error)))?;
    Ok(match offer.filter(|offer| offer.purpose == purpose::JOIN) {
        Some(offer) => show(maybe, &secret, form, &offer, trouble),
        None => dead(maybe, kinds::JOIN),
    })
}

fn show(
    maybe: &Maybe,
    secret: &Secret,
    form: Form,
    offer: &Offer,
    trouble: Option<Trouble>,
) -> Response {
    let w = Words(maybe.language());
    let from = called(&offer.from, maybe.language());
    let role = offer.role.map_or("", |role| role.code());
    let key = format!("role-{role}");
    let frame = maybe.frame(&w.with("access-join-title", "organisation", &from));
    let status = trouble
        .as_ref()
        .map_or(StatusCode::OK, |trouble| trouble.status);
    let mut response = frame.answer(&Join {
        token: maybe.token.clone(),
        form: Form {
            secret: secret.reveal(),
            ..form
        },
        from,
        role: w.say(&key),
        help: report::words::attr(maybe.language(), &key, "help", &[]),
        person: maybe.arrival.as_ref().map(|arrival| arrival.name.clone()),
        trouble,
        frame: frame.clone(),
    });
    *response.status_mut() = status;
    response
}

/// `POST /join/accept`: joins as somebody new.
pub async fn accept(maybe: Maybe, Sent(form): Sent<Form>) -> Result<Response, Response> {
    let Some(secret) = secret_in(&form.secret) else {
        return Ok(dead(&maybe, kinds::JOIN));
    };
    if form.name.trim().is_empty() {
        let trouble = Trouble::with_field(maybe.language(), "access-no-person-name", "name");
        return offered(&maybe, form, Some(trouble)).await;
    }
    if !form.address.trim().is_empty() && !fold::narrow(&form.address).contains('@') {
        let trouble = Trouble::with_field(maybe.language(), "access-no-address", "address");
        return offered(&maybe, form, Some(trouble)).await;
    }
    let who = newcomer(&maybe, &form.name, &form.reading, &form.address);
    let hash = secret.hash();
    match maybe.run(move |store| store.join(hash, who)).await {
        Ok(session) => enter(&maybe, &session, "/o/security").await,
        Err(NotDone::Absent) => Ok(dead(&maybe, kinds::JOIN)),
        Err(error) => {
            let trouble = maybe.trouble(&error)?;
            offered(&maybe, form, Some(trouble)).await
        }
    }
}

/// `POST /join/as`: joins as who one is.
pub async fn accept_as(signed: Signed, Sent(code): Sent<Code>) -> Result<Response, Response> {
    let secret = secret_in(&code.secret).ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let hash = secret.hash();
    let joined = signed
        .act(move |store, visitor| store.join_as(hash, visitor))
        .await;
    joined.map_err(|error| signed.failed(&error))?;
    Ok(Redirect::to("/o").into_response())
}
