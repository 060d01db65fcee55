//! What awaits somebody on the engagements of the organisation they act for, the most harmful first.

use axum::response::Response;
use jiff::civil::Date;
use ledger::body::Kind;
use ledger::divergence::Divergence;
use store::door::EngagementRow;

use super::awaits::Await;
use crate::access::Signed;
use crate::layout::Words;

/// Lines shown before the rest is only counted.
const MOST: usize = 12;
/// Days before the end of an agreement from which on it is told.
const BEFORE_THE_END: i32 = 60;

/// What awaits on engagements; nothing for who may not see any.
pub(super) async fn list(signed: &Signed) -> Result<Vec<Await>, Response> {
    let rows = signed
        .act(|store, visitor| Ok(store.engagements(visitor)?))
        .await
        .map_err(|error| signed.failed(&error))?;
    let rows = rows
        .unwrap_or_default()
        .into_iter()
        .map(|row| row.into_inner());
    let open: Vec<EngagementRow> = rows.filter(|row| row.closed.is_none()).collect();
    let (w, today) = (Words(signed.language()), signed.access.store.now().today());
    let mut found: Vec<(usize, u64, Await)> = Vec::new();
    for row in &open {
        found.extend(of(row, signed, today, w));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    let more = found.len().saturating_sub(MOST);
    let mut list: Vec<Await> = found
        .into_iter()
        .take(MOST)
        .map(|(_, _, line)| line)
        .collect();
    if more > 0 {
        list.push(Await {
            text: w.with("home-more", "count", more),
            href: "/o/engagements".to_owned(),
        });
    }
    Ok(list)
}

/// What one engagement asks of the visitor: how harmful the kind of thing is (0 first), how many, the line.
fn of(row: &EngagementRow, signed: &Signed, today: Date, w: Words) -> Vec<(usize, u64, Await)> {
    let count = |how| row.divergences.get(&how).copied().unwrap_or(0);
    let relied = count(Divergence::AgainstAgreement) + count(Divergence::HeldByOne);
    let soon = row.runs_out.is_some_and(|day| {
        let left = today.until(day).map_or(i32::MAX, |span| span.get_days());
        left <= BEFORE_THE_END
    });
    let may = |kind, count: u64| if signed.can(kind) { count } else { 0 };
    let things = [
        ("home-differs", relied, ""),
        (
            "home-proposals",
            may(Kind::TermDropped, row.waits_for_us),
            "/terms",
        ),
        (
            "home-consents",
            may(Kind::SubcontractDecided, row.undecided),
            "/below",
        ),
        (
            "home-works",
            may(Kind::WorkConfirmed, row.unconfirmed),
            "/works",
        ),
        ("home-runs-out", u64::from(soon), "/terms"),
    ];
    let line = |(harm, (key, count, page)): (usize, (&str, u64, &str))| {
        let args = [
            ("title", row.title.clone()),
            ("organisation", row.across.clone()),
            ("count", count.to_string()),
            ("day", row.runs_out.map_or(String::new(), |day| w.day(&day))),
        ];
        let text = report::words::say(*w.language(), key, &args);
        let href = format!("/o/engagements/{}{page}", row.id);
        (harm, count, Await { text, href })
    };
    let asks = things
        .into_iter()
        .enumerate()
        .filter(|(_, thing)| thing.1 > 0);
    asks.map(line).collect()
}
