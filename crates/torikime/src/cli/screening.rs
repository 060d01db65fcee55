//! The commands of screenings, by token, on a server that may be anywhere.

use super::person::{choice, connection, days, group, looking};
use super::{json, text};
use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, value_parser};
use ledger::body::screening::{Candidate, Known, Outcome};

/// Whom the organisation considers working with.
pub(super) fn command() -> Command {
    let outcomes: Vec<&str> = Outcome::ALL.iter().map(|one| one.code()).collect();
    let outcome = Arg::new("decision")
        .required(true)
        .value_parser(PossibleValuesParser::new(outcomes));
    group(
        "screening",
        [
            looking("list"),
            looking("show").arg(number()),
            ask(),
            expecting(acting("adjust")),
            acting("link").arg(days(90)),
            acting("revoke").arg(Arg::new("link-number").required(true).value_name("LINK")),
            acting("decide")
                .arg(outcome)
                .arg(text("reason").value_name("TEXT").required(true)),
        ],
    )
}

fn number() -> Arg {
    Arg::new("screening")
        .required(true)
        .value_name("NUMBER")
        .value_parser(value_parser!(u64))
}

fn acting(name: &'static str) -> Command {
    let command = Command::new(name).arg(number());
    command.args(connection()).arg(json())
}

fn expecting(command: Command) -> Command {
    let known = |name| choice(name, Known::ALL.iter().map(|one| one.code())).required(true);
    command
        .arg(
            text("answer-due")
                .long("due")
                .value_name("DAY")
                .required(true),
        )
        .args(["secrets", "delay", "access"].map(known))
}

fn ask() -> Command {
    let candidates = Candidate::ALL.iter().map(|one| one.code());
    let command = Command::new("ask")
        .arg(choice("candidate", candidates).long("as").required(true))
        .arg(
            text("candidate-name")
                .long("name")
                .value_name("NAME")
                .required(true),
        )
        .arg(
            text("candidate-work")
                .long("work")
                .value_name("TEXT")
                .required(true),
        )
        .arg(text("contact").value_name("TEXT"))
        .arg(days(90));
    expecting(command).args(connection()).arg(json())
}
