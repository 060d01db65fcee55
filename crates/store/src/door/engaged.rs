//! What a visitor, or whoever holds a link, sees of an engagement.

use std::collections::BTreeSet;

use ledger::body::shared::{Side, Verb};
use ledger::disclosed::{Disclosed, Reader};
use ledger::id::{EngagementId, LedgerId, LinkId, OrganisationId};
use ledger::item::ItemCode;
use ledger::organisation::{Identifier, Name};
use ledger::state::Shared;
use ledger::view::shared::{self, BothViews, Engagement, LinkView, PartyView};

use super::look::{Look, When};
use super::visitor::Visitor;
use crate::Store;
use crate::acts::purpose;
use crate::engine::Sight;
use crate::error::StoreError;
use crate::read::Read;
use crate::working::secret::SecretHash;

/// Who stands on a side, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedParty {
    /// Who.
    pub party: PartyView,
    /// Its names: its own where it is here, otherwise as the opener calls it.
    pub names: Vec<Name>,
    /// Its public number: its own where it is here and has one, otherwise as the opener wrote it.
    pub identifier: Option<Identifier>,
    /// The name of who answers for the engagement there.
    pub responsible: Option<String>,
}

/// An engagement with the names of both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedEngagement {
    /// The engagement.
    pub engagement: Engagement,
    /// Who gives the work.
    pub client: NamedParty,
    /// Who does it.
    pub vendor: NamedParty,
}

impl NamedEngagement {
    /// Who stands on a side.
    #[must_use]
    pub fn party(&self, side: Side) -> &NamedParty {
        match side {
            Side::Client => &self.client,
            Side::Vendor => &self.vendor,
        }
    }
}

/// What a link lets its holder do, for the pages of who holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The engagement it leads to.
    pub engagement: EngagementId,
    /// Which link.
    pub link: LinkId,
    /// For which side.
    pub side: Side,
    /// What it lets them do.
    pub verbs: Vec<Verb>,
    /// Of which items; all where none is named.
    pub items: BTreeSet<ItemCode>,
    /// Before when it works.
    pub expires: ledger::moment::Moment,
}

impl Store {
    /// Lets a visitor look at an engagement. None where their organisation stands on no side of it, or they hold no role there.
    ///
    /// # Errors
    /// The looking's own.
    pub fn look_at<T, E: From<StoreError>>(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        when: When,
        run: impl FnOnce(&mut Look<'_, '_>) -> Result<T, E>,
    ) -> Result<Option<T>, E> {
        let mut run = Some(run);
        let mut seen = self.look_at_each(visitor, &[engagement], when, |look| {
            run.take().map(|run| run(look)).transpose()
        })?;
        Ok(seen.pop().flatten().flatten())
    }

    /// The same for several engagements, all as of one moment.
    ///
    /// # Errors
    /// The looking's own.
    pub fn look_at_each<T, E: From<StoreError>>(
        &self,
        visitor: &Visitor,
        engagements: &[EngagementId],
        when: When,
        mut run: impl FnMut(&mut Look<'_, '_>) -> Result<T, E>,
    ) -> Result<Vec<Option<T>>, E> {
        let Some(organisation) = visitor.organisation else {
            return Ok(engagements.iter().map(|_| None).collect());
        };
        let (clock, offset) = (self.now(), self.offset());
        self.read_for(&[organisation], |read| {
            let house = read.state(organisation.into())?;
            let reader = house
                .house()
                .map(|house| visitor.reader(house, clock.today()))
                .filter(|reader| !reader.roles().is_empty());
            let mut seen = Vec::with_capacity(engagements.len());
            for engagement in engagements {
                let now = read.state((*engagement).into())?;
                let side =
                    |reader: &&Reader| now.shared().is_some_and(|of| reader.side(of).is_some());
                let Some(reader) = reader.as_ref().filter(side) else {
                    seen.push(None);
                    continue;
                };
                let at = (clock.moment, offset);
                let mut look = Look::of(read, reader.clone(), now, when, at)?;
                seen.push(Some(run(&mut look)?));
            }
            Ok(seen)
        })
    }

    /// Lets whoever holds a link look at its engagement as it is now. None where the link leads nowhere.
    ///
    /// # Errors
    /// The looking's own.
    pub fn look_by_link<T, E: From<StoreError>>(
        &self,
        secret: SecretHash,
        run: impl FnOnce(&mut Look<'_, '_>, &Held) -> Result<T, E>,
    ) -> Result<Option<T>, E> {
        let (clock, offset) = (self.now(), self.offset());
        let link = self.read(|read| read.link(secret, clock.moment))?;
        let link = link.filter(|link| link.purpose == purpose::SIDE);
        let Some((ledger, id)) = link.and_then(|link| link.ledger.zip(link.link)) else {
            return Ok(None);
        };
        let Some(organisation) = self.seated_by(ledger, id)? else {
            return Ok(None);
        };
        self.read_for(&[organisation], |read| {
            let now = read.state(ledger)?;
            let Some(shared) = now.shared() else {
                return Ok(None);
            };
            if read.side_left(ledger, id)? {
                return Ok(None);
            }
            let held = held(shared, id, clock.moment);
            let reader = Reader::by_link(shared, id, clock.moment);
            let Some((reader, held)) = reader.zip(held) else {
                return Ok(None);
            };
            let mut look = Look::of(read, reader, now, When::Now, (clock.moment, offset))?;
            run(&mut look, &held).map(Some)
        })
    }

