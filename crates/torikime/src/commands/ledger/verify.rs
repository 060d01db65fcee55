//! `torikime ledger verify`: whether an export is whole and what was kept of it agrees, with no server and no network.

use crate::failure::Failure;
use crate::{folder, output};
use clap::ArgMatches;
use ledger::export::{Export, Finding, Kept, Verdict, verify};
use ledger::journal::checkpoint::Verifier;
use ledger::signature::PublicKey;
use report::words;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;
use survey::Language;

/// Checks each file; ends with 1 where anything is wrong with any of them.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let (origin, keys) = keys(matches)?;
    let kept = kept(matches)?;
    let mut answers = Vec::new();
    let mut holds = true;
    for file in paths(matches, "export") {
        let export = export(file)?;
        let verdict = verify(&export, &origin, &keys, &kept);
        holds &= verdict.holds();
        if matches.get_flag("json") {
            answers.push(as_json(file, &export, &verdict, language));
        } else {
            print(file, &export, &verdict, language);
        }
    }
    if matches.get_flag("json") {
        output::json(&answers);
    }
    Ok(ExitCode::from(u8::from(!holds)))
}

fn paths<'a>(matches: &'a ArgMatches, id: &str) -> impl Iterator<Item = &'a Path> {
    let paths = matches.get_many::<PathBuf>(id).into_iter().flatten();
    paths.map(PathBuf::as_path)
}

/// The name of the server, and its keys: the present one and, where it changed, those before.
fn keys(matches: &ArgMatches) -> Result<(String, Vec<PublicKey>), Failure> {
    let mut origin = String::new();
    let mut keys = Vec::new();
    for given in matches.get_many::<String>("key").into_iter().flatten() {
        let verifier =
            Verifier::from_str(given).map_err(|_| Failure::unknown("cli-not-a-verifier", given))?;
        if !origin.is_empty() && origin != verifier.origin {
            return Err(Failure::unknown("cli-other-server", &verifier.origin));
        }
        origin = verifier.origin;
        keys.push(verifier.key);
    }
    Ok((origin, keys))
}

fn kept(matches: &ArgMatches) -> Result<Vec<Kept>, Failure> {
    let receipts =
        paths(matches, "receipt").map(|file| parsed(file, "cli-not-a-receipt").map(Kept::Receipt));
    let checkpoints = paths(matches, "checkpoint")
        .map(|file| parsed(file, "cli-not-a-checkpoint").map(Kept::Checkpoint));
    receipts.chain(checkpoints).collect()
}

fn parsed<T: FromStr>(file: &Path, key: &'static str) -> Result<T, Failure> {
    let bytes = folder::read(file)?;
    let text = String::from_utf8_lossy(&bytes);
    // A mail program may have changed the ends of lines; nothing else.
    let text = text.replace("\r\n", "\n");
    text.parse()
        .map_err(|_| Failure::unknown(key, &file.display().to_string()))
}

fn export(file: &Path) -> Result<Export, Failure> {
    serde_json::from_slice(&folder::read(file)?)
        .map_err(|_| Failure::unknown("cli-not-an-export", &file.display().to_string()))
}

/// A finding in words: its code names them, its values stand in them.
fn said(finding: &Finding, language: Language) -> (Value, String) {
    let value = serde_json::to_value(finding).unwrap_or_default();
    let text = |value: &Value| value.as_str().map_or(value.to_string(), str::to_owned);
    let code = value.get("code").map(text).unwrap_or_default();
    let fields = value.as_object().into_iter().flatten();
    let args: Vec<(&str, String)> = fields
        .map(|(name, value)| (name.as_str(), text(value)))
        .collect();
    let words = words::say(language, &format!("finding-{code}"), &args);
    (value, words)
}

fn as_json(file: &Path, export: &Export, verdict: &Verdict, language: Language) -> Value {
    let findings: Vec<Value> = verdict
        .findings
        .iter()
        .map(|finding| {
            let (mut value, words) = said(finding, language);
            if let Some(fields) = value.as_object_mut() {
                fields.insert("open".to_owned(), finding.is_open().into());
                fields.insert("words".to_owned(), words.into());
            }
            value
        })
        .collect();
    json!({
        "file": file.display().to_string(),
        "ledger": export.ledger,
        "entries": export.entries.len(),
        "journal": { "size": verdict.checkpoint.size, "root": verdict.checkpoint.root, "epoch": verdict.checkpoint.epoch },
        "holds": verdict.holds(),
        "findings": findings,
        "agreed": verdict.agreed(),
    })
}

fn print(file: &Path, export: &Export, verdict: &Verdict, language: Language) {
    let key = match verdict.holds() {
        true => "cli-verified",
        false => "cli-not-verified",
    };
    let args = [
        ("file", file.display().to_string()),
        ("ledger", export.ledger.to_string()),
        ("entries", export.entries.len().to_string()),
        ("size", verdict.checkpoint.size.to_string()),
        ("root", verdict.checkpoint.root.to_string()),
    ];
    output::say(language, key, &args);
    for agreed in verdict.agreed() {
        let how = match agreed.signed {
            true => "terms-signed",
            false => "terms-signed-in",
        };
        let accepted: Vec<String> = agreed.accepted.iter().map(u64::to_string).collect();
        let args = [
            ("item", agreed.item.to_string()),
            ("seq", agreed.seq.to_string()),
            ("hash", agreed.hash.to_string()),
            ("accepted", accepted.join(", ")),
            ("how", words::say(language, how, &[])),
        ];
        output::say(language, "cli-agreed", &args);
    }
    for finding in &verdict.findings {
        output::line(&format!("  {}", said(finding, language).1));
    }
}
