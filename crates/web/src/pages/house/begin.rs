//! What the first page shows besides: the first steps of a new organisation, and to who only does the work, what they may do on each contract.

use axum::response::Response;
use ledger::body::Kind;
use ledger::body::shared::Side;
use ledger::policy::{Action, Part};
use store::door::{NamedConditions, When};

use crate::access::{Signed, called};
use crate::layout::Words;

/// One of the first steps.
pub(super) struct Step {
    pub text: String,
    pub href: String,
    pub done: bool,
}

/// A contract somebody works on.
pub(super) struct Contract {
    pub title: String,
    pub href: String,
    /// With whom, and whom to ask.
    pub about: String,
}

/// Contracts on the first page; a page of their own lists them all.
const MOST: usize = 20;

/// The first steps, until something is stated and shared: what is done is ticked. Nothing on a past day, or for who cannot take them.
pub(super) async fn steps(signed: &Signed) -> Result<Vec<Step>, Response> {
    let begins = signed.can(Kind::Stated) && signed.can(Kind::Opened);
    if signed.when != When::Now || !signed.is_open() || !begins {
        return Ok(Vec::new());
    }
    let (stated, people) = signed
        .look(|look| {
            let stated = look.standings()?.is_some_and(|all| !all.get().is_empty());
            let people = look.people()?.map_or(0, |people| people.get().len());
            Ok(Some((stated, people)))
        })
        .await?;
    let rows = signed
        .act(|store, visitor| Ok(store.engagements(visitor)?))
        .await
        .map_err(|error| signed.failed(&error))?
        .unwrap_or_default();
    if stated && !rows.is_empty() {
        return Ok(Vec::new());
    }
    let first = rows.first().map(|row| row.get().id);
    let met = rows.iter().any(|row| row.get().present);
    let link = first.map_or("/o/engagements/new".to_owned(), |id| {
        format!("/o/engagements/{id}")
    });
    let w = Words(signed.language());
    let step = |key: &str, href: &str, done: bool| Step {
        text: w.say(key),
        href: href.to_owned(),
        done,
    };
    let mut steps = vec![step("begin-standing", "/o/standing", stated)];
    if signed.can(Kind::Invited) {
        steps.push(step("begin-people", "/o/people", people > 1));
    }
    let opened = first.is_some();
    steps.push(step("begin-engagement", "/o/engagements/new", opened));
    steps.push(step("begin-link", &link, met));
    Ok(steps)
}

/// What somebody may do on each contract, where they see no more of it than that; and whether there are more contracts.
pub(super) async fn contracts(signed: &Signed) -> Result<(Vec<Contract>, bool), Response> {
    let may = |part| signed.arrival.may(Action::See(part));
    if may(Part::Sides) || !may(Part::Conditions) {
        return Ok((Vec::new(), false));
    }
    let when = signed.when;
    let seen = signed
        .act(move |store, visitor| Ok(store.conditions(visitor, when)?))
        .await
        .map_err(|error| signed.failed(&error))?;
    let Some(seen) = seen else {
        return Ok((Vec::new(), false));
    };
    let w = Words(signed.language());
    let running = seen.engagements.iter().map(|one| one.get());
    let running = running.filter(|one| one.conditions.closed.is_none());
    let mut all: Vec<Contract> = running.map(|one| contract(one, &signed.at(), w)).collect();
    all.sort_by(|a, b| a.title.cmp(&b.title));
    let more = seen.more || all.len() > MOST;
    all.truncate(MOST);
    Ok((all, more))
}

fn contract(of: &NamedConditions, at: &str, w: Words) -> Contract {
    let (own, across) = match of.conditions.own {
        Side::Client => (&of.client, &of.vendor),
        Side::Vendor => (&of.vendor, &of.client),
    };
    let name = called(&across.names, *w.language());
    let about = match &own.responsible {
        Some(person) => w.with2(
            "begin-contract-ask",
            ("organisation", &name),
            ("person", person),
        ),
        None => name,
    };
    Contract {
        title: of.conditions.title.clone(),
        href: format!("/o/engagements/{}/conditions{at}", of.conditions.id),
        about,
    }
}
