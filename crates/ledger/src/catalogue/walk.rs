//! Compares one TOML file with its schema and reports everything that does not fit, each with its line.
//!
//! A deserialiser stops at the first mistake; whoever writes a catalogue wants to see all of them.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Problem;

/// What reading a file gave.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The file's name.
    pub file: String,
    /// What was written, as JSON; what does not fit is null.
    pub content: Value,
    /// The line of every field by its path.
    lines: BTreeMap<String, u32>,
}

impl Reading {
    /// A problem in a field, at its line or that of the nearest field around it.
    pub fn problem(&self, code: &'static str, path: &str) -> Problem {
        let mut around = path;
        let line = loop {
            match (self.lines.get(around), around.rsplit_once('.')) {
                (Some(line), _) => break Some(*line),
                (None, Some((outer, _))) => around = outer,
                (None, None) => break None,
            }
        };
        Problem::of_file(&self.file, code).at(line).in_field(path)
    }
}

/// Reads a file against a schema without references.
pub(super) fn read(file: &str, text: &str, schema: &Value, problems: &mut Vec<Problem>) -> Reading {
    let breaks = Breaks::of(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        problems.extend(errors.iter().map(|error| syntax(file, &breaks, error)));
        return Reading {
            file: file.to_owned(),
            ..Reading::default()
        };
    }
    let mut walk = Walk {
        file,
        breaks,
        lines: BTreeMap::new(),
        problems,
    };
    let content = walk.table(table.get_ref(), &(0..0), schema, "");
    Reading {
        file: file.to_owned(),
        content,
        lines: walk.lines,
    }
}

fn syntax(file: &str, breaks: &Breaks, error: &toml::de::Error) -> Problem {
    let code = match error.message().contains("duplicate key") {
        true => "duplicate-field",
        false => "toml-syntax",
    };
    let line = error.span().map(|span| breaks.line(span.start));
    Problem::of_file(file, code)
        .at(line)
        .with("detail", error.message())
}

/// Where lines end, to turn offsets into line numbers.
struct Breaks(Vec<usize>);

impl Breaks {
    fn of(text: &str) -> Breaks {
        Breaks(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    fn line(&self, offset: usize) -> u32 {
        let before = self.0.partition_point(|at| *at < offset);
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }
}

struct Walk<'a> {
    file: &'a str,
    breaks: Breaks,
    lines: BTreeMap<String, u32>,
    problems: &'a mut Vec<Problem>,
}

impl Walk<'_> {
    fn report(&mut self, code: &'static str, at: &Range<usize>, path: &str) -> &mut Problem {
        let problem = Problem::of_file(self.file, code);
        let problem = problem.at(Some(self.breaks.line(at.start))).in_field(path);
        let last = self.problems.len();
        self.problems.push(problem);
        &mut self.problems[last]
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, schema: &Value, path: &str) -> Value {
        let at = value.span();
        let schema = present(schema);
        match (value.get_ref(), expected(schema)) {
            (DeValue::Table(table), "object") => self.table(table, &at, schema, path),
            (DeValue::Array(items), "array") => self.array(items.iter(), &at, schema, path),
            (DeValue::String(text), "string") => self.string(text, &at, schema, path),
            (DeValue::Boolean(value), "boolean") => Value::Bool(*value),
            (_, expected) => {
                let expected = expected.to_owned();
                let problem = self.report("wrong-type", &at, path);
                problem.args.push(("expected", expected));
                Value::Null
            }
        }
    }

