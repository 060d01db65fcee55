//! Every committed file of the fuzzers' corpora, through the functions that the fuzzers call: what once broke stays mended.
#![allow(clippy::disallowed_methods)] // tests may read files; the crate itself may not

#[path = "../../../fuzz/src/lib.rs"]
mod fuzz;

use std::path::Path;

#[test]
fn no_file_of_the_corpora_breaks_its_reader() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    for (name, target) in fuzz::TARGETS {
        let folder = std::fs::read_dir(corpora.join(name)).unwrap();
        let mut files: Vec<_> = folder.map(|file| file.unwrap().path()).collect();
        files.sort();
        assert!(files.len() > 3, "{name} has next to no corpus");
        for file in files {
            let bytes = std::fs::read(&file).unwrap();
            let outcome = std::panic::catch_unwind(|| target(&bytes));
            assert!(outcome.is_ok(), "{} breaks {name}", file.display());
        }
    }
}
