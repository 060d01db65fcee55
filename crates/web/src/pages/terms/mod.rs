//! What the sides of an engagement agreed and what lies on the table: all of it, one item, the form that proposes, and accepting.

mod accept;
mod agreement;
mod item;
mod list;
mod propose;
mod shown;

pub use accept::{accept, ask, sign};
pub use agreement::{file as agreement_file, page as agreement};
pub(in crate::pages) use item::trouble as item_trouble;
pub use item::{cost, drop, page as item};
pub use list::{choose, page as list};
pub(in crate::pages) use shown::{Piece, facts, pieces};

pub use propose::{page as propose, take};

use axum::response::Response;
use jiff::civil::Date;
use ledger::body::shared::Side;
use ledger::catalogue::Item;
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use ledger::view::terms::TermView;
use store::acts::NotDone;
use store::door::{NamedEngagement, NamedTerms};

use crate::access::{Signed, called};
use crate::catalogue::{catalogue, text};
use crate::layout::Words;

/// What the pages know of an engagement's terms.
pub(in crate::pages) struct Seen {
    pub engagement: NamedEngagement,
    pub terms: NamedTerms,
}

impl Seen {
    pub fn own(&self) -> Side {
        self.engagement.engagement.own
    }

    pub fn is_open(&self) -> bool {
        self.engagement.engagement.closed.is_none()
    }

    /// What a side is called.
    pub fn name(&self, side: Side, w: Words) -> String {
        called(&self.engagement.party(side).names, *w.language())
    }

    pub fn term(&self, item: &ItemCode) -> Option<&TermView> {
        self.terms.terms.of(item)
    }
}

pub(in crate::pages) async fn seen(signed: &Signed, id: EngagementId) -> Result<Seen, Response> {
    signed
        .look_at(id, |look| {
            let (Some(engagement), Some(terms)) = (look.engagement()?, look.terms()?) else {
                return Ok(None);
            };
            Ok(Some(Seen {
                engagement: engagement.into_inner(),
                terms: terms.into_inner(),
            }))
        })
        .await
}

/// The engagement and item of an address; what is none leads nowhere.
fn place(signed: &Signed, id: &str, item: &str) -> Result<(EngagementId, ItemCode), Response> {
    let nowhere = || signed.failed(&NotDone::Absent);
    let id = id.parse().map_err(|_| nowhere())?;
    let item: ItemCode = item.parse().map_err(|_| nowhere())?;
    if requirement(&item).is_some() || item.is_known_own() || item.as_str() == NEW {
        Ok((id, item))
    } else {
        Err(nowhere())
    }
}

/// The address of an item of one's own that has no code yet.
const NEW: &str = "own.new";

/// The requirement of the catalogue with a code.
pub(in crate::pages) fn requirement(item: &ItemCode) -> Option<&'static Item> {
    let found = catalogue().item(item.as_str());
    found.filter(|found| found.term.is_some())
}

/// What an item is called: by the catalogue, or by those who proposed it.
pub(in crate::pages) fn heading(item: &ItemCode, term: Option<&TermView>, w: Words) -> String {
    match requirement(item) {
        Some(found) => text(&found.name, *w.language()).to_owned(),
        None => term
            .and_then(TermView::heading)
            .map_or_else(|| w.say("terms-own"), str::to_owned),
    }
}

fn today(signed: &Signed) -> Date {
    signed.access.store.now().today()
}
