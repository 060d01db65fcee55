//! What the server says of itself: its keys, its restores, and every act of whoever runs it.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use ledger::body::Body;
use ledger::view::server::ServerLine;
use serde::Deserialize;
use store::acts::NotDone;
use store::door::ServerPage;

use crate::access::Signed;
use crate::layout::{Frame, Words};
use crate::pages::standing::{at, recorded};

/// Lines of one page.
const PAGE: u64 = 50;

#[derive(Template)]
#[template(path = "pages/server_ledger/page.html")]
struct Page {
    frame: Frame,
    verifier: String,
    /// Keys of before, the last first.
    former: Vec<String>,
    epoch: u64,
    length: u64,
    lines: Vec<Line>,
    newer: Option<String>,
    older: Option<String>,
}

struct Line {
    seq: u64,
    kind: String,
    what: String,
    recorded: String,
    hash: String,
}

/// Which page.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    page: u64,
}

/// `/o/server`
pub async fn page(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let (visitor, when) = (signed.arrival.visitor.clone(), signed.when);
    let seen = signed
        .run(move |store| store.server_page(&visitor, when, (asked.page, PAGE)))
        .await
        .map_err(|error| signed.failed(&NotDone::Failed(error)))?;
    let seen = seen.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    Ok(show(&signed, &seen, asked.page))
}

fn show(signed: &Signed, seen: &ServerPage, page: u64) -> Response {
    let frame = signed.frame(&Words(signed.language()).say("server-title"));
    let turn = |page: u64| format!("/o/server?page={page}{}", at(signed));
    let lines = seen.lines.get();
    let former = seen.keys.iter().rev().skip(1);
    let page = Page {
        verifier: signed.access.store.verifier().to_string(),
        former: former.map(ToString::to_string).collect(),
        epoch: seen.epoch,
        length: seen.head.length,
        newer: (page > 0).then(|| turn(page - 1)),
        older: lines
            .first()
            .is_some_and(|line| line.seq > 0)
            .then(|| turn(page + 1)),
        lines: lines.iter().rev().map(|line| shown(signed, line)).collect(),
        frame: frame.clone(),
    };
    frame.answer(&page)
}

fn shown(signed: &Signed, line: &ServerLine) -> Line {
    let w = Words(signed.language());
    let moment = |moment| recorded(moment, signed.access.store.offset(), w);
    let kind = match &line.body {
        Body::OperatorActed(acted) => w.code("act-", acted.act.code()),
        body => w.code("kind-", body.kind().code()),
    };
    let what = match &line.body {
        Body::OperatorActed(acted) => acted.detail.clone(),
        Body::Started(started) => started.origin.clone(),
        Body::KeyChanged(changed) => match changed.endorsement {
            Some(_) => w.say("server-key-endorsed"),
            None => w.say("server-key-lost"),
        },
        Body::Restored(restored) => w.with("server-restored-to", "size", restored.size),
        Body::ClockJumped(jumped) => w.with2(
            "server-clock",
            ("last", &moment(jumped.last)),
            ("now", &moment(jumped.now)),
        ),
        _ => String::new(),
    };
    Line {
        seq: line.seq,
        kind,
        what,
        recorded: moment(line.recorded),
        hash: line.hash.short(),
    }
}
