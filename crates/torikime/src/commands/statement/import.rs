//! `torikime statement import FILE`: a table of statements, of which what changed is recorded: all of it, or nothing.

use super::list::in_force;
use super::table::{self, Row};
use crate::client::{Client, Trouble};
use crate::failure::Failure;
use crate::{folder, output};
use clap::ArgMatches;
use report::words;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;
use survey::Language;
use survey::read::SheetHint;

/// Reads the table, compares it with what is stated, and records the difference.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let path = matches.get_one::<PathBuf>("statements");
    let path = path.cloned().unwrap_or_default();
    let hint = SheetHint {
        sheet: matches.get_one::<String>("sheet").cloned(),
        ..SheetHint::file(path.display().to_string())
    };
    let table = table::read(&folder::read(&path)?, &hint)?;
    output::problems(&table.warnings, language);
    let client = Client::of(matches, language)?;
    let stated = client.look("/statements", None)?;
    let (same, changed): (Vec<Row>, Vec<Row>) = table
        .rows
        .into_iter()
        .partition(|row| is_stated(row, &stated));
    let statements: Vec<Value> = changed.iter().map(sent).collect();
    let done = match matches.get_flag("check") || changed.is_empty() {
        true => Value::Null,
        false => record(&client, &statements, &changed)?,
    };
    if matches.get_flag("json") {
        output::json(&json!({
            "statements": statements,
            "unchanged": same.len(),
            "not_answered": table.unanswered,
            "recorded": done["recorded"],
        }));
        return Ok(ExitCode::SUCCESS);
    }
    changed.iter().for_each(|row| print(row, language));
    let args = [
        ("changed", changed.len().to_string()),
        ("same", same.len().to_string()),
        ("unanswered", table.unanswered.to_string()),
    ];
    let key = match done.is_null() {
        true => "statement-not-recorded",
        false => "statement-all-recorded",
    };
    output::say(language, key, &args);
    Ok(ExitCode::SUCCESS)
}

/// Whether the row says what is in force already.
fn is_stated(row: &Row, stated: &Value) -> bool {
    let Some(now) = in_force(stated, &row.item) else {
        return false;
    };
    let noted = match row.erased {
        true => now["note_erased"] == true,
        false => now["note_erased"] != true && now["note"].as_str() == row.note.as_deref(),
    };
    now["value"] == row.value.code() && now["from"] == row.from.as_str() && noted
}

fn sent(row: &Row) -> Value {
    json!({ "item": row.item, "value": row.value.code(), "from": row.from, "note": row.note })
}

/// Records the rows; what the server says of one is said of its place in the file.
fn record(client: &Client, statements: &[Value], rows: &[Row]) -> Result<Value, Failure> {
    let done = client.act("/statements", &json!({ "statements": statements }));
    done.map_err(|failure| match failure {
        Failure::Client(Trouble::Told(told, None)) => {
            let row = told.at.and_then(|at| rows.get(at));
            Trouble::Told(told, row.map(|row| row.place.clone())).into()
        }
        other => other,
    })
}

fn print(row: &Row, language: Language) {
    let value = words::say(language, &format!("value-{}", row.value.code()), &[]);
    let args = [
        ("item", row.item.clone()),
        ("value", value),
        ("day", row.from.clone()),
    ];
    output::say(language, "statement-line", &args);
}
