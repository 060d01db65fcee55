//! What a visitor sees of their organisation's approvals, with names and engagements in words.

use std::collections::BTreeMap;
use std::sync::Arc;

use ledger::disclosed::Disclosed;
use ledger::id::{EngagementId, LedgerId, PersonId};
use ledger::item::ItemCode;
use ledger::view::approval::{self, ApprovalsView, RequestView};
use ledger::view::terms::TermView;

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
    /// What items are called that stand in no catalogue, as the sides put them forward.
    pub headings: BTreeMap<(EngagementId, ItemCode), String>,
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
    /// What its item is called, where that stands in no catalogue.
    pub heading: Option<String>,
}

impl<'b> Look<'_, 'b> {
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
        let (mut engagements, mut headings) = (BTreeMap::new(), BTreeMap::new());
        // Of each engagement once: on a past day it is folded from its first entry.
        let mut terms = BTreeMap::new();
        for request in &seen.get().requests {
            let (on, item) = (request.engagement, request.wanted.item());
            if !engagements.contains_key(&on)
                && let Some(known) = self.across(on)?.engagement()?
            {
                engagements.insert(on, known.into_inner());
            }
            let (known, named) = (terms.contains_key(&on), item.is_own());
            if named && !known {
                let seen = self.across(on)?.terms()?;
                terms.insert(on, seen.map(|seen| seen.into_inner().terms));
            }
            let seen = terms.get(&on).and_then(Option::as_ref).filter(|_| named);
            if let Some(heading) = seen.and_then(|seen| seen.of(item)?.heading()) {
                headings.insert((on, item.clone()), heading.to_owned());
            }
        }
        Ok(Some(seen.map(|approvals| NamedApprovals {
            approvals,
            names,
            engagements,
            headings,
        })))
    }

    /// How many requests wait for the reader's decision.
    pub(super) fn turns(&self) -> usize {
        let now = self.now.house();
        now.map_or(0, |now| approval::turns(&self.reader, now, self.today))
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
        let (on, item) = (seen.get().engagement, seen.get().wanted.item());
        let engagement = self.across(on)?.engagement()?;
        let heading = self.across(on)?.heading(item)?;
        Ok(Some(seen.map(|request| NamedApproval {
            request,
            names,
            engagement: engagement.map(Disclosed::into_inner),
            heading,
        })))
    }

    /// The same reader's look at an engagement, as of the same moment.
    fn across(&mut self, id: EngagementId) -> Result<Look<'_, 'b>, StoreError> {
        let ledger = LedgerId::from(id);
        let now = self.read.state(ledger)?;
        let then = match self.past() {
            None => Arc::clone(&now),
            past => self.read.as_of(ledger, past)?,
        };
        Ok(Look {
            read: self.read,
            reader: self.reader.clone(),
            ledger,
            now,
            then,
            at: self.at,
            today: self.today,
        })
    }

    /// What the sides call an item that stands in no catalogue, as far as the reader sees their terms.
    fn heading(&mut self, item: &ItemCode) -> Result<Option<String>, StoreError> {
        if !item.is_own() {
            return Ok(None);
        }
        let terms = self.terms()?;
        let term = terms.as_ref().and_then(|terms| terms.get().terms.of(item));
        Ok(term.and_then(TermView::heading).map(str::to_owned))
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
