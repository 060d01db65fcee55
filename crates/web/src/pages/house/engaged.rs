//! What awaits somebody on the engagements of the organisation they act for, the most harmful first.

use std::sync::Arc;

use axum::response::Response;
use jiff::civil::Date;
use ledger::body::Kind;
use ledger::disclosed::Disclosed;
use ledger::divergence::Divergence;
use ledger::id::EngagementId;
use store::door::EngagementRow;

use super::awaits::Await;
use crate::access::Signed;
use crate::layout::Words;

/// Lines shown before the rest is only counted.
const MOST: usize = 12;
/// Days after its end for which an ended engagement is told of.
const AFTER_THE_END: i32 = 30;
/// Days before the end of an agreement from which on it is told.
const BEFORE_THE_END: i32 = 60;

/// Where the days of all engagements stand.
const CALENDAR: &str = "/o/calendar";

async fn rows(signed: &Signed) -> Result<Vec<Arc<EngagementRow>>, Response> {
    let rows = signed
        .act(|store, visitor| Ok(store.engagements(visitor)?))
        .await
        .map_err(|error| signed.failed(&error))?;
    let rows = rows.unwrap_or_default().into_iter();
    Ok(rows.map(Disclosed::into_inner).collect())
}

/// What awaits on engagements; nothing for who may not see any.
pub(super) async fn list(signed: &Signed) -> Result<Vec<Await>, Response> {
    let rows = rows(signed).await?;
    let (w, today) = (Words(signed.language()), signed.access.store.now().today());
    let mut found: Vec<(usize, Thing, &EngagementRow)> = rows
        .iter()
        .flat_map(|row| of(row, signed, today).map(move |(harm, thing)| (harm, thing, &**row)))
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.1.cmp(&a.1.1)));
    let more = found.len().saturating_sub(MOST);
    let shown = found.into_iter().take(MOST);
    let mut list: Vec<Await> = shown
        .map(|(_, thing, row)| line(thing, row, today, w))
        .collect();
    if more > 0 {
        list.push(Await {
            text: w.with("home-more", "count", more),
            href: "/o/engagements".to_owned(),
            tag: None,
        });
    }
    Ok(list)
}

/// What awaits on one engagement.
pub(in crate::pages) async fn awaiting_on(
    signed: &Signed,
    id: EngagementId,
) -> Result<Vec<Await>, Response> {
    let rows = rows(signed).await?;
    let (w, today) = (Words(signed.language()), signed.access.store.now().today());
    let row = rows.iter().find(|row| row.id == id);
    let things = row
        .into_iter()
        .flat_map(|row| of(row, signed, today).map(move |of| (of.1, row)));
    Ok(things
        .map(|(thing, row)| line(thing, row, today, w))
        .collect())
}

/// What an engagement asks of the visitor, with how harmful the kind of thing is: 0 first.
fn of(row: &EngagementRow, signed: &Signed, today: Date) -> impl Iterator<Item = (usize, Thing)> {
    let things = match row.closed {
        None => things(row, signed, today).to_vec(),
        Some(day) => {
            let since = day.until(today).map_or(i32::MAX, |span| span.get_days());
            let told = since <= AFTER_THE_END;
            let last = ("home-closed", u64::from(told), "", Some(day));
            let mut none = vec![("", 0, "", None); KINDS];
            none.push(last);
            none
        }
    };
    things
        .into_iter()
        .enumerate()
        .filter(|(_, thing)| thing.1 > 0)
}

/// Kinds of things that an engagement which goes on asks.
const KINDS: usize = 9;

/// Key of the words, how many, the page, and the day it is about.
type Thing = (&'static str, u64, &'static str, Option<Date>);

/// What one engagement asks of the visitor, in words.
fn line((key, count, page, day): Thing, row: &EngagementRow, today: Date, w: Words) -> Await {
    let args = [
        ("title", row.title.clone()),
        ("organisation", row.across.clone()),
        ("count", count.to_string()),
        ("day", day.map_or(String::new(), |day| w.day(&day))),
    ];
    Await {
        text: report::words::say(*w.language(), key, &args),
        href: match page {
            CALENDAR => CALENDAR.to_owned(),
            page => format!("/o/engagements/{}{page}", row.id),
        },
        tag: tag(key, day, today, w),
    }
}

/// How pressing it is: what already does harm or is overdue, or the day by which.
fn tag(key: &str, day: Option<Date>, today: Date, w: Words) -> Option<(&'static str, String)> {
    match day.filter(|_| key != "home-closed") {
        Some(day) if day < today => Some(("bad", w.say("home-over"))),
        Some(day) => Some(("care", w.with("home-by", "day", w.day(&day)))),
        None => (key == "home-differs").then(|| ("bad", w.say("home-now"))),
    }
}

/// Every kind of thing, the most harmful first, with how many of it there are.
fn things(row: &EngagementRow, signed: &Signed, today: Date) -> [Thing; KINDS] {
    let count = |how| row.divergences.get(&how).copied().unwrap_or(0);
    let relied = count(Divergence::AgainstAgreement) + count(Divergence::HeldByOne);
    let soon = row.runs_out.is_some_and(|day| {
        let left = today.until(day).map_or(i32::MAX, |span| span.get_days());
        left <= BEFORE_THE_END
    });
    let may = |kind, count: u64| if signed.can(kind) { count } else { 0 };
    let own = row.unaccepted.min(row.waits_for_us);
    let proposals = may(Kind::TermDropped, row.waits_for_us - own);
    let own_proposals = may(Kind::TermDropped, own);
    let consents = may(Kind::SubcontractDecided, row.undecided);
    let works = may(Kind::WorkConfirmed, row.unconfirmed);
    let asked = may(
        Kind::EvidenceGiven,
        row.to_show.map_or(0, |(count, _)| count),
    );
    let due = row.to_show.map(|(_, day)| day);
    let to_review = may(Kind::EvidenceReviewed, row.to_review);
    [
        ("home-differs", relied, "", None),
        ("home-proposals", proposals, "/terms", None),
        ("home-own-proposals", own_proposals, "/terms", None),
        over(row, today),
        ("home-consents", consents, "/below", None),
        ("home-works", works, "/works", None),
        ("home-evidence-asked", asked, "/evidence", due),
        ("home-evidence-review", to_review, "/evidence", None),
        ("home-runs-out", u64::from(soon), CALENDAR, row.runs_out),
    ]
}

/// Evidence that ran out or was to be shown anew, ours or theirs.
fn over(row: &EngagementRow, today: Date) -> Thing {
    let over = row.evidence_lapses.filter(|(day, _)| *day < today);
    let key = match over {
        Some((_, side)) if side == row.own => "home-evidence-over-ours",
        _ => "home-evidence-over-theirs",
    };
    let day = over.map(|(day, _)| day);
    (key, u64::from(over.is_some()), "/evidence", day)
}
