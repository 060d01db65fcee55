//! Own studies in a backup: folders of files that belong to no ledger. What they are, who keeps them knows; here they are bytes
//! under names, proved by one hash in the signed line.

use std::collections::BTreeMap;
use std::io::{BufRead, Read, Write};
use std::path::Path;

use ledger::hash::Hash;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::StoreError;

/// Bytes of a study's line at most.
const LINE: u64 = 1 << 20;
/// Bytes of one file at most; a larger number is no size but damage.
const LARGEST: u64 = 1 << 32;

/// An organisation's own study.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Study {
    /// The organisation whose shelf it stands on.
    pub organisation: String,
    /// Its name there.
    pub id: String,
    /// Its files by name.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Studies as they are found, one after the other.
pub type Studies<'a> = &'a mut dyn Iterator<Item = Result<Study, StoreError>>;
/// Puts a study into the folder that is being made, on disk.
pub type Keep<'a> = &'a mut dyn FnMut(&Path, Study) -> Result<(), StoreError>;

/// What a backup says of its part with own studies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// How many.
    pub count: u64,
    /// The SHA-256 of their lines and files.
    pub sha256: Hash,
}

/// The line before a study's files, which follow in this order.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    organisation: String,
    id: String,
    files: Vec<(String, u64)>,
}

/// Writes every study.
pub(super) fn pack(studies: Studies<'_>, to: &mut impl Write) -> Result<Part, StoreError> {
    let mut hasher = Sha256::new();
    let mut count = 0;
    for study in studies {
        let study = study?;
        let sized = |(name, bytes): (&String, &Vec<u8>)| (name.clone(), bytes.len() as u64);
        let line = Line {
            organisation: study.organisation,
            id: study.id,
            files: study.files.iter().map(sized).collect(),
        };
        let mut line = serde_json::to_vec(&line)?;
        line.push(b'\n');
        for bytes in std::iter::once(&line).chain(study.files.values()) {
            hasher.update(bytes);
            to.write_all(bytes)?;
        }
        count += 1;
    }
    let sha256 = Hash(hasher.finalize().into());
    Ok(Part { count, sha256 })
}

/// Reads as many as there are, and hands each on; what was handed on counts only when this ends well.
pub(super) fn unpack(
    from: &mut impl BufRead,
    part: &Part,
    keep: &mut dyn FnMut(Study) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut hasher = Sha256::new();
    for _ in 0..part.count {
        keep(next(from, &mut hasher)?)?;
    }
    match Hash(hasher.finalize().into()) == part.sha256 {
        true => Ok(()),
        false => Err(unlike()),
    }
}

fn next(from: &mut impl BufRead, hasher: &mut Sha256) -> Result<Study, StoreError> {
    let mut line = Vec::new();
    from.by_ref().take(LINE).read_until(b'\n', &mut line)?;
    hasher.update(&line);
    let line: Line = serde_json::from_slice(&line).map_err(|_| unlike())?;
    let mut files = BTreeMap::new();
    for (name, size) in line.files {
        let mut bytes = Vec::new();
        from.by_ref()
            .take(size.min(LARGEST))
            .read_to_end(&mut bytes)?;
        hasher.update(&bytes);
        if bytes.len() as u64 != size {
            return Err(unlike());
        }
        files.insert(name, bytes);
    }
    Ok(Study {
        organisation: line.organisation,
        id: line.id,
        files,
    })
}

fn unlike() -> StoreError {
    StoreError::damaged("the backup's studies are not those its first lines name")
}
