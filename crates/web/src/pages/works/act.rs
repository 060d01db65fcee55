//! What a side does about works and gates besides saying how a work is done.

use axum::extract::Path;
use axum::response::Response;
use ledger::body::work::Gate;
use ledger::id::{EngagementId, WorkId};
use serde::Deserialize;
use store::Store;
use store::acts::{NotDone, Recorded};
use store::door::Visitor;
use survey::read::date;

use super::{number, show};
use crate::access::{Sent, Signed, Trouble};
use crate::layout::done as told;

/// Does something, and shows the page again with what did not work.
async fn done(
    signed: Signed,
    (id, code): (EngagementId, &str),
    act: impl FnOnce(&Store, &Visitor) -> Result<Recorded, NotDone> + Send + 'static,
) -> Result<Response, Response> {
    match signed.act(act).await {
        Ok(_) => Ok(told(&format!("/o/engagements/{id}/works"), code)),
        Err(error) => show(&signed, id, Some(signed.trouble(&error)?)).await,
    }
}

/// A work, and the line confirmed or its last day.
#[derive(Deserialize)]
pub struct About {
    work: String,
    #[serde(default)]
    set: String,
    #[serde(default)]
    on: String,
}

fn work(signed: &Signed, about: &About) -> Result<WorkId, Response> {
    let number = about.work.parse();
    number.map_err(|_| signed.failed(&NotDone::Absent))
}

/// `POST /o/engagements/{id}/works/confirm`
pub async fn confirm(
    signed: Signed,
    Path(id): Path<String>,
    Sent(about): Sent<About>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let work = work(&signed, &about)?;
    let set = about.set.parse();
    let set: u64 = set.map_err(|_| signed.failed(&NotDone::Absent))?;
    done(signed, (id, "work-confirmed"), move |store, visitor| {
        store.confirm_work(visitor, id, work, set)
    })
    .await
}

/// `POST /o/engagements/{id}/works/end`
pub async fn end(
    signed: Signed,
    Path(id): Path<String>,
    Sent(about): Sent<About>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let work = work(&signed, &about)?;
    let Some(on) = date::day(about.on.trim()) else {
        let trouble = Trouble::with_field(signed.language(), "engagement-bad-day", "");
        return show(&signed, id, Some(trouble)).await;
    };
    done(signed, (id, "work-ended"), move |store, visitor| {
        store.end_work(visitor, id, work, on)
    })
    .await
}

/// A gate to be passed.
#[derive(Deserialize)]
pub struct Passing {
    gate: String,
}

/// `POST /o/engagements/{id}/works/gate`
pub async fn gate(
    signed: Signed,
    Path(id): Path<String>,
    Sent(form): Sent<Passing>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let gate = Gate::of(&form.gate).ok_or_else(|| signed.failed(&NotDone::Absent))?;
    done(signed, (id, "gate"), move |store, visitor| {
        store.pass_gate(visitor, id, gate)
    })
    .await
}
