//! `torikime engagement import FILE`: what is new in a table is registered, all of it or nothing; each row says what becomes of it.

use super::register::fetched;
use crate::client::{Client, Trouble};
use crate::failure::Failure;
use crate::{folder, output};
use clap::ArgMatches;
use report::words;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;
use survey::{Language, Place, Problem};
use web::register::plan::{Fate, New, People, Planned, plan};
use web::register::{read, write};

/// Reads the table, lays it beside the register, and registers what is new.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let table = table(matches)?;
    let client = Client::of(matches, language)?;
    let (known, _) = fetched(&client, None)?;
    let planned = plan(table.lines, &known, &people(&client)?);
    let wrong = planned.iter().filter_map(|row| match &row.fate {
        Fate::Wrong(problems) => Some(problems.clone()),
        _ => None,
    });
    let wrong: Vec<Problem> = wrong.flatten().collect();
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let new: Vec<(&Place, &New)> = planned
        .iter()
        .filter_map(|row| match &row.fate {
            Fate::New(new) => Some((&row.place, new.as_ref())),
            _ => None,
        })
        .collect();
    let done = match matches.get_flag("dry-run") || new.is_empty() {
        true => Value::Null,
        false => registered(matches, &client, &new)?,
    };
    let json = matches.get_flag("json");
    if json {
        output::json(&json!({
            "new": new.iter().map(|(_, new)| sent(new, false, None)).collect::<Vec<_>>(),
            "known": planned.len() - new.len(),
            "recorded": done["recorded"],
            "links": done["links"],
        }));
    } else {
        told(&planned, new.len(), &done, language);
    }
    give(matches, &links(&done, &new), json, language)?;
    Ok(ExitCode::SUCCESS)
}

fn table(matches: &ArgMatches) -> Result<read::Table, Failure> {
    let path = matches.get_one::<PathBuf>("vendors");
    let path = path.cloned().unwrap_or_default();
    let sheet = matches.get_one::<String>("sheet").map(String::as_str);
    let name = path.display().to_string();
    Ok(read::read(&folder::read(&path)?, &name, sheet)?)
}

/// Saves the links, or prints them: also where they cannot be saved, since they are shown only now.
fn give(
    matches: &ArgMatches,
    links: &[Vec<String>],
    json: bool,
    language: Language,
) -> Result<(), Failure> {
    let print = || links.iter().for_each(|link| output::line(&link.join("  ")));
    let out = matches.get_one::<PathBuf>("out");
    let Some(out) = out.filter(|_| !links.is_empty()) else {
        if !json {
            print();
        }
        return Ok(());
    };
    let bytes = saved(out, links, language);
    match folder::write_secret(out, &bytes) {
        Ok(()) if json => {}
        Ok(()) => output::wrote_words(out, bytes.len(), language),
        Err(failure) => {
            if !json {
                print();
            }
            return Err(failure);
        }
    }
    Ok(())
}

/// Numbers and names of who may answer for an engagement; none where the person may not see them.
fn people(client: &Client) -> Result<People, Failure> {
    let seen = client.look("/people", None)?;
    let people = seen["people"].as_array().into_iter().flatten();
    let named = people.filter_map(|person| {
        let text = |field: &str| person[field].as_str().map(str::to_owned);
        text("person").zip(text("name"))
    });
    Ok(named.collect())
}

fn sent(new: &New, link: bool, days: Option<&u8>) -> Value {
    let (told, about) = (&new.told, &new.told.described);
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let kinds: Vec<&str> = about.kinds.iter().map(|kind| kind.code()).collect();
    let link =
        link.then(|| json!({ "verbs": ["state", "forward", "take"], "to": told.to, "days": days }));
    json!({
        "side": told.side.code(),
        "partner": told.partner,
        "partner_number": told.number.as_ref().map(ToString::to_string),
        "title": told.title,
        "described": {
            "from": day(about.from),
            "until": day(about.until),
            "renews": about.renews,
            "kinds": kinds,
            "information": about.information.map(|level| level.code()),
            "personal_data": about.personal_data,
            "reference": about.reference,
        },
        "responsible": new.responsible.map(|person| person.to_string()),
        "link": link,
    })
}

/// Registers all; what the server says of one is said of its row.
fn registered(
    matches: &ArgMatches,
    client: &Client,
    new: &[(&Place, &New)],
) -> Result<Value, Failure> {
    let (link, days) = (matches.get_flag("link"), matches.get_one::<u8>("days"));
    let all: Vec<Value> = new.iter().map(|(_, new)| sent(new, link, days)).collect();
    let done = client.act("/engagements", &json!({ "engagements": all }));
    done.map_err(|failure| match failure {
        Failure::Client(Trouble::Told(told, None)) => {
            let row = told.at.and_then(|at| new.get(at));
            Trouble::Told(told, row.map(|(place, _)| (*place).clone())).into()
        }
        other => other,
    })
}

/// Title, partner, number and link of each, in the order of the rows.
fn links(done: &Value, new: &[(&Place, &New)]) -> Vec<Vec<String>> {
    let links = done["links"].as_array().into_iter().flatten();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    links
        .zip(new)
        .map(|(link, (_, new))| {
            let names = [new.told.title.clone(), new.told.partner.clone()];
            let made = [text(&link["engagement"]), text(&link["link"])];
            names.into_iter().chain(made).collect()
        })
        .collect()
}

/// The links as a table, in the form its name asks for.
fn saved(out: &std::path::Path, links: &[Vec<String>], language: Language) -> Vec<u8> {
    let keys = [
        "register-title-column",
        "register-partner",
        "register-engagement",
        "register-link",
    ];
    let heads = keys.map(|key| words::say(language, key, &[])).to_vec();
    let lines: Vec<Vec<String>> = std::iter::once(heads).chain(links.to_vec()).collect();
    let xlsx = out.extension().is_some_and(|ending| ending == "xlsx");
    let name = if xlsx { "links.xlsx" } else { "links.csv" };
    write::table(&lines, name, "").unwrap_or_default()
}

fn told(planned: &[Planned], new: usize, done: &Value, language: Language) {
    for row in planned {
        let number = ("row", row.place.line.unwrap_or(0).to_string());
        let (key, title, partner, columns) = match &row.fate {
            Fate::New(new) => (
                "register-line-new",
                &new.told.title,
                &new.told.partner,
                Vec::new(),
            ),
            Fate::Known(known, differs) => {
                let columns: Vec<String> = differs
                    .iter()
                    .map(|column| column.heading(language))
                    .collect();
                let key = match columns.is_empty() {
                    true => "register-line-known",
                    false => "register-line-though",
                };
                (key, &known.title, &known.partner, columns)
            }
            Fate::Wrong(_) => continue,
        };
        let joint = words::say(language, "register-joint", &[]);
        let args = [
            number,
            ("title", title.clone()),
            ("partner", partner.clone()),
            ("columns", columns.join(&joint)),
        ];
        output::say(language, key, &args);
    }
    let key = match done.is_null() {
        true => "register-not-recorded",
        false => "register-recorded",
    };
    let known = planned.len() - new;
    let args = [("new", new.to_string()), ("known", known.to_string())];
    output::say(language, key, &args);
}
