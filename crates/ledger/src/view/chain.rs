//! What is shown to both sides of an engagement of what was asked and decided there about work passed on.

use jiff::civil::Date;
use serde::Serialize;

use super::{Note, Texts, note};
use crate::body::chain::Passing;
use crate::body::shared::{Confidentiality, Side};
use crate::disclosed::{Disclosed, Reader};
use crate::id::SubcontractId;
use crate::moment::{AsOf, Moment};
use crate::policy::Part;
use crate::state::Shared;
use crate::state::chain::Subcontract;

/// A subcontract as both sides see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubcontractView {
    /// Its number here.
    pub id: SubcontractId,
    /// The line by which it was asked or reported.
    pub seq: u64,
    /// When that was recorded.
    pub recorded: Moment,
    /// To whom; none where the vendor gave no name.
    pub name: Option<String>,
    /// Which work, and why.
    pub purpose: String,
    /// The most confidential information handled there.
    pub information: Option<Confidentiality>,
    /// Whether personal data of the client's is handled there.
    pub personal_data: Option<bool>,
    /// From which day.
    pub from: Date,
    /// Its last day.
    pub ended: Option<Date>,
    /// Whether the client consents; nothing decided where none.
    pub consents: Option<bool>,
    /// On which condition, or why not.
    pub reason: Option<Note>,
    /// Whether it runs without the consent that the rule asks for.
    pub lacks_consent: bool,
}

/// What was said about passing work on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PassedOnView {
    /// The reader's side.
    pub own: Side,
    /// The client's rule; none was given where none.
    pub passing: Option<Passing>,
    /// Every subcontract asked or reported, the first first.
    pub subcontracts: Vec<SubcontractView>,
}

/// What both sides said about passing work on.
#[must_use]
pub fn passed_on(
    reader: &Reader,
    now: &Shared,
    then: &Shared,
    at: AsOf,
    texts: &Texts,
) -> Option<Disclosed<PassedOnView>> {
    let own = reader.side(now)?;
    if !reader.of_shared(now, Part::PassedOn) {
        return None;
    }
    let passed_on = &then.passed_on;
    let view = |(id, one): (&SubcontractId, &Subcontract)| {
        subcontract(*id, one, passed_on.passing, at, texts)
    };
    let mut subcontracts: Vec<SubcontractView> = passed_on.subcontracts.iter().map(view).collect();
    subcontracts.sort_by_key(|one| one.seq);
    Some(Disclosed::new(PassedOnView {
        own,
        passing: passed_on.passing,
        subcontracts,
    }))
}

fn subcontract(
    id: SubcontractId,
    one: &Subcontract,
    passing: Option<Passing>,
    at: AsOf,
    texts: &Texts,
) -> SubcontractView {
    let decided = one.decided();
    let reason = decided.and_then(|decision| decision.reason);
    SubcontractView {
        id,
        seq: one.seq,
        recorded: one.recorded,
        name: one.asked.name.clone(),
        purpose: one.asked.purpose.clone(),
        information: one.asked.information,
        personal_data: one.asked.personal_data,
        from: one.asked.from,
        ended: one.ended,
        consents: decided.map(|decision| decision.consents),
        reason: reason.map(|sealed| note(sealed, texts)),
        lacks_consent: one.lacks_consent(passing, at.on),
    }
}
