//! What ends, renews itself or is due on an engagement, by its day: computed from what its ledger holds, recorded nowhere.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::shared::engagement;
use crate::body::shared::Side;
use crate::bytes::codes;
use crate::disclosed::{Disclosed, Reader};
use crate::item::ItemCode;
use crate::moment::AsOf;
use crate::policy::Part;
use crate::state::Shared;

codes! {
    /// What happens on a day.
    pub enum Happening {
        /// The contract's last day; nobody said that it renews itself.
        ContractEnds = "contract-ends",
        /// The contract's last day, after which it goes on unless somebody says otherwise.
        ContractRenews = "contract-renews",
        /// An agreed text's last day.
        TermEnds = "term-ends",
        /// An agreed text's last day, after which it goes on unless somebody says otherwise.
        TermRenews = "term-renews",
        /// Evidence that was asked for is to be shown.
        EvidenceAsked = "evidence-asked",
        /// An agreed text wants evidence shown again.
        ProofDue = "proof-due",
        /// Accepted evidence counts to this day, and nothing waits to take its place.
        EvidenceExpires = "evidence-expires",
    }
}

/// A day of an engagement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The day.
    pub day: Date,
    /// What happens.
    pub what: Happening,
    /// On which item.
    pub item: Option<ItemCode>,
    /// What the item is called, where no catalogue has it.
    pub heading: Option<String>,
    /// The side that has to do something by then; none where it is both's.
    pub by: Option<Side>,
    /// The line it comes from, which names it in its engagement.
    pub seq: u64,
}

/// What happens on an engagement that goes on, the first first. What renews itself is told up to its day alone: nobody recorded what comes after.
#[must_use]
pub fn dated(
    reader: &Reader,
    now: &Shared,
    then: &Shared,
    at: AsOf,
) -> Option<Disclosed<Vec<Dated>>> {
    let seen = engagement(reader, now, then, at)?.into_inner();
    let mut days = Vec::new();
    if seen.closed.is_some_and(|last| last <= at.on) {
        return Some(Disclosed::new(days));
    }
    if let Some((seq, about)) = &seen.described {
        let renews = about.renews == Some(true);
        let what = [Happening::ContractEnds, Happening::ContractRenews][usize::from(renews)];
        let day = about.until.filter(|day| !renews || *day >= at.on);
        days.extend(day.map(|day| Dated {
            day,
            what,
            item: None,
            heading: None,
            by: None,
            seq: *seq,
        }));
    }
    if reader.of_shared(now, Part::Terms) {
        days.extend(terms(reader, then, at));
    }
    if reader.of_shared(now, Part::Evidence) {
        days.extend(asked(reader, then));
        days.extend(proofs(reader, then));
        days.extend(expiring(reader, then));
    }
    days.sort_by(|a, b| (a.day, a.what, &a.item, a.seq).cmp(&(b.day, b.what, &b.item, b.seq)));
    Some(Disclosed::new(days))
}

/// What both sides call an item of their own.
fn heading(then: &Shared, item: &ItemCode) -> Option<String> {
    let proposals = then.terms.proposals.get(item)?;
    proposals.last()?.wording.heading.clone()
}

fn on_item(then: &Shared, day: Date, what: Happening, item: &ItemCode) -> Dated {
    Dated {
        day,
        what,
        heading: heading(then, item),
        item: Some(item.clone()),
        by: None,
        seq: 0,
    }
}

fn terms(reader: &Reader, then: &Shared, at: AsOf) -> Vec<Dated> {
    let items = then.terms.proposals.keys();
    let items = items.filter(|item| reader.hears_of(item));
    let ends = |item: &ItemCode| {
        let agreed = then.terms.last_agreement(item)?;
        let (day, renews) = (agreed.wording.until?, agreed.wording.renews);
        let what = [Happening::TermEnds, Happening::TermRenews][usize::from(renews)];
        (!renews || day >= at.on).then(|| Dated {
            seq: agreed.seq,
            ..on_item(then, day, what, item)
        })
    };
    items.filter_map(ends).collect()
}

fn asked(reader: &Reader, then: &Shared) -> Vec<Dated> {
    let all = &then.evidence;
    let open = all
        .asked
        .iter()
        .filter(|(seq, one)| all.is_open(**seq, one));
    let heard = open.filter(|(_, one)| reader.hears_of(&one.asked.item));
    let dated = |(seq, one): (&u64, &crate::state::evidence::Asked)| Dated {
        by: Some(one.by.other()),
        seq: *seq,
        ..on_item(
            then,
            one.asked.due,
            Happening::EvidenceAsked,
            &one.asked.item,
        )
    };
    heard.map(dated).collect()
}

/// Items of which a side gave something that waits for a judgement.
fn renewed(then: &Shared) -> BTreeSet<(&ItemCode, Side)> {
    let pieces = then.evidence.pieces.values();
    let waits = pieces.filter(|piece| piece.waits());
    waits.map(|piece| (&piece.given.item, piece.by)).collect()
}

fn proofs(reader: &Reader, then: &Shared) -> Vec<Dated> {
    let terms = &then.terms;
    let items = terms.proposals.keys().filter(|item| reader.hears_of(item));
    let agreed = items.filter_map(|item| Some((item, terms.last_agreement(item)?)));
    let agreed: Vec<_> = agreed.collect();
    let wordings = agreed.iter().map(|(item, one)| (*item, &one.wording));
    let due = then.evidence.due(wordings).into_iter();
    let renewed = renewed(then);
    due.filter(|one| !renewed.contains(&(&one.item, Side::Vendor)))
        .map(|one| Dated {
            by: Some(Side::Vendor),
            ..on_item(then, one.due, Happening::ProofDue, &one.item)
        })
        .collect()
}

fn expiring(reader: &Reader, then: &Shared) -> Vec<Dated> {
    let renewed = renewed(then);
    let standing = then.evidence.standing().into_iter();
    let standing = standing.filter(|(of, _)| !renewed.contains(of) && reader.hears_of(of.0));
    let over = standing.filter_map(|((item, side), piece)| {
        Some(Dated {
            by: Some(side),
            ..on_item(then, piece.given.expires?, Happening::EvidenceExpires, item)
        })
    });
    over.collect()
}

#[cfg(test)]
mod tests;
