//! The commands of a person, by token, on a server that may be anywhere.

use super::{file, flag, json, text};
use clap::builder::PossibleValuesParser;
use clap::{Arg, Command};
use ledger::body::house::Value;

/// The organisation, its people, and what it states.
pub(super) fn commands() -> [Command; 3] {
    [
        group("org", [looking("show")]),
        group("user", [looking("list")]),
        group("statement", [looking("list"), set(), import()]),
    ]
}

fn group<const N: usize>(name: &'static str, commands: [Command; N]) -> Command {
    Command::new(name)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(commands)
}

fn looking(name: &'static str) -> Command {
    Command::new(name)
        .arg(text("at").value_name("DAY"))
        .args(connection())
        .arg(json())
}

fn set() -> Command {
    let values = Value::ALL.iter().map(|value| value.code());
    Command::new("set")
        .arg(Arg::new("item").required(true).value_name("ID"))
        .arg(
            Arg::new("value")
                .required(true)
                .value_parser(PossibleValuesParser::new(values)),
        )
        .arg(text("from").value_name("DAY"))
        .arg(text("note").value_name("TEXT"))
        .args(connection())
        .arg(json())
}

fn import() -> Command {
    Command::new("import")
        .arg(file("statements").required(true))
        .arg(text("sheet"))
        .arg(flag("check"))
        .args(connection())
        .arg(json())
}

/// Where, as whom, and for which organisation.
fn connection() -> [Arg; 3] {
    [
        text("server").value_name("URL"),
        file("token").long("token-file"),
        text("organisation").value_name("ID"),
    ]
}
