//! What is wrong with a command line, in the user's language: what was not understood, and what may stand there.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use report::words;
use std::process::ExitCode;
use survey::Language;

/// Prints a refusal of clap (or the help that was asked for) and gives its exit code.
pub fn refuse(error: &Error, language: Language) -> ExitCode {
    match key(error.kind()) {
        Some(key) => explain(error, key, language),
        // Help and version are no refusals; a closed pipe while printing them is not worth a word.
        None => {
            let _ = error.print();
        }
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn key(kind: ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::UnknownArgument => Some("cli-usage-unknown"),
        ErrorKind::InvalidSubcommand => Some("cli-usage-command"),
        ErrorKind::MissingSubcommand => Some("cli-usage-no-command"),
        ErrorKind::MissingRequiredArgument => Some("cli-usage-missing"),
        ErrorKind::ArgumentConflict => Some("cli-usage-conflict"),
        ErrorKind::InvalidValue
        | ErrorKind::ValueValidation
        | ErrorKind::InvalidUtf8
        | ErrorKind::NoEquals
        | ErrorKind::TooManyValues
        | ErrorKind::TooFewValues
        | ErrorKind::WrongNumberOfValues => Some("cli-usage-value"),
        _ => None,
    }
}

fn explain(error: &Error, key: &str, language: Language) {
    let names = [ContextKind::InvalidArg, ContextKind::InvalidSubcommand];
    let other = [ContextKind::PriorArg, ContextKind::InvalidValue];
    let args = [
        ("name", said(error, &names)),
        ("other", said(error, &other)),
    ];
    eprintln!("torikime: {}", words::say(language, key, &args));
    let known = said(
        error,
        &[ContextKind::ValidValue, ContextKind::ValidSubcommand],
    );
    let meant = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let lines = [
        ("cli-usage-known", known),
        ("cli-usage-meant", said(error, &meant)),
    ];
    for (key, names) in lines.into_iter().filter(|(_, names)| !names.is_empty()) {
        eprintln!("  → {}", words::say(language, key, &[("names", names)]));
    }
    eprintln!("  → {}", words::say(language, "cli-usage-help", &[]));
}

/// The first of these pieces of context that the error has.
fn said(error: &Error, kinds: &[ContextKind]) -> String {
    let found = kinds.iter().find_map(|kind| error.get(*kind));
    match found {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}
