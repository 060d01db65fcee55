//! Approval inside an organisation: routes set and ended, requests asked, decided and taken back, and who acts for whom.
//! That nothing is proposed or accepted without it is decided where entries are recorded, in [`Work::record`](crate::work::Work::record).

use ledger::admission::{Draft, Refusal};
use ledger::body::Kind;
use ledger::body::approval::{
    Acting, ActingNamed, ApprovalAsked, ApprovalDecided, ApprovalWithdrawn, RouteEnded, RouteSet,
    Wanted,
};
use ledger::id::{EngagementId, PersonId};
use ledger::sealed::Opening;

use super::{NotDone, Recorded, home};
use crate::Store;
use crate::door::Visitor;
use crate::work::Work;

/// What somebody decides on a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    /// The request, by its line.
    pub request: u64,
    /// Which step of its route, the first being 0.
    pub step: u64,
    /// Whether they approve; otherwise they return it.
    pub approves: bool,
    /// In whose place, where they act for somebody.
    pub instead_of: Option<PersonId>,
    /// What they say beside it; needed where they return it.
    pub remark: Option<String>,
}

impl Work<'_> {
    /// That what is asked for could be done now if it were approved: nobody shall decide on what cannot be.
    fn doable(
        &mut self,
        visitor: &Visitor,
        engagement: EngagementId,
        wanted: &Wanted,
    ) -> Result<(), NotDone> {
        let actor = self.deciding(visitor)?;
        if !actor.may(Kind::ApprovalAsked) {
            return Err(Refusal::NotPermitted.into());
        }
        self.on_the_table(visitor, engagement, wanted)?;
        if let Wanted::Propose(proposed) = wanted {
            let draft = Draft::new(engagement, proposed.clone());
            self.consider(&draft, &actor, &[])?;
        }
        Ok(())
    }

    /// That the engagement goes on, and on its table lies what the request was made for.
    fn on_the_table(
        &mut self,
        visitor: &Visitor,
        engagement: EngagementId,
        wanted: &Wanted,
    ) -> Result<(), NotDone> {
        let organisation = home(visitor)?;
        let state = self.state(engagement.into())?;
        let shared = state.shared().ok_or(NotDone::Absent)?;
        let side = shared.side(organisation).ok_or(NotDone::Absent)?;
        if shared.closed.is_some() {
            return Err(Refusal::Closed.into());
        }
        let open = shared.terms.open(wanted.item());
        let refusal = match wanted {
            Wanted::Propose(proposed) => match (proposed.answers, open) {
                (None, Some(_)) => Some(Refusal::ProposalOpen),
                (answers, open) if answers != open.map(|open| open.seq) => {
                    Some(Refusal::NoSuchProposal)
                }
                _ => None,
            },
            Wanted::Accept(accepting) => match open {
                Some(open) if (open.seq, open.hash) == (accepting.proposal, accepting.hash) => {
                    let done = open.accepted.contains_key(&side);
                    done.then_some(Refusal::AlreadyAccepted)
                }
                _ => Some(Refusal::NoSuchProposal),
            },
        };
        refusal.map_or(Ok(()), |refusal| Err(refusal.into()))
    }

    /// What a request asks for, where there is one in the visitor's organisation.
    fn asked_for(
        &mut self,
        visitor: &Visitor,
        request: u64,
    ) -> Result<Option<(EngagementId, Wanted)>, NotDone> {
        let state = self.state(home(visitor)?.into())?;
        let requests = state.house().map(|house| &house.approvals.requests);
        let found = requests.and_then(|requests| requests.get(&request));
        Ok(found.map(|found| (found.asked.engagement, found.asked.wanted.clone())))
    }

    fn decide(&mut self, visitor: &Visitor, decision: NewDecision) -> Result<Recorded, NotDone> {
        let (request, approves) = (decision.request, decision.approves);
        let remark = self.words(decision.remark);
        let decided = ApprovalDecided {
            request,
            step: decision.step,
            approves,
            instead_of: decision.instead_of,
            remark: remark.as_ref().map(Opening::seal),
        };
        let draft = Draft::new(home(visitor)?, decided);
        let recorded = self.record_with(visitor, draft, remark.as_slice())?;
        // Looked at after admission: who may not decide is told nothing of the engagement.
        if approves && let Some((engagement, wanted)) = self.asked_for(visitor, request)? {
            self.on_the_table(visitor, engagement, &wanted)?;
        }
        Ok(recorded)
    }
}

impl Store {
    /// Sets the way requests go, in the place of any other for the same acts.
    ///
    /// # Errors
    /// Unproved where a passkey was not shown just now; in person for a token; otherwise as admission has it.
    pub fn set_route(&self, visitor: &Visitor, route: RouteSet) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.fresh(&visitor)?;
            work.record_at_home(&visitor, route)
        })
    }

    /// Ends a route: what went it is free again.
    ///
    /// # Errors
    /// As [`Store::set_route`].
    pub fn end_route(&self, visitor: &Visitor, route: u64) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.fresh(&visitor)?;
            work.record_at_home(&visitor, RouteEnded { route })
        })
    }

    /// Says who decides in the visitor's place for a time, or that nobody does any more.
    ///
    /// # Errors
    /// As [`Store::set_route`].
    pub fn name_acting(
        &self,
        visitor: &Visitor,
        acting: Option<Acting>,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.fresh(&visitor)?;
            let approver = visitor.person;
            work.record_at_home(&visitor, ActingNamed { approver, acting })
        })
    }

    /// Asks that something may be done on an engagement.
    ///
    /// # Errors
    /// Absent where the visitor's organisation stands on no side of it; what the engagement's ledger would refuse anyway;
    /// otherwise as admission has it.
    pub fn ask_approval(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        wanted: Wanted,
        reason: Option<String>,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.doable(&visitor, engagement, &wanted)?;
            let reason = work.words(reason);
            let asked = ApprovalAsked {
                engagement,
                wanted,
                reason: reason.as_ref().map(Opening::seal),
            };
            let draft = Draft::new(home(&visitor)?, asked);
            work.record_with(&visitor, draft, reason.as_slice())
        })
    }

    /// Approves a request's step, or returns the request.
    ///
    /// # Errors
    /// Closed, or no such proposal, where what was asked for cannot be done any more; it can be returned. Otherwise as admission
    /// has it.
    pub fn decide_approval(
        &self,
        visitor: &Visitor,
        decision: NewDecision,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| work.decide(&visitor, decision))
    }

    /// Takes a request back before it is used.
    ///
    /// # Errors
    /// As admission has it.
    pub fn withdraw_approval(&self, visitor: &Visitor, request: u64) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| work.record_at_home(&visitor, ApprovalWithdrawn { request }))
    }
}

#[cfg(test)]
mod tests;
