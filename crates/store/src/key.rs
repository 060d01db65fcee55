//! The file in which a server's signing key lies: in the data folder, outside the database and its backups.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use ledger::journal::signer::Signer;

use crate::error::{Code, StoreError};

/// The file's name in the data folder.
pub const FILE: &str = "key";
/// The file of the key that is to follow.
const NEXT: &str = "key.next";

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
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    write(&path(folder), origin, seed)
}

fn write(path: &Path, origin: &str, seed: &[u8; 32]) -> Result<Signer, StoreError> {
    let line = Signer::line(origin, seed).map_err(|_| {
        let cause = format!("{origin:?} cannot be a server's name");
        StoreError::new(Code::OtherOrigin, cause)
    })?;
    let part = path.with_extension("part");
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&part)?;
    file.write_all(format!("{line}\n").as_bytes())?;
    file.sync_all()?;
    // A link, unlike a renaming, replaces nothing.
    fs::hard_link(&part, path)?;
    fs::remove_file(&part)?;
    sync_folder_of(path)?;
    read(path)
}

fn sync_folder_of(path: &Path) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    Ok(fs::File::open(folder)?.sync_all()?)
}

/// The key that is to follow, in a file of its own until the data is signed with it; one that was begun is gone on with.
///
/// # Errors
/// As [`create`].
pub fn successor(folder: &Path, origin: &str, seed: &[u8; 32]) -> Result<Signer, StoreError> {
    let file = folder.join(NEXT);
    if file.exists() {
        let begun = read(&file)?;
        if begun.origin == origin {
            return Ok(begun);
        }
        // Begun under a name that was mistyped: nothing can have been signed with it.
        fs::remove_file(&file)?;
    }
    write(&file, origin, seed)
}

/// Puts the successor in the key's place, at once or not at all. The key before it stays under a name of its own, since backups made
/// with it can only be restored with it. Gives that name, where there was one.
///
/// # Errors
/// [`Code::Disk`].
pub fn install(folder: &Path) -> Result<Option<PathBuf>, StoreError> {
    let (present, next) = (path(folder), folder.join(NEXT));
    let mut kept = None;
    if present.exists() {
        let verifier = read(&present)?.verifier().to_string();
        let hint = verifier.split('+').nth(1).unwrap_or_default();
        let name = folder.join(format!("{FILE}.before-{hint}"));
        match fs::hard_link(&present, &name) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                return Err(error.into());
            }
            _ => kept = Some(name),
        }
    }
    fs::rename(next, &present)?;
    sync_folder_of(&present)?;
    Ok(kept)
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

    #[test]
    fn a_successor_takes_the_place_at_once_and_may_be_begun_again() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let old = create(folder, "t.example", &[3; 32]).unwrap();
        let begun = successor(folder, "t.example", &[4; 32]).unwrap();
        let again = successor(folder, "t.example", &[5; 32]).unwrap();
        assert_eq!(begun.verifier(), again.verifier());
        assert_eq!(read(&path(folder)).unwrap().verifier(), old.verifier());
        let kept = install(folder).unwrap().unwrap();
        assert_eq!(read(&path(folder)).unwrap().verifier(), begun.verifier());
        assert_eq!(read(&kept).unwrap().verifier(), old.verifier());
        assert!(!folder.join(NEXT).exists());
    }
}
