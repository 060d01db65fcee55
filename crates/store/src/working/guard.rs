//! What must not be done twice, or not too often; and the clearing away of what has ended.

use ledger::hash::Hash;
use ledger::id::{LedgerId, PersonId};
use ledger::moment::Moment;

use crate::engine::values;
use crate::error::StoreError;
use crate::read::Read;
use crate::work::Work;

/// What a request with an idempotency key was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The hash of the request; another request under the same key is a mistake.
    pub request: Hash,
    /// The answer.
    pub response: String,
}

/// How often something may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// So often at once.
    pub burst: u32,
    /// After that once in so many milliseconds.
    pub every: i64,
}

/// How long an expired link is kept, so that its page can say so: 30 days.
const LINK_REMAINS: i64 = 30 * 86_400_000;
/// How long a mail is kept that did not go: 30 days.
const MAIL_REMAINS: i64 = 30 * 86_400_000;

impl Read<'_> {
    /// What a person's request with a key was answered, if that is still known.
    ///
    /// # Errors
    /// As the database has it.
    pub fn answered(
        &mut self,
        person: PersonId,
        key: &str,
        now: Moment,
    ) -> Result<Option<Answered>, StoreError> {
        let sql = "SELECT request, response FROM idempotency WHERE person = $1 AND key = $2 AND expires > $3";
        let row = self.first(sql, values![person, key, now])?;
        row.map(|row| {
            Ok(Answered {
                request: row.get(0)?,
                response: row.get(1)?,
            })
        })
        .transpose()
    }

    /// The size in bytes of a ledger's file; none it does not have.
    ///
    /// # Errors
    /// As the database has it.
    pub fn blob(&mut self, ledger: LedgerId, hash: Hash) -> Result<Option<u64>, StoreError> {
        if self.head(ledger)?.is_none() {
            return Ok(None);
        }
        let sql = "SELECT size FROM blob WHERE ledger = $1 AND hash = $2";
        let row = self.first(sql, values![ledger, hash])?;
        row.map(|row| row.get(0)).transpose()
    }
}

impl Work<'_> {
    /// Remembers an answer for so many milliseconds.
    ///
    /// # Errors
    /// Conflict, where the key is in use; after its time it can be used again.
    pub fn remember(
        &mut self,
        person: PersonId,
        key: &str,
        answered: &Answered,
        lasts: i64,
    ) -> Result<(), StoreError> {
        let now = self.now().moment;
        let old = "DELETE FROM idempotency WHERE person = $1 AND key = $2 AND expires <= $3";
        self.execute(old, values![person, key, now])?;
        let sql = "INSERT INTO idempotency (person, key, request, response, expires) VALUES ($1, $2, $3, $4, $5)";
        let (request, response) = (answered.request, answered.response.as_str());
        self.execute(
            sql,
            values![person, key, request, response, now.plus(lasts)],
        )
        .map(drop)
    }

    /// Takes a turn under a limit; where none is left, gives the moment of the next. The key is the caller's: what, and by whom.
    ///
    /// # Errors
    /// As the database has it.
    pub fn take_turn(&mut self, key: &str, limit: Limit) -> Result<Result<(), Moment>, StoreError> {
        // Nothing of an address or a network stays behind, and no key is long.
        let key = Hash::of("torikime/rate/1", &[key.as_bytes()]).to_string();
        let now = self.now().moment;
        let key = key.as_str();
        let row = self.first("SELECT full_at FROM rate WHERE key = $1", values![key])?;
        let kept: Moment = row.map_or(Ok(now), |row| row.get(0))?;
        // A leaky bucket as the moment at which it will be empty again.
        let next = kept.max(now).plus(limit.every);
        let allowed = now.plus(limit.every.saturating_mul(limit.burst.into()));
        if next > allowed {
            let wait = next.millis() - allowed.millis();
            return Ok(Err(now.plus(wait)));
        }
        let sql = "INSERT INTO rate (key, full_at) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET full_at = excluded.full_at";
        self.execute(sql, values![key, next])?;
        Ok(Ok(()))
    }

    /// Notes a file of a ledger. Noting it again changes nothing.
    ///
    /// # Errors
    /// As the database has it.
    pub fn add_blob(&mut self, ledger: LedgerId, hash: Hash, size: u64) -> Result<(), StoreError> {
        let sql = "INSERT INTO blob (ledger, hash, size, created) VALUES ($1, $2, $3, $4) ON CONFLICT (ledger, hash) DO NOTHING";
        let now = self.now().moment;
        self.execute(sql, values![ledger, hash, size, now])
            .map(drop)
    }

    /// Clears away what has ended. Gives the number of rows.
    ///
    /// # Errors
    /// As the database has it.
    pub fn sweep(&mut self) -> Result<u64, StoreError> {
        let now = self.now().moment;
        let mut swept = 0;
        for table in ["session", "challenge", "idempotency", "token"] {
            let sql = format!("DELETE FROM {table} WHERE expires <= $1");
            swept += self.execute(&sql, values![now])?;
        }
        let links = "DELETE FROM link WHERE expires <= $1";
        swept += self.execute(links, values![now.plus(-LINK_REMAINS)])?;
        let mails = "DELETE FROM outbox WHERE created <= $1";
        swept += self.execute(mails, values![now.plus(-MAIL_REMAINS)])?;
        swept += self.execute("DELETE FROM rate WHERE full_at <= $1", values![now])?;
        Ok(swept)
    }
}
