//! Coming in and going out: by passkey, by a link sent to one's address; acting for another organisation.

use askama::Template;
use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::acts::{Asked, NotDone, is_address};
use survey::read::fold;

use crate::access::{Maybe, Network, Sent, Signed, Trouble, cookie, passkey, path_here};
use crate::layout::{Frame, Words};

#[derive(Template)]
#[template(path = "pages/sign_in/page.html")]
struct SignIn {
    frame: Frame,
    next: String,
    token: String,
    /// Whether passkeys work at this address.
    works: bool,
    /// Whether one can come by an organisation's identity provider.
    provider: bool,
    /// Whether a link can be sent.
    mail: bool,
    /// Whether one was just asked for.
    asked: bool,
    /// Whether somebody signed in is asked for their passkey once more.
    /// What is said first, by its key; nothing where it is empty.
    told: &'static str,
    address: String,
    trouble: Option<Trouble>,
}

/// Where to go on to.
#[derive(Deserialize)]
pub struct Onward {
    #[serde(default)]
    next: String,
    #[serde(default)]
    again: Option<String>,
    /// A form was sent when the sign-in had ended.
    #[serde(default)]
    over: Option<String>,
}

impl Onward {
    fn path(&self) -> String {
        path_here(&self.next).unwrap_or("/o").to_owned()
    }
}

/// `/sign-in`
pub async fn page(maybe: Maybe, Query(onward): Query<Onward>) -> Response {
    let again = onward.again.is_some() && maybe.arrival.is_some();
    let told = match (again, onward.over.is_some()) {
        (true, _) => "access-prove-again",
        (_, true) => "access-sign-in-over",
        _ => "",
    };
    shown_as(&maybe, onward.path(), String::new(), (false, told), None)
}

fn show(
    maybe: &Maybe,
    next: String,
    address: String,
    asked: bool,
    trouble: Option<Trouble>,
) -> Response {
    shown_as(maybe, next, address, (asked, ""), trouble)
}

fn shown_as(
    maybe: &Maybe,
    next: String,
    address: String,
    (asked, told): (bool, &'static str),
    trouble: Option<Trouble>,
) -> Response {
    let frame = maybe.frame(&Words(maybe.language()).say("access-sign-in"));
    let status = trouble
        .as_ref()
        .map_or(StatusCode::OK, |trouble| trouble.status);
    let mut response = frame.answer(&SignIn {
        next,
        token: maybe.token.clone(),
        works: passkey::site(&maybe.access.site).is_some(),
        provider: maybe.access.providers.is_some() && told != "access-prove-again",
        mail: maybe.access.site.mail,
        asked,
        told,
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

/// `POST /sign-in`: asks for a link, which opens in this browser alone. The answer is the same whoever asks (threat 44).
pub async fn ask(
    maybe: Maybe,
    Network(network): Network,
    headers: HeaderMap,
    Sent(form): Sent<Address>,
) -> Result<Response, Response> {
    if !maybe.access.site.mail {
        return Err(maybe.failed(&NotDone::Absent));
    }
    let next = path_here(&form.next).unwrap_or("/o").to_owned();
    let address = fold::narrow(&form.address);
    if !is_address(&address) {
        let trouble = Trouble::with_field(maybe.language(), "access-no-address", "address");
        return Ok(show(&maybe, next, form.address, false, Some(trouble)));
    }
    let site = &maybe.access.site;
    let browser = cookie::held_asked(site, &headers);
    let browser = browser.unwrap_or_else(|| maybe.access.store.secret());
    let asked = Asked {
        address: address.clone(),
        page: site.address("/sign-in/link"),
        network,
        browser: browser.hash(),
    };
    match maybe.run(move |store| store.ask_sign_in(asked)).await {
        Ok(()) => {
            let mut response = show(&maybe, next, String::new(), true, None);
            cookie::give_asked(&maybe.access.site, &mut response, &browser);
            Ok(response)
        }
        Err(error) => {
            let trouble = maybe.trouble(&error)?;
            Ok(show(&maybe, next, address, false, Some(trouble)))
        }
    }
}

/// `GET` of an address that only takes a form: the page that holds the form, one step up, in the language asked for.
pub async fn back(here: Uri) -> Redirect {
    let above = here.path().rsplit_once('/').map(|(above, _)| above);
    let above = above.filter(|above| !above.is_empty()).unwrap_or("/");
    let query = here
        .query()
        .map_or(String::new(), |query| format!("?{query}"));
    Redirect::to(&format!("{above}{query}"))
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
    // Drafts of forms too: the next person at this machine is another.
    let kept = HeaderValue::from_static("\"storage\"");
    response.headers_mut().insert("clear-site-data", kept);
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

/// `POST /sign-in/passkey/ask`: what to ask the browser; the same for everybody.
pub async fn ask_passkey(
    maybe: Maybe,
    Network(network): Network,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Response> {
    let asked = passkey::ask_any(&maybe.access.site);
    let asked = asked.ok_or_else(|| maybe.failed(&NotDone::Absent))?;
    let state = asked.state;
    let kept = maybe
        .run(move |store| store.begin_ceremony(passkey::SIGN_IN, &network, state))
        .await;
    let kept = kept.map_err(|error| maybe.failed(&error))?;
    let body = serde_json::json!({ "state": kept.reveal(), "options": asked.options });
    Ok(([("cache-control", "no-store")], axum::Json(body)).into_response())
}

/// The browser's answer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    state: String,
    answer: String,
    #[serde(default)]
    next: String,
}

/// `POST /sign-in/passkey`: signs in. Why it fails is told to nobody.
pub async fn shown(maybe: Maybe, Sent(form): Sent<Shown>) -> Result<Response, Response> {
    let next = path_here(&form.next).unwrap_or("/o").to_owned();
    let before = maybe
        .session
        .as_ref()
        .map(store::working::secret::Secret::hash);
    let site = maybe.access.site.clone();
    let session = maybe
        .run(move |store| {
            let (handle, record) = check(store, &site, &form)?.ok_or(NotDone::Absent)?;
            store.sign_in_by_passkey(handle, record, before)
        })
        .await;
    match session {
        Ok(session) => {
            let mut response = Redirect::to(&next).into_response();
            cookie::give(&maybe.access.site, &mut response, &session);
            Ok(response)
        }
        Err(NotDone::Absent) => {
            let trouble = Trouble::with_field(maybe.language(), "access-passkey-refused", "");
            Ok(show(&maybe, next, String::new(), false, Some(trouble)))
        }
        Err(error) => Err(maybe.failed(&error)),
    }
}

/// The passkey shown and its new record, if it is known, its person's, and signed what was asked.
fn check(
    store: &store::Store,
    site: &crate::access::Site,
    form: &Shown,
) -> Result<Option<(Vec<u8>, String)>, NotDone> {
    let secret = form.state.parse::<store::working::secret::Secret>();
    let Ok(secret) = secret else {
        return Ok(None);
    };
    let state = store.end_ceremony(passkey::SIGN_IN, secret.hash())?;
    let (Some(state), Some(shown)) = (state, passkey::shown(site, &form.answer)) else {
        return Ok(None);
    };
    let known = store.shown_passkey(&shown.handle)?;
    let known = known.filter(|known| known.person == shown.person);
    let record = known.and_then(|known| passkey::holds(site, &shown, &state, &known.passkey));
    Ok(record.map(|record| (shown.handle, record)))
}
