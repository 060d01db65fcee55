//! One request: what exactly is to be done, how far it has come, and what the reader can do about it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use ledger::body::Kind;
use ledger::body::approval::Wanted;
use ledger::state::approval::Stage;
use ledger::view::approval::RequestView;
use ledger::view::terms::TermView;
use store::door::NamedApproval;

use super::shown::{self, Step, way};
use super::{is_live, number};
use crate::access::{Signed, Trouble};
use crate::layout::{Frame, Words};
use crate::pages::standing::note;
use crate::pages::terms::{self, Piece, facts, pieces};

#[derive(Template)]
#[template(path = "pages/approvals/one.html")]
struct Page {
    frame: Frame,
    token: String,
    /// `/o/approvals/…`
    here: String,
    /// The item's page.
    item: String,
    on: String,
    asked: String,
    tone: &'static str,
    stage: String,
    /// What the stage means for the reader.
    next: String,
    reason: Option<String>,
    text: Option<Text>,
    way: Vec<Step>,
    /// The step on which the reader can decide, and for whom they act.
    turn: Option<Turn>,
    may: May,
    line: Option<u64>,
    remark: String,
    trouble: Option<Trouble>,
}

struct Text {
    text: String,
    changed: Vec<Piece>,
    facts: Vec<(String, String)>,
}

struct Turn {
    step: usize,
    instead_of: String,
    whom: Option<String>,
}

struct May {
    withdraw: bool,
    send: bool,
    /// Who accepts does so on the item's page.
    accept: bool,
    /// Asking anew, where that begins.
    again: Option<String>,
}

/// `/o/approvals/{line}`
pub async fn page(signed: Signed, Path(line): Path<String>) -> Result<Response, Response> {
    let seq = number(&signed, &line)?;
    show(&signed, seq, String::new(), None).await
}

pub(super) async fn seen(signed: &Signed, seq: u64) -> Result<NamedApproval, Response> {
    let seen = signed.look(move |look| look.approval(seq)).await?;
    Ok(seen.into_inner())
}

pub(super) async fn show(
    signed: &Signed,
    seq: u64,
    remark: String,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let seen = seen(signed, seq).await?;
    let (request, w) = (&seen.request, Words(signed.language()));
    let frame = signed.frame(&shown::what(request, seen.heading.as_ref(), w));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let item = item_page(request);
    let page = Page {
        token: signed.token.clone(),
        here: format!("/o/approvals/{seq}"),
        on: shown::engagement(seen.engagement.as_ref(), w),
        asked: shown::asked(request, &seen.names, signed),
        tone: shown::tone(request.stage),
        stage: w.code("approval-stage-", request.stage.code()),
        next: next(&seen, w),
        reason: request.reason.as_ref().map(|reason| note(reason, w)),
        text: text(signed, request).await?,
        way: way(request, &seen.names, signed),
        turn: turn(signed, &seen),
        may: may(signed, request, &item),
        line: request.line,
        item,
        remark,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

pub(super) fn item_page(request: &RequestView) -> String {
    let item = request.wanted.item();
    format!("/o/engagements/{}/terms/{item}", request.engagement)
}

/// What the stage means.
fn next(seen: &NamedApproval, w: Words) -> String {
    let request = &seen.request;
    let before = request.wanted.before();
    shown::waits(request, &seen.names, w).unwrap_or_else(|| match request.stage {
        Stage::Approved => w.code("approval-next-", before.code()),
        stage => w.code("approval-told-", stage.code()),
    })
}

fn turn(signed: &Signed, seen: &NamedApproval) -> Option<Turn> {
    let request = &seen.request;
    let whom = request.decides_as;
    let whom = whom.filter(|_| signed.can(Kind::ApprovalDecided))?;
    let acts = whom != signed.arrival.visitor.person;
    let w = Words(signed.language());
    Some(Turn {
        step: request.step,
        instead_of: if acts {
            whom.to_string()
        } else {
            String::new()
        },
        whom: acts.then(|| shown::name(Some(whom), &seen.names, w)),
    })
}

fn may(signed: &Signed, request: &RequestView, item: &str) -> May {
    let own = request.person == Some(signed.arrival.visitor.person);
    let asks = signed.can(Kind::ApprovalAsked);
    let proposes = matches!(request.wanted, Wanted::Propose(_));
    let approved = request.stage == Stage::Approved;
    let again = matches!(
        request.stage,
        Stage::Returned | Stage::Withdrawn | Stage::Lapsed
    );
    let form = if proposes { "/propose" } else { "" };
    May {
        withdraw: is_live(request)
            && (signed.can(Kind::ApprovalWithdrawn) || (own && signed.can(Kind::ApprovalDecided))),
        send: approved && proposes && signed.can(Kind::TermProposed),
        accept: approved && !proposes && signed.can(Kind::TermAccepted),
        again: (again && asks).then(|| format!("{item}{form}")),
    }
}

/// The text that is to be put forward or accepted, compared with what it would answer or replace.
async fn text(signed: &Signed, request: &RequestView) -> Result<Option<Text>, Response> {
    let seen = terms::seen(signed, request.engagement).await?;
    let w = Words(signed.language());
    let term = seen.term(request.wanted.item());
    let (wording, earlier) = match &request.wanted {
        Wanted::Propose(proposed) => {
            let answered = term.and_then(|term| {
                let mut known = term.proposals.iter();
                known.find(|one| Some(one.seq) == proposed.answers)
            });
            let earlier = answered.or_else(|| term.and_then(TermView::in_force));
            (&proposed.wording, earlier)
        }
        Wanted::Accept(accepting) => {
            let known = term.into_iter().flat_map(|term| &term.proposals);
            let meant = known
                .into_iter()
                .find(|one| (one.seq, one.hash) == (accepting.proposal, accepting.hash));
            let Some(meant) = meant else {
                return Ok(None);
            };
            (&meant.wording, term.and_then(TermView::in_force))
        }
    };
    let earlier = earlier.map(|one| one.wording.text.as_str());
    Ok(Some(Text {
        text: wording.text.clone(),
        changed: earlier.map_or_else(Vec::new, |earlier| pieces(earlier, &wording.text)),
        facts: facts(wording, w),
    }))
}
