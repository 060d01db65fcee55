//! `torikime schema FILE`: the JSON schema of a study file, for editors.

use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use std::process::ExitCode;
use survey::study::schema;

/// The study files that have a schema, and its text.
fn files() -> [(&'static str, serde_json::Value); 3] {
    [
        ("study", schema::study()),
        ("questionnaire", schema::questionnaire()),
        ("analysis", schema::analysis()),
    ]
}

/// Prints one schema.
pub fn run(matches: &ArgMatches) -> Result<ExitCode, Failure> {
    let asked = matches.get_one::<String>("schema").map(String::as_str);
    for (_, schema) in files().iter().filter(|(name, _)| Some(*name) == asked) {
        output::line(&format!("{schema:#}"));
    }
    Ok(ExitCode::SUCCESS)
}
