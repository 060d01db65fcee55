//! Who may do what, as a table in words: the ledger's policy as people read it, generated and committed.

use ledger::id::LedgerKind;
use ledger::policy::{Action, Standing, WithStudies, permitted};
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

/// What may be done, and by whom: a name, a mark for each who may, and what a token must be good for.
struct Row {
    what: String,
    may: &'static [Standing],
    token: String,
}

fn row(language: Language, action: Action) -> Row {
    let scope = action.scope().map_or_else(
        || word(language, "matrix", "no-token"),
        |scope| word(language, "scope", scope.code()),
    );
    Row {
        what: what(language, action),
        may: permitted(action),
        token: scope,
    }
}

fn line(row: &Row, columns: &[Standing]) -> String {
    let mark = |standing| match row.may.contains(standing) {
        true => " ○ |",
        false => " |",
    };
    let marks: String = columns.iter().map(mark).collect();
    format!("| {} |{marks} {} |\n", row.what, row.token)
}

/// One table: a kind of ledger, recording or seeing. Columns that nobody fills are left out.
fn table(language: Language, ledger: LedgerKind, records: bool) -> String {
    let of_table = |action: &Action| {
        action.ledger() == ledger && matches!(action, Action::Record(_)) == records
    };
    let actions = Action::all().filter(of_table);
    let rows: Vec<Row> = actions.map(|action| row(language, action)).collect();
    let title = word(language, "matrix", if records { "record" } else { "see" });
    format!("\n### {title}\n{}", marked(language, &rows))
}

/// An organisation's own studies: no entries, so one table for seeing and changing.
fn studies(language: Language) -> String {
    let row = |what: &WithStudies| Row {
        what: word(language, "with-studies", what.code()),
        may: what.permitted(),
        token: word(language, "matrix", "no-token"),
    };
    let rows: Vec<Row> = WithStudies::ALL.iter().map(row).collect();
    let text = |code| word(language, "matrix", code);
    let (title, about) = (text("studies"), text("studies-about"));
    format!("\n## {title}\n\n{about}\n{}", marked(language, &rows))
}

fn marked(language: Language, rows: &[Row]) -> String {
    let fills = |standing: &&Standing| rows.iter().any(|row| row.may.contains(standing));
    let columns: Vec<Standing> = Standing::ALL.iter().filter(fills).copied().collect();
    let heads: String = columns
        .iter()
        .map(|standing| format!(" {} |", word(language, "standing", standing.code())))
        .collect();
    let rule = "---|".repeat(columns.len() + 2);
    let lines: String = rows.iter().map(|row| line(row, &columns)).collect();
    let (first, last) = (
        word(language, "matrix", "what"),
        word(language, "matrix", "token"),
    );
    format!("\n| {first} |{heads} {last} |\n|{rule}\n{lines}")
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
    page + &studies(language)
}
