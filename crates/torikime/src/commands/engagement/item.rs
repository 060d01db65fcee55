//! `torikime item …`: the organisation's own list of items, changed one by one or by a table.

use super::work::values;
use super::{all, given};
use crate::client::Client;
use crate::columns::Column as Place;
use crate::commands::path as file_path;
use crate::commands::statement::recorded;
use crate::failure::Failure;
use crate::{folder, output};
use clap::ArgMatches;
use ledger::body::listed::OwnItem;
use ledger::view::listed::{ListedItem, OwnList};
use report::words;
use serde_json::{Value, json};
use std::process::ExitCode;
use survey::{Language, Problem};
use web::own_list::plan::{Fate, Planned, over, plan};
use web::own_list::{Column, cell, read};

/// Runs the command on the list that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    match matches.subcommand() {
        Some(("list", matches)) => list(matches, language),
        Some(("set", matches)) => set(matches, language),
        Some(("drop", matches)) => {
            let body = json!({ "dropped": all(matches, "item-number") });
            change(matches, &body, language)
        }
        Some(("import", matches)) => import(matches, language),
        _ => Ok(ExitCode::from(2)),
    }
}

fn change(matches: &ArgMatches, body: &Value, language: Language) -> Result<ExitCode, Failure> {
    let done = Client::of(matches, language)?.act("/items", body)?;
    Ok(recorded(&done, matches, language))
}

fn set(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let item = json!({
        "number": given(matches, "item-number"),
        "topic": given(matches, "topic-name"),
        "name": given(matches, "item-name"),
        "reason": given(matches, "why"),
        "text": given(matches, "wording"),
        "proof": given(matches, "proof"),
        "flow_down": matches.get_flag("flow-down"),
    });
    change(matches, &json!({ "items": [item] }), language)
}

fn own(one: &Value) -> OwnItem {
    let text = |field: &str| one[field].as_str().map(str::to_owned);
    OwnItem {
        number: text("number").unwrap_or_default(),
        topic: text("topic"),
        name: text("name").unwrap_or_default(),
        reason: text("reason"),
        text: text("text"),
        proof: text("proof"),
        flow_down: one["flow_down"] == true,
    }
}

/// The list as the server has it.
fn known(seen: &Value) -> OwnList {
    let listed = |one: &Value| {
        Some(ListedItem {
            item: own(one),
            seq: one["seq"].as_u64()?,
            recorded: one["recorded"].as_str()?.parse().ok()?,
        })
    };
    OwnList {
        items: values(&seen["items"]).filter_map(listed).collect(),
        last: None,
    }
}

fn list(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let seen = Client::of(matches, language)?.look("/items", matches.get_one("at"))?;
    if matches.get_flag("json") {
        output::json(&seen);
        return Ok(ExitCode::SUCCESS);
    }
    let list = known(&seen);
    if matches.get_flag("csv") {
        let bytes = web::own_list::file(&list, "items.csv", language);
        output::bytes(&bytes.unwrap_or_default());
        return Ok(ExitCode::SUCCESS);
    }
    let heads = Column::ALL.map(|column| column.heading(language));
    let row = |one: &ListedItem| Column::ALL.map(|column| cell(&one.item, column, language));
    let rows: Vec<Vec<String>> = list.items.iter().map(|one| row(one).into()).collect();
    let widths = [8, 14, 24, 20, 30, 18, 8].map(Place::Words);
    output::columns(&heads, &rows, &widths);
    Ok(ExitCode::SUCCESS)
}

/// Takes a table over: what is new or changed, all of it in one entry or nothing.
fn import(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let path = file_path(matches, "item-table");
    let name = path.display().to_string();
    let table = read::read(&folder::read(path)?, &name)?;
    let client = Client::of(matches, language)?;
    let list = known(&client.look("/items", None)?);
    let planned = plan(table.lines, &list);
    let wrong = planned.iter().filter_map(|row| match &row.fate {
        Fate::Wrong(problems) => Some(problems.clone()),
        _ => None,
    });
    let mut wrong: Vec<Problem> = wrong.flatten().collect();
    wrong.extend(over(&planned, &list, &name));
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let items: Vec<Value> = planned
        .iter()
        .filter_map(|row| row.fate.item())
        .map(sent)
        .collect();
    let idle = items.is_empty() || matches.get_flag("dry-run");
    let done = match idle {
        true => Value::Null,
        false => client.act("/items", &json!({ "items": items }))?,
    };
    match matches.get_flag("json") {
        true => output::json(&json!({ "items": items, "recorded": done["recorded"] })),
        false => told(&planned, idle, language),
    }
    Ok(ExitCode::SUCCESS)
}

fn sent(item: &OwnItem) -> Value {
    json!({
        "number": item.number,
        "topic": item.topic,
        "name": item.name,
        "reason": item.reason,
        "text": item.text,
        "proof": item.proof,
        "flow_down": item.flow_down,
    })
}

fn told(planned: &[Planned], idle: bool, language: Language) {
    let joint = words::say(language, "register-joint", &[]);
    for row in planned {
        let fate = match &row.fate {
            Fate::New(_) => words::say(language, "items-will-add", &[]),
            Fate::Changed(_, columns) => {
                let columns = columns.iter().map(|column| column.heading(language));
                let columns = columns.collect::<Vec<_>>().join(&joint);
                words::say(language, "items-will-change", &[("columns", columns)])
            }
            Fate::Same | Fate::Wrong(_) => words::say(language, "items-will-stay", &[]),
        };
        let (number, name) = &row.called;
        output::line(&format!("{number}  {name}  {fate}"));
    }
    let key = match idle {
        true => "deciding-items-not-recorded",
        false => "deciding-items-recorded",
    };
    output::say(language, key, &[]);
}
