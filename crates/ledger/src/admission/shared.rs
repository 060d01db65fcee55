//! What must hold before something is recorded in a ledger that two sides share.

use super::{Actor, Now, Refusal, check_day, refuse_if};
use crate::body::Body;
use crate::body::shared::{Opened, View};

pub(super) fn check(body: &Body, now: Now) -> Result<(), Refusal> {
    match body {
        Body::SideStated(body) => {
            check_day(body.from, now)?;
            refuse_if(
                body.value == View::NotApplicable && body.note.is_none(),
                Refusal::NoReason,
            )
        }
        Body::Closed(body) => check_day(body.on, now),
        _ => Ok(()),
    }
}

pub(super) fn check_opened(body: &Opened, actor: &Actor) -> Result<(), Refusal> {
    refuse_if(body.client == body.vendor, Refusal::SameOrganisation)?;
    let acts_for = |organisation| actor.author.organisation == Some(organisation);
    refuse_if(
        !acts_for(body.client) && !acts_for(body.vendor),
        Refusal::NoSide,
    )
}
