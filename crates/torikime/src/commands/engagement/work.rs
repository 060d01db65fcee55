//! `torikime work …`: how each side says the works of an engagement are done; confirmed, ended; and the gates passed.

use super::act::act;
use super::{all, given, path};
use crate::client::{Client, encoded};
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
use web::catalogue::{catalogue, text as of_text};

/// Runs the command on works that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    match matches.subcommand() {
        Some(("list", matches)) => list(matches, language),
        Some(("set", matches)) => set(matches, language),
        Some(("confirm", matches)) => {
            let body = json!({ "seq": matches.get_one::<u64>("said-line") });
            act(matches, language, &of(matches, "confirm"), &body)
        }
        Some(("end", matches)) => {
            let body = json!({ "on": given(matches, "on") });
            act(matches, language, &of(matches, "end"), &body)
        }
        Some(("pass", matches)) => {
            let body = json!({ "gate": given(matches, "gate") });
            act(matches, language, "/gates", &body)
        }
        _ => Ok(ExitCode::from(2)),
    }
}

fn of(matches: &ArgMatches, what: &str) -> String {
    let number = given(matches, "work-number").unwrap_or_default();
    format!("/works/{}/{what}", encoded(&number))
}

/// Says how a work is done, all of it; of a new work, its number is told.
fn set(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let known = given(matches, "work-number");
    let body = json!({
        "work": known,
        "from": day(matches),
        "conditions": {
            "name": given(matches, "work-name"),
            "places": all(matches, "place"),
            "telework": given(matches, "telework"),
            "words": given(matches, "work-words"),
            "devices": all(matches, "device"),
            "tools": given(matches, "tools"),
            "methods": all(matches, "method"),
            "information": given(matches, "information"),
            "personal_data": given(matches, "personal-data").map(|said| said == "yes"),
        },
    });
    let (client, at) = (
        Client::of(matches, language)?,
        format!("{}/works", path(matches)),
    );
    let done = client.act(&at, &body)?;
    let code = recorded(&done, matches, language);
    if known.is_none() && !matches.get_flag("json") {
        // What was recorded stands, whether or not the server can still be asked for the number.
        let seen = client.look(&at, None).unwrap_or_default();
        let line = &done["recorded"][0]["seq"];
        let mut works = values(&seen["works"]);
        let new = works.find(|work| values(&work["waiting"]).any(|one| one["seq"] == *line));
        if let Some(number) = new.and_then(|work| work["work"].as_str()) {
            output::say(language, "working-new", &[("number", number.to_owned())]);
        }
    }
    Ok(code)
}

/// Everything of a list.
pub(super) fn values(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

/// How a work is done, in words: what is said, line by line; what is not settled is left out.
pub(super) fn told(of: &Value, language: Language) -> Vec<String> {
    let say = |key: &str| words::say(language, key, &[]);
    let codes = |field: &str, family: &str| {
        let list = values(&of[field]).filter_map(Value::as_str);
        let list: Vec<String> = list.map(|code| say(&format!("{family}{code}"))).collect();
        list.join(&say("organisation-list-joint"))
    };
    let code = |field: &str, family: &str| {
        let code = of[field].as_str();
        code.map_or(String::new(), |code| say(&format!("{family}{code}")))
    };
    let text = |field: &str| of[field].as_str().unwrap_or_default().to_owned();
    let personal = match of["personal_data"].as_bool() {
        Some(true) => say("engagement-yes"),
        Some(false) => say("engagement-no"),
        None => String::new(),
    };
    let lines = [
        ("works-places", codes("places", "workplace-")),
        ("works-telework", code("telework", "telework-")),
        ("works-words", text("words")),
        ("works-devices", codes("devices", "device-")),
        ("works-tools", text("tools")),
        ("works-methods", codes("methods", "workmethod-")),
        (
            "engagement-information",
            code("information", "information-"),
        ),
        ("engagement-personal", personal),
    ];
    let said = lines.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(key, value)| {
        let fact = [("name", say(key)), ("value", value)];
        words::say(language, "cli-fact", &fact)
    })
    .collect()
}

/// What is said of a work and counts, each with how far it holds.
fn versions(work: &Value) -> Vec<(&Value, &'static str)> {
    let both = [("in_force", "works-held"), ("coming", "working-coming")];
    let both = both.into_iter().map(|(field, key)| (&work[field], key));
    let waiting = values(&work["waiting"]).map(|one| (one, "works-unconfirmed"));
    let all = both.chain(waiting).filter(|(one, _)| !one.is_null());
    all.collect()
}

fn list(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let seen = client.look(&format!("{}/works", path(matches)), matches.get_one("at"))?;
    if matches.get_flag("json") {
        output::json(&seen);
        return Ok(ExitCode::SUCCESS);
    }
    values(&seen["works"]).for_each(|work| one(work, language));
    gates(&seen, language);
    Ok(ExitCode::SUCCESS)
}

fn one(work: &Value, language: Language) {
    let say = |key: &str| words::say(language, key, &[]);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let ended = work["ended"].as_str().map(|day| {
        let ended = words::say(language, "works-ended", &[("day", day.to_owned())]);
        format!("  ({ended})")
    });
    let (number, name) = (text(&work["work"]), text(&work["name"]));
    output::line(&format!("{number}  {name}{}", ended.unwrap_or_default()));
    for (version, state) in versions(work) {
        let args = [
            ("seq", version["seq"].to_string()),
            ("side", say(&format!("side-{}", text(&version["by"])))),
            ("day", text(&version["from"])),
            ("state", say(state)),
        ];
        output::say(language, "working-version", &args);
        let lines = told(&version["conditions"], language);
        lines
            .iter()
            .for_each(|line| output::line(&format!("    {line}")));
    }
    output::line("");
}

/// What a point is about: the name of a work or of an item.
fn about(point: &Value, seen: &Value, language: Language) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let known = || {
        let item = catalogue().item(point["item"].as_str()?)?;
        Some(of_text(&item.name, language).to_owned())
    };
    let mut works = values(&seen["works"]);
    match works.find(|work| work["work"] == point["work"]) {
        Some(work) => text(&work["name"]),
        None => known().unwrap_or_else(|| text(&point["item"])),
    }
}

fn gates(seen: &Value, language: Language) {
    let say = |key: &str| words::say(language, key, &[]);
    let row = |gate: &Value| {
        let passed = values(&gate["passed"]).filter_map(|one| one["side"].as_str());
        let passed: Vec<String> = passed.map(|side| say(&format!("side-{side}"))).collect();
        let open = values(&gate["open"]).map(|point| {
            let about = about(point, seen, language);
            let point = point["point"].as_str().unwrap_or_default();
            let about = [("about", about)];
            words::say(language, &format!("point-{point}"), &about)
        });
        vec![
            say(&format!(
                "gate-{}",
                gate["gate"].as_str().unwrap_or_default()
            )),
            passed.join(&say("organisation-list-joint")),
            open.collect::<Vec<String>>().join("\n"),
        ]
    };
    let rows: Vec<Vec<String>> = values(&seen["gates"]).map(row).collect();
    let heads = ["working-gate", "working-passed", "works-unsaid"].map(say);
    output::columns(&heads, &rows, &[22, 20, 54].map(Column::Words));
}
