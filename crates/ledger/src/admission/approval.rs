//! What must hold before something about approval is recorded; and the rule that nothing is sent or accepted without it.

use std::collections::BTreeSet;

use super::house::check_text;
use super::term::check_wording;
use super::{Actor, Now, Refusal, check_day, refuse_if};
use crate::body::Body;
use crate::body::approval::{
    Acting, ActingNamed, ApprovalAsked, ApprovalDecided, Before, RouteEnded, RouteSet, Wanted,
};
use crate::body::house::Role;
use crate::id::{EngagementId, PersonId};
use crate::policy::{Action, permitted};
use crate::state::House;
use crate::state::approval::{Request, Stage};

/// Letters of a route's name.
const LONGEST_NAME: usize = 200;
/// Steps of a route.
pub const MOST_STEPS: usize = 10;
/// People of a step.
pub const MOST_APPROVERS: usize = 10;
/// Requests that wait or can be used, in an organisation.
const MOST_REQUESTS: usize = 500;
/// Of these, one person's: nobody alone keeps the others from asking.
const MOST_OWN: usize = 200;
/// Days for which somebody can act for somebody: a year.
const LONGEST_ACTING: i64 = 366;

/// Whether an organisation may record this on an engagement: the request under which it was approved, where approval is wanted.
///
/// # Errors
/// Not approved, where it is wanted and there is none for exactly these bytes.
pub fn approved(
    house: &House,
    engagement: EngagementId,
    body: &Body,
) -> Result<Option<u64>, Refusal> {
    let fits = |wanted: &Wanted| match (wanted, body) {
        (Wanted::Propose(wanted), Body::TermProposed(proposed)) => wanted == proposed,
        (wanted, Body::TermAccepted(accepted)) => wanted.is_accepted_by(accepted),
        _ => false,
    };
    let before = match body {
        Body::TermProposed(_) => Before::Propose,
        Body::TermAccepted(_) => Before::Accept,
        _ => return Ok(None),
    };
    if house.approvals.route(before).is_none() {
        return Ok(None);
    }
    let approvals = &house.approvals;
    let found = approvals.requests.values().find(|one| {
        let here = one.asked.engagement == engagement && fits(&one.asked.wanted);
        here && approvals.stage(one) == Stage::Approved
    });
    let found = found.ok_or(Refusal::NotApproved)?;
    Ok(Some(found.seq))
}

/// Nothing where the body is of another matter.
pub(super) fn check(
    house: &House,
    body: &Body,
    now: Now,
    actor: &Actor,
) -> Option<Result<(), Refusal>> {
    Some(match body {
        Body::RouteSet(body) => route_set(house, body, now, actor),
        Body::RouteEnded(body) => route_ended(house, body),
        Body::ApprovalAsked(body) => asked(house, body, now, actor),
        Body::ApprovalDecided(body) => decided(house, body, now, actor),
        Body::ApprovalWithdrawn(body) => {
            let live = request(house, body.request).is_some_and(|one| house.approvals.is_live(one));
            refuse_if(!live, Refusal::NoSuchApproval)
        }
        Body::ApprovalUsed(body) => {
            let known = request(house, body.request);
            let fits = known.is_some_and(|one| house.approvals.stage(one) == Stage::Approved);
            refuse_if(!fits, Refusal::NoSuchApproval)
        }
        Body::ActingNamed(body) => acting_named(house, body, now),
        _ => return None,
    })
}

fn request(house: &House, seq: u64) -> Option<&Request> {
    house.approvals.requests.get(&seq)
}

/// Whether a person holds a role by which requests are decided.
pub(crate) fn may_decide(house: &House, person: PersonId, now: jiff::civil::Date) -> bool {
    let allowed = permitted(Action::Record(crate::body::Kind::ApprovalDecided));
    let roles = house.roles_of(person, now);
    roles.iter().any(|role| allowed.contains(&(*role).into()))
}

fn route_set(house: &House, body: &RouteSet, now: Now, actor: &Actor) -> Result<(), Refusal> {
    check_text(&body.name, LONGEST_NAME)?;
    let rising = body.before.windows(2).all(|pair| pair[0] < pair[1]);
    let sized = (1..=MOST_STEPS).contains(&body.steps.len());
    let step = |step: &Vec<PersonId>| {
        let once: BTreeSet<&PersonId> = step.iter().collect();
        (1..=MOST_APPROVERS).contains(&step.len()) && once.len() == step.len()
    };
    let fits = !body.before.is_empty() && rising && sized && body.steps.iter().all(step);
    refuse_if(!fits, Refusal::UnfitRoute)?;
    let mut people = body.steps.iter().flatten();
    let known = people.all(|person| may_decide(house, *person, now.today()));
    refuse_if(!known, Refusal::NoSuchPerson)?;
    let person = actor.author.person;
    let roles = person.map(|person| house.roles_of(person, now.today()));
    let owner = roles.is_some_and(|roles| roles.contains(&Role::Owner));
    let mut before = body.before.iter();
    let replaces = before.any(|one| house.approvals.route(*one).is_some());
    refuse_if(replaces && !owner, Refusal::RouteInForce)
}

