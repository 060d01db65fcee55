//! The user's own studies on disk: one folder each, replaced as a whole, appended durably.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use store::StoreError;
use store::backup::Study;
use web::shelf::{Files, Shelf};

/// How the folder of a study ends that is being removed; no id holds a full stop.
const REMOVED: &str = ".removed";

/// A folder of study folders. Each study is a folder `ID/` holding `current`, a pointer to the generation in force;
/// a new generation is written and flushed beside it before the pointer moves, so a crash leaves old or new, never half.
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// At the given folder, or at the user's data folder.
    pub fn at(root: Option<PathBuf>) -> Folder {
        let root = root.unwrap_or_else(default_root);
        sweep(&root);
        Folder { root }
    }

    /// One rename takes the study away as a whole; what is left under the other name is swept at the next start at the latest.
    fn take_off(&self, id: &str) -> io::Result<()> {
        let home = self.root.join(plain_name(id)?);
        let gone = self.root.join(format!("{id}{REMOVED}"));
        if gone.exists() {
            fs::remove_dir_all(&gone)?;
        }
        fs::rename(home, &gone)?;
        flush_folder(&self.root)?;
        fs::remove_dir_all(gone)
    }

    fn current(&self, id: &str) -> io::Result<PathBuf> {
        let home = self.root.join(id);
        let name = fs::read_to_string(home.join("current"))?;
        Ok(home.join(plain_name(name.trim())?))
    }

    fn replace(&self, id: &str, files: &Files) -> io::Result<()> {
        let home = self.root.join(plain_name(id)?);
        fs::create_dir_all(&home)?;
        let generation = next_generation(&home)?;
        let folder = home.join(&generation);
        fs::create_dir_all(&folder)?;
        for (name, bytes) in files {
            write_flushed(&folder.join(plain_name(name)?), bytes)?;
        }
        flush_folder(&folder)?;
        write_flushed(&home.join("current.part"), generation.as_bytes())?;
        fs::rename(home.join("current.part"), home.join("current"))?;
        flush_folder(&home)?;
        flush_folder(&self.root)?;
        forget_others(&home, &generation);
        Ok(())
    }

    fn add(&self, id: &str, file: &str, line: &[u8]) -> io::Result<()> {
        let folder = self.current(plain_name(id)?)?;
        let path = folder.join(plain_name(file)?);
        let mut open = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&path)?;
        let mut whole = line.to_vec();
        whole.push(b'\n');
        if !ends_with_line(&path)? {
            whole.insert(0, b'\n');
        }
        open.write_all(&whole)?;
        open.sync_all()?;
        flush_folder(&folder)
    }

    fn read(&self, id: &str) -> io::Result<Files> {
        self.read_from(&self.current(id)?)
    }

    fn read_from(&self, generation: &Path) -> io::Result<Files> {
        let mut files = Files::new();
        for entry in fs::read_dir(generation)? {
            let entry = entry?;
            files.insert(
                entry.file_name().to_string_lossy().into_owned(),
                fs::read(entry.path())?,
            );
        }
        Ok(files)
    }

    /// Reads a study that a server may be replacing: where the generation went away meanwhile, the next one; none where it was removed.
    fn read_whole(&self, id: &str) -> io::Result<Option<Files>> {
        loop {
            let pointed = match self.current(id) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                pointed => pointed?,
            };
            let read = self.read_from(&pointed);
            // A file may be gone, or the listing have been short: either only where the pointer has moved.
            match self.current(id) {
                Ok(now) if now == pointed => return read.map(Some),
                _ => {}
            }
        }
    }

    fn ids(&self) -> Vec<String> {
        let Ok(listing) = fs::read_dir(&self.root) else {
            return Vec::new();
        };
        let mut ids: Vec<String> = listing
            .filter_map(Result::ok)
            .filter(|entry| entry.path().join("current").is_file())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| !name.ends_with(REMOVED))
            .collect();
        ids.sort();
        ids
    }
}

/// The shelves of a server's organisations.
pub fn houses(data: &Path) -> PathBuf {
    data.join("studies")
}

/// Every study on every shelf, for a copy beside the server that changes them: each as it was at one moment, and none half.
pub fn beside(data: &Path) -> Result<impl Iterator<Item = Result<Study, StoreError>>, StoreError> {
    let root = houses(data);
    let mut all = Vec::new();
    for organisation in names(&root)? {
        let root = root.join(&organisation);
        let shelf = Folder { root };
        let ids = shelf.ids();
        all.extend(ids.into_iter().map(|id| (organisation.clone(), id)));
    }
    let study = move |(organisation, id): (String, String)| {
        let shelf = Folder {
            root: root.join(&organisation),
        };
        let files = shelf.read_whole(&id).transpose()?;
        Some(files.map_err(StoreError::from).map(|files| Study {
            organisation,
            id,
            files,
        }))
    };
    Ok(all.into_iter().filter_map(study))
}

