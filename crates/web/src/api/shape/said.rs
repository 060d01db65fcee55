//! What the organisation states, and the lines of its ledger, field by field.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ledger::body::house::Value;
use ledger::bytes::Canonical;
use ledger::view::Note;
use ledger::view::house::{StandingView, StatementView};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use store::door::NamedLine;

fn value(_: &mut SchemaGenerator) -> Schema {
    let codes: Vec<&str> = Value::ALL.iter().map(|value| value.code()).collect();
    json_schema!({ "type": "string", "enum": codes })
}

/// What the organisation states.
#[derive(Serialize, JsonSchema)]
pub struct Standings {
    /// Each item it ever stated something of.
    pub statements: Vec<Standing>,
}

/// One item as the organisation states it.
#[derive(Serialize, JsonSchema)]
pub struct Standing {
    /// The item's id.
    pub item: String,
    /// What is in force on the day; null before the first takes effect, and where nothing is stated: *not answered*.
    pub standing: Option<Statement>,
    /// All statements, the last recorded first.
    pub history: Vec<Statement>,
}

/// A statement.
#[derive(Serialize, JsonSchema)]
pub struct Statement {
    /// Its place in the ledger.
    pub seq: u64,
    /// What is stated.
    #[schemars(schema_with = "value")]
    pub value: Value,
    /// From this day.
    pub from: String,
    /// When it was recorded.
    pub recorded: String,
    /// The number of who said it.
    pub person: Option<String>,
    /// In the organisation's own words; null where none were given, or they were erased.
    pub note: Option<String>,
    /// Whether there were words that were erased since.
    pub note_erased: bool,
    /// The place of the statement that stands in for it.
    pub corrected_by: Option<u64>,
}

/// The words of a note, as far as they still stand.
pub(super) fn words(note: Option<&Note>) -> Option<String> {
    match note {
        Some(Note::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

impl From<&StatementView> for Statement {
    fn from(seen: &StatementView) -> Self {
        Self {
            seq: seen.seq,
            value: seen.value,
            from: seen.from.to_string(),
            recorded: seen.recorded.to_string(),
            person: seen.person.map(|person| person.to_string()),
            note: words(seen.note.as_ref()),
            note_erased: seen.note == Some(Note::Redacted),
            corrected_by: seen.corrected_by,
        }
    }
}

impl From<&StandingView> for Standing {
    fn from(seen: &StandingView) -> Self {
        Self {
            item: seen.item.to_string(),
            standing: seen.standing.as_ref().map(Statement::from),
            history: seen.history.iter().map(Statement::from).collect(),
        }
    }
}

/// Statements to make: all are recorded, or none.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stating {
    /// In the order in which they are recorded.
    #[schemars(length(min = 1, max = 500))]
    pub statements: Vec<NewStatement>,
}

/// A statement to make.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStatement {
    /// The item's id.
    pub item: String,
    /// What is stated.
    #[schemars(schema_with = "value")]
    pub value: Value,
    /// From this day, as people write days.
    pub from: String,
    /// In the organisation's own words; the reason where the item does not apply.
    #[serde(default)]
    pub note: Option<String>,
    /// The place of the earlier statement it stands in for.
    #[serde(default)]
    pub corrects: Option<u64>,
}

/// Where the ledger ends.
#[derive(Serialize, JsonSchema)]
pub struct Head {
    /// Which ledger.
    pub ledger: String,
    /// Number of lines.
    pub length: u64,
    /// Hash of the last line.
    pub hash: String,
    /// What the server's word is checked with: name and public key.
    pub verifier: String,
}

/// Lines of the ledger.
#[derive(Serialize, JsonSchema)]
pub struct Lines {
    /// In their order.
    pub lines: Vec<Line>,
    /// Where the next page begins; null at the end.
    pub next: Option<u64>,
}

/// A line of the ledger.
#[derive(Serialize, JsonSchema)]
pub struct Line {
    /// Its place, from 0.
    pub seq: u64,
    /// What kind of thing is said.
    pub kind: String,
    /// When it was recorded.
    pub recorded: String,
    /// The number of who said it.
    pub person: Option<String>,
    /// Their name, where it is known still.
    pub name: Option<String>,
    /// In which way they acted.
    pub way: String,
    /// The line it stands in for.
    pub corrects: Option<u64>,
    /// The line that stands in for it.
    pub corrected_by: Option<u64>,
    /// Its hash.
    pub hash: String,
    /// The hash of the line before.
    pub previous: String,
    /// Its canonical bytes in base64.
    pub bytes: String,
}

impl From<&NamedLine> for Line {
    fn from(named: &NamedLine) -> Self {
        let entry = &named.line.entry;
        Self {
            seq: entry.seq,
            kind: entry.kind().code().to_owned(),
            recorded: entry.recorded.to_string(),
            person: entry.author.person.map(|person| person.to_string()),
            name: named.author.clone(),
            way: entry.author.means.way.code().to_owned(),
            corrects: entry.corrects,
            corrected_by: named.line.corrected_by,
            hash: entry.hash().to_string(),
            previous: entry.previous.to_string(),
            bytes: STANDARD.encode(entry.to_bytes()),
        }
    }
}
