//! The commands on the catalogue: looked at, and checked, without a server.

use super::{folder, json, text};
use clap::builder::PossibleValuesParser;
use clap::{Arg, Command};

/// Items listed, one shown, files checked.
pub(super) fn command() -> Command {
    Command::new("catalogue")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            Command::new("list")
                .arg(
                    Arg::new("kind")
                        .long("kind")
                        .value_parser(PossibleValuesParser::new([
                            "self-check",
                            "rule",
                            "requirement",
                        ])),
                )
                .arg(text("topic"))
                .arg(json()),
            Command::new("show")
                .arg(Arg::new("item").required(true).value_name("ID"))
                .arg(json()),
            Command::new("check").arg(folder("catalogue")).arg(json()),
        ])
}
