//! Which vendors an organisation has, and who stands below them as far as it is disclosed.

use std::collections::BTreeSet;
use std::sync::Arc;

use ledger::body::shared::Side;
use ledger::disclosed::Disclosed;
use ledger::id::{EngagementId, SubcontractId};
use ledger::view::chain::{PassedOnView, SubcontractView};
use store::Store;
use store::door::{Chain, EngagementRow, Visitor, When};
use store::error::StoreError;

use crate::register::listed;

/// A vendor of the organisation, with those below as far as they are disclosed.
pub(super) struct Mapped {
    pub engagement: Arc<EngagementRow>,
    pub below: Option<Chain>,
    /// Subcontracts that were asked or reported and that no engagement of the vendor's stands for.
    pub asked: Vec<SubcontractView>,
}

/// What was asked or reported, goes on, and stands for none of the engagements below.
fn unconnected(passed_on: PassedOnView, below: Option<&Chain>) -> Vec<SubcontractView> {
    let rows = below.into_iter().flat_map(|chain| &chain.rows);
    let known: BTreeSet<SubcontractId> = rows.filter_map(|row| row.subcontract).collect();
    let all = passed_on.subcontracts.into_iter();
    all.filter(|one| one.ended.is_none() && !known.contains(&one.id))
        .collect()
}

/// The vendors whose engagement goes on, by name; none where these may not be seen.
pub(super) fn vendors(
    store: &Store,
    visitor: &Visitor,
    when: When,
) -> Result<Option<Vec<Arc<EngagementRow>>>, StoreError> {
    let bought = |row: &Arc<EngagementRow>| row.own == Side::Client && row.closed.is_none();
    let rows = listed::rows(store, visitor, when)?;
    Ok(rows.map(|rows| listed::chosen(rows.into_iter().filter(bought).collect(), "", "name")))
}

/// Follows the chain below each of some vendors, no more than so many places together; and whether that was too few.
pub(super) fn followed(
    store: &Store,
    (visitor, when): (&Visitor, When),
    vendors: Vec<Arc<EngagementRow>>,
    places: usize,
) -> Result<(Vec<Mapped>, bool), StoreError> {
    let ids: Vec<EngagementId> = vendors.iter().map(|row| row.id).collect();
    let (mut left, mut cut) = (places, false);
    let seen = store.look_at_each(visitor, &ids, when, |look| {
        let below = look.below_at_most(left)?.map(Disclosed::into_inner);
        let places = below.as_ref().map_or(0, |chain| chain.rows.len());
        left -= places.min(left);
        // Where not all below is shown, nobody can tell whom no engagement stands for.
        let whole = below.as_ref().is_some_and(|chain| !chain.more);
        cut |= below.as_ref().is_some_and(|chain| chain.more);
        let asked = look.passed_on()?.map(Disclosed::into_inner);
        let asked = asked.filter(|_| whole);
        let mut asked = asked.map_or_else(Vec::new, |asked| unconnected(asked, below.as_ref()));
        cut |= asked.len() > left;
        asked.truncate(left);
        left -= asked.len();
        Ok::<_, StoreError>((below, asked))
    })?;
    let both = vendors.into_iter().zip(seen);
    let mapped = both.map(|(engagement, seen)| {
        let (below, asked) = seen.unwrap_or_default();
        Mapped {
            engagement,
            below,
            asked,
        }
    });
    Ok((mapped.collect(), cut))
}
