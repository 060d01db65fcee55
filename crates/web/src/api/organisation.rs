//! Who the organisation is, and what it is called from now on.

use axum::response::Response;
use ledger::organisation::{Identifier, Name, Profile};
use schemars::JsonSchema;
use serde::Deserialize;

use super::problem::Problem;
use super::program::Program;
use super::sent::{Asked, Sent};
use super::shape;

/// As of when.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct At {
    /// As it was at the end of a day: recorded by then and in effect by then. What may be seen is decided by the rights of now.
    #[serde(default)]
    pub at: Option<String>,
}

/// `GET /organisations/{organisation}`
pub async fn show(program: Program, Asked(asked): Asked<At>) -> Result<Response, Problem> {
    let when = program.when(asked.at.as_deref())?;
    let seen = program.look(when, |look| Ok(look.organisation())).await?;
    Ok(seen.json(|seen| shape::Organisation::from(seen.into_inner())))
}

/// `POST …/names`
pub async fn rename(program: Program, sent: Sent<shape::Renaming>) -> Result<Response, Problem> {
    let from = program.day(&sent.body.from, "from")?;
    let names: Vec<Name> = sent.body.names.into_iter().map(Name::from).collect();
    program
        .act(sent.terms, move |store, visitor| {
            Ok(store.rename(visitor, names, from)?.into())
        })
        .await
}

/// `POST …/identifier`
pub async fn identify(
    program: Program,
    sent: Sent<shape::Identifying>,
) -> Result<Response, Problem> {
    let typed = sent.body.identifier.as_deref().map(number).transpose();
    let identifier = typed.map_err(|()| program.unfit("no-number", "identifier"))?;
    program
        .act(sent.terms, move |store, visitor| {
            Ok(store.identify(visitor, identifier)?.into())
        })
        .await
}

/// As it is answered, or as people write it.
fn number(text: &str) -> Result<Identifier, ()> {
    text.parse()
        .or_else(|_| Identifier::typed(text))
        .map_err(|_| ())
}

/// `POST …/profile`
pub async fn describe(program: Program, sent: Sent<shape::Profiling>) -> Result<Response, Problem> {
    let shape::Profiling { size, side } = sent.body;
    program
        .act(sent.terms, move |store, visitor| {
            Ok(store.describe(visitor, Profile { size, side })?.into())
        })
        .await
}
