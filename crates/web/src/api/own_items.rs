//! The organisation's own list of items: as of any day; changed in one entry, whole or not at all.

use axum::response::Response;
use ledger::body::listed::OwnItem;
use store::acts::ListChange;
use survey::read::fold;

use super::organisation::At;
use super::problem::Problem;
use super::program::Program;
use super::sent::{Asked, Sent};
use super::shape;

/// `GET …/items`
pub async fn list(program: Program, Asked(asked): Asked<At>) -> Result<Response, Problem> {
    let when = program.when(asked.at.as_deref())?;
    let seen = program.look(when, |look| Ok(look.own_items())).await?;
    Ok(seen.json(|seen| shape::OwnItems::of(seen.get())))
}

/// `POST …/items`
pub async fn change(program: Program, sent: Sent<shape::Listing>) -> Result<Response, Problem> {
    let shape::Listing { items, dropped } = sent.body;
    let change = ListChange {
        items: items.into_iter().map(OwnItem::from).collect(),
        dropped: dropped.iter().map(|number| fold::narrow(number)).collect(),
        seen: None,
    };
    program
        .act(sent.terms, move |store, visitor| {
            Ok(store.list_items(visitor, change)?.into())
        })
        .await
}
