//! The commands of works, of what may be done, and of evidence, by token, on a server that may be anywhere.

use super::engagement::{acting, from, item, note, one};
use super::person::{choice, group, looking};
use super::{file, flag, text};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgGroup, Command, value_parser};
use ledger::body::shared::Confidentiality;
use ledger::body::work::{Device, Gate, Method, Place, Telework};

/// How works are done, and the gates.
pub(super) fn works() -> Command {
    let gates: Vec<&str> = Gate::ALL.iter().map(|gate| gate.code()).collect();
    group(
        "work",
        [
            one(looking("list")),
            set(),
            acting("confirm").arg(number()).arg(line("said-line")),
            acting("end")
                .arg(number())
                .arg(text("on").value_name("DAY").required(true)),
            acting("pass").arg(
                Arg::new("gate")
                    .required(true)
                    .value_parser(PossibleValuesParser::new(gates)),
            ),
        ],
    )
}

fn number() -> Arg {
    Arg::new("work-number").required(true).value_name("WORK")
}

fn line(name: &'static str) -> Arg {
    Arg::new(name)
        .required(true)
        .value_name("LINE")
        .value_parser(value_parser!(u64))
}

fn set() -> Command {
    let several =
        |name, codes: Vec<&'static str>| choice(name, codes.into_iter()).action(ArgAction::Append);
    let places = Place::ALL.iter().map(|place| place.code()).collect();
    let devices = Device::ALL.iter().map(|device| device.code()).collect();
    let methods = Method::ALL.iter().map(|method| method.code()).collect();
    let teleworks = Telework::ALL.iter().map(|telework| telework.code());
    let levels = Confidentiality::ALL.iter().map(|level| level.code());
    acting("set")
        .arg(number().long("change").required(false))
        .arg(
            text("work-name")
                .long("name")
                .value_name("NAME")
                .required(true),
        )
        .arg(choice("telework", teleworks).required(true))
        .arg(several("place", places))
        .arg(text("work-words").long("words").value_name("TEXT"))
        .arg(several("device", devices))
        .arg(text("tools").value_name("TEXT"))
        .arg(several("method", methods))
        .arg(choice("information", levels))
        .arg(choice("personal-data", ["yes", "no"].into_iter()))
        .arg(from())
}

/// What may be done, on one engagement or on all.
pub(super) fn conditions() -> Command {
    looking("conditions")
        .arg(Arg::new("engagement").value_name("NUMBER"))
        .arg(
            flag("csv")
                .conflicts_with("json")
                .conflicts_with("engagement"),
        )
}

/// What shows that something is kept.
pub(super) fn evidence() -> Command {
    group(
        "evidence",
        [
            one(looking("list")),
            attach(),
            acting("ask")
                .arg(item())
                .arg(text("due").value_name("DAY").required(true))
                .arg(text("what").value_name("TEXT")),
            acting("unask").arg(line("asked-line")),
            acting("accept").arg(line("piece")).arg(note()),
            acting("return")
                .arg(line("piece"))
                .arg(note().required(true)),
            acting("withdraw").arg(line("piece")).arg(flag("erase")),
            acting("take")
                .arg(line("piece"))
                .arg(file("out").long("out").required(true)),
        ],
    )
}

fn attach() -> Command {
    acting("attach")
        .arg(item())
        .arg(file("shown-file").long("file"))
        .arg(text("fact").value_name("TEXT"))
        .group(
            ArgGroup::new("shows")
                .args(["shown-file", "fact"])
                .required(true)
                .multiple(true),
        )
        .arg(line("asked-line").long("answering").required(false))
        .arg(text("covers-from").long("from").value_name("DAY"))
        .arg(text("covers-until").long("until").value_name("DAY"))
        .arg(text("expires").value_name("DAY"))
}
