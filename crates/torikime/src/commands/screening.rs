//! `torikime screening …`: whom the organisation considers working with, asked and decided by token.

use crate::client::{Client, encoded};
use crate::columns::Column;
use crate::commands::statement::recorded;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use report::words;
use serde_json::{Value, json};
use std::process::ExitCode;
use survey::Language;

/// A link lasts so many days, unless it is said otherwise.
const LASTS: u8 = 30;

/// Runs the command on screenings that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    match matches.subcommand() {
        Some(("list", matches)) => list(matches, language),
        Some(("show", matches)) => show(matches, language),
        Some(("ask", matches)) => ask(matches, language),
        Some(("adjust", matches)) => {
            let body = json!({
                "due": given(matches, "answer-due"),
                "expects": expects(matches),
            });
            act(matches, language, "/expectation", &body)
        }
        Some(("link", matches)) => {
            let body = json!({ "days": days(matches) });
            act(matches, language, "/links", &body)
        }
        Some(("revoke", matches)) => {
            let link = given(matches, "link-number").unwrap_or_default();
            let below = format!("/links/{}/revoke", encoded(&link));
            act(matches, language, &below, &json!({}))
        }
        Some(("decide", matches)) => {
            let body = json!({
                "outcome": given(matches, "decision"),
                "reason": given(matches, "reason"),
            });
            act(matches, language, "/decision", &body)
        }
        _ => Ok(ExitCode::from(2)),
    }
}

fn given(matches: &ArgMatches, id: &str) -> Option<String> {
    matches.get_one::<String>(id).cloned()
}

fn days(matches: &ArgMatches) -> u8 {
    matches.get_one::<u8>("days").copied().unwrap_or(LASTS)
}

fn expects(matches: &ArgMatches) -> Value {
    json!({
        "secrets": given(matches, "secrets"),
        "delay": given(matches, "delay"),
        "access": given(matches, "access"),
    })
}

/// Where the screening stands that was named.
fn path(matches: &ArgMatches) -> String {
    let number = matches.get_one::<u64>("screening").copied();
    format!("/screenings/{}", number.unwrap_or_default())
}

fn act(
    matches: &ArgMatches,
    language: Language,
    below: &str,
    body: &Value,
) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let done = client.act(&format!("{}{below}", path(matches)), body)?;
    Ok(recorded(&done, matches, language))
}

/// Opens a screening, and makes the link to give.
fn ask(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let body = json!({
        "candidate": given(matches, "candidate"),
        "name": given(matches, "candidate-name"),
        "work": given(matches, "candidate-work"),
        "contact": given(matches, "contact"),
        "due": given(matches, "answer-due"),
        "expects": expects(matches),
        "link_days": days(matches),
    });
    let done = Client::of(matches, language)?.act("/screenings", &body)?;
    Ok(recorded(&done, matches, language))
}

fn values(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn list(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let seen = Client::of(matches, language)?.look("/screenings", matches.get_one("at"))?;
    if matches.get_flag("json") {
        output::json(&seen);
        return Ok(ExitCode::SUCCESS);
    }
    let heads = [
        "person-number",
        "screening-candidate",
        "screening-as",
        "screening-state",
        "screening-due",
        "screening-answers",
        "screening-star-expected",
    ];
    let heads: Vec<String> = heads
        .iter()
        .map(|key| words::say(language, key, &[]))
        .collect();
    let rows: Vec<Vec<String>> = values(&seen["screenings"])
        .map(|one| row(one, language))
        .collect();
    let widths = [8, 28, 12, 24, 12, 10, 12].map(Column::Words);
    output::columns(&heads, &rows, &widths);
    Ok(ExitCode::SUCCESS)
}

fn coded(family: &str, code: &Value, language: Language) -> String {
    let key = code.as_str().map(|code| format!("{family}{code}"));
    key.map_or(String::new(), |key| words::say(language, &key, &[]))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn star(value: &Value, language: Language) -> String {
    match value.as_str() {
        Some(star) => format!("★{star}"),
        None => words::say(language, "screening-star-open", &[]),
    }
}

fn state(one: &Value, language: Language) -> String {
    match one["decision"]["outcome"].is_null() {
        true => coded("screening-stage-", &one["stage"], language),
        false => coded("screening-outcome-", &one["decision"]["outcome"], language),
    }
}

fn row(one: &Value, language: Language) -> Vec<String> {
    vec![
        one["screening"].to_string(),
        text(&one["name"]),
        coded("screening-kind-", &one["candidate"], language),
        state(one, language),
        text(&one["due"]),
        format!("{}/{}", one["answered"], one["asked"]),
        star(&one["star"], language),
    ]
}

fn show(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let seen = Client::of(matches, language)?.look(&path(matches), matches.get_one("at"))?;
    if matches.get_flag("json") {
        output::json(&seen);
        return Ok(ExitCode::SUCCESS);
    }
    for (key, value) in facts(&seen, language) {
        let name = words::say(language, key, &[]);
        output::say(language, "cli-fact", &[("name", name), ("value", value)]);
    }
    let heads = ["screening-concern", "screening-answer", "screening-note"];
    let heads: Vec<String> = heads
        .iter()
        .map(|key| words::say(language, key, &[]))
        .collect();
    let rows: Vec<Vec<String>> = values(&seen["concerns"])
        .map(|one| concern(one, language))
        .collect();
    output::line("");
    output::columns(&heads, &rows, &[44, 22, 60].map(Column::Words));
    Ok(ExitCode::SUCCESS)
}

fn facts(seen: &Value, language: Language) -> Vec<(&'static str, String)> {
    let decided = &seen["decision"];
    let all = [
        ("screening-candidate", text(&seen["name"])),
        (
            "screening-as",
            coded("screening-kind-", &seen["candidate"], language),
        ),
        ("screening-work", text(&seen["work"])),
        ("screening-contact", text(&seen["contact"])),
        ("screening-due", text(&seen["due"])),
        ("screening-state", state(seen, language)),
        ("screening-star-expected", star(&seen["star"], language)),
        (
            "screening-star",
            coded("screening-fit-", &seen["star_fit"], language),
        ),
        ("screening-reason", text(&decided["reason"])),
    ];
    let told = all.into_iter().filter(|(_, value)| !value.is_empty());
    told.collect()
}

fn concern(one: &Value, language: Language) -> Vec<String> {
    let extent = match one["answer"]["extent"].is_null() {
        true => words::say(language, "screening-extent-not-answered", &[]),
        false => coded("screening-extent-", &one["answer"]["extent"], language),
    };
    vec![
        coded("screening-concern-", &one["concern"], language),
        extent,
        text(&one["answer"]["note"]),
    ]
}
