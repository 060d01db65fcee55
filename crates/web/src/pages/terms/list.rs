//! Every term of an engagement, those that wait for the reader's side first; and how the sides accept.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use ledger::body::Kind;
use ledger::body::shared::Side;
use ledger::catalogue::Item;
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use ledger::view::terms::{ProposalView, TermView};
use serde::Deserialize;
use store::acts::NotDone;

use super::{Seen, heading, seen};
use crate::access::{Sent, Signed, Trouble};
use crate::layout::done as told;
use crate::layout::{Frame, Words};
use crate::pages::engagement::topics;
use crate::pages::standing::{day, topic_name};

#[derive(Template)]
#[template(path = "pages/terms/list.html")]
struct Page {
    frame: Frame,
    token: String,
    id: String,
    lead: String,
    counts: Vec<Counted>,
    /// What waits for a word of the reader's side.
    waiting: Vec<Row>,
    topics: Vec<(String, Vec<Row>)>,
    own: Vec<Row>,
    may_propose: bool,
    agreed: bool,
    signing: Signing,
    trouble: Option<Trouble>,
}

struct Counted {
    tone: &'static str,
    word: String,
    count: usize,
}

/// An item with what became of it.
#[derive(Clone)]
struct Row {
    href: String,
    name: String,
    tone: &'static str,
    sign: &'static str,
    state: String,
    detail: String,
    state_code: State,
}

/// Whether the sides let people accept without a signature.
struct Signing {
    enough: bool,
    ours: String,
    theirs: String,
    /// What the owner could choose instead; none for others.
    choice: Option<(&'static str, String)>,
}

/// Where an item stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// A proposal of the other side waits for the reader's.
    ForUs,
    /// A proposal of the reader's own side lacks the acceptance of who answers for it.
    ForOwn,
    /// A proposal waits for the other side alone.
    ForThem,
    /// It is agreed.
    Agreed,
    /// It was agreed once, and that ran out.
    Lapsed,
    /// Nothing is agreed.
    NotAgreed,
}

impl State {
    const ALL: [Self; 6] = [
        Self::ForUs,
        Self::ForOwn,
        Self::ForThem,
        Self::Agreed,
        Self::Lapsed,
        Self::NotAgreed,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::ForUs => "for-us",
            Self::ForOwn => "for-own",
            Self::ForThem => "for-them",
            Self::Agreed => "agreed",
            Self::Lapsed => "lapsed",
            Self::NotAgreed => "not-agreed",
        }
    }

    fn tone(self) -> &'static str {
        match self {
            Self::Agreed => "good",
            Self::ForUs | Self::ForOwn => "care",
            Self::Lapsed => "bad",
            Self::ForThem | Self::NotAgreed => "mute",
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Agreed => "✓",
            Self::ForUs | Self::ForOwn => "！",
            Self::ForThem => "…",
            Self::Lapsed => "×",
            Self::NotAgreed => "－",
        }
    }
}

/// Where an item stands for a side on a day.
pub(super) fn state(term: Option<&TermView>, own: Side) -> State {
    let Some(term) = term else {
        return State::NotAgreed;
    };
    match (term.waiting(), term.in_force()) {
        (Some(open), _) if open.accepted_by(own) => State::ForThem,
        (Some(open), _) if open.by == own => State::ForOwn,
        (Some(_), _) => State::ForUs,
        (None, Some(_)) => State::Agreed,
        (None, None) if term.proposals.iter().any(|one| one.agreed().is_some()) => State::Lapsed,
        (None, None) => State::NotAgreed,
    }
}

fn row(id: EngagementId, item: &ItemCode, seen: &Seen, w: Words) -> Row {
    let term = seen.term(item);
    let state = state(term, seen.own());
    let until = term
        .and_then(TermView::in_force)
        .and_then(|agreed| last_day(agreed, w));
    Row {
        href: format!("/o/engagements/{id}/terms/{item}"),
        name: heading(item, term, w),
        tone: state.tone(),
        sign: state.sign(),
        state: w.code("term-", state.code()),
        detail: until.unwrap_or_default(),
        state_code: state,
    }
}

fn last_day(agreed: &ProposalView, w: Words) -> Option<String> {
    let day = agreed.wording.until?;
    Some(match agreed.wording.renews {
        true => w.with("terms-until-renews", "day", w.day(&day)),
        false => w.with("terms-ends", "day", w.day(&day)),
    })
}

