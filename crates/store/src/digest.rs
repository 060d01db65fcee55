//! One small row for each ledger, for lists over thousands of them: computed from its state, written with its last entry.
//! A digest knows no day: it holds the latest word of each thing, whenever that takes effect.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ledger::body::house::Value;
use ledger::body::shared::{Side, View};
use ledger::divergence::{Divergence, divergence};
use ledger::id::OrganisationId;
use ledger::item::ItemCode;
use ledger::organisation::{Identifier, Name};
use ledger::state::said::Said;
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
fn latest<T>(said: &[Said<T>]) -> Option<&T> {
    let stands = said.iter().filter(|said| said.corrected_by.is_none());
    stands
        .max_by_key(|said| (said.from, said.seq))
        .map(|said| &said.what)
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
        identifier: latest(&house.identifier).cloned().flatten(),
        gone: house.withdrew.is_some() || house.merged.is_some(),
        stated: count(said_last.map(|statement| statement.value)),
    }
}

fn views(shared: &Shared, side: Side) -> BTreeMap<View, u64> {
    let theirs = shared.views.iter().filter(|((_, of), _)| *of == side);
    count(
        theirs
            .filter_map(|(_, said)| latest(said))
            .map(|view| view.value),
    )
}

fn divergences(shared: &Shared) -> BTreeMap<Divergence, u64> {
    let last = |item: &ItemCode, side| {
        let key = (item.clone(), side);
        let own = shared.views.get(&key);
        let said = own.or_else(|| shared.relayed.get(&key));
        said.and_then(|said| latest(said)).map(|view| view.value)
    };
    let items = shared.items().into_iter();
    count(items.filter_map(|item| divergence(last(item, Side::Client), last(item, Side::Vendor))))
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
        until: latest(&shared.described).and_then(|described| described.until),
        closed: shared.closed,
        client_views: views(shared, Side::Client),
        vendor_views: views(shared, Side::Vendor),
        divergences: divergences(shared),
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

impl HouseDigest {
    /// Its names on a day.
    #[must_use]
    pub fn names_on(&self, on: Date) -> &[Name] {
        let mut held = self.names.iter().filter(|(from, _)| *from <= on);
        held.next_back().map_or(&[], |(_, names)| names)
    }
}
