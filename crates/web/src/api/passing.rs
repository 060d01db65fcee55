//! Work passed on: ruled and decided by the client, asked and ended by the vendor, and the vendor's record of its chain.

use axum::extract::Path;
use axum::response::Response;
use ledger::body::house::Chained;
use ledger::id::SubcontractId;
use store::acts::NewSubcontract;

use super::engaged::number;
use super::engaging::act;
use super::organisation::At;
use super::problem::Problem;
use super::program::Program;
use super::sent::{Asked, Sent};
use super::shape;

/// `GET …/engagements/{engagement}/below`
pub async fn below(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    Asked(asked): Asked<At>,
) -> Result<Response, Problem> {
    let (id, when) = (number(&program, &id)?, program.when(asked.at.as_deref())?);
    let seen = program
        .look_at(id, when, |look| {
            let passed_on = look.passed_on()?;
            Ok(passed_on.zip(look.below()?))
        })
        .await?;
    Ok(seen.json(|(passed_on, chain)| shape::PassedOn::of(passed_on.get(), chain.get())))
}

/// `POST …/engagements/{engagement}/passing`
pub async fn rule(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    sent: Sent<shape::Ruling>,
) -> Result<Response, Problem> {
    let (id, passing) = (number(&program, &id)?, sent.body.passing);
    act(&program, sent.terms, move |store, visitor| {
        store.rule_passing(visitor, id, passing)
    })
    .await
}

/// `POST …/engagements/{engagement}/subcontracts`
pub async fn ask(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    sent: Sent<shape::Subcontracting>,
) -> Result<Response, Problem> {
    let (id, asked) = (number(&program, &id)?, sent.body);
    let new = NewSubcontract {
        name: asked.name.filter(|name| !name.trim().is_empty()),
        purpose: asked.purpose,
        information: asked.information,
        personal_data: asked.personal_data,
        from: program.day(&asked.from, "from")?,
    };
    act(&program, sent.terms, move |store, visitor| {
        let asked = store.ask_subcontract(visitor, id, new);
        asked.map(|(recorded, _)| recorded)
    })
    .await
}

fn subcontract(program: &Program, id: &str) -> Result<SubcontractId, Problem> {
    id.parse().map_err(|_| program.absent())
}

/// `POST …/engagements/{engagement}/subcontracts/{subcontract}/decision`
pub async fn decide(
    program: Program,
    Path((_, id, of)): Path<(String, String, String)>,
    sent: Sent<shape::Deciding>,
) -> Result<Response, Problem> {
    let (id, of) = (number(&program, &id)?, subcontract(&program, &of)?);
    let shape::Deciding { consents, reason } = sent.body;
    act(&program, sent.terms, move |store, visitor| {
        store.decide_subcontract(visitor, id, of, consents, reason)
    })
    .await
}

/// `POST …/engagements/{engagement}/subcontracts/{subcontract}/end`
pub async fn end(
    program: Program,
    Path((_, id, of)): Path<(String, String, String)>,
    sent: Sent<shape::Ending>,
) -> Result<Response, Problem> {
    let (id, of) = (number(&program, &id)?, subcontract(&program, &of)?);
    let on = program.day(&sent.body.on, "on")?;
    act(&program, sent.terms, move |store, visitor| {
        store.end_subcontract(visitor, id, of, on)
    })
    .await
}

/// `POST …/engagements/{engagement}/below`
pub async fn connect(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    sent: Sent<shape::Connecting>,
) -> Result<Response, Problem> {
    let asked = sent.body;
    let link = Chained {
        engagement: number(&program, &asked.engagement)?,
        parent: number(&program, &id)?,
        applies: asked.applies,
        subcontract: asked
            .subcontract
            .map(|of| subcontract(&program, &of))
            .transpose()?,
        openness: asked.openness,
    };
    act(&program, sent.terms, move |store, visitor| {
        store.chain(visitor, link)
    })
    .await
}
