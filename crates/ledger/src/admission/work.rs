//! What must hold before something is said about the works of an engagement, or a gate is passed.

use std::collections::BTreeSet;

use super::house::check_text;
use super::term::check_lines;
use super::{Now, Refusal, check_day, refuse_if};
use crate::body::Body;
use crate::body::shared::Side;
use crate::body::work::{
    Conditions, Gate, GatePassed, Place, Telework, WorkConfirmed, WorkEnded, WorkSet,
};
use crate::gates::open_points;
use crate::id::WorkId;
use crate::state::Shared;
use crate::state::work::Work;

/// Works of an engagement, ended ones too.
const MOST_WORKS: usize = 200;
/// Versions of a work.
const MOST_VERSIONS: usize = 200;
/// Letters of a work's name.
const LONGEST_NAME: usize = 200;

/// Either side says how a work is done and ends it; the other confirms; each passes gates for itself.
pub(super) fn check(shared: &Shared, body: &Body, now: Now, side: Side) -> Result<(), Refusal> {
    match body {
        Body::WorkSet(body) => sets(shared, body, now),
        Body::WorkConfirmed(body) => confirms(shared, body, side),
        Body::WorkEnded(body) => ends(shared, body, now),
        Body::GatePassed(body) => passes(shared, body, now, side),
        _ => Ok(()),
    }
}

fn known(shared: &Shared, id: WorkId) -> Result<&Work, Refusal> {
    let work = shared.works.works.get(&id);
    work.filter(|work| work.ended.is_none())
        .ok_or(Refusal::NoSuchWork)
}

fn sets(shared: &Shared, body: &WorkSet, now: Now) -> Result<(), Refusal> {
    let versions = match shared.works.works.contains_key(&body.work) {
        true => known(shared, body.work)?.versions.len(),
        false => 0,
    };
    let many = shared.works.works.len() >= MOST_WORKS && versions == 0;
    refuse_if(many || versions >= MOST_VERSIONS, Refusal::TooMuch)?;
    check_text(&body.conditions.name, LONGEST_NAME)?;
    let texts = body.conditions.words.iter().chain(&body.conditions.tools);
    texts.into_iter().try_for_each(|text| check_lines(text))?;
    check_day(body.from, now)?;
    refuse_if(contradicts_itself(&body.conditions), Refusal::UnfitWork)
}

fn doubled<T: Ord>(list: &[T]) -> bool {
    list.iter().collect::<BTreeSet<_>>().len() != list.len()
}

/// Outside places and methods without telework, conditions that nobody put into words, something named twice.
fn contradicts_itself(of: &Conditions) -> bool {
    let outside = |place: &Place| matches!(place, Place::Home | Place::Anywhere);
    let outside = of.places.iter().any(outside) || !of.methods.is_empty();
    let silent = of.telework == Telework::Conditions && of.words.is_none();
    let doubled = doubled(&of.places) || doubled(&of.devices) || doubled(&of.methods);
    (of.telework == Telework::No && outside) || silent || doubled
}

fn confirms(shared: &Shared, body: &WorkConfirmed, side: Side) -> Result<(), Refusal> {
    let work = known(shared, body.work)?;
    let own = work.waiting(side).is_some_and(|one| one.seq == body.set);
    refuse_if(own, Refusal::OtherSide)?;
    let theirs = work.waiting(side.other());
    let shown = theirs.is_some_and(|one| one.seq == body.set);
    refuse_if(!shown, Refusal::NoSuchVersion)
}

fn ends(shared: &Shared, body: &WorkEnded, now: Now) -> Result<(), Refusal> {
    known(shared, body.work)?;
    check_day(body.on, now)?;
    // An end ahead of time would keep what is allowed until then from being changed or taken back.
    refuse_if(body.on > now.today(), Refusal::NotOver)
}

fn passes(shared: &Shared, body: &GatePassed, now: Now, side: Side) -> Result<(), Refusal> {
    let passed = |gate: Gate| shared.works.passed.contains_key(&(gate, side));
    refuse_if(passed(body.gate), Refusal::AlreadyPassed)?;
    let mut earlier = Gate::ALL.iter().filter(|gate| **gate < body.gate);
    refuse_if(!earlier.all(|gate| passed(*gate)), Refusal::GateOrder)?;
    let open = open_points(shared, body.gate, now.today());
    refuse_if(!open.is_empty(), Refusal::PointsOpen)
}
