//! Approval inside the organisation: what waits for whom, the routes, who acts for whom. Nobody across sees any of it.

mod act;
mod ask;
mod one;
mod route;
mod shown;

pub use act::{acting, decide, end_acting, send, withdraw};
pub use ask::accept as ask_accept;
pub use one::page as one;
pub use route::{end as end_route, page as route, take as set_route};

pub(in crate::pages) use ask::{Acceptance, acceptance, asking, returned};

use askama::Template;
use axum::response::Response;
use ledger::body::Kind;
use ledger::body::house::Role;
use ledger::id::PersonId;
use ledger::policy::{Action, permitted};
use ledger::state::approval::Stage;
use ledger::view::approval::{RequestView, RouteView};
use store::acts::NotDone;
use store::door::{NamedApprovals, NamedMember};

use crate::access::{Signed, Trouble};
use crate::layout::{Frame, Words};
use shown::{Row, row};

#[derive(Template)]
#[template(path = "pages/approvals/page.html")]
struct Page {
    frame: Frame,
    token: String,
    /// What waits for the reader's decision.
    turn: Vec<Row>,
    /// What the reader asked and can go on with.
    mine: Vec<Row>,
    /// What else is under way.
    others: Vec<Row>,
    over: Vec<Row>,
    more: usize,
    routes: Vec<Route>,
    /// Whether the reader may set a route.
    may_set: bool,
    may_end: bool,
    /// In whose place, who, until when.
    acting: Vec<String>,
    /// For who decides on requests: whom they can name.
    names: Option<Vec<(String, String)>>,
    /// Whether somebody acts for the reader, so that it can be ended.
    named: bool,
    typed: act::Typed,
    trouble: Option<Trouble>,
}

struct Route {
    seq: u64,
    name: String,
    before: String,
    steps: Vec<String>,
    own: bool,
    set: String,
}

/// What the organisation's approvals are, for who may see them.
pub(in crate::pages) async fn known(signed: &Signed) -> Result<Option<NamedApprovals>, Response> {
    signed
        .look(|look| Ok(Some(look.approvals()?)))
        .await
        .map(|seen| seen.map(|seen| seen.into_inner()))
}

/// What was seen, and the people who can decide on requests, by number and name.
struct Seen {
    approvals: NamedApprovals,
    people: Vec<(PersonId, String)>,
}

async fn seen(signed: &Signed) -> Result<Seen, Response> {
    let (approvals, people) = signed
        .look(|look| Ok(look.approvals()?.zip(look.people()?)))
        .await?;
    let w = Words(signed.language());
    let able = people.into_inner().into_iter().filter(may_decide);
    let name = |one: NamedMember| {
        let name = one.name.unwrap_or_else(|| w.say("access-erased"));
        (one.member.person, name)
    };
    Ok(Seen {
        approvals: approvals.into_inner(),
        people: able.map(name).collect(),
    })
}

fn may_decide(one: &NamedMember) -> bool {
    let allowed = permitted(Action::Record(Kind::ApprovalDecided));
    let mut held = one.member.roles.iter().filter(|held| !held.over);
    held.any(|held| allowed.contains(&held.role.into()))
}

/// `/o/approvals`
pub async fn page(signed: Signed) -> Result<Response, Response> {
    show(&signed, act::Typed::default(), None).await
}

async fn show(
    signed: &Signed,
    typed: act::Typed,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let seen = seen(signed).await?;
    let w = Words(signed.language());
    let frame = signed.frame(&w.say("approvals-section"));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let me = signed.arrival.visitor.person;
    let rows = |which: &dyn Fn(&RequestView) -> bool| {
        let all = seen.approvals.approvals.requests.iter();
        let chosen = all.filter(|one| which(one));
        chosen
            .map(|one| row(one, &seen.approvals, signed))
            .collect::<Vec<Row>>()
    };
    let turn = |one: &RequestView| one.decides_as.is_some();
    let mine = |one: &RequestView| is_live(one) && one.person == Some(me) && !turn(one);
    let page = Page {
        token: signed.token.clone(),
        turn: rows(&turn),
        mine: rows(&mine),
        others: rows(&|one| is_live(one) && !turn(one) && !mine(one)),
        over: rows(&|one| !is_live(one)),
        more: seen.approvals.approvals.more,
        routes: routes(&seen.approvals, signed),
        may_set: may_set(signed, &seen.approvals),
        may_end: signed.can(Kind::RouteEnded),
        acting: acting_lines(&seen.approvals, w),
        names: names(signed, &seen),
        named: is_named(signed, &seen),
        typed,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

fn is_live(one: &RequestView) -> bool {
    matches!(one.stage, Stage::Waiting | Stage::Approved)
}

/// Whether a form to set a route has its place: what is in force, owners alone change.
fn may_set(signed: &Signed, seen: &NamedApprovals) -> bool {
    let free = ledger::body::approval::Before::ALL
        .iter()
        .any(|before| seen.approvals.route(*before).is_none());
    signed.can(Kind::RouteSet) && (free || owns(signed))
}

fn owns(signed: &Signed) -> bool {
    let home = signed.arrival.home();
    home.is_some_and(|home| home.roles.contains(&Role::Owner))
}

fn routes(seen: &NamedApprovals, signed: &Signed) -> Vec<Route> {
    let w = Words(signed.language());
    let offset = signed.access.store.offset();
    let one = |route: &RouteView| Route {
        seq: route.seq,
        name: route.name.clone(),
        before: shown::before(&route.before, w),
        steps: shown::steps(&route.steps, &seen.names, w),
        own: route.own,
        set: {
            let day = w.day(&route.recorded.day(offset));
            let person = shown::name(route.person, &seen.names, w);
            w.with2("approvals-set-by", ("person", &person), ("day", &day))
        },
    };
    seen.approvals.routes.iter().map(one).collect()
}

fn acting_lines(seen: &NamedApprovals, w: Words) -> Vec<String> {
    let line = |one: &ledger::view::approval::ActingView| {
        let args = [
            ("person", shown::name(Some(one.person), &seen.names, w)),
            ("approver", shown::name(Some(one.approver), &seen.names, w)),
            ("from", w.day(&one.from)),
            ("until", w.day(&one.until)),
        ];
        report::words::say(*w.language(), "approvals-acts-for", &args)
    };
    seen.approvals.acting.iter().map(line).collect()
}

/// Whom the reader can let decide in their place, where they are somebody who decides.
fn names(signed: &Signed, seen: &Seen) -> Option<Vec<(String, String)>> {
    let me = signed.arrival.visitor.person;
    let known = &seen.approvals.approvals;
    let mut steps = known.routes.iter().flat_map(|route| route.steps.iter());
    let decides = steps.any(|step| step.contains(&me)) && signed.can(Kind::ApprovalDecided);
    let others = seen.people.iter().filter(|(person, _)| *person != me);
    let others = others.map(|(person, name)| (person.to_string(), name.clone()));
    decides.then(|| others.collect())
}

fn is_named(signed: &Signed, seen: &Seen) -> bool {
    let me = signed.arrival.visitor.person;
    let mut acting = seen.approvals.approvals.acting.iter();
    signed.can(Kind::ApprovalDecided) && acting.any(|one| one.approver == me)
}

/// The request of an address; what is none leads nowhere.
fn number(signed: &Signed, line: &str) -> Result<u64, Response> {
    let plain = line.parse().ok().filter(|n: &u64| n.to_string() == line);
    plain.ok_or_else(|| signed.failed(&NotDone::Absent))
}
