//! `torikime engagement list`: every engagement, those that differ most first; now or on a day.

use super::given;
use crate::client::{Client, encoded};
use crate::columns::Column;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use report::words;
use serde_json::{Value, json};
use std::process::ExitCode;
use survey::Language;

/// Lists the engagements, page by page until the end.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let mut all = Vec::new();
    let mut from = Some(0);
    while let Some(place) = from {
        let mut page = client.look(&address(matches, place), None)?;
        all.extend(page["engagements"].as_array().cloned().unwrap_or_default());
        from = page["next"].take().as_u64();
    }
    let rows = || {
        all.iter()
            .map(|row| cells(row, language))
            .collect::<Vec<_>>()
    };
    if matches.get_flag("json") {
        output::json(&json!({ "engagements": all }));
    } else if matches.get_flag("csv") {
        let lines: Vec<Vec<String>> = [heads(language)].into_iter().chain(rows()).collect();
        output::bytes(&report::csv::write(&lines)?);
    } else {
        let widths = [34, 24, 10, 28, 12, 26, 10].map(Column::Words);
        output::columns(&heads(language), &rows(), &widths);
    }
    Ok(ExitCode::SUCCESS)
}

fn address(matches: &ArgMatches, from: u64) -> String {
    let asked = ["q", "sort", "at"].into_iter().filter_map(|name| {
        let value = given(matches, name)?;
        Some(format!("&{name}={}", encoded(&value)))
    });
    format!(
        "/engagements?limit=200&from={from}{}",
        asked.collect::<String>()
    )
}

fn heads(language: Language) -> Vec<String> {
    let keys = [
        "engagement-title",
        "engagement-across",
        "engagement-side",
        "engagement-differences",
        "engagement-until",
        "person-number",
        "engagement-state",
    ];
    keys.map(|key| words::say(language, key, &[])).into()
}

fn cells(row: &Value, language: Language) -> Vec<String> {
    let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let say = |key: &str| words::say(language, key, &[]);
    let counted = row["differences"].as_object().into_iter().flatten();
    let counted = counted.map(|(how, count)| {
        let word = say(&format!("divergence-{how}"));
        format!("{word} {count}")
    });
    let state = match (row["closed"].is_null(), row["present"] == true) {
        (false, _) => say("engagement-closed-tag"),
        (true, false) => say("engagement-absent-tag"),
        (true, true) => String::new(),
    };
    vec![
        text("title"),
        text("across"),
        say(&format!("side-{}", text("side"))),
        counted
            .collect::<Vec<String>>()
            .join(&say("organisation-list-joint")),
        text("until"),
        text("engagement"),
        state,
    ]
}
