//! The commands of who runs a server, and of who checks one from outside.

use super::{file, folder, json};
use clap::{Arg, ArgAction, Command, builder::NonEmptyStringValueParser, value_parser};

/// Ledgers, checks, backups.
pub(super) fn commands() -> [Command; 6] {
    [ledger(), doctor(), backup(), restore(), erasures(), key()]
}

fn ledger() -> Command {
    Command::new("ledger")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            verify(),
            Command::new("head").args(place()).arg(json()),
            Command::new("receipt")
                .args(place())
                .arg(which())
                .arg(
                    Arg::new("seq")
                        .required(true)
                        .value_parser(value_parser!(u64)),
                )
                .arg(file("out").long("out")),
            Command::new("export")
                .args(place())
                .arg(which())
                .arg(
                    Arg::new("since")
                        .long("since")
                        .value_name("N")
                        .action(ArgAction::Append)
                        .value_parser(value_parser!(u64)),
                )
                .arg(file("out").long("out").required(true)),
        ])
}

fn verify() -> Command {
    let kept = |id| file(id).long(id).action(ArgAction::Append);
    Command::new("verify")
        .arg(
            file("export")
                .required(true)
                .num_args(1..)
                .action(ArgAction::Append),
        )
        .arg(
            Arg::new("key")
                .long("key")
                .required(true)
                .value_name("VERIFIER")
                .action(ArgAction::Append)
                .value_parser(NonEmptyStringValueParser::new()),
        )
        .arg(kept("receipt"))
        .arg(kept("checkpoint"))
        .arg(json())
}

fn doctor() -> Command {
    Command::new("doctor")
        .args(place())
        .arg(
            Arg::new("mail-to")
                .long("mail-to")
                .value_name("ADDRESS")
                .value_parser(NonEmptyStringValueParser::new()),
        )
        .arg(
            Arg::new("rebuild")
                .long("rebuild")
                .action(ArgAction::SetTrue),
        )
        .arg(json())
}

fn backup() -> Command {
    Command::new("backup")
        .args(place())
        .arg(file("out").long("out").required(true))
        .arg(json())
}

fn restore() -> Command {
    Command::new("restore")
        .arg(file("backup").required(true))
        .args(place())
        .arg(file("key-file").long("key-file").required(true))
        .arg(file("erasures").long("erasures"))
        .arg(json())
}

fn erasures() -> Command {
    Command::new("erasures")
        .args(place())
        .arg(file("out").long("out").required(true))
}

fn key() -> Command {
    let lost = Arg::new("lost")
        .long("lost")
        .value_name("NAME")
        .value_parser(NonEmptyStringValueParser::new());
    let rotate = Command::new("rotate").args(place()).arg(lost).arg(json());
    Command::new("key")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(rotate)
}

/// Where a server's data lies, as `serve` is told.
fn place() -> [Arg; 2] {
    [data(), file("config").long("config")]
}

/// The folder of a server's data.
pub(super) fn data() -> Arg {
    folder("server-data").long("data").required(true)
}

fn which() -> Arg {
    Arg::new("ledger").required(true).value_name("LEDGER")
}
