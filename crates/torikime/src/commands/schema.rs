//! `torikime schema FILE`: the JSON schema of a study's or the catalogue's file, for editors; and the document of the interface for programs.

use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use ledger::catalogue::file;
use std::process::ExitCode;
use survey::Language;
use survey::study::schema;

/// What has a schema, and its text.
fn files(language: Language) -> [(&'static str, serde_json::Value); 6] {
    [
        ("study", schema::study()),
        ("questionnaire", schema::questionnaire()),
        ("analysis", schema::analysis()),
        ("catalogue", file::header_schema()),
        ("catalogue-items", file::items_schema()),
        ("api", web::api::document::document(language)),
    ]
}

/// Prints one schema.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let asked = matches.get_one::<String>("schema").map(String::as_str);
    for (_, schema) in files(language)
        .iter()
        .filter(|(name, _)| Some(*name) == asked)
    {
        output::line(&format!("{schema:#}"));
    }
    Ok(ExitCode::SUCCESS)
}
