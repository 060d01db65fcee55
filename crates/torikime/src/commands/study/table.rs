//! `torikime study table DIR [ID]`: a simple or cross table, as text, JSON or CSV.

use crate::evidence::{self, Evidence};
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use std::process::ExitCode;
use survey::Language;
use survey::workup::Workup;

/// Prints the table named; without a name lists what there is.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let evidence = Evidence::open(matches, language)?;
    let workup = evidence.workup();
    let Some(id) = matches.get_one::<String>("question") else {
        list(&evidence, &workup, language);
        return Ok(ExitCode::SUCCESS);
    };
    let table = evidence::figure(&workup, id)?;
    if matches.get_flag("json") {
        output::json(table);
    } else if matches.get_flag("csv") {
        output::table_csv(table, language)?;
    } else {
        output::table(table, language);
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the figures and, where answers are given, the questions.
pub fn list(evidence: &Evidence, workup: &Workup, language: Language) {
    let tables = workup.figures.iter().chain(&workup.simple);
    let rows = tables.map(|table| (table.id.clone(), table.title.get(language).to_owned()));
    output::list(["cli-list-id", "cli-list-title"], rows, language);
    let _ = evidence;
}