fn route_ended(house: &House, body: &RouteEnded) -> Result<(), Refusal> {
    let mut in_force = house.approvals.in_force.values();
    refuse_if(
        !in_force.any(|route| *route == body.route),
        Refusal::NoSuchRoute,
    )
}

fn asked(house: &House, body: &ApprovalAsked, now: Now, actor: &Actor) -> Result<(), Refusal> {
    if let Wanted::Propose(proposed) = &body.wanted {
        check_wording(&proposed.item, &proposed.wording, now)?;
    }
    let approvals = &house.approvals;
    let route = approvals.route(body.wanted.before());
    let route = route.ok_or(Refusal::NoSuchRoute)?;
    let last = approvals.last(body.engagement, &body.wanted);
    // What was to be accepted and lies on the table no more keeps nobody from asking for what does.
    let stands =
        |one: &&Request| body.wanted.before() == Before::Propose || one.asked.wanted == body.wanted;
    let open = last
        .filter(stands)
        .is_some_and(|one| approvals.is_live(one));
    refuse_if(open, Refusal::ApprovalOpen)?;
    let live = approvals.requests.values();
    let live = live.filter(|one| approvals.is_live(one));
    let mine = |one: &&Request| one.person == actor.author.person;
    let full = live.clone().count() >= MOST_REQUESTS || live.filter(mine).count() >= MOST_OWN;
    refuse_if(full, Refusal::TooManyRequests)?;
    let others = |person: &PersonId| route.set.own || Some(*person) != actor.author.person;
    let somebody = |step: &Vec<PersonId>| {
        let mut able = step.iter().filter(|person| others(person));
        able.any(|person| may_decide(house, *person, now.today()))
    };
    let stuck = !route.set.steps.iter().all(somebody);
    refuse_if(stuck, Refusal::NoApprover)
}

fn decided(house: &House, body: &ApprovalDecided, now: Now, actor: &Actor) -> Result<(), Refusal> {
    let waits = request(house, body.request).filter(|one| {
        let step = u64::try_from(one.step()).unwrap_or(u64::MAX);
        house.approvals.stage(one) == Stage::Waiting && step == body.step
    });
    let waits = waits.ok_or(Refusal::NoSuchApproval)?;
    let person = actor.author.person.ok_or(Refusal::NotApprover)?;
    let whom = body.instead_of.unwrap_or(person);
    let turn = house.approvals.steps(waits).get(waits.step());
    let named = turn.is_some_and(|step| step.contains(&whom));
    let acts = house.approvals.acts_for(whom, now.today()) == Some(person);
    let acts = body.instead_of.is_none() || (acts && may_decide(house, whom, now.today()));
    refuse_if(!named || !acts, Refusal::NotApprover)?;
    let own = [Some(person), Some(whom)].contains(&waits.person);
    refuse_if(own && !on_own(house, waits), Refusal::OwnRequest)?;
    refuse_if(!body.approves && body.remark.is_none(), Refusal::NoRemark)
}

/// Whether the route that a request goes lets people decide on their own.
fn on_own(house: &House, request: &Request) -> bool {
    let route = house.approvals.routes.get(&request.route);
    route.is_some_and(|route| route.set.own)
}

/// In whose name somebody can decide on a request now: their own before another's.
pub(crate) fn whom(
    house: &House,
    request: &Request,
    person: PersonId,
    today: jiff::civil::Date,
) -> Option<PersonId> {
    let approvals = &house.approvals;
    if approvals.stage(request) != Stage::Waiting {
        return None;
    }
    let turn = approvals.steps(request).get(request.step())?;
    let able = |whom: &&PersonId| {
        let own = [Some(person), Some(**whom)].contains(&request.person);
        let acts = **whom == person
            || (approvals.acts_for(**whom, today) == Some(person)
                && may_decide(house, **whom, today));
        acts && (!own || on_own(house, request))
    };
    let itself = turn.iter().filter(|one| **one == person);
    let chosen = itself.chain(turn).find(able).copied();
    chosen.filter(|_| may_decide(house, person, today))
}

fn acting_named(house: &House, body: &ActingNamed, now: Now) -> Result<(), Refusal> {
    let Some(acting) = body.acting else {
        let known = house.approvals.acting.contains_key(&body.approver);
        return refuse_if(!known, Refusal::NoSuchPerson);
    };
    let Acting {
        person,
        from,
        until,
    } = acting;
    check_day(from, now)?;
    check_day(until, now)?;
    refuse_if(until < from, Refusal::DaysBackwards)?;
    refuse_if(until < now.today(), Refusal::AlreadyOver)?;
    let longest = from.saturating_add(jiff::Span::new().days(LONGEST_ACTING));
    refuse_if(until > longest, Refusal::TooLong)?;
    let other = person != body.approver && may_decide(house, person, now.today());
    refuse_if(!other, Refusal::NoSuchPerson)
}
