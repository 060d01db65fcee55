//! What is done about requests: decided, taken back, sent once approved; and who acts for whom.

use axum::extract::Path;
use axum::response::Response;
use ledger::body::approval::{Acting, Wanted};
use serde::Deserialize;
use store::acts::{NewDecision, NotDone};
use survey::read::date;

use super::{number, one, show};
use crate::access::{Sent, Signed, Trouble};
use crate::layout::done as told;

/// A decision as its page sends it.
#[derive(Deserialize)]
pub struct Decision {
    step: u64,
    #[serde(default)]
    instead_of: String,
    #[serde(default)]
    remark: String,
    how: String,
}

/// `POST /o/approvals/{line}/decide`
pub async fn decide(
    signed: Signed,
    Path(line): Path<String>,
    Sent(form): Sent<Decision>,
) -> Result<Response, Response> {
    let seq = number(&signed, &line)?;
    let approves = match form.how.as_str() {
        "approve" => true,
        "return" => false,
        _ => return Err(signed.failed(&NotDone::Absent)),
    };
    let whom = Some(&form.instead_of).filter(|whom| !whom.is_empty());
    let whom = whom.map(|whom| whom.parse()).transpose();
    let decision = NewDecision {
        request: seq,
        step: form.step,
        approves,
        instead_of: whom.map_err(|_| signed.failed(&NotDone::Absent))?,
        remark: Some(form.remark.clone()),
    };
    let done = signed
        .act(move |store, visitor| store.decide_approval(visitor, decision))
        .await;
    let code = if approves { "approved" } else { "returned" };
    settled(&signed, (seq, code), form.remark, done).await
}

/// Nothing but the form's token.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// `POST /o/approvals/{line}/withdraw`
pub async fn withdraw(
    signed: Signed,
    Path(line): Path<String>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Response> {
    let seq = number(&signed, &line)?;
    let done = signed
        .act(move |store, visitor| store.withdraw_approval(visitor, seq))
        .await;
    settled(&signed, (seq, "approval-withdrawn"), String::new(), done).await
}

/// `POST /o/approvals/{line}/send`: what was approved is put forward, exactly so.
pub async fn send(
    signed: Signed,
    Path(line): Path<String>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Response> {
    let seq = number(&signed, &line)?;
    let seen = one::seen(&signed, seq).await?;
    let there = one::item_page(&seen.request);
    let engagement = seen.request.engagement;
    let Wanted::Propose(proposed) = seen.request.wanted else {
        return Err(signed.failed(&NotDone::Absent));
    };
    let done = signed
        .act(move |store, visitor| {
            let (item, answers) = (proposed.item, proposed.answers);
            store.propose_term(visitor, engagement, item, answers, proposed.wording)
        })
        .await;
    match done {
        Ok(_) => Ok(told(&there, "proposed")),
        failed => settled(&signed, (seq, "proposed"), String::new(), failed).await,
    }
}

/// Back to the request, or the request with what did not work.
async fn settled<T>(
    signed: &Signed,
    (seq, code): (u64, &str),
    remark: String,
    done: Result<T, NotDone>,
) -> Result<Response, Response> {
    match done {
        Ok(_) => Ok(told(&format!("/o/approvals/{seq}"), code)),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            let page = one::show(signed, seq, remark, Some(trouble.clone())).await;
            page.map_err(|_| trouble.page(signed.chosen, &signed.here))
        }
    }
}

/// Who acts for the reader, as typed.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub struct Typed {
    pub(super) person: String,
    pub(super) from: String,
    pub(super) until: String,
}

/// `POST /o/approvals/acting`
pub async fn acting(signed: Signed, Sent(typed): Sent<Typed>) -> Result<Response, Response> {
    let Ok(person) = typed.person.parse() else {
        return Err(signed.failed(&NotDone::Absent));
    };
    let days = (date::day(typed.from.trim()), date::day(typed.until.trim()));
    let (Some(from), Some(until)) = days else {
        let field = if days.0.is_none() { "from" } else { "until" };
        let trouble = Trouble::with_field(signed.language(), "engagement-bad-day", field);
        return show(&signed, typed, Some(trouble)).await;
    };
    let acting = Acting {
        person,
        from,
        until,
    };
    name(&signed, typed, Some(acting)).await
}

/// `POST /o/approvals/acting/end`
pub async fn end_acting(
    signed: Signed,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Response> {
    name(&signed, Typed::default(), None).await
}

async fn name(signed: &Signed, typed: Typed, acting: Option<Acting>) -> Result<Response, Response> {
    let code = if acting.is_some() {
        "acting-set"
    } else {
        "acting-ended"
    };
    let done = signed
        .act(move |store, visitor| store.name_acting(visitor, acting))
        .await;
    match done {
        Ok(_) => Ok(told("/o/approvals", code)),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            let page = show(signed, typed, Some(trouble.clone())).await;
            page.map_err(|_| trouble.page(signed.chosen, &signed.here))
        }
    }
}
