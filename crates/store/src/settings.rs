//! What a store is told from outside: its name and key, the calendar, and where moments and randomness come from.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ledger::journal::checkpoint::Verifier;
use ledger::moment::{Moment, Offset};
use ledger::signature::PrivateKey;

use crate::blobs::{Blobs, OnDisk};
use crate::error::StoreError;

/// Gives the present moment.
pub type Clock = Arc<dyn Fn() -> Moment + Send + Sync>;
/// Milliseconds since any fixed instant, by a source that only goes forward, evenly, and that nobody can set.
pub type Steady = Arc<dyn Fn() -> i64 + Send + Sync>;
/// Fills bytes with randomness fit for secrets.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;
/// Is told of the error after which the process must end.
pub type OnFatal = Arc<dyn Fn(&StoreError) + Send + Sync>;

/// What a store is told from outside.
#[derive(Clone)]
pub struct Settings {
    /// The name under which the server signs.
    pub origin: String,
    /// The key it signs with; lies outside the database and its backups.
    pub key: Arc<PrivateKey>,
    /// How far the server's calendar is ahead of UTC.
    pub offset: Offset,
    /// The clock. PostgreSQL's own takes its place unless `own_clock` is set.
    pub clock: Clock,
    /// Whether the clock given is used on PostgreSQL too.
    pub own_clock: bool,
    /// A second source of time; with it a clock that is set forward is noticed and recorded. Best one that also counts
    /// while the machine sleeps: by one that does not, every sleep is a jump.
    pub steady: Option<Steady>,
    /// Where the journal's end is noted outside the database; none: nowhere.
    pub witness: Option<PathBuf>,
    /// Where the files are kept that ledgers name; none: in the data folder, where the store is opened by one.
    pub blobs: Option<Arc<dyn Blobs>>,
    /// The source of randomness.
    pub random: Random,
    /// Called once, from the writer's thread, when writing has stopped for good.
    pub on_fatal: OnFatal,
    /// Writes that may wait; one more is answered busy.
    pub queue: usize,
    /// Connections for reading.
    pub readers: usize,
}

/// Writes that may wait by default: at a hundred a second, about two seconds' worth.
const QUEUE: usize = 256;
/// Connections for reading by default.
const READERS: usize = 8;

impl Settings {
    /// Settings with the usual queue and readers, Japan's calendar, and nobody to be told of a fatal error.
    #[must_use]
    pub fn new(origin: impl Into<String>, key: PrivateKey, clock: Clock, random: Random) -> Self {
        Self {
            origin: origin.into(),
            key: Arc::new(key),
            offset: Offset::JAPAN,
            clock,
            own_clock: false,
            steady: None,
            witness: None,
            blobs: None,
            random,
            on_fatal: Arc::new(|_| {}),
            queue: QUEUE,
            readers: READERS,
        }
    }

    /// What others check this server's word with.
    #[must_use]
    pub fn verifier(&self) -> Verifier {
        Verifier {
            origin: self.origin.clone(),
            key: self.key.public(),
        }
    }

    /// The same, with files in a data folder where no other place is named.
    #[must_use]
    pub fn with_files(self, folder: &Path) -> Self {
        let blobs = Some(self.blobs(folder));
        Self { blobs, ..self }
    }

    /// Where files are kept for a data folder.
    pub(crate) fn blobs(&self, folder: &Path) -> Arc<dyn Blobs> {
        match &self.blobs {
            Some(elsewhere) => Arc::clone(elsewhere),
            None => Arc::new(OnDisk::of(folder)),
        }
    }

    /// Random bytes.
    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.random)(&mut bytes);
        bytes
    }
}
