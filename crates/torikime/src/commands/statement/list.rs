//! `torikime statement list`: every item and what is in force of it, now or on a day.

use crate::client::Client;
use crate::columns::Column;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use ledger::catalogue::Item;
use report::words;
use serde_json::Value;
use std::process::ExitCode;
use survey::Language;
use web::catalogue::{catalogue, text};

/// Lists what is stated.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let seen = client.look("/statements", matches.get_one("at"))?;
    if matches.get_flag("json") {
        output::json(&seen);
    } else {
        print(&seen, language);
    }
    Ok(ExitCode::SUCCESS)
}

/// What is in force of an item; none where it is *not answered*.
pub(super) fn in_force<'a>(seen: &'a Value, item: &str) -> Option<&'a Value> {
    let all = seen["statements"].as_array()?;
    let of = all.iter().find(|stated| stated["item"] == item)?;
    Some(&of["standing"]).filter(|standing| !standing.is_null())
}

fn print(seen: &Value, language: Language) {
    let items = catalogue().items.iter();
    let items = items.filter(|item| item.kind.is_of_house());
    let rows: Vec<Vec<String>> = items.filter_map(|item| row(seen, item, language)).collect();
    let keys = [
        "standing-item",
        "standing-name",
        "standing-value",
        "standing-from",
        "standing-note",
    ];
    let head = keys.map(|key| words::say(language, key, &[]));
    let shape = [26, 34, 16, 12, 30].map(Column::Words);
    output::columns(&head, &rows, &shape);
}

/// A line of the list; none of an item that is retired and was never stated.
fn row(seen: &Value, item: &Item, language: Language) -> Option<Vec<String>> {
    let standing = in_force(seen, item.id.as_str());
    if standing.is_none() && item.retired.is_some() {
        return None;
    }
    let field = |name: &str| standing.and_then(|standing| standing[name].as_str());
    let value = field("value").unwrap_or("not-answered");
    let erased = standing.is_some_and(|standing| standing["note_erased"] == true);
    let note = match erased {
        true => words::say(language, "standing-redacted", &[]),
        false => field("note").unwrap_or_default().to_owned(),
    };
    Some(vec![
        item.id.to_string(),
        text(&item.name, language).to_owned(),
        words::say(language, &format!("value-{value}"), &[]),
        field("from").unwrap_or_default().to_owned(),
        note,
    ])
}
