//! `torikime policy`: who may do what, as a table in words.

use crate::failure::Failure;
use crate::output;
use std::process::ExitCode;
use survey::Language;

/// Prints the table.
pub fn run(language: Language) -> Result<ExitCode, Failure> {
    output::line(report::policy::matrix(language).trim_end());
    Ok(ExitCode::SUCCESS)
}
