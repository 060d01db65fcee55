//! The whole chain of an organisation: drawn, as a table, and which subcontractors stand under several of its vendors.

mod place;
mod shared;
mod walk;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;
use store::acts::NotDone;

use self::place::Row;
use self::shared::Shared;
pub use self::shared::page as shared_page;
use crate::access::Signed;
use crate::layout::{Frame, Words};
use crate::register::listed;

/// Vendors of one page.
const PAGE: usize = 50;
/// Places below all of them together that are shown.
const PLACES: usize = 2_000;
/// Places up to which everything is drawn at once.
const AT_ONCE: usize = 60;
/// The deepest rank that can be asked for.
const DEEPEST: u64 = 8;

#[derive(Template)]
#[template(path = "pages/chain_map/page.html")]
struct Page {
    frame: Frame,
    asked: Asked,
    /// The past day that is looked at.
    past: Option<String>,
    /// Vendors in all, and of those found.
    all: usize,
    found: String,
    /// The drawing; none where there is nothing to draw.
    drawing: Option<String>,
    ranks: Vec<(String, String, bool)>,
    rows: Vec<Row>,
    /// None where not all vendors are on the page: a page of its own says it.
    shared: Option<Vec<Shared>>,
    shared_href: String,
    more: bool,
    before: Option<String>,
    after: Option<String>,
}

/// What is asked of the map.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    /// To which rank the drawing goes.
    rank: String,
    /// Part of a vendor's name or a title.
    q: String,
    /// Which page of the vendors, from 0.
    page: String,
}

/// The address of another page of the same search.
fn address(asked: &Asked, past: Option<&str>, rank: &str, page: usize) -> String {
    let mut pairs = vec![("rank", rank.to_owned()), ("q", asked.q.clone())];
    pairs.push(("page", page.to_string()));
    pairs.push(("at", past.unwrap_or_default().to_owned()));
    pairs.retain(|(key, value)| !value.is_empty() && (*key != "page" || page > 0));
    match serde_urlencoded::to_string(pairs).unwrap_or_default() {
        query if query.is_empty() => "/o/chain".to_owned(),
        query => format!("/o/chain?{query}"),
    }
}

/// `/o/chain`
pub async fn page(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let when = signed.when;
    let number: usize = asked.page.parse().unwrap_or(0);
    let (first, wanted) = (number.saturating_mul(PAGE), asked.q.clone());
    let seen = signed
        .act(move |store, visitor| {
            let Some(vendors) = walk::vendors(store, visitor, when)? else {
                return Ok(None);
            };
            let all = vendors.len();
            let chosen = listed::chosen(vendors, &wanted, "name");
            let found = chosen.len();
            let page = chosen.into_iter().skip(first).take(PAGE).collect();
            let (mapped, cut) = walk::followed(store, (visitor, when), page, PLACES)?;
            Ok(Some((mapped, cut, all, found)))
        })
        .await
        .map_err(|error| signed.failed(&error))?;
    let (mapped, more, all, found) = seen.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let (w, past, at) = (Words(signed.language()), signed.past(), signed.at());
    let home = signed.arrival.home();
    let own = home.map(|home| crate::access::called(&home.names, signed.language()));
    let own = own.unwrap_or_default();
    let rows: Vec<Row> = mapped
        .iter()
        .flat_map(|one| place::rows(one, (&own, &at), w))
        .collect();
    let rank = rank(&asked, rows.len());
    let frame = signed.frame(&w.say("map-title"));
    let to = |rank: &str, page: usize| address(&asked, past.as_deref(), rank, page);
    let page = Page {
        drawing: (!rows.is_empty()).then(|| place::drawing(&own, &rows, rank, w)),
        ranks: ranks(&rows, rank, w, |rank| to(&rank.to_string(), number)),
        shared: (mapped.len() == all).then(|| shared::shared(&mapped)),
        shared_href: format!("/o/chain/shared{at}"),
        before: (number > 0).then(|| to(&asked.rank, number - 1)),
        after: (found > first.saturating_add(PAGE)).then(|| to(&asked.rank, number + 1)),
        found: w.with2(
            "engagement-found",
            ("found", &found.to_string()),
            ("all", &all.to_string()),
        ),
        all,
        rows,
        more,
        past: past.clone(),
        frame: frame.clone(),
        asked,
    };
    Ok(frame.answer(&page))
}

fn rank(asked: &Asked, places: usize) -> u64 {
    let chosen = asked
        .rank
        .parse::<u64>()
        .ok()
        .filter(|rank| (1..=DEEPEST).contains(rank));
    chosen.unwrap_or(if places <= AT_ONCE { DEEPEST } else { 1 })
}

/// The ranks to choose from: address, words, whether it is the one shown.
fn ranks(
    rows: &[Row],
    shown: u64,
    w: Words,
    to: impl Fn(u64) -> String,
) -> Vec<(String, String, bool)> {
    let deepest = rows.iter().map(|row| row.rank).max();
    let deepest = deepest.unwrap_or(1).min(DEEPEST);
    let choice = |rank: u64| {
        let words = w.with("map-to-rank", "rank", rank);
        (to(rank), words, rank == shown.min(deepest))
    };
    (1..=deepest).map(choice).collect()
}
