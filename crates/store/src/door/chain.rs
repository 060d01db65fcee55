//! What a visitor sees of work passed on: what was asked and decided on an engagement, and the chain below it as far as it is disclosed.

use std::collections::BTreeSet;

use jiff::civil::Date;
use ledger::body::house::Chained;
use ledger::disclosed::Disclosed;
use ledger::id::EngagementId;
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

    /// The chain below the engagement as it is today.
    ///
    /// # Errors
    /// As the database has it.
    pub fn below(&mut self) -> Result<Option<Disclosed<Vec<BelowView>>>, StoreError> {
        let Some(id) = self.ledger.engagement() else {
            return Ok(None);
        };
        let mut path = BTreeSet::new();
        let on = self.at.on;
        let nodes = self.read.seeing_all(|read| read.nodes(id, on, &mut path))?;
        let above = self.now.shared();
        Ok(above.and_then(|above| below::below(&self.reader, above, &nodes, self.at.on)))
    }

    /// Which of the organisation's engagements pass on the work of which others.
    #[must_use]
    pub fn links(&self) -> Option<Disclosed<Vec<Chained>>> {
        let houses = self.now.house().zip(self.then.house());
        houses.and_then(|(now, then)| chain::links(&self.reader, now, then))
    }
}

impl Read<'_> {
    /// The engagements below one, by the records of its vendor; `path` keeps a circle from being walked for ever.
    fn nodes(
        &mut self,
        above: EngagementId,
        on: Date,
        path: &mut BTreeSet<EngagementId>,
    ) -> Result<Vec<Below>, StoreError> {
        if path.len() >= DEEPEST || !path.insert(above) {
            return Ok(Vec::new());
        }
        let mut nodes = Vec::new();
        let links = self.links_below(above)?.into_iter();
        let onward: Vec<Chained> = links
            .filter(|link| !path.contains(&link.engagement))
            .collect();
        for link in onward {
            let below = self.nodes(link.engagement, on, path)?;
            nodes.push(self.node(link, on, below)?);
        }
        path.remove(&above);
        Ok(nodes)
    }

    fn links_below(&mut self, above: EngagementId) -> Result<Vec<Chained>, StoreError> {
        let state = self.state(above.into())?;
        let Some(vendor) = state.shared().map(|shared| shared.vendor.organisation) else {
            return Ok(Vec::new());
        };
        let house = self.state(vendor.into())?;
        let links = house.house().map(|house| house.chained.values());
        let here = |link: &&Chained| link.applies && link.parent == above;
        Ok(links.into_iter().flatten().filter(here).cloned().collect())
    }

    fn node(&mut self, link: Chained, on: Date, below: Vec<Below>) -> Result<Below, StoreError> {
        let state = self.state(link.engagement.into())?;
        let name = match state.shared().map(|shared| shared.vendor.clone()) {
            Some(vendor) => self.party_name(&vendor, on)?,
            None => String::new(),
        };
        Ok(Below {
            link,
            state,
            name,
            below,
        })
    }

    /// What an organisation on a side goes by: its own name where it is here, otherwise as the opener calls it.
    fn party_name(&mut self, party: &Party, on: Date) -> Result<String, StoreError> {
        let house = self.state(party.organisation.into())?;
        let own = house.house().filter(|_| party.present);
        let own = own.and_then(|house| house.names_on(on).first().map(|name| name.text.clone()));
        let called = party.partner.as_ref().map(|partner| partner.name.clone());
        Ok(own.or(called).unwrap_or_default())
    }
}
