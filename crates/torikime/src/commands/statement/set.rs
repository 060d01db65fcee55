//! `torikime statement set ITEM VALUE`: one statement, recorded.

use super::recorded;
use crate::client::Client;
use crate::commands::org::day;
use crate::failure::Failure;
use clap::ArgMatches;
use serde_json::json;
use std::process::ExitCode;
use survey::Language;

/// States one item.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let given = |id: &str| matches.get_one::<String>(id).cloned();
    let client = Client::of(matches, language)?;
    let statement = json!({
        "item": given("item"),
        "value": given("value"),
        "from": day(matches),
        "note": given("note"),
    });
    let done = client.act("/statements", &json!({ "statements": [statement] }))?;
    Ok(recorded(&done, matches, language))
}