/// `/o/engagements/{id}/terms`
pub async fn page(signed: Signed, Path(id): Path<String>) -> Result<Response, Response> {
    let id = id.parse().map_err(|_| signed.failed(&NotDone::Absent))?;
    show(&signed, id, None).await
}

async fn show(
    signed: &Signed,
    id: EngagementId,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let seen = seen(signed, id).await?;
    let w = Words(signed.language());
    let frame = signed.frame_of(&seen.engagement, &w.say("terms-section"));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let topics = of_topics(id, &seen, day(signed), w);
    let own: Vec<Row> = beside(&seen, day(signed))
        .map(|item| row(id, item, &seen, w))
        .collect();
    let all: Vec<&Row> = topics
        .iter()
        .flat_map(|(_, rows)| rows)
        .chain(&own)
        .collect();
    let across = seen.name(seen.own().other(), w);
    let page = Page {
        token: signed.token.clone(),
        id: id.to_string(),
        lead: w.with2(
            "terms-lead",
            ("title", &seen.engagement.engagement.title),
            ("organisation", &across),
        ),
        counts: State::ALL
            .iter()
            .map(|state| counted(&all, *state, w))
            .collect(),
        waiting: all
            .iter()
            .filter(|row| matches!(row.state_code, State::ForUs | State::ForOwn))
            .map(|row| (*row).clone())
            .collect(),
        agreed: all.iter().any(|row| row.state_code == State::Agreed),
        may_propose: seen.is_open() && signed.can(Kind::TermProposed),
        signing: signing(signed, &seen),
        topics,
        own,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

fn of_topics(id: EngagementId, seen: &Seen, on: Date, w: Words) -> Vec<(String, Vec<Row>)> {
    let code = |item: &Item| item.id.to_string().parse::<ItemCode>().ok();
    let row = |item: ItemCode| row(id, &item, seen, w);
    let of_topic = |(topic, items): (&str, Vec<&Item>)| {
        let rows = items.into_iter().filter_map(code).map(row).collect();
        (topic_name(topic, *w.language()), rows)
    };
    topics(on).into_iter().map(of_topic).collect()
}

/// Items put forward that the catalogue of the day does not ask for: one's own, and those retired since.
fn beside(seen: &Seen, on: Date) -> impl Iterator<Item = &ItemCode> {
    let items = seen.terms.terms.terms.iter().map(|term| &term.item);
    let asked: BTreeSet<String> = topics(on)
        .iter()
        .flat_map(|(_, items)| items)
        .map(|item| item.id.to_string())
        .collect();
    items.filter(move |item| !asked.contains(item.as_str()))
}

fn counted(rows: &[&Row], state: State, w: Words) -> Counted {
    Counted {
        tone: state.tone(),
        word: w.code("term-", state.code()),
        count: rows.iter().filter(|row| row.state_code == state).count(),
    }
}

fn signing(signed: &Signed, seen: &Seen) -> Signing {
    let w = Words(signed.language());
    let terms = &seen.terms.terms;
    let chose = |side| {
        w.say(if terms.chose(side) {
            "terms-chose-signed-in"
        } else {
            "terms-chose-signature"
        })
    };
    let may = seen.is_open() && signed.can(Kind::SigningChosen);
    let choice = match terms.chose(seen.own()) {
        true => ("signature", w.say("terms-choose-signature")),
        false => ("signed-in", w.say("terms-choose-signed-in")),
    };
    Signing {
        enough: terms.signed_in_is_enough(),
        ours: chose(seen.own()),
        theirs: chose(seen.own().other()),
        choice: may.then_some(choice),
    }
}

/// How the side accepts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    how: String,
}

/// `POST /o/engagements/{id}/terms`
pub async fn choose(
    signed: Signed,
    Path(id): Path<String>,
    Sent(form): Sent<Chosen>,
) -> Result<Response, Response> {
    let id: EngagementId = id.parse().map_err(|_| signed.failed(&NotDone::Absent))?;
    let enough = form.how == "signed-in";
    let done = signed
        .act(move |store, visitor| store.choose_signing(visitor, id, enough))
        .await;
    match done {
        Ok(_) => Ok(told(&format!("/o/engagements/{id}/terms"), "signing")),
        Err(error) => show(&signed, id, Some(signed.trouble(&error)?)).await,
    }
}
