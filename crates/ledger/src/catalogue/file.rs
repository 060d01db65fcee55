//! The shapes of the catalogue's files, and their JSON schemas for editors and for the loader: one description of both.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Deserialize;
use serde_json::Value;

use super::item::{Effort, Scheme, Text, Topic};

/// `catalogue.toml`: version, topics, schemes.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Header {
    /// Day of this version: `2026-11-22`.
    #[schemars(extend("format" = "date"))]
    pub version: String,
    /// Topics in the order in which they are shown.
    pub topic: Vec<Topic>,
    /// Schemes to which items point.
    pub scheme: Vec<Scheme>,
}

/// Every other file: items by kind.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(dead_code)] // read element by element, so that one broken item does not hide the others
pub struct Items {
    /// Questions with which an organisation looks at itself.
    #[serde(default)]
    pub self_check: Vec<House>,
    /// Rules for an organisation's own people.
    #[serde(default)]
    pub rule: Vec<House>,
    /// Requirements two organisations may agree.
    #[serde(default)]
    pub requirement: Vec<Requirement>,
}

/// What every item has.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct House {
    /// Stable id: lower-case letters, digits and `-` in parts joined by dots; the first part names the kind.
    pub id: String,
    /// Id of a topic of `catalogue.toml`.
    pub topic: String,
    /// Short name; of a self-check, the question.
    pub name: Text,
    /// What goes wrong without it.
    pub why: Text,
    /// What to do, for somebody without an IT department.
    pub plain: Text,
    /// What shows that it is so.
    pub evidence: Vec<Text>,
    /// What it takes the first time.
    pub effort: Effort,
    /// Applies to everybody: "not applicable" is not offered.
    #[serde(default)]
    pub always: bool,
    /// Entries of schemes on the same subject: `scs:2-1-2`.
    #[serde(default)]
    pub maps: Vec<String>,
    /// Where a published study asked it: `ipa-2020-organisation:Q10.access`.
    #[serde(default)]
    pub study: Vec<String>,
    /// From this day no longer offered. Items are never removed.
    #[serde(default)]
    #[schemars(extend("format" = "date"))]
    pub retired: Option<String>,
}

/// A requirement: what every item has, and what a term needs.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Requirement {
    /// What every item has.
    #[serde(flatten)]
    pub house: House,
    /// A text to start from.
    pub term: Text,
    /// What both sides must settle.
    pub settle: Vec<Text>,
    /// Of little use unless agreed with subcontractors too.
    #[serde(default)]
    pub flow_down: bool,
}

/// The schema of `catalogue.toml`.
pub fn header_schema() -> Value {
    of::<Header>("catalogue.toml")
}

/// The schema of every other file of the catalogue.
pub fn items_schema() -> Value {
    of::<Items>("catalogue items")
}

/// Inlined, so that the loader needs to follow no references; closed, as the loader is.
fn of<T: JsonSchema>(title: &str) -> Value {
    let settings =
        SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), Value::from(title));
    let mut schema = schema.to_value();
    close(&mut schema);
    schema
}

fn close(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if object.get("properties").is_some_and(Value::is_object) {
                object.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            object.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}
