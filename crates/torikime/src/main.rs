//! The one binary: it reads the command line, runs one command, and says how it ended.
//!
//! The clock, the file system and the network live here and nowhere below.

mod cast;
mod cli;
mod client;
mod columns;
mod commands;
mod data;
#[cfg(test)]
mod encrypted;
mod evidence;
mod examples;
mod failure;
mod files;
mod flags;
mod folder;
mod locale;
mod machine;
mod mail;
#[cfg(feature = "oidc")]
mod oidc;
mod output;
mod server;
mod shelf;
mod usage;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let language = locale::language(&arguments);
    let matches = match cli::command(language).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return usage::refuse(&error, language),
    };
    match commands::run(&matches, language) {
        Ok(code) => code,
        Err(failure) => failure.report(language),
    }
}
