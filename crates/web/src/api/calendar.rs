//! The days of all engagements.

use axum::response::Response;
use schemars::JsonSchema;
use serde::Serialize;

use super::organisation::At;
use super::problem::Problem;
use super::program::{Program, answer};
use super::sent::Asked;

/// The calendar.
#[derive(Serialize, JsonSchema)]
pub struct Days {
    /// The day as of which it is.
    on: String,
    /// Every day, the first first; those before `on` have passed.
    days: Vec<Day>,
    /// Whether there are more engagements than the 2,000 that were read.
    more: bool,
}

/// A day.
#[derive(Serialize, JsonSchema)]
pub struct Day {
    /// The day.
    day: String,
    /// `contract-ends`, `contract-renews`, `term-ends`, `term-renews`, `evidence-asked`, `proof-due` or `evidence-expires`.
    what: &'static str,
    /// The engagement's number.
    engagement: String,
    /// What it is called.
    title: String,
    /// The item's id; null where it is the contract's day.
    item: Option<String>,
    /// What the item is called, where no catalogue has it.
    heading: Option<String>,
    /// The side that has to do something by then: `client` or `vendor`; null where it is both's.
    by: Option<&'static str>,
}

/// `GET …/calendar`
pub async fn list(program: Program, Asked(asked): Asked<At>) -> Result<Response, Problem> {
    let when = program.when(asked.at.as_deref())?;
    let seen = program
        .read(move |store, visitor| store.calendar(visitor, when))
        .await?;
    let (on, more) = (seen.on.to_string(), seen.more);
    let mut days = Vec::new();
    for one in seen.engagements {
        let of = one.into_inner();
        days.extend(of.days.into_iter().map(|dated| Day {
            day: dated.day.to_string(),
            what: dated.what.code(),
            engagement: of.id.to_string(),
            title: of.title.clone(),
            item: dated.item.map(|item| item.to_string()),
            heading: dated.heading,
            by: dated.by.map(|side| side.code()),
        }));
    }
    days.sort_by(|a, b| {
        let key = |one: &Day| {
            (
                one.day.clone(),
                one.engagement.clone(),
                one.what,
                one.item.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    Ok(answer(axum::http::StatusCode::OK, &Days { on, days, more }))
}
