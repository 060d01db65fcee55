//! Tests of tables in words: method, statistic, p, options of a multiple answer, tests refused and why;
//! and two groups compared within strata. One wording for pages and command line.

use survey::Language;
use survey::analyse::{Adjusted, Method, Outcome, TableTest};
use survey::inference::Interval;
use survey::table::{Column, Table};

use crate::document::{Grid, GridCell, note_words};
use crate::{print as printed, words};

/// The tests of a table, a line each. Lines that begin with two spaces belong to the one above them.
pub fn lines(tests: &[TableTest], table: &Table, language: Language) -> Vec<String> {
    tests
        .iter()
        .flat_map(|test| of_test(test, table, language))
        .collect()
}

fn of_test(test: &TableTest, table: &Table, language: Language) -> Vec<String> {
    let row = table
        .rows
        .iter()
        .find(|row| !test.row.is_empty() && row.id == test.row);
    let mut lines: Vec<String> = row
        .into_iter()
        .map(|row| row.label.get(language).to_owned())
        .collect();
    lines.push(said(&test.outcome, test.p_adjusted, test.n, language));
    lines.extend(test.options.iter().map(|option| {
        let column = table
            .columns
            .iter()
            .find(|column| column.id == option.option);
        let label = column.map_or(option.option.as_str(), |column| column.label.get(language));
        let p = both(&option.outcome, option.p_adjusted, language);
        words::say(
            language,
            "outcome-option",
            &[("option", label.to_owned()), ("p", p)],
        )
    }));
    lines.extend(test.refused.iter().map(|(method, reason)| {
        let args = [
            ("method", name(*method, language)),
            ("reason", refusal(reason, language)),
        ];
        words::say(language, "outcome-refused", &args)
    }));
    lines.extend(test.notes.iter().map(|note| note_words(note, language)));
    lines
}

fn name(method: Method, language: Language) -> String {
    words::say(language, &format!("method-{}", method.key()), &[])
}

fn refusal(code: &str, language: Language) -> String {
    words::say(language, &format!("refusal-{code}"), &[])
}

fn said(outcome: &Outcome, adjusted: Option<f64>, n: u64, language: Language) -> String {
    match outcome {
        Outcome::Refused(reason) => words::say(
            language,
            "outcome-none",
            &[("reason", refusal(reason, language))],
        ),
        Outcome::Tested {
            method,
            statistic,
            df,
            ..
        } => {
            let mut facts = vec![format!("n={n}")];
            facts.extend(statistic.map(|value| format!("{}={value:.3}", sign(*df))));
            facts.extend(df.map(|(first, second)| match second {
                Some(second) => format!("df={}, {}", number(first), number(second)),
                None => format!("df={}", number(first)),
            }));
            let args = [
                ("method", name(*method, language)),
                ("p", both(outcome, adjusted, language)),
                ("facts", facts.join(", ")),
            ];
            words::say(language, "outcome", &args)
        }
    }
}

/// Two groups compared within strata, a row for each option: crude difference, difference with the same mix of strata,
/// the test within strata, and whether the strata agree.
pub fn adjusted(options: &[(Column, Adjusted)], language: Language) -> Grid {
    let say = |part: &str| words::say(language, &format!("adjusted-{part}"), &[]);
    let head = ["option", "crude", "standardised", "test", "homogeneity"];
    let row = |(column, it): &(Column, Adjusted)| {
        let crude = it
            .crude
            .as_ref()
            .map(|(difference, interval)| points(*difference, interval));
        let standardised = it
            .standardised
            .as_ref()
            .map(|it| points(it.difference, &it.interval));
        let cells = [
            column.label.get(language).to_owned(),
            crude.unwrap_or_else(|| "…".to_owned()),
            standardised.unwrap_or_else(|| "…".to_owned()),
            p_or_reason(&it.test, language),
            p_or_reason(&it.homogeneity, language),
        ];
        cells.into_iter().map(GridCell::text).collect()
    };
    Grid {
        title: say("title"),
        head: head.iter().map(|part| say(part)).collect(),
        widths: vec![32, 18, 18, 16, 16],
        rows: options.iter().map(row).collect(),
    }
}

fn points(difference: f64, interval: &Interval) -> String {
    let point = printed::signed_points;
    format!(
        "{} [{}, {}]",
        point(difference),
        point(interval.low),
        point(interval.high)
    )
}

fn p_or_reason(outcome: &Outcome, language: Language) -> String {
    match outcome {
        Outcome::Tested { .. } => both(outcome, None, language),
        Outcome::Refused(reason) => refusal(reason, language),
    }
}

fn sign(df: Option<(f64, Option<f64>)>) -> &'static str {
    match df {
        Some((_, Some(_))) => "F",
        _ => "χ²",
    }
}

/// Degrees of freedom: whole where they are, else with one decimal.
fn number(value: f64) -> String {
    match value.fract().abs() < 0.05 {
        true => format!("{value:.0}"),
        false => format!("{value:.1}"),
    }
}

/// The adjusted p with the raw one, or the raw one alone, with the error of a p by simulation.
fn both(outcome: &Outcome, adjusted: Option<f64>, language: Language) -> String {
    let Outcome::Tested {
        p, standard_error, ..
    } = outcome
    else {
        return "…".to_owned();
    };
    let error = standard_error.map(|error| format!(" ±{error:.4}"));
    let raw = format!("{}{}", printed::probability(*p), error.unwrap_or_default());
    let both = match adjusted {
        None => raw,
        Some(adjusted) => {
            let args = [("adjusted", printed::probability(adjusted)), ("raw", raw)];
            words::say(language, "comparison-p-both", &args)
        }
    };
    match both.starts_with('<') {
        true => format!("p {both}"),
        false => format!("p = {both}"),
    }
}
