//! The file in which a server's signing key lies: in the data folder, outside the database and its backups.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use ledger::journal::signer::Signer;

use crate::error::{Code, StoreError};

/// The file's name in the data folder.
pub const FILE: &str = "key";

/// The key file of a data folder.
#[must_use]
pub fn path(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

/// Reads a key file.
///
/// # Errors
/// [`Code::Disk`] when it cannot be read, [`Code::OtherKey`] when it holds no key.
pub fn read(file: &Path) -> Result<Signer, StoreError> {
    let text = fs::read_to_string(file)?;
    text.parse().map_err(|_| {
        let cause = format!("{} holds no signing key", file.display());
        StoreError::new(Code::OtherKey, cause)
    })
}

/// Writes a new key file that only its owner may read, and the folder if need be. What is there is never replaced.
///
/// # Errors
/// [`Code::Disk`] when there is one, or it cannot be written; [`Code::OtherOrigin`] when the name cannot be signed with.
pub fn create(folder: &Path, origin: &str, seed: &[u8; 32]) -> Result<Signer, StoreError> {
    let line = Signer::line(origin, seed).map_err(|_| {
        let cause = format!("{origin:?} cannot be a server's name");
        StoreError::new(Code::OtherOrigin, cause)
    })?;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path(folder))?;
    file.write_all(format!("{line}\n").as_bytes())?;
    file.sync_all()?;
    fs::File::open(folder)?.sync_all()?;
    read(&path(folder))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_key_is_made_once_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("data");
        let made = create(&folder, "t.example", &[3; 32]).unwrap();
        let kept = read(&path(&folder)).unwrap();
        assert_eq!(made.verifier(), kept.verifier());
        let mode = fs::metadata(path(&folder)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let again = create(&folder, "t.example", &[4; 32]).unwrap_err();
        assert_eq!(again.code, Code::Disk);
        assert_eq!(read(&path(&folder)).unwrap().verifier(), kept.verifier());
    }
}
