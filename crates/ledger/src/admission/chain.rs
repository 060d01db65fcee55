//! What must hold before something is said about work passed on.

use super::house::check_text;
use super::{Now, Refusal, check_day, refuse_if};
use crate::body::Body;
use crate::body::chain::{Passing, SubcontractAsked, SubcontractEnded};
use crate::body::shared::Side;
use crate::id::SubcontractId;
use crate::state::Shared;
use crate::state::chain::Subcontract;

/// Subcontracts asked for in an engagement, ended ones too.
const MOST: usize = 1_000;
/// Letters of a name or a purpose.
const LONGEST_TEXT: usize = 200;

/// The client rules and decides, the vendor asks and ends: nobody does it for the other side.
pub(super) fn check(shared: &Shared, body: &Body, now: Now, side: Side) -> Result<(), Refusal> {
    let own = match body {
        Body::PassingRuled(_) | Body::SubcontractDecided(_) => Side::Client,
        _ => Side::Vendor,
    };
    refuse_if(own != side, Refusal::OtherSide)?;
    match body {
        Body::SubcontractAsked(body) => asks(shared, body, now),
        Body::SubcontractDecided(body) => known(shared, body.subcontract).map(drop),
        Body::SubcontractEnded(body) => ends(shared, body, now),
        _ => Ok(()),
    }
}

fn known(shared: &Shared, id: SubcontractId) -> Result<&Subcontract, Refusal> {
    let known = shared.passed_on.subcontracts.get(&id);
    known.ok_or(Refusal::NoSuchSubcontract)
}

fn asks(shared: &Shared, body: &SubcontractAsked, now: Now) -> Result<(), Refusal> {
    let passed_on = &shared.passed_on;
    let used = passed_on.subcontracts.contains_key(&body.subcontract);
    refuse_if(used, Refusal::AlreadyUsed)?;
    refuse_if(passed_on.subcontracts.len() >= MOST, Refusal::TooMuch)?;
    check_text(&body.purpose, LONGEST_TEXT)?;
    let name = body.name.as_ref();
    name.map_or(Ok(()), |name| check_text(name, LONGEST_TEXT))?;
    let must_name = passed_on.passing == Some(Passing::Named) && name.is_none();
    refuse_if(must_name, Refusal::NoName)?;
    check_day(body.from, now)
}

fn ends(shared: &Shared, body: &SubcontractEnded, now: Now) -> Result<(), Refusal> {
    let known = known(shared, body.subcontract)?;
    check_day(body.on, now)?;
    refuse_if(body.on < known.asked.from, Refusal::DaysBackwards)
}
