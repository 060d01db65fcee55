//! Signing with another key from here on: an entry of the server's ledger names the successor, signed by the key before it unless
//! that one is lost, and the same transaction signs the journal's end anew. What the earlier keys signed still counts.

use std::sync::Arc;

use ledger::admission::{Draft, endorsement};
use ledger::body::server::KeyChanged;
use ledger::entry::Way;
use ledger::id::LedgerId;
use ledger::signature::{PrivateKey, PublicKey};

use crate::Store;
use crate::cache::Cache;
use crate::engine::{Database, Engine, Sight};
use crate::error::{Code, NotRecorded, StoreError};
use crate::journal::Journal;
use crate::read::Read;
use crate::schema;
use crate::settings::Settings;
use crate::start::{check, clock, last_key, nobody, wholly};
use crate::work::Work;
use crate::writer::seal;

/// The key a server signed with until now.
#[derive(Debug)]
pub enum OldKey {
    /// At hand: it endorses its successor.
    Known(Arc<PrivateKey>),
    /// Declared lost: the change is recorded without endorsement, and readers are told so.
    Lost,
}

impl OldKey {
    /// What stands in the ledger when this key gives way to another.
    fn change(&self, old: PublicKey, new: PublicKey) -> Result<KeyChanged, StoreError> {
        let endorsement = match self {
            Self::Lost => None,
            Self::Known(key) if key.public() == old => Some(key.sign(&endorsement(&new))),
            Self::Known(_) => {
                let cause = "the old key given is not the one the data was last signed with";
                return Err(StoreError::new(Code::OtherKey, cause));
            }
        };
        Ok(KeyChanged {
            old,
            new,
            endorsement,
        })
    }
}

impl Store {
    /// Lets a server whose data nobody has open sign with the settings' key from here on. Gives whether that is a change:
    /// done twice, it is done once. Replicas that still run with the old key stop at their next write.
    ///
    /// # Errors
    /// [`Code::OtherKey`] when the old key is not the present one, or the new one was used before; what [`Store::open`] may say.
    pub fn change_key(
        database: &dyn Database,
        settings: &Settings,
        old: &OldKey,
    ) -> Result<bool, StoreError> {
        schema::raise(database, settings)?;
        let mut engine = database.writer()?;
        wholly(engine.as_mut(), |engine| change(engine, settings, old))
    }

    /// Every key this server signed with, the present one last: older checkpoints and receipts are checked with these.
    ///
    /// # Errors
    /// As the database has it.
    pub fn keys(&self) -> Result<Vec<PublicKey>, StoreError> {
        self.read_as(Sight::All, |read| {
            let server = LedgerId::from(read.server()?);
            let state = read.state(server)?;
            Ok(state
                .server()
                .map_or(Vec::new(), |known| known.keys.clone()))
        })
    }
}

fn change(engine: &mut dyn Engine, settings: &Settings, old: &OldKey) -> Result<bool, StoreError> {
    let moment = clock(engine, settings)?;
    let cache = Cache::default();
    let mut read = Read::new(engine, &cache, Sight::All);
    let Some(journal) = read.journal(true)? else {
        return Err(StoreError::new(Code::OtherKey, "there is no data yet"));
    };
    let (present, new) = (last_key(&mut read, &journal)?, settings.key.public());
    // Whatever the new key signs, it answers for: nothing that is damaged.
    check(&mut read, settings, present, &journal)?;
    if present == new {
        return Ok(false);
    }
    let body = old.change(present, new)?;
    let mut work = Work::new(read, settings, moment, journal.last, journal.edge.size());
    record(&mut work, &journal, body)?;
    if let OldKey::Known(key) = old {
        reseal(&mut work, settings, key)?;
    }
    seal(&mut work, settings, journal).map(|_| true)
}

/// What was sealed with the old key opens with the new one from here on.
fn reseal(
    work: &mut Work<'_>,
    settings: &Settings,
    old: &Arc<PrivateKey>,
) -> Result<(), StoreError> {
    let former = Settings {
        key: Arc::clone(old),
        ..settings.clone()
    };
    work.reseal_mails(&former)?;
    work.reseal_clients(&former)
}

fn record(work: &mut Work<'_>, journal: &Journal, body: KeyChanged) -> Result<(), StoreError> {
    let draft = Draft::new(journal.server, body);
    let recorded = work.record(draft, &nobody(Way::Operator), &[]);
    recorded.map(drop).map_err(|error| match error {
        NotRecorded::Failed(error) => error,
        NotRecorded::Refused(refusal) => {
            StoreError::new(Code::OtherKey, format!("the new key is refused: {refusal}"))
        }
    })
}

#[cfg(test)]
#[path = "tests/rekey.rs"]
mod tests;
