//! What a store is told by the machine it runs on: the time, by two sources, and randomness.

use ledger::moment::Moment;
use rustix::time::{ClockId, clock_gettime};

/// A source that also counts while the machine sleeps, and that nobody can set.
#[cfg(target_os = "linux")]
const STEADY: ClockId = ClockId::Boottime;
#[cfg(not(target_os = "linux"))]
const STEADY: ClockId = ClockId::Monotonic;

/// The machine's clock.
pub fn now() -> Moment {
    let millis = jiff::Timestamp::now().as_millisecond();
    Moment::from_millis(millis).unwrap_or_else(|| stop("the clock is outside the calendar"))
}

/// Milliseconds since the machine started: a clock that is set while a server runs is noticed by it.
pub fn steady() -> i64 {
    let passed = clock_gettime(STEADY);
    passed.tv_sec * 1_000 + passed.tv_nsec / 1_000_000
}

/// Fills bytes with the system's randomness.
pub fn random(bytes: &mut [u8]) {
    if getrandom::fill(bytes).is_err() {
        stop("the system gives no randomness");
    }
}

/// Nothing may go on without a clock or randomness.
fn stop(why: &str) -> ! {
    eprintln!("torikime: {why}");
    std::process::exit(4)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_second_source_of_time_goes_forward_in_milliseconds() {
        let (before, clock) = (super::steady(), super::now().millis());
        std::thread::sleep(std::time::Duration::from_millis(20));
        let (steady, clock) = (super::steady() - before, super::now().millis() - clock);
        assert!((20..2_000).contains(&steady), "{steady}");
        assert!((steady - clock).abs() < 1_000, "{steady} {clock}");
    }
}
