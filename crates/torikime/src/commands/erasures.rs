//! `torikime erasures`: who and what was erased, by numbers alone, to be kept beside backups.

use crate::commands::{path, serve};
use crate::failure::Failure;
use crate::{data, output};
use clap::ArgMatches;
use std::process::ExitCode;
use survey::Language;

/// Writes the list in the place of the one before.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let erasures =
        data::beside(path(matches, "server-data"), &serve::place_of(matches)?)?.erasures()?;
    let args = [
        ("people", erasures.people.len().to_string()),
        ("texts", erasures.texts.len().to_string()),
    ];
    output::say(language, "cli-erasures", &args);
    let text = erasures.to_string();
    output::wrote(path(matches, "out"), text.as_bytes(), language)?;
    Ok(ExitCode::SUCCESS)
}
