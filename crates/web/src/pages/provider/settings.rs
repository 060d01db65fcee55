//! An owner says by which identity provider the organisation's people sign in. Before it counts, the server looks whether it works.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use ledger::body::Kind;
use serde::Deserialize;
use store::acts::{NewProvider, NotDone};
use store::door::{ClientSecret, Provider};

use super::{door, way_back};
use crate::access::provider::{Amiss, ask, host};
use crate::access::{Sent, Signed, Trouble};
use crate::layout::{Frame, Words};

#[derive(Template)]
#[template(path = "pages/provider/settings.html")]
struct Settings {
    frame: Frame,
    token: String,
    /// The provider there is: host, address, client, words of its secret and their tone.
    known: Option<Known>,
    /// Who linked their account there.
    linked: Vec<String>,
    /// Where people of the organisation sign in, and where the provider sends them back to.
    door: String,
    back: String,
    issuer: String,
    client: String,
    trouble: Option<Trouble>,
    /// The key of what to say was done.
    done: Option<&'static str>,
}

struct Known {
    host: String,
    issuer: String,
    client: String,
    secret: &'static str,
    lost: bool,
}

/// What was typed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    issuer: String,
    client: String,
    secret: String,
    /// `set`, or `check` to look only.
    act: String,
}

/// What was just done.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
}

/// `/o/settings/provider`: for owners, once they have shown their passkey, so that nothing typed is lost over it.
pub async fn settings(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Response> {
    mine(&signed)?;
    let fresh = signed.act(|store, visitor| store.may_enrol(visitor)).await;
    match fresh {
        Ok(()) => {}
        Err(NotDone::Unproved) => {
            let next = "/sign-in?next=%2Fo%2Fsettings%2Fprovider&again=1";
            return Ok(Redirect::to(next).into_response());
        }
        Err(error) => return Err(signed.failed(&error)),
    }
    let done = match asked.done.as_str() {
        "set" => Some("provider-set"),
        "removed" => Some("provider-removed"),
        _ => None,
    };
    show(&signed, None, None, done).await
}

/// Absent for who can set none, and where this server asks none.
fn mine(signed: &Signed) -> Result<(), Response> {
    let works = signed.access.providers.is_some() && signed.can(Kind::ProviderSet);
    match works {
        true => Ok(()),
        false => Err(signed.failed(&NotDone::Absent)),
    }
}

async fn known(signed: &Signed) -> Result<Option<Provider>, Response> {
    let Some(organisation) = signed.arrival.visitor.organisation else {
        return Ok(None);
    };
    let known = signed.run(move |store| store.provider_of(organisation));
    known
        .await
        .map_err(|error| signed.failed(&NotDone::Failed(error)))
}

async fn show(
    signed: &Signed,
    typed: Option<Typed>,
    trouble: Option<Trouble>,
    done: Option<&'static str>,
) -> Result<Response, Response> {
    let organisation = signed.arrival.visitor.organisation;
    let organisation = organisation.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let known = known(signed).await?;
    let visitor = signed.arrival.visitor.clone();
    let linked = signed.run(move |store| store.linked(&visitor)).await;
    let linked = linked.map_err(|error| signed.failed(&NotDone::Failed(error)))?;
    let frame = signed.frame(&Words(signed.language()).say("provider-settings"));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let (issuer, client) = match (&typed, &known) {
        (Some(typed), _) => (typed.issuer.clone(), typed.client.clone()),
        (None, Some(known)) => (known.issuer.clone(), known.client.clone()),
        (None, None) => (String::new(), String::new()),
    };
    let page = Settings {
        token: signed.token.clone(),
        known: known.map(Known::of),
        linked: linked.unwrap_or_default(),
        door: signed.access.site.address(&door(organisation)),
        back: signed.access.site.address(&way_back(organisation)),
        issuer,
        client,
        trouble,
        done,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

impl Known {
    fn of(provider: Provider) -> Self {
        Self {
            host: host(&provider.issuer).to_owned(),
            secret: match provider.secret {
                ClientSecret::None => "provider-secret-none",
                ClientSecret::Held(_) => "provider-secret-held",
                ClientSecret::Lost => "provider-secret-lost",
            },
            lost: provider.secret == ClientSecret::Lost,
            issuer: provider.issuer,
            client: provider.client,
        }
    }
}

/// `POST /o/settings/provider`
pub async fn set(signed: Signed, Sent(typed): Sent<Typed>) -> Result<Response, Response> {
    if signed.access.providers.is_none() {
        return Err(signed.failed(&NotDone::Absent));
    }
    let allowed = signed
        .act(|store, visitor| store.may_set_provider(visitor))
        .await;
    if let Err(error) = allowed {
        let trouble = signed.trouble(&error)?;
        return refuse(&signed, typed, trouble).await;
    }
    let issuer = typed.issuer.trim().to_owned();
    let client = typed.client.trim().to_owned();
    if client.is_empty() {
        let trouble = Trouble::with_field(signed.language(), "provider-no-client", "client");
        return refuse(&signed, typed, trouble).await;
    }
    let at = issuer.clone();
    let looked = ask(&signed.access, move |providers| providers.check(&at)).await;
    if let Err(amiss) = looked.unwrap_or(Err(Amiss::Busy)) {
        let trouble = amiss.trouble(signed.language());
        return refuse(&signed, typed, trouble).await;
    }
    if typed.act == "check" {
        return show(&signed, Some(typed), None, Some("provider-checked")).await;
    }
    let secret = Some(typed.secret.trim()).filter(|secret| !secret.is_empty());
    let provider = NewProvider {
        issuer,
        client,
        secret: secret.map(str::to_owned),
    };
    let done = signed
        .act(move |store, visitor| store.set_provider(visitor, provider))
        .await;
    match done {
        Ok(_) => Ok(Redirect::to("/o/settings/provider?done=set").into_response()),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            refuse(&signed, typed, trouble).await
        }
    }
}

/// The form again with what was typed; for who has none, the refusal alone.
async fn refuse(signed: &Signed, typed: Typed, trouble: Trouble) -> Result<Response, Response> {
    match signed.can(Kind::ProviderSet) {
        true => show(signed, Some(typed), Some(trouble), None).await,
        false => Err(trouble.page(signed.chosen, &signed.here)),
    }
}

/// Which provider.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Which {
    issuer: String,
}

/// `POST /o/settings/provider/remove`
pub async fn remove(signed: Signed, Sent(which): Sent<Which>) -> Result<Response, Response> {
    let done = signed
        .act(move |store, visitor| store.remove_provider(visitor, which.issuer))
        .await;
    match done {
        Ok(_) => Ok(Redirect::to("/o/settings/provider?done=removed").into_response()),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            Err(trouble.page(signed.chosen, &signed.here))
        }
    }
}
