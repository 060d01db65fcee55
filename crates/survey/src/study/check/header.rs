//! `study.toml`: companions, days in order, numbers of the strata.

use jiff::civil::Date;

use super::{Report, ids, named};
use crate::study::header::{PopulationMargin, Stratum};

/// Checks the header.
pub fn check(report: &mut Report<'_>) {
    companions(report);
    let header = &report.study.header;
    if let Some(fieldwork) = &header.fieldwork {
        days(
            report,
            "fieldwork",
            Some(fieldwork.start),
            Some(fieldwork.end),
        );
    }
    for (path, period) in named("period", &header.periods, |one| &one.id) {
        days(report, &path, period.start, period.end);
    }
    for (path, stratum) in named("stratum", &header.strata, |one| &one.id) {
        numbers(report, &path, stratum);
    }
    for (path, margin) in named("margin", &header.margins, |one| &one.by) {
        population_margin(report, &path, margin);
    }
}

/// A margin names a break and its categories.
fn population_margin(report: &mut Report<'_>, path: &str, margin: &PopulationMargin) {
    let study = report.study;
    let breaks = report.known.breaks.clone();
    report.resolve("unknown-break", &format!("{path}.by"), &margin.by, &breaks);
    let found = study.analysis.breaks.iter().find(|one| one.id == margin.by);
    if let Some(found) = found {
        let known = ids(&found.categories, |one| &one.id);
        let named: Vec<String> = margin.categories.iter().map(|one| one.id.clone()).collect();
        report.resolve_all("unknown-group", &format!("{path}.category"), &named, &known);
    }
}

fn companions(report: &mut Report<'_>) {
    let study = report.study;
    for id in &study.header.companions {
        if *id == study.header.id {
            report.error("companion-itself", "companions", &[("id", id)]);
        } else if !study.companions.iter().any(|one| one.header.id == *id) {
            report.warning("companion-missing", "companions", &[("id", id)]);
        }
    }
}

/// Reports a first day after the last.
pub fn days(report: &mut Report<'_>, path: &str, start: Option<Date>, end: Option<Date>) {
    if let (Some(start), Some(end)) = (start, end)
        && start > end
    {
        let (start, end) = (start.to_string(), end.to_string());
        report.error("days-reversed", path, &[("start", &start), ("end", &end)]);
    }
}

/// Answers cannot exceed invitations, nor invitations the population.
fn numbers(report: &mut Report<'_>, path: &str, stratum: &Stratum) {
    let given: Vec<u64> = [stratum.n, stratum.invited, stratum.population]
        .into_iter()
        .flatten()
        .collect();
    if !given.is_sorted() || stratum.population == Some(0) {
        report.error("stratum-numbers", path, &[("id", &stratum.id)]);
    }
}
