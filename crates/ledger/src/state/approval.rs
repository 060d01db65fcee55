//! Routes, requests for approval and who acts for whom, as an organisation's own ledger has them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::body::Body;
use crate::body::approval::{Acting, ApprovalAsked, ApprovalDecided, Before, RouteSet, Wanted};
use crate::bytes::codes;
use crate::entry::Entry;
use crate::id::{EngagementId, PersonId};
use crate::moment::Moment;
use crate::sealed::Sealed;

codes! {
    /// What became of a request.
    pub enum Stage {
        /// It waits for a step.
        Waiting = "waiting",
        /// Every step approved it: it can be used.
        Approved = "approved",
        /// A step returned it with a remark.
        Returned = "returned",
        /// It was taken back.
        Withdrawn = "withdrawn",
        /// What was approved was done.
        Used = "used",
        /// The route it went was changed or ended before it was used, or another text lies on the table since and was asked for.
        Lapsed = "lapsed",
    }
}

/// The way requests go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The line that set it.
    pub seq: u64,
    /// When that was recorded.
    pub recorded: Moment,
    /// Who set it.
    pub person: Option<PersonId>,
    /// What was set.
    pub set: RouteSet,
}

/// What somebody decided on a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// The line.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// Who decided.
    pub person: Option<PersonId>,
    /// In whose place.
    pub instead_of: Option<PersonId>,
    /// Whether they approved.
    pub approves: bool,
    /// What they said beside it.
    pub remark: Option<Sealed>,
}

/// A request and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The line.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// Who asked.
    pub person: Option<PersonId>,
    /// What, and on which engagement.
    pub asked: ApprovalAsked,
    /// The route in force when it was asked.
    pub route: u64,
    /// What was decided, step after step.
    pub decisions: Vec<Decision>,
    /// The line that took it back.
    pub withdrawn: Option<u64>,
    /// The line of the engagement's ledger that came of it.
    pub used: Option<u64>,
    /// The request for the same act on the same item that took its place.
    pub overtaken: Option<u64>,
}

impl Request {
    /// The step that waits, the first being 0; the number of steps where all approved.
    #[must_use]
    pub fn step(&self) -> usize {
        self.decisions.iter().filter(|one| one.approves).count()
    }
}

/// Everything about approval.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Approvals {
    /// Every route ever set, by its line.
    pub routes: BTreeMap<u64, Route>,
    /// The one in force for each act.
    pub in_force: BTreeMap<Before, u64>,
    /// Every request, by its line.
    pub requests: BTreeMap<u64, Request>,
    /// Who decides in whose place.
    pub acting: BTreeMap<PersonId, Acting>,
}

impl Approvals {
    pub(super) fn apply(&mut self, entry: &Entry) {
        match &entry.body {
            Body::RouteSet(body) => self.set(entry, body),
            Body::RouteEnded(body) => self.in_force.retain(|_, route| *route != body.route),
            Body::ApprovalAsked(body) => self.ask(entry, body),
            Body::ApprovalDecided(body) => self.decide(entry, body),
            Body::ApprovalWithdrawn(body) => {
                self.change(body.request, |one| one.withdrawn = Some(entry.seq));
            }
            Body::ApprovalUsed(body) => self.change(body.request, |one| one.used = Some(body.line)),
            Body::ActingNamed(body) => match body.acting {
                Some(acting) => {
                    self.acting.insert(body.approver, acting);
                }
                None => {
                    self.acting.remove(&body.approver);
                }
            },
            _ => {}
        }
    }

    fn set(&mut self, entry: &Entry, body: &RouteSet) {
        let in_force = body.before.iter().map(|before| (*before, entry.seq));
        self.in_force.extend(in_force);
        let route = Route {
            seq: entry.seq,
            recorded: entry.recorded,
            person: entry.author.person,
            set: body.clone(),
        };
        self.routes.insert(entry.seq, route);
    }

    fn ask(&mut self, entry: &Entry, body: &ApprovalAsked) {
        let Some(route) = self.in_force.get(&body.wanted.before()) else {
            return;
        };
        let request = Request {
            seq: entry.seq,
            recorded: entry.recorded,
            person: entry.author.person,
            asked: body.clone(),
            route: *route,
            decisions: Vec::new(),
            withdrawn: None,
            used: None,
            overtaken: None,
        };
        let before = self.last(body.engagement, &body.wanted).map(|one| one.seq);
        if let Some(before) = before {
            self.change(before, |one| one.overtaken = Some(entry.seq));
        }
        self.requests.insert(entry.seq, request);
    }

    fn decide(&mut self, entry: &Entry, body: &ApprovalDecided) {
        let decision = Decision {
            seq: entry.seq,
            recorded: entry.recorded,
            person: entry.author.person,
            instead_of: body.instead_of,
            approves: body.approves,
            remark: body.remark,
        };
        self.change(body.request, |one| one.decisions.push(decision));
    }

    fn change(&mut self, request: u64, change: impl FnOnce(&mut Request)) {
        if let Some(request) = self.requests.get_mut(&request) {
            change(request);
        }
    }

    /// The route in force for an act.
    #[must_use]
    pub fn route(&self, before: Before) -> Option<&Route> {
        self.routes.get(self.in_force.get(&before)?)
    }

    /// The steps of the route that a request goes.
    #[must_use]
    pub fn steps(&self, request: &Request) -> &[Vec<PersonId>] {
        let route = self.routes.get(&request.route);
        route.map_or(&[], |route| &route.set.steps)
    }

    /// What became of a request. A route changed since takes its approvals with it: they were given under other rules.
    #[must_use]
    pub fn stage(&self, request: &Request) -> Stage {
        let in_force = self.in_force.get(&request.asked.wanted.before());
        if request.used.is_some() {
            Stage::Used
        } else if request.withdrawn.is_some() {
            Stage::Withdrawn
        } else if request.decisions.iter().any(|one| !one.approves) {
            Stage::Returned
        } else if in_force != Some(&request.route) || request.overtaken.is_some() {
            Stage::Lapsed
        } else if request.step() == self.steps(request).len() {
            Stage::Approved
        } else {
            Stage::Waiting
        }
    }

    /// Whether a request waits or can be used.
    #[must_use]
    pub fn is_live(&self, request: &Request) -> bool {
        matches!(self.stage(request), Stage::Waiting | Stage::Approved)
    }

    /// Who decides in somebody's place on a day.
    #[must_use]
    pub fn acts_for(&self, approver: PersonId, on: Date) -> Option<PersonId> {
        let acting = self.acting.get(&approver)?;
        (acting.from <= on && on <= acting.until).then_some(acting.person)
    }

    /// The last request for the same act on the same item.
    #[must_use]
    pub fn last(&self, engagement: EngagementId, wanted: &Wanted) -> Option<&Request> {
        let same = |one: &&Request| {
            let asked = &one.asked;
            let about = (asked.engagement, asked.wanted.before(), asked.wanted.item());
            about == (engagement, wanted.before(), wanted.item())
        };
        self.requests.values().rev().find(same)
    }

    /// What an entry holds of the text beside it.
    pub(super) fn text_of(&self, seq: u64) -> Option<Sealed> {
        let of_request = self.requests.get(&seq).map(|one| one.asked.reason);
        let decisions = || self.requests.values().flat_map(|one| &one.decisions);
        let of_decision = || decisions().find(|one| one.seq == seq).map(|one| one.remark);
        of_request.or_else(of_decision).flatten()
    }
}
