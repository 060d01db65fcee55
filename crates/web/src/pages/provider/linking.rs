//! Linking one's account at the provider, signed in otherwise: from then on it signs one in. No mail address does (rule R11).

use axum::response::{IntoResponse, Redirect, Response};
use store::acts::{NotDone, Vouched};

use super::away::{self, Away};
use super::refused;
use crate::access::{Maybe, Sent, Signed};
use crate::pages::security::told;
use crate::pages::sign_in::Nothing;

/// `POST /o/security/provider`: goes to the provider, to come back with one's account there.
pub async fn link(signed: Signed, Sent(Nothing {}): Sent<Nothing>) -> Result<Response, Response> {
    let visitor = signed.arrival.visitor.clone();
    let (organisation, person) = (visitor.organisation, visitor.person);
    let organisation = organisation.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let sought = signed
        .act(move |store, visitor| {
            store.may_link(visitor)?;
            store.seek_provider(organisation, &format!("person {person}"))
        })
        .await;
    let provider = match sought {
        Ok(provider) => provider,
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            return told(&signed, trouble).await;
        }
    };
    let away = Away::new(organisation, String::new(), Some(person));
    let maybe = signed.maybe();
    match away::leave(&maybe, provider, away).await? {
        Ok(response) => Ok(response),
        Err(trouble) => told(&signed, trouble).await,
    }
}

/// Back from the provider: whoever went must be who came back, and signed in all the while.
pub(super) async fn came(
    maybe: &Maybe,
    away: Away,
    vouched: Vouched,
) -> Result<Response, Response> {
    let arrival = maybe.arrival.as_ref();
    let visitor = arrival.map(|arrival| arrival.visitor.clone());
    let visitor = visitor
        .filter(|visitor| Some(visitor.person) == away.person)
        .ok_or_else(|| maybe.failed(&NotDone::Absent))?;
    let linked = maybe.run(move |store| store.link_identity(&visitor, vouched));
    match linked.await {
        Ok(()) => Ok(Redirect::to("/o/security").into_response()),
        Err(error) => refused(maybe, &error),
    }
}

/// `POST /o/security/provider/unlink`
pub async fn unlink(signed: Signed, Sent(Nothing {}): Sent<Nothing>) -> Result<Response, Response> {
    let done = signed
        .act(|store, visitor| store.unlink_identity(visitor))
        .await;
    match done {
        Ok(()) => Ok(Redirect::to("/o/security").into_response()),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            told(&signed, trouble).await
        }
    }
}
