//! The form that puts a text forward: begun with what lies on the table, what is agreed, or what the catalogue suggests.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use jiff::civil::Date;
use ledger::admission::LONGEST_WORDING;
use ledger::body::Kind;
use ledger::body::approval::{Before, Wanted};
use ledger::body::listed::OwnItem;
use ledger::body::term::{Contract, TermProposed, Wording};
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use ledger::view::terms::{ProposalView, TermView};
use serde::Deserialize;
use store::acts::NotDone;
use survey::read::{date, fold};

use super::{NEW, Seen, heading, place, requirement, seen, today};
use crate::access::{Sent, Signed, Trouble};
use crate::catalogue::text;
use crate::layout::{Frame, Words, done};
use crate::pages::approvals::{Acceptance, asking, known, returned};

#[derive(Template)]
#[template(path = "pages/terms/propose.html")]
struct Page {
    frame: Frame,
    token: String,
    here: String,
    back: String,
    lead: String,
    /// It stands in no catalogue.
    own: bool,
    settle: Vec<String>,
    /// Items of the organisation's own list to begin with: number, name, whether it is chosen.
    listed: Vec<(String, String, bool)>,
    /// The text it answers.
    answered: Option<String>,
    typed: Typed,
    longest: usize,
    /// The organisation's own approval before it proposes, where it wants one.
    approval: Option<Acceptance>,
    /// What the last request came back with.
    remark: Option<String>,
    trouble: Option<Trouble>,
}

/// What was typed.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub struct Typed {
    answers: String,
    heading: String,
    text: String,
    reason: String,
    alternatives: String,
    proof: String,
    months: String,
    flow: String,
    from: String,
    until: String,
    renews: String,
    contract: String,
    signed: String,
    /// Why it is to be approved.
    approval: String,
}

/// Lines end as entries have them, whatever the browser sent.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .trim()
        .to_owned()
}

fn some(text: &str) -> Option<String> {
    Some(lines(text)).filter(|text| !text.is_empty())
}

impl Typed {
    /// What is known to begin with.
    fn of(wording: &Wording) -> Self {
        let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let flag = |flag: bool| {
            if flag {
                "yes".to_owned()
            } else {
                String::new()
            }
        };
        let contract = wording.contract.as_ref();
        Self {
            answers: String::new(),
            heading: text(&wording.heading),
            text: wording.text.clone(),
            reason: text(&wording.reason),
            alternatives: text(&wording.alternatives),
            proof: text(&wording.proof),
            months: wording
                .proof_months
                .map_or(String::new(), |n| n.to_string()),
            flow: flag(wording.flow_down),
            from: day(Some(wording.from)),
            until: day(wording.until),
            renews: flag(wording.renews),
            contract: contract.map_or(String::new(), |one| one.name.clone()),
            signed: day(contract.map(|one| one.on)),
            approval: String::new(),
        }
    }

    /// The catalogue's suggestion.
    fn suggested(item: &ItemCode, w: Words, today: Date) -> Self {
        let found = requirement(item);
        let term = found.and_then(|found| found.term.as_ref());
        let say = |of| text(of, *w.language()).to_owned();
        Self {
            text: term.map_or(String::new(), |term| say(&term.text)),
            proof: found.map_or(String::new(), |found| {
                found
                    .evidence
                    .iter()
                    .map(say)
                    .collect::<Vec<_>>()
                    .join("\n")
            }),
            flow: term
                .filter(|term| term.flow_down)
                .map_or(String::new(), |_| "yes".to_owned()),
            from: today.to_string(),
            ..Self::default()
        }
    }

