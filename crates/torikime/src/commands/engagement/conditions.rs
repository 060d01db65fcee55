//! `torikime conditions`: what may be done on one engagement, or on all of them beside each other.

use super::work::{told, values};
use super::{given, path};
use crate::client::Client;
use crate::columns::Column;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use report::words;
use serde_json::Value;
use std::process::ExitCode;
use survey::Language;

/// Shows what may be done.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let one = given(matches, "engagement").is_some();
    let at = match one {
        true => format!("{}/conditions", path(matches)),
        false => "/conditions".to_owned(),
    };
    let seen = Client::of(matches, language)?.look(&at, matches.get_one("at"))?;
    match (matches.get_flag("json"), one) {
        (true, _) => output::json(&seen),
        (false, true) => show(&seen, language),
        (false, false) => table(&seen, matches.get_flag("csv"), language)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// What a work is called, or that nothing of it is confirmed.
fn called(work: &Value, language: Language) -> String {
    let unnamed = || words::say(language, "conditions-unnamed", &[]);
    work["name"].as_str().map_or_else(unnamed, str::to_owned)
}

/// What both hold of a work, or that it is not settled.
fn held(work: &Value, language: Language) -> Vec<String> {
    match work["conditions"].is_null() {
        true => vec![words::say(language, "works-unsaid", &[])],
        false => told(&work["conditions"], language),
    }
}

fn gate(seen: &Value, language: Language) -> String {
    let none = || words::say(language, "works-no-gate", &[]);
    let gate = seen["gate"].as_str();
    gate.map_or_else(none, |gate| {
        words::say(language, &format!("gate-{gate}"), &[])
    })
}

fn show(seen: &Value, language: Language) {
    let say = |key: &str| words::say(language, key, &[]);
    output::line(&text(&seen["title"]));
    output::line(&say("conditions-how"));
    output::line("");
    if let Some(day) = seen["closed"].as_str() {
        output::say(language, "conditions-closed", &[("day", day.to_owned())]);
    }
    if seen["works"] == Value::Array(Vec::new()) {
        output::say(language, "conditions-no-works", &[]);
    }
    for work in values(&seen["works"]) {
        output::line(&called(work, language));
        let lines = held(work, language);
        lines
            .iter()
            .for_each(|line| output::line(&format!("  {line}")));
        if let Some(seq) = work["seq"].as_u64() {
            let source = [("seq", seq.to_string())];
            let source = words::say(language, "conditions-source", &source);
            output::line(&format!("  {source}"));
        }
        if work["changing"] == true && work["seq"].is_u64() {
            output::line(&format!("  {}", say("conditions-changing")));
        }
        output::line("");
    }
    for agreed in values(&seen["texts"]) {
        let (item, line) = (text(&agreed["item"]), agreed["seq"].to_string());
        output::line(&format!("{item}  ({line})"));
        output::line(&format!("  {}", text(&agreed["text"])));
    }
    people(seen, language);
    let gate = [("gate", gate(seen, language))];
    output::say(language, "conditions-gate", &gate);
}

fn people(seen: &Value, language: Language) {
    let say = |key: &str| words::say(language, key, &[]);
    output::line(&say("conditions-people"));
    for side in ["client", "vendor"] {
        let party = &seen[side];
        let person = party["responsible"].as_str();
        let person = person.map_or_else(|| say("works-unsaid"), str::to_owned);
        let name = text(&party["names"][0]["text"]);
        let fact = [("name", name), ("value", person)];
        output::say(language, "cli-fact", &fact);
    }
}

fn row(of: &Value, all: &Value, language: Language) -> Vec<String> {
    let say = |key: &str| words::say(language, key, &[]);
    let (name, conditions) = match of["work"].is_null() {
        true => (say("works-unsaid"), Vec::new()),
        false => (called(&of["work"], language), held(&of["work"], language)),
    };
    let conflicts = values(&of["conflicts"]).map(|one| conflict(one, all, language));
    vec![
        text(&of["engagement"]),
        text(&of["title"]),
        text(&of["across"]["names"][0]["text"]),
        say(&format!("side-{}", text(&of["side"]))),
        name,
        conditions.join("\n"),
        gate(of, language),
        conflicts.collect::<Vec<String>>().join("\n"),
    ]
}

/// A conflict in words, with the other work's client and name.
fn conflict(one: &Value, all: &Value, language: Language) -> String {
    let family = match one["about"].as_str() {
        Some("place") => "workplace-",
        Some("device") => "device-",
        _ => "workmethod-",
    };
    let mut rows = values(&all["rows"]);
    let same =
        |row: &&Value| row["engagement"] == one["engagement"] && row["work"]["work"] == one["work"];
    let other = rows.find(same).unwrap_or(&Value::Null);
    let what = format!("{family}{}", text(&one["value"]));
    let args = [
        ("what", words::say(language, &what, &[])),
        ("client", text(&other["across"]["names"][0]["text"])),
        ("work", called(&other["work"], language)),
    ];
    let key = match one["demands"] == true {
        true => "conditions-demands",
        false => "conditions-forbids",
    };
    words::say(language, key, &args)
}

fn table(seen: &Value, csv: bool, language: Language) -> Result<(), Failure> {
    let keys = [
        "person-number",
        "engagement-title",
        "engagement-across",
        "engagement-side",
        "works-name",
        "works-words",
        "works-gate",
        "conditions-conflict",
    ];
    let heads = keys.map(|key| words::say(language, key, &[]));
    let rows: Vec<Vec<String>> = values(&seen["rows"])
        .map(|one| row(one, seen, language))
        .collect();
    if csv {
        let all: Vec<Vec<String>> = [heads.to_vec()].into_iter().chain(rows).collect();
        output::bytes(&report::csv::write(&all)?);
    } else {
        let widths = [26, 20, 18, 8, 18, 40, 14, 30].map(Column::Words);
        output::columns(&heads, &rows, &widths);
    }
    if seen["more"] == true {
        eprintln!("torikime: {}", words::say(language, "conditions-more", &[]));
    }
    Ok(())
}
