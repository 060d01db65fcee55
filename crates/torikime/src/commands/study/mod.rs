//! `torikime study …`: one file per command.

mod check;
mod new;

use crate::failure::Failure;
use clap::ArgMatches;
use std::process::ExitCode;
use survey::Language;

/// Runs the study command that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    match matches.subcommand() {
        Some(("check", matches)) => check::run(matches, language),
        Some(("new", matches)) => new::run(matches, language),
        _ => Ok(ExitCode::from(2)),
    }
}
