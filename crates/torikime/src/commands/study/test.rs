//! `torikime study test DIR [ID]`: the claims re-tested, in words or as JSON.

use crate::columns::Column;
use crate::evidence::Evidence;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use report::{compared, figure, marks, print, words};
use std::process::ExitCode;
use survey::Language;
use survey::retest::{Retest, Verdict};
use survey::study::Study;

/// Prints all comparisons, or the one named with its reasons.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let evidence = Evidence::open(matches, language)?;
    let workup = evidence.workup();
    let asked = matches.get_one::<String>("id");
    let chosen = chosen(workup.retests, asked)?;
    if matches.get_flag("json") {
        output::json(&chosen);
        return Ok(ExitCode::SUCCESS);
    }
    if evidence
        .given
        .as_ref()
        .is_some_and(|given| given.answers.synthetic)
    {
        output::say(language, "report-synthetic", &[]);
        output::line("");
    }
    match (asked, chosen.as_slice()) {
        (Some(_), [one]) => detail(one, &evidence.study, language),
        _ => list(&chosen, language),
    }
    Ok(ExitCode::SUCCESS)
}

fn chosen(mut all: Vec<Retest>, id: Option<&String>) -> Result<Vec<Retest>, Failure> {
    let Some(id) = id else { return Ok(all) };
    let known: Vec<String> = all.iter().map(|one| one.id.clone()).collect();
    all.retain(|one| one.id == *id);
    if all.is_empty() {
        return Err(Failure::Unknown {
            key: "cli-unknown-comparison",
            name: id.clone(),
            known,
        });
    }
    Ok(all)
}

fn list(all: &[Retest], language: Language) {
    let heads = [
        "comparison-id",
        "comparison-verdict",
        "comparison-difference",
        "cli-test-p",
        "comparison-claim",
    ];
    let head = heads.map(|key| words::say(language, key, &[]));
    let row = |one: &Retest| {
        vec![
            one.id.clone(),
            marks::of_verdict(one.verdict).text(language),
            figure::difference(one),
            probability(one),
            one.claim.get(language).to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let shape = [
        Column::Words(8),
        Column::Words(26),
        Column::Numbers(21),
        Column::Words(16),
        Column::Words(44),
    ];
    output::columns(&head, &rows, &shape);
    output::line("");
    output::line(&totals(all, language));
}

/// The adjusted p, or the range over all counts that fit.
fn probability(one: &Retest) -> String {
    match (one.p_adjusted, one.p_range, one.p) {
        (_, Some((low, high)), _) => {
            format!("{}–{}", print::probability(low), print::probability(high))
        }
        (Some(p), None, _) | (None, None, Some(p)) => print::probability(p),
        (None, None, None) => "…".to_owned(),
    }
}

/// How many comparisons came to each verdict.
fn totals(all: &[Retest], language: Language) -> String {
    let count = |verdict| all.iter().filter(|one| one.verdict == verdict).count();
    let parts = Verdict::ALL
        .into_iter()
        .map(|verdict| (marks::of_verdict(verdict), count(verdict)))
        .filter(|(_, count)| *count > 0)
        .map(|(mark, count)| format!("{} {count}", mark.text(language)));
    let comma = if language == Language::Ja {
        "、"
    } else {
        ", "
    };
    let args = [
        ("n", all.len().to_string()),
        ("verdicts", parts.collect::<Vec<_>>().join(comma)),
    ];
    words::say(language, "cli-tested", &args)
}

fn detail(one: &Retest, study: &Study, language: Language) {
    let say = |key: &str| words::say(language, key, &[]);
    output::line(&format!("{}  {}", one.id, one.claim.get(language)));
    output::line(&marks::of_verdict(one.verdict).text(language));
    for reason in &one.reasons {
        let key = format!("reason-{}", reason.code);
        output::line(&format!("  {}", words::say(language, &key, &reason.args)));
    }
    output::line("");
    let grid = compared::comparisons(std::slice::from_ref(one), language);
    let p = grid.rows.first().and_then(|row| row.get(4));
    let facts = [
        (say("comparison-sides"), figure::sides(one, language)),
        (say("comparison-difference"), figure::difference(one)),
        (
            say("comparison-p"),
            p.map(|cell| cell.printed()).unwrap_or_default(),
        ),
        (say("cli-test-method"), one.method.clone()),
        (say("cli-test-family"), one.family.clone()),
        (
            say("cli-test-hypothesis"),
            one.hypothesis.clone().unwrap_or_default(),
        ),
        (
            say("cli-test-source"),
            super::sources::place(one.locator.as_ref(), study, language),
        ),
    ];
    for (name, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
        output::line(&words::say(
            language,
            "cli-fact",
            &[("name", name), ("value", value)],
        ));
    }
}
