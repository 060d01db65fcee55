//! The test of a cross table in words: name, statistic, degrees of freedom, p, and what was refused and why.

use report::document::note_words;
use report::{print, words};
use survey::Language;
use survey::analyse::{Method, Outcome, TableTest};

/// Lines to print under a table.
pub fn lines(tests: &[TableTest], language: Language) -> Vec<String> {
    let mut lines: Vec<String> = tests
        .iter()
        .flat_map(|test| of_test(test, language))
        .collect();
    let mut notes: Vec<String> = tests
        .iter()
        .flat_map(|test| &test.notes)
        .map(|note| note_words(note, language))
        .collect();
    notes.dedup();
    lines.extend(notes);
    lines
}

fn of_test(test: &TableTest, language: Language) -> Vec<String> {
    let named = |line: String| {
        if test.row.is_empty() {
            line
        } else {
            format!("{}: {line}", test.row)
        }
    };
    let mut lines = vec![named(outcome(
        &test.outcome,
        test.n,
        test.p_adjusted,
        language,
    ))];
    lines.extend(test.options.iter().map(|option| {
        format!(
            "{}: {}",
            option.option,
            outcome(&option.outcome, test.n, option.p_adjusted, language)
        )
    }));
    lines.extend(
        test.refused
            .iter()
            .map(|(method, code)| refused(*method, code, language)),
    );
    lines
}

fn outcome(outcome: &Outcome, n: u64, adjusted: Option<f64>, language: Language) -> String {
    match outcome {
        Outcome::Tested {
            method,
            statistic,
            df,
            p,
            standard_error,
        } => {
            let numbers = numbers(*statistic, *df, language);
            let mut line = format!(
                "{}{numbers} p = {} (n = {n})",
                name(*method, language),
                print::probability(*p)
            );
            if let Some(adjusted) = adjusted {
                line += &format!(
                    ", {} {}",
                    words::say(language, "web-tables-adjusted", &[]),
                    print::probability(adjusted)
                );
            }
            if let Some(error) = standard_error {
                line += &format!(
                    ", {} ±{error:.4}",
                    words::say(language, "web-tables-drawn", &[])
                );
            }
            line
        }
        Outcome::Refused(code) => words::say(language, &format!("refusal-{code}"), &[]),
    }
}

fn numbers(statistic: Option<f64>, df: Option<(f64, Option<f64>)>, language: Language) -> String {
    let colon = if language == Language::Ja {
        "："
    } else {
        ": "
    };
    match (statistic, df) {
        (Some(statistic), Some((first, Some(second)))) => {
            format!("{colon}F = {statistic:.3}, df = {first:.2}, {second:.2},")
        }
        (Some(statistic), Some((first, None))) => {
            format!("{colon}χ² = {statistic:.3}, df = {first:.0},")
        }
        (Some(statistic), None) => format!("{colon}{statistic:.3},"),
        (None, _) => colon.to_owned(),
    }
}

fn refused(method: Method, code: &str, language: Language) -> String {
    let why = words::say(language, &format!("refusal-{code}"), &[]);
    let args = [("method", name(method, language)), ("why", why)];
    words::say(language, "web-tables-refused", &args)
}

fn name(method: Method, language: Language) -> String {
    words::say(language, &format!("method-{}", method.key()), &[])
}
