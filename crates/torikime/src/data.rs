//! A server's data folder, opened beside the server for a command of its operator.

use crate::failure::Failure;
use crate::server::{now, random};
use std::path::Path;
use std::sync::Arc;
use store::{Settings, Store, key};

/// What a store in this folder is told from outside.
pub fn settings(folder: &Path) -> Result<Settings, Failure> {
    with_key(&key::path(folder))
}

/// The same with a key that lies elsewhere.
pub fn with_key(file: &Path) -> Result<Settings, Failure> {
    let signer = key::read(file)?;
    Ok(Settings::new(
        signer.origin,
        signer.key,
        Arc::new(now),
        Arc::new(random),
    ))
}

/// Opens a folder beside the server that may have it open.
pub fn beside(folder: &Path) -> Result<Store, Failure> {
    Ok(Store::open_beside(folder, settings(folder)?)?)
}
