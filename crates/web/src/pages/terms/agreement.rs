//! The agreement as a whole: everything in force on a day, to read, print and save as PDF.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use ledger::body::shared::Side;
use ledger::id::EngagementId;
use ledger::journal::receipt::Receipt;
use ledger::view::terms::{ProposalView, TermView};
use report::agreement::{AgreedTerm, Agreement, Proof};
use report::document::Form;
use serde::Deserialize;
use store::acts::NotDone;

use super::shown::{accepted, facts};
use super::{Seen, heading};
use crate::access::Signed;
use crate::download::{self, parts};
use crate::layout::{Frame, Words};
use crate::pages::standing::day;

#[derive(Template)]
#[template(path = "pages/terms/agreement.html")]
struct Page {
    frame: Frame,
    terms: String,
    here: String,
    /// The document's blocks, made by the report.
    texts: Option<String>,
    facts: Vec<(String, String)>,
}

/// What is in force, and the receipt of the last acceptance.
struct InForce {
    seen: Seen,
    receipt: Option<Receipt>,
}

/// The texts in force with their items, as they stand in the ledger.
fn texts(seen: &Seen) -> Vec<(&TermView, &ProposalView)> {
    let terms = seen.terms.terms.terms.iter();
    let mut texts: Vec<_> = terms
        .filter_map(|term| Some((term, term.in_force()?)))
        .collect();
    texts.sort_by_key(|(_, agreed)| agreed.seq);
    texts
}

/// The last line by which something in force was accepted.
fn last_line(seen: &Seen) -> Option<u64> {
    let accepted = texts(seen).into_iter().flat_map(|(_, one)| &one.accepted);
    accepted.map(|accepted| accepted.seq).max()
}

async fn in_force(signed: &Signed, id: EngagementId) -> Result<InForce, Response> {
    signed
        .look_at(id, |look| {
            let (Some(engagement), Some(terms)) = (look.engagement()?, look.terms()?) else {
                return Ok(None);
            };
            let seen = Seen {
                engagement: engagement.into_inner(),
                terms: terms.into_inner(),
            };
            let receipt = match last_line(&seen) {
                Some(seq) => look.receipt(seq)?,
                None => None,
            };
            Ok(Some(InForce { seen, receipt }))
        })
        .await
}

fn agreement(of: &InForce, signed: &Signed, w: Words) -> Option<Agreement> {
    let seen = &of.seen;
    let texts = texts(seen);
    if texts.is_empty() {
        return None;
    }
    let on = day(signed);
    Some(Agreement {
        id: format!("agreement-{}", seen.engagement.engagement.id),
        title: seen.engagement.engagement.title.clone(),
        facts: facts_of(seen, on, w),
        day: parts(on),
        terms: texts
            .iter()
            .map(|(term, one)| AgreedTerm {
                heading: heading(&term.item, Some(term), w),
                text: one.wording.text.clone(),
                facts: facts(&one.wording, w),
                accepted: accepted(one, seen, signed, w),
            })
            .collect(),
        proof: Proof {
            lines: texts
                .iter()
                .map(|(_, one)| (one.seq, one.hash.to_string()))
                .collect(),
            receipt: of.receipt.as_ref().map(Receipt::to_string),
            key: signed.access.store.verifier().to_string(),
        },
        made_up: !signed.access.site.cast.is_empty(),
    })
}

fn facts_of(seen: &Seen, on: jiff::civil::Date, w: Words) -> Vec<(String, String)> {
    let side = |side: Side| (w.code("side-", side.code()), seen.name(side, w));
    let mut facts = vec![side(Side::Client), side(Side::Vendor)];
    let described = seen.engagement.engagement.described.as_ref();
    let said = |key: &str, day: Option<jiff::civil::Date>| day.map(|day| (w.say(key), w.day(&day)));
    facts.extend(described.and_then(|(_, known)| said("engagement-from", known.from)));
    facts.extend(described.and_then(|(_, known)| said("engagement-until", known.until)));
    facts.extend(said("engagement-closed", seen.engagement.engagement.closed));
    facts.push((w.say("agreement-day"), w.day(&on)));
    facts
}

/// `/o/engagements/{id}/agreement`
pub async fn page(signed: Signed, Path(id): Path<String>) -> Result<Response, Response> {
    let id: EngagementId = id.parse().map_err(|_| signed.failed(&NotDone::Absent))?;
    let of = in_force(&signed, id).await?;
    let w = Words(signed.language());
    let document = agreement(&of, &signed, w).map(|made| made.document(signed.language()));
    let title = Words(signed.language()).say("agreement-section");
    let frame = signed.frame_of(&of.seen.engagement, &title);
    let chapters = document.as_ref().map(|document| {
        let chapters = document.chapters.iter().enumerate();
        chapters
            .map(|(at, one)| report::html::chapter_html(one, &format!("c{at}"), signed.language()))
            .collect()
    });
    let page = Page {
        terms: format!("/o/engagements/{id}/terms"),
        here: format!("/o/engagements/{id}"),
        facts: document.map_or_else(Vec::new, |document| document.facts),
        texts: chapters,
        frame: frame.clone(),
    };
    Ok(frame.answer(&page))
}

/// In which languages the file is wanted.
#[derive(Deserialize)]
pub struct Wanted {
    /// `both` for the two beside each other; otherwise the reader's own.
    #[serde(default)]
    languages: String,
}

/// `/o/engagements/{id}/agreement.pdf`
pub async fn file(
    signed: Signed,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Response> {
    let id: EngagementId = id.parse().map_err(|_| signed.failed(&NotDone::Absent))?;
    let of = in_force(&signed, id).await?;
    let nothing = || signed.failed(&NotDone::Absent);
    let language = signed.language();
    let made = agreement(&of, &signed, Words(language)).ok_or_else(nothing)?;
    let document = match wanted.languages.as_str() {
        "both" => {
            let other = agreement(&of, &signed, Words(language.other())).ok_or_else(nothing)?;
            made.beside(&other, language)
        }
        _ => made.document(language),
    };
    // Setting pages takes the processor for a while: not where requests wait.
    let made = tokio::task::spawn_blocking(move || download::report(&document, Form::Pdf)).await;
    made.ok().flatten().ok_or_else(nothing)
}
