//! Ids and texts, wherever they stand: ids well-formed and unique in their list, texts written in both languages.

use serde_json::Value;

use super::Report;
use crate::expr::RESERVED;
use crate::study::load::{ANALYSIS_FILE, QUESTIONNAIRE_FILE, STUDY_FILE};
use crate::study::read::lines::Names;

/// Checks the three TOML files.
pub fn check(report: &mut Report<'_>) {
    let study = report.study;
    for (file, content) in [
        (STUDY_FILE, serde_json::to_value(&study.header)),
        (
            QUESTIONNAIRE_FILE,
            serde_json::to_value(&study.questionnaire),
        ),
        (ANALYSIS_FILE, serde_json::to_value(&study.analysis)),
    ] {
        report.file = file;
        walk(report, "", "", &content.unwrap_or_default());
    }
    report.file = STUDY_FILE;
    let id = &study.header.id;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(plain) {
        report.error("bad-study-id", "id", &[("id", id)]);
    }
}

fn walk(report: &mut Report<'_>, path: &str, list: &str, value: &Value) {
    match value {
        Value::Object(fields) => {
            if fields.len() == 2 && fields.contains_key("ja") && fields.contains_key("en") {
                return text(report, path, value);
            }
            for (name, value) in fields {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                walk(report, &path, name, value);
            }
        }
        Value::Array(items) => {
            let mut names = Names::default();
            for item in items {
                let id = item["id"].as_str();
                let name = names.next(id);
                let path = format!("{path}.{name}");
                if let Some(id) = id {
                    identifier(report, &path, list, id, &name);
                }
                walk(report, &path, list, item);
            }
        }
        _ => {}
    }
}

fn text(report: &mut Report<'_>, path: &str, value: &Value) {
    for language in ["ja", "en"] {
        if value[language]
            .as_str()
            .is_none_or(|text| text.trim().is_empty())
        {
            let code = if language == "ja" {
                "empty-japanese"
            } else {
                "empty-english"
            };
            report.error(code, &format!("{path}.{language}"), &[]);
        }
    }
}

fn identifier(report: &mut Report<'_>, path: &str, list: &str, id: &str, name: &str) {
    if name != id {
        report.error("duplicate-id", &format!("{path}.id"), &[("id", id)]);
    }
    let letter = id.starts_with(|c: char| c.is_ascii_alphabetic());
    let code = match list {
        "question" if !plain(id) || !letter => "bad-question-id",
        "question" if RESERVED.contains(&id) => "reserved-id",
        "option" | "row" | "stratum" | "break" | "category" if !plain(id) => "bad-id",
        _ if id.is_empty()
            || id.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+') =>
        {
            "bad-list-id"
        }
        _ => return,
    };
    report.error(code, &format!("{path}.id"), &[("id", id)]);
}

/// Ids that expressions and lists name.
fn plain(id: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    !id.is_empty() && id.chars().all(inside)
}
