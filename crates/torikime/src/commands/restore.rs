//! `torikime restore`: a new data folder of a backup, with the entries in PostgreSQL where the settings name one, which from then on says that it is one.

use crate::commands::{path, serve};
use crate::failure::Failure;
use crate::{data, folder, output, shelf};
use clap::ArgMatches;
use report::words;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;
use store::backup::restore_with;
use store::erasures::Erasures;
use survey::Language;

/// Restores into a folder that is empty or not there.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let (backup, to) = (path(matches, "backup"), path(matches, "server-data"));
    let key = path(matches, "key-file");
    let erasures = listed(matches)?;
    let place = serve::place_of(matches)?;
    if let Some(blobs) = &place.blobs {
        blobs.reach()?;
    }
    let (manifest, repeated) = restore_with(
        backup,
        &place.with_key(key)?,
        (key, place.elsewhere()),
        erasures,
        to,
        &mut shelf::keep,
    )?;
    let restored = data::beside(to, &place)?.restored()?;
    let epoch = restored.map_or(0, |restored| restored.epoch);
    if matches.get_flag("json") {
        output::json(&json!({ "manifest": manifest, "epoch": epoch, "erased": repeated }));
        return Ok(ExitCode::SUCCESS);
    }
    let args = [
        ("folder", to.display().to_string()),
        ("size", manifest.checkpoint.checkpoint.size.to_string()),
        ("epoch", epoch.to_string()),
        (
            "studies",
            manifest
                .studies
                .as_ref()
                .map_or(0, |part| part.count)
                .to_string(),
        ),
    ];
    output::say(language, "cli-restored", &args);
    let args = [
        ("people", repeated.people.to_string()),
        ("texts", repeated.texts.to_string()),
    ];
    output::say(language, "cli-erased-again", &args);
    output::line(&words::attr(language, "cli-restored", "remedy", &[]));
    Ok(ExitCode::SUCCESS)
}

/// What was erased since the backup, where a list is given.
fn listed(matches: &ArgMatches) -> Result<Erasures, Failure> {
    let Some(file) = matches.get_one::<PathBuf>("erasures") else {
        return Ok(Erasures::default());
    };
    let text = String::from_utf8(folder::read(file)?).unwrap_or_default();
    let unknown = |_| Failure::unknown("cli-no-erasures", &file.display().to_string());
    text.parse().map_err(unknown)
}
