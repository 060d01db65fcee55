//! Who may do what, as a table in words: the ledger's policy as people read it, generated and committed.

use ledger::id::LedgerKind;
use ledger::policy::{Action, Standing, permitted};
use survey::Language;

use crate::words::say;

fn word(language: Language, prefix: &str, code: &str) -> String {
    say(language, &format!("{prefix}-{code}"), &[])
}

fn what(language: Language, action: Action) -> String {
    match action {
        Action::Record(kind) => word(language, "kind", kind.code()),
        Action::See(part) => word(language, "part", part.code()),
    }
}

fn row(language: Language, action: Action, columns: &[Standing]) -> String {
    let scope = action.scope().map_or_else(
        || word(language, "matrix", "no-token"),
        |scope| word(language, "scope", scope.code()),
    );
    let mark = |standing: &Standing| {
        if permitted(action).contains(standing) {
            " ○ |"
        } else {
            " |"
        }
    };
    let marks: String = columns.iter().map(mark).collect();
    format!("| {} |{marks} {scope} |\n", what(language, action))
}

/// One table: a kind of ledger, recording or seeing. Columns that nobody fills are left out.
fn table(language: Language, ledger: LedgerKind, records: bool) -> String {
    let of_table = |action: &Action| {
        action.ledger() == ledger && matches!(action, Action::Record(_)) == records
    };
    let actions: Vec<Action> = Action::all().filter(of_table).collect();
    let fills = |standing: &&Standing| {
        actions
            .iter()
            .any(|action| permitted(*action).contains(standing))
    };
    let columns: Vec<Standing> = Standing::ALL.iter().filter(fills).copied().collect();
    let heads: String = columns
        .iter()
        .map(|standing| format!(" {} |", word(language, "standing", standing.code())))
        .collect();
    let title = word(language, "matrix", if records { "record" } else { "see" });
    let rule = "---|".repeat(columns.len() + 2);
    let rows: String = actions
        .iter()
        .map(|action| row(language, *action, &columns))
        .collect();
    let (first, last) = (
        word(language, "matrix", "what"),
        word(language, "matrix", "token"),
    );
    format!("\n### {title}\n\n| {first} |{heads} {last} |\n|{rule}\n{rows}")
}

/// The whole policy in one language, as Markdown.
#[must_use]
pub fn matrix(language: Language) -> String {
    let text = |code| word(language, "matrix", code);
    let mut page = format!(
        "# {}\n\n{}\n\n{}\n\n{}\n\n{}\n",
        text("title"),
        text("intro"),
        text("how"),
        text("rank"),
        text("means")
    );
    for ledger in LedgerKind::ALL {
        page += &format!("\n## {}\n", word(language, "ledger-kind", ledger.code()));
        page += &table(language, *ledger, true);
        page += &table(language, *ledger, false);
    }
    page
}
