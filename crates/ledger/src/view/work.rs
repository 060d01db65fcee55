//! What is shown of works: to who follows the engagement, what each side says and which gates are passed; to everybody of a side's
//! organisation, employees too, what both hold and what was agreed about doing work.

use jiff::civil::Date;

use super::shared::{PartyView, party};
use crate::body::shared::Side;
use crate::body::work::{Conditions, Gate};
use crate::disclosed::{Disclosed, Reader};
use crate::gates::{OpenPoint, open_points};
use crate::id::{EngagementId, PersonId, WorkId};
use crate::item::ItemCode;
use crate::moment::{AsOf, Moment};
use crate::policy::Part;
use crate::state::Shared;
use crate::state::term::Proposal;
use crate::state::work::{Version, Work, Yes};

/// What a side said of a work, as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionView {
    /// The line.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// Which side said so.
    pub by: Side,
    /// Who said so; a person of the other side is not named.
    pub person: Option<PersonId>,
    /// From which day it is to hold.
    pub from: Date,
    /// How the work is done.
    pub conditions: Conditions,
    /// When and in which line the other side confirmed it.
    pub confirmed: Option<(u64, Moment)>,
}

/// A work as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkView {
    /// Which.
    pub id: WorkId,
    /// What both hold on the day.
    pub in_force: Option<VersionView>,
    /// What both hold from a later day on.
    pub coming: Option<VersionView>,
    /// What a side says that the other has not confirmed: the client, then the vendor.
    pub waiting: Vec<VersionView>,
    /// Everything that was said before, the last first.
    pub before: Vec<VersionView>,
    /// Which side ended it, and its last day.
    pub ended: Option<(Side, Date)>,
}

impl WorkView {
    /// What it is called: by both, or else by who says something of it.
    #[must_use]
    pub fn name(&self) -> &str {
        let both = self.in_force.iter().chain(&self.coming);
        let mut words = both.chain(&self.waiting).chain(&self.before);
        words.next().map_or("", |one| &one.conditions.name)
    }

    /// What a side says that the other has not confirmed.
    #[must_use]
    pub fn said_by(&self, side: Side) -> Option<&VersionView> {
        self.waiting.iter().find(|one| one.by == side)
    }
}

/// A gate as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateView {
    /// Which.
    pub gate: Gate,
    /// Which sides passed it, in which line and when.
    pub passed: Vec<(Side, u64, Moment)>,
    /// What is open before it.
    pub open: Vec<OpenPoint>,
}

impl GateView {
    /// Whether a side passed it.
    #[must_use]
    pub fn passed_by(&self, side: Side) -> bool {
        self.passed.iter().any(|(of, ..)| *of == side)
    }
}

/// Works and gates of an engagement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorksView {
    /// The reader's side.
    pub own: Side,
    /// Every work, the first said first.
    pub works: Vec<WorkView>,
    /// Every gate, the first first.
    pub gates: Vec<GateView>,
}

/// What each side says about the works, and which gates are passed.
#[must_use]
pub fn works(
    reader: &Reader,
    now: &Shared,
    then: &Shared,
    at: AsOf,
) -> Option<Disclosed<WorksView>> {
    let own = reader.side(now)?;
    if !reader.of_shared(now, Part::Works) {
        return None;
    }
    let works = in_order(then);
    Some(Disclosed::new(WorksView {
        own,
        works: works.map(|(id, work)| view(id, work, own, at)).collect(),
        gates: Gate::ALL
            .iter()
            .map(|gate| gate_view(then, *gate, at))
            .collect(),
    }))
}

/// The works in the order in which they were first spoken of.
fn in_order(shared: &Shared) -> impl Iterator<Item = (WorkId, &Work)> {
    let works = shared.works.works.iter().map(|(id, work)| (*id, work));
    let mut works: Vec<(WorkId, &Work)> = works.collect();
    works.sort_by_key(|(_, work)| work.versions.first().map(|first| first.seq));
    works.into_iter()
}

fn view(id: WorkId, work: &Work, own: Side, at: AsOf) -> WorkView {
    let shown = |version: &Version| version_view(version, own);
    let in_force = work.in_force(at.on);
    let coming = work.settled().filter(|settled| settled.from > at.on);
    let waiting = Side::ALL.iter().filter_map(|side| work.waiting(*side));
    let waiting: Vec<VersionView> = waiting.map(shown).collect();
    let counts = |seq: u64| {
        let said = in_force.into_iter().chain(coming).map(|one| one.seq);
        said.chain(waiting.iter().map(|one| one.seq))
            .any(|counts| counts == seq)
    };
    let over = work.versions.iter().rev().filter(|one| !counts(one.seq));
    WorkView {
        id,
        in_force: in_force.map(shown),
        coming: coming.map(shown),
        before: over.map(shown).collect(),
        waiting,
        ended: work.ended,
    }
}

