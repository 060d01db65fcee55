//! The organisation one acts for: what awaits one there, who it is, what one is in it, and where else one belongs.

mod awaits;
mod begin;
mod engaged;

pub(in crate::pages) use awaits::Await;
pub(in crate::pages) use engaged::awaiting_on;

use askama::Template;
use axum::response::Response;
use store::acts::NotDone;
use store::door::Membership;

use crate::access::{Signed, Trouble, called};
use crate::layout::{Frame, Words};
use crate::pages::settings::facts;

#[derive(Template)]
#[template(path = "pages/house/page.html")]
struct House {
    frame: Frame,
    token: String,
    awaits: Vec<awaits::Await>,
    steps: Vec<begin::Step>,
    contracts: Vec<begin::Contract>,
    more_contracts: bool,
    facts: Vec<(String, String)>,
    roles: Vec<Role>,
    others: Vec<Other>,
    /// The day looked at, for the form.
    day: String,
    trouble: Option<Trouble>,
}

struct Role {
    name: String,
    help: String,
}

/// Another organisation one may act for.
struct Other {
    id: String,
    name: String,
    roles: String,
    /// What the button says to who cannot see its line.
    switch: String,
}

#[derive(Template)]
#[template(path = "pages/house/nowhere.html")]
struct Nowhere {
    frame: Frame,
}

/// `/o`
pub async fn page(signed: Signed) -> Result<Response, Response> {
    let w = Words(signed.language());
    if signed.arrival.home().is_none() {
        let frame = signed.frame(&w.say("access-no-organisation"));
        let nowhere = Nowhere {
            frame: frame.clone(),
        };
        return Ok(frame.answer(&nowhere));
    }
    let organisation = signed
        .look(|look| Ok(look.organisation()))
        .await?
        .into_inner();
    let frame = signed.frame(&called(&organisation.names, signed.language()));
    let home = signed.arrival.home();
    let home = home.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let others = signed.arrival.memberships.iter();
    let as_of = frame.bar.as_ref().and_then(|bar| bar.as_of.as_ref());
    let trouble = signed.bad_day();
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let (contracts, more_contracts) = begin::contracts(&signed).await?;
    let page = House {
        token: signed.token.clone(),
        steps: begin::steps(&signed).await?,
        contracts,
        more_contracts,
        awaits: awaits::list(&signed).await?,
        facts: facts(&organisation, w),
        roles: home
            .roles
            .iter()
            .map(|role| role_words(w, role.code()))
            .collect(),
        others: others
            .filter(|other| *other != home)
            .map(|membership| other(w, membership))
            .collect(),
        day: as_of.map_or(String::new(), |(day, _)| day.to_string()),
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

fn role_words(w: Words, code: &str) -> Role {
    let key = format!("role-{code}");
    Role {
        help: report::words::attr(*w.language(), &key, "help", &[]),
        name: w.say(&key),
    }
}

fn other(w: Words, membership: &Membership) -> Other {
    let name = called(&membership.names, *w.language());
    let roles = membership.roles.iter();
    let roles: Vec<String> = roles.map(|role| w.code("role-", role.code())).collect();
    Other {
        id: membership.organisation.to_string(),
        switch: w.with("organisation-switch-to", "name", &name),
        roles: roles.join(" / "),
        name,
    }
}
