//! `torikime org …`: who the organisation is, and what it is called from now on.

use super::statement::recorded;
use crate::client::Client;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use ledger::organisation::NameKind;
use report::words;
use serde_json::{Value, json};
use std::process::ExitCode;
use survey::Language;

/// Runs the command on the organisation that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    match matches.subcommand() {
        Some(("show", matches)) => show(matches, language),
        Some(("rename", matches)) => rename(matches, language),
        Some(("profile", matches)) => profile(matches, language),
        _ => Ok(ExitCode::from(2)),
    }
}

fn show(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let seen = client.look("", matches.get_one("at"))?;
    if matches.get_flag("json") {
        output::json(&seen);
    } else {
        print(&seen, language);
    }
    Ok(ExitCode::SUCCESS)
}

/// Other names: those that are not given stay, unless somebody changed them since they were looked at.
fn rename(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let (seen, head) = client.look_with_head("")?;
    let body = json!({ "names": names(matches, &seen), "from": day(matches) });
    let done = client.act_on("/names", &body, head.as_deref())?;
    Ok(recorded(&done, matches, language))
}

fn names(matches: &ArgMatches, seen: &Value) -> Vec<Value> {
    let given = |kind: &NameKind| match kind {
        NameKind::Official => matches.get_one::<String>("name"),
        other => matches.get_one::<String>(other.code()),
    };
    let mut names = Vec::new();
    for kind in NameKind::ALL {
        match given(kind) {
            Some(text) => names.push(json!({ "kind": kind.code(), "text": text })),
            None => {
                let known = seen["names"].as_array().into_iter().flatten();
                names.extend(known.filter(|name| name["kind"] == kind.code()).cloned());
            }
        }
    }
    names
}

/// Another size or side: what is not given stays.
fn profile(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let (seen, head) = client.look_with_head("")?;
    let said = |field: &str| match matches.get_one::<String>(field).map(String::as_str) {
        None => seen[field].clone(),
        Some("unsaid") => Value::Null,
        Some(code) => code.into(),
    };
    let body = json!({ "size": said("size"), "side": said("side") });
    let done = client.act_on("/profile", &body, head.as_deref())?;
    Ok(recorded(&done, matches, language))
}

/// The day from which something holds: today, where it is not said.
pub(super) fn day(matches: &ArgMatches) -> String {
    let given = matches.get_one::<String>("from").cloned();
    given.unwrap_or_else(|| jiff::Zoned::now().date().to_string())
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
