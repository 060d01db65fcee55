//! `torikime study import DIR FILE`: a table of answers read, its problems reported, its answers kept.

use crate::columns::Column;
use crate::evidence::{self, ANSWERS};
use crate::failure::Failure;
use crate::{commands, folder, output};
use clap::ArgMatches;
use report::words;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use survey::Language;
use survey::export::{AnswerStyle, answers_csv};
use survey::read::{self, Coverage, ImportOptions, Imported, Mapping, RowCounts, Sheet};

/// Reads, reports, and writes unless it is a dry run or strictness refuses.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let study = evidence::study(matches, language)?;
    let from = commands::path(matches, "file");
    let sheet = evidence::sheet(from, matches.get_one::<String>("sheet"))?;
    let mapping = evidence::mapping(matches, &study, &sheet)?;
    let options = ImportOptions {
        strict: matches.get_flag("strict"),
        ..ImportOptions::default()
    };
    let imported = read::import(&study, &sheet, &mapping, &options);
    let open = Open::of(&sheet, &mapping, &imported);
    let out = out(matches, from)?;
    let written = match &imported.answers {
        Some(answers) if !matches.get_flag("dry-run") => {
            let csv = answers_csv(&study, answers, &AnswerStyle::default());
            folder::write(&out, csv.as_bytes())?;
            Some((out, csv.len()))
        }
        _ => None,
    };
    let mapped = matches.get_one::<PathBuf>("write-mapping");
    if let Some(path) = mapped {
        folder::write(path, mapping.to_toml().as_bytes())?;
    }
    if matches.get_flag("json") {
        json(
            &imported,
            &mapping,
            &open,
            written.as_ref().map(|(path, _)| path),
            language,
        );
    } else {
        text(&imported, &open, language);
        let mapped = mapped.map(|path| (path.clone(), mapping.to_toml().len()));
        for (path, size) in mapped.iter().chain(&written) {
            output::wrote_words(path, *size, language);
        }
        ending(matches, &imported, language);
    }
    let failed = evidence::errors(&imported) > 0 && (written.is_none() || options.strict);
    Ok(ExitCode::from(u8::from(failed)))
}

/// Where the answers go; never onto the file they come from.
fn out(matches: &ArgMatches, from: &Path) -> Result<PathBuf, Failure> {
    let named = matches.get_one::<PathBuf>("out").cloned();
    let out = named.unwrap_or_else(|| commands::path(matches, "dir").join(ANSWERS));
    let same = out.exists() && out.canonicalize().ok() == from.canonicalize().ok();
    match same && !matches.get_flag("dry-run") {
        true => Err(Failure::unknown(
            "cli-onto-itself",
            &out.display().to_string(),
        )),
        false => Ok(out),
    }
}

/// Problems that a line of the summary says for all columns or variables together.
const SUMMED_UP: [&str; 2] = ["column-not-used", "variable-not-mapped"];

/// What the mapping leaves open.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Open {
    columns: Vec<String>,
    variables: Vec<String>,
}

impl Open {
    fn of(sheet: &Sheet, mapping: &Mapping, imported: &Imported) -> Open {
        let used: Vec<&str> = mapping.headings().collect();
        let unused = sheet
            .header
            .iter()
            .filter(|heading| !used.contains(&heading.as_str()));
        let without = imported
            .coverage
            .iter()
            .filter(|one| one.columns.is_empty());
        Open {
            columns: unused.cloned().collect(),
            variables: without.map(|one| one.variable.clone()).collect(),
        }
    }
}

/// What `--json` prints.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Report<'a> {
    rows: RowCounts,
    counts: &'a BTreeMap<&'static str, u64>,
    problems: Vec<output::SaidProblem<'a>>,
    coverage: &'a [Coverage],
    open: &'a Open,
    mapping: &'a Mapping,
    written: Option<&'a PathBuf>,
}

fn json(
    imported: &Imported,
    mapping: &Mapping,
    open: &Open,
    written: Option<&PathBuf>,
    language: Language,
) {
    output::json(&Report {
        rows: imported.rows,
        counts: &imported.counts,
        problems: output::said(&imported.problems, language),
        coverage: &imported.coverage,
        open,
        mapping,
        written,
    });
}

fn text(imported: &Imported, open: &Open, language: Language) {
    let listed = imported
        .problems
        .iter()
        .filter(|problem| !SUMMED_UP.contains(&problem.code));
    output::problems(&listed.cloned().collect::<Vec<_>>(), language);
    coverage(&imported.coverage, language);
    let rows = imported.rows;
    let args = [
        ("read", rows.read.to_string()),
        ("kept", rows.kept.to_string()),
        ("out", rows.left_out.to_string()),
        ("blank", rows.blank.to_string()),
    ];
    if !imported.coverage.is_empty() {
        output::say(language, "cli-import-rows", &args);
    }
    let lists = [
        ("cli-import-open-columns", &open.columns),
        ("cli-import-open-variables", &open.variables),
    ];
    for (key, names) in lists.into_iter().filter(|(_, names)| !names.is_empty()) {
        let args = [("n", names.len().to_string()), ("names", names.join(", "))];
        output::say(language, key, &args);
    }
    counts(imported, language);
    let synthetic = imported
        .answers
        .as_ref()
        .is_some_and(|answers| answers.synthetic);
    if synthetic {
        output::say(language, "report-synthetic", &[]);
    }
}

/// Each variable with its columns and how many answered: the matching, shown.
fn coverage(all: &[Coverage], language: Language) {
    if all.is_empty() {
        return;
    }
    let heads = [
        "cli-import-variable",
        "cli-import-asked",
        "cli-import-answered",
        "cli-import-faulty",
        "cli-import-columns",
    ];
    let head = heads.map(|key| words::say(language, key, &[]));
    let row = |one: &Coverage| {
        vec![
            one.variable.clone(),
            one.asked.to_string(),
            one.answered.to_string(),
            one.faulty.to_string(),
            one.columns.join(", "),
        ]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let number = Column::Numbers(10);
    let shape = [Column::Words(24), number, number, number, Column::Words(50)];
    output::columns(&head, &rows, &shape);
    output::line("");
}

/// How many problems of each kind, in the words of the first.
fn counts(imported: &Imported, language: Language) {
    let counts = imported.counts.iter();
    for (code, count) in counts.filter(|(code, _)| !SUMMED_UP.contains(code)) {
        let listed = imported
            .problems
            .iter()
            .filter(|problem| problem.code == *code)
            .count() as u64;
        let args = [
            ("code", (*code).to_owned()),
            ("count", count.to_string()),
            ("listed", listed.to_string()),
        ];
        let key = if listed < *count {
            "cli-import-count-part"
        } else {
            "cli-import-count"
        };
        output::say(language, key, &args);
    }
}

fn ending(matches: &ArgMatches, imported: &Imported, language: Language) {
    let key = match &imported.answers {
        None => "cli-import-refused",
        Some(_) if matches.get_flag("dry-run") => "cli-import-dry",
        Some(_) => return,
    };
    output::say(
        language,
        key,
        &[("errors", evidence::errors(imported).to_string())],
    );
}