fn version_view(version: &Version, own: Side) -> VersionView {
    VersionView {
        seq: version.seq,
        recorded: version.recorded,
        by: version.by,
        person: version.person.filter(|_| version.by == own),
        from: version.from,
        conditions: version.conditions.clone(),
        confirmed: version.confirmed.map(|yes: Yes| (yes.seq, yes.recorded)),
    }
}

fn gate_view(shared: &Shared, gate: Gate, at: AsOf) -> GateView {
    let yes = |side: &Side| {
        let yes = shared.works.passed.get(&(gate, *side))?;
        Some((*side, yes.seq, yes.recorded))
    };
    GateView {
        gate,
        passed: Side::ALL.iter().filter_map(yes).collect(),
        open: open_points(shared, gate, at.on),
    }
}

/// A work as people who do it see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedWork {
    /// Which.
    pub id: WorkId,
    /// What it is called.
    pub name: String,
    /// What both hold on the day, by which line. What only one side says is not shown: nobody may rely on it.
    pub held: Option<(u64, Conditions)>,
    /// Whether a side says something else that is not confirmed.
    pub changing: bool,
}

/// An agreed text about doing work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedText {
    /// The item.
    pub item: ItemCode,
    /// The line.
    pub seq: u64,
    /// What holds.
    pub text: String,
    /// Its last day, if it has one.
    pub until: Option<Date>,
}

/// What people may do on an engagement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionsView {
    /// Which engagement.
    pub id: EngagementId,
    /// What it is called.
    pub title: String,
    /// The reader's side.
    pub own: Side,
    /// Who gives the work.
    pub client: PartyView,
    /// Who does it.
    pub vendor: PartyView,
    /// Its last day, where it was closed.
    pub closed: Option<Date>,
    /// The works done on the day.
    pub works: Vec<AllowedWork>,
    /// The agreed texts in force about doing work.
    pub texts: Vec<AgreedText>,
    /// Number of other texts agreed: about the contract itself, or items of the sides' own.
    pub others: usize,
    /// The last gate that both sides passed.
    pub gate: Option<Gate>,
}

/// How the codes of the items begin that say how people work; the others bind the organisations.
const ABOUT_WORK: [&str; 9] = [
    "require.telework.",
    "require.byod.",
    "require.device.",
    "require.meeting.",
    "require.takeout.",
    "require.access.",
    "require.software.",
    "require.premises.",
    "require.incident.",
];

/// What people may do on an engagement: for employees too, so nothing of proposals, reasons, cost or what only one side says.
#[must_use]
pub fn conditions(
    reader: &Reader,
    now: &Shared,
    then: &Shared,
    at: AsOf,
) -> Option<Disclosed<ConditionsView>> {
    let own = reader.side(now)?;
    if !reader.of_shared(now, Part::Conditions) {
        return None;
    }
    let items = then.terms.proposals.keys();
    let agreed = items.filter_map(|item| Some((item, then.terms.agreement(item, at.on)?)));
    let (about_work, others): (Vec<_>, Vec<_>) = agreed.partition(|(item, _)| {
        ABOUT_WORK
            .iter()
            .any(|topic| item.as_str().starts_with(topic))
    });
    let running = in_order(then).filter(|(_, work)| work.runs(at.on));
    let both = |gate: &&Gate| {
        let passed = |side: &Side| then.works.passed.contains_key(&(**gate, *side));
        Side::ALL.iter().all(passed)
    };
    Some(Disclosed::new(ConditionsView {
        id: then.id,
        title: then.title.clone(),
        own,
        client: party(then, Side::Client, at),
        vendor: party(then, Side::Vendor, at),
        closed: then.closed,
        works: running.map(|(id, work)| allowed(id, work, at.on)).collect(),
        texts: about_work.into_iter().map(text).collect(),
        others: others.len(),
        gate: Gate::ALL.iter().rev().find(both).copied(),
    }))
}

fn allowed(id: WorkId, work: &Work, on: Date) -> AllowedWork {
    let held = work.in_force(on);
    // What only one side says is not on the sheet, the name it gives neither: it may say anything.
    let called = held.or_else(|| work.settled());
    let waits = |side: &Side| work.waiting(*side).is_some();
    AllowedWork {
        id,
        name: called.map_or_else(String::new, |one| one.conditions.name.clone()),
        held: held.map(|one| (one.seq, one.conditions.clone())),
        changing: Side::ALL.iter().any(waits),
    }
}

fn text((item, agreed): (&ItemCode, &Proposal)) -> AgreedText {
    AgreedText {
        item: item.clone(),
        seq: agreed.seq,
        text: agreed.wording.text.clone(),
        until: agreed.wording.until.filter(|_| !agreed.wording.renews),
    }
}
