//! A ledger line by line, an organisation's own or one it shares; the receipt of a line; the whole as a file that proves itself.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use ledger::body::Body;
use ledger::catalogue::ItemKind;
use ledger::disclosed::Disclosed;
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use ledger::policy::{Action, Part};
use ledger::state::Head;
use serde::Deserialize;
use store::acts::NotDone;
use store::door::{Look, NamedLine};
use store::error::StoreError;

use crate::access::Signed;
use crate::catalogue::{catalogue, text, word};
use crate::layout::{Frame, Words};
use crate::pages::standing::recorded;

/// Lines of one page.
const PAGE: u64 = 50;

#[derive(Template)]
#[template(path = "pages/ledger/page.html")]
struct Page {
    frame: Frame,
    lead: String,
    lines: Vec<Line>,
    length: u64,
    head: String,
    /// What others check this server's word with.
    verifier: String,
    /// The last line of the page before, and of this one's end, if there are more.
    newer: Option<String>,
    older: Option<String>,
    may_export: bool,
    sees_server: bool,
    /// Addresses of the file and of this page.
    export: String,
    here: String,
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

/// One page of lines, and where the ledger ends.
struct Listed {
    lines: Vec<NamedLine>,
    head: Head,
    /// The place of the oldest line here.
    first: u64,
}

/// The lines of a page, counted from the end: the newest line comes first.
fn listed(look: &mut Look<'_, '_>, page: u64) -> Result<Option<Listed>, StoreError> {
    let head = look.head();
    let end = head.length.saturating_sub(PAGE.saturating_mul(page));
    let first = end.saturating_sub(PAGE);
    let lines = look.history_of(first, end - first)?;
    Ok(lines.map(|lines| Listed {
        lines: lines.into_inner(),
        head,
        first,
    }))
}

/// `/o/ledger`
pub async fn page(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let listed = signed.look(move |look| listed(look, asked.page)).await?;
    let frame = signed.frame(&Words(signed.language()).say("access-section-ledger"));
    let place = Place {
        lead: "ledger-lead",
        here: "/o/ledger".to_owned(),
        export: "/o/ledger/export.json".to_owned(),
        exports: Part::HouseExport,
    };
    Ok(show(&signed, frame, place, listed, asked.page))
}

/// `/o/engagements/{id}/ledger`
pub async fn of_engagement(
    signed: Signed,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Response> {
    let id: EngagementId = id.parse().map_err(|_| signed.failed(&NotDone::Absent))?;
    let (listed, seen) = signed
        .look_at(id, move |look| {
            let engagement = look.engagement()?.map(Disclosed::into_inner);
            Ok(listed(look, asked.page)?.zip(engagement))
        })
        .await?;
    let frame = signed.frame_of(
        &seen,
        &Words(signed.language()).say("access-section-ledger"),
    );
    let place = Place {
        lead: "ledger-lead-engagement",
        here: format!("/o/engagements/{id}/ledger"),
        export: format!("/o/engagements/{id}/export.json"),
        exports: Part::SharedExport,
    };
    Ok(show(&signed, frame, place, listed, asked.page))
}

/// Where a ledger's page lies, and its file.
struct Place {
    /// The key of what it says first.
    lead: &'static str,
    here: String,
    export: String,
    exports: Part,
}

fn show(signed: &Signed, frame: Frame, place: Place, listed: Listed, page: u64) -> Response {
    let at = crate::pages::standing::at(signed);
    let turn = |page: u64| format!("{}?page={page}{at}", place.here);
    let page = Page {
        lead: Words(signed.language()).say(place.lead),
        length: listed.head.length,
        head: match listed.head.length {
            0 => String::new(),
            _ => listed.head.hash.to_string(),
        },
        verifier: signed.access.store.verifier().to_string(),
        newer: (page > 0).then(|| turn(page - 1)),
        older: (listed.first > 0).then(|| turn(page + 1)),
        lines: listed
            .lines
            .iter()
            .rev()
            .map(|line| shown(signed, line))
            .collect(),
        sees_server: signed.may(Action::See(Part::ServerHistory)),
        may_export: signed.may(Action::See(place.exports)),
        export: place.export,
        here: place.here,
        frame: frame.clone(),
    };
    frame.answer(&page)
}

fn shown(signed: &Signed, named: &NamedLine) -> Line {
    let (w, entry) = (Words(signed.language()), &named.line.entry);
    let own = signed.arrival.visitor.organisation;
    let nobody = || match entry.author.person {
        Some(_) if entry.author.organisation == own => w.say("ledger-erased"),
        Some(_) if entry.author.organisation.is_some() => w.say("ledger-across"),
        Some(_) => w.say("ledger-outside"),
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
            let name = item_name(&stated.item, w);
            let found = catalogue().item(stated.item.as_str());
            let kind = found.map_or(ItemKind::Rule, |item| item.kind);
            let word = word(kind, Some(stated.value), *w.language());
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
        body => item_of(body).map_or(String::new(), |item| item_name(item, w)),
    }
}

fn item_name(item: &ItemCode, w: Words) -> String {
    let found = catalogue().item(item.as_str());
    found.map_or(item.to_string(), |found| {
        text(&found.name, *w.language()).to_owned()
    })
}

/// The item that a line of an engagement is about.
fn item_of(body: &Body) -> Option<&ItemCode> {
    match body {
        Body::SideStated(body) => Some(&body.item),
        Body::Relayed(body) => Some(&body.item),
        Body::Disputed(body) => Some(&body.item),
        Body::TermProposed(body) => Some(&body.item),
        Body::TermDropped(body) => Some(&body.item),
        Body::TermAccepted(body) => Some(&body.item),
        Body::CostTalked(body) => Some(&body.item),
        _ => None,
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

/// `/o/engagements/{id}/ledger/{seq}/receipt.txt`
pub async fn receipt_of_engagement(
    signed: Signed,
    Path((id, seq)): Path<(String, u64)>,
) -> Result<Response, Response> {
    let id: EngagementId = id.parse().map_err(|_| signed.failed(&NotDone::Absent))?;
    let receipt = signed.look_at(id, move |look| look.receipt(seq)).await?;
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
