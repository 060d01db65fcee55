//! `torikime engagement show`: one engagement, first where its sides differ; now or on a day.

use super::path;
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

/// Shows one engagement.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let seen = client.look(&path(matches), matches.get_one("at"))?;
    if matches.get_flag("json") {
        output::json(&seen);
        return Ok(ExitCode::SUCCESS);
    }
    facts(&seen, language)
        .into_iter()
        .for_each(|(name, value)| {
            output::say(language, "cli-fact", &[("name", name), ("value", value)]);
        });
    output::line("");
    views(&seen, language);
    Ok(ExitCode::SUCCESS)
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn facts(seen: &Value, language: Language) -> Vec<(String, String)> {
    let say = |key: &str| words::say(language, key, &[]);
    let coded = |family: &str, code: &Value| Some(say(&format!("{family}-{}", code.as_str()?)));
    let said = |value: &Value| match value.as_bool() {
        Some(true) => Some(say("engagement-yes")),
        Some(false) => Some(say("engagement-no")),
        None => None,
    };
    let joint = say("organisation-list-joint");
    let about = &seen["described"];
    let kinds = about["kinds"].as_array().into_iter().flatten();
    let kinds: Vec<String> = kinds.filter_map(|kind| coded("work", kind)).collect();
    let party = |side: &str| {
        let party = &seen[side];
        let told = [
            &party["names"][0]["text"],
            &party["identifier"],
            &party["responsible"],
        ];
        let told: Vec<String> = told.into_iter().filter_map(text).collect();
        Some(told.join(&joint))
    };
    let facts = [
        ("engagement-title", text(&seen["title"])),
        ("engagement-side", coded("side", &seen["side"])),
        ("side-client", party("client")),
        ("side-vendor", party("vendor")),
        (
            "engagement-kinds",
            Some(kinds.join(&joint)).filter(|kinds| !kinds.is_empty()),
        ),
        ("engagement-from", text(&about["from"])),
        ("engagement-until", text(&about["until"])),
        ("engagement-renews", said(&about["renews"])),
        (
            "engagement-information",
            coded("information", &about["information"]),
        ),
        ("engagement-personal", said(&about["personal_data"])),
        ("engagement-reference", text(&about["reference"])),
        ("engagement-closed", text(&seen["closed"])),
    ];
    let facts = facts.into_iter();
    facts
        .filter_map(|(key, value)| Some((say(key), value?)))
        .collect()
}

fn views(seen: &Value, language: Language) {
    let say = |key: &str| words::say(language, key, &[]);
    let word = |view: &Value| {
        let code = view["value"].as_str().unwrap_or("not-answered");
        let heard = match view["heard"] == true {
            true => format!(" ({})", say("engagement-heard-tag")),
            false => String::new(),
        };
        format!("{}{heard}", say(&format!("value-{code}")))
    };
    let own = seen["side"].as_str().unwrap_or_default();
    let (own, across) = match own {
        "client" => ("client", "vendor"),
        _ => ("vendor", "client"),
    };
    let rows = seen["views"].as_array().into_iter().flatten().map(|both| {
        let id = both["item"].as_str().unwrap_or_default();
        let name = catalogue()
            .item(id)
            .map(|item| of(&item.name, language).to_owned());
        let how = both["difference"].as_str();
        let how = how.map(|how| say(&format!("divergence-{how}")));
        let disputed = both["disputed_by"]
            .as_str()
            .map(|_| say("engagement-disputed"));
        let how: Vec<String> = how.into_iter().chain(disputed).collect();
        vec![
            id.to_owned(),
            name.unwrap_or_default(),
            word(&both[own]),
            word(&both[across]),
            how.join(&say("organisation-list-joint")),
        ]
    });
    let keys = [
        "standing-item",
        "standing-name",
        "engagement-ours",
        "engagement-theirs",
        "engagement-difference",
    ];
    let shape = [28, 34, 18, 22, 24].map(Column::Words);
    output::columns(&keys.map(say), &rows.collect::<Vec<_>>(), &shape);
}
