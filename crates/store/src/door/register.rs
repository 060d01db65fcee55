//! Every engagement of an organisation with all that a register of them holds, now or as of a day: each ledger folded, none from a digest.

use std::collections::BTreeMap;

use ledger::body::shared::Side;
use ledger::disclosed::Disclosed;
use ledger::divergence::Divergence;
use ledger::policy::Part;
use ledger::view::shared::BothViews;

use super::engaged::NamedEngagement;
use super::look::{Look, When};
use super::visitor::Visitor;
use crate::Store;
use crate::error::StoreError;

/// An engagement in a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRow {
    /// The engagement, with both sides by name.
    pub engagement: NamedEngagement,
    /// Number of items by how the sides' views differ.
    pub divergences: BTreeMap<Divergence, u64>,
    /// Whether both sides stated at least one item.
    pub both_stated: bool,
}

impl Store {
    /// The register of the organisation a visitor acts for, in no order; none where they may not see its engagements.
    /// On a past day it holds what was recorded by then, for who may see it now.
    ///
    /// # Errors
    /// As the database has it.
    pub fn register(
        &self,
        visitor: &Visitor,
        when: When,
    ) -> Result<Option<Vec<Disclosed<RegisterRow>>>, StoreError> {
        let every = self.look_at_every(visitor, when, (Part::Sides, usize::MAX), |look| {
            look.registered()
        })?;
        Ok(every.map(|every| every.found))
    }
}

/// Number of items by how the sides' views differ.
fn divergences(views: &[BothViews]) -> BTreeMap<Divergence, u64> {
    let mut counts = BTreeMap::new();
    for how in views.iter().filter_map(|both| both.divergence) {
        *counts.entry(how).or_default() += 1;
    }
    counts
}

/// Whether a side said anything itself.
fn states(views: &[BothViews], side: Side) -> bool {
    let said = views.iter().filter_map(|both| both.of(side));
    said.into_iter().any(|view| !view.heard)
}

impl Look<'_, '_> {
    /// The engagement as a register has it.
    fn registered(&mut self) -> Result<Option<Disclosed<RegisterRow>>, StoreError> {
        let Some(seen) = self.engagement()? else {
            return Ok(None);
        };
        let views = self.all_views();
        Ok(Some(seen.map(|engagement| RegisterRow {
            engagement,
            divergences: divergences(&views),
            both_stated: Side::ALL.iter().all(|side| states(&views, *side)),
        })))
    }

    /// What the sides say of each item; nothing where the reader may not hear of views.
    fn all_views(&self) -> Vec<BothViews> {
        let (Some(now), Some(then)) = (self.now.shared(), self.then.shared()) else {
            return Vec::new();
        };
        let none = ledger::view::Texts::new();
        let seen = ledger::view::shared::views(&self.reader, now, then, self.at, &none);
        seen.map(Disclosed::into_inner).unwrap_or_default()
    }
}
