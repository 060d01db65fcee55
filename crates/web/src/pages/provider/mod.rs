//! Signing in through an organisation's own identity provider. The browser goes there and comes back by an address of that organisation
//! alone, so that no other provider's answer can be mistaken for it; what it brings counts once, in the browser that went.

mod away;
mod linking;
mod settings;

pub use linking::{link, unlink};
pub use settings::{remove, set, settings};

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use ledger::admission::Refusal;
use ledger::id::OrganisationId;
use serde::Deserialize;
use store::acts::{NotDone, Vouched};

use crate::access::provider::{self, Answer};
use crate::access::{Maybe, Network, Sent, Trouble, cookie, path_here};
use crate::layout::{Frame, Words};
use away::Away;

#[derive(Template)]
#[template(path = "pages/provider/page.html")]
struct SignIn {
    frame: Frame,
    token: String,
    organisation: String,
    next: String,
    trouble: Option<Trouble>,
}

/// Of which organisation, and where to go on to.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub struct Whose {
    #[serde(rename = "of")]
    organisation: String,
    next: String,
}

/// The address by which an organisation's people come to sign in.
pub(super) fn door(organisation: OrganisationId) -> String {
    format!("/sign-in/organisation?of={organisation}")
}

/// The path by which a browser comes back from an organisation's provider.
pub(super) fn way_back(organisation: OrganisationId) -> String {
    format!("/sign-in/organisation/{organisation}/back")
}

/// `/sign-in/organisation`
pub async fn page(maybe: Maybe, Query(whose): Query<Whose>) -> Result<Response, Response> {
    if maybe.access.providers.is_none() {
        return Err(maybe.failed(&NotDone::Absent));
    }
    Ok(show(&maybe, whose, None))
}

fn show(maybe: &Maybe, whose: Whose, trouble: Option<Trouble>) -> Response {
    let frame = maybe.frame(&Words(maybe.language()).say("provider-sign-in"));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let page = SignIn {
        token: maybe.token.clone(),
        organisation: whose.organisation,
        next: path_here(&whose.next).unwrap_or("/o").to_owned(),
        trouble,
        frame: frame.clone(),
    };
    frame.answer_after(&page, status)
}

/// The organisation as typed: its number, or the whole link that was pasted.
fn number(typed: &str) -> Option<OrganisationId> {
    let typed = typed.trim();
    let last = typed.rsplit("of=").next().unwrap_or(typed);
    let digits = last.split('&').next().unwrap_or(last);
    digits.to_ascii_lowercase().parse().ok()
}

/// `POST /sign-in/organisation`: goes to the provider of the organisation. Whether there is such an organisation, no answer tells.
pub async fn go(
    maybe: Maybe,
    Network(network): Network,
    Sent(whose): Sent<Whose>,
) -> Result<Response, Response> {
    if maybe.access.providers.is_none() {
        return Err(maybe.failed(&NotDone::Absent));
    }
    let none = || {
        let trouble = Trouble {
            status: StatusCode::NOT_FOUND,
            ..Trouble::with_field(maybe.language(), "provider-none", "of")
        };
        show(&maybe, whose.clone(), Some(trouble))
    };
    let Some(organisation) = number(&whose.organisation) else {
        return Ok(none());
    };
    let sought = maybe.run(move |store| store.seek_provider(organisation, &network));
    let provider = match sought.await {
        Ok(provider) => provider,
        Err(NotDone::Absent) => return Ok(none()),
        Err(error) => {
            let trouble = maybe.trouble(&error)?;
            return Ok(show(&maybe, whose, Some(trouble)));
        }
    };
    let next = path_here(&whose.next).unwrap_or("/o").to_owned();
    let away = Away::new(organisation, next, None);
    match away::leave(&maybe, provider, away).await? {
        Ok(response) => Ok(response),
        Err(trouble) => Ok(show(&maybe, whose, Some(trouble))),
    }
}

/// What a provider sends along.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Brought {
    code: String,
    state: String,
    iss: String,
}

