//! The works of all engagements beside each other: which of them cannot be kept in one way of working. For the page, its file and programs.

use ledger::body::shared::Side;
use ledger::body::work::Conditions;
use ledger::conflict::{Clash, across};
use ledger::id::OrganisationId;
use ledger::view::work::AllowedWork;
use store::door::NamedConditions;

/// A work of an engagement; an engagement without any stands alone.
pub(crate) struct Known<'a> {
    /// The engagement.
    pub of: &'a NamedConditions,
    /// The work.
    pub work: Option<&'a AllowedWork>,
}

impl Known<'_> {
    /// What both sides hold of it.
    pub fn held(&self) -> Option<&Conditions> {
        let held = self.work?.held.as_ref();
        held.map(|(_, held)| held)
    }
}

/// Every work of every engagement that runs.
pub(crate) fn known<'a>(
    engagements: impl IntoIterator<Item = &'a NamedConditions>,
) -> Vec<Known<'a>> {
    let running = engagements
        .into_iter()
        .filter(|one| one.conditions.closed.is_none());
    let rows = running.flat_map(|of| {
        let works = of.conditions.works.iter();
        let works = works.map(move |work| Known {
            of,
            work: Some(work),
        });
        let none = of.conditions.works.is_empty();
        let alone = none.then_some(Known { of, work: None });
        works.chain(alone)
    });
    rows.collect()
}

/// Of each row, with which other row of another client it cannot be done in one way; the other by its place.
pub(crate) fn clashes(known: &[Known<'_>]) -> Vec<Vec<Clash>> {
    let ours = known.iter().enumerate().filter_map(|(at, row)| {
        let vendor = row.of.conditions.own == Side::Vendor;
        let held = row.held().filter(|_| vendor)?;
        Some((at, row.of.conditions.client.organisation, held))
    });
    let ours: Vec<(usize, OrganisationId, &Conditions)> = ours.collect();
    let works: Vec<(OrganisationId, &Conditions)> = ours
        .iter()
        .map(|(_, client, held)| (*client, *held))
        .collect();
    let mut all = vec![Vec::new(); known.len()];
    for ((at, ..), found) in ours.iter().zip(across(&works)) {
        let with = |clash: Clash| Clash {
            with: ours[clash.with].0,
            ..clash
        };
        all[*at] = found.into_iter().map(with).collect();
    }
    all
}
