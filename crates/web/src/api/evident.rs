//! Evidence: asked for, given as a fact or a file, judged, taken back; and a file saved.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use ledger::admission::Refusal;
use ledger::body::Kind;
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use ledger::policy::Action;
use store::acts::{NewEvidence, NewFile, NotDone};
use store::door::When;

use super::agreeing;
use super::engaged::number;
use super::engaging::act;
use super::form::{Filled, Form};
use super::organisation::At;
use super::problem::Problem;
use super::program::Program;
use super::sent::{Asked, Sent};
use super::shape;
use crate::catalogue::catalogue;
use crate::filing::{self, LONGEST, RECEIVING, SENDING};

/// Parts of the form beside the file.
const PARTS: [&str; 6] = ["item", "answers", "fact", "from", "until", "expires"];

/// `GET …/engagements/{engagement}/evidence`
pub async fn list(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    Asked(asked): Asked<At>,
) -> Result<Response, Problem> {
    let (id, when) = (number(&program, &id)?, program.when(asked.at.as_deref())?);
    let seen = program.look_at(id, when, |look| look.evidence()).await?;
    Ok(seen.json(|seen| shape::Evidence::of(seen.get())))
}

/// The items that the sides talk about on an engagement, for who sees its evidence and may do something of it.
async fn spoken_of(
    program: &Program,
    id: EngagementId,
    kind: Kind,
) -> Result<Vec<ItemCode>, Problem> {
    let seen = program.look_at(id, When::Now, move |look| {
        let may = look.may(Action::Record(kind));
        let terms = look.terms()?.zip(look.evidence()?);
        Ok(terms.map(|(terms, _)| (may, terms.into_inner().terms)))
    });
    let (may, terms) = seen.await?.seen;
    match may {
        true => Ok(terms.terms.into_iter().map(|term| term.item).collect()),
        false => Err(program.problem(&NotDone::Refused(Refusal::NotPermitted))),
    }
}

/// An item of the catalogue, or one the sides talk about.
fn item(program: &Program, own: &[ItemCode], id: &str) -> Result<ItemCode, Problem> {
    let item = agreeing::item(program, id)?;
    let known = catalogue().item(item.as_str()).is_some() || own.contains(&item);
    match known {
        true => Ok(item),
        false => Err(program.unfit("no-requirement", "item")),
    }
}

fn new(
    program: &Program,
    own: &[ItemCode],
    said: shape::GivingEvidence,
    file: Option<NewFile>,
) -> Result<NewEvidence, Problem> {
    let day = |text: Option<String>, field| {
        let day = text.map(|text| program.day(&text, field));
        day.transpose()
    };
    Ok(NewEvidence {
        item: item(program, own, &said.item)?,
        answers: said.answers,
        fact: said.fact,
        file,
        from: program.day(&said.from, "from")?,
        until: day(said.until, "until")?,
        expires: day(said.expires, "expires")?,
    })
}

/// `POST …/engagements/{engagement}/evidence`
pub async fn give(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    sent: Sent<shape::GivingEvidence>,
) -> Result<Response, Problem> {
    let id = number(&program, &id)?;
    let own = spoken_of(&program, id, Kind::EvidenceGiven).await?;
    let new = new(&program, &own, sent.body, None)?;
    act(&program, sent.terms, move |store, visitor| {
        store.give_evidence(visitor, id, new)
    })
    .await
}

fn said(form: &mut Filled) -> Result<shape::GivingEvidence, Problem> {
    Ok(shape::GivingEvidence {
        item: form.must("item")?,
        answers: form.number("answers")?,
        fact: form.text("fact"),
        from: form.must("from")?,
        until: form.text("until"),
        expires: form.text("expires"),
    })
}

/// `POST …/engagements/{engagement}/evidence/files`
pub async fn file(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let id = number(&program, &id)?;
    // Who may not give anything is told so before a byte of the file is read.
    let own = spoken_of(&program, id, Kind::EvidenceGiven).await?;
    let busy = || busy(&program);
    let _turn = RECEIVING.take(program.organisation).ok_or_else(busy)?;
    let read = tokio::time::timeout(LONGEST, form.read(&PARTS)).await;
    let (mut form, terms) = read.map_err(|_| busy())??;
    let said = said(&mut form)?;
    let new = new(&program, &own, said, Some(form.file()))?;
    act(&program, terms, move |store, visitor| {
        store.give_evidence(visitor, id, new)
    })
    .await
}

/// Too many files are on the way.
fn busy(program: &Program) -> Problem {
    Problem {
        wait: Some(1),
        ..Problem::new(program.language, StatusCode::SERVICE_UNAVAILABLE, "busy")
    }
}

/// A line named in an address; one that is none leads nowhere.
fn line(program: &Program, seq: &str) -> Result<u64, Problem> {
    seq.parse().map_err(|_| program.absent())
}

/// `GET …/engagements/{engagement}/evidence/{seq}/file`
pub async fn save(
    program: Program,
    Path((_, id, seq)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let (id, seq) = (number(&program, &id)?, line(&program, &seq)?);
    let turn = SENDING.take(program.organisation);
    let turn = turn.ok_or_else(|| busy(&program))?;
    let file = program
        .read(move |store, visitor| store.evidence_file(visitor, id, seq))
        .await?;
    Ok(filing::saved(seq, file.into_inner(), turn))
}

/// `POST …/engagements/{engagement}/evidence/requests`
pub async fn ask(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    sent: Sent<shape::AskingEvidence>,
) -> Result<Response, Problem> {
    let id = number(&program, &id)?;
    let own = spoken_of(&program, id, Kind::EvidenceAsked).await?;
    let item = item(&program, &own, &sent.body.item)?;
    let due = program.day(&sent.body.due, "due")?;
    let asked = (item, sent.body.what, due);
    act(&program, sent.terms, move |store, visitor| {
        store.ask_evidence(visitor, id, asked)
    })
    .await
}

/// `POST …/engagements/{engagement}/evidence/requests/{seq}/withdraw`
pub async fn unask(
    program: Program,
    Path((_, id, seq)): Path<(String, String, String)>,
    sent: Sent<shape::Empty>,
) -> Result<Response, Problem> {
    let (id, seq) = (number(&program, &id)?, line(&program, &seq)?);
    act(&program, sent.terms, move |store, visitor| {
        store.unask_evidence(visitor, id, seq)
    })
    .await
}

/// `POST …/engagements/{engagement}/evidence/{seq}/review`
pub async fn review(
    program: Program,
    Path((_, id, seq)): Path<(String, String, String)>,
    sent: Sent<shape::Reviewing>,
) -> Result<Response, Problem> {
    let (id, seq) = (number(&program, &id)?, line(&program, &seq)?);
    let shape::Reviewing { accepts, reason } = sent.body;
    act(&program, sent.terms, move |store, visitor| {
        store.review_evidence(visitor, id, (seq, accepts), reason)
    })
    .await
}

/// `POST …/engagements/{engagement}/evidence/{seq}/withdraw`
pub async fn withdraw(
    program: Program,
    Path((_, id, seq)): Path<(String, String, String)>,
    sent: Sent<shape::Withdrawing>,
) -> Result<Response, Problem> {
    let (id, seq) = (number(&program, &id)?, line(&program, &seq)?);
    act(&program, sent.terms, move |store, visitor| {
        store.withdraw_evidence(visitor, id, seq, sent.body.erase)
    })
    .await
}
