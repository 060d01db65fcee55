//! An organisation's own list of items: what it asks of those it works with, in its own words; saved as a table and read from one.

mod import;
mod set;

pub use import::{LARGEST_LIST, choose as import, look, take};
pub use set::{page as set, take as take_set};

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use ledger::body::Kind;
use ledger::view::listed::{ListedItem, OwnList};
use serde::Deserialize;
use store::acts::{ListChange, NotDone};

use super::standing::recorded;
use crate::access::{Sent, Signed, Trouble};
use crate::download;
use crate::layout::done as told;
use crate::layout::{Frame, Words};
use crate::own_list::{self, Column};

#[derive(Template)]
#[template(path = "pages/items/page.html")]
struct Page {
    frame: Frame,
    token: String,
    search: String,
    past: Option<String>,
    at: String,
    found: String,
    all: usize,
    topics: Vec<Topic>,
    /// The list as the page shows it, for forms that change it.
    seen: String,
    may: bool,
    trouble: Option<Trouble>,
}

struct Topic {
    name: String,
    items: Vec<Shown>,
}

struct Shown {
    number: String,
    name: String,
    flow_down: bool,
    parts: Vec<(String, String)>,
    source: String,
    change: String,
}

/// What is looked for.
#[derive(Deserialize)]
pub struct Looked {
    #[serde(default)]
    q: String,
}

/// The list as the visitor may see it.
pub(in crate::pages) async fn listed(signed: &Signed) -> Result<OwnList, Response> {
    let list = signed.look(|look| Ok(look.own_items())).await?;
    Ok(list.into_inner())
}

/// The list a form was made from, by the last entry that changed it.
fn seen(list: &OwnList) -> String {
    list.last.map_or("none".to_owned(), |last| last.to_string())
}

/// That again, as a form brings it; none where it brings nothing that says so.
fn shown(typed: &str) -> Option<Option<u64>> {
    match typed {
        "none" => Some(None),
        number => number.parse().ok().map(Some),
    }
}

/// `/o/items`
pub async fn page(signed: Signed, Query(asked): Query<Looked>) -> Result<Response, Response> {
    show(&signed, &asked.q, None).await
}

async fn show(
    signed: &Signed,
    search: &str,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let list = listed(signed).await?;
    let w = Words(signed.language());
    let frame = signed.frame(&w.say("items-title"));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let wanted = search.trim().to_lowercase();
    let matches = |one: &&ListedItem| {
        let cells = Column::ALL.map(|column| own_list::cell(&one.item, column, *w.language()));
        cells
            .iter()
            .any(|cell| cell.to_lowercase().contains(&wanted))
    };
    let items: Vec<&ListedItem> = list.items.iter().filter(matches).collect();
    let past = signed.past();
    let page = Page {
        token: signed.token.clone(),
        search: search.to_owned(),
        at: past
            .as_ref()
            .map_or(String::new(), |day| format!("?at={day}")),
        past,
        found: w.with("items-found", "count", items.len()),
        all: list.items.len(),
        seen: seen(&list),
        topics: topics(signed, &items),
        may: signed.can(Kind::ItemsListed),
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

/// The items under their headings, in the order in which the headings first occur.
fn topics(signed: &Signed, items: &[&ListedItem]) -> Vec<Topic> {
    let w = Words(signed.language());
    let mut topics: Vec<Topic> = Vec::new();
    for one in items {
        let name = one.item.topic.clone();
        let name = name.unwrap_or_else(|| w.say("items-no-topic"));
        let item = item(signed, one);
        match topics.iter_mut().find(|topic| topic.name == name) {
            Some(topic) => topic.items.push(item),
            None => topics.push(Topic {
                name,
                items: vec![item],
            }),
        }
    }
    topics
}

fn item(signed: &Signed, one: &ListedItem) -> Shown {
    let (w, item) = (Words(signed.language()), &one.item);
    let parts = [
        (Column::Reason, &item.reason),
        (Column::Text, &item.text),
        (Column::Proof, &item.proof),
    ];
    let parts = parts
        .into_iter()
        .filter_map(|(column, text)| Some((column.heading(*w.language()), text.clone()?)));
    let day = recorded(one.recorded, signed.access.store.offset(), w);
    Shown {
        number: item.number.clone(),
        name: item.name.clone(),
        flow_down: item.flow_down,
        parts: parts.collect(),
        source: w.with2("items-source", ("seq", &one.seq.to_string()), ("day", &day)),
        change: address(&item.number),
    }
}

/// Where an item is changed.
fn address(number: &str) -> String {
    let query = serde_urlencoded::to_string([("number", number)]);
    format!("/o/items/set?{}", query.unwrap_or_default())
}

/// An item to be taken out.
#[derive(Deserialize)]
pub struct Dropped {
    number: String,
    #[serde(default)]
    seen: String,
}

/// `POST /o/items/drop`
pub async fn drop(signed: Signed, Sent(form): Sent<Dropped>) -> Result<Response, Response> {
    let change = ListChange {
        items: Vec::new(),
        dropped: vec![form.number],
        seen: shown(&form.seen),
    };
    let done = signed.act(move |store, visitor| store.list_items(visitor, change));
    match done.await {
        Ok(_) => Ok(told("/o/items", "item-dropped")),
        Err(error) => show(&signed, "", Some(signed.trouble(&error)?)).await,
    }
}

/// `/o/items/files/{file}`: the list as `items.xlsx` or `items.csv`, or the headings alone as `blank.xlsx` or `blank.csv`.
pub async fn file(signed: Signed, Path(file): Path<String>) -> Result<Response, Response> {
    let list = listed(&signed).await?;
    let list = match file.as_str() {
        "items.xlsx" | "items.csv" => list,
        "blank.xlsx" | "blank.csv" => OwnList {
            items: Vec::new(),
            last: None,
        },
        _ => return Err(signed.failed(&NotDone::Absent)),
    };
    let bytes = own_list::file(&list, &file, signed.language());
    let bytes = bytes.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    Ok(download::save(&file, bytes))
}
