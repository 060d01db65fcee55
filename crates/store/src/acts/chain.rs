//! Work passed on: ruled and decided by the client, asked and ended by the vendor; and the vendor's own record of its chain.

use std::collections::BTreeSet;

use jiff::civil::Date;
use ledger::admission::Refusal;
use ledger::body::chain::{
    Passing, PassingRuled, SubcontractAsked, SubcontractDecided, SubcontractEnded,
};
use ledger::body::house::Chained;
use ledger::body::shared::{Confidentiality, Side};
use ledger::id::{EngagementId, OrganisationId, SubcontractId};
use ledger::sealed::Opening;
use ledger::state::House;

use super::speaking::Speaker;
use super::{NotDone, Recorded, home};
use crate::Store;
use crate::door::Visitor;
use crate::work::Work;

/// Work to be passed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSubcontract {
    /// To whom, if the client is told.
    pub name: Option<String>,
    /// Which work, and why.
    pub purpose: String,
    /// The most confidential information handled there.
    pub information: Option<Confidentiality>,
    /// Whether personal data of the client's is handled there.
    pub personal_data: Option<bool>,
    /// From which day.
    pub from: Date,
}

impl Work<'_> {
    /// That the subcontract named, if one is, was asked of the client above and has not ended.
    fn asked_and_running(&mut self, link: &Chained) -> Result<(), NotDone> {
        let Some(subcontract) = link.subcontract.filter(|_| link.applies) else {
            return Ok(());
        };
        let today = self.now().today();
        let state = self.state(link.parent.into())?;
        let asked = state.shared().map(|above| &above.passed_on.subcontracts);
        let asked = asked.and_then(|asked| asked.get(&subcontract));
        let runs = asked.is_some_and(|asked| asked.runs(today));
        if runs { Ok(()) } else { Err(NotDone::Absent) }
    }

    /// That the organisation stands on a side of an engagement.
    fn stands(
        &mut self,
        organisation: OrganisationId,
        engagement: EngagementId,
        side: Side,
    ) -> Result<(), NotDone> {
        let state = self.state(engagement.into())?;
        let stands = state
            .shared()
            .is_some_and(|shared| shared.side(organisation) == Some(side));
        if stands { Ok(()) } else { Err(NotDone::Absent) }
    }
}

/// Whether another engagement is recorded as the same subcontract: one consent is for one of them.
fn stands_for_another(house: &House, link: &Chained) -> bool {
    let mut others = house.chained.values().filter(|other| {
        other.applies && other.parent == link.parent && other.engagement != link.engagement
    });
    link.subcontract.is_some() && others.any(|other| other.subcontract == link.subcontract)
}

/// Whether `above` is reached from `below` by going further down: recording the link would close a circle.
fn circular(house: &House, below: EngagementId, above: EngagementId) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![below];
    while let Some(at) = open.pop() {
        if at == above {
            return true;
        }
        if seen.insert(at) {
            let links = house.chained.values();
            open.extend(
                links
                    .filter(|link| link.applies && link.parent == at)
                    .map(|link| link.engagement),
            );
        }
    }
    false
}

impl Store {
    /// Says for the client whether and how the vendor may pass work on.
    ///
    /// # Errors
    /// Absent where the visitor stands on no side; other side where it is the vendor's; otherwise as admission has it.
    pub fn rule_passing(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        passing: Passing,
    ) -> Result<Recorded, NotDone> {
        let speaker = Speaker::from(visitor);
        self.write(move |work| work.speak(&speaker, engagement, PassingRuled { passing }, &[]))
    }

    /// Asks the client to let work be passed on, or reports that it is.
    ///
    /// # Errors
    /// As [`Store::rule_passing`], for the vendor.
    pub fn ask_subcontract(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        new: NewSubcontract,
    ) -> Result<(Recorded, SubcontractId), NotDone> {
        let speaker = Speaker::from(visitor);
        self.write(move |work| {
            let subcontract = SubcontractId(work.random());
            let asked = SubcontractAsked {
                subcontract,
                name: new.name,
                purpose: new.purpose,
                information: new.information,
                personal_data: new.personal_data,
                from: new.from,
            };
            let recorded = work.speak(&speaker, engagement, asked, &[])?;
            Ok((recorded, subcontract))
        })
    }

    /// Consents, refuses, or takes a consent back.
    ///
    /// # Errors
    /// As [`Store::rule_passing`].
    pub fn decide_subcontract(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        subcontract: SubcontractId,
        consents: bool,
        reason: Option<String>,
    ) -> Result<Recorded, NotDone> {
        let speaker = Speaker::from(visitor);
        self.write(move |work| {
            let reason = work.words(reason);
            let decided = SubcontractDecided {
                subcontract,
                consents,
                reason: reason.as_ref().map(Opening::seal),
            };
            work.speak(&speaker, engagement, decided, reason.as_slice())
        })
    }

    /// Says that work is passed on there no more.
    ///
    /// # Errors
    /// As [`Store::ask_subcontract`].
    pub fn end_subcontract(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        subcontract: SubcontractId,
        on: Date,
    ) -> Result<Recorded, NotDone> {
        let speaker = Speaker::from(visitor);
        self.write(move |work| {
            let ended = SubcontractEnded { subcontract, on };
            work.speak(&speaker, engagement, ended, &[])
        })
    }

    /// Records in the organisation's own ledger that one of its engagements passes on the work of another, or no longer does;
    /// and how much of it the client above is shown.
    ///
    /// # Errors
    /// Absent where the organisation is not client below and vendor above, or the subcontract is none of that engagement's;
    /// own parent where it would close a circle.
    pub fn chain(&self, visitor: &Visitor, link: Chained) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let own = home(&visitor)?;
            work.stands(own, link.engagement, Side::Client)?;
            work.stands(own, link.parent, Side::Vendor)?;
            work.asked_and_running(&link)?;
            let state = work.state(own.into())?;
            let house = state.house().ok_or(NotDone::Absent)?;
            if link.applies && circular(house, link.engagement, link.parent) {
                return Err(Refusal::OwnParent.into());
            }
            if link.applies && stands_for_another(house, &link) {
                return Err(Refusal::AlreadyUsed.into());
            }
            drop(state);
            work.record_at_home(&visitor, link)
        })
    }
}

#[cfg(test)]
mod tests;
