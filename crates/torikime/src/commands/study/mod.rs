//! `torikime study …`: one file per command.

mod anonymise;
mod check;
mod codebook;
mod figure;
mod import;
mod new;
mod plan;
mod report;
mod simulate;
mod sources;
mod table;
mod template;
mod test;

use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use std::path::PathBuf;
use std::process::ExitCode;
use survey::Language;

/// Runs the study command that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let Some((name, matches)) = matches.subcommand() else {
        return Ok(ExitCode::from(2));
    };
    let command = match name {
        "anonymise" => anonymise::run,
        "check" => check::run,
        "codebook" => codebook::run,
        "figure" => figure::run,
        "import" => import::run,
        "new" => new::run,
        "plan" => plan::run,
        "report" => report::run,
        "simulate" => simulate::run,
        "sources" => sources::run,
        "table" => table::run,
        "template" => template::run,
        "test" => test::run,
        _ => return Ok(ExitCode::from(2)),
    };
    command(matches, language)
}

/// Writes to the file of `--out` and says so, or prints to stdout.
fn write_or_print(matches: &ArgMatches, content: &[u8], language: Language) -> Result<(), Failure> {
    match matches.get_one::<PathBuf>("out") {
        Some(out) => output::wrote(out, content, language),
        None => {
            output::bytes(content);
            Ok(())
        }
    }
}
