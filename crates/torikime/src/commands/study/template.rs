//! `torikime study template DIR`: the headings of a table into which answers are entered.

use crate::evidence;
use crate::failure::Failure;
use clap::ArgMatches;
use std::process::ExitCode;
use survey::Language;
use survey::export::template_csv;

/// Writes the headings as CSV.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let study = evidence::study(matches, language)?;
    super::write_or_print(matches, template_csv(&study).as_bytes(), language)?;
    Ok(ExitCode::SUCCESS)
}
