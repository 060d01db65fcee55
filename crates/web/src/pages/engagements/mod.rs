//! The engagements of an organisation: those that differ most come first; and the form that opens one.

mod ask;
mod import;
mod links;
mod new;
mod register;

pub use ask::{page as ask, take as take_ask};
pub use import::{LARGEST_TABLE, blank, choose as import, look, take};
pub use links::save as save_links;
pub use register::{dora, file as register};

pub(in crate::pages) use new::{Choices, Typed, people, screened};
pub use new::{open, page as new};

use std::sync::Arc;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use ledger::body::Kind;
use ledger::divergence::Divergence;
use serde::Deserialize;
use store::acts::NotDone;
use store::door::EngagementRow;

use crate::access::Signed;
use crate::catalogue::divergence_tone;
use crate::download;
use crate::layout::{Frame, Words};
use crate::register::listed;

/// A form's fields, in order.
pub type Fields = Vec<(String, String)>;

/// Rows of one page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "pages/engagements/page.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    all: usize,
    /// How many were found of all there are.
    found: String,
    asked: Asked,
    sorts: Vec<(&'static str, String)>,
    before: Option<String>,
    after: Option<String>,
    save: String,
    may_open: bool,
    /// The past day that is looked at.
    past: Option<String>,
    /// The same, for addresses.
    at: String,
}

struct Row {
    href: String,
    title: String,
    across: String,
    present: bool,
    side: String,
    differs: Vec<Differs>,
    /// Whether both sides stated anything that could differ.
    both_stated: bool,
    /// Proposals that wait for the reader's side, in words: the partner's and its own.
    waits: Vec<String>,
    until: String,
    closed: bool,
}

struct Differs {
    tone: &'static str,
    word: String,
    count: u64,
}

/// What is asked of the list.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub struct Asked {
    /// Part of a title or name.
    q: String,
    /// `differs`, `name` or `until`.
    sort: String,
    page: usize,
}

async fn rows(signed: &Signed) -> Result<Vec<Arc<EngagementRow>>, Response> {
    let when = signed.when;
    let seen = signed
        .act(move |store, visitor| Ok(listed::rows(store, visitor, when)?))
        .await
        .map_err(|error| signed.failed(&error))?;
    seen.ok_or_else(|| signed.failed(&NotDone::Absent))
}

/// Those that match, in the order asked for.
fn chosen(rows: Vec<Arc<EngagementRow>>, asked: &Asked) -> Vec<Arc<EngagementRow>> {
    listed::chosen(rows, &asked.q, &asked.sort)
}

fn shown(row: &EngagementRow, past: Option<&str>, w: Words) -> Row {
    let differs = |(how, count): (&Divergence, &u64)| Differs {
        tone: divergence_tone(*how),
        word: w.code("divergence-", how.code()),
        count: *count,
    };
    Row {
        waits: waits(row, w),
        href: format!(
            "/o/engagements/{}{}",
            row.id,
            past.map_or(String::new(), |day| format!("?at={day}"))
        ),
        across: row.across.clone(),
        present: row.present,
        side: w.code("side-", row.own.code()),
        both_stated: row.both_stated,
        differs: row.divergences.iter().map(differs).collect(),
        until: row.until.map_or(String::new(), |day| w.day(&day)),
        closed: row.closed.is_some(),
        title: row.title.clone(),
    }
}

fn waits(row: &EngagementRow, w: Words) -> Vec<String> {
    let theirs = row.waits_for_us.saturating_sub(row.unaccepted);
    let all = [
        ("engagement-waits", theirs),
        ("engagement-waits-ours", row.unaccepted),
    ];
    let told = all.into_iter().filter(|(_, count)| *count > 0);
    told.map(|(key, count)| w.with(key, "count", count))
        .collect()
}

/// `/o/engagements`
pub async fn page(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let rows = rows(&signed).await?;
    let all = rows.len();
    let found = chosen(rows, &asked);
    let w = Words(signed.language());
    let frame = signed.frame(&w.say("engagement-section"));
    let past = signed.past();
    let address = |page: usize| {
        let mut pairs = vec![("q", asked.q.as_str()), ("sort", &asked.sort)];
        pairs.extend(past.as_deref().map(|day| ("at", day)));
        let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
        format!("/o/engagements?{query}&page={page}")
    };
    let first = PAGE.saturating_mul(asked.page);
    let page = Page {
        all,
        found: w.with2(
            "engagement-found",
            ("found", &found.len().to_string()),
            ("all", &all.to_string()),
        ),
        before: (asked.page > 0).then(|| address(asked.page - 1)),
        after: (found.len() > first.saturating_add(PAGE)).then(|| address(asked.page + 1)),
        save: address(0).replacen("/o/engagements?", "/o/engagements/engagements.csv?", 1),
        sorts: listed::SORTS
            .iter()
            .map(|sort| (*sort, w.code("engagement-sort-", sort)))
            .collect(),
        rows: found
            .into_iter()
            .skip(first)
            .take(PAGE)
            .map(|row| shown(&row, past.as_deref(), w))
            .collect(),
        may_open: signed.can(Kind::Opened),
        past: signed.past(),
        at: signed
            .past()
            .map_or(String::new(), |day| format!("?at={day}")),
        asked,
        frame: frame.clone(),
    };
    Ok(frame.answer(&page))
}

/// `/o/engagements/engagements.csv`: the list as a table that opens in a spreadsheet.
pub async fn file(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let found = chosen(rows(&signed).await?, &asked);
    let w = Words(signed.language());
    let heads = [
        "engagement-title",
        "engagement-across",
        "engagement-side",
        "engagement-until",
    ];
    let differences = Divergence::ALL
        .iter()
        .map(|how| w.code("divergence-", how.code()));
    let heads = heads.iter().map(|key| w.say(key)).chain(differences);
    let mut lines = vec![heads.collect::<Vec<String>>()];
    lines.extend(found.into_iter().map(|row| {
        let count = |how: &Divergence| row.divergences.get(how).copied().unwrap_or(0).to_string();
        let counts = Divergence::ALL.iter().map(count);
        let until = row.until.map_or(String::new(), |day| day.to_string());
        let side = w.code("side-", row.own.code());
        let cells = [row.title.clone(), row.across.clone(), side, until];
        cells.into_iter().chain(counts).collect()
    }));
    let bytes = report::csv::write(&lines).map_err(|_| signed.failed(&NotDone::Absent))?;
    Ok(download::save("engagements.csv", bytes))
}
