//! What people may do on an engagement, and on all of them, field by field.

use ledger::body::shared::Side;
use ledger::body::work::Gate;
use ledger::conflict::{Clash, Trait};
use ledger::view::work::{AgreedText, AllowedWork};
use schemars::JsonSchema;
use serde::Serialize;
use store::door::NamedConditions;

use super::engaged::Party;
use super::side;
use super::worked::{WorkConditions, gate_or_none};
use crate::beside::{Known, clashes, known};

/// What people may do on an engagement: what both sides hold, and nothing that one of them says alone.
#[derive(Serialize, JsonSchema)]
pub struct Allowed {
    /// The engagement's number.
    pub engagement: String,
    /// What it is called.
    pub title: String,
    /// The organisation's side.
    #[schemars(schema_with = "side")]
    pub side: Side,
    /// Who gives the work.
    pub client: Party,
    /// Who does it.
    pub vendor: Party,
    /// The day it ended.
    pub closed: Option<String>,
    /// The last gate that both sides passed.
    #[schemars(schema_with = "gate_or_none")]
    pub gate: Option<Gate>,
    /// The works done on the day.
    pub works: Vec<WorkAllowed>,
    /// The agreed texts in force about doing work.
    pub texts: Vec<AgreedWording>,
    /// Number of other texts agreed.
    pub others: usize,
}

/// A work as people who do it see it.
#[derive(Serialize, JsonSchema)]
pub struct WorkAllowed {
    /// Its number.
    pub work: String,
    /// What it is called; null before both sides confirmed anything of it.
    pub name: Option<String>,
    /// The line of the engagement's ledger that both hold; null where that is not settled: ask first.
    pub seq: Option<u64>,
    /// How it may be done.
    pub conditions: Option<WorkConditions>,
    /// Whether a side says something else that is not confirmed.
    pub changing: bool,
}

/// An agreed text.
#[derive(Serialize, JsonSchema)]
pub struct AgreedWording {
    /// The item's id.
    pub item: String,
    /// The line of the engagement's ledger.
    pub seq: u64,
    /// What holds.
    pub text: String,
    /// Its last day, if it has one.
    pub until: Option<String>,
}

impl From<&AllowedWork> for WorkAllowed {
    fn from(of: &AllowedWork) -> Self {
        let held = of.held.as_ref();
        Self {
            work: of.id.to_string(),
            name: Some(of.name.clone()).filter(|name| !name.is_empty()),
            seq: held.map(|(seq, _)| *seq),
            conditions: held.map(|(_, held)| WorkConditions::from(held)),
            changing: of.changing,
        }
    }
}

impl From<&AgreedText> for AgreedWording {
    fn from(of: &AgreedText) -> Self {
        Self {
            item: of.item.to_string(),
            seq: of.seq,
            text: of.text.clone(),
            until: of.until.map(|day| day.to_string()),
        }
    }
}

impl From<&NamedConditions> for Allowed {
    fn from(seen: &NamedConditions) -> Self {
        let of = &seen.conditions;
        Self {
            engagement: of.id.to_string(),
            title: of.title.clone(),
            side: of.own,
            client: Party::from(&seen.client),
            vendor: Party::from(&seen.vendor),
            closed: of.closed.map(|day| day.to_string()),
            gate: of.gate,
            works: of.works.iter().map(WorkAllowed::from).collect(),
            texts: of.texts.iter().map(AgreedWording::from).collect(),
            others: of.others,
        }
    }
}

/// The conditions of every engagement that runs, beside each other.
#[derive(Serialize, JsonSchema)]
pub struct AllAllowed {
    /// Each work of each; an engagement without any has one row.
    pub rows: Vec<AllowedRow>,
    /// Whether there are more engagements than the 2,000 that were read.
    pub more: bool,
}

/// A work of an engagement.
#[derive(Serialize, JsonSchema)]
pub struct AllowedRow {
    /// The engagement's number.
    pub engagement: String,
    /// What it is called.
    pub title: String,
    /// The organisation's side.
    #[schemars(schema_with = "side")]
    pub side: Side,
    /// Who stands across.
    pub across: Party,
    /// The last gate that both sides passed.
    #[schemars(schema_with = "gate_or_none")]
    pub gate: Option<Gate>,
    /// The work; null where none is named.
    pub work: Option<WorkAllowed>,
    /// Where it cannot be done in one way with a work for another client.
    pub conflicts: Vec<Conflict>,
}

/// Two works, of which one allows a single way that the other does not allow.
#[derive(Serialize, JsonSchema)]
pub struct Conflict {
    /// `place`, `device` or `method`.
    pub about: &'static str,
    /// Which place, device or method.
    pub value: &'static str,
    /// Whether this work allows that way alone; otherwise the other one does, and this one does not allow it.
    pub demands: bool,
    /// The other engagement's number.
    pub engagement: String,
    /// The other work's number.
    pub work: Option<String>,
}

fn conflict(clash: &Clash, known: &[Known<'_>]) -> Conflict {
    let (about, value) = match clash.what {
        Trait::Place(place) => ("place", place.code()),
        Trait::Device(device) => ("device", device.code()),
        Trait::Method(method) => ("method", method.code()),
    };
    let other = &known[clash.with];
    Conflict {
        about,
        value,
        demands: clash.demands,
        engagement: other.of.conditions.id.to_string(),
        work: other.work.map(|work| work.id.to_string()),
    }
}

impl AllAllowed {
    /// Every engagement that runs, with what cannot be kept together; by title, then number.
    pub fn of(engagements: &mut [NamedConditions], more: bool) -> Self {
        engagements.sort_by_cached_key(|one| (one.conditions.title.clone(), one.conditions.id));
        let known = known(engagements.iter());
        let row = |(row, found): (&Known<'_>, Vec<Clash>)| {
            let of = &row.of.conditions;
            AllowedRow {
                engagement: of.id.to_string(),
                title: of.title.clone(),
                side: of.own,
                across: Party::from(match of.own {
                    Side::Client => &row.of.vendor,
                    Side::Vendor => &row.of.client,
                }),
                gate: of.gate,
                work: row.work.map(WorkAllowed::from),
                conflicts: found.iter().map(|clash| conflict(clash, &known)).collect(),
            }
        };
        Self {
            rows: known.iter().zip(clashes(&known)).map(row).collect(),
            more,
        }
    }
}
