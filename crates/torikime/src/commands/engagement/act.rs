//! What a side does to an engagement: who answers for it, views, disputes, links, its end.

use super::{all, given, path};
use crate::client::{Client, encoded};
use crate::commands::org::day;
use crate::commands::statement::import::Taken;
use crate::commands::statement::recorded;
use crate::failure::Failure;
use clap::ArgMatches;
use ledger::body::shared::View;
use serde_json::{Value, json};
use std::process::ExitCode;
use survey::Language;

/// Records something below the engagement's address.
pub(super) fn act(
    matches: &ArgMatches,
    language: Language,
    below: &str,
    body: &Value,
) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let done = client.act(&format!("{}{below}", path(matches)), body)?;
    Ok(recorded(&done, matches, language))
}

/// Names who answers for it.
pub fn responsible(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let body = json!({ "person": given(matches, "person"), "from": given(matches, "from") });
    act(matches, language, "/responsible", &body)
}

/// States one view.
pub fn state(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let view = json!({
        "item": given(matches, "item"),
        "value": given(matches, "view"),
        "from": day(matches),
        "note": given(matches, "note"),
    });
    let body = json!({ "views": [view], "heard": matches.get_flag("heard") });
    act(matches, language, "/views", &body)
}

/// Records what changed in a table of views.
pub fn state_all(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let taken = Taken::<View>::of(matches, language)?;
    let client = Client::of(matches, language)?;
    let heard = matches.get_flag("heard");
    let seen = client.look(&path(matches), None)?;
    let own = seen["side"].as_str().unwrap_or_default();
    let side = match (own, heard) {
        ("client", false) | ("vendor", true) => "client",
        _ => "vendor",
    };
    let stated = |item: &str| {
        let mut views = seen["views"].as_array()?.iter();
        let both = views.find(|both| both["item"] == item)?;
        Some(&both[side]).filter(|said| !said.is_null() && (said["heard"] == true) == heard)
    };
    let record = |views: Vec<Value>| {
        let body = json!({ "views": views, "heard": heard });
        client.act(&format!("{}/views", path(matches)), &body)
    };
    taken.settle(stated, record)
}

/// Marks a difference as disputed, or as no longer so.
pub fn dispute(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let body = json!({
        "item": given(matches, "item"),
        "disputed": !matches.get_flag("settled"),
        "note": given(matches, "note"),
    });
    act(matches, language, "/disputes", &body)
}

fn new_link(matches: &ArgMatches) -> Value {
    json!({
        "verbs": all(matches, "verb"),
        "items": all(matches, "items"),
        "to": given(matches, "to"),
        "days": matches.get_one::<u8>("days"),
    })
}

/// Gives a link to a side, which is shown this once.
pub fn link(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let own = client.look(&path(matches), None)?["side"].take();
    let across = match own.as_str() {
        Some("client") => "vendor",
        _ => "client",
    };
    let side = match matches.get_flag("own") {
        true => own,
        false => across.into(),
    };
    let body = json!({ "side": side, "link": new_link(matches) });
    let done = client.act(&format!("{}/links", path(matches)), &body)?;
    Ok(recorded(&done, matches, language))
}

/// Calls a link back.
pub fn revoke(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let link = given(matches, "link-number").unwrap_or_default();
    let below = format!("/links/{}/revoke", encoded(&link));
    act(matches, language, &below, &json!({}))
}

/// Asks the other side of many for the same items: a link for each, or none.
pub fn ask(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let body = json!({ "engagements": all(matches, "engagements"), "link": new_link(matches) });
    let done = client.act("/engagements/ask", &body)?;
    Ok(recorded(&done, matches, language))
}

/// Ends it.
pub fn end(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let body = json!({ "on": given(matches, "on") });
    act(matches, language, "/end", &body)
}