    /// As an item of the organisation's own list has it.
    fn listed(item: &OwnItem, today: Date) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            heading: item.name.clone(),
            text: text(&item.text),
            reason: text(&item.reason),
            proof: text(&item.proof),
            flow: if item.flow_down { "yes" } else { "" }.to_owned(),
            from: today.to_string(),
            ..Self::default()
        }
    }

    fn beginning(item: &ItemCode, term: Option<&TermView>, w: Words, today: Date) -> Self {
        let open = term.and_then(TermView::waiting);
        let agreed = term.and_then(TermView::in_force);
        let of = |known: &ProposalView| Self::of(&known.wording);
        match (open, agreed) {
            (Some(open), _) => Self {
                answers: open.seq.to_string(),
                ..of(open)
            },
            // What changes an agreement begins when it is agreed, not when that agreement began.
            (None, Some(agreed)) => Self {
                from: agreed.wording.from.max(today).to_string(),
                ..of(agreed)
            },
            (None, None) => Self::suggested(item, w, today),
        }
    }

    fn wording(&self, own: bool, w: Words) -> Result<Wording, Trouble> {
        let wrong = |key, field| Trouble::with_field(*w.language(), key, field);
        let day = |text: &str, field| match text.trim() {
            "" => Ok(None),
            text => date::day(text)
                .map(Some)
                .ok_or_else(|| wrong("engagement-bad-day", field)),
        };
        let months = match fold::narrow(self.months.trim()).as_str() {
            "" => None,
            months => match months.parse::<u64>() {
                Ok(months) if (1..=60).contains(&months) => Some(months),
                _ => return Err(wrong("terms-bad-months", "months")),
            },
        };
        let body = some(&self.text).ok_or_else(|| wrong("terms-no-text", "text"))?;
        if own && some(&self.heading).is_none() {
            return Err(wrong("terms-no-heading", "heading"));
        }
        let from = day(&self.from, "from")?.ok_or_else(|| wrong("engagement-bad-day", "from"))?;
        let until = day(&self.until, "until")?;
        if until.is_some_and(|until| until < from) {
            return Err(wrong("terms-backwards", "until"));
        }
        if until.is_none() && !self.renews.is_empty() {
            return Err(wrong("terms-endless", "until"));
        }
        let signed = day(&self.signed, "signed")?;
        let contract = match (some(&self.contract), signed) {
            (None, None) => None,
            (Some(name), Some(on)) => Some(Contract { name, on }),
            _ => return Err(wrong("terms-half-contract", "contract")),
        };
        Ok(Wording {
            heading: some(&self.heading).filter(|_| own),
            text: body,
            reason: some(&self.reason),
            alternatives: some(&self.alternatives),
            proof: some(&self.proof),
            proof_months: months,
            flow_down: !self.flow.is_empty(),
            from,
            until,
            renews: !self.renews.is_empty(),
            contract,
        })
    }
}

/// With which item of the organisation's own list the form begins.
#[derive(Deserialize)]
pub struct Begun {
    #[serde(default)]
    of: String,
}

/// The organisation's own list, for who may see it; it is theirs alone.
async fn own_list(signed: &Signed) -> Vec<OwnItem> {
    let list = crate::pages::items::listed(signed).await;
    let items = list.map_or(Vec::new(), |list| list.items);
    items.into_iter().map(|one| one.item).collect()
}

/// `/o/engagements/{id}/terms/{item}/propose`
pub async fn page(
    signed: Signed,
    Path((id, item)): Path<(String, String)>,
    Query(begun): Query<Begun>,
) -> Result<Response, Response> {
    let (id, item) = place(&signed, &id, &item)?;
    let seen = seen(&signed, id).await?;
    if !seen.is_open() || !signed.can(Kind::TermProposed) {
        return Err(signed.failed(&NotDone::Absent));
    }
    let w = Words(signed.language());
    let today = today(&signed);
    let mut listed = Vec::new();
    let mut typed = Typed::beginning(&item, seen.term(&item), w, today);
    if item.as_str() == NEW {
        let items = own_list(&signed).await;
        let chosen = items.iter().find(|one| one.number == begun.of);
        typed = chosen.map_or(typed, |chosen| Typed::listed(chosen, today));
        listed = items
            .into_iter()
            .map(|one| (one.number.clone(), one.name, one.number == begun.of))
            .collect();
    }
    if let Some((request, _)) = returned(&signed, id, &item).await?
        && let Wanted::Propose(proposed) = &request.wanted
    {
        typed = Typed {
            answers: typed.answers,
            ..Typed::of(&proposed.wording)
        };
    }
    show(&signed, (id, &item), &seen, (typed, listed), None).await
}

