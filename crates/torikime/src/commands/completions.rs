//! `torikime completions SHELL`: completions made from the command tree.

use crate::cli;
use crate::failure::Failure;
use clap::ArgMatches;
use clap_complete::{Shell, generate};
use std::process::ExitCode;
use survey::Language;

/// Prints the completions of one shell.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    if let Some(shell) = matches.get_one::<Shell>("shell") {
        generate(
            *shell,
            &mut cli::command(language),
            "torikime",
            &mut std::io::stdout(),
        );
    }
    Ok(ExitCode::SUCCESS)
}
