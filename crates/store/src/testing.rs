//! A clock that goes when it is told, randomness from a seed, a folder that vanishes: for tests of this and other crates.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use ledger::hash::Hash;
use ledger::moment::Moment;
use ledger::signature::PrivateKey;

use crate::settings::{Clock, Random, Settings};

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
