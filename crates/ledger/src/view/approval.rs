//! What an organisation's people are shown of its approvals. Nobody else is shown anything.

use jiff::civil::Date;
use serde::Serialize;

use super::{Note, Texts, note};
use crate::admission::deciding_for;
use crate::body::approval::{Before, Wanted};
use crate::disclosed::{Disclosed, Reader};
use crate::id::{EngagementId, PersonId};
use crate::moment::Moment;
use crate::policy::Part;
use crate::state::House;
use crate::state::approval::{Decision, Request, Route, Stage};

/// Requests over and done that a list shows; each has a page of its own.
const LATEST: usize = 100;

/// The way requests go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RouteView {
    /// The line that set it.
    pub seq: u64,
    /// When that was recorded.
    pub recorded: Moment,
    /// Who set it.
    pub person: Option<PersonId>,
    /// What it is called.
    pub name: String,
    /// What is not done before.
    pub before: Vec<Before>,
    /// Of each step one of these.
    pub steps: Vec<Vec<PersonId>>,
    /// Whether somebody named may decide on a request of their own.
    pub own: bool,
}

/// What somebody decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionView {
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
    pub remark: Option<Note>,
}

/// A request and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestView {
    /// The line.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// Who asked.
    pub person: Option<PersonId>,
    /// On which engagement.
    pub engagement: EngagementId,
    /// What.
    pub wanted: Wanted,
    /// Why.
    pub reason: Option<Note>,
    /// What became of it.
    pub stage: Stage,
    /// The name of the route it goes.
    pub route: String,
    /// Of each step one of these.
    pub steps: Vec<Vec<PersonId>>,
    /// The step that waits, the first being 0.
    pub step: usize,
    /// What was decided, step after step.
    pub decisions: Vec<DecisionView>,
    /// The line of the engagement's ledger that came of it.
    pub line: Option<u64>,
    /// In whose name the reader can decide now: their own, or that of somebody for whom they act.
    pub decides_as: Option<PersonId>,
}

/// Who decides in somebody's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ActingView {
    /// In whose place.
    pub approver: PersonId,
    /// Who.
    pub person: PersonId,
    /// From this day.
    pub from: Date,
    /// To this day.
    pub until: Date,
}

/// Everything about approval in an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalsView {
    /// The routes in force.
    pub routes: Vec<RouteView>,
    /// Who acts for whom, now or soon.
    pub acting: Vec<ActingView>,
    /// Requests that wait or can be used, and the latest others; the last asked first.
    pub requests: Vec<RequestView>,
    /// How many others the list leaves out.
    pub more: usize,
}

impl ApprovalsView {
    /// The route in force for an act.
    #[must_use]
    pub fn route(&self, before: Before) -> Option<&RouteView> {
        self.routes.iter().find(|one| one.before.contains(&before))
    }

    /// The last request for an act on an item.
    pub fn last(
        &self,
        engagement: EngagementId,
        before: Before,
        item: &crate::item::ItemCode,
    ) -> Option<&RequestView> {
        self.requests.iter().find(|one| {
            let wanted = &one.wanted;
            (one.engagement, wanted.before(), wanted.item()) == (engagement, before, item)
        })
    }
}

fn route(house: &House, of: &Route) -> RouteView {
    let in_force = house.approvals.in_force.iter();
    let before = in_force.filter(|(_, seq)| **seq == of.seq);
    RouteView {
        seq: of.seq,
        recorded: of.recorded,
        person: of.person,
        name: of.set.name.clone(),
        before: before.map(|(before, _)| *before).collect(),
        steps: of.set.steps.clone(),
        own: of.set.own,
    }
}

fn decision(of: &Decision, texts: &Texts) -> DecisionView {
    DecisionView {
        seq: of.seq,
        recorded: of.recorded,
        person: of.person,
        instead_of: of.instead_of,
        approves: of.approves,
        remark: of.remark.map(|sealed| note(sealed, texts)),
    }
}

fn request(
    house: &House,
    of: &Request,
    texts: &Texts,
    me: Option<(PersonId, Date)>,
) -> RequestView {
    let name = house.approvals.routes.get(&of.route);
    RequestView {
        seq: of.seq,
        recorded: of.recorded,
        person: of.person,
        engagement: of.asked.engagement,
        wanted: of.asked.wanted.clone(),
        reason: of.asked.reason.map(|sealed| note(sealed, texts)),
        stage: house.approvals.stage(of),
        route: name.map_or(String::new(), |route| route.set.name.clone()),
        steps: house.approvals.steps(of).to_vec(),
        step: of.step(),
        decisions: of
            .decisions
            .iter()
            .map(|one| decision(one, texts))
            .collect(),
        line: of.used,
        decides_as: me.and_then(|(me, today)| deciding_for(house, of, me, today)),
    }
}

/// Routes, who acts for whom, and requests, as of `house`, for who may see them today.
#[must_use]
pub fn approvals(
    reader: &Reader,
    house: &House,
    today: Date,
    texts: &Texts,
) -> Option<Disclosed<ApprovalsView>> {
    if !reader.of_house(house, Part::Approvals) {
        return None;
    }
    let known = &house.approvals;
    let me = reader.person().map(|person| (person, today));
    let mut routes: Vec<u64> = known.in_force.values().copied().collect();
    routes.dedup();
    let routes = routes.iter().filter_map(|seq| known.routes.get(seq));
    let (mut requests, mut over) = (Vec::new(), 0);
    for one in known.requests.values().rev() {
        let live = known.is_live(one);
        over += usize::from(!live);
        if live || over <= LATEST {
            requests.push(request(house, one, texts, me));
        }
    }
    let acting = known.acting.iter().filter(|(_, one)| one.until >= today);
    Some(Disclosed::new(ApprovalsView {
        routes: routes.map(|one| route(house, one)).collect(),
        acting: acting
            .map(|(approver, one)| ActingView {
                approver: *approver,
                person: one.person,
                from: one.from,
                until: one.until,
            })
            .collect(),
        requests,
        more: over.saturating_sub(LATEST),
    }))
}

/// How many requests wait for the reader's decision today.
#[must_use]
pub fn turns(reader: &Reader, house: &House, today: Date) -> usize {
    let me = reader
        .person()
        .filter(|_| reader.of_house(house, Part::Approvals));
    let turn = |one: &&Request| me.is_some_and(|me| deciding_for(house, one, me, today).is_some());
    house.approvals.requests.values().filter(turn).count()
}

/// One request.
#[must_use]
pub fn approval(
    reader: &Reader,
    house: &House,
    seq: u64,
    today: Date,
    texts: &Texts,
) -> Option<Disclosed<RequestView>> {
    let known = house.approvals.requests.get(&seq)?;
    let me = reader.person().map(|person| (person, today));
    reader
        .of_house(house, Part::Approvals)
        .then(|| Disclosed::new(request(house, known, texts, me)))
}
