//! The files of the repository as the checks see them, and what a check says about one.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// Folders that are built or fetched, never written by us.
const FOREIGN: &[&str] = &[".git", "node_modules", "target"];

/// Every file of the tree by its path from the root, with `/` between segments.
pub struct Tree {
    /// The repository's root folder.
    pub root: PathBuf,
    files: BTreeMap<String, Option<String>>,
}

/// One thing to mend: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Path from the root.
    pub path: String,
    /// Line from 1, or 0 for the whole file.
    pub line: usize,
    /// What is wrong and the next step.
    pub what: String,
}

impl Problem {
    /// A problem of a whole file.
    pub fn file(path: &str, what: impl Into<String>) -> Self {
        Self::line(path, 0, what)
    }

    /// A problem at a line.
    pub fn line(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            what: what.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.what),
            line => write!(f, "{}:{line}: {}", self.path, self.what),
        }
    }
}

impl Tree {
    /// Reads the repository this crate lies in.
    ///
    /// # Errors
    /// When a folder or file cannot be read.
    pub fn read() -> anyhow::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .canonicalize()?;
        Self::of_folder(&root)
    }

    /// Reads any folder.
    ///
    /// # Errors
    /// When a folder or file cannot be read.
    pub fn of_folder(root: &Path) -> anyhow::Result<Self> {
        let mut files = BTreeMap::new();
        walk(root, root, &mut files)?;
        Ok(Self {
            root: root.to_owned(),
            files,
        })
    }

    /// A tree of texts, for tests.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let files = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), Some((*text).to_owned())))
            .collect();
        Self {
            root: PathBuf::new(),
            files,
        }
    }

    /// Paths of all files, text or not.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Paths and contents of the UTF-8 files with one of these extensions.
    pub fn texts<'a>(&'a self, extensions: &'a [&str]) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files.iter().filter_map(move |(path, text)| {
            let extension = path.rsplit_once('.')?.1;
            extensions
                .contains(&extension)
                .then_some((path.as_str(), text.as_deref()?))
        })
    }

    /// The text of one file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.as_deref()
    }

    /// Whether a file or a folder of this path exists.
    pub fn exists(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let folder = format!("{path}/");
        self.files.contains_key(path)
            || self
                .files
                .range(folder.clone()..)
                .next()
                .is_some_and(|(p, _)| p.starts_with(&folder))
    }
}

fn walk(
    root: &Path,
    folder: &Path,
    files: &mut BTreeMap<String, Option<String>>,
) -> anyhow::Result<()> {
    for entry in
        std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?
    {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if FOREIGN.contains(&name.as_str()) || name.starts_with("target-") {
            continue;
        }
        if path.is_dir() {
            walk(root, &path, files)?;
        } else {
            let segments: Vec<_> = path
                .strip_prefix(root)?
                .iter()
                .map(|part| part.to_string_lossy())
                .collect();
            let text = std::fs::read(&path)
                .ok()
                .and_then(|bytes| String::from_utf8(bytes).ok());
            files.insert(segments.join("/"), text);
        }
    }
    Ok(())
}
