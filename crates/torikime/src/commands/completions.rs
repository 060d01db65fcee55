//! `torikime completions SHELL`: completions made from the command tree.

use crate::failure::Failure;
use crate::{cli, output};
use clap::ArgMatches;
use clap_complete::{Shell, generate};
use std::process::ExitCode;
use survey::Language;

/// Prints the completions of one shell.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    if let Some(shell) = matches.get_one::<Shell>("shell") {
        let mut script = Vec::new();
        generate(*shell, &mut cli::command(language), "torikime", &mut script);
        output::bytes(&script);
    }
    Ok(ExitCode::SUCCESS)
}
