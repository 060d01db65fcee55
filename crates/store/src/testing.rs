//! A clock that goes when it is told, randomness from a seed, a folder that vanishes: for tests of this and other crates.

#[cfg(unix)]
pub mod cluster;
pub mod files;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use ledger::admission::{Actor, Draft};
use ledger::body::house::{Founded, Stated, Value};
use ledger::entry::{Author, Means, Way};
use ledger::hash::Hash;
use ledger::id::{OrganisationId, PersonId};
use ledger::moment::Moment;
use ledger::organisation::{Name, NameKind, Profile};
use ledger::sealed::Opening;
use ledger::signature::PrivateKey;

use crate::error::NotRecorded;
use crate::read::Placed;
use crate::settings::{Clock, Random, Settings};
use crate::start::nobody;
use crate::{Store, Work};

/// 2026-11-21T00:00:00Z.
pub const START: i64 = 1_795_219_200_000;

/// A clock that goes when it is told.
#[derive(Debug, Clone)]
pub struct HandClock(Arc<AtomicI64>);

impl Default for HandClock {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(START)))
    }
}

impl HandClock {
    /// Moves it by so many milliseconds, backwards too.
    pub fn turn(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }

    /// What it shows.
    #[must_use]
    pub fn now(&self) -> Moment {
        let millis = self.0.load(Ordering::SeqCst);
        Moment::from_millis(millis).unwrap_or_else(|| unreachable!("within the calendar"))
    }

    /// As settings take it.
    #[must_use]
    pub fn clock(&self) -> Clock {
        let clock = self.clone();
        Arc::new(move || clock.now())
    }
}

/// Randomness that a seed decides.
#[must_use]
pub fn seeded(seed: u64) -> Random {
    let drawn = AtomicU64::new(0);
    Arc::new(move |bytes| {
        for chunk in bytes.chunks_mut(32) {
            let draw = drawn.fetch_add(1, Ordering::SeqCst);
            let Hash(block) = Hash::of("test", &[&seed.to_be_bytes(), &draw.to_be_bytes()]);
            for (byte, drawn) in chunk.iter_mut().zip(block) {
                *byte = drawn;
            }
        }
    })
}

/// Settings of a server named `t.example` whose key, clock and randomness are known.
#[must_use]
pub fn settings(clock: &HandClock, seed: u64) -> Settings {
    let key = PrivateKey::new(&[7; 32]);
    Settings {
        own_clock: true,
        ..Settings::new("t.example", key, clock.clock(), seeded(seed))
    }
}

/// A page of the list of organisations' ledgers, as it is read for the server itself.
///
/// # Errors
/// As the database has it.
pub fn listed(
    store: &crate::Store,
    after: Option<ledger::id::LedgerId>,
    limit: u64,
) -> Result<Vec<crate::Listed>, crate::StoreError> {
    let house = ledger::id::LedgerKind::House;
    store.read_as(crate::engine::Sight::All, |read| {
        read.heads(house, after, limit)
    })
}

/// A clock that goes as the machine's does.
#[must_use]
pub fn real_clock() -> Clock {
    let now = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    Arc::new(move || {
        let millis = now()
            .ok()
            .and_then(|past| i64::try_from(past.as_millis()).ok());
        let moment = millis.and_then(Moment::from_millis);
        moment.unwrap_or_else(|| unreachable!("within the calendar"))
    })
}

/// An organisation of a number begins; its owner is the person of that number.
///
/// # Errors
/// As admission and the database have it.
pub fn found(store: &Store, number: u8) -> Result<Placed, NotRecorded> {
    let name = Name {
        kind: NameKind::Official,
        text: format!("第{number}株式会社"),
    };
    let founded = Founded {
        names: vec![name],
        identifier: None,
        profile: Profile::default(),
        owner: PersonId([number; 16]),
    };
    let draft = Draft::new(OrganisationId([number; 16]), founded);
    store.write(move |work: &mut Work<'_>| work.record(draft, &nobody(Way::Setup), &[]))
}

/// It states something in its owner's words.
///
/// # Errors
/// As admission and the database have it.
pub fn state(store: &Store, number: u8, item: &str, note: &str) -> Result<Placed, NotRecorded> {
    let (item, note) = (item.to_owned(), note.to_owned());
    store.write(move |work: &mut Work<'_>| state_in(work, number, &item, &note))
}

/// The same inside a job.
///
/// # Errors
/// As admission and the database have it.
pub fn state_in(
    work: &mut Work<'_>,
    number: u8,
    item: &str,
    note: &str,
) -> Result<Placed, NotRecorded> {
    let opening = Opening {
        salt: work.random(),
        text: note.to_owned(),
    };
    let stated = Stated {
        item: item.parse().unwrap_or_else(|_| unreachable!("no item")),
        value: Value::InForce,
        from: jiff::civil::date(2026, 4, 1),
        note: Some(opening.seal()),
    };
    let author = Author {
        person: Some(PersonId([number; 16])),
        organisation: Some(OrganisationId([number; 16])),
        means: Means::from(Way::Session),
    };
    let owner = Actor {
        author,
        roles: std::collections::BTreeSet::new(),
        scopes: Vec::new(),
    };
    work.record(
        Draft::new(OrganisationId([number; 16]), stated),
        &owner,
        &[opening],
    )
}
