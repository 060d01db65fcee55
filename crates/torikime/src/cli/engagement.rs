//! The commands of engagements, by token, on a server that may be anywhere.

use super::person::{choice, connection, days, group, looking, person};
use super::{file, flag, json, text};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command};
use ledger::body::shared::{Confidentiality, Side, Verb, View, WorkKind};

/// What is shared with clients and vendors.
pub(super) fn command() -> Command {
    let commands = [
        list(),
        one(looking("show")),
        open(),
        describe(),
        acting("responsible").arg(person()).arg(from()),
        state(),
        state_all(),
        acting("dispute")
            .arg(item())
            .arg(flag("settled"))
            .arg(note()),
        link(),
        acting("revoke").arg(Arg::new("link-number").required(true).value_name("NUMBER")),
        ask(),
        looking("register").arg(file("out").long("out")),
        looking("dora").arg(file("out").long("out")),
        import(),
        acting("end").arg(text("on").value_name("DAY").required(true)),
    ];
    group("engagement", commands)
}

pub(super) fn one(command: Command) -> Command {
    command.arg(Arg::new("engagement").required(true).value_name("NUMBER"))
}

/// A command that records something of one engagement.
pub(super) fn acting(name: &'static str) -> Command {
    one(Command::new(name)).args(connection()).arg(json())
}

pub(super) fn from() -> Arg {
    text("from").value_name("DAY")
}

pub(super) fn note() -> Arg {
    text("note").value_name("TEXT")
}

pub(super) fn item() -> Arg {
    Arg::new("item").required(true).value_name("ID")
}

fn list() -> Command {
    looking("list")
        .arg(text("q").long("search").value_name("TEXT"))
        .arg(choice("sort", web::register::listed::SORTS.into_iter()))
        .arg(flag("csv").conflicts_with("json"))
}

fn described(command: Command) -> Command {
    let yes_or_no = |name: &'static str| choice(name, ["yes", "no"].into_iter());
    let kinds = WorkKind::ALL.iter().map(|kind| kind.code());
    let levels = Confidentiality::ALL.iter().map(|level| level.code());
    command
        .arg(text("first-day").value_name("DAY"))
        .arg(text("last-day").value_name("DAY"))
        .arg(yes_or_no("renews"))
        .arg(choice("work", kinds).action(ArgAction::Append))
        .arg(choice("information", levels))
        .arg(yes_or_no("personal-data"))
        .arg(text("reference").value_name("TEXT"))
}

fn open() -> Command {
    let sides = Side::ALL.iter().map(|side| side.code());
    let command = Command::new("open")
        .arg(choice("own-side", sides).long("as").required(true))
        .arg(text("partner").value_name("NAME").required(true))
        .arg(text("title").value_name("TEXT").required(true))
        .arg(text("partner-number").value_name("NUMBER"))
        .arg(text("responsible").value_name("PERSON"))
        .arg(flag("link"))
        .arg(days(90).requires("link"));
    described(command).args(connection()).arg(json())
}

fn describe() -> Command {
    described(acting("describe"))
}

fn state() -> Command {
    let views = View::ALL.iter().map(|view| view.code());
    acting("state")
        .arg(item())
        .arg(
            Arg::new("view")
                .required(true)
                .value_parser(PossibleValuesParser::new(views)),
        )
        .arg(from())
        .arg(note())
        .arg(flag("heard"))
}

fn state_all() -> Command {
    acting("state-all")
        .arg(file("statements").required(true))
        .arg(text("sheet"))
        .arg(flag("check"))
        .arg(flag("heard"))
}

fn import() -> Command {
    Command::new("import")
        .arg(file("vendors").required(true))
        .arg(text("sheet"))
        .arg(flag("dry-run"))
        .arg(flag("link"))
        .arg(days(90).requires("link"))
        .arg(file("out").long("out"))
        .args(connection())
        .arg(json())
}

fn linked(command: Command) -> Command {
    let verbs = Verb::ALL.iter().map(|verb| verb.code());
    command
        .arg(choice("verb", verbs).action(ArgAction::Append))
        .arg(
            text("items")
                .long("item")
                .value_name("ID")
                .action(ArgAction::Append),
        )
        .arg(text("to").value_name("NAME"))
        .arg(days(90))
}

fn link() -> Command {
    linked(acting("link").arg(flag("own")))
}

fn ask() -> Command {
    let many = Arg::new("engagements")
        .required(true)
        .num_args(1..)
        .value_name("NUMBER");
    linked(Command::new("ask").arg(many))
        .args(connection())
        .arg(json())
}
