//! `torikime help [COMMAND …]`: the help of a command, as `--help` prints it.

use crate::failure::Failure;
use crate::{cli, output};
use clap::{ArgMatches, Command};
use std::process::ExitCode;
use survey::Language;

/// Prints the help of the command named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let mut tree = cli::command(language);
    tree.build();
    let mut command: &mut Command = &mut tree;
    for name in matches.get_many::<String>("command").unwrap_or_default() {
        let known = command
            .get_subcommands()
            .map(|sub| sub.get_name().to_owned())
            .collect();
        command = command
            .find_subcommand_mut(name)
            .ok_or_else(|| Failure::Unknown {
                key: "cli-unknown-command",
                name: name.clone(),
                known,
            })?;
    }
    let help = command.render_help().to_string();
    output::line(help.trim_end());
    Ok(ExitCode::SUCCESS)
}
