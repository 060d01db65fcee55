//! How a command fails: a kind (the exit code), what happened, and what to do next.

use crate::client::Trouble;
use ledger::admission::Refusal;
use report::words;
use std::process::ExitCode;
use store::acts::NotDone;
use store::error::Code;
use store::{NotRecorded, StoreError};
use survey::{Language, Problem};

/// Why a command did not do what was asked. Exit codes are part of the interface (`docs/reference/exit-codes.md`).
#[derive(Debug)]
pub enum Failure {
    /// The study, the answers or the request has problems (exit 1).
    Problems(Vec<Problem>),
    /// A file could not be read or written (exit 3).
    File {
        /// Path as given.
        path: String,
        /// `read` or `write`.
        act: &'static str,
        /// The system's words.
        cause: std::io::Error,
    },
    /// Something named on the command line does not exist in the study (exit 1); words under `cli-KEY`.
    Unknown {
        /// Key of its words.
        key: &'static str,
        /// The name given.
        name: String,
        /// What exists.
        known: Vec<String>,
    },
    /// The server could not start (exit 4).
    Server(String),
    /// A data folder does not do what was asked of it: exit 3 where a file cannot be read or written, else 4.
    Store(StoreError),
    /// Admission refused what the command wanted to record (exit 4).
    Refused(Refusal),
    /// A server did not do what a person's command asked of it (exit 1, 2 or 4).
    Client(Trouble),
    /// A report could not be set, a fault of the program itself (exit 4).
    Render(report::RenderError),
}

impl From<Vec<Problem>> for Failure {
    fn from(problems: Vec<Problem>) -> Failure {
        Failure::Problems(problems)
    }
}

impl From<report::RenderError> for Failure {
    fn from(error: report::RenderError) -> Failure {
        Failure::Render(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        Failure::Store(error)
    }
}

impl From<NotRecorded> for Failure {
    fn from(error: NotRecorded) -> Failure {
        match error {
            NotRecorded::Refused(refusal) => Failure::Refused(refusal),
            NotRecorded::Failed(error) => Failure::Store(error),
        }
    }
}

impl From<NotDone> for Failure {
    fn from(error: NotDone) -> Failure {
        match error {
            NotDone::Refused(refusal) => Failure::Refused(refusal),
            NotDone::Failed(error) => Failure::Store(error),
            other => Failure::Server(other.to_string()),
        }
    }
}

impl Failure {
    /// A name that does not fit, where nothing can be listed instead.
    pub fn unknown(key: &'static str, name: &str) -> Failure {
        Failure::Unknown {
            key,
            name: name.to_owned(),
            known: Vec::new(),
        }
    }

    /// The exit code of this kind of failure.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Problems(_) | Failure::Unknown { .. } => 1,
            Failure::File { .. } => 3,
            Failure::Client(trouble) => trouble.code(),
            Failure::Store(error) if matches!(error.code, Code::Disk | Code::DiskFull) => 3,
            Failure::Server(_) | Failure::Render(_) | Failure::Store(_) | Failure::Refused(_) => 4,
        }
    }

    /// Prints the failure to stderr and gives its exit code.
    pub fn report(&self, language: Language) -> ExitCode {
        match self {
            Failure::Problems(problems) => crate::output::problems(problems, language),
            Failure::File { path, act, cause } => {
                let key = if *act == "read" {
                    "cli-cannot-read"
                } else {
                    "cli-cannot-write"
                };
                say(
                    language,
                    key,
                    &[("path", path.clone()), ("cause", cause.to_string())],
                );
            }
            Failure::Unknown { key, name, known } => {
                say(
                    language,
                    key,
                    &[("name", name.clone()), ("known", known.join(", "))],
                );
            }
            Failure::Server(cause) => {
                say(language, "cli-cannot-serve", &[("cause", cause.clone())])
            }
            Failure::Store(error) => {
                let key = format!("cli-store-{}", error.code);
                say(language, &key, &[("cause", error.cause.clone())]);
            }
            Failure::Client(trouble) => {
                let lines = trouble.lines(language);
                lines.iter().for_each(|line| eprintln!("{line}"));
            }
            Failure::Refused(refusal) => say(language, &format!("refusal-{refusal}"), &[]),
            Failure::Render(error) => say(
                language,
                "cli-cannot-render",
                &[("cause", error.to_string())],
            ),
        }
        ExitCode::from(self.code())
    }
}

fn say(language: Language, key: &str, args: &[(&str, String)]) {
    eprintln!("torikime: {}", words::say(language, key, args));
    let remedy = words::attr(language, key, "remedy", args);
    if !remedy.is_empty() {
        eprintln!("  → {remedy}");
    }
}
