//! One small row for each ledger, for lists over thousands of them: computed from its state, written with its last entry.
//! A digest knows no day: it holds the latest word of each thing, whenever that takes effect.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use ledger::body::house::Value;
use ledger::body::shared::{Side, View};
use ledger::divergence::{Divergence, divergence};
use ledger::id::OrganisationId;
use ledger::item::ItemCode;
use ledger::organisation::{Identifier, Name};
use ledger::state::said::Said;
use ledger::state::term::Proposal;
use ledger::state::work::Work;
use ledger::state::{Content, House, Shared, State};
use serde::{Deserialize, Serialize};

/// What lists show of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Digest {
    /// Of a ledger without entries.
    Empty,
    /// Of an organisation's own.
    House(HouseDigest),
    /// Of one that two sides share.
    Shared(SharedDigest),
    /// Of the server's.
    Server(ServerDigest),
}

/// What lists show of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseDigest {
    /// Its names, by the day from which they hold; corrected ones left out.
    pub names: Vec<(Date, Vec<Name>)>,
    /// Its public number.
    pub identifier: Option<Identifier>,
    /// Whether it left or became part of another.
    pub gone: bool,
    /// Number of items by the value stated last.
    pub stated: BTreeMap<Value, u64>,
}

/// What lists show of an engagement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedDigest {
    /// Who gives the work.
    pub client: OrganisationId,
    /// Who does it.
    pub vendor: OrganisationId,
    /// The side that is an empty seat, and how the opener calls who would sit there.
    pub absent: Option<(Side, String)>,
    /// What it is called.
    pub title: String,
    /// Its last day by contract.
    pub until: Option<Date>,
    /// Its last day.
    pub closed: Option<Date>,
    /// Number of items by the client's last view.
    pub client_views: BTreeMap<View, u64>,
    /// Number of items by the vendor's last view.
    pub vendor_views: BTreeMap<View, u64>,
    /// Number of items by how the sides' last views differ.
    pub divergences: BTreeMap<Divergence, u64>,
    /// Number of proposals that wait for a side's word.
    #[serde(default)]
    pub waiting: BTreeMap<Side, u64>,
    /// How many of those that wait for a side it made itself: they lack the acceptance of who answers for it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unaccepted: BTreeMap<Side, u64>,
    /// Number of subcontracts that the client has not decided on.
    #[serde(default)]
    pub undecided: u64,
    /// Number of works of which something waits for a side's confirmation.
    #[serde(default)]
    pub unconfirmed: BTreeMap<Side, u64>,
    /// The last days of agreements that nobody renews, each once.
    #[serde(default)]
    pub last_days: BTreeSet<Date>,
    /// What was asked for, waits for a judgement, or runs out.
    #[serde(default, skip_serializing_if = "EvidenceDigest::is_empty")]
    pub evidence: Box<EvidenceDigest>,
}

/// What lists show of an engagement's evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceDigest {
    /// Number of pieces that wait for a side's judgement.
    pub waiting: BTreeMap<Side, u64>,
    /// Number of requests that want something of a side, and the first day by which.
    pub asked: BTreeMap<Side, (u64, Date)>,
    /// The first day after which a side's accepted evidence of an item counts no more, or an agreement wants it shown anew.
    pub lapses: BTreeMap<Side, Date>,
}

