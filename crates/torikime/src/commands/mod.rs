//! One file per command. Each has four moves: read the arguments, read the files, call the core, print.

mod backup;
mod catalogue;
mod completions;
mod demo;
mod doctor;
mod engagement;
mod erasures;
mod help;
mod key;
mod ledger;
mod manual;
mod org;
mod policy;
mod restore;
mod schema;
mod screening;
mod serve;
mod statement;
mod study;
mod user;

use crate::failure::Failure;
use clap::ArgMatches;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use survey::Language;

/// Runs the command that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    match matches.subcommand() {
        Some(("demo", matches)) => demo::run(matches, language),
        Some(("serve", matches)) => serve::run(matches, language),
        Some(("study", matches)) => study::run(matches, language),
        Some(("catalogue", matches)) => catalogue::run(matches, language),
        Some(("org", matches)) => org::run(matches, language),
        Some(("user", matches)) => user::run(matches, language),
        Some(("statement", matches)) => statement::run(matches, language),
        Some(("engagement", matches)) => engagement::run(matches, language),
        Some(("screening", matches)) => screening::run(matches, language),
        Some(("term", matches)) => engagement::term(matches, language),
        Some(("chain", matches)) => engagement::chain(matches, language),
        Some(("work", matches)) => engagement::work(matches, language),
        Some(("conditions", matches)) => engagement::conditions(matches, language),
        Some(("evidence", matches)) => engagement::evidence(matches, language),
        Some(("approval", matches)) => engagement::approval(matches, language),
        Some(("item", matches)) => engagement::item(matches, language),
        Some(("calendar", matches)) => engagement::calendar(matches, language),
        Some(("ledger", matches)) => ledger::run(matches, language),
        Some(("doctor", matches)) => doctor::run(matches, language),
        Some(("backup", matches)) => backup::run(matches, language),
        Some(("key", matches)) => key::run(matches, language),
        Some(("erasures", matches)) => erasures::run(matches, language),
        Some(("restore", matches)) => restore::run(matches, language),
        Some(("completions", matches)) => completions::run(matches, language),
        Some(("help", matches)) => help::run(matches, language),
        Some(("manual", matches)) => manual::run(matches, language),
        Some(("schema", matches)) => schema::run(matches, language),
        Some(("policy", _)) => policy::run(language),
        _ => Ok(ExitCode::from(2)),
    }
}

/// A path argument that the command line requires.
pub fn path<'a>(matches: &'a ArgMatches, id: &str) -> &'a Path {
    matches
        .get_one::<PathBuf>(id)
        .map_or(Path::new(""), PathBuf::as_path)
}
