//! The commands of what an organisation approves inside, of its own list of items, and of its days, by token.

use super::agreeing::{proposal, proposing};
use super::engagement::{acting, item, note};
use super::person::{connection, group, looking, person};
use super::{file, flag, json, text};
use clap::{Arg, ArgAction, Command, value_parser};

/// Approval inside the organisation.
pub(super) fn approvals() -> Command {
    let reason = || text("approval-reason").long("reason").value_name("TEXT");
    group(
        "approval",
        [
            looking("list"),
            proposing("propose").arg(reason()),
            acting("accept").arg(item()).arg(proposal()).arg(reason()),
            deciding("agree").arg(note()),
            deciding("return").arg(note().required(true)),
            of_request("withdraw"),
        ],
    )
}

fn of_request(name: &'static str) -> Command {
    let request = Arg::new("request")
        .required(true)
        .value_name("LINE")
        .value_parser(value_parser!(u64));
    Command::new(name)
        .arg(request)
        .args(connection())
        .arg(json())
}

fn deciding(name: &'static str) -> Command {
    of_request(name).arg(person().id("instead-of").long("instead-of").required(false))
}

/// The organisation's own list.
pub(super) fn items() -> Command {
    let number = || Arg::new("item-number").required(true).value_name("NUMBER");
    let texts = ["topic-name", "why", "wording", "proof"];
    group(
        "item",
        [
            looking("list").arg(flag("csv").conflicts_with("json")),
            Command::new("set")
                .arg(number())
                .arg(
                    text("item-name")
                        .long("name")
                        .value_name("TEXT")
                        .required(true),
                )
                .args(texts.map(|name| text(name).value_name("TEXT")))
                .arg(flag("flow-down"))
                .args(connection())
                .arg(json()),
            Command::new("drop")
                .arg(number().action(ArgAction::Append).num_args(1..))
                .args(connection())
                .arg(json()),
            Command::new("import")
                .arg(file("item-table").required(true))
                .arg(flag("dry-run"))
                .args(connection())
                .arg(json()),
        ],
    )
}

/// What ends, renews itself or is due.
pub(super) fn calendar() -> Command {
    looking("calendar").arg(flag("csv").conflicts_with("json"))
}
