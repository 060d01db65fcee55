//! `torikime backup`: one file of a server's data, wherever they lie, beside the running server, checked before it bears its name.

use crate::commands::{path, serve};
use crate::failure::Failure;
use crate::{data, output, shelf};
use clap::ArgMatches;
use ledger::body::server::Act;
use report::words;
use serde_json::json;
use std::process::ExitCode;
use store::backup::back_up_with;
use survey::Language;

/// Backs up; recorded first, so that the copy itself tells of it.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let (folder, out) = (path(matches, "server-data"), path(matches, "out"));
    let place = serve::place_of(matches)?;
    let store = data::beside(folder, &place)?;
    let size = store.read(|read| read.note())?.checkpoint.size;
    store.operator_acted(Act::Backup, format!("after {size} entries"))?;
    drop(store);
    let (manifest, verified) = back_up_with(
        place.beside(folder)?.as_ref(),
        &place.settings(folder)?.with_files(folder),
        out,
        &mut shelf::beside(folder)?,
    )?;
    if matches.get_flag("json") {
        output::json(&json!({
            "manifest": manifest,
            "verified": { "entries": verified.entries, "ledgers": verified.ledgers, "texts": verified.texts },
        }));
        return Ok(ExitCode::SUCCESS);
    }
    let checkpoint = &manifest.checkpoint.checkpoint;
    let args = [
        ("size", checkpoint.size.to_string()),
        ("epoch", checkpoint.epoch.to_string()),
        ("root", checkpoint.root.to_string()),
        ("entries", verified.entries.to_string()),
        ("ledgers", verified.ledgers.to_string()),
        ("texts", verified.texts.to_string()),
        (
            "studies",
            manifest
                .studies
                .as_ref()
                .map_or(0, |part| part.count)
                .to_string(),
        ),
    ];
    output::say(language, "cli-backed-up", &args);
    let bytes = usize::try_from(manifest.bytes).unwrap_or(usize::MAX);
    output::wrote_words(out, bytes, language);
    output::line(&words::attr(language, "cli-backed-up", "remedy", &[]));
    Ok(ExitCode::SUCCESS)
}