    /// Who has the side that a link leads to.
    fn seated_by(
        &self,
        ledger: LedgerId,
        id: LinkId,
    ) -> Result<Option<OrganisationId>, StoreError> {
        self.read_as(Sight::All, |read| {
            let state = read.state(ledger)?;
            let shared = state.shared();
            let link = shared.and_then(|shared| Some((shared, shared.links.get(&id)?)));
            Ok(link.map(|(shared, link)| shared.party(link.side).organisation))
        })
    }
}

fn held(shared: &Shared, id: LinkId, now: ledger::moment::Moment) -> Option<Held> {
    let link = shared.open_link(id, now)?;
    Some(Held {
        engagement: shared.id,
        link: id,
        side: link.side,
        verbs: link.verbs.iter().copied().collect(),
        items: link.items.clone(),
        expires: link.expires,
    })
}

impl Read<'_> {
    /// Whether the organisation for which a link's holder would speak has left, or become part of another.
    pub(crate) fn side_left(&mut self, ledger: LedgerId, link: LinkId) -> Result<bool, StoreError> {
        let state = self.state(ledger)?;
        let party = state.shared().and_then(|shared| {
            let link = shared.links.get(&link)?;
            Some(shared.party(link.side))
        });
        let Some(party) = party.filter(|party| party.present) else {
            return Ok(false);
        };
        let house = self.state(party.organisation.into())?;
        Ok(house
            .house()
            .is_some_and(|house| house.withdrew.is_some() || house.merged.is_some()))
    }
}

impl Look<'_, '_> {
    fn both_states(&self) -> Option<(&Shared, &Shared)> {
        self.now.shared().zip(self.then.shared())
    }

    /// The engagement, with the names of both sides and of who answers for it there.
    ///
    /// # Errors
    /// As the database has it.
    pub fn engagement(&mut self) -> Result<Option<Disclosed<NamedEngagement>>, StoreError> {
        let seen = self
            .both_states()
            .and_then(|(now, then)| shared::engagement(&self.reader, now, then, self.at));
        let Some(seen) = seen else {
            return Ok(None);
        };
        let client = self.named_party(&seen.get().client)?;
        let vendor = self.named_party(&seen.get().vendor)?;
        Ok(Some(seen.map(|engagement| NamedEngagement {
            engagement,
            client,
            vendor,
        })))
    }

    pub(super) fn named_party(&mut self, party: &PartyView) -> Result<NamedParty, StoreError> {
        // Of another organisation nothing is told that it said later, or that is yet to come.
        let (on, past) = (self.at.on.min(self.today), self.past());
        let own = LedgerId::from(party.organisation);
        let mut identifier = party
            .partner
            .as_ref()
            .and_then(|partner| partner.identifier.clone());
        let names = if party.present {
            let state = self.read.seeing_all(|read| read.as_of(own, past))?;
            let house = state.house();
            let known = house.and_then(|house| house.identifier_on(on));
            identifier = known.cloned().or(identifier);
            house.map_or(Vec::new(), |house| house.names_on(on).to_vec())
        } else {
            let called = party.partner.iter().map(|partner| Name {
                kind: ledger::organisation::NameKind::Official,
                text: partner.name.clone(),
            });
            called.collect()
        };
        let people = self.names(party.responsible.into_iter().collect())?;
        Ok(NamedParty {
            party: party.clone(),
            names,
            identifier,
            responsible: people.into_values().next(),
        })
    }

    /// What both sides say of each item.
    ///
    /// # Errors
    /// As the database has it.
    pub fn views(&mut self) -> Result<Option<Disclosed<Vec<BothViews>>>, StoreError> {
        let texts = self.read.openings(self.ledger)?;
        Ok(self
            .both_states()
            .and_then(|(now, then)| shared::views(&self.reader, now, then, self.at, &texts)))
    }

    /// The links to a side that the visitor's side gave or that serve it.
    ///
    /// # Errors
    /// As the database has it.
    pub fn side_links(&mut self) -> Result<Option<Disclosed<Vec<LinkView>>>, StoreError> {
        let texts = self.read.openings(self.ledger)?;
        Ok(self
            .now
            .shared()
            .and_then(|now| shared::links(&self.reader, now, self.at, &texts)))
    }
}
