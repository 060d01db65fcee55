//! Notices a clock that was set forward while the server ran, by a second source of time that nobody can set,
//! and lets the server's ledger say so: what was recorded after the jump bears moments that had not come.

use ledger::admission::Draft;
use ledger::body::server::ClockJumped;
use ledger::entry::Way;
use ledger::id::ServerId;
use ledger::moment::Moment;

use crate::error::{Code, NotRecorded, StoreError};
use crate::start::nobody;
use crate::work::Work;

/// By how much a running clock may be put right without a word: 5 minutes.
const SLACK: i64 = 5 * 60_000;

/// A clock that went forward by more than this is wrong, whatever it says: a day.
const LONGEST: i64 = 86_400_000;

/// Both sources of time, read at the same instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tick {
    /// The clock.
    pub(crate) clock: Moment,
    /// Milliseconds of the source that only goes forward, and evenly.
    pub(crate) steady: i64,
}

impl Tick {
    /// What the clock went too far forward by since the tick before, given the last moment recorded; none where it did not,
    /// or where another replica noticed first.
    fn jump(self, before: Self, last: Option<Moment>) -> Option<ClockJumped> {
        let passed = self.steady.saturating_sub(before.steady);
        let latest = before.clock.plus(passed).plus(SLACK);
        let noticed = last.is_some_and(|last| last > latest);
        (self.clock > latest && !noticed).then_some(ClockJumped {
            last: last.unwrap_or(before.clock),
            now: self.clock,
        })
    }
}

/// Refuses to record anything once the clock went forward by more than a day since the tick before: later entries could bear no
/// earlier moment. A new start has no tick before: by it whoever runs the server says that the clock is right.
pub(crate) fn refuse((before, now): (Option<Tick>, Option<Tick>)) -> Result<(), StoreError> {
    let (Some(before), Some(now)) = (before, now) else {
        return Ok(());
    };
    let passed = now.steady.saturating_sub(before.steady);
    if now.clock <= before.clock.plus(passed).plus(LONGEST) {
        return Ok(());
    }
    let (clock, before) = (now.clock, before.clock);
    let cause = format!("it says {clock}, and said {before} {} s ago", passed / 1000);
    Err(StoreError::new(Code::ClockJumped, cause))
}

/// Records that the clock jumped since the tick before, if it did.
pub(crate) fn notice(
    work: &mut Work<'_>,
    server: ServerId,
    ticks: (Option<Tick>, Option<Tick>),
    last: Option<Moment>,
) -> Result<(), StoreError> {
    let (Some(before), Some(now)) = ticks else {
        return Ok(());
    };
    let Some(jumped) = now.jump(before, last) else {
        return Ok(());
    };
    let recorded = work.record(Draft::new(server, jumped), &nobody(Way::Server), &[]);
    recorded.map(drop).map_err(|error| match error {
        NotRecorded::Failed(error) => error,
        NotRecorded::Refused(refusal) => {
            StoreError::new(Code::Statement, format!("a jump of the clock: {refusal}"))
        }
    })
}

#[cfg(test)]
#[path = "tests/forward.rs"]
mod tests;
