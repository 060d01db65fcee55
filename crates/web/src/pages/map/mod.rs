//! Hypotheses to remedies as a readable map: hypothesis → evidence → verdict → finding → remedy.

use crate::layout::{Frame, Section};
use crate::library::Entry;
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;
use report::marks::{of_hypothesis, of_sentence};
use report::words;
use std::sync::Arc;
use survey::Language;
use survey::hypotheses::{HypothesisVerdict, Judged};
use survey::sentences::{Checked, Holds};
use survey::study::analysis::Hypothesis;

#[derive(Template)]
#[template(path = "pages/map/page.html")]
struct Page {
    frame: Frame,
    entry: Arc<Entry>,
    judged: Vec<(Hypothesis, Judged, Vec<String>)>,
    sentences: Vec<Checked>,
}

/// `/studies/{id}/map`
pub async fn page(visit: Visit) -> Response {
    let frame = visit.section(Section::Map);
    let judged = judged(&visit.entry, visit.language());
    let sentences = visit.entry.workup().sentences.clone();
    frame.answer(&Page {
        frame: frame.clone(),
        entry: visit.entry,
        judged,
        sentences,
    })
}

fn judged(entry: &Entry, language: Language) -> Vec<(Hypothesis, Judged, Vec<String>)> {
    let results = &entry.workup().judged;
    let all = entry.study.analysis.hypotheses.iter();
    let found = all.filter_map(|one| {
        Some((
            one.clone(),
            results.iter().find(|result| result.id == one.id)?.clone(),
        ))
    });
    found
        .map(|(one, result)| (one, result.clone(), reasons(&result, language)))
        .collect()
}

fn reasons(judged: &Judged, language: Language) -> Vec<String> {
    judged
        .reasons
        .iter()
        .map(|reason| words::say(language, &format!("reason-{}", reason.code), &reason.args))
        .collect()
}

/// Tone and sign of a hypothesis verdict.
pub fn tone(verdict: &HypothesisVerdict) -> (&'static str, &'static str) {
    let tone = match verdict {
        HypothesisVerdict::Supported => "good",
        HypothesisVerdict::Partly => "key",
        HypothesisVerdict::NotSupported => "bad",
        HypothesisVerdict::OpinionOnly => "mute",
        HypothesisVerdict::Open => "care",
    };
    (tone, of_hypothesis(*verdict).sign)
}

/// Tone and sign of a sentence: red when the numbers do not say it.
pub fn sentence_tone(holds: &Holds) -> (&'static str, &'static str) {
    let tone = match holds {
        Holds::True => "good",
        Holds::False => "bad",
        Holds::Unknown => "mute",
    };
    (tone, of_sentence(*holds).sign)
}

/// Whether a figure has a page; of some only the number survives.
pub fn drawn(entry: &Entry, figure: &str) -> bool {
    let mut figures = entry.study.analysis.figures.iter();
    figures.any(|other| other.id == figure)
}
