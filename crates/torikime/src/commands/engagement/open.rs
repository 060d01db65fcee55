//! `torikime engagement open | describe`: an engagement begun, and what is known of its work.

use super::{all, given, path};
use crate::client::Client;
use crate::commands::statement::recorded;
use crate::failure::Failure;
use clap::ArgMatches;
use serde_json::{Map, Value, json};
use std::process::ExitCode;
use survey::Language;

/// Opens an engagement, with a link for the side across where one is asked for.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let link =
        json!({ "verbs": ["state", "forward", "take"], "days": matches.get_one::<u8>("days") });
    let new = json!({
        "side": given(matches, "own-side"),
        "partner": given(matches, "partner"),
        "partner_number": given(matches, "partner-number"),
        "title": given(matches, "title"),
        "described": described(matches, Map::new()),
        "responsible": given(matches, "responsible"),
        "link": matches.get_flag("link").then_some(link),
    });
    let done = client.act("/engagements", &json!({ "engagements": [new] }))?;
    Ok(recorded(&done, matches, language))
}

/// What was known, with what is given in its place.
fn described(matches: &ArgMatches, mut known: Map<String, Value>) -> Value {
    known.remove("seq");
    let fields = [
        ("from", "first-day"),
        ("until", "last-day"),
        ("information", "information"),
        ("reference", "reference"),
    ];
    for (field, id) in fields {
        if let Some(text) = given(matches, id) {
            known.insert(field.to_owned(), text.into());
        }
    }
    for (field, id) in [("renews", "renews"), ("personal_data", "personal-data")] {
        if let Some(said) = given(matches, id) {
            known.insert(field.to_owned(), (said == "yes").into());
        }
    }
    let kinds = all(matches, "work");
    if !kinds.is_empty() {
        known.insert("kinds".to_owned(), kinds.into());
    }
    Value::Object(known)
}

/// Describes the work; what is not given stays, unless somebody changed it since it was looked at.
pub fn describe(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let (mut seen, head) = client.look_with_head(&path(matches))?;
    let known = match seen["described"].take() {
        Value::Object(known) => known,
        _ => Map::new(),
    };
    let body = json!({ "described": described(matches, known) });
    let place = format!("{}/description", path(matches));
    let done = client.act_on(&place, &body, head.as_deref())?;
    Ok(recorded(&done, matches, language))
}
