//! The works inside an engagement: said by a side, confirmed by the other, ended; the gates; and what people may do.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use ledger::body::work::Conditions;
use ledger::disclosed::Disclosed;
use ledger::id::WorkId;

use super::engaged::number;
use super::engaging::act;
use super::organisation::At;
use super::problem::Problem;
use super::program::{Program, answer};
use super::sent::{Asked, Sent};
use super::shape;

/// `GET …/engagements/{engagement}/works`
pub async fn list(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    Asked(asked): Asked<At>,
) -> Result<Response, Problem> {
    let (id, when) = (number(&program, &id)?, program.when(asked.at.as_deref())?);
    let seen = program.look_at(id, when, |look| look.works()).await?;
    Ok(seen.json(|seen| shape::Works::of(seen.get())))
}

/// `GET …/engagements/{engagement}/conditions`
pub async fn conditions(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    Asked(asked): Asked<At>,
) -> Result<Response, Problem> {
    let (id, when) = (number(&program, &id)?, program.when(asked.at.as_deref())?);
    let seen = program.look_at(id, when, |look| look.conditions()).await?;
    Ok(seen.json(|seen| shape::Allowed::from(seen.get())))
}

/// `GET …/conditions`
pub async fn all(program: Program, Asked(asked): Asked<At>) -> Result<Response, Problem> {
    let when = program.when(asked.at.as_deref())?;
    let seen = program
        .read(move |store, visitor| store.conditions(visitor, when))
        .await?;
    let engagements = seen.engagements.into_iter().map(Disclosed::into_inner);
    let mut engagements: Vec<_> = engagements.collect();
    let seen = shape::AllAllowed::of(&mut engagements, seen.more);
    Ok(answer(StatusCode::OK, &seen))
}

fn work(program: &Program, id: &str) -> Result<WorkId, Problem> {
    id.parse().map_err(|_| program.absent())
}

/// `POST …/engagements/{engagement}/works`
pub async fn set(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    sent: Sent<shape::SettingWork>,
) -> Result<Response, Problem> {
    let id = number(&program, &id)?;
    let known = sent.body.work.as_deref().map(|id| {
        let work = id.parse::<WorkId>();
        work.map_err(|_| program.unfit("no-work", "work"))
    });
    let known = known.transpose()?;
    let from = program.day(&sent.body.from, "from")?;
    let said = Conditions::from(sent.body.conditions);
    act(&program, sent.terms, move |store, visitor| {
        let set = store.set_work(visitor, id, known, (from, said));
        set.map(|(recorded, _)| recorded)
    })
    .await
}

/// `POST …/engagements/{engagement}/works/{work}/confirm`
pub async fn confirm(
    program: Program,
    Path((_, id, of)): Path<(String, String, String)>,
    sent: Sent<shape::ConfirmingWork>,
) -> Result<Response, Problem> {
    let (id, of) = (number(&program, &id)?, work(&program, &of)?);
    let set = sent.body.seq;
    act(&program, sent.terms, move |store, visitor| {
        store.confirm_work(visitor, id, of, set)
    })
    .await
}

/// `POST …/engagements/{engagement}/works/{work}/end`
pub async fn end(
    program: Program,
    Path((_, id, of)): Path<(String, String, String)>,
    sent: Sent<shape::Ending>,
) -> Result<Response, Problem> {
    let (id, of) = (number(&program, &id)?, work(&program, &of)?);
    let on = program.day(&sent.body.on, "on")?;
    act(&program, sent.terms, move |store, visitor| {
        store.end_work(visitor, id, of, on)
    })
    .await
}

/// `POST …/engagements/{engagement}/gates`
pub async fn pass(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    sent: Sent<shape::PassingGate>,
) -> Result<Response, Problem> {
    let (id, gate) = (number(&program, &id)?, sent.body.gate);
    act(&program, sent.terms, move |store, visitor| {
        store.pass_gate(visitor, id, gate)
    })
    .await
}
