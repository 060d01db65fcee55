//! `torikime key`: the key a server signs with, and another one from here on.

use crate::commands::{path, serve};
use crate::data::Place;
use crate::failure::Failure;
use crate::{data, machine, output};
use clap::ArgMatches;
use ledger::journal::checkpoint::Verifier;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use store::{OldKey, Store, key};
use survey::Language;

/// Runs the command below `key` that was named.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    match matches.subcommand() {
        Some(("rotate", matches)) => rotate(matches, language),
        _ => Ok(ExitCode::from(2)),
    }
}

/// What a change of key did.
struct Rotated {
    /// None where it was lost.
    old: Option<Verifier>,
    new: Verifier,
    kept: Option<PathBuf>,
}

/// Changes the key of a server that nobody runs. Broken off and begun again, it goes on where it was.
fn rotate(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let folder = path(matches, "server-data");
    let place = serve::place_of(matches)?;
    let rotated = match matches.get_one::<String>("lost") {
        None => change(folder, &place)?,
        Some(name) => replace(folder, name, &place)?,
    };
    let old = rotated.old.as_ref().map(ToString::to_string);
    let kept = rotated.kept.as_ref().map(|path| path.display().to_string());
    if matches.get_flag("json") {
        output::json(&json!({ "old": old, "new": rotated.new.to_string(), "kept": kept }));
        return Ok(ExitCode::SUCCESS);
    }
    let args = [
        ("old", old.unwrap_or_else(|| "–".to_owned())),
        ("new", rotated.new.to_string()),
        ("kept", kept.clone().unwrap_or_default()),
        ("file", key::path(folder).display().to_string()),
    ];
    output::say(language, "cli-key-rotated", &args);
    if kept.is_some() {
        output::say(language, "cli-key-kept", &args);
    }
    output::say(language, "cli-key-next", &args);
    Ok(ExitCode::SUCCESS)
}

/// The present key endorses the next.
fn change(folder: &Path, place: &Place) -> Result<Rotated, Failure> {
    let present = key::read(&key::path(folder))?;
    let old = present.verifier();
    let known = OldKey::Known(Arc::new(present.key));
    let new = sign_with_another(folder, &present.origin, &known, place)?;
    let kept = key::install(folder)?;
    Ok(Rotated {
        old: Some(old),
        new,
        kept,
    })
}

/// Nobody has the present key any more: the change is recorded as one without endorsement.
fn replace(folder: &Path, name: &str, place: &Place) -> Result<Rotated, Failure> {
    let new = sign_with_another(folder, name, &OldKey::Lost, place)?;
    let kept = key::install(folder)?;
    Ok(Rotated {
        old: None,
        new,
        kept,
    })
}

fn sign_with_another(
    folder: &Path,
    origin: &str,
    old: &OldKey,
    place: &Place,
) -> Result<Verifier, Failure> {
    // Locked first: a server that runs must not find a next key lying about.
    let database = place.database(folder)?;
    let mut seed = [0; 32];
    machine::random(&mut seed);
    let signer = key::successor(folder, origin, &seed)?;
    let verifier = signer.verifier();
    Store::change_key(database.as_ref(), &data::told(signer), old)?;
    Ok(verifier)
}
