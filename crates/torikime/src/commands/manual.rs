//! `torikime manual --out DIR`: manual pages made from the command tree.

use crate::commands::path;
use crate::failure::Failure;
use crate::{cli, folder};
use clap::{ArgMatches, Command};
use clap_mangen::Man;
use std::path::Path;
use std::process::ExitCode;
use survey::Language;

/// Writes one page per command.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    pages(&cli::command(language), "torikime", path(matches, "out"))?;
    Ok(ExitCode::SUCCESS)
}

fn pages(command: &Command, name: &str, out: &Path) -> Result<(), Failure> {
    let mut page = Vec::new();
    let named = command.clone().name(name.to_owned());
    let target = out.join(format!("{name}.1"));
    Man::new(named)
        .render(&mut page)
        .map_err(|cause| Failure::File {
            path: target.display().to_string(),
            act: "write",
            cause,
        })?;
    folder::write(&target, &page)?;
    command
        .get_subcommands()
        .try_for_each(|sub| pages(sub, &format!("{name}-{}", sub.get_name()), out))
}
