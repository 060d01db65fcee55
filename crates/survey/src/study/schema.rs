//! JSON schemas of the study files, for editors and for the loader: one description of the shapes, the types.

use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::{Analysis, Header, Questionnaire};

/// The schema of `study.toml`.
pub fn study() -> Value {
    of::<Header>("study.toml")
}

/// The schema of `questionnaire.toml`.
pub fn questionnaire() -> Value {
    of::<Questionnaire>("questionnaire.toml")
}

/// The schema of `analysis.toml`.
pub fn analysis() -> Value {
    of::<Analysis>("analysis.toml")
}

/// The three schemas by the path of their committed file, pretty-printed with a last line break.
pub fn files() -> [(&'static str, String); 3] {
    [
        ("golden/study.schema.json", print(&study())),
        ("golden/questionnaire.schema.json", print(&questionnaire())),
        ("golden/analysis.schema.json", print(&analysis())),
    ]
}

fn print(schema: &Value) -> String {
    format!("{schema:#}\n")
}

fn of<T: schemars::JsonSchema>(title: &str) -> Value {
    let mut schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<T>();
    schema.insert("title".to_owned(), Value::from(title));
    schema.to_value()
}
