//! Keeps ledgers, their journal, and the working state beside them, in SQLite or PostgreSQL.
//!
//! Synchronous throughout: who is asynchronous calls it where blocking is allowed. A write is answered when it is on disk.
//! [`Store::write`] does a job in the one writer, [`Store::read`] reads a consistent moment; what pages show comes through `door`.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod acts;
pub mod backup;
pub mod blobs;
mod cache;
mod carry;
pub mod digest;
pub mod door;
pub mod engine;
pub mod erasures;
pub mod error;
mod forward;
mod journal;
pub mod key;
pub mod operator;
mod pool;
pub mod read;
mod rebuild;
mod rekey;
pub mod schema;
mod sealing;
pub mod settings;
pub mod sniff;
mod start;
mod stop;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
pub mod verify;
pub mod witness;
pub mod work;
pub mod working;
mod writer;

use std::path::Path;
use std::sync::Arc;

use engine::sqlite::Folder;
use engine::{Database, Engine, Purpose, Sight};
use ledger::id::OrganisationId;
use ledger::journal::checkpoint::Verifier;

pub use error::{Code, NotRecorded, StoreError};
pub use read::{Listed, Placed, Read};
pub use rekey::OldKey;
pub use settings::Settings;
pub use work::Work;
pub use writer::Tally;

/// A server's data, open.
pub struct Store {
    database: Arc<dyn Database>,
    settings: Settings,
    cache: Arc<cache::Cache>,
    pool: pool::Pool,
    writer: writer::Writer,
    /// Read once: no restore happens under a running server.
    restored: std::sync::OnceLock<Option<operator::Restoration>>,
}

impl Store {
    /// Opens a data folder with SQLite, and makes it if need be.
    ///
    /// # Errors
    /// What [`Store::open`] may say, and [`Code::Locked`].
    pub fn open_folder(path: &Path, settings: Settings) -> Result<Self, StoreError> {
        Self::open(Box::new(Folder::open(path)?), settings.with_files(path))
    }

    /// Opens a database: raises its schema (and computes its lists anew then), begins the server's ledger if it is new, checks the journal's end.
    ///
    /// # Errors
    /// When the data is another server's, newer, damaged, or cannot be reached.
    pub fn open(database: Box<dyn Database>, settings: Settings) -> Result<Self, StoreError> {
        schema::raise(database.as_ref(), &settings)?;
        Self::begin(database, settings)
    }

    /// Opens a data folder beside the server that has it open, for a command of its operator: several processes may write, one
    /// transaction after the other, as replicas do. Neither makes a folder nor raises a schema.
    ///
    /// # Errors
    /// What [`Store::open`] may say, and [`Code::OlderSchema`] when the data waits for a newer server's first start.
    pub fn open_beside(path: &Path, settings: Settings) -> Result<Self, StoreError> {
        Self::beside(Box::new(Folder::beside(path)?), settings.with_files(path))
    }

    /// The same with any database.
    ///
    /// # Errors
    /// As [`Store::open_beside`].
    pub fn beside(database: Box<dyn Database>, settings: Settings) -> Result<Self, StoreError> {
        schema::current(database.as_ref())?;
        Self::begin(database, settings)
    }

    fn begin(database: Box<dyn Database>, settings: Settings) -> Result<Self, StoreError> {
        let mut engine = database.writer()?;
        let edge = start::start(engine.as_mut(), &settings)?;
        let cache = Arc::new(cache::Cache::default());
        let database: Arc<dyn Database> = Arc::from(database);
        let (told, kept) = (settings.clone(), Arc::clone(&cache));
        let writer = writer::Writer::start(Arc::clone(&database), engine, told, (edge, kept))?;
        let pool = pool::Pool::new(settings.readers);
        Ok(Self {
            database,
            settings,
            cache,
            pool,
            writer,
            restored: std::sync::OnceLock::new(),
        })
    }

    /// Does a job in the writer; answers when what it did is on disk, or not at all there. A job that gives an error leaves nothing behind.
    ///
    /// # Errors
    /// The job's own; [`Code::Busy`] when too many wait; [`Code::Stopped`] after a fatal error.
    pub fn write<T, E>(
        &self,
        job: impl FnOnce(&mut Work<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.writer.write(job)
    }

    /// Reads what belongs to no ledger: people, access sessions, links, the journal.
    ///
    /// # Errors
    /// The reading's own.
    pub fn read<T, E: From<StoreError>>(
        &self,
        run: impl FnOnce(&mut Read<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.read_as(Sight::Of(Vec::new()), run)
    }

    /// Reads, besides, the ledgers in which one of the organisations has a part.
    ///
    /// # Errors
    /// The reading's own.
    pub fn read_for<T, E: From<StoreError>>(
        &self,
        organisations: &[OrganisationId],
        run: impl FnOnce(&mut Read<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.read_as(Sight::Of(organisations.to_vec()), run)
    }

    pub(crate) fn read_as<T, E: From<StoreError>>(
        &self,
        sight: Sight,
        run: impl FnOnce(&mut Read<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let lent = |engine: &mut dyn Engine| match self.read_with(engine, sight, run) {
            Ok(answer) => (answer, true),
            Err(error) => (Err(error.into()), false),
        };
        self.pool.with(self.database.as_ref(), lent)?
    }

    /// The outer error is the connection's, the inner one the reading's.
    fn read_with<T, E: From<StoreError>>(
        &self,
        engine: &mut dyn Engine,
        sight: Sight,
        run: impl FnOnce(&mut Read<'_>) -> Result<T, E>,
    ) -> Result<Result<T, E>, StoreError> {
        engine.begin(Purpose::Read)?;
        engine.see(&sight)?;
        let mut read = Read::new(engine, &self.cache, sight).of_one_moment();
        let answer = run(&mut read);
        let folded = std::mem::take(&mut read.folded);
        engine.rollback()?;
        folded.into_values().for_each(|state| self.cache.put(state));
        Ok(answer)
    }

    /// The server's clock and calendar.
    #[must_use]
    pub fn now(&self) -> ledger::admission::Now {
        let moment = (self.settings.clock)();
        ledger::admission::Now {
            moment,
            offset: self.settings.offset,
        }
    }

    /// A new secret, kept nowhere.
    #[must_use]
    pub fn secret(&self) -> working::secret::Secret {
        working::secret::Secret::new(self.settings.random())
    }

    /// How far the calendar is ahead of UTC.
    #[must_use]
    pub fn offset(&self) -> ledger::moment::Offset {
        self.settings.offset
    }

    /// Computes everything anew from the entries and compares it with what is stored.
    ///
    /// # Errors
    /// When something cannot be read at all.
    pub fn verify_all(&self) -> Result<verify::Verified, StoreError> {
        let verifier = self.verifier();
        self.read_as(Sight::All, |read| verify::verify(read, &verifier))
    }

    /// Writes anew what lists read. Gives the number of ledgers for which something else stood there; it should be none.
    ///
    /// # Errors
    /// Damaged, when the entries themselves are; otherwise as [`Store::write`].
    pub fn rebuild(&self) -> Result<u64, StoreError> {
        let different = self.write(|work: &mut Work<'_>| work.rebuild())?;
        self.cache.clear_digests();
        Ok(different)
    }

    /// Why writing has stopped, if it has: the process must end.
    #[must_use]
    pub fn stopped(&self) -> Option<StoreError> {
        self.writer.stop.why()
    }

    /// What the writer has done since the start: how well writes share transactions.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.writer.counted.tally()
    }

    /// What others check this server's word with.
    #[must_use]
    pub fn verifier(&self) -> Verifier {
        self.settings.verifier()
    }
}
