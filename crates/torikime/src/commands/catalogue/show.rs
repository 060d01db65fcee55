//! `torikime catalogue show ID`: one item, with its reasons, evidence and mappings.

use super::{code, said};
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use ledger::catalogue::{Effort, Item, Mapping, Text};
use report::words;
use std::process::ExitCode;
use survey::Language;
use web::api::items::Whole;
use web::catalogue::catalogue;

/// Prints an item.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let asked = matches.get_one::<String>("item").map_or("", String::as_str);
    let item = catalogue()
        .item(asked)
        .ok_or_else(|| Failure::unknown("catalogue-no-item", asked))?;
    if matches.get_flag("json") {
        output::json(&Whole::from(item));
    } else {
        print(item, language);
    }
    Ok(ExitCode::SUCCESS)
}

fn print(item: &Item, language: Language) {
    let say = |key: &str| words::say(language, key, &[]);
    let topic = catalogue().topic(&item.topic);
    let kind = say(&format!("catalogue-kind-{}", code(item.kind)));
    let effort = say(&format!("catalogue-effort-{}", effort(item.effort)));
    output::paragraph(&said(&item.name, language));
    output::line("");
    fact("cli-list-id", item.id.as_str(), language);
    fact("catalogue-kind", &kind, language);
    if let Some(topic) = topic {
        fact("catalogue-topic", &said(&topic.name, language), language);
    }
    fact("catalogue-effort", &effort, language);
    if let Some(day) = item.retired {
        fact("catalogue-retired", &day.to_string(), language);
    }
    part("catalogue-why", &[said(&item.why, language)], language);
    part("catalogue-plain", &[said(&item.plain, language)], language);
    part(
        "catalogue-evidence",
        &each(&item.evidence, language),
        language,
    );
    if let Some(term) = &item.term {
        part("catalogue-term", &[said(&term.text, language)], language);
        part("catalogue-settle", &each(&term.settle, language), language);
    }
    part("catalogue-values", &values(item, language), language);
    let maps: Vec<String> = item.maps.iter().map(|map| points(map, language)).collect();
    part("catalogue-maps", &maps, language);
}

fn fact(key: &str, value: &str, language: Language) {
    let name = words::say(language, key, &[]);
    let args = [("name", name), ("value", value.to_owned())];
    output::say(language, "cli-fact", &args);
}

/// A heading and what stands under it; nothing where there is nothing.
fn part(key: &str, texts: &[String], language: Language) {
    if texts.is_empty() {
        return;
    }
    output::line("");
    output::say(language, key, &[]);
    for text in texts {
        output::paragraph(&format!("- {text}"));
    }
}

fn each(texts: &[Text], language: Language) -> Vec<String> {
    texts.iter().map(|text| said(text, language)).collect()
}

/// What may be stated, each as it is written in a command.
fn values(item: &Item, language: Language) -> Vec<String> {
    let named = |code: &str| {
        let said = words::say(language, &format!("value-{code}"), &[]);
        let args = [("name", code.to_owned()), ("value", said)];
        words::say(language, "cli-fact", &args)
    };
    item.values().map(|value| named(value.code())).collect()
}

fn points(map: &Mapping, language: Language) -> String {
    let scheme = catalogue().scheme(&map.scheme);
    let name = scheme.map(|scheme| said(&scheme.name, language));
    let args = [
        ("name", map.to_string()),
        ("value", name.unwrap_or_default()),
    ];
    words::say(language, "cli-fact", &args)
}

fn effort(effort: Effort) -> &'static str {
    match effort {
        Effort::Hours => "hours",
        Effort::Days => "days",
        Effort::Weeks => "weeks",
        Effort::Months => "months",
    }
}
