//! Compares a TOML tree with the schema of its file and reports everything that does not fit, each with its line.
//!
//! A deserialiser stops at the first mistake; someone who writes a study wants to see all of them.
//! What fits is handed on as JSON, with native dates as text.

use std::ops::Range;

use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::lines::{Breaks, Lines, Names};
use crate::{Place, Problem};

/// One walk over a file.
pub struct Walk<'a> {
    /// Name of the file.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Its line breaks.
    pub breaks: Breaks,
    /// The whole schema, for references into it.
    pub schema: &'a Value,
    /// Lines found on the way.
    pub lines: Lines,
    /// Problems found on the way.
    pub problems: Vec<Problem>,
}

impl<'a> Walk<'a> {
    /// The root table as JSON.
    pub fn root(&mut self, table: &DeTable<'_>) -> Value {
        let schema = self.schema;
        self.table(table, 0..0, schema, "")
    }

    fn report(
        &mut self,
        code: &'static str,
        at: &Range<usize>,
        path: &str,
        args: &[(&'static str, &str)],
    ) {
        let line = self.breaks.line(at.start);
        let place = Place::file(self.file).at(line).in_field(path);
        let problem = Problem::error(code, place);
        let problem = args
            .iter()
            .fold(problem, |problem, (name, value)| problem.with(name, value));
        self.problems.push(problem);
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, schema: &'a Value, path: &str) -> Value {
        let schema = self.resolve(schema);
        let at = value.span();
        match (value.get_ref(), expected(schema)) {
            (DeValue::Table(table), "object") => self.table(table, at, schema, path),
            (DeValue::Array(items), "array") => {
                let items: Vec<_> = items.iter().collect();
                self.array(&items, schema, path)
            }
            (DeValue::String(text), "string") => self.string(text, &at, schema, path),
            (DeValue::Datetime(day), "string") => self.string(&day.to_string(), &at, schema, path),
            (DeValue::Boolean(value), "boolean") => Value::Bool(*value),
            (DeValue::Integer(value), "integer") => {
                self.integer(value.as_str(), value.radix(), &at, schema, path)
            }
            (DeValue::Integer(_) | DeValue::Float(_), "number") => self.number(&at, path),
            (_, kind) => self.mismatch(kind, schema, &at, path),
        }
    }

    fn mismatch(&mut self, kind: &str, schema: &'a Value, at: &Range<usize>, path: &str) -> Value {
        let code = match kind {
            "object" => "expected-table",
            "array" if expected(self.resolve(&schema["items"])) == "object" => "expected-tables",
            "array" => "expected-list",
            "boolean" => "expected-true-false",
            "integer" => "expected-whole-number",
            "number" => "expected-number",
            _ => "expected-text",
        };
        let found = snippet(self.text, at);
        self.report(code, at, path, &[("found", &found), ("name", last(path))]);
        Value::Null
    }

    fn table(
        &mut self,
        table: &DeTable<'_>,
        at: Range<usize>,
        schema: &'a Value,
        path: &str,
    ) -> Value {
        let known = schema["properties"].as_object();
        let mut object = Map::new();
        for (key, value) in table {
            let name: &str = key.get_ref();
            let path = join(path, name);
            self.lines.note(&path, self.breaks.line(key.span().start));
            // A table of free names (value = meaning) has one schema for all of them.
            let any = Some(&schema["additionalProperties"]).filter(|any| any.is_object());
            match known.and_then(|known| known.get(name)).or(any) {
                Some(schema) => {
                    let value = self.value(value, schema, &path);
                    object.insert(name.to_owned(), value);
                }
                None => self.unknown_field(name, known, &key.span(), &path),
            }
        }
        for name in required(schema).filter(|name| !table.contains_key(*name)) {
            self.report("missing-field", &at, &join(path, name), &[("name", name)]);
        }
        Value::Object(object)
    }

    fn unknown_field(
        &mut self,
        name: &str,
        known: Option<&'a Map<String, Value>>,
        at: &Range<usize>,
        path: &str,
    ) {
        let known: Vec<&str> = known
            .into_iter()
            .flatten()
            .map(|(key, _)| key.as_str())
            .collect();
        let known = known.join(", ");
        self.report(
            "unknown-field",
            at,
            path,
            &[("name", name), ("known", &known)],
        );
    }

    fn array(&mut self, items: &[&Spanned<DeValue<'_>>], schema: &'a Value, path: &str) -> Value {
        let mut names = Names::default();
        let items = items.iter().map(|item| {
            let id = item
                .get_ref()
                .get("id")
                .and_then(|id| id.get_ref().as_str());
            let path = join(path, &names.next(id));
            self.lines.note(&path, self.breaks.line(item.span().start));
            self.value(item, &schema["items"], &path)
        });
        Value::Array(items.collect())
    }

    fn string(&mut self, text: &str, at: &Range<usize>, schema: &'a Value, path: &str) -> Value {
        let allowed = allowed(schema);
        if !allowed.is_empty() && !allowed.contains(&text) {
            let allowed = allowed.join(", ");
            self.report(
                "unknown-value",
                at,
                path,
                &[("value", text), ("allowed", &allowed)],
            );
        }
        if schema["format"] == "date" && text.parse::<jiff::civil::Date>().is_err() {
            self.report("bad-date", at, path, &[("value", text)]);
        }
        Value::from(text)
    }

    fn integer(
        &mut self,
        digits: &str,
        radix: u32,
        at: &Range<usize>,
        schema: &'a Value,
        path: &str,
    ) -> Value {
        let (low, high) = limits(schema);
        let value = i64::from_str_radix(digits, radix).ok();
        match value.filter(|value| (low..=high).contains(value)) {
            Some(value) => Value::from(value),
            None => {
                let found = snippet(self.text, at);
                let (low, high) = (low.to_string(), high.to_string());
                let args = [("value", &*found), ("low", &*low), ("high", &*high)];
                self.report("number-out-of-range", at, path, &args);
                Value::Null
            }
        }
    }

    fn number(&mut self, at: &Range<usize>, path: &str) -> Value {
        let written = self
            .text
            .get(at.clone())
            .unwrap_or_default()
            .replace('_', "");
        match written.parse::<f64>() {
            Ok(value) if value.is_finite() => Value::from(value),
            _ => self.mismatch("number", &Value::Null, at, path),
        }
    }

    /// Follows references, and looks through `null` to what an optional field may hold.
    fn resolve(&self, schema: &'a Value) -> &'a Value {
        let target = schema["$ref"]
            .as_str()
            .and_then(|path| self.schema.pointer(path.trim_start_matches('#')));
        let some = |any: &'a Value| any.as_array()?.iter().find(|one| one["type"] != "null");
        match (target, some(&schema["anyOf"])) {
            (Some(target), _) | (None, Some(target)) => self.resolve(target),
            (None, None) => schema,
        }
    }
}

/// The type a schema asks for; a list of alternatives without a type is a list of words.
fn expected(schema: &Value) -> &str {
    match &schema["type"] {
        Value::String(kind) => kind,
        Value::Array(kinds) => kinds
            .iter()
            .filter_map(Value::as_str)
            .find(|kind| *kind != "null")
            .unwrap_or("string"),
        _ => "string",
    }
}

fn required(schema: &Value) -> impl Iterator<Item = &str> {
    let names = schema["required"].as_array();
    names.into_iter().flatten().filter_map(Value::as_str)
}

/// The words an enumeration allows; empty for free text.
fn allowed(schema: &Value) -> Vec<&str> {
    let alternatives = schema["oneOf"].as_array().into_iter().flatten();
    std::iter::once(schema)
        .chain(alternatives)
        .flat_map(|one| {
            let listed = one["enum"].as_array().into_iter().flatten();
            listed.chain(one.get("const"))
        })
        .filter_map(Value::as_str)
        .collect()
}

fn limits(schema: &Value) -> (i64, i64) {
    let unsigned = schema["format"]
        .as_str()
        .is_some_and(|format| format.starts_with("uint"));
    let high = match schema["format"].as_str() {
        Some("uint32") => i64::from(u32::MAX),
        Some("uint8") => i64::from(u8::MAX),
        _ => i64::MAX,
    };
    (if unsigned { 0 } else { i64::MIN }, high)
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

fn last(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(_, name)| name)
}

/// The first line of what is written at a place, shortened.
fn snippet(text: &str, at: &Range<usize>) -> String {
    let written = text.get(at.clone()).unwrap_or_default();
    let line = written.lines().next().unwrap_or_default();
    let short: String = line.chars().take(40).collect();
    if short.len() < written.len() {
        format!("{short}…")
    } else {
        short
    }
}
