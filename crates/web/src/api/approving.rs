//! Approval inside an organisation: listed, asked for, decided, taken back. Routes and acting approvers are set in person.

use axum::extract::Path;
use axum::response::Response;
use ledger::body::approval::{Accepting, Wanted};
use ledger::body::term::TermProposed;
use store::acts::NewDecision;

use super::agreeing::{item, wording};
use super::engaged::number;
use super::engaging::act;
use super::organisation::At;
use super::problem::Problem;
use super::program::Program;
use super::sent::{Asked, Sent};
use super::shape;

/// `GET …/approvals`
pub async fn list(program: Program, Asked(asked): Asked<At>) -> Result<Response, Problem> {
    let when = program.when(asked.at.as_deref())?;
    let seen = program.look(when, |look| look.approvals()).await?;
    Ok(seen.json(|seen| shape::Approvals::of(seen.get())))
}

fn wanted(
    program: &Program,
    propose: Option<shape::Proposing>,
    accept: Option<shape::AcceptingProposal>,
) -> Result<Wanted, Problem> {
    match (propose, accept) {
        (Some(proposing), None) => Ok(Wanted::Propose(TermProposed {
            item: item(program, &proposing.item)?,
            answers: proposing.answers,
            wording: wording(program, proposing.wording)?,
        })),
        (None, Some(accepting)) => {
            let hash = accepting.hash.parse();
            Ok(Wanted::Accept(Accepting {
                item: item(program, &accepting.item)?,
                proposal: accepting.proposal,
                hash: hash.map_err(|_| program.unfit("no-hash", "hash"))?,
            }))
        }
        _ => Err(program.unfit("not-one-wanted", "propose")),
    }
}

/// `POST …/engagements/{engagement}/approvals`
pub async fn ask(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    sent: Sent<shape::Approving>,
) -> Result<Response, Problem> {
    let id = number(&program, &id)?;
    let wanted = wanted(&program, sent.body.propose, sent.body.accept)?;
    let reason = sent.body.reason;
    act(&program, sent.terms, move |store, visitor| {
        store.ask_approval(visitor, id, wanted, reason)
    })
    .await
}

fn line(program: &Program, request: &str) -> Result<u64, Problem> {
    request.parse().map_err(|_| program.absent())
}

/// `POST …/approvals/{request}/decision`
pub async fn decide(
    program: Program,
    Path((_, request)): Path<(String, String)>,
    sent: Sent<shape::Judging>,
) -> Result<Response, Problem> {
    let whom = sent.body.instead_of.map(|whom| whom.parse()).transpose();
    let decision = NewDecision {
        request: line(&program, &request)?,
        step: sent.body.step,
        approves: sent.body.approves,
        instead_of: whom.map_err(|_| program.unfit("no-person", "instead_of"))?,
        remark: sent.body.remark,
    };
    act(&program, sent.terms, move |store, visitor| {
        store.decide_approval(visitor, decision)
    })
    .await
}

/// `POST …/approvals/{request}/withdraw`
pub async fn withdraw(
    program: Program,
    Path((_, request)): Path<(String, String)>,
    sent: Sent<shape::Empty>,
) -> Result<Response, Problem> {
    let request = line(&program, &request)?;
    act(&program, sent.terms, move |store, visitor| {
        store.withdraw_approval(visitor, request)
    })
    .await
}
