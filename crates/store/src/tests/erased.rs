//! What was erased stands in no file of the data folder.

use std::path::Path;

use super::fixture::{founded, house, opening, organisation, owner, setup, stated};
use crate::engine::sqlite::Folder;
use crate::testing::{HandClock, settings};
use crate::{NotRecorded, Store, StoreError, Work};
use ledger::admission::Draft;

/// Whether the bytes of a text stand in any file of a folder.
fn holds(folder: &Path, text: &str) -> bool {
    let files = std::fs::read_dir(folder).unwrap();
    files.map(|file| file.unwrap().path()).any(|file| {
        let bytes = std::fs::read(file).unwrap();
        bytes.windows(text.len()).any(|at| at == text.as_bytes())
    })
}

#[test]
fn an_erased_text_is_in_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let database = Box::new(Folder::open(folder.path()).unwrap());
    let store = Store::open(database, settings(&HandClock::default(), 1)).unwrap();
    let long = "長い注記の一部 ".repeat(400);
    let texts = ["短い注記です", long.as_str(), "残る注記です"];
    let notes: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    let done: Result<(), NotRecorded> = store.write(move |work: &mut Work<'_>| {
        let first = Draft::new(organisation(1), founded(1));
        work.record(first, &setup(), &[])?;
        for (at, note) in notes.iter().enumerate() {
            let (stated, opening) = stated(&format!("own.{at}"), note);
            work.record(Draft::new(organisation(1), stated), &owner(1), &[opening])?;
        }
        Ok(())
    });
    done.unwrap();
    let parts = ["短い注記です", "長い注記の一部", "残る注記です"];
    let held = || parts.map(|part| holds(folder.path(), part));
    assert_eq!(held(), [true; 3]);
    for text in &texts[..2] {
        let sealed = opening(text).seal();
        let erased: Result<u64, StoreError> =
            store.write(move |work: &mut Work<'_>| work.erase_text(house(1), sealed));
        assert_eq!(erased, Ok(1));
    }
    assert_eq!(held(), [false, false, true]);
    drop(store);
    assert_eq!(held(), [false, false, true]);
}
