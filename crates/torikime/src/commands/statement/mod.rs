//! `torikime statement …`: what the organisation states of itself, read and recorded by token.

pub(super) mod import;
mod list;
mod set;
mod table;

use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use serde_json::Value;
use std::process::ExitCode;
use survey::Language;

/// Runs the command on statements that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    match matches.subcommand() {
        Some(("list", matches)) => list::run(matches, language),
        Some(("set", matches)) => set::run(matches, language),
        Some(("import", matches)) => import::run(matches, language),
        _ => Ok(ExitCode::from(2)),
    }
}

/// Says what an act answered: at which places of which ledger it stands, and the link it made, which is shown once.
pub(super) fn recorded(done: &Value, matches: &ArgMatches, language: Language) -> ExitCode {
    if matches.get_flag("json") {
        output::json(done);
        return ExitCode::SUCCESS;
    }
    for place in done["recorded"].as_array().into_iter().flatten() {
        let ledger = place["ledger"].as_str().unwrap_or_default();
        let args = [
            ("seq", place["seq"].to_string()),
            ("ledger", ledger.to_owned()),
        ];
        output::say(language, "statement-recorded", &args);
    }
    for link in done["links"].as_array().into_iter().flatten() {
        let text = |name: &str| link[name].as_str().unwrap_or_default().to_owned();
        let args = [("engagement", text("engagement")), ("link", text("link"))];
        output::say(language, "engagement-link-line", &args);
    }
    if let Some(link) = done["link"].as_str() {
        output::say(language, "person-link", &[("link", link.to_owned())]);
    }
    ExitCode::SUCCESS
}
