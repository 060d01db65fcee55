//! The engagements of an organisation as a list: those that match, in the order asked for, now or as of a day.

use std::cmp::Reverse;
use std::sync::Arc;

use ledger::divergence::Divergence;
use ledger::id::EngagementId;
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
) -> Result<Option<Vec<Arc<EngagementRow>>>, StoreError> {
    let seen = match when {
        When::Now => store.engagements(visitor)?,
        When::EndOf(_) => store.register(visitor, when)?.map(|seen| {
            seen.into_iter()
                .map(|row| row.map(|row| Arc::new(row_of(row))))
                .collect()
        }),
    };
    Ok(seen.map(|seen| seen.into_iter().map(|row| row.into_inner()).collect()))
}

fn row_of(row: RegisterRow) -> EngagementRow {
    let RegisterRow {
        engagement: named,
        divergences,
        both_stated,
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
        both_stated,
        // What waits is asked of today alone.
        waits_for_us: 0,
        unaccepted: 0,
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
pub fn chosen(rows: Vec<Arc<EngagementRow>>, text: &str, sort: &str) -> Vec<Arc<EngagementRow>> {
    let wanted = text.trim().to_lowercase();
    let found = |text: &str| text.to_lowercase().contains(&wanted);
    let matches =
        |row: &&Arc<EngagementRow>| wanted.is_empty() || found(&row.title) || found(&row.across);
    let found: Vec<&Arc<EngagementRow>> = rows.iter().filter(matches).collect();
    let sorted = match sort {
        "name" => sorted(found, name),
        "until" => sorted(found, |row| (row.until.is_none(), row.until, name(row))),
        _ => sorted(found, |row| (Reverse(differs(row)), name(row))),
    };
    sorted.into_iter().map(Arc::clone).collect()
}

fn name(row: &EngagementRow) -> (&str, &str, EngagementId) {
    (&row.across, &row.title, row.id)
}

/// Whether it goes on, how much differs, the worst kind first, and how much waits.
fn differs(row: &EngagementRow) -> (bool, [u64; Divergence::ALL.len()], u64) {
    let of = |how: &Divergence| row.divergences.get(how).copied().unwrap_or(0);
    let mut counts = [0; Divergence::ALL.len()];
    for (count, how) in counts.iter_mut().zip(Divergence::ALL) {
        *count = of(how);
    }
    (row.closed.is_none(), counts, row.waits_for_us)
}

/// In the order of a key, which is made once of each.
fn sorted<'a, K: Ord>(
    rows: Vec<&'a Arc<EngagementRow>>,
    key: impl Fn(&'a EngagementRow) -> K,
) -> Vec<&'a Arc<EngagementRow>> {
    let mut keyed: Vec<(K, &Arc<EngagementRow>)> =
        rows.into_iter().map(|row| (key(row), row)).collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    keyed.into_iter().map(|(_, row)| row).collect()
}
