//! Who stands under several of an organisation's vendors, over all of them.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::response::Response;
use store::acts::NotDone;

use super::walk::{Mapped, followed, vendors};
use crate::access::Signed;
use crate::layout::{Frame, Words};

/// Vendors whose chain is followed, and places below all of them together.
const MOST: (usize, usize) = (2_000, 20_000);

#[derive(Template)]
#[template(path = "pages/chain_map/shared.html")]
struct Page {
    frame: Frame,
    shared: Vec<Shared>,
    more: bool,
    back: String,
}

/// A subcontractor under several vendors.
pub(super) struct Shared {
    pub name: String,
    pub under: Vec<String>,
}

/// Names that stand under two or more of the organisation's vendors, as far as they are told.
pub(super) fn shared(mapped: &[Mapped]) -> Vec<Shared> {
    let mut under: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for one in mapped {
        let rows = one.below.iter().flat_map(|chain| &chain.rows);
        let asked = one.asked.iter().filter_map(|asked| asked.name.clone());
        for name in rows.filter_map(|row| row.name.clone()).chain(asked) {
            under
                .entry(name)
                .or_default()
                .insert(one.engagement.across.clone());
        }
    }
    let several = under.into_iter().filter(|(_, vendors)| vendors.len() > 1);
    let mut shared: Vec<Shared> = several
        .map(|(name, vendors)| Shared {
            name,
            under: vendors.into_iter().collect(),
        })
        .collect();
    shared.sort_by_key(|one| std::cmp::Reverse(one.under.len()));
    shared
}

/// `/o/chain/shared`
pub async fn page(signed: Signed) -> Result<Response, Response> {
    let when = signed.when;
    let seen = signed
        .act(move |store, visitor| {
            let Some(mut all) = vendors(store, visitor, when)? else {
                return Ok(None);
            };
            let (most, places) = MOST;
            let more = all.len() > most;
            all.truncate(most);
            let (mapped, cut) = followed(store, (visitor, when), all, places)?;
            Ok(Some((mapped, cut || more)))
        })
        .await
        .map_err(|error| signed.failed(&error))?;
    let (mapped, more) = seen.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let w = Words(signed.language());
    let frame = signed.frame(&w.say("map-shared"));
    let page = Page {
        shared: shared(&mapped),
        more,
        back: format!("/o/chain{}", signed.at()),
        frame: frame.clone(),
    };
    Ok(frame.answer(&page))
}
