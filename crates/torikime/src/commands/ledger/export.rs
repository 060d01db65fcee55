//! `torikime ledger export`: a ledger's sealed bytes with their proof, recorded as the operator's act.

use super::{named, out};
use crate::commands::{path, serve};
use crate::failure::Failure;
use crate::{data, output};
use clap::ArgMatches;
use ledger::body::server::Act;
use std::path::Path;
use std::process::ExitCode;
use survey::Language;

/// Writes a ledger without its texts. The organisation itself exports them from its own pages.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let store = data::beside(path(matches, "server-data"), &serve::place_of(matches)?)?;
    let (ledger, length) = named(matches, &store)?;
    let since: Vec<u64> = matches
        .get_many::<u64>("since")
        .map(|sizes| sizes.copied().collect())
        .unwrap_or_default();
    // Recorded first: what was written cannot be taken back.
    store.operator_acted(Act::Export, format!("{ledger}, {length} entries"))?;
    let Some(export) = store.sealed_export(ledger, &since)? else {
        return Err(Failure::unknown("cli-unknown-ledger", &ledger.to_string()));
    };
    let text =
        serde_json::to_vec_pretty(&export).map_err(|error| Failure::Server(error.to_string()))?;
    output::wrote(out(matches).unwrap_or(Path::new("")), &text, language)?;
    output::say(language, "cli-export-sealed", &[]);
    Ok(ExitCode::SUCCESS)
}
