//! The organisation's ledger, line by line; the receipt of a line; the whole as a file that proves itself.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use ledger::body::Body;
use ledger::policy::{Action, Part};
use serde::Deserialize;
use store::acts::NotDone;
use store::door::NamedLine;

use crate::access::Signed;
use crate::catalogue::{catalogue, mark, text};
use crate::layout::{Frame, Words};
use crate::pages::standing::recorded;

/// Lines of one page.
const PAGE: u64 = 50;

#[derive(Template)]
#[template(path = "pages/ledger/page.html")]
struct Page {
    frame: Frame,
    lines: Vec<Line>,
    length: u64,
    head: String,
    /// What others check this server's word with.
    verifier: String,
    /// The last line of the page before, and of this one's end, if there are more.
    newer: Option<String>,
    older: Option<String>,
    may_export: bool,
}

struct Line {
    seq: u64,
    recorded: String,
    kind: String,
    what: String,
    who: String,
    hash: String,
    corrects: Option<u64>,
    corrected_by: Option<u64>,
}

/// Which page.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    page: u64,
}

/// `/o/ledger`
pub async fn page(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let (lines, head, first) = signed
        .look(move |look| {
            let head = look.head();
            // Counted from the end: the newest line comes first.
            let end = head.length.saturating_sub(PAGE.saturating_mul(asked.page));
            let first = end.saturating_sub(PAGE);
            let lines = look.history_of(first, end - first)?;
            Ok(lines.map(|lines| lines.map(|lines| (lines, head, first))))
        })
        .await?
        .into_inner();
    let w = Words(signed.language());
    let frame = signed.frame(&w.say("access-section-ledger"));
    let at = crate::pages::standing::at(&signed);
    let turn = |page: u64| format!("/o/ledger?page={page}{at}");
    let page = Page {
        length: head.length,
        head: match head.length {
            0 => String::new(),
            _ => head.hash.to_string(),
        },
        verifier: signed.access.store.verifier().to_string(),
        newer: (asked.page > 0).then(|| turn(asked.page - 1)),
        older: (first > 0).then(|| turn(asked.page + 1)),
        lines: lines
            .iter()
            .rev()
            .map(|line| shown(&signed, line))
            .collect(),
        may_export: signed.may(Action::See(Part::HouseExport)),
        frame: frame.clone(),
    };
    Ok(frame.answer(&page))
}

fn shown(signed: &Signed, named: &NamedLine) -> Line {
    let (w, entry) = (Words(signed.language()), &named.line.entry);
    let nobody = || match entry.author.person {
        Some(_) => w.say("ledger-somebody"),
        None => w.code("way-", entry.author.means.way.code()),
    };
    Line {
        seq: entry.seq,
        recorded: recorded(entry.recorded, signed.access.store.offset(), w),
        kind: w.code("kind-", entry.kind().code()),
        what: what(&entry.body, w),
        who: named.author.clone().unwrap_or_else(nobody),
        hash: entry.hash().short(),
        corrects: entry.corrects,
        corrected_by: named.line.corrected_by,
    }
}

/// What an entry says, in short.
fn what(body: &Body, w: Words) -> String {
    let role = |role: ledger::body::house::Role| w.code("role-", role.code());
    match body {
        Body::Stated(stated) => {
            let item = catalogue().item(stated.item.as_str());
            let name = item.map_or(stated.item.to_string(), |item| {
                text(&item.name, *w.language()).to_owned()
            });
            let word = mark(Some(stated.value)).word(*w.language());
            format!(
                "{name}: {word} ({})",
                w.with("standing-since", "day", w.day(&stated.from))
            )
        }
        Body::Invited(invited) => invited.role.map_or(w.say("ledger-to-found"), role),
        Body::RoleGranted(granted) => role(granted.role),
        Body::RoleEnded(ended) => role(ended.role),
        Body::Renamed(renamed) => renamed
            .names
            .iter()
            .map(|name| name.text.as_str())
            .collect::<Vec<_>>()
            .join(" / "),
        Body::Founded(founded) => founded
            .names
            .iter()
            .map(|name| name.text.as_str())
            .collect::<Vec<_>>()
            .join(" / "),
        _ => String::new(),
    }
}

pub(in crate::pages) fn file(name: &str, kind: &'static str, bytes: String) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// `/o/ledger/{seq}/receipt.txt`
pub async fn receipt(signed: Signed, Path(seq): Path<u64>) -> Result<Response, Response> {
    let receipt = signed.look(move |look| look.receipt(seq)).await?;
    Ok(file(
        &format!("receipt-{seq}.txt"),
        "text/plain; charset=utf-8",
        receipt.to_string(),
    ))
}

/// Sizes of the journal to connect the file to: `1200,3400`.
#[derive(Deserialize)]
pub struct Since {
    #[serde(default)]
    since: String,
}

/// Proofs of one file at most.
const PROOFS: usize = 50;

/// The sizes asked for, as far as they are numbers.
pub(in crate::pages) fn sizes(asked: &Since) -> Vec<u64> {
    let sizes = asked.since.split(',');
    sizes
        .filter_map(|size| size.trim().parse().ok())
        .take(PROOFS)
        .collect()
}

/// `/o/ledger/export.json`
pub async fn export(signed: Signed, Query(asked): Query<Since>) -> Result<Response, Response> {
    let since = sizes(&asked);
    let export = signed
        .look(move |look| look.export(&since))
        .await?
        .into_inner();
    let json =
        serde_json::to_string_pretty(&export).map_err(|_| signed.failed(&NotDone::Absent))?;
    Ok(file(
        &format!("{}.json", export.ledger),
        "application/json",
        json,
    ))
}
