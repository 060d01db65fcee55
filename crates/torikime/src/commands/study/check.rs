//! `torikime study check DIR`: every problem of a study's files at once.

use crate::commands::path;
use crate::failure::Failure;
use crate::{folder, output};
use clap::ArgMatches;
use report::words;
use std::process::ExitCode;
use survey::{Language, Severity};

/// Prints the problems; exit 1 when any is an error.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let (_, problems) = folder::look(path(matches, "dir"))?;
    let errors = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .count();
    if matches.get_flag("json") {
        output::json(&output::said(&problems, language));
    } else {
        output::problems(&problems, language);
        let args = [
            ("errors", errors.to_string()),
            ("warnings", (problems.len() - errors).to_string()),
        ];
        output::line(&words::say(language, "cli-checked", &args));
    }
    Ok(ExitCode::from(u8::from(errors > 0)))
}
