//! The test of a table in words: method, statistic, p, options of a multiple answer, tests refused and why.

use crate::output;
use report::document::note_words;
use report::{print as printed, words};
use survey::Language;
use survey::analyse::{Outcome, TableTest};
use survey::table::Table;

/// Prints the tests of a table below it.
pub fn print(tests: &[TableTest], table: &Table, language: Language) {
    for test in tests {
        output::line("");
        let row = table
            .rows
            .iter()
            .find(|row| !test.row.is_empty() && row.id == test.row);
        if let Some(row) = row {
            output::line(row.label.get(language));
        }
        output::line(&said(&test.outcome, test.p_adjusted, test.n, language));
        for option in &test.options {
            let column = table
                .columns
                .iter()
                .find(|column| column.id == option.option);
            let label = column.map_or(option.option.as_str(), |column| column.label.get(language));
            let args = [
                ("option", label.to_owned()),
                ("p", both(&option.outcome, option.p_adjusted, language)),
            ];
            output::say(language, "cli-outcome-option", &args);
        }
        for (method, reason) in &test.refused {
            let args = [
                (
                    "method",
                    words::say(language, &format!("method-{}", method.key()), &[]),
                ),
                (
                    "reason",
                    words::say(language, &format!("refusal-{reason}"), &[]),
                ),
            ];
            output::say(language, "cli-outcome-refused", &args);
        }
        test.notes
            .iter()
            .for_each(|note| output::paragraph(&note_words(note, language)));
    }
}

fn said(outcome: &Outcome, adjusted: Option<f64>, n: u64, language: Language) -> String {
    match outcome {
        Outcome::Refused(reason) => {
            let reason = words::say(language, &format!("refusal-{reason}"), &[]);
            words::say(language, "cli-outcome-none", &[("reason", reason)])
        }
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
                (
                    "method",
                    words::say(language, &format!("method-{}", method.key()), &[]),
                ),
                ("p", both(outcome, adjusted, language)),
                ("facts", facts.join(", ")),
            ];
            words::say(language, "cli-outcome", &args)
        }
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
