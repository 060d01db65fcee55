//! Ending an engagement: what stays unanswered is told first, since nothing can be added afterwards.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use ledger::body::Kind;
use ledger::id::EngagementId;
use serde::Deserialize;
use store::acts::NotDone;
use survey::read::date;

use super::{number, seen};
use crate::access::{Sent, Signed, Trouble, called};
use crate::layout::{Frame, Words, done};
use crate::pages::house::{Await, awaiting_on};

#[derive(Template)]
#[template(path = "pages/engagement/close.html")]
struct Page {
    frame: Frame,
    token: String,
    /// The engagement's page.
    back: String,
    lead: String,
    /// What waits for the reader's side and stays unanswered.
    open: Vec<Await>,
    on: String,
    trouble: Option<Trouble>,
}

/// The last day, as typed.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    on: String,
}

/// `/o/engagements/{id}/close`
pub async fn closing(signed: Signed, Path(id): Path<String>) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let today = signed.access.store.now().today();
    show(&signed, id, today.to_string(), None).await
}

async fn show(
    signed: &Signed,
    id: EngagementId,
    on: String,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let engagement = seen(signed, id).await?.engagement;
    if engagement.engagement.closed.is_some() || !signed.can(Kind::Closed) {
        return Err(signed.failed(&NotDone::Absent));
    }
    let w = Words(signed.language());
    let frame = signed.frame_of(&engagement, &w.say("engagement-close"));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let across = engagement.party(engagement.engagement.own.other());
    let page = Page {
        token: signed.token.clone(),
        back: format!("/o/engagements/{id}"),
        lead: w.with2(
            "engagement-close-of",
            ("title", &engagement.engagement.title),
            ("organisation", &called(&across.names, *w.language())),
        ),
        open: awaiting_on(signed, id).await?,
        on,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

/// `POST /o/engagements/{id}/close`
pub async fn close(
    signed: Signed,
    Path(id): Path<String>,
    Sent(typed): Sent<Typed>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let Some(on) = date::day(typed.on.trim()) else {
        let trouble = Trouble::with_field(signed.language(), "engagement-bad-day", "on");
        return show(&signed, id, typed.on, Some(trouble)).await;
    };
    let closed = signed.act(move |store, visitor| store.close(visitor, id, on));
    match closed.await {
        Ok(_) => Ok(done(&format!("/o/engagements/{id}"), "closed")),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            show(&signed, id, typed.on, Some(trouble)).await
        }
    }
}
