//! What is still open before a gate: computed from works, terms, who answers for the engagement, and what was said of cost.
//!
//! The gates are those of the security specification process in IPA's model contract, second edition: when proposals are asked for, the
//! environment of work is asked after; when requirements are defined, it is fixed; while the work runs, it is checked that it is kept.
//! A later gate wants everything the earlier ones want.

use jiff::civil::Date;

use crate::body::shared::{Side, View};
use crate::body::term::Outcome;
use crate::body::work::{Conditions, Device, Gate, Telework};
use crate::bytes::codes;
use crate::id::WorkId;
use crate::item::ItemCode;
use crate::state::Shared;
use crate::state::said::in_force;
use crate::state::work::Work;

codes! {
    /// What can be open.
    pub enum Point {
        /// Nobody answers for the engagement on the client's side.
        ClientResponsible = "client-responsible",
        /// No work is named.
        NoWork = "no-work",
        /// Nobody said where a work is done.
        Places = "places",
        /// Nobody said whether a work may be done by telework.
        Telework = "telework",
        /// Nobody said whose devices a work is done with.
        Devices = "devices",
        /// Nobody said how confidential the information of a work is, and whether personal data is among it.
        Information = "information",
        /// Nobody answers for the engagement on the vendor's side.
        VendorResponsible = "vendor-responsible",
        /// What one side says of a work is not confirmed by the other.
        Unconfirmed = "unconfirmed",
        /// The tools of a work are not named.
        Tools = "tools",
        /// A work may be done by telework, and how devices work from outside is not said.
        Methods = "methods",
        /// An item has no agreed text.
        Term = "term",
        /// The cost of an agreed item was not talked about, or not to an end.
        Cost = "cost",
    }
}

/// Something open, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPoint {
    /// What is open.
    pub point: Point,
    /// Of which work.
    pub work: Option<WorkId>,
    /// Of which item.
    pub item: Option<ItemCode>,
}

fn plainly(point: Point) -> OpenPoint {
    let (work, item) = (None, None);
    OpenPoint { point, work, item }
}

/// Everything open before a gate on a day; nothing, and it can be passed.
#[must_use]
pub fn open_points(shared: &Shared, gate: Gate, on: Date) -> Vec<OpenPoint> {
    let mut points = asked(shared, on);
    if gate >= Gate::Requirement {
        points.extend(fixed(shared, on));
    }
    if gate >= Gate::Operation {
        points.extend(agreed(shared, "require.telework.checking", on));
    }
    points
}

fn named(shared: &Shared, side: Side, on: Date) -> bool {
    let named = shared.responsible.get(&side);
    named.is_some_and(|named| in_force(named, on).is_some())
}

/// What must be known when proposals are asked for: some side's word is enough.
fn asked(shared: &Shared, on: Date) -> Vec<OpenPoint> {
    let client = (!named(shared, Side::Client, on)).then_some(Point::ClientResponsible);
    let none = shared.works.running(on).next().is_none();
    let plain = client.into_iter().chain(none.then_some(Point::NoWork));
    let mut points: Vec<OpenPoint> = plain.map(plainly).collect();
    for (id, work) in shared.works.running(on) {
        let said = |says: fn(&Conditions) -> bool| work.words().any(|one| says(&one.conditions));
        let known = [
            (said(|one| !one.places.is_empty()), Point::Places),
            (
                said(|one| one.telework != Telework::NotSettled),
                Point::Telework,
            ),
            (said(|one| !one.devices.is_empty()), Point::Devices),
            (
                said(|one| one.information.is_some() && one.personal_data.is_some()),
                Point::Information,
            ),
        ];
        points.extend(of_work(id, known));
    }
    points
}

fn of_work(id: WorkId, known: impl IntoIterator<Item = (bool, Point)>) -> Vec<OpenPoint> {
    let open = known.into_iter().filter(|(known, _)| !known);
    let point = |(_, point)| OpenPoint {
        work: Some(id),
        ..plainly(point)
    };
    open.map(point).collect()
}

/// What must be fixed by both sides when requirements are defined.
fn fixed(shared: &Shared, on: Date) -> Vec<OpenPoint> {
    let vendor = (!named(shared, Side::Vendor, on)).then(|| plainly(Point::VendorResponsible));
    let mut points: Vec<OpenPoint> = vendor.into_iter().collect();
    for (id, work) in shared.works.running(on) {
        points.extend(of_work(id, confirmed(work, on)));
    }
    // What is allowed today counts as much as what is confirmed for a later day.
    let settled = || {
        let works = shared.works.running(on);
        works.flat_map(|(_, work)| [work.in_force(on), work.settled()].into_iter().flatten())
    };
    let some = |says: fn(&Conditions) -> bool| settled().any(|one| says(&one.conditions));
    let wanted = [
        (true, "require.incident.contact"),
        (true, "require.change.management"),
        (some(Conditions::teleworks), "require.telework.permission"),
        (
            some(|one| one.devices.contains(&Device::Own)),
            "require.byod.permission",
        ),
    ];
    let wanted = wanted.into_iter().filter(|(wanted, _)| *wanted);
    points.extend(wanted.flat_map(|(_, item)| agreed(shared, item, on)));
    points
}

/// What the earlier gate wants said is said by both once nothing waits.
fn confirmed(work: &Work, on: Date) -> [(bool, Point); 3] {
    let settled = work.settled();
    let waits = Side::ALL.iter().any(|side| work.waiting(*side).is_some());
    let holds = |says: fn(&Conditions) -> bool| {
        let mut both = [work.in_force(on), settled].into_iter().flatten();
        both.all(|one| says(&one.conditions))
    };
    [
        (settled.is_some() && !waits, Point::Unconfirmed),
        (holds(|one| one.tools.is_some()), Point::Tools),
        (
            holds(|one| !one.teleworks() || !one.methods.is_empty()),
            Point::Methods,
        ),
    ]
}

/// What is open of an item that must be agreed: its text, or its cost. Where both sides say that it does not concern them, nothing is.
fn agreed(shared: &Shared, item: &str, on: Date) -> Option<OpenPoint> {
    let item: ItemCode = item.parse().ok()?;
    let concerns = |side: &Side| {
        let said = shared.view(&item, *side, on);
        said.is_none_or(|said| said.what.value != View::NotApplicable)
    };
    let last = shared.terms.last_agreement(&item);
    let holds = last.is_some_and(|last| {
        let until = last.wording.until.filter(|_| !last.wording.renews);
        until.is_none_or(|until| on <= until)
    });
    let point = if !Side::ALL.iter().any(concerns) {
        return None;
    } else if !holds {
        Point::Term
    } else if !paid(shared, &item) {
        Point::Cost
    } else {
        return None;
    };
    Some(OpenPoint {
        item: Some(item),
        ..plainly(point)
    })
}

/// Whether the talk about an item's cost came to an end, by the word of every side that said anything of it.
fn paid(shared: &Shared, item: &ItemCode) -> bool {
    let said = |side: &Side| shared.terms.cost(item, *side);
    let outcomes: Vec<Outcome> = Side::ALL
        .iter()
        .filter_map(said)
        .map(|said| said.what.outcome)
        .collect();
    let ended = |one: &Outcome| matches!(one, Outcome::NoCost | Outcome::Settled);
    !outcomes.is_empty() && outcomes.iter().all(ended)
}

#[cfg(test)]
mod tests;
