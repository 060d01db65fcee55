//! What a visitor sees of work passed on: what was asked and decided on an engagement, and the chain below it as far as it is disclosed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use ledger::body::chain::Openness;
use ledger::body::house::Chained;
use ledger::body::shared::Side;
use ledger::disclosed::{Disclosed, Reader};
use ledger::id::{EngagementId, LedgerId, OrganisationId};
use ledger::moment::Moment;
use ledger::state::State;
use ledger::state::shared::Party;
use ledger::view::Texts;
use ledger::view::below::{self, Below, BelowView};
use ledger::view::chain::{self, PassedOnView};

use super::look::Look;
use crate::error::StoreError;
use crate::read::Read;

/// Ranks that are followed down.
const DEEPEST: usize = 12;
/// Engagements of a chain that are shown.
const MOST: usize = 2_000;

impl Look<'_, '_> {
    /// What both sides said about passing work on.
    ///
    /// # Errors
    /// As the database has it.
    pub fn passed_on(&mut self) -> Result<Option<Disclosed<PassedOnView>>, StoreError> {
        let states = self.now.shared().zip(self.then.shared());
        let asked = states.is_some_and(|(_, then)| !then.passed_on.subcontracts.is_empty());
        let texts = match asked {
            true => self.read.openings(self.ledger)?,
            false => Texts::new(),
        };
        Ok(states
            .and_then(|(now, then)| chain::passed_on(&self.reader, now, then, self.at, &texts)))
    }

    /// The chain below the engagement, as it is or as it was; and whether it has more than is told.
    ///
    /// # Errors
    /// As the database has it.
    pub fn below(&mut self) -> Result<Option<Disclosed<Chain>>, StoreError> {
        self.below_at_most(MOST)
    }

    /// As [`Self::below`], but no more than so many engagements.
    ///
    /// # Errors
    /// As the database has it.
    pub fn below_at_most(&mut self, most: usize) -> Result<Option<Disclosed<Chain>>, StoreError> {
        let states = self.now.shared().zip(self.then.shared());
        let Some((now, then)) = states.filter(|(now, _)| below::may_see(&self.reader, now)) else {
            return Ok(None);
        };
        let mut walk = Walk {
            past: self.past(),
            on: self.at.on.min(self.today),
            reader: self.reader.clone(),
            opened: BTreeSet::new(),
            left: most,
            known: BTreeMap::new(),
        };
        let nodes = self
            .read
            .seeing_all(|read| walk.nodes(read, now.id, (0, Openness::Open)))?;
        let seen = below::below(&self.reader, now, then, &nodes, self.at.on);
        let more = walk.left == 0;
        Ok(seen.map(|rows| rows.map(|rows| Chain { rows, more })))
    }
}

/// A chain as its reader may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Each engagement after the one it stands below.
    pub rows: Vec<BelowView>,
    /// Whether there is more, which was not followed.
    pub more: bool,
}

/// A walk down a chain. Those below an engagement are followed once, wherever it stands again: a circle ends,
/// and a dense chain costs no more than it has engagements.
struct Walk {
    /// The moment by which everything shown was recorded; none for what is so now.
    past: Option<Moment>,
    on: Date,
    reader: Reader,
    opened: BTreeSet<EngagementId>,
    /// Engagements that may still be shown.
    left: usize,
    /// States of then, which are folded from the entries each time.
    known: BTreeMap<LedgerId, Arc<State>>,
}

impl Walk {
    fn state(&mut self, read: &mut Read<'_>, ledger: LedgerId) -> Result<Arc<State>, StoreError> {
        if self.past.is_none() {
            return read.state(ledger);
        }
        if let Some(known) = self.known.get(&ledger) {
            return Ok(Arc::clone(known));
        }
        let state = read.as_of(ledger, self.past)?;
        self.known.insert(ledger, Arc::clone(&state));
        Ok(state)
    }

    /// The engagements below one, by the records of its vendor: those of which something is told, the most open first, so that
    /// nothing hidden takes the place of what is disclosed.
    fn nodes(
        &mut self,
        read: &mut Read<'_>,
        above: EngagementId,
        (rank, most): (usize, Openness),
    ) -> Result<Vec<Below>, StoreError> {
        let mut nodes = Vec::new();
        if rank >= DEEPEST || !self.opened.insert(above) {
            return Ok(nodes);
        }
        let state = self.state(read, above.into())?;
        let Some(shared) = state.shared() else {
            return Ok(nodes);
        };
        let own = self.reader.side(shared) == Some(Side::Vendor);
        let told = |link: &Chained| match own {
            true => Openness::Open,
            false => link.openness.min(most),
        };
        let mut links = self.links_below(read, above, shared.vendor.organisation)?;
        links.retain(|link| told(link) != Openness::Hidden);
        links.sort_by_key(|link| std::cmp::Reverse(told(link)));
        for link in links {
            // What stands above already would come again and again.
            if self.left == 0 || self.opened.contains(&link.engagement) {
                continue;
            }
            self.left -= 1;
            let below = self.nodes(read, link.engagement, (rank + 1, told(&link)))?;
            nodes.push(self.node(read, link, below)?);
        }
        Ok(nodes)
    }

    fn links_below(
        &mut self,
        read: &mut Read<'_>,
        above: EngagementId,
        vendor: OrganisationId,
    ) -> Result<Vec<Chained>, StoreError> {
        let then = self.state(read, vendor.into())?;
        let now = read.state(vendor.into())?;
        let links = then.house().map(|house| house.chained.values());
        let here = |link: &&Chained| link.applies && link.parent == above;
        let as_open_as_now = |link: &Chained| {
            let key = (link.engagement, link.parent);
            let kept = now.house().and_then(|house| house.chained.get(&key));
            let most = kept.map_or(Openness::Hidden, |kept| kept.openness);
            Chained {
                openness: link.openness.min(most),
                ..link.clone()
            }
        };
        let here = links.into_iter().flatten().filter(here);
        Ok(here.map(as_open_as_now).collect())
    }

    fn node(
        &mut self,
        read: &mut Read<'_>,
        link: Chained,
        below: Vec<Below>,
    ) -> Result<Below, StoreError> {
        let state = self.state(read, link.engagement.into())?;
        let name = match state.shared().map(|shared| shared.vendor.clone()) {
            Some(vendor) => self.name(read, &vendor)?,
            None => String::new(),
        };
        Ok(Below {
            link,
            state,
            name,
            below,
        })
    }

    /// What an organisation on a side went by: its own name where it was here, otherwise as the opener calls it.
    fn name(&mut self, read: &mut Read<'_>, party: &Party) -> Result<String, StoreError> {
        let house = self.state(read, party.organisation.into())?;
        let own = house.house().filter(|_| party.present);
        let own = own.and_then(|house| {
            let names = house.names_on(self.on);
            names.first().map(|name| name.text.clone())
        });
        let called = party.partner.as_ref().map(|partner| partner.name.clone());
        Ok(own.or(called).unwrap_or_default())
    }
}
