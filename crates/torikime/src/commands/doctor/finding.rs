//! Something a check found, with its words.

use ledger::hash::Hash;
use ledger::moment::Moment;
use report::words;
use serde_json::{Value, json};
use std::path::Path;
use store::{StoreError, verify};
use survey::Language;

/// Something wrong: `doctor-CODE` in the words, with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    code: String,
    args: Vec<(&'static str, String)>,
    /// Whether it speaks of what is stored, not of how and where.
    pub of_data: bool,
}

impl Finding {
    /// What was computed anew differs from what is stored.
    pub fn of_store(found: &verify::Finding) -> Self {
        let shown = |place: Option<u64>| place.map_or("–".to_owned(), |place| place.to_string());
        let ledger = found
            .ledger
            .map_or("–".to_owned(), |ledger| ledger.to_string());
        Self {
            code: found.fault.code().to_owned(),
            args: vec![("ledger", ledger), ("place", shown(found.place))],
            of_data: true,
        }
    }

    /// The database cannot be read, or finds fault with its own file.
    pub fn of_file(cause: &str) -> Self {
        Self {
            code: "unreadable".to_owned(),
            args: vec![("cause", cause.to_owned())],
            of_data: true,
        }
    }

    /// The storage of files does not let itself be looked at.
    pub fn of_storage(error: &StoreError) -> Self {
        Self {
            code: format!("store-{}", error.code),
            args: vec![("cause", error.cause.clone())],
            of_data: false,
        }
    }

    /// A file that is not there, or not as it was put.
    pub fn of_blob(code: &str, hash: &Hash) -> Self {
        Self {
            code: code.to_owned(),
            args: vec![("hash", hash.to_string())],
            of_data: true,
        }
    }

    /// The clock is behind the last entry.
    pub fn clock(last: Moment, now: Moment) -> Self {
        Self {
            code: "clock-behind".to_owned(),
            args: vec![("last", last.to_string()), ("now", now.to_string())],
            of_data: false,
        }
    }

    /// Others than the owner may read a file.
    pub fn mode(path: &Path, mode: u32) -> Self {
        let args = vec![
            ("path", path.display().to_string()),
            ("mode", format!("{mode:03o}")),
        ];
        Self {
            code: "open-to-others".to_owned(),
            args,
            of_data: false,
        }
    }

    /// A test mail did not go.
    pub fn mail_not_sent(to: &str, code: &str) -> Self {
        Self {
            code: "mail-not-sent".to_owned(),
            args: vec![("address", to.to_owned()), ("code", code.to_owned())],
            of_data: false,
        }
    }

    /// Mails wait, and the last one tried did not go.
    pub fn mail_stuck(waiting: u64, failed: Moment, code: &str) -> Self {
        let args = vec![
            ("waiting", waiting.to_string()),
            ("failed", failed.to_string()),
            ("code", code.to_owned()),
        ];
        Self {
            code: "mail-stuck".to_owned(),
            args,
            of_data: false,
        }
    }

    /// The disk is nearly full.
    pub fn disk(free: String) -> Self {
        Self {
            code: "disk-low".to_owned(),
            args: vec![("free", free)],
            of_data: false,
        }
    }

    /// Cause and next step.
    pub fn said(&self, language: Language) -> (String, String) {
        // What the store itself says has its words there.
        let key = match self.code.starts_with("store-") {
            true => format!("cli-{}", self.code),
            false => format!("doctor-{}", self.code),
        };
        let remedy = words::attr(language, &key, "remedy", &self.args);
        let remedy = match (remedy.is_empty(), self.of_data) {
            (true, true) => words::say(language, "cli-doctor-restore", &[]),
            _ => remedy,
        };
        (words::say(language, &key, &self.args), remedy)
    }

    /// As JSON, with its words.
    pub fn as_json(&self, language: Language) -> Value {
        let (cause, remedy) = self.said(language);
        let values = self.args.iter();
        let values: serde_json::Map<String, Value> = values
            .map(|(name, value)| ((*name).to_owned(), value.clone().into()))
            .collect();
        json!({ "code": self.code, "values": values, "cause": cause, "remedy": remedy })
    }
}
