//! The organisation leaves the server, or becomes part of another: what happens then, the export first, and its name typed to confirm.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use ledger::body::Kind;
use ledger::organisation::Name;
use serde::Deserialize;
use store::acts::NotDone;

use crate::access::{Sent, Signed, Trouble, called};
use crate::layout::{Frame, Words};

#[derive(Template)]
#[template(path = "pages/leave/page.html")]
struct Leave {
    frame: Frame,
    token: String,
    /// What is to be typed.
    name: String,
    /// Others of the owner's: number and name.
    others: Vec<(String, String)>,
    from: String,
    trouble: Option<Trouble>,
}

/// `/o/leave`: for owners of an organisation that is still here.
pub async fn page(signed: Signed) -> Result<Response, Response> {
    show(&signed, None)
}

fn show(signed: &Signed, trouble: Option<Trouble>) -> Result<Response, Response> {
    let home = signed.arrival.home().filter(|_| signed.can(Kind::Withdrew));
    let home = home.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let frame = signed.frame(&Words(signed.language()).say("organisation-leave"));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let memberships = signed.arrival.memberships.iter();
    let others = memberships.filter(|other| *other != home && other.ended.is_none());
    let page = Leave {
        token: signed.token.clone(),
        name: home
            .names
            .first()
            .map_or(String::new(), |name| name.text.clone()),
        others: others
            .map(|other| {
                (
                    other.organisation.to_string(),
                    called(&other.names, signed.language()),
                )
            })
            .collect(),
        from: signed.access.store.now().today().to_string(),
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

/// The organisation's name, typed to confirm.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    name: String,
}

/// Where to, from when, and the name typed to confirm.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merger {
    name: String,
    into: String,
    from: String,
}

fn is_called(signed: &Signed, typed: &str) -> bool {
    let names = signed.arrival.home().map(|home| home.names.iter());
    let same = |name: &Name| name.text.trim() == typed.trim();
    names.into_iter().flatten().any(same)
}

fn wrong(signed: &Signed, key: &str, field: &'static str) -> Result<Response, Response> {
    let trouble = Trouble::with_field(signed.language(), key, field);
    show(signed, Some(trouble))
}

/// `POST /o/leave`
pub async fn withdraw(signed: Signed, Sent(form): Sent<Withdrawal>) -> Result<Response, Response> {
    if !is_called(&signed, &form.name) {
        return wrong(&signed, "organisation-other-name", "name");
    }
    let done = signed.act(store::Store::withdraw).await;
    settled(&signed, done)
}

/// `POST /o/leave/merge`
pub async fn merge(signed: Signed, Sent(form): Sent<Merger>) -> Result<Response, Response> {
    if !is_called(&signed, &form.name) {
        return wrong(&signed, "organisation-other-name", "merge-name");
    }
    let Some(from) = survey::read::date::day(&form.from) else {
        return wrong(&signed, "organisation-no-day", "from");
    };
    let into = form.into.parse();
    let into = into.map_err(|_| signed.failed(&NotDone::Absent))?;
    let done = signed
        .act(move |store, visitor| store.merge(visitor, into, from))
        .await;
    settled(&signed, done)
}

fn settled<T>(signed: &Signed, done: Result<T, NotDone>) -> Result<Response, Response> {
    match done {
        Ok(_) => Ok(Redirect::to("/o").into_response()),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            // Who may not even see the form is told on a page of its own.
            let page = show(signed, Some(trouble.clone()));
            page.map_err(|_| trouble.page(signed.chosen, &signed.here))
        }
    }
}
