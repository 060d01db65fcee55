//! What the sides of an engagement propose, take off the table and say of cost. Accepting takes a passkey: no program does it.

use axum::extract::Path;
use axum::response::Response;
use ledger::body::term::{Contract, Wording};
use ledger::item::ItemCode;
use store::acts::{NewCost, Shown};

use super::engaged::number;
use super::engaging::{act, code};
use super::organisation::At;
use super::problem::Problem;
use super::program::Program;
use super::sent::{Asked, Sent};
use super::shape;

/// What stands for an item that no catalogue has and that has no code yet.
const NEW: &str = "own.new";

/// `GET …/engagements/{engagement}/terms`
pub async fn terms(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    Asked(asked): Asked<At>,
) -> Result<Response, Problem> {
    let (id, when) = (number(&program, &id)?, program.when(asked.at.as_deref())?);
    let seen = program.look_at(id, when, |look| look.terms()).await?;
    Ok(seen.json(|seen| shape::Terms::of(seen.get())))
}

/// An item of the catalogue, or one of the engagement's own by its code; a new one where that is what it says.
pub(super) fn item(program: &Program, id: &str) -> Result<ItemCode, Problem> {
    let own = id.parse().ok().filter(ItemCode::is_known_own);
    match own {
        Some(own) => Ok(own),
        None if id == NEW => Ok(program.access.store.new_item()),
        None => code(program, id),
    }
}

pub(super) fn wording(program: &Program, asked: shape::Wording) -> Result<Wording, Problem> {
    let contract = |asked: shape::Contract| {
        Ok(Contract {
            on: program.day(&asked.on, "contract")?,
            name: asked.name,
        })
    };
    let until = asked.until.as_deref();
    Ok(Wording {
        heading: asked.heading,
        text: asked.text,
        reason: asked.reason,
        alternatives: asked.alternatives,
        proof: asked.proof,
        proof_months: asked.proof_months,
        flow_down: asked.flow_down,
        from: program.day(&asked.from, "from")?,
        until: until.map(|day| program.day(day, "until")).transpose()?,
        renews: asked.renews,
        contract: asked.contract.map(contract).transpose()?,
    })
}

/// `POST …/engagements/{engagement}/terms`
pub async fn propose(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    sent: Sent<shape::Proposing>,
) -> Result<Response, Problem> {
    let id = number(&program, &id)?;
    let (item, answers) = (item(&program, &sent.body.item)?, sent.body.answers);
    let wording = wording(&program, sent.body.wording)?;
    act(&program, sent.terms, move |store, visitor| {
        store.propose_term(visitor, id, item, answers, wording)
    })
    .await
}

/// `POST …/engagements/{engagement}/terms/drop`
pub async fn withdraw(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    sent: Sent<shape::Dropping>,
) -> Result<Response, Problem> {
    let hash = sent.body.hash.parse();
    let shown = Shown {
        engagement: number(&program, &id)?,
        item: item(&program, &sent.body.item)?,
        proposal: sent.body.proposal,
        hash: hash.map_err(|_| program.unfit("no-hash", "hash"))?,
    };
    let reason = sent.body.reason;
    act(&program, sent.terms, move |store, visitor| {
        store.drop_term(visitor, &shown, reason)
    })
    .await
}

/// `POST …/engagements/{engagement}/terms/cost`
pub async fn cost(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    sent: Sent<shape::Costing>,
) -> Result<Response, Problem> {
    let id = number(&program, &id)?;
    let item = item(&program, &sent.body.item)?;
    let on = sent.body.on.as_deref();
    let cost = NewCost {
        on: on.map(|day| program.day(day, "on")).transpose()?,
        outcome: sent.body.outcome,
        payer: sent.body.payer,
        note: sent.body.note,
    };
    act(&program, sent.terms, move |store, visitor| {
        store.talk_cost(visitor, id, item, cost)
    })
    .await
}
