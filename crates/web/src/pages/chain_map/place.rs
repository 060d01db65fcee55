//! A place of the chain in words, and all of them as a drawing.

use std::collections::BTreeMap;

use ledger::divergence::Divergence;
use ledger::view::below::BelowView;
use ledger::view::chain::SubcontractView;
use report::chain_map::{Node, Standing, draw};
use store::door::EngagementRow;

use super::walk::Mapped;
use crate::layout::Words;

/// A line of the table beside the drawing.
pub(super) struct Row {
    pub rank: u64,
    /// Who stands above it.
    pub above: String,
    pub name: String,
    pub href: Option<String>,
    pub note: String,
    pub tone: &'static str,
    pub state: String,
}

/// A vendor and those below it; `at` is what an address says of the past day.
pub(super) fn rows(one: &Mapped, (own, at): (&str, &str), w: Words) -> Vec<Row> {
    let below = one.below.iter().flat_map(|chain| &chain.rows);
    let rows = std::iter::once(direct(&one.engagement, at, w))
        .chain(one.asked.iter().map(|asked| unlinked(asked, w)))
        .chain(below.map(|row| lower(row, at, w)));
    // The last name of each rank: below the one before it the next deeper ones stand.
    let mut last: BTreeMap<u64, String> = BTreeMap::from([(0, own.to_owned())]);
    let placed = |mut row: Row| {
        row.above = last.get(&(row.rank - 1)).cloned().unwrap_or_default();
        last.insert(row.rank, row.name.clone());
        row
    };
    rows.map(placed).collect()
}

/// A vendor of one's own, by how the two sides' views differ.
fn direct(row: &EngagementRow, at: &str, w: Words) -> Row {
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
        above: String::new(),
        name: row.across.clone(),
        href: Some(format!("/o/engagements/{}{at}", row.id)),
        note: row.title.clone(),
        tone,
        state,
    }
}

/// A place further down, by consent and by the terms that flow down to it.
fn lower(row: &BelowView, at: &str, w: Words) -> Row {
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
        above: String::new(),
        name: row.name.clone().unwrap_or_else(|| w.say("chain-unnamed")),
        href: row.engagement.map(|id| format!("/o/engagements/{id}{at}")),
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
        above: String::new(),
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
pub(super) fn drawing(own: &str, rows: &[Row], deepest: u64, w: Words) -> String {
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
