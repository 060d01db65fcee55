//! Evidence on an engagement: what waits first, then what was asked for, and everything that was given.

mod act;
mod give;
mod next;
mod shown;

pub use act::{ask, file, review, unask, withdraw};
pub use give::{page as give, take};

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use ledger::body::Kind;
use ledger::body::shared::Side;
use ledger::catalogue::Item;
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use ledger::policy::Action;
use ledger::view::evidence::{EvidenceView, Worth};
use serde::Deserialize;
use store::door::{NamedEngagement, NamedEvidence, NamedTerms, When};

use crate::access::{Signed, Trouble, called};
use crate::catalogue::text;
use crate::layout::{Frame, Words};
use crate::pages::engagement::number;
use crate::pages::engagement::topics;
use crate::pages::standing::{day, topic_name};
use crate::pages::terms::{heading, requirement};
use next::Next;
use shown::{Asked, Given};

#[derive(Template)]
#[template(path = "pages/evidence/page.html")]
struct Page {
    frame: Frame,
    token: String,
    here: String,
    lead: String,
    /// The item to which the page is narrowed.
    only: Option<String>,
    next: Vec<Next>,
    asked: Vec<Asked>,
    given: Vec<Given>,
    /// What was withdrawn.
    gone: Vec<Given>,
    may: May,
    items: Vec<Topic>,
    typed: act::Typed,
    trouble: Option<Trouble>,
}

struct May {
    give: bool,
    ask: bool,
    review: bool,
    withdraw: bool,
}

/// A topic's items to choose from.
struct Topic {
    name: String,
    items: Vec<(String, String, bool)>,
}

/// What the pages know.
struct Seen {
    engagement: NamedEngagement,
    terms: NamedTerms,
    evidence: NamedEvidence,
}

impl Seen {
    fn own(&self) -> Side {
        self.evidence.evidence.own
    }

    fn view(&self) -> &EvidenceView {
        &self.evidence.evidence
    }

    /// What an item is called.
    fn heading(&self, item: &ItemCode, w: Words) -> String {
        heading(item, self.terms.terms.of(item), w)
    }

    /// Whether it is an item of the catalogue, or one the sides talk about.
    fn knows(&self, item: &ItemCode) -> bool {
        requirement(item).is_some() || self.terms.terms.of(item).is_some()
    }

    fn across(&self, w: Words) -> String {
        called(
            &self.engagement.party(self.own().other()).names,
            *w.language(),
        )
    }
}

async fn seen(signed: &Signed, id: EngagementId) -> Result<Seen, Response> {
    signed
        .look_at(id, |look| {
            let (Some(engagement), Some(terms)) = (look.engagement()?, look.terms()?) else {
                return Ok(None);
            };
            let Some(evidence) = look.evidence()? else {
                return Ok(None);
            };
            Ok(Some(Seen {
                engagement: engagement.into_inner(),
                terms: terms.into_inner(),
                evidence: evidence.into_inner(),
            }))
        })
        .await
}

/// What a page is narrowed to, or a form begins with.
#[derive(Deserialize, Default)]
pub struct About {
    #[serde(default)]
    item: String,
    #[serde(default)]
    answers: String,
}

impl About {
    fn item(&self) -> Option<ItemCode> {
        self.item.parse().ok()
    }
}

/// `/o/engagements/{id}/evidence`
pub async fn page(
    signed: Signed,
    Path(id): Path<String>,
    Query(about): Query<About>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    show(&signed, id, about.item(), (act::Typed::default(), None)).await
}

async fn show(
    signed: &Signed,
    id: EngagementId,
    only: Option<ItemCode>,
    (mut typed, trouble): (act::Typed, Option<Trouble>),
) -> Result<Response, Response> {
    let seen = seen(signed, id).await?;
    let only = only.filter(|item| seen.knows(item));
    let w = Words(signed.language());
    let frame = signed.frame_of(&seen.engagement, &w.say("evidence-section"));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    if let (true, Some(item)) = (typed.item.is_empty(), &only) {
        typed.item = item.to_string();
    }
    let about = |item: &ItemCode| only.as_ref().is_none_or(|only| only == item);
    let (gone, given) = pieces(&seen, signed, about);
    let page = Page {
        token: signed.token.clone(),
        here: format!("/o/engagements/{id}/evidence"),
        lead: w.with2(
            "evidence-lead",
            ("title", &seen.engagement.engagement.title),
            ("organisation", &seen.across(w)),
        ),
        only: only.as_ref().map(|item| seen.heading(item, w)),
        next: next::list(&seen, signed, id, about),
        asked: shown::asked(&seen, w, about),
        given,
        gone,
        may: may(signed, &seen),
        items: items(&seen, signed, &typed.item),
        typed,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

/// What was withdrawn, and everything else; the last first.
fn pieces(
    seen: &Seen,
    signed: &Signed,
    about: impl Fn(&ItemCode) -> bool,
) -> (Vec<Given>, Vec<Given>) {
    let pieces = seen.view().pieces.iter().rev();
    let (gone, stays): (Vec<_>, Vec<_>) = pieces
        .filter(|piece| about(&piece.item))
        .partition(|piece| piece.worth == Worth::Withdrawn);
    let given = |piece| shown::given(piece, seen, signed);
    (
        gone.into_iter().map(given).collect(),
        stays.into_iter().map(given).collect(),
    )
}

fn may(signed: &Signed, seen: &Seen) -> May {
    let open = seen.engagement.engagement.closed.is_none();
    May {
        give: open && signed.can(Kind::EvidenceGiven),
        ask: open && signed.can(Kind::EvidenceAsked),
        review: open && signed.can(Kind::EvidenceReviewed),
        // Erasing is owed after the end, too, and to an organisation that left.
        withdraw: signed.when == When::Now && signed.may(Action::Record(Kind::EvidenceWithdrawn)),
    }
}

/// Everything evidence can be about: items of one's own, then the catalogue's, topic by topic.
fn items(seen: &Seen, signed: &Signed, chosen: &str) -> Vec<Topic> {
    let w = Words(signed.language());
    let terms = seen.terms.terms.terms.iter();
    let own = terms.filter(|term| requirement(&term.item).is_none());
    let own = own.map(|term| {
        let code = term.item.to_string();
        let chosen = code == chosen;
        (code, seen.heading(&term.item, w), chosen)
    });
    let own = Topic {
        name: w.say("terms-beside"),
        items: own.collect(),
    };
    let of = |item: &&Item| {
        let code = item.id.to_string();
        let chosen = code == chosen;
        (code, text(&item.name, *w.language()).to_owned(), chosen)
    };
    let topic = |(topic, items): (&str, Vec<&Item>)| Topic {
        name: topic_name(topic, *w.language()),
        items: items.iter().map(of).collect(),
    };
    let catalogue = topics(day(signed)).into_iter().map(topic);
    let all = std::iter::once(own).chain(catalogue);
    all.filter(|topic| !topic.items.is_empty()).collect()
}
