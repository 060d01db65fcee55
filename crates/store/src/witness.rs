//! The journal's end noted outside the database, beside the key: a database that was set back under the server, by an old copy of
//! its files or a standby that lagged, is noticed at the next start.
//!
//! Promised: within about a second of an acknowledgement the note names it or a later one, unless the process is killed or the file
//! cannot be written meanwhile. A set-back of less than that is not noticed here; who holds a receipt notices any.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ledger::journal::checkpoint::{Note, Verifier};

use crate::error::{Code, StoreError};
use crate::journal::Journal;
use crate::read::Read;
use crate::settings::Settings;
use crate::start::keys;

/// The file's name in the data folder.
pub const FILE: &str = "checkpoint";
/// The file is written at most once in so long.
pub(crate) const EVERY: Duration = Duration::from_secs(1);

/// The file of a data folder.
#[must_use]
pub fn path(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

/// What the writer notes the journal's end with.
#[derive(Debug)]
pub(crate) struct Witness {
    path: PathBuf,
    /// What waits to be written.
    waits: Option<String>,
    written: Option<Instant>,
}

impl Witness {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self {
            path,
            waits: None,
            written: None,
        }
    }

    /// A checkpoint that was committed.
    pub(crate) fn see(&mut self, note: String) {
        self.waits = Some(note);
    }

    /// Until when the next writing has time; none where nothing waits.
    pub(crate) fn due(&self) -> Option<Duration> {
        self.waits.as_ref()?;
        let since = self.written.map_or(EVERY, |written| written.elapsed());
        Some(EVERY.saturating_sub(since))
    }

    /// Writes what waits, if it is time. What cannot be written waits for the next time: the entries themselves are safe.
    pub(crate) fn write_if_due(&mut self) {
        if self.due().is_some_and(|left| left.is_zero()) {
            self.write_now();
        }
    }

    /// Writes what waits.
    pub(crate) fn write_now(&mut self) {
        let Some(note) = &self.waits else { return };
        self.written = Some(Instant::now());
        if replace(&self.path, note).is_ok() {
            self.waits = None;
        }
    }
}

/// Old or new is there after a crash, never half.
fn replace(path: &Path, note: &str) -> Result<(), StoreError> {
    let part = path.with_extension("part");
    let mut open = OpenOptions::new();
    let open = open.write(true).create(true).truncate(true).mode(0o600);
    let mut file = open.open(&part)?;
    file.write_all(note.as_bytes())?;
    file.sync_all()?;
    fs::rename(&part, path)?;
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn noted(path: &Path) -> Result<Option<Note>, StoreError> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        text => text?,
    };
    let unread = |_| {
        let cause = format!("{} holds no checkpoint", path.display());
        StoreError::new(Code::SetBack, cause)
    };
    text.parse().map(Some).map_err(unread)
}

/// Whether the journal holds what was noted outside of it. A restore begins a new epoch, and with it a new note.
pub(crate) fn check(
    read: &mut Read<'_>,
    settings: &Settings,
    journal: &Journal,
) -> Result<(), StoreError> {
    let Some(path) = &settings.witness else {
        return Ok(());
    };
    let Some(note) = noted(path)? else {
        return Ok(());
    };
    let refuse = |cause: String| {
        let cause = format!(
            "{cause}; {} was written by this server: find the newer data, or begin anew from a backup with torikime restore",
            path.display()
        );
        Err(StoreError::new(Code::SetBack, cause))
    };
    let verifies = |key| {
        let origin = settings.origin.clone();
        Verifier { origin, key }.verifies(&note)
    };
    let known = keys(read, journal)?.into_iter().any(verifies);
    let (size, epoch) = (note.checkpoint.size, note.checkpoint.epoch);
    if !known {
        return refuse(
            "the checkpoint beside the key was signed with a key the data does not know".into(),
        );
    }
    if epoch > journal.epoch {
        let has = journal.epoch;
        return refuse(format!(
            "the data is of epoch {has}, epoch {epoch} was begun"
        ));
    }
    if epoch < journal.epoch {
        return Ok(());
    }
    let has = journal.edge.size();
    if size > has {
        return refuse(format!(
            "the data has {has} entries, {size} were acknowledged"
        ));
    }
    if read.root(size)? != note.checkpoint.root {
        return refuse(format!(
            "the first {size} entries are not those acknowledged"
        ));
    }
    Ok(())
}
