//! `torikime restore`: a new data folder of a backup, which from then on says that it is one.

use crate::commands::path;
use crate::failure::Failure;
use crate::{data, output};
use clap::ArgMatches;
use report::words;
use serde_json::json;
use std::process::ExitCode;
use store::backup::restore;
use survey::Language;

/// Restores into a folder that is empty or not there.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let (backup, folder) = (path(matches, "backup"), path(matches, "server-data"));
    let key = path(matches, "key-file");
    let manifest = restore(backup, &data::with_key(key)?, key, folder)?;
    let restored = data::beside(folder)?.restored()?;
    let epoch = restored.map_or(0, |restored| restored.epoch);
    if matches.get_flag("json") {
        output::json(&json!({ "manifest": manifest, "epoch": epoch }));
        return Ok(ExitCode::SUCCESS);
    }
    let args = [
        ("folder", folder.display().to_string()),
        ("size", manifest.checkpoint.checkpoint.size.to_string()),
        ("epoch", epoch.to_string()),
    ];
    output::say(language, "cli-restored", &args);
    output::line(&words::attr(language, "cli-restored", "remedy", &[]));
    Ok(ExitCode::SUCCESS)
}
