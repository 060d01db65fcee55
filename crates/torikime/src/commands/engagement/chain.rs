//! `torikime chain …`: work passed on, as far as it is disclosed; ruled, asked, decided, ended and connected.

use super::act::act;
use super::{given, path};
use crate::client::{Client, encoded};
use crate::columns::Column;
use crate::commands::org::day;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use report::words;
use serde_json::{Value, json};
use std::process::ExitCode;
use survey::Language;

/// Runs the command on work passed on that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    match matches.subcommand() {
        Some(("show", matches)) => show(matches, language),
        Some(("rule", matches)) => {
            let body = json!({ "passing": given(matches, "passing") });
            act(matches, language, "/passing", &body)
        }
        Some(("ask", matches)) => ask(matches, language),
        Some(("decide", matches)) => decide(matches, language),
        Some(("end", matches)) => {
            let body = json!({ "on": given(matches, "on") });
            act(matches, language, &of(matches, "end"), &body)
        }
        Some(("connect", matches)) => connect(matches, language, true),
        Some(("disconnect", matches)) => connect(matches, language, false),
        _ => Ok(ExitCode::from(2)),
    }
}

/// Where a subcontract's decision or end is recorded.
fn of(matches: &ArgMatches, what: &str) -> String {
    let number = given(matches, "subcontract").unwrap_or_default();
    format!("/subcontracts/{}/{what}", encoded(&number))
}

fn ask(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let body = json!({
        "name": given(matches, "subcontractor"),
        "purpose": given(matches, "purpose"),
        "information": given(matches, "information"),
        "personal_data": given(matches, "personal-data").map(|said| said == "yes"),
        "from": day(matches),
    });
    act(matches, language, "/subcontracts", &body)
}

fn decide(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let consents = given(matches, "consents").as_deref() == Some("yes");
    let body = json!({ "consents": consents, "reason": given(matches, "note") });
    act(matches, language, &of(matches, "decision"), &body)
}

fn connect(matches: &ArgMatches, language: Language, applies: bool) -> Result<ExitCode, Failure> {
    let chosen = |name| applies.then(|| given(matches, name)).flatten();
    let body = json!({
        "engagement": given(matches, "below"),
        "applies": applies,
        "subcontract": chosen("as-subcontract"),
        "openness": chosen("shown").unwrap_or_else(|| "hidden".to_owned()),
    });
    act(matches, language, "/below", &body)
}

fn show(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let client = Client::of(matches, language)?;
    let seen = client.look(&format!("{}/below", path(matches)), matches.get_one("at"))?;
    if matches.get_flag("json") {
        output::json(&seen);
        return Ok(ExitCode::SUCCESS);
    }
    let say = |key: &str| words::say(language, key, &[]);
    let rule = seen["passing"].as_str();
    let rule = rule.map_or_else(
        || say("chain-rule-none"),
        |rule| say(&format!("passing-{rule}")),
    );
    let fact = [("name", say("chain-rule")), ("value", rule)];
    output::say(language, "cli-fact", &fact);
    output::line("");
    let asked = [
        "chain-number",
        "chain-name",
        "chain-purpose",
        "chain-consent",
    ];
    table(&seen["subcontracts"], asked, language, |one| {
        subcontract(one, language)
    });
    output::line("");
    let below = [
        "chain-rank",
        "chain-partner",
        "chain-consent",
        "chain-coverage",
    ];
    table(&seen["below"], below, language, |one| lower(one, language));
    if seen["more"] == true {
        output::say(language, "chain-more", &[]);
    }
    Ok(ExitCode::SUCCESS)
}

fn name(one: &Value, language: Language) -> String {
    let unnamed = || words::say(language, "chain-unnamed", &[]);
    one["name"].as_str().map_or_else(unnamed, str::to_owned)
}

/// A subcontract as asked and decided.
fn subcontract(one: &Value, language: Language) -> [String; 4] {
    let say = |key: &str| words::say(language, key, &[]);
    let text = |field: &str| one[field].as_str().unwrap_or_default().to_owned();
    let lacks = match one["lacks_consent"] == true {
        true => format!(" ({})", say("chain-lacks")),
        false => String::new(),
    };
    let decided = say(consent(&one["consents"])) + &lacks;
    [
        text("subcontract"),
        name(one, language),
        text("purpose"),
        decided,
    ]
}

/// An engagement below.
fn lower(one: &Value, language: Language) -> [String; 4] {
    let say = |key: &str| words::say(language, key, &[]);
    let missing = one["missing"].as_array().map_or(0, Vec::len) as u64;
    let covered = one["terms"].as_u64().map_or_else(
        || say("chain-not-told"),
        |terms| {
            let agreed = terms.saturating_sub(missing);
            let args = [("agreed", agreed.to_string()), ("terms", terms.to_string())];
            words::say(language, "chain-covered", &args)
        },
    );
    let decided = say(consent(&one["consents"]));
    [
        one["rank"].to_string(),
        name(one, language),
        decided,
        covered,
    ]
}

fn consent(said: &Value) -> &'static str {
    match said.as_bool() {
        Some(true) => "chain-consented",
        Some(false) => "chain-refused",
        None => "chain-undecided",
    }
}

fn table(rows: &Value, keys: [&str; 4], language: Language, cells: impl Fn(&Value) -> [String; 4]) {
    let rows = rows.as_array().into_iter().flatten();
    let rows: Vec<Vec<String>> = rows.map(|row| cells(row).to_vec()).collect();
    let heads = keys.map(|key| words::say(language, key, &[]));
    let shape = [28, 26, 30, 22].map(Column::Words);
    output::columns(&heads, &rows, &shape);
}
