//! `torikime approval …`: what the organisation approves before it binds itself: listed, asked for, decided, taken back.

use super::act::act;
use super::given;
use super::term::{fetched, proposed, wanted};
use super::work::values;
use crate::client::Client;
use crate::columns::Column;
use crate::commands::statement::recorded;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use report::words;
use serde_json::{Value, json};
use std::process::ExitCode;
use survey::Language;

/// Runs the command on approvals that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    match matches.subcommand() {
        Some(("list", matches)) => list(matches, language),
        Some(("propose", matches)) => {
            let body = json!({ "propose": proposed(matches), "reason": reason(matches) });
            act(matches, language, "/approvals", &body)
        }
        Some(("accept", matches)) => accept(matches, language),
        Some(("agree", matches)) => decide(matches, true, language),
        Some(("return", matches)) => decide(matches, false, language),
        Some(("withdraw", matches)) => {
            let client = Client::of(matches, language)?;
            let done = client.act(&format!("{}/withdraw", request(matches)), &json!({}))?;
            Ok(recorded(&done, matches, language))
        }
        _ => Ok(ExitCode::from(2)),
    }
}

fn reason(matches: &ArgMatches) -> Option<String> {
    given(matches, "approval-reason")
}

fn line(matches: &ArgMatches) -> u64 {
    matches.get_one("request").copied().unwrap_or_default()
}

fn request(matches: &ArgMatches) -> String {
    format!("/approvals/{}", line(matches))
}

/// Asks to accept the proposal at a line; its hash is read from the server, the line was read by the person.
fn accept(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let seen = fetched(&Client::of(matches, language)?, matches)?;
    let (item, proposal, hash) = wanted(matches, &seen);
    let accept = json!({ "item": item, "proposal": proposal, "hash": hash });
    let body = json!({ "accept": accept, "reason": reason(matches) });
    act(matches, language, "/approvals", &body)
}

/// Decides on the step that waits.
fn decide(matches: &ArgMatches, approves: bool, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let seen = client.look("/approvals", None)?;
    let asked = values(&seen["requests"]).find(|one| one["request"] == line(matches));
    let body = json!({
        "step": asked.map_or(Value::from(0), |one| one["step"].clone()),
        "approves": approves,
        "instead_of": given(matches, "instead-of"),
        "remark": given(matches, "note"),
    });
    let done = client.act(&format!("{}/decision", request(matches)), &body)?;
    Ok(recorded(&done, matches, language))
}

fn list(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let seen = Client::of(matches, language)?.look("/approvals", matches.get_one("at"))?;
    if matches.get_flag("json") {
        output::json(&seen);
        return Ok(ExitCode::SUCCESS);
    }
    let say = |key: &str| words::say(language, key, &[]);
    for route in values(&seen["routes"]) {
        let way: Vec<String> = values(&route["steps"])
            .map(|step| people(step, language))
            .collect();
        let before = values(&route["before"]).filter_map(Value::as_str);
        let before: Vec<String> = before
            .map(|code| say(&format!("approval-before-{code}")))
            .collect();
        let (name, joint) = (text(&route["name"]), say("register-joint"));
        output::line(&format!(
            "{name}  {}  {}",
            before.join(&joint),
            way.join(" → ")
        ));
    }
    output::line("");
    let rows = values(&seen["requests"]).map(|one| row(one, language));
    let keys = [
        "term-line",
        "engagement-state",
        "standing-item",
        "deciding-asked-by",
        "deciding-turn",
        "terms-text",
        "approvals-reason",
    ];
    let widths = [6, 10, 26, 14, 18, 34, 24].map(Column::Words);
    output::columns(&keys.map(say), &rows.collect::<Vec<_>>(), &widths);
    if let Some(count) = seen["more"].as_u64().filter(|count| *count > 0) {
        output::say(language, "approvals-more", &[("count", count.to_string())]);
    }
    Ok(ExitCode::SUCCESS)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn people(step: &Value, language: Language) -> String {
    let names: Vec<String> = values(step).map(|one| text(&one["name"])).collect();
    names.join(&format!(" {} ", words::say(language, "approvals-or", &[])))
}

fn row(one: &Value, language: Language) -> Vec<String> {
    let stage = text(&one["stage"]);
    let step = one["step"]
        .as_u64()
        .and_then(|step| usize::try_from(step).ok());
    let turn = step.and_then(|step| one["steps"].get(step));
    let turn = turn.filter(|_| stage == "waiting");
    vec![
        one["request"].to_string(),
        words::say(language, &format!("approval-stage-{stage}"), &[]),
        text(&one["item"]),
        text(&one["asked_by"]["name"]),
        turn.map_or_else(String::new, |step| people(step, language)),
        text(&one["wording"]["text"]),
        text(&one["reason"]),
    ]
}
