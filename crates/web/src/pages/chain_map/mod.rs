//! The whole chain of an organisation: drawn, as a table, and which subcontractors stand under several of its vendors.

use std::collections::{BTreeMap, BTreeSet};

use std::sync::Arc;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use ledger::body::shared::Side;
use ledger::disclosed::Disclosed;
use ledger::divergence::Divergence;
use ledger::id::{EngagementId, SubcontractId};
use ledger::view::below::BelowView;
use ledger::view::chain::{PassedOnView, SubcontractView};
use report::chain_map::{Node, Standing, draw};
use serde::Deserialize;
use store::Store;
use store::acts::NotDone;
use store::door::{Chain, EngagementRow, Visitor, When};
use store::error::StoreError;

use crate::access::Signed;
use crate::layout::{Frame, Words};
use crate::register::listed;

#[derive(Template)]
#[template(path = "pages/chain_map/page.html")]
struct Page {
    frame: Frame,
    /// The drawing; none where there is nothing to draw.
    drawing: Option<String>,
    ranks: Vec<(String, String, bool)>,
    rows: Vec<Row>,
    shared: Vec<Shared>,
    more: bool,
}

/// A line of the table beside the drawing.
struct Row {
    rank: u64,
    name: String,
    href: Option<String>,
    note: String,
    tone: &'static str,
    state: String,
}

/// A subcontractor under several vendors.
struct Shared {
    name: String,
    under: Vec<String>,
}

/// To which rank the drawing goes.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    rank: String,
}

/// Places up to which everything is drawn at once.
const AT_ONCE: usize = 60;
/// The deepest rank that can be asked for.
const DEEPEST: u64 = 8;

/// Vendors whose chain is followed.
const MOST: usize = 500;
/// Places below all of them together that are shown.
const PLACES: usize = 2_000;

/// A vendor of the organisation, with those below as far as they are disclosed.
struct Mapped {
    engagement: Arc<EngagementRow>,
    below: Option<Chain>,
    /// Subcontracts that were asked or reported and that no engagement of the vendor's stands for.
    asked: Vec<SubcontractView>,
}

/// What was asked or reported, goes on, and stands for none of the engagements below.
fn unconnected(passed_on: PassedOnView, below: Option<&Chain>) -> Vec<SubcontractView> {
    let rows = below.into_iter().flat_map(|chain| &chain.rows);
    let known: BTreeSet<SubcontractId> = rows.filter_map(|row| row.subcontract).collect();
    let all = passed_on.subcontracts.into_iter();
    all.filter(|one| one.ended.is_none() && !known.contains(&one.id))
        .collect()
}

/// The vendors whose engagement goes on, and whether there are more than are followed; none where these may not be seen.
fn mapped(
    store: &Store,
    visitor: &Visitor,
    when: When,
) -> Result<Option<(Vec<Mapped>, bool)>, StoreError> {
    let Some(rows) = listed::rows(store, visitor, when)? else {
        return Ok(None);
    };
    let bought = |row: &Arc<EngagementRow>| row.own == Side::Client && row.closed.is_none();
    let mut rows: Vec<Arc<EngagementRow>> = rows.into_iter().filter(bought).collect();
    rows.sort_by(|a, b| (&a.across, &a.title, a.id).cmp(&(&b.across, &b.title, b.id)));
    let more = rows.len() > MOST;
    rows.truncate(MOST);
    let ids: Vec<EngagementId> = rows.iter().map(|row| row.id).collect();
    let (mut left, mut cut) = (PLACES, more);
    let seen = store.look_at_each(visitor, &ids, when, |look| {
        let below = look.below_at_most(left)?.map(Disclosed::into_inner);
        let places = below.as_ref().map_or(0, |chain| chain.rows.len());
        left -= places.min(left);
        // Where not all below is shown, nobody can tell whom no engagement stands for.
        let whole = below.as_ref().is_some_and(|chain| !chain.more);
        let asked = look.passed_on()?.map(Disclosed::into_inner);
        let asked = asked.filter(|_| whole);
        let mut asked = asked.map_or_else(Vec::new, |asked| unconnected(asked, below.as_ref()));
        cut |= asked.len() > left;
        asked.truncate(left);
        left -= asked.len();
        Ok::<_, StoreError>((below, asked))
    })?;
    let both = rows.into_iter().zip(seen);
    let mapped = both.map(|(engagement, seen)| {
        let (below, asked) = seen.unwrap_or_default();
        Mapped {
            engagement,
            below,
            asked,
        }
    });
    let mapped = mapped.collect();
    Ok(Some((mapped, cut)))
}

/// `/o/chain`
pub async fn page(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let when = signed.when;
    let seen = signed
        .act(move |store, visitor| Ok(mapped(store, visitor, when)?))
        .await
        .map_err(|error| signed.failed(&error))?;
    let (mapped, cut) = seen.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let w = Words(signed.language());
    let more = cut
        || mapped
            .iter()
            .any(|one| one.below.as_ref().is_some_and(|chain| chain.more));
    let rows: Vec<Row> = mapped.iter().flat_map(|one| rows(one, w)).collect();
    let rank = rank(&asked, rows.len());
    let own = signed
        .arrival
        .home()
        .map(|home| crate::access::called(&home.names, signed.language()));
    let frame = signed.frame(&w.say("map-title"));
    let page = Page {
        drawing: (!rows.is_empty()).then(|| drawing(&own.unwrap_or_default(), &rows, rank, w)),
        ranks: ranks(&rows, rank, w),
        shared: shared(&mapped),
        rows,
        more,
        frame: frame.clone(),
    };
    Ok(frame.answer(&page))
}

