//! A server's data: where it lies, the key it is signed with, and the one way to open it, for the server itself and beside it.

use crate::failure::Failure;
use crate::machine;
use ledger::journal::signer::Signer;
use std::path::Path;
use std::sync::Arc;
use store::blobs::Blobs;
use store::engine::Database;
use store::engine::postgres::Server;
use store::engine::sqlite::Folder;
use store::{Settings, Store, key, witness};

/// Where a server's data lies besides its folder, as `serve` is told.
#[derive(Default)]
pub struct Place {
    /// The PostgreSQL server that keeps entries; none: the folder does.
    pub postgres: Option<Box<Server>>,
    /// What keeps the files that ledgers name; none: the folder does.
    pub blobs: Option<Arc<dyn Blobs>>,
}

impl Place {
    /// The database, with the folder locked where it lies in one.
    pub fn database(&self, folder: &Path) -> Result<Box<dyn Database>, Failure> {
        Ok(match &self.postgres {
            None => Box::new(Folder::open(folder)?),
            Some(server) => server.clone(),
        })
    }

    /// The database where it lies in no folder.
    pub fn elsewhere(&self) -> Option<&dyn Database> {
        let server = self.postgres.as_deref();
        server.map(|server| server as &dyn Database)
    }

    /// The database, beside the server that may have it open.
    pub fn beside(&self, folder: &Path) -> Result<Box<dyn Database>, Failure> {
        Ok(match &self.postgres {
            None => Box::new(Folder::beside(folder)?),
            Some(server) => server.clone(),
        })
    }

    /// What a store in this folder is told from outside.
    pub fn settings(&self, folder: &Path) -> Result<Settings, Failure> {
        Ok(Settings {
            witness: Some(witness::path(folder)),
            ..self.with_key(&key::path(folder))?
        })
    }

    /// The same with a key that lies elsewhere.
    pub fn with_key(&self, file: &Path) -> Result<Settings, Failure> {
        Ok(Settings {
            blobs: self.blobs.clone(),
            ..told(key::read(file)?)
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
        ..place.settings(folder)?.with_files(folder)
    };
    Ok(Store::open(database, settings)?)
}

/// Opens data beside the server that may have it open.
pub fn beside(folder: &Path, place: &Place) -> Result<Store, Failure> {
    let settings = place.settings(folder)?.with_files(folder);
    Ok(Store::beside(place.beside(folder)?, settings)?)
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
