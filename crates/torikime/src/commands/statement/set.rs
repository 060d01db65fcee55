//! `torikime statement set ITEM VALUE`: one statement, recorded.

use crate::client::Client;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use serde_json::{Value, json};
use std::process::ExitCode;
use survey::Language;

/// States one item.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let given = |id: &str| matches.get_one::<String>(id).cloned();
    let today = || jiff::Zoned::now().date().to_string();
    let client = Client::of(matches, language)?;
    let statement = json!({
        "item": given("item"),
        "value": given("value"),
        "from": given("from").unwrap_or_else(today),
        "note": given("note"),
    });
    let done = client.act("/statements", &json!({ "statements": [statement] }))?;
    if matches.get_flag("json") {
        output::json(&done);
    } else {
        recorded(&done, language);
    }
    Ok(ExitCode::SUCCESS)
}

/// Says at which places of the ledger what was recorded stands.
pub(super) fn recorded(done: &Value, language: Language) {
    for place in done["recorded"].as_array().into_iter().flatten() {
        let ledger = place["ledger"].as_str().unwrap_or_default();
        let args = [
            ("seq", place["seq"].to_string()),
            ("ledger", ledger.to_owned()),
        ];
        output::say(language, "statement-recorded", &args);
    }
}
