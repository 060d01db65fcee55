//! What a ledger says, all of it read: a fold over its entries, nothing else.

pub mod approval;
pub mod chain;
pub mod evidence;
pub mod house;
pub mod listed;
pub mod said;
pub mod screening;
pub mod server;
pub mod shared;
pub mod term;
pub mod work;

use std::collections::BTreeMap;

use crate::body::{Body, Kind};
use crate::entry::{Author, Entry, genesis};
use crate::hash::Hash;
use crate::id::{LedgerId, LedgerKind};
use crate::item::ItemCode;
use crate::moment::Moment;

pub use house::House;
pub use server::Server;
pub use shared::Shared;

/// Where a ledger ends: what the next entry must follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Head {
    /// Number of entries.
    pub length: u64,
    /// Hash of the last one, or the ledger's genesis.
    pub hash: Hash,
}

/// What a later entry may stand in for, and whether one does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correctable {
    /// Its kind; the correction has the same.
    pub kind: Kind,
    /// Its item, if it has one; the correction has the same.
    pub item: Option<ItemCode>,
    /// Who wrote it; in an engagement the correction is of the same side.
    pub author: Author,
    /// The entry that stands in for it.
    pub corrected_by: Option<u64>,
}

/// What every ledger has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spine {
    /// Which ledger.
    pub ledger: LedgerId,
    /// Where it ends.
    pub head: Head,
    /// When its last entry was recorded.
    pub last: Option<Moment>,
    /// The entries that can be corrected, by their place.
    pub correctable: BTreeMap<u64, Correctable>,
}

/// A ledger's state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// What every ledger has.
    pub spine: Spine,
    /// What this kind of ledger says; nothing before its first entry.
    pub content: Content,
}

/// What a ledger says, by its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Nothing yet.
    Empty,
    /// An organisation's own.
    House(Box<House>),
    /// Shared by the sides of an engagement.
    Shared(Box<Shared>),
    /// The server's.
    Server(Box<Server>),
}

/// The item an entry is about, and so the item its correction must be about.
#[must_use]
pub fn item_of(body: &Body) -> Option<&ItemCode> {
    match body {
        Body::Stated(stated) => Some(&stated.item),
        Body::SideStated(stated) => Some(&stated.item),
        Body::Relayed(relayed) => Some(&relayed.item),
        _ => None,
    }
}

/// Whether an entry of this kind can be corrected by another. What grants or ends a right cannot: it is granted or ended anew.
#[must_use]
pub fn is_correctable(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Renamed
            | Kind::Identified
            | Kind::Profiled
            | Kind::Stated
            | Kind::Described
            | Kind::SideStated
            | Kind::Relayed
    )
}

impl State {
    /// The state of a ledger without entries.
    #[must_use]
    pub fn new(ledger: LedgerId) -> Self {
        let head = Head {
            length: 0,
            hash: genesis(ledger),
        };
        let spine = Spine {
            ledger,
            head,
            last: None,
            correctable: BTreeMap::new(),
        };
        Self {
            spine,
            content: Content::Empty,
        }
    }

    /// The state after entries that belong to it one after the other.
    #[must_use]
    pub fn of<'a>(ledger: LedgerId, entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut state = Self::new(ledger);
        for entry in entries {
            state.apply(entry);
        }
        state
    }

    /// Takes an admitted entry in.
    pub fn apply(&mut self, entry: &Entry) {
        self.content.apply(entry);
        self.spine.take(entry);
    }

    /// The organisation's state, where this is its ledger.
    #[must_use]
    pub fn house(&self) -> Option<&House> {
        match &self.content {
            Content::House(house) => Some(house),
            _ => None,
        }
    }

    /// The engagement's state, where this is its ledger.
    #[must_use]
    pub fn shared(&self) -> Option<&Shared> {
        match &self.content {
            Content::Shared(shared) => Some(shared),
            _ => None,
        }
    }

    /// The server's state, where this is its ledger.
    #[must_use]
    pub fn server(&self) -> Option<&Server> {
        match &self.content {
            Content::Server(server) => Some(server),
            _ => None,
        }
    }
}

impl Spine {
    fn take(&mut self, entry: &Entry) {
        if is_correctable(entry.kind()) {
            let item = item_of(&entry.body).cloned();
            self.correctable.insert(
                entry.seq,
                Correctable {
                    kind: entry.kind(),
                    item,
                    author: entry.author,
                    corrected_by: None,
                },
            );
        }
        if let Some(earlier) = entry
            .corrects
            .and_then(|seq| self.correctable.get_mut(&seq))
        {
            earlier.corrected_by = Some(entry.seq);
        }
        self.head = Head {
            length: entry.seq + 1,
            hash: entry.hash(),
        };
        self.last = Some(entry.recorded);
    }
}

impl Content {
    fn apply(&mut self, entry: &Entry) {
        match (&mut *self, &entry.body) {
            (Self::Empty, Body::Founded(founded)) => {
                *self = Self::House(Box::new(House::new(entry, founded)))
            }
            (Self::Empty, Body::Opened(opened)) => {
                *self = Self::Shared(Box::new(Shared::new(entry, opened)))
            }
            (Self::Empty, Body::Started(started)) => {
                *self = Self::Server(Box::new(Server::new(started)))
            }
            (Self::House(house), _) => house.apply(entry),
            (Self::Shared(shared), _) => shared.apply(entry),
            (Self::Server(server), _) => server.apply(entry),
            (Self::Empty, _) => {}
        }
    }

    /// The kind of ledger this is the content of.
    #[must_use]
    pub fn kind(&self) -> Option<LedgerKind> {
        match self {
            Self::Empty => None,
            Self::House(_) => Some(LedgerKind::House),
            Self::Shared(_) => Some(LedgerKind::Shared),
            Self::Server(_) => Some(LedgerKind::Server),
        }
    }
}
