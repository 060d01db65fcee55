//! `torikime ledger head`: where every ledger ends, and the journal over them.

use crate::columns::Column;
use crate::commands::{path, serve};
use crate::failure::Failure;
use crate::{data, output};
use clap::ArgMatches;
use ledger::journal::checkpoint::{Note, Verifier};
use report::words;
use serde_json::json;
use std::process::ExitCode;
use store::operator::LedgerEnd;
use survey::Language;

/// Prints the ends; of what stands in the ledgers nothing.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let store = data::beside(path(matches, "server-data"), &serve::place_of(matches)?)?;
    let note = store.read(|read| read.note())?;
    let ends = store.ledger_ends()?;
    match matches.get_flag("json") {
        true => print_json(&note, &store.verifier(), &ends),
        false => print(&note, &store.verifier(), &ends, language),
    }
    Ok(ExitCode::SUCCESS)
}

fn print_json(note: &Note, verifier: &Verifier, ends: &[LedgerEnd]) {
    let ledgers: Vec<_> = ends
        .iter()
        .map(|end| {
            json!({
                "ledger": end.ledger,
                "kind": end.ledger.kind.code(),
                "length": end.head.length,
                "head": end.head.hash,
                "recorded": end.recorded.to_string(),
            })
        })
        .collect();
    let checkpoint = &note.checkpoint;
    output::json(&json!({
        "journal": {
            "size": checkpoint.size,
            "root": checkpoint.root,
            "epoch": checkpoint.epoch,
            "verifier": verifier.to_string(),
            "checkpoint": note.to_string(),
        },
        "ledgers": ledgers,
    }));
}

fn print(note: &Note, verifier: &Verifier, ends: &[LedgerEnd], language: Language) {
    let checkpoint = &note.checkpoint;
    let args = [
        ("size", checkpoint.size.to_string()),
        ("root", checkpoint.root.to_string()),
        ("epoch", checkpoint.epoch.to_string()),
        ("verifier", verifier.to_string()),
    ];
    output::say(language, "cli-journal", &args);
    output::line("");
    let head = ["cli-ledger-id", "cli-ledger-length", "cli-ledger-head"]
        .map(|key| words::say(language, key, &[]));
    let rows: Vec<Vec<String>> = ends
        .iter()
        .map(|end| {
            let length = end.head.length.to_string();
            vec![end.ledger.to_string(), length, end.head.hash.to_string()]
        })
        .collect();
    let shape = [Column::Words(40), Column::Numbers(10), Column::Words(70)];
    output::columns(&head, &rows, &shape);
}
