//! What a visitor sees of work passed on: what was asked and decided on an engagement, and the chain below it as far as it is disclosed.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use ledger::body::chain::Openness;
use ledger::body::house::Chained;
use ledger::disclosed::Disclosed;
use ledger::id::{EngagementId, LedgerId};
use ledger::moment::Moment;
use ledger::state::State;
use ledger::state::shared::Party;
use ledger::view::below::{self, Below, BelowView};
use ledger::view::chain::{self, PassedOnView};

use super::look::Look;
use crate::error::StoreError;
use crate::read::Read;

/// Ranks that are followed down.
const DEEPEST: usize = 12;

impl Look<'_, '_> {
    /// What both sides said about passing work on.
    ///
    /// # Errors
    /// As the database has it.
    pub fn passed_on(&mut self) -> Result<Option<Disclosed<PassedOnView>>, StoreError> {
        let texts = self.read.openings(self.ledger)?;
        let states = self.now.shared().zip(self.then.shared());
        Ok(states
            .and_then(|(now, then)| chain::passed_on(&self.reader, now, then, self.at, &texts)))
    }

    /// The chain below the engagement, as it is or as it was.
    ///
    /// # Errors
    /// As the database has it.
    pub fn below(&mut self) -> Result<Option<Disclosed<Vec<BelowView>>>, StoreError> {
        let states = self.now.shared().zip(self.then.shared());
        let Some((now, then)) = states.filter(|(now, _)| below::may_see(&self.reader, now)) else {
            return Ok(None);
        };
        let mut walk = Walk {
            past: (!Arc::ptr_eq(&self.now, &self.then)).then_some(self.at.recorded_by),
            on: self.at.on,
            path: BTreeSet::new(),
        };
        let nodes = self.read.seeing_all(|read| walk.nodes(read, now.id))?;
        Ok(below::below(&self.reader, now, then, &nodes, self.at.on))
    }
}

/// A walk down a chain.
struct Walk {
    /// The moment by which everything shown was recorded; none for what is so now.
    past: Option<Moment>,
    on: Date,
    /// Keeps a circle from being walked for ever.
    path: BTreeSet<EngagementId>,
}

impl Walk {
    fn state(&self, read: &mut Read<'_>, ledger: LedgerId) -> Result<Arc<State>, StoreError> {
        match self.past {
            None => read.state(ledger),
            Some(moment) => read.state_at(ledger, moment).map(Arc::new),
        }
    }

    /// The engagements below one, by the records of its vendor.
    fn nodes(
        &mut self,
        read: &mut Read<'_>,
        above: EngagementId,
    ) -> Result<Vec<Below>, StoreError> {
        if self.path.len() >= DEEPEST || !self.path.insert(above) {
            return Ok(Vec::new());
        }
        let mut nodes = Vec::new();
        let links = self.links_below(read, above)?.into_iter();
        let onward: Vec<Chained> = links
            .filter(|link| !self.path.contains(&link.engagement))
            .collect();
        for link in onward {
            let below = self.nodes(read, link.engagement)?;
            nodes.push(self.node(read, link, below)?);
        }
        self.path.remove(&above);
        Ok(nodes)
    }

    fn links_below(
        &self,
        read: &mut Read<'_>,
        above: EngagementId,
    ) -> Result<Vec<Chained>, StoreError> {
        let state = self.state(read, above.into())?;
        let Some(vendor) = state.shared().map(|shared| shared.vendor.organisation) else {
            return Ok(Vec::new());
        };
        let (then, now) = (self.state(read, vendor.into())?, read.state(vendor.into())?);
        let links = then.house().map(|house| house.chained.values());
        let here = |link: &&Chained| link.applies && link.parent == above;
        let as_open_as_now = |link: &Chained| {
            let kept = now
                .house()
                .and_then(|house| house.chained.get(&(link.engagement, link.parent)).cloned());
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
        &self,
        read: &mut Read<'_>,
        link: Chained,
        below: Vec<Below>,
    ) -> Result<Below, StoreError> {
        let state = self.state(read, link.engagement.into())?;
        let name = match state.shared().map(|shared| shared.vendor.clone()) {
            Some(vendor) => read.party_name(&vendor, self.on)?,
            None => String::new(),
        };
        Ok(Below {
            link,
            state,
            name,
            below,
        })
    }
}

impl Read<'_> {
    /// What an organisation on a side goes by: its own name where it is here, otherwise as the opener calls it.
    fn party_name(&mut self, party: &Party, on: Date) -> Result<String, StoreError> {
        let house = self.state(party.organisation.into())?;
        let own = house.house().filter(|_| party.present);
        let own = own.and_then(|house| house.names_on(on).first().map(|name| name.text.clone()));
        let called = party.partner.as_ref().map(|partner| partner.name.clone());
        Ok(own.or(called).unwrap_or_default())
    }
}
