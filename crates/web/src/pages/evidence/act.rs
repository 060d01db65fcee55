//! What each side does about evidence beside giving it: asks, takes back, judges, withdraws; and saves a file.

use axum::extract::Path;
use axum::response::Response;
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use serde::Deserialize;
use store::Store;
use store::acts::{NotDone, Recorded};
use store::door::Visitor;
use survey::read::date;

use super::{number, seen, show};
use crate::access::{Sent, Signed, Trouble};
use crate::filing::{self, SENDING};
use crate::layout::done as told;
use crate::refusal::Refusal;

/// What was typed to ask for evidence.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub struct Typed {
    pub(super) item: String,
    pub(super) what: String,
    pub(super) due: String,
}

/// Does something, and shows the page again with what did not work.
async fn done(
    signed: Signed,
    id: EngagementId,
    (typed, code): (Typed, &str),
    act: impl FnOnce(&Store, &Visitor) -> Result<Recorded, NotDone> + Send + 'static,
) -> Result<Response, Response> {
    match signed.act(act).await {
        Ok(_) => Ok(told(&format!("/o/engagements/{id}/evidence"), code)),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            show(&signed, id, None, (typed, Some(trouble))).await
        }
    }
}

/// `POST /o/engagements/{id}/evidence/ask`
pub async fn ask(
    signed: Signed,
    Path(id): Path<String>,
    Sent(typed): Sent<Typed>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let known = seen(&signed, id).await?;
    let item: Option<ItemCode> = typed.item.parse().ok();
    let item = item.filter(|item| known.knows(item));
    let wrong = |key, field| Some(Trouble::with_field(signed.language(), key, field));
    let Some(item) = item else {
        let trouble = wrong("evidence-no-item", "item");
        return show(&signed, id, None, (typed, trouble)).await;
    };
    let Some(due) = date::day(typed.due.trim()) else {
        let trouble = wrong("engagement-bad-day", "due");
        return show(&signed, id, None, (typed, trouble)).await;
    };
    let asked = (item, Some(typed.what.clone()), due);
    done(
        signed,
        id,
        (typed, "evidence-asked"),
        move |store, visitor| store.ask_evidence(visitor, id, asked),
    )
    .await
}

/// A request or a piece, by its line, and what is said of it.
#[derive(Deserialize)]
pub struct About {
    line: u64,
    #[serde(default)]
    accepts: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    erased: String,
}

/// `POST /o/engagements/{id}/evidence/unask`
pub async fn unask(
    signed: Signed,
    Path(id): Path<String>,
    Sent(about): Sent<About>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    done(
        signed,
        id,
        (Typed::default(), "evidence-unasked"),
        move |store, visitor| store.unask_evidence(visitor, id, about.line),
    )
    .await
}

/// `POST /o/engagements/{id}/evidence/review`
pub async fn review(
    signed: Signed,
    Path(id): Path<String>,
    Sent(about): Sent<About>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let judged = (about.line, about.accepts == "yes");
    done(
        signed,
        id,
        (Typed::default(), "evidence-reviewed"),
        move |store, visitor| store.review_evidence(visitor, id, judged, Some(about.reason)),
    )
    .await
}

/// `POST /o/engagements/{id}/evidence/withdraw`
pub async fn withdraw(
    signed: Signed,
    Path(id): Path<String>,
    Sent(about): Sent<About>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let erased = !about.erased.is_empty();
    done(
        signed,
        id,
        (Typed::default(), "evidence-withdrawn"),
        move |store, visitor| store.withdraw_evidence(visitor, id, about.line, erased),
    )
    .await
}

/// `/o/engagements/{id}/evidence/{line}/file`: to be saved, never shown in place (rule R13).
pub async fn file(
    signed: Signed,
    Path((id, line)): Path<(String, String)>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let absent = || signed.failed(&NotDone::Absent);
    let line: u64 = line.parse().map_err(|_| absent())?;
    let home = signed.arrival.visitor.organisation.ok_or_else(absent)?;
    let busy = || Refusal::Busy.page(signed.chosen, &signed.here);
    let turn = SENDING.take(home).ok_or_else(busy)?;
    let file = signed
        .act(move |store, visitor| Ok(store.evidence_file(visitor, id, line)?))
        .await
        .map_err(|error| signed.failed(&error))?;
    let file = file.ok_or_else(absent)?.into_inner();
    Ok(filing::saved(line, file, turn))
}
