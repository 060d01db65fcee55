//! An organisation begins: by the server's set-up link, or by a link another organisation gave. Then the recovery sheet, once.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use ledger::body::shared::Side;
use ledger::organisation::{Identifier, Name, NameKind, Profile, Size};
use serde::Deserialize;
use store::acts::{Founding, Newcomer, NotDone, purpose};
use survey::read::fold;

use super::link::{Code, dead, kinds, page as link_page, secret_in};
use crate::access::{Maybe, Sent, Trouble};
use crate::layout::{Frame, Words};

/// What the form asks, as typed.
#[derive(Deserialize, Default, Clone)]
#[serde(deny_unknown_fields, default)]
pub struct Form {
    secret: String,
    official: String,
    reading: String,
    latin: String,
    number: String,
    size: String,
    side: String,
    owner: String,
    owner_reading: String,
    address: String,
}

#[derive(Template)]
#[template(path = "pages/found/page.html")]
struct Found {
    frame: Frame,
    token: String,
    form: Form,
    /// Code and words.
    sizes: Vec<(&'static str, String)>,
    sides: Vec<(&'static str, String)>,
    trouble: Option<Trouble>,
}

impl Found {
    fn wrong(&self, field: &str) -> bool {
        self.trouble
            .as_ref()
            .is_some_and(|trouble| trouble.field == field)
    }
}

#[derive(Template)]
#[template(path = "pages/found/sheet.html")]
struct Sheet {
    frame: Frame,
    organisation: String,
    number: String,
    owner: String,
    site: String,
    issued: String,
    /// In groups that can be copied by hand.
    secret: Vec<String>,
}

/// `GET /set-up`
pub async fn set_up(maybe: Maybe) -> Response {
    link_page(&maybe, kinds::SET_UP)
}

/// `GET /found`
pub async fn found(maybe: Maybe) -> Response {
    link_page(&maybe, kinds::FOUND)
}

/// `POST /set-up` and `/found`: the form, if the link works. Nothing is spent yet.
pub async fn ask(maybe: Maybe, Sent(code): Sent<Code>) -> Result<Response, Response> {
    let Some(secret) = secret_in(&code.secret) else {
        return Ok(dead(&maybe, kind(&maybe)));
    };
    let hash = secret.hash();
    let offer = maybe.run(move |store| store.offer(hash)).await;
    let offer = offer.map_err(|error| maybe.failed(&NotDone::Failed(error)))?;
    let fits = |purpose: &str| matches!(purpose, purpose::SETUP | purpose::FOUND | purpose::SIDE);
    if !offer.is_some_and(|offer| fits(&offer.purpose)) {
        return Ok(dead(&maybe, kind(&maybe)));
    }
    let form = Form {
        secret: secret.reveal(),
        ..Form::default()
    };
    Ok(show(&maybe, form, None))
}

fn kind(maybe: &Maybe) -> super::link::Kind {
    if maybe.here.path() == "/set-up" {
        kinds::SET_UP
    } else {
        kinds::FOUND
    }
}

fn show(maybe: &Maybe, form: Form, trouble: Option<Trouble>) -> Response {
    let w = Words(maybe.language());
    let frame = maybe.frame(&w.say("access-found-title"));
    let status = trouble
        .as_ref()
        .map_or(StatusCode::OK, |trouble| trouble.status);
    let mut response = frame.answer(&Found {
        token: maybe.token.clone(),
        sizes: Size::ALL
            .iter()
            .map(|size| (size.code(), w.code("size-", size.code())))
            .collect(),
        sides: Side::ALL
            .iter()
            .map(|side| (side.code(), w.code("side-", side.code())))
            .collect(),
        form,
        trouble,
        frame: frame.clone(),
    });
    *response.status_mut() = status;
    response
}

/// `POST /found/accept`
pub async fn accept(maybe: Maybe, Sent(form): Sent<Form>) -> Result<Response, Response> {
    let Some(secret) = secret_in(&form.secret) else {
        return Ok(dead(&maybe, kinds::FOUND));
    };
    let founding = match founding(&maybe, &form) {
        Ok(founding) => founding,
        Err(trouble) => return Ok(show(&maybe, form, Some(trouble))),
    };
    let (hash, name) = (secret.hash(), form.official.clone());
    let founded = match maybe.run(move |store| store.found(hash, founding)).await {
        Ok(founded) => founded,
        Err(NotDone::Absent) => return Ok(dead(&maybe, kinds::FOUND)),
        Err(error) => {
            let trouble = maybe.trouble(&error)?;
            return Ok(show(&maybe, form, Some(trouble)));
        }
    };
    let mut frame = maybe.frame(&Words(maybe.language()).say("access-sheet-title"));
    // Whoever was signed in before is so no more.
    frame.bar = None;
    let on = OnSheet {
        organisation: name,
        owner: &form.owner,
        number: founded.organisation,
        secret: &founded.sheet,
        issued: maybe.access.store.now().today(),
    };
    let mut response = sheet(frame, &maybe.access.site, &on);
    super::link::become_of(&maybe, &founded.session, &mut response).await?;
    Ok(response)
}

/// What stands on a recovery sheet.
pub(super) struct OnSheet<'a> {
    pub organisation: String,
    pub owner: &'a str,
    pub number: ledger::id::OrganisationId,
    pub secret: &'a store::working::secret::Secret,
    pub issued: jiff::civil::Date,
}

/// The recovery sheet as a page, shown once.
pub(super) fn sheet(frame: Frame, site: &crate::access::Site, on: &OnSheet<'_>) -> Response {
    let digits: Vec<char> = on.secret.reveal().chars().collect();
    let groups = digits.chunks(8);
    frame.answer(&Sheet {
        organisation: on.organisation.clone(),
        number: on.number.to_string(),
        owner: on.owner.to_owned(),
        site: site.origin.clone(),
        issued: frame.words.day(&on.issued),
        secret: groups.map(|group| group.iter().collect()).collect(),
        frame: frame.clone(),
    })
}

/// What was typed, as far as it can be understood. Names stay as they are (rule R12).
fn founding(maybe: &Maybe, form: &Form) -> Result<Founding, Trouble> {
    let wrong = |key, field| Trouble::with_field(maybe.language(), key, field);
    let given = [
        (NameKind::Official, &form.official),
        (NameKind::Reading, &form.reading),
        (NameKind::Latin, &form.latin),
    ];
    let names = given
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty());
    let names: Vec<Name> = names
        .map(|(kind, text)| Name {
            kind,
            text: text.trim().to_owned(),
        })
        .collect();
    if form.official.trim().is_empty() {
        return Err(wrong("refusal-no-name", "official"));
    }
    if form.owner.trim().is_empty() {
        return Err(wrong("access-no-person-name", "owner"));
    }
    if !form.address.trim().is_empty() && !fold::narrow(&form.address).contains('@') {
        return Err(wrong("access-no-address", "address"));
    }
    let identifier = match form.number.trim() {
        "" => None,
        typed => Some(Identifier::typed(typed).map_err(|_| wrong("access-no-number", "number"))?),
    };
    let profile = Profile {
        size: Size::of(&form.size),
        side: Side::of(&form.side),
    };
    Ok(Founding {
        names,
        identifier,
        profile,
        owner: newcomer(maybe, &form.owner, &form.owner_reading, &form.address),
    })
}

/// Somebody new as they wrote themselves.
pub(super) fn newcomer(maybe: &Maybe, name: &str, reading: &str, address: &str) -> Newcomer {
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Newcomer {
        name: name.trim().to_owned(),
        reading: given(reading),
        address: given(&fold::narrow(address)),
        language: maybe.language().tag().to_owned(),
    }
}