impl EvidenceDigest {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What lists show of the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerDigest {
    /// The name under which it signs.
    pub origin: String,
    /// How often it was restored.
    pub epoch: u64,
}

/// The latest word, whenever it takes effect.
fn latest<T>(said: &[Said<T>]) -> Option<&Said<T>> {
    let stands = said.iter().filter(|said| said.corrected_by.is_none());
    stands.max_by_key(|said| (said.from, said.seq))
}

fn count<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, u64> {
    keys.fold(BTreeMap::new(), |mut counts, key| {
        *counts.entry(key).or_default() += 1;
        counts
    })
}

fn house(house: &House) -> HouseDigest {
    let stands = house
        .names
        .iter()
        .filter(|said| said.corrected_by.is_none());
    let mut names: Vec<_> = stands
        .map(|said| (said.from, said.seq, &said.what))
        .collect();
    names.sort_by_key(|(from, seq, _)| (*from, *seq));
    let said_last = house.statements.values().filter_map(|said| latest(said));
    HouseDigest {
        names: names
            .into_iter()
            .map(|(from, _, names)| (from, names.clone()))
            .collect(),
        identifier: latest(&house.identifier).and_then(|said| said.what.clone()),
        gone: house.withdrew.is_some() || house.merged.is_some(),
        stated: count(said_last.map(|said| said.what.value)),
    }
}

fn views(shared: &Shared, side: Side) -> BTreeMap<View, u64> {
    let theirs = shared.views.iter().filter(|((_, of), _)| *of == side);
    count(
        theirs
            .filter_map(|(_, said)| latest(said))
            .map(|said| said.what.value),
    )
}

fn divergences(shared: &Shared) -> BTreeMap<Divergence, u64> {
    let last = |item: &ItemCode, side| {
        let key = (item.clone(), side);
        let own = shared.views.get(&key);
        let said = own.or_else(|| shared.relayed.get(&key));
        said.and_then(|said| latest(said))
            .map(|said| (said.seq, said.what.value))
    };
    let differ = |item: &ItemCode| {
        let last_agreement = shared.terms.last_agreement(item);
        let agreed = last_agreement.and_then(Proposal::agreed);
        divergence(
            agreed.map(|last| last.seq),
            last(item, Side::Client),
            last(item, Side::Vendor),
        )
    };
    count(shared.items().into_iter().filter_map(differ))
}

fn open(shared: &Shared) -> impl Iterator<Item = &Proposal> {
    let items = shared.terms.proposals.keys();
    items.filter_map(|item| shared.terms.open(item))
}

/// The sides whose word a proposal waits for.
fn waiting(shared: &Shared) -> BTreeMap<Side, u64> {
    let sides = |open: &Proposal| {
        let silent = |side: &&Side| !open.accepted.contains_key(*side);
        Side::ALL.iter().filter(silent).copied().collect::<Vec<_>>()
    };
    count(open(shared).flat_map(sides))
}

/// The sides that have not accepted what they put forward themselves.
fn unaccepted(shared: &Shared) -> BTreeMap<Side, u64> {
    let lacks = |open: &Proposal| (!open.accepted.contains_key(&open.by)).then_some(open.by);
    count(open(shared).filter_map(lacks))
}

fn undecided(shared: &Shared) -> u64 {
    let all = shared.passed_on.subcontracts.values();
    all.filter(|one| one.ended.is_none() && one.decisions.is_empty())
        .count() as u64
}

/// The side across from whoever said something last of a work that has not ended.
fn unconfirmed(shared: &Shared) -> BTreeMap<Side, u64> {
    let works = shared.works.works.values();
    let open = works.filter(|work| work.ended.is_none());
    let sides = |work: &Work| {
        let waits = |side: &&Side| work.waiting(side.other()).is_some();
        Side::ALL.iter().filter(waits).copied().collect::<Vec<_>>()
    };
    count(open.flat_map(sides))
}

fn agreements(shared: &Shared) -> impl Iterator<Item = &Proposal> {
    let items = shared.terms.proposals.keys();
    items.filter_map(|item| shared.terms.last_agreement(item))
}

/// The day after which an agreement holds no more, where nobody renews it.
fn last_day(of: &Proposal) -> Option<Date> {
    of.wording.until.filter(|_| !of.wording.renews)
}

fn evidence(shared: &Shared) -> EvidenceDigest {
    let all = &shared.evidence;
    let waits = || all.pieces.values().filter(|piece| piece.waits());
    // What is to take the place of what runs out is there already.
    let renewed: BTreeSet<(&ItemCode, Side)> =
        waits().map(|piece| (&piece.given.item, piece.by)).collect();
    let mut asked: BTreeMap<Side, (u64, Date)> = BTreeMap::new();
    for (_, one) in all
        .asked
        .iter()
        .filter(|(seq, one)| all.is_open(**seq, one))
    {
        let due = one.asked.due;
        let (count, first) = asked.entry(one.by.other()).or_insert((0, due));
        (*count, *first) = (*count + 1, due.min(*first));
    }
    let standing = all.standing().into_iter();
    let standing = standing.filter(|(of, _)| !renewed.contains(of));
    let over = standing.filter_map(|((_, side), piece)| Some((side, piece.given.expires?)));
    let terms = &shared.terms;
    let last = |item| Some((item, &terms.last_agreement(item)?.wording));
    let due = all.due(terms.proposals.keys().filter_map(last)).into_iter();
    let due = due.map(|one| (Side::Vendor, one.due));
    let mut lapses = BTreeMap::new();
    for (side, day) in over.chain(due) {
        let first = lapses.entry(side).or_insert(day);
        *first = day.min(*first);
    }
    EvidenceDigest {
        waiting: count(waits().map(|piece| piece.by.other())),
        asked,
        lapses,
    }
}

fn shared(shared: &Shared) -> SharedDigest {
    let empty = |side: &&Side| !shared.party(**side).present;
    let absent = Side::ALL.iter().find(empty).and_then(|side| {
        let partner = shared.party(*side).partner.as_ref()?;
        Some((*side, partner.name.clone()))
    });
    SharedDigest {
        client: shared.client.organisation,
        vendor: shared.vendor.organisation,
        absent,
        title: shared.title.clone(),
        until: latest(&shared.described).and_then(|said| said.what.until),
        closed: shared.closed,
        client_views: views(shared, Side::Client),
        vendor_views: views(shared, Side::Vendor),
        divergences: divergences(shared),
        waiting: waiting(shared),
        unaccepted: unaccepted(shared),
        undecided: undecided(shared),
        unconfirmed: unconfirmed(shared),
        last_days: agreements(shared).filter_map(last_day).collect(),
        evidence: Box::new(evidence(shared)),
    }
}

/// The digest of a state.
#[must_use]
pub fn digest(state: &State) -> Digest {
    match &state.content {
        Content::Empty => Digest::Empty,
        Content::House(content) => Digest::House(house(content)),
        Content::Shared(content) => Digest::Shared(shared(content)),
        Content::Server(server) => Digest::Server(ServerDigest {
            origin: server.origin.clone(),
            epoch: server.epoch,
        }),
    }
}

impl Digest {
    /// As it is stored.
    ///
    /// # Errors
    /// Never, in fact: every key is a text.
    pub(crate) fn to_text(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

impl SharedDigest {
    /// The first last day of an agreement that has not passed.
    #[must_use]
    pub fn runs_out(&self, today: Date) -> Option<Date> {
        self.last_days.range(today..).next().copied()
    }
}

impl HouseDigest {
    /// Its names on a day.
    #[must_use]
    pub fn names_on(&self, on: Date) -> &[Name] {
        let mut held = self.names.iter().filter(|(from, _)| *from <= on);
        held.next_back().map_or(&[], |(_, names)| names)
    }
}

#[cfg(test)]
mod tests {
    use super::SharedDigest;
    use ledger::body::shared::Side;

    #[test]
    fn what_ran_out_hides_nothing_that_runs_out_next() {
        let text = r#"{"client":"CLIENT","vendor":"VENDOR","absent":null,"title":"t","until":null,"closed":null,
            "client_views":{},"vendor_views":{},"divergences":{},"last_days":["2026-01-31","2026-12-31","2027-03-31"]}"#;
        let number = |n| ledger::id::OrganisationId([n; 16]).to_string();
        let text = text
            .replace("CLIENT", &number(1))
            .replace("VENDOR", &number(2));
        let digest: SharedDigest = serde_json::from_str(&text).unwrap();
        assert_eq!(digest.waiting.get(&Side::Client), None);
        for (today, next) in [
            ("2026-01-31", Some("2026-01-31")),
            ("2026-02-01", Some("2026-12-31")),
            ("2027-04-01", None),
        ] {
            let next = next.map(|day| day.parse().unwrap());
            assert_eq!(digest.runs_out(today.parse().unwrap()), next, "{today}");
        }
    }
}
