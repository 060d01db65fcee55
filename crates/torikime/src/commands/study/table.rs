//! `torikime study table DIR [ID]`: a simple or cross table with the test that fits it, as text, JSON or CSV.

use crate::evidence::{self, Evidence, Given};
use crate::failure::Failure;
use crate::flags;
use crate::output;
use clap::ArgMatches;
use serde::Serialize;
use std::process::ExitCode;
use survey::analyse::{self, Adjusted, TableTest};
use survey::study::Study;
use survey::study::analysis::Figure;
use survey::table::{Column, Table};
use survey::tabulate::{self, BaseRule, CrossRequest, Options, PercentOf};
use survey::weights::Weights;
use survey::{Language, Text};

/// The arguments that make sense only where answers are counted.
const COUNTING: [&str; 9] = [
    "by",
    "where",
    "row",
    "columns",
    "test",
    "intervals",
    "nets",
    "marks",
    "adjust-by",
];

/// A table with its tests, for `--json --test`.
#[derive(Serialize)]
struct Tested {
    table: Table,
    tests: Vec<TableTest>,
    /// Two groups compared within strata, an entry for each option.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    adjusted: Vec<(Column, Adjusted)>,
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
        (true, _) if matches.get_flag("test") || !tested.adjusted.is_empty() => {
            output::json(tested);
        }
        (true, _) => output::json(&tested.table),
        (_, true) => output::table_csv(&tested.table, language)?,
        _ => {
            output::table(&tested.table, language);
            let tests = report::outcome::lines(&tested.tests, &tested.table, language);
            tests.first().into_iter().for_each(|_| output::line(""));
            tests.iter().for_each(|line| output::paragraph(line));
            if !tested.adjusted.is_empty() {
                output::line("");
                output::grid(&report::outcome::adjusted(&tested.adjusted, language));
            }
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
        adjusted: Vec::new(),
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
                tabulate::cross(study, &given.answers, &request, &options).map_err(flags::named)?,
                request,
            )
        }
    };
    let tests = match matches.get_flag("test") {
        true if request.by.is_none() => return Err(Failure::unknown("cli-test-needs-groups", id)),
        true => {
            analyse::crossed(study, &given.answers, &request, &options).map_err(flags::named)?
        }
        false => Vec::new(),
    };
    let adjusted = adjusted(matches, study, given, (&table, &request))?;
    Ok(Tested {
        table,
        tests,
        adjusted,
    })
}

/// The two groups of the table compared within what `--adjust-by` names.
fn adjusted(
    matches: &ArgMatches,
    study: &Study,
    given: &Given,
    (table, request): (&Table, &CrossRequest),
) -> Result<Vec<(Column, Adjusted)>, Failure> {
    let Some(within) = matches.get_one::<String>("adjust-by") else {
        return Ok(Vec::new());
    };
    let unit = Weights::unit(given.answers.len());
    let weights = given.weights.as_ref().unwrap_or(&unit);
    let asked = (table, request, within.as_str());
    analyse::adjusted_table(study, &given.answers, asked, weights)
        .map_err(|problems| flags::within(problems, "--adjust-by"))?
        .ok_or_else(|| Failure::unknown("cli-adjust-needs-two-groups", &request.id()))
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
        intervals: matches.get_flag("intervals"),
        nets: matches.get_flag("nets"),
        marks: level(matches),
        ..Options::default()
    }
}

/// The level of `--marks`, as a share.
fn level(matches: &ArgMatches) -> Option<f64> {
    let percent: f64 = matches.get_one::<String>("marks")?.parse().ok()?;
    Some(percent / 100.0)
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
