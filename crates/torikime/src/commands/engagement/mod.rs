//! `torikime engagement …`: what the organisation shares with its clients and vendors, read and recorded by token.

mod act;
mod approval;
mod calendar;
mod chain;
mod conditions;
mod evidence;
mod import;
mod item;
mod list;
mod open;
mod register;
mod show;
mod term;
mod work;

pub use approval::run as approval;
pub use calendar::run as calendar;
pub use chain::run as chain;
pub use conditions::run as conditions;
pub use evidence::run as evidence;
pub use item::run as item;
pub use term::run as term;
pub use work::run as work;

use crate::client::encoded;
use crate::failure::Failure;
use clap::ArgMatches;
use std::process::ExitCode;
use survey::Language;

/// Runs the command on engagements that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    match matches.subcommand() {
        Some(("list", matches)) => list::run(matches, language),
        Some(("show", matches)) => show::run(matches, language),
        Some(("open", matches)) => open::run(matches, language),
        Some(("describe", matches)) => open::describe(matches, language),
        Some(("responsible", matches)) => act::responsible(matches, language),
        Some(("state", matches)) => act::state(matches, language),
        Some(("state-all", matches)) => act::state_all(matches, language),
        Some(("dispute", matches)) => act::dispute(matches, language),
        Some(("link", matches)) => act::link(matches, language),
        Some(("revoke", matches)) => act::revoke(matches, language),
        Some(("ask", matches)) => act::ask(matches, language),
        Some(("register", matches)) => register::run(matches, language),
        Some(("dora", matches)) => register::dora(matches, language),
        Some(("import", matches)) => import::run(matches, language),
        Some(("end", matches)) => act::end(matches, language),
        _ => Ok(ExitCode::from(2)),
    }
}

fn given(matches: &ArgMatches, id: &str) -> Option<String> {
    matches.get_one::<String>(id).cloned()
}

fn all(matches: &ArgMatches, id: &str) -> Vec<String> {
    let given = matches.get_many::<String>(id).into_iter().flatten();
    given.cloned().collect()
}

/// Where the engagement stands that was named.
fn path(matches: &ArgMatches) -> String {
    let number = given(matches, "engagement").unwrap_or_default();
    format!("/engagements/{}", encoded(&number))
}