fn rank(asked: &Asked, places: usize) -> u64 {
    let chosen = asked
        .rank
        .parse::<u64>()
        .ok()
        .filter(|rank| (1..=DEEPEST).contains(rank));
    chosen.unwrap_or(if places <= AT_ONCE { DEEPEST } else { 1 })
}

/// The ranks to choose from: address, words, whether it is the one shown.
fn ranks(rows: &[Row], shown: u64, w: Words) -> Vec<(String, String, bool)> {
    let deepest = rows
        .iter()
        .map(|row| row.rank)
        .max()
        .unwrap_or(1)
        .min(DEEPEST);
    let to = |rank: u64| {
        let words = w.with("map-to-rank", "rank", rank);
        (
            format!("/o/chain?rank={rank}"),
            words,
            rank == shown.min(deepest),
        )
    };
    (1..=deepest).map(to).collect()
}

fn rows(one: &Mapped, w: Words) -> Vec<Row> {
    let below = one.below.iter().flat_map(|chain| &chain.rows);
    std::iter::once(direct(&one.engagement, w))
        .chain(one.asked.iter().map(|asked| unlinked(asked, w)))
        .chain(below.map(|row| lower(row, w)))
        .collect()
}

/// A vendor of one's own, by how the two sides' views differ.
fn direct(row: &EngagementRow, w: Words) -> Row {
    let count = |how: &Divergence| row.divergences.get(how).copied().unwrap_or(0);
    let grave = count(&Divergence::AgainstAgreement) + count(&Divergence::HeldByOne);
    let all: u64 = row.divergences.values().sum();
    let (tone, state) = match (grave, all) {
        _ if !row.present => ("mute", w.say("engagement-absent-tag")),
        (0, 0) if !row.both_stated => ("mute", w.say("engagement-no-views")),
        (0, 0) => ("good", w.say("map-same")),
        (0, _) => ("care", w.with("map-differs", "count", all)),
        _ => ("bad", w.with("map-differs", "count", all)),
    };
    Row {
        rank: 1,
        name: row.across.clone(),
        href: Some(format!("/o/engagements/{}", row.id)),
        note: row.title.clone(),
        tone,
        state,
    }
}

/// A place further down, by consent and by the terms that flow down to it.
fn lower(row: &BelowView, w: Words) -> Row {
    let missing = row
        .coverage
        .as_ref()
        .map_or(0, |coverage| coverage.missing.len());
    let (tone, state) = match (row.consents, &row.name) {
        (_, None) => ("mute", w.say("chain-not-told")),
        (Some(false), _) => ("bad", w.say("chain-refused")),
        _ if missing > 0 => ("care", w.with("map-missing", "count", missing)),
        (Some(true), _) => ("good", w.say("chain-consented")),
        (None, _) if row.rank == 2 => ("care", w.say("chain-undecided")),
        _ => ("mute", w.say("chain-not-told")),
    };
    Row {
        rank: row.rank,
        name: row.name.clone().unwrap_or_else(|| w.say("chain-unnamed")),
        href: row.engagement.map(|id| format!("/o/engagements/{id}")),
        note: state.clone(),
        tone,
        state,
    }
}

/// Somebody the vendor asked for or reported, of whom it has shown no engagement.
fn unlinked(asked: &SubcontractView, w: Words) -> Row {
    let (tone, key) = match asked.consents {
        Some(false) => ("bad", "chain-refused"),
        _ if asked.lacks_consent => ("bad", "chain-lacks"),
        None => ("care", "chain-undecided"),
        Some(true) => ("good", "chain-consented"),
    };
    let state = w.say(key);
    Row {
        rank: 2,
        name: asked.name.clone().unwrap_or_else(|| w.say("chain-unnamed")),
        href: None,
        note: state.clone(),
        tone,
        state,
    }
}

fn standing(tone: &str) -> Standing {
    match tone {
        "good" => Standing::Good,
        "care" => Standing::Care,
        "bad" => Standing::Bad,
        _ => Standing::Mute,
    }
}

/// The drawing down to a rank; what is left out below a place is counted there.
fn drawing(own: &str, rows: &[Row], deepest: u64, w: Words) -> String {
    let mut nodes = vec![Node {
        parent: None,
        name: own.to_owned(),
        note: w.say("map-own"),
        standing: Standing::Own,
        folded: 0,
    }];
    // The last place drawn of each rank: the one below which the next deeper ones stand.
    let mut last: BTreeMap<u64, usize> = BTreeMap::from([(0, 0)]);
    for row in rows {
        if row.rank > deepest {
            let above = last.get(&deepest).copied().unwrap_or(0);
            nodes[above].folded += 1;
            continue;
        }
        last.insert(row.rank, nodes.len());
        nodes.push(Node {
            parent: last.get(&(row.rank - 1)).copied(),
            name: row.name.clone(),
            note: row.note.clone(),
            standing: standing(row.tone),
            folded: 0,
        });
    }
    draw(&nodes, &w.say("map-title"), &w.say("map-described"))
}

/// Names that stand under two or more of the organisation's vendors, as far as they are told.
fn shared(mapped: &[Mapped]) -> Vec<Shared> {
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
