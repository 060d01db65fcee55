//! What a visitor sees of their organisation's approvals, with names and engagements in words.

use std::collections::BTreeMap;
use std::sync::Arc;

use ledger::disclosed::Disclosed;
use ledger::id::{EngagementId, LedgerId, PersonId};
use ledger::view::Texts;
use ledger::view::approval::{self, ApprovalsView, RequestView};

use super::engaged::NamedEngagement;
use super::look::Look;
use crate::error::StoreError;

/// Routes and requests, with who and what they name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedApprovals {
    /// Routes, requests, who acts for whom.
    pub approvals: ApprovalsView,
    /// Names of people; erased people have none.
    pub names: BTreeMap<PersonId, String>,
    /// The engagements they are about.
    pub engagements: BTreeMap<EngagementId, NamedEngagement>,
}

/// One request, with who and what it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedApproval {
    /// The request.
    pub request: RequestView,
    /// Names of people; erased people have none.
    pub names: BTreeMap<PersonId, String>,
    /// The engagement it is about.
    pub engagement: Option<NamedEngagement>,
}

impl Look<'_, '_> {
    /// Routes, who acts for whom, and requests.
    ///
    /// # Errors
    /// As the database has it.
    pub fn approvals(&mut self) -> Result<Option<Disclosed<NamedApprovals>>, StoreError> {
        let texts = self.read.openings(self.ledger)?;
        let then = self.then.house();
        let seen =
            then.and_then(|then| approval::approvals(&self.reader, then, self.today, &texts));
        let Some(seen) = seen else {
            return Ok(None);
        };
        let names = self.names(people(seen.get()))?;
        let mut engagements = BTreeMap::new();
        for request in &seen.get().requests {
            if !engagements.contains_key(&request.engagement)
                && let Some(known) = self.engagement_of(request.engagement)?
            {
                engagements.insert(request.engagement, known);
            }
        }
        Ok(Some(seen.map(|approvals| NamedApprovals {
            approvals,
            names,
            engagements,
        })))
    }

    /// How many requests wait for the reader's decision.
    pub(super) fn turns(&self) -> usize {
        let (now, texts) = (self.now.house(), Texts::new());
        let seen = now.and_then(|now| approval::approvals(&self.reader, now, self.today, &texts));
        let requests = seen.map(|seen| seen.into_inner().requests);
        let turn = |one: &&RequestView| one.decides_as.is_some();
        requests.iter().flatten().filter(turn).count()
    }

    /// One request; none where there is none of that line.
    ///
    /// # Errors
    /// As the database has it.
    pub fn approval(&mut self, seq: u64) -> Result<Option<Disclosed<NamedApproval>>, StoreError> {
        let texts = self.read.openings(self.ledger)?;
        let then = self.then.house();
        let seen =
            then.and_then(|then| approval::approval(&self.reader, then, seq, self.today, &texts));
        let Some(seen) = seen else {
            return Ok(None);
        };
        let names = self.names(of_request(seen.get()).collect())?;
        let engagement = self.engagement_of(seen.get().engagement)?;
        Ok(Some(seen.map(|request| NamedApproval {
            request,
            names,
            engagement,
        })))
    }

    /// An engagement as of the same moment, as far as the reader sees it.
    fn engagement_of(&mut self, id: EngagementId) -> Result<Option<NamedEngagement>, StoreError> {
        let ledger = LedgerId::from(id);
        let now = self.read.state(ledger)?;
        let then = match self.past() {
            None => Arc::clone(&now),
            past => self.read.as_of(ledger, past)?,
        };
        let mut look = Look {
            read: self.read,
            reader: self.reader.clone(),
            ledger,
            now,
            then,
            at: self.at,
            today: self.today,
        };
        Ok(look.engagement()?.map(Disclosed::into_inner))
    }
}

/// The people that a request names.
fn of_request(request: &RequestView) -> impl Iterator<Item = PersonId> {
    let decided = request.decisions.iter();
    let decided = decided.flat_map(|one| one.person.into_iter().chain(one.instead_of));
    let steps = request.steps.iter().flatten().copied();
    request.person.into_iter().chain(decided).chain(steps)
}

fn people(seen: &ApprovalsView) -> Vec<PersonId> {
    let routes = seen.routes.iter();
    let routes = routes.flat_map(|one| {
        one.person
            .into_iter()
            .chain(one.steps.iter().flatten().copied())
    });
    let acting = seen.acting.iter();
    let acting = acting.flat_map(|one| [one.approver, one.person]);
    let requests = seen.requests.iter().flat_map(of_request);
    routes.chain(acting).chain(requests).collect()
}
