//! `torikime catalogue list`: the items of the catalogue that is built in, by kind and topic.

use super::said;
use crate::columns::Column;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use report::words;
use std::process::ExitCode;
use survey::Language;
use web::api::items::{Kind, Which};
use web::catalogue::catalogue;

/// Prints the items asked for.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let which = Which {
        kind: matches.get_one::<String>("kind").and_then(|kind| of(kind)),
        topic: matches.get_one::<String>("topic").cloned(),
    };
    if let Some(topic) = &which.topic {
        known(topic)?;
    }
    if matches.get_flag("json") {
        output::json(&which.answer());
    } else {
        print(&which, language);
    }
    Ok(ExitCode::SUCCESS)
}

fn of(code: &str) -> Option<Kind> {
    match code {
        "self-check" => Some(Kind::SelfCheck),
        "rule" => Some(Kind::Rule),
        "requirement" => Some(Kind::Requirement),
        _ => None,
    }
}

fn known(topic: &str) -> Result<(), Failure> {
    let topics = catalogue().topics.iter().map(|topic| topic.id.clone());
    match catalogue().topic(topic) {
        Some(_) => Ok(()),
        None => Err(Failure::Unknown {
            key: "catalogue-no-topic",
            name: topic.to_owned(),
            known: topics.collect(),
        }),
    }
}

fn print(which: &Which, language: Language) {
    let rows: Vec<Vec<String>> = which
        .items()
        .map(|item| {
            let topic = catalogue().topic(&item.topic);
            let topic = topic.map(|topic| said(&topic.name, language));
            vec![
                item.id.to_string(),
                topic.unwrap_or_default(),
                said(&item.name, language),
            ]
        })
        .collect();
    let head = ["cli-list-id", "catalogue-topic", "cli-list-title"];
    let head = head.map(|key| words::say(language, key, &[]));
    let shape = [Column::Words(40), Column::Words(18), Column::Words(60)];
    output::columns(&head, &rows, &shape);
    let args = [
        ("items", rows.len().to_string()),
        ("day", catalogue().version.to_string()),
        ("hash", catalogue().hash.to_string()),
    ];
    output::line("");
    output::say(language, "catalogue-version", &args);
}
