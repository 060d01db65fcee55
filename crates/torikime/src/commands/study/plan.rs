//! `torikime study plan DIR`: how many to ask in each stratum, and which differences the answers there are could show.

use crate::columns::{self, Column};
use crate::failure::Failure;
use crate::{evidence, output};
use clap::ArgMatches;
use report::words;
use serde::Serialize;
use std::process::ExitCode;
use survey::Language;
use survey::inference::sample_size::{Plan, SampleSize, detectable, for_margin};
use survey::study::header::Stratum;

/// Confidence level of the margin, and of the test behind a detectable difference.
const LEVEL: f64 = 0.95;
/// Chance of finding a difference of the size stated.
const POWER: f64 = 0.8;

/// One stratum.
#[derive(Serialize)]
struct Row {
    stratum: String,
    population: Option<u64>,
    needed: Option<SampleSize>,
    answered: Option<u64>,
    /// Smallest difference to another stratum of the same size, as a proportion.
    detectable: Option<f64>,
}

/// Prints a row for each stratum.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let study = evidence::study(matches, language)?;
    let percent = |id: &str| f64::from(matches.get_one::<u8>(id).copied().unwrap_or(1)) / 100.0;
    let (margin, response) = (percent("margin"), percent("response"));
    let rows: Vec<Row> = study
        .header
        .strata
        .iter()
        .map(|stratum| row(stratum, margin, response))
        .collect();
    if matches.get_flag("json") {
        output::json(&rows);
        return Ok(ExitCode::SUCCESS);
    }
    let labels = study
        .header
        .strata
        .iter()
        .map(|stratum| stratum.label.get(language));
    let printed: Vec<Vec<String>> = rows
        .iter()
        .zip(labels)
        .map(|(row, label)| cells(row, label))
        .collect();
    let head = [
        "stratum",
        "population",
        "needed",
        "invited",
        "answered",
        "detectable",
    ];
    let head: Vec<String> = head
        .iter()
        .map(|part| words::say(language, &format!("cli-plan-{part}"), &[]))
        .collect();
    let mut shape = vec![Column::Words(32)];
    shape.resize(head.len(), Column::Numbers(12));
    columns::lines(&head, &printed, &shape)
        .iter()
        .for_each(|line| output::line(line));
    let args = [
        ("margin", format!("{:.0}", margin * 100.0)),
        ("response", format!("{:.0}", response * 100.0)),
    ];
    output::paragraph(&words::say(language, "cli-plan-note", &args));
    Ok(ExitCode::SUCCESS)
}

/// Half of all is the share that needs most answers, so the numbers hold for any question.
fn row(stratum: &Stratum, margin: f64, response: f64) -> Row {
    let plan = Plan {
        share: 0.5,
        level: LEVEL,
        design_effect: 1.0,
        response,
        population: stratum.population,
    };
    Row {
        stratum: stratum.id.clone(),
        population: stratum.population,
        needed: for_margin(margin, &plan).ok(),
        answered: stratum.n,
        detectable: stratum.n.and_then(|n| detectable(n, n, POWER, &plan).ok()),
    }
}

fn cells(row: &Row, label: &str) -> Vec<String> {
    let or_dash =
        |value: Option<u64>| value.map_or_else(|| "—".to_owned(), |value| value.to_string());
    vec![
        label.to_owned(),
        or_dash(row.population),
        or_dash(row.needed.map(|needed| needed.answers)),
        or_dash(row.needed.map(|needed| needed.invitations)),
        or_dash(row.answered),
        row.detectable
            .map_or_else(|| "—".to_owned(), |share| format!("{:.1}", share * 100.0)),
    ]
}
