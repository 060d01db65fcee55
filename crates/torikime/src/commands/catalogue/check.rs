//! `torikime catalogue check [DIR]`: everything that is wrong with a catalogue's files, at once.

use crate::failure::Failure;
use crate::{folder, output};
use clap::ArgMatches;
use ledger::catalogue::{BUNDLED, Catalogue, Problem, load};
use report::words;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use survey::{Language, Place};

/// A problem with its words.
#[derive(Serialize)]
struct Said<'a> {
    #[serde(flatten)]
    problem: &'a Problem,
    cause: String,
    remedy: String,
}

/// What the check found.
#[derive(Serialize)]
struct Checked<'a> {
    version: Option<String>,
    hash: Option<String>,
    items: Option<usize>,
    problems: Vec<Said<'a>>,
}

/// Prints what was found; exit 1 when anything was.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let (catalogue, problems) = match matches.get_one::<PathBuf>("catalogue") {
        Some(folder) => look(folder)?,
        None => load(BUNDLED),
    };
    let checked = Checked {
        version: catalogue.as_ref().map(|read| read.version.to_string()),
        hash: catalogue.as_ref().map(|read| read.hash.to_string()),
        items: catalogue.as_ref().map(|read| read.items.len()),
        problems: problems.iter().map(|one| said(one, language)).collect(),
    };
    if matches.get_flag("json") {
        output::json(&checked);
    } else {
        print(&checked, language);
    }
    Ok(ExitCode::from(u8::from(!problems.is_empty())))
}

/// Reads every TOML file of a folder.
fn look(from: &Path) -> Result<(Option<Catalogue>, Vec<Problem>), Failure> {
    let mut texts = Vec::new();
    let mut unread = Vec::new();
    for path in files(from)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match String::from_utf8(folder::read(&path)?) {
            Ok(text) => texts.push((name.into_owned(), text)),
            Err(_) => unread.push(Problem::of_file(&name, "not-utf8")),
        }
    }
    if !unread.is_empty() {
        return Ok((None, unread));
    }
    let texts: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    Ok(load(&texts))
}

fn files(from: &Path) -> Result<Vec<PathBuf>, Failure> {
    let listed = || -> std::io::Result<Vec<PathBuf>> {
        let entries = std::fs::read_dir(from)?.collect::<std::io::Result<Vec<_>>>()?;
        let paths = entries.into_iter().map(|entry| entry.path());
        let toml = |path: &PathBuf| path.extension().is_some_and(|end| end == "toml");
        Ok(paths.filter(toml).collect())
    };
    let mut files = listed().map_err(|cause| Failure::File {
        path: from.display().to_string(),
        act: "read",
        cause,
    })?;
    files.sort();
    Ok(files)
}

fn said(problem: &Problem, language: Language) -> Said<'_> {
    let key = format!("catalogue-fault-{}", problem.code);
    Said {
        cause: words::say(language, &key, &problem.args),
        remedy: words::attr(language, &key, "remedy", &problem.args),
        problem,
    }
}

fn print(checked: &Checked<'_>, language: Language) {
    let error = words::say(language, "cli-error", &[]);
    for said in &checked.problems {
        let place = Place {
            file: said.problem.file.clone(),
            line: said.problem.line,
            field: said.problem.field.clone(),
        };
        let place = words::place(language, &place);
        eprintln!("{place}: {error}: {} [{}]", said.cause, said.problem.code);
        eprintln!("  → {}", said.remedy);
    }
    let count = ("errors", checked.problems.len().to_string());
    output::say(language, "catalogue-checked", &[count]);
    if let (Some(items), Some(day), Some(hash)) = (checked.items, &checked.version, &checked.hash) {
        let args = [
            ("items", items.to_string()),
            ("day", day.clone()),
            ("hash", hash.clone()),
        ];
        output::say(language, "catalogue-version", &args);
    }
}