/// Puts a study of a backup on its organisation's shelf in a data folder that is being made.
pub fn keep(data: &Path, study: Study) -> Result<(), StoreError> {
    let root = houses(data).join(plain_name(&study.organisation)?);
    fs::create_dir_all(&root)?;
    Ok(Folder { root }.replace(&study.id, &study.files)?)
}

/// Names of the folders in a folder, in order; none where there is no such folder.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let listing = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        listing => listing?,
    };
    let mut names = Vec::new();
    for entry in listing {
        let entry = entry?;
        if entry.path().is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

impl Shelf for Folder {
    fn all(&self) -> Vec<(String, Result<Files, String>)> {
        self.ids()
            .into_iter()
            .map(|id| {
                (
                    id.clone(),
                    self.read(&id).map_err(|cause| cause.to_string()),
                )
            })
            .collect()
    }

    fn keep(&self, id: &str, files: &Files) -> Result<(), String> {
        self.replace(id, files).map_err(|cause| cause.to_string())
    }

    fn append(&self, id: &str, file: &str, line: &[u8]) -> Result<(), String> {
        self.add(id, file, line).map_err(|cause| cause.to_string())
    }

    fn remove(&self, id: &str) -> Result<(), String> {
        self.take_off(id).map_err(|cause| cause.to_string())
    }
}

/// `$XDG_DATA_HOME/torikime`, else `~/.local/share/torikime`, else `./torikime-data`.
fn default_root() -> PathBuf {
    let set = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    set("XDG_DATA_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".local/share")))
        .map_or_else(
            || PathBuf::from("torikime-data"),
            |data| data.join("torikime"),
        )
}

/// A name that stays inside its folder.
fn plain_name(name: &str) -> io::Result<&str> {
    let plain =
        !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\\', '\0']);
    if plain {
        Ok(name)
    } else {
        Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "not a plain file name",
        ))
    }
}

fn next_generation(home: &Path) -> io::Result<String> {
    let taken = fs::read_dir(home)?
        .filter_map(Result::ok)
        .filter_map(|entry| entry.file_name().to_string_lossy().parse::<u64>().ok());
    Ok((taken.max().unwrap_or(0) + 1).to_string())
}

/// Whether the next line starts on its own; not so after a crash in the middle of one.
fn ends_with_line(path: &Path) -> io::Result<bool> {
    Ok(fs::read(path)?.last().is_none_or(|last| *last == b'\n'))
}

