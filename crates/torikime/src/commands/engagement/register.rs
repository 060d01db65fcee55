//! `torikime engagement register | dora`: every engagement as a table, and what is bought in the shape of DORA template B_05.02.

use crate::client::Client;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use serde_json::Value;
use std::path::PathBuf;
use std::process::ExitCode;
use survey::{Language, Severity};
use web::register::row::Register;
use web::register::{Row, dora, write};

use crate::client::Trouble;

/// The register as the server tells it.
pub(super) fn fetched(client: &Client, at: Option<&String>) -> Result<(Vec<Row>, Value), Failure> {
    let seen = client.look("/engagements/register", at)?;
    let read: Result<Register, _> = serde_json::from_value(seen.clone());
    let rows = read.map_err(|_| Trouble::Strange(200))?.engagements;
    Ok((rows, seen))
}

/// Saves or prints the register.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let (rows, seen) = fetched(&client, matches.get_one("at"))?;
    if matches.get_flag("json") {
        output::json(&seen);
        return Ok(ExitCode::SUCCESS);
    }
    let Some(out) = matches.get_one::<PathBuf>("out") else {
        output::bytes(&write::file(&rows, "register.csv", language).unwrap_or_default());
        return Ok(ExitCode::SUCCESS);
    };
    let name = out.extension().is_some_and(|ending| ending == "xlsx");
    let name = if name {
        "register.xlsx"
    } else {
        "register.csv"
    };
    let bytes = write::file(&rows, name, language).unwrap_or_default();
    output::wrote(out, &bytes, language)?;
    Ok(ExitCode::SUCCESS)
}

/// Saves or prints the rows of the template; what would be refused goes to the other stream, and into the exit code.
pub fn dora(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let (rows, _) = fetched(&client, matches.get_one("at"))?;
    let links = dora::links(&rows);
    let problems = dora::check(&links);
    let bytes = dora::csv(&links);
    if matches.get_flag("json") {
        let said = output::said(&problems, language);
        let rows: Vec<Vec<String>> = links.iter().map(|(_, link)| link.cells()).collect();
        output::json(&serde_json::json!({ "heads": dora::HEADS, "rows": rows, "problems": said }));
    } else {
        match matches.get_one::<PathBuf>("out") {
            Some(out) => output::wrote(out, &bytes, language)?,
            None => output::bytes(&bytes),
        }
        output::problems(&problems, language);
    }
    let wrong = problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    Ok(ExitCode::from(u8::from(wrong)))
}
