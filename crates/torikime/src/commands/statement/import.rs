//! `torikime statement import FILE`: a table of statements, of which what changed is recorded: all of it, or nothing.

use super::list::in_force;
use super::table::{self, Row, Stated};
use crate::client::{Client, Trouble};
use crate::failure::Failure;
use crate::{folder, output};
use clap::ArgMatches;
use ledger::body::house::Value as Standing;
use report::words;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;
use survey::Language;
use survey::read::SheetHint;

/// Reads the table, compares it with what is stated, and records the difference.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let taken = Taken::<Standing>::of(matches, language)?;
    let client = Client::of(matches, language)?;
    let stated = client.look("/statements", None)?;
    let record = |rows: Vec<Value>| {
        let body = json!({ "statements": rows });
        client.act("/statements", &body)
    };
    taken.settle(|item| in_force(&stated, item), record)
}

/// A table that was read, and what is to become of it.
pub(in crate::commands) struct Taken<'a, V> {
    table: table::Table<V>,
    matches: &'a ArgMatches,
    language: Language,
}

impl<'a, V: Stated> Taken<'a, V> {
    /// The table the command names.
    pub(in crate::commands) fn of(
        matches: &'a ArgMatches,
        language: Language,
    ) -> Result<Self, Failure> {
        let path = matches.get_one::<PathBuf>("statements");
        let path = path.cloned().unwrap_or_default();
        let hint = SheetHint {
            sheet: matches.get_one::<String>("sheet").cloned(),
            ..SheetHint::file(path.display().to_string())
        };
        let table = table::read(&folder::read(&path)?, &hint)?;
        output::problems(&table.warnings, language);
        Ok(Self {
            table,
            matches,
            language,
        })
    }

    /// Compares it with what is in force of each item, and records the difference: all of it, or nothing.
    pub(in crate::commands) fn settle<'b>(
        self,
        stated: impl Fn(&str) -> Option<&'b Value>,
        record: impl FnOnce(Vec<Value>) -> Result<Value, Failure>,
    ) -> Result<ExitCode, Failure> {
        let (matches, language) = (self.matches, self.language);
        let rows = self.table.rows.into_iter();
        let (same, changed): (Vec<Row<V>>, Vec<Row<V>>) =
            rows.partition(|row| is_stated(row, stated(&row.item)));
        let statements: Vec<Value> = changed.iter().map(sent).collect();
        let done = match matches.get_flag("check") || changed.is_empty() {
            true => Value::Null,
            false => record(statements.clone()).map_err(|failure| placed(failure, &changed))?,
        };
        if matches.get_flag("json") {
            output::json(&json!({
                "statements": statements,
                "unchanged": same.len(),
                "not_answered": self.table.unanswered,
                "recorded": done["recorded"],
            }));
            return Ok(ExitCode::SUCCESS);
        }
        changed.iter().for_each(|row| print(row, language));
        let args = [
            ("changed", changed.len().to_string()),
            ("same", same.len().to_string()),
            ("unanswered", self.table.unanswered.to_string()),
        ];
        let key = match done.is_null() {
            true => "statement-not-recorded",
            false => "statement-all-recorded",
        };
        output::say(language, key, &args);
        Ok(ExitCode::SUCCESS)
    }
}

/// Whether the row says what is in force already.
fn is_stated<V: Stated>(row: &Row<V>, now: Option<&Value>) -> bool {
    let Some(now) = now else {
        return false;
    };
    let noted = match row.erased {
        true => now["note_erased"] == true,
        false => now["note_erased"] != true && now["note"].as_str() == row.note.as_deref(),
    };
    now["value"] == row.value.code() && now["from"] == row.from.as_str() && noted
}

fn sent<V: Stated>(row: &Row<V>) -> Value {
    json!({ "item": row.item, "value": row.value.code(), "from": row.from, "note": row.note })
}

/// What the server says of a row is said of its place in the file.
fn placed<V>(failure: Failure, rows: &[Row<V>]) -> Failure {
    match failure {
        Failure::Client(Trouble::Told(told, None)) => {
            let row = told.at.and_then(|at| rows.get(at));
            Trouble::Told(told, row.map(|row| row.place.clone())).into()
        }
        other => other,
    }
}

fn print<V: Stated>(row: &Row<V>, language: Language) {
    let value = words::say(language, row.value.key(), &[]);
    let args = [
        ("item", row.item.clone()),
        ("value", value),
        ("day", row.from.clone()),
    ];
    output::say(language, "statement-line", &args);
}
