//! `torikime ledger receipt`: proof that an entry was recorded, for who keeps it outside the server.

use super::{named, out};
use crate::commands::{path, serve};
use crate::failure::Failure;
use crate::{data, output};
use clap::ArgMatches;
use std::process::ExitCode;
use survey::Language;

/// Prints or writes one receipt. It holds the entry's hash and place, and nothing of what it says.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let store = data::beside(path(matches, "server-data"), &serve::place_of(matches)?)?;
    let (ledger, length) = named(matches, &store)?;
    let seq = matches.get_one::<u64>("seq").copied().unwrap_or(0);
    let Some(receipt) = store.receipt_of(ledger, seq)? else {
        return Err(Failure::Unknown {
            key: "cli-unknown-entry",
            name: seq.to_string(),
            known: vec![length.saturating_sub(1).to_string()],
        });
    };
    let text = receipt.to_string();
    match out(matches) {
        Some(file) => output::wrote(file, text.as_bytes(), language)?,
        None => output::bytes(text.as_bytes()),
    }
    Ok(ExitCode::SUCCESS)
}
