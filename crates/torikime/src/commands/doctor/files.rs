//! The files of a data folder: who may read them, and how much room there is.

use super::finding::Finding;
use crate::failure::Failure;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use store::engine::sqlite::FILE;

/// Free bytes below which the disk counts as nearly full, however small the database is.
const ROOM: u64 = 256 * 1024 * 1024;

/// Bytes of the database, where it lies in the folder, and free ones beside it.
pub struct Disk {
    pub database: Option<u64>,
    pub free: u64,
}

/// Looks at modes and room.
pub fn look(folder: &Path, in_folder: bool) -> Result<(Disk, Vec<Finding>), Failure> {
    let failed = |cause: std::io::Error| Failure::File {
        path: folder.display().to_string(),
        act: "read",
        cause,
    };
    let mut findings = Vec::new();
    check_mode(folder, &mut findings).map_err(failed)?;
    for entry in fs::read_dir(folder).map_err(failed)? {
        check_mode(&entry.map_err(failed)?.path(), &mut findings).map_err(failed)?;
    }
    let database = match in_folder {
        true => Some(fs::metadata(folder.join(FILE)).map_err(failed)?.len()),
        false => None,
    };
    let room = rustix::fs::statvfs(folder).map_err(|error| failed(error.into()))?;
    let free = room.f_bavail.saturating_mul(room.f_frsize);
    // A backup beside the data takes the database's size twice while it is made.
    if free < ROOM.max(database.unwrap_or(0).saturating_mul(2)) {
        findings.push(Finding::disk(size(free)));
    }
    Ok((Disk { database, free }, findings))
}

fn check_mode(path: &Path, findings: &mut Vec<Finding>) -> std::io::Result<()> {
    let mode = match fs::metadata(path) {
        Ok(about) => about.permissions().mode() & 0o777,
        // The log beside a database comes and goes with its connections.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    if mode & 0o077 != 0 {
        findings.push(Finding::mode(path, mode));
    }
    Ok(())
}

/// Bytes as people read them.
pub fn size(bytes: u64) -> String {
    crate::output::size(usize::try_from(bytes).unwrap_or(usize::MAX))
}