async fn show(
    signed: &Signed,
    (id, item): (EngagementId, &ItemCode),
    seen: &Seen,
    (typed, listed): (Typed, Vec<(String, String, bool)>),
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let w = Words(signed.language());
    let term = seen.term(item);
    let own = requirement(item).is_none();
    let name = match own && term.is_none() {
        true => w.say("terms-propose-own"),
        false => w.with("terms-propose-of", "item", heading(item, term, w)),
    };
    let frame = signed.frame_of(&seen.engagement, &name);
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let terms = format!("/o/engagements/{id}/terms");
    let settle = requirement(item).and_then(|found| found.term.as_ref());
    let questions = settle.into_iter().flat_map(|term| &term.settle);
    let across = seen.name(seen.own().other(), w);
    let page = Page {
        token: signed.token.clone(),
        here: format!("{terms}/{item}/propose"),
        back: if term.is_some() || !own {
            format!("{terms}/{item}")
        } else {
            terms
        },
        lead: w.with("terms-will-see", "organisation", across),
        own,
        settle: questions
            .map(|one| text(one, *w.language()).to_owned())
            .collect(),
        answered: term
            .and_then(TermView::waiting)
            .map(|open| open.wording.text.clone()),
        approval: asking(signed, id, item).await?,
        remark: returned(signed, id, item).await?.map(|(_, remark)| remark),
        typed,
        listed,
        longest: LONGEST_WORDING,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

/// `POST /o/engagements/{id}/terms/{item}/propose`
pub async fn take(
    signed: Signed,
    Path((id, item)): Path<(String, String)>,
    Sent(typed): Sent<Typed>,
) -> Result<Response, Response> {
    let (id, item) = place(&signed, &id, &item)?;
    let seen = seen(&signed, id).await?;
    let w = Words(signed.language());
    let own = requirement(&item).is_none();
    let wording = match typed.wording(own, w) {
        Ok(wording) => wording,
        Err(trouble) => {
            return show(&signed, (id, &item), &seen, (typed, vec![]), Some(trouble)).await;
        }
    };
    let item = match item.as_str() {
        NEW => signed.access.store.new_item(),
        _ => item,
    };
    let proposed = TermProposed {
        item: item.clone(),
        answers: typed.answers.parse().ok(),
        wording,
    };
    match send(&signed, id, proposed, typed.approval.clone()).await? {
        Ok((there, code)) => Ok(done(&there, code)),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            show(&signed, (id, &item), &seen, (typed, vec![]), Some(trouble)).await
        }
    }
}

/// Puts the text forward, or asks the organisation's approval where it wants that first. Gives the page that shows it.
async fn send(
    signed: &Signed,
    id: EngagementId,
    proposed: TermProposed,
    reason: String,
) -> Result<Result<(String, &'static str), NotDone>, Response> {
    let wants = known(signed).await?;
    let wants = wants.is_some_and(|seen| seen.approvals.route(Before::Propose).is_some());
    let there = format!("/o/engagements/{id}/terms/{}", proposed.item);
    let sent = signed.act(move |store, visitor| {
        if wants {
            return store.ask_approval(visitor, id, Wanted::Propose(proposed), Some(reason));
        }
        let (item, answers) = (proposed.item, proposed.answers);
        store.propose_term(visitor, id, item, answers, proposed.wording)
    });
    Ok(sent.await.map(|recorded| match wants {
        true => (format!("/o/approvals/{}", recorded.seq), "approval-asked"),
        false => (there, "proposed"),
    }))
}
