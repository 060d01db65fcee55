//! `torikime user …`: the people of the organisation and their roles; who is invited, gets a role, or goes.

use super::statement::recorded;
use crate::client::{Client, encoded};
use crate::columns::Column;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use report::words;
use serde_json::{Value, json};
use std::process::ExitCode;
use survey::Language;

/// Runs the command on people that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    match matches.subcommand() {
        Some(("list", matches)) => list(matches, language),
        Some(("invite", matches)) => invite(matches, language),
        Some(("role", matches)) => role(matches, language),
        Some(("remove", matches)) => remove(matches, language),
        _ => Ok(ExitCode::from(2)),
    }
}

fn list(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let seen = client.look("/people", matches.get_one("at"))?;
    if matches.get_flag("json") {
        output::json(&seen);
    } else {
        print(&seen, language);
    }
    Ok(ExitCode::SUCCESS)
}

fn given(matches: &ArgMatches, id: &str) -> Option<String> {
    matches.get_one::<String>(id).cloned()
}

/// The link is shown this once.
fn invite(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let body = json!({
        "role": given(matches, "role"),
        "until": given(matches, "role-until"),
        "days": matches.get_one::<u8>("days"),
        "send_to": given(matches, "send-to"),
    });
    let done = client.act("/invitations", &body)?;
    Ok(recorded(&done, matches, language))
}

fn role(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let body = json!({
        "role": given(matches, "role"),
        "until": given(matches, "role-until"),
    });
    let done = client.act(&format!("{}/roles", of_person(matches)), &body)?;
    Ok(recorded(&done, matches, language))
}

/// Ends the role that was named, or all.
fn remove(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let person = of_person(matches);
    let path = match given(matches, "role") {
        Some(role) => format!("{person}/roles/{role}/end"),
        None => format!("{person}/remove"),
    };
    let done = client.act(&path, &json!({}))?;
    Ok(recorded(&done, matches, language))
}

fn of_person(matches: &ArgMatches) -> String {
    let number = given(matches, "person").unwrap_or_default();
    format!("/people/{}", encoded(&number))
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
