//! `torikime statement …`: what the organisation states of itself, read and recorded by token.

mod import;
mod list;
mod set;
mod table;

use crate::failure::Failure;
use clap::ArgMatches;
use std::process::ExitCode;
use survey::Language;

/// Runs the command on statements that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    match matches.subcommand() {
        Some(("list", matches)) => list::run(matches, language),
        Some(("set", matches)) => set::run(matches, language),
        Some(("import", matches)) => import::run(matches, language),
        _ => Ok(ExitCode::from(2)),
    }
}
