//! `torikime ledger …`: proofs, offline or at the server's command line.

mod export;
mod head;
mod receipt;
mod verify;

use crate::failure::Failure;
use clap::ArgMatches;
use ledger::id::LedgerId;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::Store;
use survey::Language;

/// Runs the subcommand that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    match matches.subcommand() {
        Some(("verify", matches)) => verify::run(matches, language),
        Some(("head", matches)) => head::run(matches, language),
        Some(("receipt", matches)) => receipt::run(matches, language),
        Some(("export", matches)) => export::run(matches, language),
        _ => Ok(ExitCode::from(2)),
    }
}

/// The ledger named on the command line, and its length.
fn named(matches: &ArgMatches, store: &Store) -> Result<(LedgerId, u64), Failure> {
    let name = matches.get_one::<String>("ledger").map_or("", |name| name);
    let ends = store.ledger_ends()?;
    let found = ends.iter().find(|end| end.ledger.to_string() == name);
    let end = found.ok_or_else(|| Failure::unknown("cli-unknown-ledger", name))?;
    Ok((end.ledger, end.head.length))
}

/// Where to write, if that was said.
fn out(matches: &ArgMatches) -> Option<&Path> {
    matches.get_one::<PathBuf>("out").map(PathBuf::as_path)
}