/// What a removal that a crash cut short left behind.
fn sweep(root: &Path) {
    let listing = fs::read_dir(root).into_iter().flatten();
    for entry in listing.filter_map(Result::ok) {
        let removed = entry.file_name().to_string_lossy().ends_with(REMOVED);
        if removed && holds_only_ours(&entry.path()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Whether a folder holds generations and pointers and nothing else: a folder given by mistake loses nothing.
fn holds_only_ours(folder: &Path) -> bool {
    let ours = |name: &str| name.starts_with("current") || name.parse::<u64>().is_ok();
    let listing = fs::read_dir(folder).into_iter().flatten();
    let mut names = listing
        .filter_map(Result::ok)
        .map(|entry| entry.file_name());
    folder.is_dir() && names.all(|name| ours(&name.to_string_lossy()))
}

/// Old generations are rubbish once the pointer has moved; one that stays behind does no harm.
fn forget_others(home: &Path, kept: &str) {
    let Ok(listing) = fs::read_dir(home) else {
        return;
    };
    for entry in listing.filter_map(Result::ok) {
        if entry.path().is_dir() && entry.file_name() != kept {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn write_flushed(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn flush_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(text: &str) -> Files {
        Files::from([("study.toml".to_owned(), text.as_bytes().to_vec())])
    }

    #[test]
    fn what_was_kept_is_read_again_by_a_new_start() {
        let root = tempfile::tempdir().unwrap();
        let shelf = Folder::at(Some(root.path().to_owned()));
        shelf.keep("mine", &files("one")).unwrap();
        shelf.keep("mine", &files("two")).unwrap();
        shelf.append("mine", "trail.jsonl", b"{}").unwrap();
        let mut expected = files("two");
        expected.insert("trail.jsonl".to_owned(), b"{}\n".to_vec());
        let again = Folder::at(Some(root.path().to_owned()));
        assert_eq!(again.all(), [("mine".to_owned(), Ok(expected))]);
        again.remove("mine").unwrap();
        assert!(again.all().is_empty());
    }

    #[test]
    fn a_start_after_a_crash_sees_the_old_generation() {
        let root = tempfile::tempdir().unwrap();
        let shelf = Folder::at(Some(root.path().to_owned()));
        shelf.keep("mine", &files("old")).unwrap();
        // What a crash between writing the files and moving the pointer leaves behind.
        fs::create_dir(root.path().join("mine/2")).unwrap();
        fs::write(root.path().join("mine/2/study.toml"), "half").unwrap();
        assert_eq!(shelf.all(), [("mine".to_owned(), Ok(files("old")))]);
        shelf.keep("mine", &files("new")).unwrap();
        assert_eq!(shelf.all(), [("mine".to_owned(), Ok(files("new")))]);
    }

    #[test]
    fn a_line_cut_short_by_a_crash_spoils_no_other() {
        let root = tempfile::tempdir().unwrap();
        let shelf = Folder::at(Some(root.path().to_owned()));
        shelf.keep("mine", &files("one")).unwrap();
        shelf.append("mine", "trail.jsonl", b"whole").unwrap();
        let trail = root.path().join("mine/1/trail.jsonl");
        fs::write(&trail, "whole\ncut sho").unwrap();
        shelf.append("mine", "trail.jsonl", b"next").unwrap();
        assert_eq!(fs::read_to_string(trail).unwrap(), "whole\ncut sho\nnext\n");
    }

    #[test]
    fn a_removal_cut_short_is_whole_and_ended_at_the_next_start() {
        let root = tempfile::tempdir().unwrap();
        let shelf = Folder::at(Some(root.path().to_owned()));
        shelf.keep("mine", &files("one")).unwrap();
        // What a crash between the rename and the deletion leaves behind.
        let left = root.path().join("mine.removed");
        fs::rename(root.path().join("mine"), &left).unwrap();
        assert!(shelf.all().is_empty());
        shelf.keep("mine", &files("two")).unwrap();
        shelf.remove("mine").unwrap();
        assert!(!left.exists());
        let foreign = root.path().join("letters.removed");
        fs::create_dir_all(left.join("1")).unwrap();
        fs::create_dir_all(&foreign).unwrap();
        fs::write(foreign.join("letter.txt"), "dear").unwrap();
        Folder::at(Some(root.path().to_owned()));
        assert!(!left.exists() && foreign.exists());
    }

    #[test]
    fn a_copy_beside_a_server_holds_whole_studies_only() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(beside(data.path()).unwrap().count(), 0);
        let shelf = |name: &str| Folder::at(Some(houses(data.path()).join(name)));
        let (one, two) = (shelf("org-1"), shelf("org-2"));
        one.keep("kept", &files("old")).unwrap();
        one.keep("kept", &files("new")).unwrap();
        two.keep("gone", &files("x")).unwrap();
        two.remove("gone").unwrap();
        // A generation that is being written, a study whose pointer does not stand yet.
        fs::create_dir(houses(data.path()).join("org-1/kept/9")).unwrap();
        fs::create_dir_all(houses(data.path()).join("org-2/begun/1")).unwrap();
        let found: Vec<Study> = beside(data.path()).unwrap().map(Result::unwrap).collect();
        let expected = Study {
            organisation: "org-1".to_owned(),
            id: "kept".to_owned(),
            files: files("new"),
        };
        assert_eq!(found, std::slice::from_ref(&expected));
        let restored = tempfile::tempdir().unwrap();
        keep(restored.path(), expected).unwrap();
        let shelf = Folder::at(Some(houses(restored.path()).join("org-1")));
        assert_eq!(shelf.all(), [("kept".to_owned(), Ok(files("new")))]);
        let outside = Study {
            organisation: "..".to_owned(),
            id: "x".to_owned(),
            files: files("x"),
        };
        assert!(keep(restored.path(), outside).is_err());
    }

    #[test]
    fn a_study_that_is_replaced_while_it_is_copied_is_one_generation() {
        let data = tempfile::tempdir().unwrap();
        let root = houses(data.path()).join("org-1");
        let generation = |number: u32| {
            let text = number.to_string().into_bytes();
            let names = (0..8).map(|file| (format!("{file}.csv"), text.clone()));
            names.collect::<Files>()
        };
        let server = Folder::at(Some(root));
        server.keep("mine", &generation(0)).unwrap();
        let ended = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for number in 1..60 {
                    server.keep("mine", &generation(number)).unwrap();
                }
                ended.store(true, std::sync::atomic::Ordering::SeqCst);
            });
            while !ended.load(std::sync::atomic::Ordering::SeqCst) {
                let found: Vec<_> = beside(data.path()).unwrap().collect();
                let study = found[0].as_ref().unwrap();
                let first = study.files["0.csv"].clone();
                assert_eq!(study.files.len(), 8);
                assert!(study.files.values().all(|bytes| *bytes == first));
            }
        });
    }

    #[test]
    fn names_stay_inside() {
        let root = tempfile::tempdir().unwrap();
        let shelf = Folder::at(Some(root.path().to_owned()));
        for name in ["", "..", "a/b", "a\\b"] {
            assert!(shelf.keep(name, &files("x")).is_err(), "{name}");
            assert!(
                shelf
                    .keep("mine", &Files::from([(name.to_owned(), Vec::new())]))
                    .is_err(),
                "{name}"
            );
        }
    }
}
