//! `torikime catalogue …`: the items that can be stated and agreed, without a server.

mod check;
mod list;
mod show;

use crate::failure::Failure;
use clap::ArgMatches;
use ledger::catalogue::{ItemKind, Text};
use std::process::ExitCode;
use survey::Language;

/// Runs the command on the catalogue that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    match matches.subcommand() {
        Some(("list", matches)) => list::run(matches, language),
        Some(("show", matches)) => show::run(matches, language),
        Some(("check", matches)) => check::run(matches, language),
        _ => Ok(ExitCode::from(2)),
    }
}

/// A text in a language.
fn said(text: &Text, language: Language) -> String {
    match language {
        Language::Ja => text.ja.clone(),
        Language::En => text.en.clone(),
    }
}

/// The name of a kind, as the command line writes it.
fn code(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::SelfCheck => "self-check",
        ItemKind::Rule => "rule",
        ItemKind::Requirement => "requirement",
    }
}
