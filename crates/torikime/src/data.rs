//! A server's data: where it lies, the key it is signed with, and the one way to open it, for the server itself and beside it.

use crate::failure::Failure;
use crate::machine;
use ledger::journal::signer::Signer;
use std::path::Path;
use std::sync::Arc;
use store::engine::Database;
use store::engine::postgres::Server;
use store::engine::sqlite::Folder;
use store::{Settings, Store, key, witness};

/// Where entries are kept.
pub enum Place {
    /// In the data folder.
    Folder,
    /// On a PostgreSQL server.
    Postgres(Box<Server>),
}

impl Place {
    /// The database, with the folder locked where it lies in one.
    pub fn database(&self, folder: &Path) -> Result<Box<dyn Database>, Failure> {
        Ok(match self {
            Place::Folder => Box::new(Folder::open(folder)?),
            Place::Postgres(server) => server.clone(),
        })
    }
}

/// Opens a server's data, and makes it at the first start, with a key of its own that signs under the name from then on.
pub fn open(folder: &Path, name: &str, place: &Place) -> Result<Store, Failure> {
    let file = key::path(folder);
    let database = place.database(folder)?;
    if !file.exists() {
        store::schema::vacant(database.as_ref())?;
        let mut seed = [0; 32];
        machine::random(&mut seed);
        key::create(folder, name, &seed)?;
    }
    let settings = Settings {
        steady: Some(Arc::new(machine::steady)),
        witness: Some(witness::path(folder)),
        ..with_key(&file)?
    };
    Ok(Store::open(database, settings)?)
}

/// Opens a folder beside the server that may have it open.
pub fn beside(folder: &Path) -> Result<Store, Failure> {
    Ok(Store::open_beside(folder, settings(folder)?)?)
}

/// What a store in this folder is told from outside.
pub fn settings(folder: &Path) -> Result<Settings, Failure> {
    Ok(Settings {
        witness: Some(witness::path(folder)),
        ..with_key(&key::path(folder))?
    })
}

/// The same with a key that lies elsewhere.
pub fn with_key(file: &Path) -> Result<Settings, Failure> {
    Ok(told(key::read(file)?))
}

/// What a store is told by this machine, and the name and key it signs with.
pub fn told(signer: Signer) -> Settings {
    Settings::new(
        signer.origin,
        signer.key,
        Arc::new(machine::now),
        Arc::new(machine::random),
    )
}
