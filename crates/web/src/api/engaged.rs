//! The engagements of the organisation: listed, and one with what both sides say.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use ledger::disclosed::Disclosed;
use ledger::id::EngagementId;
use schemars::JsonSchema;
use serde::Deserialize;

use super::organisation::At;
use super::problem::Problem;
use super::program::{Program, answer};
use super::sent::Asked;
use super::shape;
use crate::register::{listed, row};

/// Engagements of a page, where it is not said.
const PAGE: usize = 50;
/// Engagements of a page at most.
const MOST: usize = 200;

/// Which engagements, in which order, as of when.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wished {
    /// As the list was at the end of a day.
    #[serde(default)]
    pub at: Option<String>,
    /// Part of a title or of the other side's name.
    #[serde(default)]
    pub q: Option<String>,
    /// `differs` (the greatest differences first), `name` or `until`.
    #[serde(default)]
    pub sort: Option<String>,
    /// Where the page begins, from 0.
    #[serde(default)]
    pub from: usize,
    /// Engagements of the page; 50 if it is not said.
    #[serde(default)]
    #[schemars(range(min = 1, max = 200))]
    pub limit: Option<usize>,
}

/// `GET …/engagements`
pub async fn list(program: Program, Asked(asked): Asked<Wished>) -> Result<Response, Problem> {
    let when = program.when(asked.at.as_deref())?;
    let limit = asked.limit.unwrap_or(PAGE);
    let sort = asked.sort.as_deref().unwrap_or(listed::SORTS[0]);
    let unfit = |code, field| Problem {
        status: StatusCode::BAD_REQUEST,
        ..program.unfit(code, field)
    };
    if !(1..=MOST).contains(&limit) {
        return Err(unfit("no-limit", "limit"));
    }
    if !listed::SORTS.contains(&sort) {
        return Err(unfit("no-sort", "sort"));
    }
    let rows = program
        .read(move |store, visitor| listed::rows(store, visitor, when))
        .await?;
    let chosen = listed::chosen(rows, asked.q.as_deref().unwrap_or(""), sort);
    let (found, end) = (chosen.len(), asked.from.saturating_add(limit));
    let page = chosen.into_iter().skip(asked.from).take(limit);
    let seen = shape::Engagements {
        engagements: page.map(shape::Listed::from).collect(),
        found,
        next: (end < found).then_some(end),
    };
    Ok(answer(StatusCode::OK, &seen))
}

/// `GET …/engagements/register`
pub async fn register(program: Program, Asked(asked): Asked<At>) -> Result<Response, Problem> {
    let when = program.when(asked.at.as_deref())?;
    let seen = program
        .read(move |store, visitor| store.register(visitor, when))
        .await?;
    let seen = seen.into_iter().map(Disclosed::into_inner).collect();
    let engagements = row::rows(seen);
    Ok(answer(StatusCode::OK, &row::Register { engagements }))
}

/// The number in an address; one that is none leads nowhere.
pub(super) fn number(program: &Program, id: &str) -> Result<EngagementId, Problem> {
    id.parse().map_err(|_| program.absent())
}

/// `GET …/engagements/{engagement}`
pub async fn one(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    Asked(asked): Asked<At>,
) -> Result<Response, Problem> {
    let (id, when) = (number(&program, &id)?, program.when(asked.at.as_deref())?);
    let seen = program
        .look_at(id, when, |look| {
            let (Some(engagement), Some(views)) = (look.engagement()?, look.views()?) else {
                return Ok(None);
            };
            let links = look.side_links()?.map(Disclosed::into_inner);
            Ok(Some((engagement.into_inner(), views.into_inner(), links)))
        })
        .await?;
    Ok(seen.json(|(engagement, views, links)| {
        shape::Engagement::of(&engagement, views, links.as_deref())
    }))
}
