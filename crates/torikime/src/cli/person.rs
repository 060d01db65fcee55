//! The commands of a person, by token, on a server that may be anywhere.

use super::{file, flag, json, text};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgGroup, Command, value_parser};
use ledger::body::house::{Role, Value};
use ledger::body::shared::Side;
use ledger::organisation::Size;

/// The organisation, its people, and what it states.
pub(super) fn commands() -> [Command; 3] {
    [
        group("org", [looking("show"), rename(), profile()]),
        group("user", [looking("list"), invite(), role(), remove()]),
        group("statement", [looking("list"), set(), import()]),
    ]
}

pub(super) fn group<const N: usize>(name: &'static str, commands: [Command; N]) -> Command {
    Command::new(name)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(commands)
}

pub(super) fn looking(name: &'static str) -> Command {
    Command::new(name)
        .arg(text("at").value_name("DAY"))
        .args(connection())
        .arg(json())
}

fn rename() -> Command {
    Command::new("rename")
        .arg(Arg::new("name").required(true).value_name("NAME"))
        .args(["reading", "latin", "short"].map(|kind| text(kind).value_name("NAME")))
        .arg(text("from").value_name("DAY"))
        .args(connection())
        .arg(json())
}

fn profile() -> Command {
    let sizes = Size::ALL.iter().map(|size| size.code());
    let sides = Side::ALL.iter().map(|side| side.code());
    Command::new("profile")
        .arg(choice("size", sizes.chain(["unsaid"])))
        .arg(choice("side", sides.chain(["unsaid"])))
        .group(
            ArgGroup::new("said")
                .args(["size", "side"])
                .required(true)
                .multiple(true),
        )
        .args(connection())
        .arg(json())
}

pub(super) fn choice(name: &'static str, codes: impl Iterator<Item = &'static str>) -> Arg {
    Arg::new(name)
        .long(name)
        .value_parser(PossibleValuesParser::new(codes))
}

/// A role, named by its code.
fn of_role(more: Option<&'static str>) -> Arg {
    let roles = Role::ALL.iter().map(|role| role.code());
    Arg::new("role").value_parser(PossibleValuesParser::new(roles.chain(more)))
}

pub(super) fn person() -> Arg {
    Arg::new("person").required(true).value_name("NUMBER")
}

fn invite() -> Command {
    Command::new("invite")
        .arg(of_role(Some("found")).required(true))
        .arg(text("role-until").long("until").value_name("DAY"))
        .arg(days(30))
        .arg(text("send-to").value_name("ADDRESS"))
        .args(connection())
        .arg(json())
}

pub(super) fn days(most: i64) -> Arg {
    text("days")
        .value_name("NUMBER")
        .value_parser(value_parser!(u8).range(1..=most))
}

fn role() -> Command {
    Command::new("role")
        .arg(person())
        .arg(of_role(None).required(true))
        .arg(text("role-until").long("until").value_name("DAY"))
        .args(connection())
        .arg(json())
}

fn remove() -> Command {
    Command::new("remove")
        .arg(person())
        .arg(of_role(None))
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
pub(super) fn connection() -> [Arg; 3] {
    [
        text("server").value_name("URL"),
        file("token").long("token-file"),
        text("organisation").value_name("ID"),
    ]
}
