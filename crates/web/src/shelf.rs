//! What a user's own studies are kept on. The binary keeps them on disk; tests keep them in memory.

use std::collections::BTreeMap;
use std::sync::Mutex;

/// The files of one kept study, by name: `study.toml`, `answers.csv`, `trail.jsonl` …
pub type Files = BTreeMap<String, Vec<u8>>;

/// Where a user's own studies are kept between starts.
///
/// `keep` returns only when the files are safe on disk: a page says "saved" on its word.
pub trait Shelf: Send + Sync {
    /// Ids of all kept studies with their files; unreadable ones come with the cause.
    fn all(&self) -> Vec<(String, Result<Files, String>)>;
    /// Replaces the files of a study as one act: after a crash either the old or the new ones are there.
    fn keep(&self, id: &str, files: &Files) -> Result<(), String>;
    /// Adds a line to a file of a study, durably.
    fn append(&self, id: &str, file: &str, line: &[u8]) -> Result<(), String>;
    /// Takes a study off the shelf.
    fn remove(&self, id: &str) -> Result<(), String>;
}

/// A shelf that forgets: for tests and for a server started without a data folder.
#[derive(Default)]
pub struct Memory(Mutex<BTreeMap<String, Files>>);

impl Memory {
    fn with<T>(&self, act: impl FnOnce(&mut BTreeMap<String, Files>) -> T) -> T {
        act(&mut self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

impl Shelf for Memory {
    fn all(&self) -> Vec<(String, Result<Files, String>)> {
        self.with(|kept| {
            kept.iter()
                .map(|(id, files)| (id.clone(), Ok(files.clone())))
                .collect()
        })
    }

    fn keep(&self, id: &str, files: &Files) -> Result<(), String> {
        self.with(|kept| kept.insert(id.to_owned(), files.clone()));
        Ok(())
    }

    fn append(&self, id: &str, file: &str, line: &[u8]) -> Result<(), String> {
        self.with(|kept| {
            let files = kept.get_mut(id).ok_or_else(|| format!("no study {id}"))?;
            let bytes = files.entry(file.to_owned()).or_default();
            bytes.extend_from_slice(line);
            bytes.push(b'\n');
            Ok(())
        })
    }

    fn remove(&self, id: &str) -> Result<(), String> {
        self.with(|kept| kept.remove(id));
        Ok(())
    }
}
