//! `torikime term …`: what the sides of an engagement propose, drop and say of cost. Accepting takes a passkey and is done on the page.

use super::act::act;
use super::{given, path};
use crate::client::Client;
use crate::columns::Column;
use crate::commands::org::day;
use crate::commands::statement::recorded;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use report::words;
use serde_json::{Value, json};
use std::process::ExitCode;
use survey::Language;
use web::catalogue::{catalogue, text as of};

/// Runs the command on terms that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    match matches.subcommand() {
        Some(("list", matches)) => list(matches, language),
        Some(("show", matches)) => show(matches, language),
        Some(("propose", matches)) => propose(matches, language),
        Some(("drop", matches)) => withdraw(matches, language),
        Some(("cost", matches)) => cost(matches, language),
        _ => Ok(ExitCode::from(2)),
    }
}

pub(super) fn fetched(client: &Client, matches: &ArgMatches) -> Result<Value, Failure> {
    client.look(
        &format!("{}/terms", path(matches)),
        matches.try_get_one("at").ok().flatten(),
    )
}

fn all(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The proposal at a place; the last one where the place is none.
fn at<'a>(term: &'a Value, place: &Value) -> Option<&'a Value> {
    all(&term["proposals"]).find(|one| one["seq"] == *place)
}

fn list(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let seen = fetched(&Client::of(matches, language)?, matches)?;
    if matches.get_flag("json") {
        output::json(&seen);
        return Ok(ExitCode::SUCCESS);
    }
    let say = |key: &str| words::say(language, key, &[]);
    let row = |term: &Value| {
        let shown = at(term, &term["open"]).or_else(|| at(term, &term["agreement"]));
        let shown = shown.or_else(|| all(&term["proposals"]).last())?;
        let id = text(&term["item"]);
        let name = catalogue()
            .item(&id)
            .map(|item| of(&item.name, language).to_owned());
        let stage = text(&shown["stage"]);
        Some(vec![
            id,
            name.unwrap_or_else(|| text(&shown["wording"]["heading"])),
            say(&format!("stage-{stage}")),
            shown["seq"].to_string(),
            text(&shown["wording"]["text"]),
        ])
    };
    let rows: Vec<Vec<String>> = all(&seen["terms"]).filter_map(row).collect();
    let keys = [
        "standing-item",
        "standing-name",
        "engagement-state",
        "term-line",
        "terms-text",
    ];
    let shape = [28, 26, 14, 6, 40].map(Column::Words);
    output::columns(&keys.map(say), &rows, &shape);
    Ok(ExitCode::SUCCESS)
}

/// One item: every proposal with what became of it.
fn show(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let mut seen = fetched(&Client::of(matches, language)?, matches)?;
    let wanted = given(matches, "item").unwrap_or_default();
    let found = all(&seen["terms"]).position(|term| term["item"] == wanted);
    let term = found.map_or(Value::Null, |place| seen["terms"][place].take());
    if matches.get_flag("json") {
        output::json(&term);
        return Ok(ExitCode::SUCCESS);
    }
    let say = |key: &str| words::say(language, key, &[]);
    for one in all(&term["proposals"]) {
        let stage = say(&format!("stage-{}", text(&one["stage"])));
        let by = say(&format!("side-{}", text(&one["by"])));
        output::line(&format!(
            "{}  {stage}  {by}  {}",
            one["seq"],
            text(&one["recorded"])
        ));
        output::line(&text(&one["wording"]["text"]));
        for accepted in all(&one["accepted"]) {
            let key = if accepted["signed"] == true {
                "terms-signed"
            } else {
                "terms-signed-in"
            };
            let side = say(&format!("side-{}", text(&accepted["side"])));
            output::line(&format!(
                "  {side}  {}  {}",
                text(&accepted["name"]),
                say(key)
            ));
        }
        output::line("");
    }
    if term.is_null() {
        output::say(language, "term-none", &[]);
    }
    Ok(ExitCode::SUCCESS)
}

fn propose(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    act(matches, language, "/terms", &proposed(matches))
}

/// A text to put forward, as it was named.
pub(super) fn proposed(matches: &ArgMatches) -> Value {
    let contract = given(matches, "contract").zip(given(matches, "signed-on"));
    json!({
        "item": given(matches, "item"),
        "answers": matches.get_one::<u64>("answering"),
        "wording": {
            "heading": given(matches, "heading"),
            "text": given(matches, "wording"),
            "reason": given(matches, "why"),
            "alternatives": given(matches, "alternatives"),
            "proof": given(matches, "proof"),
            "proof_months": matches.get_one::<u64>("every"),
            "flow_down": matches.get_flag("flow-down"),
            "from": day(matches),
            "until": given(matches, "until"),
            "renews": matches.get_flag("goes-on"),
            "contract": contract.map(|(name, on)| json!({ "name": name, "on": on })),
        },
    })
}

/// Item and line of the proposal that was named, and its hash; no hash where there is none.
pub(super) fn wanted(matches: &ArgMatches, seen: &Value) -> (Option<String>, Option<u64>, String) {
    let (item, line) = (given(matches, "item"), matches.get_one::<u64>("proposal"));
    let term = all(&seen["terms"]).find(|term| term["item"].as_str() == item.as_deref());
    let proposal = term.and_then(|term| at(term, &json!(line)));
    let hash = proposal.map_or_else(String::new, |one| text(&one["hash"]));
    (item, line.copied(), hash)
}

/// Takes the proposal at a line off the table; its hash is read from the server, the line was read by the person.
fn withdraw(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let seen = fetched(&client, matches)?;
    let (item, line, hash) = wanted(matches, &seen);
    let body = json!({
        "item": item,
        "proposal": line,
        "hash": hash,
        "reason": given(matches, "note"),
    });
    let done = client.act(&format!("{}/terms/drop", path(matches)), &body)?;
    Ok(recorded(&done, matches, language))
}

fn cost(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let body = json!({
        "item": given(matches, "item"),
        "outcome": given(matches, "outcome"),
        "payer": given(matches, "payer"),
        "on": given(matches, "talked-on"),
        "note": given(matches, "note"),
    });
    act(matches, language, "/terms/cost", &body)
}