    fn table(
        &mut self,
        table: &DeTable<'_>,
        at: &Range<usize>,
        schema: &Value,
        path: &str,
    ) -> Value {
        let mut object = Map::new();
        for (key, value) in table {
            let name: &str = key.get_ref();
            let path = join(path, name);
            self.lines
                .insert(path.clone(), self.breaks.line(key.span().start));
            match schema["properties"].get(name) {
                Some(schema) => {
                    object.insert(name.to_owned(), self.value(value, schema, &path));
                }
                None => {
                    let problem = self.report("unknown-field", &key.span(), &path);
                    problem.args.push(("name", name.to_owned()));
                }
            }
        }
        let required = schema["required"].as_array().into_iter().flatten();
        let required = required.filter_map(Value::as_str);
        for name in required.filter(|name| !table.contains_key(*name)) {
            let code = match name {
                "ja" | "en" => "missing-language",
                _ => "missing-field",
            };
            let problem = self.report(code, at, &join(path, name));
            problem.args.push(("name", name.to_owned()));
        }
        Value::Object(object)
    }

    fn array<'v>(
        &mut self,
        items: impl Iterator<Item = &'v Spanned<DeValue<'v>>>,
        at: &Range<usize>,
        schema: &Value,
        path: &str,
    ) -> Value {
        let mut names = Names::new(path);
        let items: Vec<Value> = items
            .map(|item| {
                let id = item
                    .get_ref()
                    .get("id")
                    .and_then(|id| id.get_ref().as_str());
                let path = names.next(id);
                self.lines
                    .insert(path.clone(), self.breaks.line(item.span().start));
                self.value(item, &schema["items"], &path)
            })
            .collect();
        if items.is_empty() && path.ends_with(".evidence") | path.ends_with(".settle") {
            self.report("empty-list", at, path);
        }
        Value::Array(items)
    }

    fn string(&mut self, text: &str, at: &Range<usize>, schema: &Value, path: &str) -> Value {
        let allowed = allowed(schema);
        if text.trim().is_empty() {
            self.report("empty-text", at, path);
        } else if !allowed.is_empty() && !allowed.contains(&text) {
            let args = [("value", text.to_owned()), ("allowed", allowed.join(", "))];
            self.report("unknown-value", at, path).args.extend(args);
        } else if schema["format"] == "date" && text.parse::<jiff::civil::Date>().is_err() {
            let value = ("value", text.to_owned());
            self.report("bad-date", at, path).args.push(value);
        }
        Value::from(text)
    }
}

/// What an optional field holds when it is there.
fn present(schema: &Value) -> &Value {
    let any = schema["anyOf"].as_array();
    any.and_then(|any| any.iter().find(|one| one["type"] != "null"))
        .unwrap_or(schema)
}

/// The type a schema asks for, `null` apart; an enumeration is a string.
fn expected(schema: &Value) -> &str {
    let several = schema["type"].as_array().into_iter().flatten();
    let one = several
        .filter_map(Value::as_str)
        .find(|kind| *kind != "null");
    one.or_else(|| schema["type"].as_str()).unwrap_or("string")
}

/// The words an enumeration allows; none for free text.
fn allowed(schema: &Value) -> Vec<&str> {
    let listed = schema["enum"].as_array().into_iter().flatten();
    let single = schema["oneOf"].as_array().into_iter().flatten();
    let single = single.filter_map(|one| one.get("const"));
    listed.chain(single).filter_map(Value::as_str).collect()
}

fn join(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        _ => format!("{path}.{name}"),
    }
}

/// Names the elements of a list for field paths: an item by its id alone, others by list and id, the second of one
/// id as `id#2`, by position where there is no id.
pub(super) struct Names<'a> {
    list: &'a str,
    seen: BTreeMap<String, usize>,
    count: usize,
}

impl<'a> Names<'a> {
    pub fn new(list: &'a str) -> Names<'a> {
        Names {
            list,
            seen: BTreeMap::new(),
            count: 0,
        }
    }

    pub fn next(&mut self, id: Option<&str>) -> String {
        self.count += 1;
        let Some(id) = id else {
            return join(self.list, &self.count.to_string());
        };
        let seen = self.seen.entry(id.to_owned()).or_default();
        *seen += 1;
        let name = match *seen {
            1 => id.to_owned(),
            times => format!("{id}#{times}"),
        };
        match self.list {
            "self-check" | "rule" | "requirement" => name,
            list => join(list, &name),
        }
    }
}
