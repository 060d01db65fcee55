//! `torikime evidence …`: what was asked for and shown; shown as a fact or a file, reviewed, withdrawn; and a file taken.

use super::act::act;
use super::work::values;
use super::{given, path};
use crate::client::{Client, Sent, Trouble};
use crate::columns::Column;
use crate::commands::path as file_path;
use crate::commands::statement::recorded;
use crate::failure::Failure;
use crate::{folder, output};
use clap::ArgMatches;
use ledger::admission::LARGEST_FILE;
use report::words;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;
use survey::Language;

/// Runs the command on evidence that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    match matches.subcommand() {
        Some(("list", matches)) => list(matches, language),
        Some(("attach", matches)) => attach(matches, language),
        Some(("ask", matches)) => {
            let body = json!({
                "item": given(matches, "item"),
                "what": given(matches, "what"),
                "due": given(matches, "due"),
            });
            act(matches, language, "/evidence/requests", &body)
        }
        Some(("unask", matches)) => {
            let below = format!(
                "/evidence/requests/{}/withdraw",
                line(matches, "asked-line")
            );
            act(matches, language, &below, &json!({}))
        }
        Some(("accept", matches)) => review(matches, language, true),
        Some(("return", matches)) => review(matches, language, false),
        Some(("withdraw", matches)) => {
            let body = json!({ "erase": matches.get_flag("erase") });
            act(matches, language, &of(matches, "withdraw"), &body)
        }
        Some(("take", matches)) => take(matches, language),
        _ => Ok(ExitCode::from(2)),
    }
}

fn line(matches: &ArgMatches, id: &str) -> u64 {
    matches.get_one(id).copied().unwrap_or_default()
}

fn of(matches: &ArgMatches, what: &str) -> String {
    format!("/evidence/{}/{what}", line(matches, "piece"))
}

fn review(matches: &ArgMatches, language: Language, accepts: bool) -> Result<ExitCode, Failure> {
    let body = json!({ "accepts": accepts, "reason": given(matches, "note") });
    act(matches, language, &of(matches, "review"), &body)
}

/// Shows a fact, a file or both. A file that no server takes is not sent.
fn attach(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let from = given(matches, "covers-from");
    let from = from.unwrap_or_else(|| jiff::Zoned::now().date().to_string());
    let answers = matches.get_one::<u64>("asked-line");
    let Some(file) = matches.get_one::<PathBuf>("shown-file") else {
        let body = json!({
            "item": given(matches, "item"),
            "answers": answers,
            "fact": given(matches, "fact"),
            "from": from,
            "until": given(matches, "covers-until"),
            "expires": given(matches, "expires"),
        });
        return act(matches, language, "/evidence", &body);
    };
    if file.metadata().is_ok_and(|file| file.len() > LARGEST_FILE) {
        return Err(Trouble::Asked("client-large-file").into());
    }
    let bytes = folder::read(file)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let fields = [
        ("item", given(matches, "item")),
        ("answers", answers.map(u64::to_string)),
        ("fact", given(matches, "fact")),
        ("from", Some(from)),
        ("until", given(matches, "covers-until")),
        ("expires", given(matches, "expires")),
    ];
    let fields = fields.into_iter();
    let fields: Vec<(&str, String)> = fields
        .filter_map(|(field, text)| Some((field, text?)))
        .collect();
    let client = Client::of(matches, language)?;
    let at = format!("{}/evidence/files", path(matches));
    let done = client.send(&at, &Sent::form(&fields, &name, &bytes), None)?;
    Ok(recorded(&done, matches, language))
}

/// Saves the file of a piece under the name given here: never under one that the other side gave.
fn take(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let at = format!("{}{}", path(matches), of(matches, "file"));
    let bytes = client.save(&at)?;
    let out = file_path(matches, "out");
    if matches.get_flag("json") {
        folder::write(out, &bytes)?;
        output::json(&json!({ "path": out.display().to_string(), "size": bytes.len() }));
    } else {
        output::wrote(out, &bytes, language)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn list(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let at = format!("{}/evidence", path(matches));
    let seen = client.look(&at, matches.get_one("at"))?;
    if matches.get_flag("json") {
        output::json(&seen);
        return Ok(ExitCode::SUCCESS);
    }
    let say = |key: &str| words::say(language, key, &[]);
    let asked = values(&seen["requests"]).map(|one| request(one, language));
    let keys = [
        "term-line",
        "evidence-item",
        "evidence-asked-whose",
        "evidence-due",
        "engagement-state",
        "evidence-what",
    ];
    let widths = [6, 28, 8, 12, 16, 30].map(Column::Words);
    output::columns(&keys.map(say), &asked.collect::<Vec<_>>(), &widths);
    output::line("");
    let given = values(&seen["pieces"]).map(|one| piece(one, language));
    let keys = [
        "term-line",
        "evidence-item",
        "evidence-by",
        "evidence-covers",
        "engagement-state",
        "evidence-fact",
        "evidence-file",
    ];
    let widths = [6, 28, 8, 14, 14, 30, 24].map(Column::Words);
    output::columns(&keys.map(say), &given.collect::<Vec<_>>(), &widths);
    output::line("");
    for due in values(&seen["due"]) {
        let args = [
            ("item", text(&due["item"])),
            ("months", due["months"].to_string()),
            ("day", text(&due["due"])),
        ];
        output::say(language, "showing-due", &args);
    }
    Ok(ExitCode::SUCCESS)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn request(one: &Value, language: Language) -> Vec<String> {
    let say = |key: &str| words::say(language, key, &[]);
    let state = match (
        one["withdrawn"] == true,
        one["open"] == true,
        one["returned"] == true,
    ) {
        (true, ..) => "worth-withdrawn",
        (_, true, true) => "evidence-asked-returned",
        (_, true, false) => "evidence-asked-open",
        (_, false, _) => "evidence-asked-answered",
    };
    vec![
        one["seq"].to_string(),
        text(&one["item"]),
        say(&format!("side-{}", text(&one["by"]))),
        text(&one["due"]),
        say(state),
        text(&one["what"]),
    ]
}

fn piece(one: &Value, language: Language) -> Vec<String> {
    let say = |key: &str| words::say(language, key, &[]);
    let covers = [&one["from"], &one["until"]].into_iter();
    let covers: Vec<String> = covers
        .filter_map(|day| Some(day.as_str()?.to_owned()))
        .collect();
    let file = &one["file"];
    let name = file["name"].as_str().map(web::download::plain_name);
    let file = match (file.is_null(), name) {
        (true, _) => String::new(),
        (false, Some(name)) => name,
        (false, None) => say("showing-erased"),
    };
    vec![
        one["seq"].to_string(),
        text(&one["item"]),
        say(&format!("side-{}", text(&one["by"]))),
        covers.join("\n"),
        say(&format!("worth-{}", text(&one["worth"]))),
        text(&one["fact"]),
        file,
    ]
}
