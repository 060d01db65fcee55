//! Who is reminded of what waits for them, and when next: at most once a day, and only of something new or a week old.

use ledger::id::PersonId;
use ledger::moment::{Moment, Offset};

use crate::engine::values;
use crate::error::StoreError;
use crate::read::Read;
use crate::work::Work;

const DAY: i64 = 86_400_000;
/// Reminders go at eight in the morning by the server's calendar.
const MORNING: i64 = 8 * 60;
/// What has not changed is told again after a week.
const AGAIN: i64 = 7 * DAY;

/// The next morning after a moment, never the same instant.
fn next_morning(now: Moment, offset: Offset) -> Moment {
    let minute = now.minute_of_day(offset);
    let ahead = if minute < MORNING {
        MORNING - minute
    } else {
        24 * 60 + MORNING - minute
    };
    // Down to the minute: who is reminded at 8:00:30 today is so at 8:00 tomorrow.
    now.plus(ahead * 60_000 - now.millis().rem_euclid(60_000))
}

impl Read<'_> {
    /// Whether somebody wants reminders: yes, until they say no.
    ///
    /// # Errors
    /// As the database has it.
    pub fn wants_reminders(&mut self, person: PersonId) -> Result<bool, StoreError> {
        let sql = "SELECT reminders FROM mail_choice WHERE person = $1";
        let row = self.first(sql, values![person])?;
        row.map_or(Ok(true), |row| Ok(row.get::<i64>(0)? != 0))
    }
}

impl Work<'_> {
    /// Notes whether somebody wants reminders.
    ///
    /// # Errors
    /// As the database has it.
    pub fn want_reminders(&mut self, person: PersonId, wanted: bool) -> Result<(), StoreError> {
        let due = next_morning(self.now().moment, self.now().offset);
        let sql = "INSERT INTO mail_choice (person, reminders, due, told) VALUES ($1, $2, $3, '') \
                   ON CONFLICT (person) DO UPDATE SET reminders = excluded.reminders";
        self.execute(sql, values![person, wanted, due]).map(drop)
    }

    /// Those whose morning has come, so many at most; each is given once a day, whichever server asks. Who has a verified address
    /// and was never asked about is noted for the next morning.
    ///
    /// # Errors
    /// As the database has it.
    pub fn take_reminders(&mut self, limit: u64) -> Result<Vec<PersonId>, StoreError> {
        let now = self.now().moment;
        let next = next_morning(now, self.now().offset);
        let new = "INSERT INTO mail_choice (person, reminders, due, told) \
                   SELECT DISTINCT person, 1, CAST($1 AS BIGINT), '' FROM address WHERE verified IS NOT NULL \
                   AND person NOT IN (SELECT person FROM mail_choice)";
        self.execute(new, values![next])?;
        let due = "UPDATE mail_choice SET due = $2 WHERE person IN \
                   (SELECT person FROM mail_choice WHERE reminders = 1 AND due <= $1 ORDER BY due, person LIMIT $3) \
                   RETURNING person";
        let rows = self.query(due, values![now, next, limit])?;
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// Whether what waits is worth a mail: it is not what was told last, or that is a week ago. What is told is noted; an empty
    /// text is never told.
    ///
    /// # Errors
    /// As the database has it.
    pub fn worth_telling(&mut self, person: PersonId, what: &str) -> Result<bool, StoreError> {
        let now = self.now().moment;
        let sql = "UPDATE mail_choice SET told = $2, told_at = $3 WHERE person = $1 \
                   AND (told <> $2 OR told_at IS NULL OR told_at <= $4)";
        let since = now.plus(-AGAIN + DAY / 2);
        let changed = self.execute(sql, values![person, what, now, since])?;
        Ok(changed > 0 && !what.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_morning_is_the_next_eight_oclock() {
        let at = |text: &str| {
            let moment: jiff::Timestamp = text.parse().unwrap();
            Moment::from_millis(moment.as_millisecond()).unwrap()
        };
        for (now, next) in [
            ("2026-11-21T00:00:00+09:00", "2026-11-21T08:00:00+09:00"),
            ("2026-11-21T07:59:59+09:00", "2026-11-21T08:00:00+09:00"),
            ("2026-11-21T08:00:00+09:00", "2026-11-22T08:00:00+09:00"),
            ("2026-11-21T23:30:10+09:00", "2026-11-22T08:00:00+09:00"),
        ] {
            assert_eq!(next_morning(at(now), Offset::JAPAN), at(next), "{now}");
        }
    }
}
