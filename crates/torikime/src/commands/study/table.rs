//! `torikime study table DIR [ID]`: a simple or cross table with the test that fits it, as text, JSON or CSV.

use crate::evidence::{self, Evidence, Given};
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use serde::Serialize;
use std::process::ExitCode;
use survey::analyse::{self, TableTest};
use survey::study::Study;
use survey::study::analysis::Figure;
use survey::table::Table;
use survey::tabulate::{self, BaseRule, CrossRequest, Options, PercentOf};
use survey::{Language, Text};

/// The arguments that make sense only where answers are counted.
const COUNTING: [&str; 5] = ["by", "where", "row", "columns", "test"];

/// A table with its tests, for `--json --test`.
#[derive(Serialize)]
struct Tested {
    table: Table,
    tests: Vec<TableTest>,
}

/// What can be tabulated, for `--json` without an id.
#[derive(Serialize)]
struct Listed<'s> {
    id: &'s str,
    title: &'s Text,
}

/// Prints the table named; without a name lists what there is.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let Some(id) = matches.get_one::<String>("question") else {
        list(matches, language)?;
        return Ok(ExitCode::SUCCESS);
    };
    let evidence = Evidence::open(matches, language)?;
    let tested = match &evidence.given {
        None => published(matches, &evidence, id)?,
        Some(given) => counted(matches, &evidence.study, given, id)?,
    };
    print(matches, &tested, language)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the figures and, where answers can be counted, the questions; JSON where it is asked for.
pub fn list(matches: &ArgMatches, language: Language) -> Result<(), Failure> {
    let study = evidence::study(matches, language)?;
    let counting = study.published.is_empty() || matches.contains_id("answers");
    let figures = study.analysis.figures.iter();
    let figures = figures.map(|figure| (figure.id.as_str(), &figure.title));
    let questions = study.questionnaire.questions.iter().filter(|_| counting);
    let questions = questions.map(|question| (question.id.as_str(), question.title()));
    let all = figures
        .chain(questions)
        .map(|(id, title)| Listed { id, title });
    match matches.try_get_one("json") {
        Ok(Some(true)) => output::json(&all.collect::<Vec<_>>()),
        _ => {
            let rows = all.map(|one| (one.id.to_owned(), one.title.get(language).to_owned()));
            output::list(["cli-list-id", "cli-list-title"], rows, language);
        }
    }
    Ok(())
}

fn print(matches: &ArgMatches, tested: &Tested, language: Language) -> Result<(), Failure> {
    match (matches.get_flag("json"), matches.get_flag("csv")) {
        (true, _) if matches.get_flag("test") => output::json(tested),
        (true, _) => output::json(&tested.table),
        (_, true) => output::table_csv(&tested.table, language)?,
        _ => {
            output::table(&tested.table, language);
            let tests = report::outcome::lines(&tested.tests, &tested.table, language);
            tests.first().into_iter().for_each(|_| output::line(""));
            tests.iter().for_each(|line| output::paragraph(line));
        }
    }
    Ok(())
}

fn published(matches: &ArgMatches, evidence: &Evidence, id: &str) -> Result<Tested, Failure> {
    let given =
        |name: &&&str| matches.value_source(name) == Some(clap::parser::ValueSource::CommandLine);
    if let Some(name) = COUNTING.iter().find(given) {
        return Err(Failure::unknown(
            "cli-only-with-answers",
            &format!("--{name}"),
        ));
    }
    let workup = evidence.workup();
    Ok(Tested {
        table: evidence::figure(&workup, id)?.clone(),
        tests: Vec::new(),
    })
}

fn counted(
    matches: &ArgMatches,
    study: &Study,
    given: &Given,
    id: &str,
) -> Result<Tested, Failure> {
    let options = options(matches, given);
    let figure = study.analysis.figures.iter().find(|figure| figure.id == id);
    let (table, request) = match figure {
        Some(figure) => (
            tabulate::figure(study, &given.answers, figure, &options)?,
            of_figure(figure),
        ),
        None => {
            let request = request(matches, id);
            (
                tabulate::cross(study, &given.answers, &request, &options)?,
                request,
            )
        }
    };
    let tests = match matches.get_flag("test") {
        true if request.by.is_none() => return Err(Failure::unknown("cli-test-needs-groups", id)),
        true => analyse::crossed(study, &given.answers, &request, &options)?,
        false => Vec::new(),
    };
    Ok(Tested { table, tests })
}

fn options<'g>(matches: &ArgMatches, given: &'g Given) -> Options<'g> {
    let answered = matches
        .get_one::<String>("base")
        .is_some_and(|base| base == "answered");
    Options {
        weights: given.weights.as_ref(),
        base: if answered {
            BaseRule::Answered
        } else {
            BaseRule::Asked
        },
        percent: if matches.get_flag("columns") {
            PercentOf::Column
        } else {
            PercentOf::Row
        },
        shared: given.shared,
        ..Options::default()
    }
}

fn request(matches: &ArgMatches, id: &str) -> CrossRequest {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    CrossRequest {
        of: id.to_owned(),
        rows: text("row").into_iter().collect(),
        by: text("by"),
        groups: Vec::new(),
        domain: text("where"),
    }
}

/// The request that a figure of `analysis.toml` makes.
fn of_figure(figure: &Figure) -> CrossRequest {
    CrossRequest {
        of: figure.question.clone(),
        rows: figure.rows.clone(),
        by: figure.by.clone(),
        groups: figure.groups.clone(),
        domain: figure.domain.clone(),
    }
}