/// `GET /sign-in/organisation/{organisation}/back`: the one address that changes something by GET, as the protocol has it; what allows it
/// is a secret of this browser's that works once.
pub async fn back(
    mut maybe: Maybe,
    Path(organisation): Path<String>,
    headers: HeaderMap,
    Query(brought): Query<Brought>,
) -> Result<Response, Response> {
    if maybe.access.providers.is_none() {
        return Err(maybe.failed(&NotDone::Absent));
    }
    // What was brought is on no page, not even in its links.
    maybe.here = Uri::from_static("/sign-in/organisation");
    let taken = away::take(&maybe, &headers).await?;
    let came = organisation.parse::<OrganisationId>().ok();
    let ours = |away: &Away| Some(away.organisation) == came && away.state == brought.state;
    let Some(away) = taken.filter(ours) else {
        return Ok(fails(&maybe, StatusCode::NOT_FOUND, "provider-late"));
    };
    // Who is named must be who was asked (RFC 9207); and nobody says why somebody else refused.
    if brought.code.is_empty() || !(brought.iss.is_empty() || brought.iss == away.issuer) {
        return Ok(fails(&maybe, StatusCode::FORBIDDEN, "provider-not-you"));
    }
    let vouched = match ask(&maybe, &away, brought.code).await? {
        Ok(vouched) => vouched,
        Err(trouble) => return Ok(shown(&maybe, trouble)),
    };
    match away.person {
        Some(_) => linking::came(&maybe, away, vouched).await,
        None => enter(&maybe, &away, vouched).await,
    }
}

/// Asks the provider whom it vouches for.
async fn ask(
    maybe: &Maybe,
    away: &Away,
    code: String,
) -> Result<Result<Vouched, Trouble>, Response> {
    let organisation = away.organisation;
    let known = maybe.run(move |store| store.provider_of(organisation));
    let known = known
        .await
        .map_err(|error| maybe.failed(&NotDone::Failed(error)))?;
    let same = |provider: &store::door::Provider| {
        provider.issuer == away.issuer && provider.client == away.client
    };
    let Some(provider) = known.filter(same) else {
        return Err(maybe.failed(&NotDone::Absent));
    };
    let address = maybe.access.site.address(&way_back(organisation));
    let answer = Answer {
        kept: away.kept.clone(),
        code,
    };
    let now = maybe.access.store.now().moment;
    let (issuer, client) = (provider.issuer.clone(), provider.client.clone());
    let asked = provider::ask(&maybe.access, move |providers| {
        providers.finish(&provider, &address, &answer, now)
    });
    let told = asked
        .await
        .ok_or_else(|| maybe.failed(&NotDone::Absent))?
        .map_err(|amiss| provider::told(maybe.language(), amiss));
    Ok(told.map(|subject| Vouched {
        organisation,
        issuer,
        client,
        subject,
    }))
}

/// Signs in whom the provider vouched for.
async fn enter(maybe: &Maybe, away: &Away, vouched: Vouched) -> Result<Response, Response> {
    let before = maybe
        .session
        .as_ref()
        .map(store::working::secret::Secret::hash);
    let session = maybe.run(move |store| store.sign_in_by_provider(vouched, before));
    match session.await {
        Ok(session) => {
            let mut response = Redirect::to(&away.next).into_response();
            cookie::give(&maybe.access.site, &mut response, &session);
            Ok(response)
        }
        Err(NotDone::Absent) => Ok(fails(maybe, StatusCode::FORBIDDEN, "provider-unknown")),
        Err(error) => Err(maybe.failed(&error)),
    }
}

fn fails(maybe: &Maybe, status: StatusCode, key: &str) -> Response {
    let trouble = Trouble::with_field(maybe.language(), key, "");
    shown(maybe, Trouble { status, ..trouble })
}

fn shown(maybe: &Maybe, trouble: Trouble) -> Response {
    show(maybe, Whose::default(), Some(trouble))
}

/// What linking may be refused by, in words of its own.
fn refused(maybe: &Maybe, error: &NotDone) -> Result<Response, Response> {
    match error {
        NotDone::Refused(Refusal::AlreadyUsed) => {
            Ok(fails(maybe, StatusCode::CONFLICT, "provider-taken"))
        }
        error => Err(maybe.failed(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn an_organisation_is_its_number_or_the_link_that_holds_it() {
        let digits = "0123456789abcdefghjkmnpqrs";
        let link = format!("https://t.example/sign-in/organisation?of={digits}");
        for (typed, read) in [
            (digits, true),
            (&format!("  {digits}\n"), true),
            (&digits.to_uppercase(), true),
            (&link, true),
            (&format!("{link}&next=%2Fo"), true),
            (&digits[1..], false),
            ("https://t.example/sign-in/organisation", false),
            ("株式会社第一", false),
            ("", false),
        ] {
            assert_eq!(number(typed).is_some(), read, "{typed}");
        }
    }
}
