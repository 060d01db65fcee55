//! `torikime study anonymise DIR`: a copy of the answers for sharing, and what was done for it.

use crate::commands::path;
use crate::evidence::Evidence;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use report::words;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::process::ExitCode;
use survey::Language;
use survey::export::{AnonymiseOptions, AnswerStyle, Rare, anonymise, answers_csv};

/// Writes the copy and says what was removed and what stays open.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let evidence = Evidence::open(matches, language)?;
    let study = &evidence.study;
    let Some(given) = &evidence.given else {
        return Err(Failure::unknown("cli-only-with-answers", "anonymise"));
    };
    let options = options(matches);
    let known: Vec<String> = given.answers.columns.keys().cloned().collect();
    if let Some(name) = options
        .recognisable_by
        .iter()
        .find(|name| !known.contains(name))
    {
        return Err(Failure::Unknown {
            key: "cli-unknown-variable",
            name: name.clone(),
            known,
        });
    }
    let copy = anonymise(study, &given.answers, &options);
    let csv = answers_csv(study, &copy.answers, &AnswerStyle::default());
    output::wrote(path(matches, "out"), csv.as_bytes(), language)?;
    for done in &copy.report {
        let said = words::problem(language, done);
        output::line(&format!("- {}", said.cause));
        output::line(&format!("  → {}", said.remedy));
    }
    Ok(ExitCode::SUCCESS)
}

fn options(matches: &ArgMatches) -> AnonymiseOptions {
    let names = matches
        .get_many::<String>("recognisable")
        .unwrap_or_default();
    AnonymiseOptions {
        seed: matches
            .get_one::<u64>("secret-seed")
            .copied()
            .unwrap_or_else(secret),
        smallest_group: matches
            .get_one::<u64>("smallest-group")
            .copied()
            .unwrap_or(3),
        recognisable_by: names.cloned().collect(),
        rare: if matches.get_flag("remove-rare") {
            Rare::Remove
        } else {
            Rare::Report
        },
    }
}

/// A seed nobody knows, from the keys that the system gives each process: the order cannot be undone with it.
fn secret() -> u64 {
    RandomState::new().build_hasher().finish()
}
