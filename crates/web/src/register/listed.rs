//! The engagements of an organisation as a list: those that match, in the order asked for, now or as of a day.

use std::cmp::Reverse;

use ledger::divergence::Divergence;
use store::Store;
use store::door::{EngagementRow, RegisterRow, Visitor, When};
use store::error::StoreError;

/// The orders there are.
pub const SORTS: [&str; 3] = ["differs", "name", "until"];

/// The engagements of the organisation a visitor acts for; none where they may not see them.
/// Today's come from digests, those of a past day from each ledger.
///
/// # Errors
/// As the database has it.
pub fn rows(
    store: &Store,
    visitor: &Visitor,
    when: When,
) -> Result<Option<Vec<EngagementRow>>, StoreError> {
    let seen = match when {
        When::Now => store.engagements(visitor)?,
        When::EndOf(_) => store
            .register(visitor, when)?
            .map(|seen| seen.into_iter().map(|row| row.map(row_of)).collect()),
    };
    Ok(seen.map(|seen| seen.into_iter().map(|row| row.into_inner()).collect()))
}

fn row_of(row: RegisterRow) -> EngagementRow {
    let RegisterRow {
        engagement: named,
        divergences,
    } = row;
    let across = named.party(named.engagement.own.other());
    let described = named.engagement.described.as_ref();
    EngagementRow {
        id: named.engagement.id,
        across: across
            .names
            .first()
            .map_or(String::new(), |name| name.text.clone()),
        present: across.party.present,
        until: described.and_then(|(_, described)| described.until),
        own: named.engagement.own,
        closed: named.engagement.closed,
        title: named.engagement.title,
        divergences,
        // What waits is asked of today alone.
        waits_for_us: 0,
        undecided: 0,
        unconfirmed: 0,
        runs_out: None,
        to_review: 0,
        to_show: None,
        evidence_lapses: None,
    }
}

/// Those in whose title or partner's name the text is found, in an order of [`SORTS`].
#[must_use]
pub fn chosen(mut rows: Vec<EngagementRow>, text: &str, sort: &str) -> Vec<EngagementRow> {
    let wanted = text.trim().to_lowercase();
    let matches = |text: &str| text.to_lowercase().contains(&wanted);
    rows.retain(|row| matches(&row.title) || matches(&row.across));
    let counts = |row: &EngagementRow| {
        let of = |how: &Divergence| row.divergences.get(how).copied().unwrap_or(0);
        Divergence::ALL.iter().map(of).collect::<Vec<u64>>()
    };
    let name = |row: &EngagementRow| (row.across.clone(), row.title.clone(), row.id);
    match sort {
        "name" => rows.sort_by_cached_key(name),
        "until" => rows.sort_by_cached_key(|row| (row.until.is_none(), row.until, name(row))),
        _ => rows.sort_by_cached_key(|row| {
            (
                Reverse((row.closed.is_none(), counts(row), row.waits_for_us)),
                name(row),
            )
        }),
    }
    rows
}
