//! The commands of what is agreed and of what is passed on, by token, on a server that may be anywhere.

use super::engagement::{acting, from, item, note, one};
use super::person::{choice, group, looking};
use super::{flag, text};
use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, value_parser};
use ledger::body::chain::{Openness, Passing};
use ledger::body::shared::Confidentiality;
use ledger::body::term::{Outcome, Payer};

/// What the sides propose, drop and say of cost.
pub(super) fn terms() -> Command {
    let outcomes = Outcome::ALL.iter().map(|outcome| outcome.code());
    let payers = Payer::ALL.iter().map(|payer| payer.code());
    group(
        "term",
        [
            one(looking("list")),
            one(looking("show")).arg(item()),
            proposing("propose"),
            acting("drop").arg(item()).arg(proposal()).arg(note()),
            acting("cost")
                .arg(item())
                .arg(coded("outcome", outcomes))
                .arg(choice("payer", payers))
                .arg(text("talked-on").value_name("DAY"))
                .arg(note()),
        ],
    )
}

fn coded(name: &'static str, codes: impl Iterator<Item = &'static str>) -> Arg {
    let codes: Vec<&'static str> = codes.collect();
    Arg::new(name)
        .required(true)
        .value_parser(PossibleValuesParser::new(codes))
}

pub(super) fn proposal() -> Arg {
    Arg::new("proposal")
        .required(true)
        .value_name("LINE")
        .value_parser(value_parser!(u64))
}

/// A command that puts a text together.
pub(super) fn proposing(name: &'static str) -> Command {
    acting(name)
        .arg(item())
        .arg(text("wording").value_name("TEXT").required(true))
        .arg(
            Arg::new("answering")
                .long("answering")
                .value_name("LINE")
                .value_parser(value_parser!(u64)),
        )
        .args(["heading", "why", "alternatives", "proof"].map(|name| text(name).value_name("TEXT")))
        .arg(
            Arg::new("every")
                .long("every")
                .value_name("MONTHS")
                .value_parser(value_parser!(u64).range(1..=60)),
        )
        .arg(flag("flow-down"))
        .arg(from())
        .arg(text("until").value_name("DAY"))
        .arg(flag("goes-on").requires("until"))
        .arg(text("contract").value_name("NAME").requires("signed-on"))
        .arg(text("signed-on").value_name("DAY").requires("contract"))
}

/// Work passed on to others.
pub(super) fn chain() -> Command {
    let rules = Passing::ALL.iter().map(|passing| passing.code());
    let open = Openness::ALL.iter().map(|openness| openness.code());
    let levels = Confidentiality::ALL.iter().map(|level| level.code());
    group(
        "chain",
        [
            one(looking("show")),
            acting("rule").arg(coded("passing", rules)),
            acting("ask")
                .arg(text("purpose").value_name("TEXT").required(true))
                .arg(text("subcontractor").value_name("NAME"))
                .arg(choice("information", levels))
                .arg(choice("personal-data", ["yes", "no"].into_iter()))
                .arg(from()),
            acting("decide")
                .arg(subcontract())
                .arg(coded("consents", ["yes", "no"].into_iter()))
                .arg(note()),
            acting("end")
                .arg(subcontract())
                .arg(text("on").value_name("DAY").required(true)),
            acting("connect")
                .arg(below())
                .arg(text("as").id("as-subcontract").value_name("NUMBER"))
                .arg(choice("shown", open).required(true)),
            acting("disconnect").arg(below()),
        ],
    )
}

fn subcontract() -> Arg {
    Arg::new("subcontract").required(true).value_name("NUMBER")
}

fn below() -> Arg {
    Arg::new("below").required(true).value_name("NUMBER")
}
