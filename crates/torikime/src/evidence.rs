//! What a command computes from: a study, with answers where they are given, else with its published numbers.

use crate::commands::path;
use crate::failure::Failure;
use crate::{folder, output};
use clap::ArgMatches;
use report::words;
use std::path::{Path, PathBuf};
use survey::answers::Answers;
use survey::read::{self, ImportOptions, Imported, Mapping, Sheet, SheetHint};
use survey::study::Study;
use survey::table::Table;
use survey::weights::Weights;
use survey::workup::Workup;
use survey::{Language, Problem, Severity};

/// Name under which a study folder keeps imported answers.
pub const ANSWERS: &str = "answers.csv";

/// A study and what its numbers come from.
pub struct Evidence {
    /// The study.
    pub study: Study,
    /// Answers; none where published numbers are the evidence.
    pub given: Option<Given>,
}

/// Answers with what counting them needs.
pub struct Given {
    /// The answers.
    pub answers: Answers,
    /// Weights, when asked for.
    pub weights: Option<Weights>,
    /// Whether small cells are withheld.
    pub shared: bool,
}

impl Evidence {
    /// Opens the study of `DIR` with `--answers`, else with what it publishes, else with the answers it has imported.
    pub fn open(matches: &ArgMatches, language: Language) -> Result<Evidence, Failure> {
        let study = study(matches, language)?;
        let given = match answers_path(matches, &study) {
            None if study.published.is_empty() => {
                return Err(Failure::unknown("cli-need-answers", &study.header.id));
            }
            None => None,
            Some(path) => Some(given(matches, &study, &path, language)?),
        };
        Ok(Evidence { study, given })
    }

    /// Everything that is computed of the study.
    pub fn workup(&self) -> Workup {
        match &self.given {
            None => Workup::of_published(&self.study),
            Some(given) => Workup::of_answers(
                &self.study,
                &given.answers,
                given.weights.as_ref(),
                given.shared,
            ),
        }
    }
}

/// Opens the study of `DIR`; warnings go to stderr.
pub fn study(matches: &ArgMatches, language: Language) -> Result<Study, Failure> {
    let opened = folder::open(path(matches, "dir"))?;
    output::problems(&opened.warnings, language);
    Ok(opened.study)
}

/// The table of a figure, or the failure that names those there are.
pub fn figure<'w>(workup: &'w Workup, id: &str) -> Result<&'w Table, Failure> {
    let all = workup.figures.iter().chain(&workup.simple);
    workup.table(id).ok_or_else(|| Failure::Unknown {
        key: "cli-unknown-figure",
        name: id.to_owned(),
        known: all.map(|table| table.id.clone()).collect(),
    })
}

fn answers_path(matches: &ArgMatches, study: &Study) -> Option<PathBuf> {
    let asked = matches.get_one::<PathBuf>("answers").cloned();
    let kept = path(matches, "dir").join(ANSWERS);
    asked.or_else(|| (study.published.is_empty() && kept.is_file()).then_some(kept))
}

fn given(
    matches: &ArgMatches,
    study: &Study,
    path: &Path,
    language: Language,
) -> Result<Given, Failure> {
    let answers = answers(matches, study, path, language)?;
    // Not every command that reads answers weights them or withholds cells.
    let asked: Option<&String> = matches.try_get_one("weights").ok().flatten();
    let asked = asked.map(String::as_str);
    let weights = match (asked, &answers.weights) {
        (Some("raked"), _) => Some(Weights::raked(study, &answers)?),
        (Some("population"), _) => Some(Weights::from_population(study, &answers)?),
        (Some("given"), Some(weights)) => Some(Weights::given(weights, answers.len())?),
        (Some("given"), None) => {
            return Err(Failure::unknown(
                "cli-no-weights",
                &path.display().to_string(),
            ));
        }
        _ => None,
    };
    let shared = matches.try_get_one("shared").ok().flatten();
    Ok(Given {
        answers,
        weights,
        shared: shared.copied().unwrap_or(false),
    })
}

/// Reads answers; what could not be taken over is counted on stderr, and listed by `torikime study import --dry-run`.
pub fn answers(
    matches: &ArgMatches,
    study: &Study,
    path: &Path,
    language: Language,
) -> Result<Answers, Failure> {
    let sheet = sheet(path, None)?;
    let mapping = mapping(matches, study, &sheet)?;
    let imported = read::import(study, &sheet, &mapping, &ImportOptions::default());
    let errors = errors(&imported);
    match imported.answers {
        None => Err(Failure::Problems(imported.problems)),
        Some(answers) => {
            if errors > 0 {
                let args = [("file", sheet.file), ("errors", errors.to_string())];
                eprintln!("{}", words::say(language, "cli-answers-with-errors", &args));
            }
            Ok(answers)
        }
    }
}

/// How many cells or rows could not be taken over: the errors, however many are listed.
pub fn errors(imported: &Imported) -> u64 {
    let is_error = |code: &str| {
        let mut listed = imported.problems.iter();
        listed.any(|problem| problem.code == code && problem.severity == Severity::Error)
    };
    let codes = imported.counts.iter().filter(|(code, _)| is_error(code));
    codes.map(|(_, count)| count).sum()
}

/// Reads a table of answers, named as the user names it.
pub fn sheet(path: &Path, sheet: Option<&String>) -> Result<Sheet, Failure> {
    let bytes = folder::read(path)?;
    let hint = SheetHint {
        sheet: sheet.cloned(),
        ..SheetHint::file(path.display().to_string())
    };
    Ok(read::sheet(&bytes, &hint)?)
}

/// The mapping of `--mapping`, else the one that fits the headings.
pub fn mapping(matches: &ArgMatches, study: &Study, sheet: &Sheet) -> Result<Mapping, Failure> {
    let Some(path) = matches.get_one::<PathBuf>("mapping") else {
        return Ok(read::match_columns(study, sheet).mapping);
    };
    let name = path.display().to_string();
    let bytes = folder::read(path)?;
    let text = String::from_utf8(bytes).map_err(|_| {
        let place = survey::Place::file(name.clone());
        vec![Problem::error("file-not-utf8", place)]
    })?;
    Ok(Mapping::from_toml(&name, &text)?)
}
