//! One claim: its numbers, the test, the verdict, and why.

use crate::layout::{Frame, Section};
use crate::library::Entry;
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use report::{print, words};
use std::sync::Arc;
use survey::Language;
use survey::retest::{Ratio, Retest};

#[derive(Template)]
#[template(path = "pages/claim/page.html")]
struct Page {
    frame: Frame,
    entry: Arc<Entry>,
    retest: Retest,
    figures: Vec<String>,
    reasons: Vec<String>,
}

/// `/studies/{id}/claims/{claim}`
pub async fn page(visit: Visit, Path((_, claim)): Path<(String, String)>) -> Response {
    let Some(retest) = visit
        .entry
        .workup()
        .retests
        .iter()
        .find(|retest| retest.id == claim)
        .cloned()
    else {
        return visit.nothing();
    };
    let title = format!("{} {}", retest.id, retest.claim.get(visit.language()));
    let frame = visit.frame(Section::Claims, &title);
    let figures = figures(&visit.entry, &claim);
    let reasons = reasons(&retest, visit.language());
    frame.answer(&Page {
        frame: frame.clone(),
        entry: visit.entry,
        retest,
        figures,
        reasons,
    })
}

fn figures(entry: &Entry, claim: &str) -> Vec<String> {
    let comparison = entry
        .study
        .analysis
        .comparisons
        .iter()
        .find(|comparison| comparison.id == claim);
    let sides = comparison
        .into_iter()
        .flat_map(|comparison| [&comparison.a, &comparison.b])
        .flatten();
    let mut figures: Vec<String> = sides.filter_map(|side| side.figure.clone()).collect();
    figures.dedup();
    figures.retain(|figure| {
        entry
            .study
            .analysis
            .figures
            .iter()
            .any(|other| &other.id == figure)
    });
    figures
}

fn reasons(retest: &Retest, language: Language) -> Vec<String> {
    retest
        .reasons
        .iter()
        .map(|reason| words::say(language, &format!("reason-{}", reason.code), &reason.args))
        .collect()
}

/// p as printed, or its range, or a dash.
pub fn p(retest: &Retest) -> String {
    match (retest.p, retest.p_range) {
        (Some(p), _) => print::probability(p),
        (None, Some((low, high))) => {
            format!("{} – {}", print::probability(low), print::probability(high))
        }
        (None, None) => "—".to_owned(),
    }
}

/// The adjusted p as printed, or a dash.
pub fn adjusted(retest: &Retest) -> String {
    retest
        .p_adjusted
        .map_or_else(|| "—".to_owned(), print::probability)
}

/// A share as printed: `95.8 % (275/287)`, or a dash.
pub fn ratio(ratio: &Option<Ratio>) -> String {
    let percent = |it: Ratio| {
        survey::Tenths::of(it.k.into(), it.n.into())
            .map(|tenths| format!("{tenths} % ({}/{})", it.k, it.n))
    };
    ratio.and_then(percent).unwrap_or_else(|| "—".to_owned())
}
