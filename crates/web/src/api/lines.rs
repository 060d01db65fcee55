//! The organisation's ledger: where it ends, line by line, receipts, the whole as a file that proves itself.

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ledger::id::LedgerId;
use ledger::policy::{Action, Part};
use schemars::JsonSchema;
use serde::Deserialize;
use store::door::When;

use super::problem::Problem;
use super::program::{Program, answer};
use super::sent::Asked;
use super::shape;

/// Lines of a page, where it is not said.
const PAGE: usize = 50;
/// Lines of a page at most.
const MOST: usize = 200;
/// Proofs of one file at most.
const PROOFS: usize = 50;

/// `GET …/ledger`
pub async fn head(program: Program) -> Result<Response, Problem> {
    let seen = program
        .look(When::Now, |look| {
            let may = look.may(Action::See(Part::HouseHistory));
            Ok(may.then(|| look.head()))
        })
        .await?;
    Ok(seen.json(|head| shape::Head {
        ledger: LedgerId::from(program.organisation).to_string(),
        length: head.length,
        hash: head.hash.to_string(),
        verifier: program.access.store.verifier().to_string(),
    }))
}

/// Which page, as of when.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paged {
    /// Lines recorded by the end of this day.
    #[serde(default)]
    pub at: Option<String>,
    /// The place of the first line; 0 if it is not said.
    #[serde(default)]
    pub from: u64,
    /// Lines of the page; 50 if it is not said.
    #[serde(default)]
    #[schemars(range(min = 1, max = 200))]
    pub limit: Option<usize>,
}

/// `GET …/ledger/lines`
pub async fn lines(program: Program, Asked(asked): Asked<Paged>) -> Result<Response, Problem> {
    let when = program.when(asked.at.as_deref())?;
    let limit = asked.limit.unwrap_or(PAGE);
    if !(1..=MOST).contains(&limit) {
        return Err(Problem {
            status: StatusCode::BAD_REQUEST,
            ..program.unfit("no-limit", "limit")
        });
    }
    let (from, one_more) = (asked.from, limit as u64 + 1);
    let seen = program
        .look(when, move |look| look.history_of(from, one_more))
        .await?;
    Ok(seen.json(|seen| {
        let mut rest = seen.get().iter();
        let lines = rest.by_ref().take(limit).map(shape::Line::from).collect();
        let next = rest.next().map(|named| named.line.entry.seq);
        shape::Lines { lines, next }
    }))
}

/// `GET …/ledger/lines/{seq}/receipt`
pub async fn receipt(
    program: Program,
    Path((_, seq)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let seq: u64 = seq.parse().map_err(|_| program.absent())?;
    let seen = program
        .look(When::Now, move |look| look.receipt(seq))
        .await?;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    let headers = [(header::CONTENT_TYPE, kind)];
    Ok((headers, seen.seen.to_string()).into_response())
}

/// To what the file is connected.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Since {
    /// Older sizes of the journal, of checkpoints kept outside, with commas between them: `1200,3400`.
    #[serde(default)]
    pub since: Option<String>,
}

/// `GET …/ledger/export`
pub async fn export(program: Program, Asked(asked): Asked<Since>) -> Result<Response, Problem> {
    let unfit = || Problem {
        status: StatusCode::BAD_REQUEST,
        ..program.unfit("no-sizes", "since")
    };
    let sizes = asked.since.as_deref().unwrap_or("").split(',');
    let sizes = sizes.map(str::trim).filter(|size| !size.is_empty());
    let sizes: Result<Vec<u64>, _> = sizes.map(str::parse).collect();
    let sizes = sizes.map_err(|_| unfit())?;
    if sizes.len() > PROOFS {
        return Err(unfit());
    }
    let seen = program
        .look(When::Now, move |look| look.export(&sizes))
        .await?;
    Ok(answer(StatusCode::OK, seen.seen.get()))
}
