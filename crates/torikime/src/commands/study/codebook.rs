//! `torikime study codebook DIR`: what each column of a file of answers holds.

use crate::failure::Failure;
use crate::{evidence, output};
use clap::ArgMatches;
use std::process::ExitCode;
use survey::Language;
use survey::export::{codebook, codebook_csv};

/// Writes the code book as CSV or JSON.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let study = evidence::study(matches, language)?;
    let book = codebook(&study);
    match matches.get_flag("json") {
        true => output::json(&book),
        false => super::write_or_print(matches, codebook_csv(&book).as_bytes(), language)?,
    }
    Ok(ExitCode::SUCCESS)
}
