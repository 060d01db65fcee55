//! Study folders on disk: read with their companions, each file named in every problem.

use crate::failure::Failure;
use std::path::{Path, PathBuf};
use survey::study::{self, FolderFiles, Study};
use survey::{Problem, Severity};

/// A study read from a folder, with what is worth a look in it.
pub struct Opened {
    /// The study.
    pub study: Study,
    /// Warnings; errors end the command.
    pub warnings: Vec<Problem>,
}

/// Reads a study and its companions; fails with every problem at once.
pub fn open(folder: &Path) -> Result<Opened, Failure> {
    let (study, problems) = look(folder)?;
    let broken = problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    match study {
        Some(study) if !broken => Ok(Opened {
            study,
            warnings: problems,
        }),
        _ => Err(Failure::Problems(problems)),
    }
}

/// Reads a study as far as it goes, with all its problems.
pub fn look(folder: &Path) -> Result<(Option<Study>, Vec<Problem>), Failure> {
    look_within(folder, &mut Vec::new())
}

fn look_within(
    folder: &Path,
    above: &mut Vec<PathBuf>,
) -> Result<(Option<Study>, Vec<Problem>), Failure> {
    let name = name_of(folder);
    let files = Files::read(folder)?;
    above.push(folder.to_path_buf());
    let mut companions = Vec::new();
    for id in study::companions(&files.study) {
        let sibling = sibling(folder, &id);
        if above.contains(&sibling) || !sibling.is_dir() {
            continue; // a missing companion is a problem that `load` names; a circle is simply not followed
        }
        if let (Some(companion), _) = look_within(&sibling, above)? {
            companions.push(companion);
        }
    }
    above.pop();
    Ok(study::load(&files.borrow(&name), companions))
}

fn sibling(folder: &Path, id: &str) -> PathBuf {
    let here = folder
        .canonicalize()
        .unwrap_or_else(|_| folder.to_path_buf());
    here.parent()
        .map_or_else(|| PathBuf::from(id), |parent| parent.join(id))
}

fn name_of(folder: &Path) -> String {
    let here = folder
        .canonicalize()
        .unwrap_or_else(|_| folder.to_path_buf());
    here.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The bytes of a study folder.
struct Files {
    study: Vec<u8>,
    questionnaire: Vec<u8>,
    analysis: Vec<u8>,
    published: Option<Vec<u8>>,
}

impl Files {
    fn read(folder: &Path) -> Result<Files, Failure> {
        let published = folder.join("published.csv");
        Ok(Files {
            study: read(&folder.join("study.toml"))?,
            questionnaire: read(&folder.join("questionnaire.toml"))?,
            analysis: read(&folder.join("analysis.toml"))?,
            published: if published.exists() {
                Some(read(&published)?)
            } else {
                None
            },
        })
    }

    fn borrow<'a>(&'a self, folder: &'a str) -> FolderFiles<'a> {
        FolderFiles {
            folder,
            study: &self.study,
            questionnaire: &self.questionnaire,
            analysis: &self.analysis,
            published: self.published.as_deref(),
        }
    }
}

/// Reads a file, or says which could not be read.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|cause| Failure::File {
        path: path.display().to_string(),
        act: "read",
        cause,
    })
}

/// Writes a file beside its final name, flushes it to disk and puts it in place: whole or not at all.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_durably(path, bytes).map_err(|cause| Failure::File {
        path: path.display().to_string(),
        act: "write",
        cause,
    })
}

fn write_durably(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = parent.join(format!(".{name}.{}.part", std::process::id()));
    let mut file = std::fs::File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    std::fs::File::open(parent)?.sync_all()
}

/// Writes a file that nobody but its owner can read, whole or not at all.
pub fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let kept = || -> std::io::Result<()> {
        let parent = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        // Made with mode 0600.
        let mut file = tempfile::NamedTempFile::new_in(parent)?;
        std::io::Write::write_all(&mut file, bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map(drop).map_err(|error| error.error)
    };
    kept().map_err(|cause| Failure::File {
        path: path.display().to_string(),
        act: "write",
        cause,
    })
}
