//! The works inside an engagement: said by one side, confirmed by the other, ended; and the gates each side passes.

use jiff::civil::Date;
use ledger::admission::Refusal;
use ledger::body::Body;
use ledger::body::work::{Conditions, Gate, GatePassed, WorkConfirmed, WorkEnded, WorkSet};
use ledger::id::{EngagementId, WorkId};

use super::speaking::Speaker;
use super::{NotDone, Recorded};
use crate::Store;
use crate::door::Visitor;

impl Store {
    fn say_of_work(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        body: impl Into<Body>,
    ) -> Result<Recorded, NotDone> {
        let (speaker, body) = (Speaker::from(visitor), body.into());
        self.write(move |work| work.speak(&speaker, engagement, body, &[]))
    }

    /// Says for the visitor's side how a work is done, from a day on: one that is known, or a new one. Gives its number.
    ///
    /// # Errors
    /// Absent where the visitor stands on no side; refused where there is no such work; otherwise as admission has it.
    pub fn set_work(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        known: Option<WorkId>,
        (from, conditions): (Date, Conditions),
    ) -> Result<(Recorded, WorkId), NotDone> {
        let speaker = Speaker::from(visitor);
        self.write(move |writing| {
            if let Some(work) = known {
                writing.speaker(&speaker, engagement)?;
                let state = writing.state(engagement.into())?;
                let shared = state.shared();
                if !shared.is_some_and(|shared| shared.works.works.contains_key(&work)) {
                    return Err(Refusal::NoSuchWork.into());
                }
            }
            let work = known.unwrap_or_else(|| WorkId(writing.random()));
            let set = WorkSet {
                work,
                from,
                conditions,
            };
            let recorded = writing.speak(&speaker, engagement, set, &[])?;
            Ok((recorded, work))
        })
    }

    /// Confirms what the other side says of a work: the line `set`, and no other.
    ///
    /// # Errors
    /// As [`Store::set_work`].
    pub fn confirm_work(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        work: WorkId,
        set: u64,
    ) -> Result<Recorded, NotDone> {
        self.say_of_work(visitor, engagement, WorkConfirmed { work, set })
    }

    /// Says that a work is done no more.
    ///
    /// # Errors
    /// As [`Store::set_work`].
    pub fn end_work(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        work: WorkId,
        on: Date,
    ) -> Result<Recorded, NotDone> {
        self.say_of_work(visitor, engagement, WorkEnded { work, on })
    }

    /// Passes a gate for the visitor's side.
    ///
    /// # Errors
    /// As [`Store::set_work`].
    pub fn pass_gate(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        gate: Gate,
    ) -> Result<Recorded, NotDone> {
        self.say_of_work(visitor, engagement, GatePassed { gate })
    }
}

#[cfg(test)]
mod tests;
