//! `torikime org show`: who the organisation is, now or on a day.

use crate::client::Client;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use report::words;
use serde_json::Value;
use std::process::ExitCode;
use survey::Language;

/// Shows the organisation a token acts for.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let Some(("show", matches)) = matches.subcommand() else {
        return Ok(ExitCode::from(2));
    };
    let client = Client::of(matches, language)?;
    let seen = client.look("", matches.get_one("at"))?;
    if matches.get_flag("json") {
        output::json(&seen);
    } else {
        print(&seen, language);
    }
    Ok(ExitCode::SUCCESS)
}

fn print(seen: &Value, language: Language) {
    let coded = |family: &str, code: &Value| {
        let code = code.as_str()?;
        Some(words::say(language, &format!("{family}-{code}"), &[]))
    };
    let mut facts: Vec<(String, String)> = Vec::new();
    for name in seen["names"].as_array().into_iter().flatten() {
        let kind = coded("name", &name["kind"]).unwrap_or_default();
        facts.push((kind, plain(&name["text"])));
    }
    let mut add = |key: &str, value: Option<String>| {
        facts.extend(value.map(|value| (words::say(language, key, &[]), value)));
    };
    let given = |field: &str| seen[field].as_str().map(str::to_owned);
    add("person-number", given("organisation"));
    add("person-identifier", given("identifier"));
    add("person-size", coded("size", &seen["size"]));
    add("person-side", coded("side", &seen["side"]));
    add("person-merged", given("merged_into"));
    add("person-withdrew", given("withdrew"));
    for (name, value) in facts {
        output::say(language, "cli-fact", &[("name", name), ("value", value)]);
    }
}

fn plain(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
