//! `torikime study …`: one file per command.

mod check;
mod figure;
mod new;
mod sources;
mod table;
mod test;

use crate::failure::Failure;
use clap::ArgMatches;
use std::process::ExitCode;
use survey::Language;

/// Runs the study command that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let Some((name, matches)) = matches.subcommand() else {
        return Ok(ExitCode::from(2));
    };
    let command = match name {
        "check" => check::run,
        "figure" => figure::run,
        "new" => new::run,
        "sources" => sources::run,
        "table" => table::run,
        "test" => test::run,
        _ => return Ok(ExitCode::from(2)),
    };
    command(matches, language)
}
