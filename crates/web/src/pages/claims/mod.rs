//! What the report claimed and what its numbers allow: every comparison with its verdict.

use crate::layout::{Frame, Section};
use crate::library::Entry;
use crate::visit::Visit;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use report::figure::{Style, intervals};
use std::sync::Arc;
use survey::retest::{Retest, Verdict};

/// Margin within which a difference does not matter, in points: the one the verdicts were computed with.
const MARGIN: u32 = 10;

#[derive(Template)]
#[template(path = "pages/claims/page.html")]
struct Claims {
    frame: Frame,
    entry: Arc<Entry>,
    shown: Vec<Retest>,
    counts: Vec<(Verdict, usize)>,
    asked: Filter,
}

/// Which comparisons are listed.
#[derive(serde::Deserialize, Clone, Debug, Default)]
pub struct Filter {
    /// A verdict key.
    #[serde(default)]
    verdict: String,
    /// `ours` for comparisons that the source does not make, `source` for those it makes.
    #[serde(default)]
    by: String,
}

impl Filter {
    fn lets(&self, retest: &Retest) -> bool {
        let verdict = self.verdict.is_empty() || self.verdict == retest.verdict.key();
        let by = match self.by.as_str() {
            "source" => retest.asserted,
            "ours" => !retest.asserted,
            _ => true,
        };
        verdict && by
    }
}

/// `/studies/{id}/claims`
pub async fn page(visit: Visit, Query(asked): Query<Filter>) -> Response {
    let frame = visit.section(Section::Claims);
    let all = &visit.entry.workup().retests;
    let counts = Verdict::ALL.map(|verdict| {
        (
            verdict,
            all.iter()
                .filter(|retest| retest.verdict == verdict)
                .count(),
        )
    });
    let shown = all
        .iter()
        .filter(|retest| asked.lets(retest))
        .cloned()
        .collect();
    frame.answer(&Claims {
        frame: frame.clone(),
        entry: visit.entry,
        shown,
        counts: counts.to_vec(),
        asked,
    })
}

/// What a picture may be asked for.
#[derive(serde::Deserialize)]
pub struct Picture {
    #[serde(default)]
    narrow: Option<String>,
}

/// `/studies/{id}/claims/intervals.svg`: all differences that can be given, with their intervals.
pub async fn picture(visit: Visit, Query(asked): Query<Picture>) -> Response {
    let drawn: Vec<Retest> = visit
        .entry
        .workup()
        .retests
        .iter()
        .filter(|retest| retest.interval.is_some())
        .cloned()
        .collect();
    let style = if asked.narrow.is_some() {
        Style::NARROW
    } else {
        Style::WIDE
    };
    crate::pages::figure::svg(intervals(&drawn, MARGIN, visit.language(), &style))
}
