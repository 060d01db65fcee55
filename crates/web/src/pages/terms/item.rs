//! One item: what is agreed, what lies on the table and what can be done about it, what was said of its cost, and all that went before.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use ledger::body::Kind;
use ledger::body::term::{Outcome, Payer};
use ledger::catalogue::Item;
use ledger::fairness::{self, Warning};
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use ledger::view::terms::{ProposalView, TermView};
use serde::Deserialize;
use store::acts::{NewCost, NotDone, Recorded, Shown as Named};
use store::door::Visitor;

use super::shown::{Shown, cost as cost_line, shown};
use super::{Seen, heading, place, requirement, seen};
use crate::access::{Sent, Signed, Trouble, passkey};
use crate::catalogue::text;
use crate::layout::done as told;
use crate::layout::{Frame, Words};
use crate::pages::approvals::{Acceptance, acceptance as approval};
use crate::pages::standing::topic_name;

#[derive(Template)]
#[template(path = "pages/terms/item.html")]
struct Page {
    frame: Frame,
    token: String,
    /// `/o/engagements/…/terms/…`
    here: String,
    terms: String,
    /// `/o/engagements/…/evidence?item=…`
    evidence: String,
    crumb: String,
    agreed: Option<Shown>,
    open: Option<Shown>,
    ours: bool,
    warnings: Vec<(String, String)>,
    accept: Option<Accept>,
    /// The organisation's own approval before it accepts, where it wants one.
    approval: Option<Acceptance>,
    may: May,
    costs: Vec<(String, String, String)>,
    outcomes: Vec<(&'static str, String)>,
    payers: Vec<(&'static str, String)>,
    guide: Option<Guide>,
    history: Vec<Shown>,
    /// How many earlier ones the page leaves out.
    earlier: usize,
    trouble: Option<Trouble>,
}

/// How the reader could accept what is on the table.
struct Accept {
    /// Being signed in is enough.
    plainly: bool,
    /// Passkeys work at this address.
    works: bool,
    /// Somebody else answers for the engagement on the reader's side.
    other: Option<String>,
}

struct May {
    propose: bool,
    drop: bool,
    talk: bool,
}

/// What the catalogue says of the item.
struct Guide {
    plain: String,
    why: String,
    settle: Vec<String>,
    evidence: Vec<String>,
}

fn guide(item: &Item, w: Words) -> Guide {
    let say = |of| text(of, *w.language()).to_owned();
    let settle = item.term.as_ref().map(|term| term.settle.iter());
    Guide {
        plain: say(&item.plain),
        why: say(&item.why),
        settle: settle.into_iter().flatten().map(say).collect(),
        evidence: item.evidence.iter().map(say).collect(),
    }
}

/// `/o/engagements/{id}/terms/{item}`
pub async fn page(
    signed: Signed,
    Path((id, item)): Path<(String, String)>,
) -> Result<Response, Response> {
    let (id, item) = place(&signed, &id, &item)?;
    show(&signed, id, &item, None).await
}

pub(super) async fn show(
    signed: &Signed,
    id: EngagementId,
    item: &ItemCode,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let seen = seen(signed, id).await?;
    let term = seen.term(item);
    if term.is_none() && requirement(item).is_none() {
        return Err(signed.failed(&NotDone::Absent));
    }
    let w = Words(signed.language());
    let frame = signed.frame_of(&seen.engagement, &heading(item, term, w));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let open = term.and_then(TermView::waiting);
    let agreed = term.and_then(TermView::in_force);
    let terms = format!("/o/engagements/{id}/terms");
    let topic = requirement(item).map(|found| topic_name(&found.topic, *w.language()));
    let can = |kind| seen.is_open() && signed.can(kind);
    let approval = match open.filter(|one| seen.is_open() && !one.accepted_by(seen.own())) {
        Some(one) => approval(signed, id, item, one).await?,
        None => None,
    };
    let approved = approval.as_ref().is_none_or(|one| one.approved);
    let page = Page {
        token: signed.token.clone(),
        here: format!("{terms}/{item}"),
        evidence: format!("/o/engagements/{id}/evidence?item={item}"),
        terms,
        crumb: topic.map_or_else(|| item.to_string(), |topic| format!("{topic} · {item}")),
        agreed: agreed.map(|one| shown(one, None, &seen, signed)),
        open: open.map(|one| shown(one, term.and_then(|term| before(term, one)), &seen, signed)),
        ours: open.is_some_and(|one| one.by == seen.own()),
        warnings: open.map_or_else(Vec::new, |one| warned(one, term, w)),
        accept: open
            .filter(|_| approved)
            .and_then(|one| acceptance(one, &seen, signed)),
        approval,
        may: May {
            propose: can(Kind::TermProposed),
            drop: can(Kind::TermDropped),
            talk: can(Kind::CostTalked),
        },
        costs: costs(term, &seen, w),
        outcomes: w.choices("cost-", Outcome::ALL.iter().map(|one| one.code())),
        payers: w.choices("payer-", Payer::ALL.iter().map(|one| one.code())),
        guide: requirement(item).map(|found| guide(found, w)),
        history: term.map_or_else(Vec::new, |term| history(term, &seen, signed)),
        earlier: term.map_or(0, |term| term.proposals.len().saturating_sub(LATEST)),
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

/// The page with what did not work.
pub(in crate::pages) async fn trouble(
    signed: &Signed,
    id: EngagementId,
    item: &ItemCode,
    trouble: Trouble,
) -> Result<Response, Response> {
    show(signed, id, item, Some(trouble)).await
}

/// What a proposal is compared with: the one it answers, or the agreement it would replace.
fn before<'a>(term: &'a TermView, one: &ProposalView) -> Option<&'a ProposalView> {
    let mut earlier = term.proposals.iter().filter(|other| other.seq < one.seq);
    match one.answers {
        Some(answered) => earlier.find(|other| other.seq == answered),
        None => earlier.rfind(|other| other.agreed().is_some()),
    }
}

/// Proposals of an item that its page shows; all of them stand in the engagement's ledger.
const LATEST: usize = 20;

fn history(term: &TermView, seen: &Seen, signed: &Signed) -> Vec<Shown> {
    let line = |one| shown(one, before(term, one), seen, signed);
    term.proposals.iter().rev().take(LATEST).map(line).collect()
}

fn costs(term: Option<&TermView>, seen: &Seen, w: Words) -> Vec<(String, String, String)> {
    let said = term.into_iter().flat_map(|term| &term.costs);
    said.map(|said| cost_line(said, seen.own(), w)).collect()
}

fn warned(one: &ProposalView, term: Option<&TermView>, w: Words) -> Vec<(String, String)> {
    let said = term.into_iter().flat_map(|term| &term.costs);
    let said: Vec<Outcome> = said.map(|said| said.outcome).collect();
    let found = fairness::warnings(one.by, &one.wording, &said);
    let words = |warning: &Warning| {
        let key = format!("warning-{}", warning.code());
        let remedy = report::words::attr(*w.language(), &key, "remedy", &[]);
        (w.say(&key), remedy)
    };
    found.iter().map(words).collect()
}

fn acceptance(one: &ProposalView, seen: &Seen, signed: &Signed) -> Option<Accept> {
    let may = seen.is_open() && signed.can(Kind::TermAccepted);
    if !may || one.accepted_by(seen.own()) {
        return None;
    }
    let own = seen.engagement.party(seen.own());
    let me = signed.arrival.visitor.person;
    let other = own.party.responsible.filter(|named| *named != me);
    Some(Accept {
        plainly: seen.terms.terms.signed_in_is_enough(),
        works: passkey::site(&signed.access.site).is_some(),
        other: other.and(own.responsible.clone()),
    })
}

/// Which proposal is meant, as its page showed it.
#[derive(Deserialize, Clone)]
pub struct Which {
    pub(super) proposal: u64,
    pub(super) hash: String,
}

impl Which {
    pub(super) fn named(
        &self,
        engagement: EngagementId,
        item: &ItemCode,
    ) -> Result<Named, NotDone> {
        let hash = self.hash.parse();
        Ok(Named {
            engagement,
            item: item.clone(),
            proposal: self.proposal,
            hash: hash.map_err(|_| NotDone::Absent)?,
        })
    }
}

/// Does something about an item, and shows it again with what did not work.
pub(super) async fn done(
    signed: Signed,
    (id, item, code): (EngagementId, ItemCode, &str),
    act: impl FnOnce(&store::Store, &Visitor) -> Result<Recorded, NotDone> + Send + 'static,
) -> Result<Response, Response> {
    match signed.act(act).await {
        Ok(_) => {
            let here = format!("/o/engagements/{id}/terms/{item}");
            Ok(told(&here, code))
        }
        Err(error) => show(&signed, id, &item, Some(signed.trouble(&error)?)).await,
    }
}

/// A proposal that is to go off the table.
#[derive(Deserialize)]
pub struct Dropped {
    proposal: u64,
    hash: String,
    #[serde(default)]
    reason: String,
}

/// `POST /o/engagements/{id}/terms/{item}/drop`
pub async fn drop(
    signed: Signed,
    Path((id, item)): Path<(String, String)>,
    Sent(form): Sent<Dropped>,
) -> Result<Response, Response> {
    let (id, item) = place(&signed, &id, &item)?;
    let (proposal, hash) = (form.proposal, form.hash);
    let named = Which { proposal, hash }.named(id, &item);
    let named = named.map_err(|error| signed.failed(&error))?;
    let reason = Some(form.reason);
    done(signed, (id, item, "dropped"), move |store, visitor| {
        store.drop_term(visitor, &named, reason)
    })
    .await
}

/// What a side says of the cost.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Talked {
    outcome: String,
    payer: String,
    on: String,
    note: String,
}

/// `POST /o/engagements/{id}/terms/{item}/cost`
pub async fn cost(
    signed: Signed,
    Path((id, item)): Path<(String, String)>,
    Sent(form): Sent<Talked>,
) -> Result<Response, Response> {
    let (id, item) = place(&signed, &id, &item)?;
    let wrong = |key, field| Trouble::with_field(signed.language(), key, field);
    let Some(outcome) = Outcome::of(&form.outcome) else {
        return show(
            &signed,
            id,
            &item,
            Some(wrong("terms-no-outcome", "outcome")),
        )
        .await;
    };
    let on = survey::read::date::day(form.on.trim());
    if on.is_none() && !form.on.trim().is_empty() {
        return show(&signed, id, &item, Some(wrong("engagement-bad-day", "on"))).await;
    }
    let said = NewCost {
        on,
        outcome,
        payer: Payer::of(&form.payer).filter(|_| outcome == Outcome::Settled),
        note: Some(form.note),
    };
    let of = item.clone();
    done(signed, (id, item, "cost"), move |store, visitor| {
        store.talk_cost(visitor, id, of, said)
    })
    .await
}
