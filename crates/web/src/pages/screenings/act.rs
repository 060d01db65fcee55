//! What is done about a screening: what is expected adjusted, links given and called back, a text erased, a decision recorded.

use axum::extract::Path;
use axum::response::Response;
use ledger::body::screening::Outcome;
use ledger::id::LinkId;
use serde::Deserialize;
use store::acts::NotDone;

use super::new::{Typed, once};
use super::number;
use super::one::{Decision, show};
use crate::access::{Sent, Signed, Trouble};
use crate::layout::{Words, done as told};

/// Back to the screening, or the screening with what did not work.
async fn settled<T>(
    signed: &Signed,
    (seq, code): (u64, &str),
    typed: (Option<Typed>, Decision),
    done: Result<T, NotDone>,
) -> Result<Response, Response> {
    match done {
        Ok(_) => Ok(told(&format!("/o/screenings/{seq}"), code)),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            show(signed, seq, typed, Some(trouble)).await
        }
    }
}

/// `POST /o/screenings/{line}/adjust`
pub async fn adjust(
    signed: Signed,
    Path(line): Path<String>,
    Sent(typed): Sent<Typed>,
) -> Result<Response, Response> {
    let seq = number(&signed, &line)?;
    let w = Words(signed.language());
    let read = typed.day(w).and_then(|due| Ok((due, typed.weighing(w)?)));
    let (due, weighing) = match read {
        Ok(read) => read,
        Err(trouble) => {
            let typed = (Some(typed), Decision::default());
            return show(&signed, seq, typed, Some(trouble)).await;
        }
    };
    let seen = typed.seen.parse().ok();
    let done = signed
        .act(move |store, visitor| store.adjust_screening(visitor, seq, (due, weighing), seen))
        .await;
    let typed = (Some(typed), Decision::default());
    settled(&signed, (seq, "screening-adjusted"), typed, done).await
}

/// How long a link works.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lasts {
    days: String,
}

/// `POST /o/screenings/{line}/link`: the link, shown once; the one before works no more.
pub async fn link(
    signed: Signed,
    Path(line): Path<String>,
    Sent(form): Sent<Lasts>,
) -> Result<Response, Response> {
    let seq = number(&signed, &line)?;
    let typed = Typed {
        days: form.days.clone(),
        ..Typed::default()
    };
    let expires = match typed.until(&signed) {
        Ok(expires) => expires,
        Err(trouble) => {
            let kept = (None, Decision::default());
            return show(&signed, seq, kept, Some(trouble)).await;
        }
    };
    let given = signed
        .act(move |store, visitor| store.link_screening(visitor, seq, expires))
        .await;
    match given {
        Ok((_, secret)) => Ok(once(&signed, seq, &secret, &form.days)),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            show(&signed, seq, (None, Decision::default()), Some(trouble)).await
        }
    }
}

/// Which link.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Which {
    link: String,
}

/// `POST /o/screenings/{line}/unlink`
pub async fn unlink(
    signed: Signed,
    Path(line): Path<String>,
    Sent(form): Sent<Which>,
) -> Result<Response, Response> {
    let seq = number(&signed, &line)?;
    let link: Result<LinkId, _> = form.link.parse();
    let link = link.map_err(|_| signed.failed(&NotDone::Absent))?;
    let done = signed
        .act(move |store, visitor| store.unlink_screening(visitor, seq, link))
        .await;
    let kept = (None, Decision::default());
    settled(&signed, (seq, "screening-unlinked"), kept, done).await
}

/// Which text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    entry: u64,
}

/// `POST /o/screenings/{line}/erase`: words about people go for good; that there were some stays.
pub async fn erase(
    signed: Signed,
    Path(line): Path<String>,
    Sent(form): Sent<Text>,
) -> Result<Response, Response> {
    let seq = number(&signed, &line)?;
    let done = signed
        .act(move |store, visitor| store.erase_of_screening(visitor, seq, form.entry))
        .await;
    let kept = (None, Decision::default());
    settled(&signed, (seq, "note-erased"), kept, done).await
}

/// A decision as its form sends it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sends {
    #[serde(default)]
    outcome: String,
    reason: String,
    /// The last line about it that the form showed.
    #[serde(default)]
    seen: Option<u64>,
}

/// `POST /o/screenings/{line}/decide`
pub async fn decide(
    signed: Signed,
    Path(line): Path<String>,
    Sent(form): Sent<Sends>,
) -> Result<Response, Response> {
    let seq = number(&signed, &line)?;
    let seen = form.seen;
    let decision = Decision {
        outcome: form.outcome,
        reason: form.reason,
    };
    let wrong = |key, field| Trouble::with_field(signed.language(), key, field);
    let outcome = Outcome::of(&decision.outcome);
    let outcome = outcome.ok_or_else(|| wrong("screening-no-outcome", "outcome"));
    let outcome = outcome.and_then(|outcome| match decision.reason.trim() {
        "" => Err(wrong("screening-no-reason", "reason")),
        _ => Ok(outcome),
    });
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(trouble) => return show(&signed, seq, (None, decision), Some(trouble)).await,
    };
    let reason = Some(decision.reason.replace("\r\n", "\n"));
    let done = signed
        .act(move |store, visitor| store.decide_screening(visitor, seq, (outcome, reason), seen))
        .await;
    settled(&signed, (seq, "screening-decided"), (None, decision), done).await
}
