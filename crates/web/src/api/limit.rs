//! How often one token may ask: kept in memory, since only tokens that hold are counted and a restart forgets nothing that matters.

use std::collections::BTreeMap;
use std::sync::Mutex;

use ledger::id::TokenId;
use ledger::moment::Moment;

/// So many requests at once.
pub const BURST: i64 = 600;
/// After that one in so many milliseconds: ten a second.
pub const EVERY: i64 = 100;

/// Moments at which each token's bucket will be empty again, in milliseconds.
pub struct Limits {
    empty: Mutex<BTreeMap<TokenId, i64>>,
    every: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            empty: Mutex::default(),
            every: EVERY,
        }
    }
}

impl Limits {
    /// None, where only this machine asks.
    #[must_use]
    pub fn none() -> Self {
        Self {
            every: 0,
            ..Self::default()
        }
    }

    /// Takes a turn; where none is left, gives the seconds until the next.
    pub fn take(&self, token: TokenId, now: Moment) -> Result<(), u64> {
        let now = now.millis();
        let mut kept = match self.empty.lock() {
            Ok(kept) => kept,
            Err(poisoned) => poisoned.into_inner(),
        };
        kept.retain(|_, empty| *empty > now);
        let empty = kept.get(&token).copied().unwrap_or(now).max(now) + self.every;
        let over = empty - (now + self.every * BURST);
        if over > 0 {
            return Err(u64::try_from(over).unwrap_or(0).div_ceil(1000).max(1));
        }
        kept.insert(token, empty);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_fills_and_empties() {
        let limits = Limits::default();
        let moment = |millis| Moment::from_millis(millis).unwrap();
        let (one, other) = (TokenId([1; 16]), TokenId([2; 16]));
        for _ in 0..BURST {
            assert_eq!(limits.take(one, moment(0)), Ok(()));
        }
        assert_eq!(limits.take(one, moment(0)), Err(1));
        assert_eq!(limits.take(other, moment(0)), Ok(()));
        assert_eq!(limits.take(one, moment(EVERY)), Ok(()));
        assert_eq!(limits.take(one, moment(EVERY)), Err(1));
    }
}
