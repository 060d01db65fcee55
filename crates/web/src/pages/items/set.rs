//! The form for one item of an organisation's own list: a new one, or one that is there.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use ledger::admission::{LONGEST_CALLED, LONGEST_LISTED, LONGEST_NUMBER};
use ledger::body::Kind;
use ledger::body::listed::OwnItem;
use serde::Deserialize;
use store::acts::{ListChange, NotDone};
use survey::read::fold;

use super::{listed, seen, shown};
use crate::access::{Sent, Signed, Trouble};
use crate::layout::done as told;
use crate::layout::{Frame, Words};

#[derive(Template)]
#[template(path = "pages/items/set.html")]
struct Page {
    frame: Frame,
    token: String,
    typed: Typed,
    /// Whether it is there already: its number then stays.
    known: bool,
    topics: Vec<String>,
    longest: [usize; 3],
    trouble: Option<Trouble>,
}

/// What was typed.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub struct Typed {
    /// The number of the item that is changed; empty for a new one.
    known: String,
    number: String,
    topic: String,
    name: String,
    reason: String,
    text: String,
    proof: String,
    flow: String,
    seen: String,
}

/// Which item.
#[derive(Deserialize)]
pub struct Which {
    #[serde(default)]
    number: String,
}

impl Typed {
    fn of(item: &OwnItem) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            known: item.number.clone(),
            number: item.number.clone(),
            topic: text(&item.topic),
            name: item.name.clone(),
            reason: text(&item.reason),
            text: text(&item.text),
            proof: text(&item.proof),
            flow: if item.flow_down { "yes" } else { "" }.to_owned(),
            seen: String::new(),
        }
    }

    fn item(&self) -> OwnItem {
        let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
        let some = |text: &str| Some(lines(text).trim().to_owned()).filter(|text| !text.is_empty());
        let number = if self.known.is_empty() {
            fold::narrow(&self.number)
        } else {
            self.known.clone()
        };
        OwnItem {
            number,
            topic: some(&self.topic),
            name: self.name.trim().to_owned(),
            reason: some(&self.reason),
            text: some(&self.text),
            proof: some(&self.proof),
            flow_down: !self.flow.is_empty(),
        }
    }
}

/// `/o/items/set`
pub async fn page(signed: Signed, Query(which): Query<Which>) -> Result<Response, Response> {
    if !signed.can(Kind::ItemsListed) {
        return Err(signed.failed(&NotDone::Absent));
    }
    let list = listed(&signed).await?;
    let known = list
        .items
        .iter()
        .find(|one| one.item.number == which.number);
    let typed = match (known, which.number.is_empty()) {
        (Some(known), _) => Typed::of(&known.item),
        (None, true) => Typed::default(),
        (None, false) => return Err(signed.failed(&NotDone::Absent)),
    };
    let typed = Typed {
        seen: seen(&list),
        ..typed
    };
    show(&signed, typed, None).await
}

async fn show(
    signed: &Signed,
    typed: Typed,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let list = listed(signed).await?;
    let w = Words(signed.language());
    let known = !typed.known.is_empty();
    let frame = signed.frame(&w.say(if known { "items-change" } else { "items-add" }));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let topics: std::collections::BTreeSet<String> = list
        .items
        .into_iter()
        .filter_map(|one| one.item.topic)
        .collect();
    let page = Page {
        token: signed.token.clone(),
        known,
        topics: topics.into_iter().collect(),
        longest: [LONGEST_NUMBER, LONGEST_CALLED, LONGEST_LISTED],
        typed,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

/// `POST /o/items/set`
pub async fn take(signed: Signed, Sent(typed): Sent<Typed>) -> Result<Response, Response> {
    if !signed.can(Kind::ItemsListed) {
        return Err(signed.failed(&NotDone::Absent));
    }
    let item = typed.item();
    let list = listed(&signed).await?;
    let there = list.items.iter().any(|one| one.item.number == item.number);
    let wrong = |key, field| Trouble::with_field(signed.language(), key, field);
    let trouble = match (item.number.is_empty(), item.name.is_empty()) {
        (true, _) => Some(wrong("items-number-missing", "number")),
        (_, true) => Some(wrong("items-name-missing", "name")),
        _ if item.number.contains(char::is_whitespace) => {
            Some(wrong("items-number-spaced", "number"))
        }
        _ if there && typed.known.is_empty() => Some(wrong("items-number-used", "number")),
        _ => None,
    };
    if trouble.is_some() {
        return show(&signed, typed, trouble).await;
    }
    let change = ListChange {
        items: vec![item],
        dropped: Vec::new(),
        seen: shown(&typed.seen),
    };
    let done = signed.act(move |store, visitor| store.list_items(visitor, change));
    match done.await {
        Ok(_) => Ok(told("/o/items", "item-set")),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            // What was typed stays, over the list as it is by now.
            let typed = Typed {
                seen: seen(&list),
                ..typed
            };
            show(&signed, typed, Some(trouble)).await
        }
    }
}
