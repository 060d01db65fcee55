//! Coming in and going out: by passkey, by a link sent to one's address; acting for another organisation.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::acts::{Asked, NotDone};

use crate::access::{Maybe, Sent, Signed, Trouble, cookie, path_here};
use crate::layout::{Frame, Words};

#[derive(Template)]
#[template(path = "pages/sign_in/page.html")]
struct SignIn {
    frame: Frame,
    next: String,
    /// Whether a link can be sent.
    mail: bool,
    /// Whether one was just asked for.
    asked: bool,
    address: String,
    trouble: Option<Trouble>,
}

/// Where to go on to.
#[derive(Deserialize)]
pub struct Onward {
    #[serde(default)]
    next: String,
}

impl Onward {
    fn path(&self) -> String {
        path_here(&self.next).unwrap_or("/o").to_owned()
    }
}

/// `/sign-in`
pub async fn page(maybe: Maybe, Query(onward): Query<Onward>) -> Response {
    show(&maybe, onward.path(), String::new(), false, None)
}

fn show(
    maybe: &Maybe,
    next: String,
    address: String,
    asked: bool,
    trouble: Option<Trouble>,
) -> Response {
    let frame = maybe.frame(&Words(maybe.language()).say("access-sign-in"));
    let status = trouble
        .as_ref()
        .map_or(StatusCode::OK, |trouble| trouble.status);
    let mut response = frame.answer(&SignIn {
        next,
        mail: maybe.access.site.mail,
        asked,
        address,
        trouble,
        frame: frame.clone(),
    });
    *response.status_mut() = status;
    response
}

/// The address to send a link to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    address: String,
    #[serde(default)]
    next: String,
}

/// `POST /sign-in`: asks for a link. The answer is the same whoever asks (threat 44).
pub async fn ask(maybe: Maybe, Sent(form): Sent<Address>) -> Result<Response, Response> {
    let next = path_here(&form.next).unwrap_or("/o").to_owned();
    let address = form.address.trim().to_owned();
    if !address.contains('@') {
        let trouble = Trouble::with_field(maybe.language(), "access-no-address", "address");
        return Ok(show(&maybe, next, form.address, false, Some(trouble)));
    }
    let asked = Asked {
        address: address.clone(),
        page: maybe.access.site.address("/sign-in/link"),
        network: String::new(),
    };
    match maybe.run(move |store| store.ask_sign_in(asked)).await {
        Ok(()) => Ok(show(&maybe, next, String::new(), true, None)),
        Err(error) => {
            let trouble = maybe.trouble(&error)?;
            Ok(show(&maybe, next, address, false, Some(trouble)))
        }
    }
}

/// `GET` of an address that only takes a form.
pub async fn back() -> Redirect {
    Redirect::to("/o")
}

/// Nothing but the token.
#[derive(Deserialize)]
pub struct Nothing {}

/// `POST /sign-out`
pub async fn out(maybe: Maybe, Sent(Nothing {}): Sent<Nothing>) -> Result<Response, Response> {
    if let Some(session) = &maybe.session {
        let hash = session.hash();
        let done = maybe.run(move |store| store.sign_out(hash)).await;
        done.map_err(|error| maybe.failed(&NotDone::Failed(error)))?;
    }
    let mut response = Redirect::to("/sign-in").into_response();
    cookie::take(&maybe.access.site, &mut response);
    Ok(response)
}

/// The organisation to act for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Other {
    organisation: String,
}

/// `POST /switch`
pub async fn switch(signed: Signed, Sent(form): Sent<Other>) -> Result<Response, Response> {
    let to = form.organisation.parse();
    let to = to.map_err(|_| signed.failed(&NotDone::Absent))?;
    let done = signed
        .act(move |store, visitor| store.switch(visitor, to))
        .await;
    done.map_err(|error| signed.failed(&error))?;
    Ok(Redirect::to("/o").into_response())
}
