//! `torikime doctor`: whether a data folder is whole and safely kept, computed from nothing, beside a running server.

mod files;
mod finding;
mod post;
mod rebuild;

use crate::commands::{path, serve};
use crate::data::Place;
use crate::failure::Failure;
use crate::{machine, output};
use clap::ArgMatches;
use finding::Finding;
use ledger::body::server::Act;
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;
use store::blobs::Looked;
use store::engine::Database;
use store::engine::sqlite::Folder;
use store::operator::{Inspected, inspect};
use store::{Code, Settings, Store, StoreError};
use survey::Language;

/// The clock may be behind the last entry by so many milliseconds: what a store, too, lets pass.
const CLOCK_SLACK: i64 = 5 * 60_000;

/// What was looked at, for the printed answer.
struct Examined {
    /// Whether a server has the folder open; not known of a database elsewhere.
    served: Option<bool>,
    disk: files::Disk,
    inspected: Option<Inspected>,
    findings: Vec<Finding>,
    /// What is known of mails, where something was recorded.
    post: Option<post::Post>,
    recorded: bool,
    /// Ledgers whose lists were computed anew and were different, where that was asked for.
    rebuilt: Option<u64>,
}

/// Checks everything, says what is wrong, and ends with 1 where anything is.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let folder = path(matches, "server-data");
    let place = serve::place_of(matches)?;
    let settings = place.settings(folder)?;
    let in_folder = place.postgres.is_none();
    let served = match in_folder {
        true => Some(Folder::is_served(folder)?),
        false => None,
    };
    let (disk, mut findings) = files::look(folder, in_folder)?;
    let database = place.beside(folder)?;
    let rebuilt = match matches.get_flag("rebuild") {
        true => Some(rebuild::lists(folder, &place, served == Some(true))?),
        false => None,
    };
    let inspected = look_inside(folder, database.as_ref(), &settings, &mut findings)?;
    // Nothing is written into data that is not sound.
    let sound = findings.iter().all(|finding| !finding.of_data);
    let to = matches.get_one::<String>("mail-to").map(String::as_str);
    let post = match sound {
        true => {
            let store = record(folder, &place, settings, to.is_some())?;
            Some(post::look(&store, to, language, &mut findings)?)
        }
        false => None,
    };
    let examined = Examined {
        served,
        disk,
        inspected,
        findings,
        post,
        recorded: sound,
        rebuilt,
    };
    match matches.get_flag("json") {
        true => print_json(&examined, language),
        false => print(&examined, language),
    }
    Ok(ExitCode::from(u8::from(!examined.findings.is_empty())))
}

fn record(
    folder: &Path,
    place: &Place,
    settings: Settings,
    tests_mail: bool,
) -> Result<Store, Failure> {
    let store = Store::beside(place.beside(folder)?, settings)?;
    let detail = match tests_mail {
        true => "sound; a test mail",
        false => "sound",
    };
    store.operator_acted(Act::Doctor, detail)?;
    Ok(store)
}

/// What cannot be read at all is a finding; another version of the data is none, but a reason not to look.
fn look_inside(
    folder: &Path,
    database: &dyn Database,
    settings: &Settings,
    findings: &mut Vec<Finding>,
) -> Result<Option<Inspected>, StoreError> {
    match inspect(database, folder, settings) {
        Ok(inspected) => {
            findings.extend(inspected.verified.findings.iter().map(Finding::of_store));
            findings.extend(inspected.database.iter().map(|said| Finding::of_file(said)));
            findings.extend(inspected.unseen.iter().map(Finding::of_storage));
            findings.extend(of_blobs(&inspected.blobs));
            let now = machine::now();
            let behind = inspected.last.filter(|last| now.plus(CLOCK_SLACK) < *last);
            findings.extend(behind.map(|last| Finding::clock(last, now)));
            Ok(Some(inspected))
        }
        Err(error) if unreadable(error.code) => {
            findings.push(Finding::of_file(&error.to_string()));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn of_blobs(looked: &Looked) -> Vec<Finding> {
    let changed = looked.changed.iter();
    let changed = changed.map(|hash| Finding::of_blob("blob-changed", hash));
    let missing = looked.missing.iter();
    let missing = missing.map(|hash| Finding::of_blob("blob-missing", hash));
    changed.chain(missing).collect()
}

/// Whether an error speaks of damage: a statement fails where the schema itself was changed.
fn unreadable(code: Code) -> bool {
    matches!(
        code,
        Code::Damaged | Code::Statement | Code::Conflict | Code::OtherSchema | Code::Unsafe
    )
}

fn print_json(examined: &Examined, language: Language) {
    let verified = examined.inspected.as_ref().map(|inspected| {
        let verified = &inspected.verified;
        let files = inspected.blobs.sound;
        let unnamed = inspected.blobs.unnamed.len();
        json!({ "entries": verified.entries, "ledgers": verified.ledgers, "texts": verified.texts, "files": files, "unnamed": unnamed })
    });
    let findings: Vec<_> = examined
        .findings
        .iter()
        .map(|finding| finding.as_json(language))
        .collect();
    output::json(&json!({
        "served": examined.served,
        "recorded": examined.recorded,
        "rebuilt": examined.rebuilt,
        "disk": { "database": examined.disk.database, "free": examined.disk.free },
        "verified": verified,
        "mail": examined.post.as_ref().map(post::Post::as_json),
        "findings": findings,
    }));
}

fn print(examined: &Examined, language: Language) {
    if let Some(ledgers) = examined.rebuilt {
        let args = [("ledgers", ledgers.to_string())];
        output::say(language, "cli-doctor-rebuilt", &args);
    }
    if let Some(inspected) = &examined.inspected {
        let verified = &inspected.verified;
        let args = [
            ("entries", verified.entries.to_string()),
            ("ledgers", verified.ledgers.to_string()),
            ("texts", verified.texts.to_string()),
            ("files", inspected.blobs.sound.to_string()),
        ];
        output::say(language, "cli-doctor-checked", &args);
        let unnamed = inspected.blobs.unnamed.len();
        if unnamed > 0 {
            let args = [("files", unnamed.to_string())];
            output::say(language, "cli-doctor-unnamed", &args);
        }
    }
    let free = ("free", files::size(examined.disk.free));
    match examined.disk.database {
        Some(database) => {
            let args = [("database", files::size(database)), free];
            output::say(language, "cli-doctor-disk", &args);
        }
        None => output::say(language, "cli-doctor-postgres", &[free]),
    }
    match examined.served {
        Some(true) => output::say(language, "cli-doctor-served", &[]),
        Some(false) => output::say(language, "cli-doctor-not-served", &[]),
        None => {}
    }
    for (key, values) in examined.post.iter().flat_map(post::Post::said) {
        output::say(language, key, &values);
    }
    for finding in &examined.findings {
        let (cause, remedy) = finding.said(language);
        output::line(&cause);
        output::line(&format!("  → {remedy}"));
    }
    let args = [("n", examined.findings.len().to_string())];
    output::say(language, "cli-doctor-result", &args);
    if !examined.recorded {
        output::say(language, "cli-doctor-not-recorded", &[]);
    }
}
