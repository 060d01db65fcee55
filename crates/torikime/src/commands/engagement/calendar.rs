//! `torikime calendar`: what ends, renews itself or is due on all engagements, the first first.

use super::work::values;
use crate::client::Client;
use crate::columns::Column;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use report::words;
use serde_json::Value;
use std::process::ExitCode;
use survey::Language;
use web::catalogue::{catalogue, text as of};

/// Shows the days.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let seen = Client::of(matches, language)?.look("/calendar", matches.get_one("at"))?;
    if matches.get_flag("json") {
        output::json(&seen);
        return Ok(ExitCode::SUCCESS);
    }
    let keys = [
        "deciding-day",
        "deciding-what",
        "standing-name",
        "deciding-whose",
        "engagement-title",
        "person-number",
    ];
    let heads = keys.map(|key| words::say(language, key, &[]));
    let rows: Vec<Vec<String>> = values(&seen["days"])
        .map(|one| row(one, language))
        .collect();
    if matches.get_flag("csv") {
        let all: Vec<Vec<String>> = [heads.to_vec()].into_iter().chain(rows).collect();
        output::bytes(&report::csv::write(&all)?);
    } else {
        let widths = [12, 22, 28, 8, 24, 26].map(Column::Words);
        output::columns(&heads, &rows, &widths);
    }
    if seen["more"] == true {
        eprintln!("torikime: {}", words::say(language, "calendar-more", &[]));
    }
    Ok(ExitCode::SUCCESS)
}

fn row(one: &Value, language: Language) -> Vec<String> {
    let say = |key: String| words::say(language, &key, &[]);
    let text = |field: &str| one[field].as_str().unwrap_or_default().to_owned();
    let known = one["item"].as_str().and_then(|id| catalogue().item(id));
    let name = known.map(|item| of(&item.name, language).to_owned());
    let by = one["by"].as_str();
    vec![
        text("day"),
        say(format!("happening-{}", text("what"))),
        name.unwrap_or_else(|| text("heading")),
        by.map_or_else(String::new, |side| say(format!("side-{side}"))),
        text("title"),
        text("engagement"),
    ]
}
