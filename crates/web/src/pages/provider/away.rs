//! On the way to a provider: what is kept until the browser comes back, and the page that sends it there.

use askama::Template;
use axum::http::header::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;
use ledger::id::{OrganisationId, PersonId};
use serde::{Deserialize, Serialize};
use store::acts::NotDone;
use store::door::Provider;

use super::way_back;
use crate::access::provider::{self, host};
use crate::access::{Maybe, Trouble, cookie};
use crate::layout::{Frame, Words};

/// What is kept while a browser is away.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Away {
    pub organisation: OrganisationId,
    pub issuer: String,
    pub client: String,
    /// What must come back.
    pub state: String,
    /// What the library needs then.
    pub kept: String,
    pub next: String,
    /// Whose account is to be linked, where it is.
    pub person: Option<PersonId>,
}

impl Away {
    pub fn new(organisation: OrganisationId, next: String, person: Option<PersonId>) -> Self {
        Self {
            organisation,
            issuer: String::new(),
            client: String::new(),
            state: String::new(),
            kept: String::new(),
            next,
            person,
        }
    }
}

/// A page and no redirect: where forms may lead is this site alone (`form-action`), and browsers hold redirects to it as well.
#[derive(Template)]
#[template(path = "pages/provider/away.html")]
struct Leaving {
    frame: Frame,
    host: String,
    address: String,
}

/// Sends the browser to the provider; the inner error says why not.
pub async fn leave(
    maybe: &Maybe,
    provider: Provider,
    away: Away,
) -> Result<Result<Response, Trouble>, Response> {
    let back = maybe.access.site.address(&way_back(away.organisation));
    let (issuer, client) = (provider.issuer.clone(), provider.client.clone());
    let begun = provider::ask(&maybe.access, move |providers| {
        providers.begin(&provider, &back)
    });
    let begun = begun.await.ok_or_else(|| maybe.failed(&NotDone::Absent))?;
    let begun = match begun {
        Ok(begun) => begun,
        Err(amiss) => return Ok(Err(provider::told(maybe.language(), amiss))),
    };
    let away = Away {
        issuer,
        client,
        state: begun.state,
        kept: begun.kept,
        ..away
    };
    let kept = serde_json::to_string(&away).unwrap_or_default();
    let secret = maybe.run(move |store| store.leave_for_provider(kept)).await;
    let secret = secret.map_err(|error| maybe.failed(&error))?;
    let mut response = page(maybe, begun.address);
    cookie::give_away(&maybe.access.site, &mut response, &secret);
    Ok(Ok(response))
}

fn page(maybe: &Maybe, address: String) -> Response {
    let frame = maybe.frame(&Words(maybe.language()).say("provider-away"));
    let refresh = HeaderValue::from_str(&format!("0;url={address}"));
    let mut response = frame.answer(&Leaving {
        host: host(&address).to_owned(),
        address,
        frame: frame.clone(),
    });
    if let Ok(refresh) = refresh {
        let name = HeaderName::from_static("refresh");
        response.headers_mut().insert(name, refresh);
    }
    response
}

/// What was kept for this browser, the first time only.
pub async fn take(maybe: &Maybe, headers: &HeaderMap) -> Result<Option<Away>, Response> {
    let Some(secret) = cookie::held_away(&maybe.access.site, headers) else {
        return Ok(None);
    };
    let hash = secret.hash();
    let kept = maybe.run(move |store| store.back_from_provider(hash)).await;
    let kept = kept.map_err(|error| maybe.failed(&NotDone::Failed(error)))?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()))
}
