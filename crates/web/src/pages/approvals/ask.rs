//! Where a text is proposed or accepted: whether the organisation wants its approval first, and how far that has come.

use axum::extract::Path;
use axum::response::Response;
use ledger::body::Kind;
use ledger::body::approval::{Accepting, Before, Wanted};
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use ledger::state::approval::Stage;
use ledger::view::approval::RequestView;
use ledger::view::terms::ProposalView;
use serde::Deserialize;
use store::acts::NotDone;
use store::door::NamedApprovals;

use super::shown::{Row, row};
use super::{is_live, known};
use crate::access::{Sent, Signed};
use crate::layout::Words;
use crate::layout::done as told;
use crate::pages::standing::note;
use crate::pages::terms::item_trouble;

/// How far the approval of something has come; nothing where none is wanted.
pub(in crate::pages) struct Acceptance {
    /// The request that waits or was approved.
    pub request: Option<Row>,
    /// Whether it was approved, so that it can be done now.
    pub approved: bool,
    /// Whether the reader can ask.
    pub asks: bool,
}

fn last<'a>(
    seen: &'a NamedApprovals,
    engagement: EngagementId,
    before: Before,
    item: &ItemCode,
) -> Option<&'a RequestView> {
    seen.approvals.last(engagement, before, item)
}

/// Whether what lies on the table can be accepted, as far as the reader's own organisation is concerned.
pub(in crate::pages) async fn acceptance(
    signed: &Signed,
    engagement: EngagementId,
    item: &ItemCode,
    open: &ProposalView,
) -> Result<Option<Acceptance>, Response> {
    let Some(seen) = known(signed).await? else {
        return Ok(None);
    };
    if seen.approvals.route(Before::Accept).is_none() {
        return Ok(None);
    }
    let meant = Wanted::Accept(Accepting {
        item: item.clone(),
        proposal: open.seq,
        hash: open.hash,
    });
    let request = last(&seen, engagement, Before::Accept, item);
    let fits = request.filter(|one| one.wanted == meant && one.stage != Stage::Used);
    Ok(Some(Acceptance {
        request: fits.map(|one| row(one, &seen, signed)),
        approved: fits.is_some_and(|one| one.stage == Stage::Approved),
        asks: signed.can(Kind::ApprovalAsked) && !request.is_some_and(is_live),
    }))
}

/// Whether a text is asked for before it is proposed, and the request that waits or was approved.
pub(in crate::pages) async fn asking(
    signed: &Signed,
    engagement: EngagementId,
    item: &ItemCode,
) -> Result<Option<Acceptance>, Response> {
    let Some(seen) = known(signed).await? else {
        return Ok(None);
    };
    if seen.approvals.route(Before::Propose).is_none() {
        return Ok(None);
    }
    let request = last(&seen, engagement, Before::Propose, item);
    let live = request.filter(|one| is_live(one));
    Ok(Some(Acceptance {
        request: live.map(|one| row(one, &seen, signed)),
        approved: live.is_some_and(|one| one.stage == Stage::Approved),
        asks: live.is_none(),
    }))
}

/// The request for a text that was returned last, and the remark it came back with.
pub(in crate::pages) async fn returned(
    signed: &Signed,
    engagement: EngagementId,
    item: &ItemCode,
) -> Result<Option<(RequestView, String)>, Response> {
    let Some(seen) = known(signed).await? else {
        return Ok(None);
    };
    let w = Words(signed.language());
    let request = last(&seen, engagement, Before::Propose, item);
    let request = request.filter(|one| one.stage == Stage::Returned);
    Ok(request.map(|one| {
        let remark = one.decisions.last().and_then(|said| said.remark.as_ref());
        let remark = remark.map_or(String::new(), |remark| note(remark, w));
        (one.clone(), remark)
    }))
}

/// A proposal that somebody wants to accept.
#[derive(Deserialize)]
pub struct Asked {
    proposal: u64,
    hash: String,
    #[serde(default)]
    reason: String,
}

/// `POST /o/engagements/{id}/terms/{item}/ask`: asks that the proposal shown may be accepted.
pub async fn accept(
    signed: Signed,
    Path((id, item)): Path<(String, String)>,
    Sent(form): Sent<Asked>,
) -> Result<Response, Response> {
    let nowhere = || signed.failed(&NotDone::Absent);
    let id: EngagementId = id.parse().map_err(|_| nowhere())?;
    let item: ItemCode = item.parse().map_err(|_| nowhere())?;
    let wanted = Wanted::Accept(Accepting {
        item: item.clone(),
        proposal: form.proposal,
        hash: form.hash.parse().map_err(|_| nowhere())?,
    });
    let reason = Some(form.reason);
    let done = signed
        .act(move |store, visitor| store.ask_approval(visitor, id, wanted, reason))
        .await;
    match done {
        Ok(recorded) => {
            let there = format!("/o/approvals/{}", recorded.seq);
            Ok(told(&there, "approval-asked"))
        }
        Err(error) => item_trouble(&signed, id, &item, signed.trouble(&error)?).await,
    }
}
