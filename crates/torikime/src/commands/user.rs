//! `torikime user list`: the people of the organisation and their roles, now or on a day.

use crate::client::Client;
use crate::columns::Column;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use report::words;
use serde_json::Value;
use std::process::ExitCode;
use survey::Language;

/// Lists the people.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let Some(("list", matches)) = matches.subcommand() else {
        return Ok(ExitCode::from(2));
    };
    let client = Client::of(matches, language)?;
    let seen = client.look("/people", matches.get_one("at"))?;
    if matches.get_flag("json") {
        output::json(&seen);
    } else {
        print(&seen, language);
    }
    Ok(ExitCode::SUCCESS)
}

fn print(seen: &Value, language: Language) {
    let say = |key: &str| words::say(language, key, &[]);
    let people = seen["people"].as_array().into_iter().flatten();
    let rows: Vec<Vec<String>> = people
        .map(|person| {
            let held = person["roles"].as_array().into_iter().flatten();
            let held: Vec<String> = held.map(|role| held_as(role, language)).collect();
            let name = person["name"].as_str().map(str::to_owned);
            let number = person["person"].as_str().unwrap_or_default();
            vec![
                name.unwrap_or_else(|| say("person-erased")),
                held.join(&say("organisation-list-joint")),
                number.to_owned(),
            ]
        })
        .collect();
    let head = ["person-name", "person-roles", "person-number"].map(say);
    let shape = [Column::Words(30), Column::Words(34), Column::Words(30)];
    output::columns(&head, &rows, &shape);
}

/// A role, and until when.
fn held_as(held: &Value, language: Language) -> String {
    let role = held["role"].as_str().unwrap_or_default();
    let role = words::say(language, &format!("role-{role}"), &[]);
    let Some(day) = held["until"].as_str() else {
        return role;
    };
    let key = match held["over"] == true {
        true => "person-role-over",
        false => "person-role-until",
    };
    words::say(language, key, &[("role", role), ("day", day.to_owned())])
}
