//! Works and gates, field by field.

use std::collections::BTreeMap;

use ledger::body::shared::{Confidentiality, Side};
use ledger::body::work::{Conditions, Device, Gate, Method, Place, Telework};
use ledger::gates::{OpenPoint, Point};
use ledger::id::PersonId;
use ledger::moment::Moment;
use ledger::view::work::{GateView, VersionView, WorkView};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use store::door::NamedWorks;

use super::engaged::level_or_none;
use super::side;

choices! { place: Place, telework: Telework, device: Device, method: Method, gate: Gate, point: Point }
perhaps! { gate_or_none: gate }

fn places(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": place(generator) })
}

fn devices(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": device(generator) })
}

fn methods(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": method(generator) })
}

/// How a work is done. Of places, devices and methods what is named is allowed and nothing else; none named: not settled.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkConditions {
    /// What the work is called.
    pub name: String,
    /// Where it may be done.
    #[serde(default)]
    #[schemars(schema_with = "places")]
    pub places: Vec<Place>,
    /// Whether it may be done by telework.
    #[schemars(schema_with = "telework")]
    pub telework: Telework,
    /// Under which conditions, and what else must be kept, in words.
    #[serde(default)]
    pub words: Option<String>,
    /// With whose devices.
    #[serde(default)]
    #[schemars(schema_with = "devices")]
    pub devices: Vec<Device>,
    /// With which tools.
    #[serde(default)]
    pub tools: Option<String>,
    /// How devices work from outside.
    #[serde(default)]
    #[schemars(schema_with = "methods")]
    pub methods: Vec<Method>,
    /// The most confidential information handled.
    #[serde(default)]
    #[schemars(schema_with = "level_or_none")]
    pub information: Option<Confidentiality>,
    /// Whether personal data of the client's is handled.
    #[serde(default)]
    pub personal_data: Option<bool>,
}

impl From<&Conditions> for WorkConditions {
    fn from(of: &Conditions) -> Self {
        Self {
            name: of.name.clone(),
            places: of.places.clone(),
            telework: of.telework,
            words: of.words.clone(),
            devices: of.devices.clone(),
            tools: of.tools.clone(),
            methods: of.methods.clone(),
            information: of.information,
            personal_data: of.personal_data,
        }
    }
}

/// Each once, in their own order.
fn each<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort_unstable();
    list.dedup();
    list
}

fn said(text: Option<String>) -> Option<String> {
    let text = text.map(|text| text.trim().to_owned());
    text.filter(|text| !text.is_empty())
}

impl From<WorkConditions> for Conditions {
    fn from(sent: WorkConditions) -> Self {
        Self {
            name: sent.name.trim().to_owned(),
            places: each(sent.places),
            telework: sent.telework,
            words: said(sent.words),
            devices: each(sent.devices),
            tools: said(sent.tools),
            methods: each(sent.methods),
            information: sent.information,
            personal_data: sent.personal_data,
        }
    }
}

/// What the organisation's side says of a work.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingWork {
    /// The work's number; without one it is a new work, whose number stands in the list at the line that is answered.
    #[serde(default)]
    pub work: Option<String>,
    /// From this day, as people write days.
    pub from: String,
    /// All of it, not what changed.
    pub conditions: WorkConditions,
}

/// What the other side says of a work, to be confirmed: this line and no other.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmingWork {
    /// Its line in the engagement's ledger.
    pub seq: u64,
}

/// A gate to be passed.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PassingGate {
    /// Which.
    #[schemars(schema_with = "gate")]
    pub gate: Gate,
}

/// The works inside an engagement, and the gates.
#[derive(Serialize, JsonSchema)]
pub struct Works {
    /// The organisation's side.
    #[schemars(schema_with = "side")]
    pub side: Side,
    /// Every work, the first said first.
    pub works: Vec<Work>,
    /// Every gate, the first first.
    pub gates: Vec<GateState>,
}

/// A work as each side says it.
#[derive(Serialize, JsonSchema)]
pub struct Work {
    /// Its number.
    pub work: String,
    /// What it is called: by both sides, or else by who says something of it.
    pub name: String,
    /// What both hold on the day.
    pub in_force: Option<WorkVersion>,
    /// What both hold from a later day on.
    pub coming: Option<WorkVersion>,
    /// What a side says that the other has not confirmed: at most one of each.
    pub waiting: Vec<WorkVersion>,
    /// What was said before, the last first; how the work was done then stands in the lines.
    pub before: Vec<EarlierVersion>,
    /// The side that ended it.
    #[schemars(schema_with = "super::side_or_none")]
    pub ended_by: Option<Side>,
    /// Its last day.
    pub ended: Option<String>,
}

/// What a side said of a work.
#[derive(Serialize, JsonSchema)]
pub struct WorkVersion {
    /// Its line in the engagement's ledger: what is confirmed.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: String,
    /// Which side said so.
    #[schemars(schema_with = "side")]
    pub by: Side,
    /// The name of who said so; null where it is the other side's, or was erased.
    pub name: Option<String>,
    /// From this day.
    pub from: String,
    /// How the work is done.
    pub conditions: WorkConditions,
    /// The line in which the other side confirmed it.
    pub confirmed: Option<u64>,
}

/// What a side said of a work before.
#[derive(Serialize, JsonSchema)]
pub struct EarlierVersion {
    /// Its line in the engagement's ledger.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: String,
    /// Which side said so.
    #[schemars(schema_with = "side")]
    pub by: Side,
    /// From this day.
    pub from: String,
    /// The line in which the other side confirmed it.
    pub confirmed: Option<u64>,
}

/// A gate and what is open before it.
#[derive(Serialize, JsonSchema)]
pub struct GateState {
    /// Which.
    #[schemars(schema_with = "gate")]
    pub gate: Gate,
    /// The sides that passed it.
    pub passed: Vec<GatePassage>,
    /// What is open before it; what an earlier gate wants stands here, too.
    pub open: Vec<Open>,
}

/// A gate passed by a side.
#[derive(Serialize, JsonSchema)]
pub struct GatePassage {
    /// Which side.
    #[schemars(schema_with = "side")]
    pub side: Side,
    /// The line of the engagement's ledger.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: String,
}

/// Something that is not settled.
#[derive(Serialize, JsonSchema)]
pub struct Open {
    /// What.
    #[schemars(schema_with = "point")]
    pub point: Point,
    /// Of which work.
    pub work: Option<String>,
    /// Of which item.
    pub item: Option<String>,
}

impl From<&OpenPoint> for Open {
    fn from(open: &OpenPoint) -> Self {
        Self {
            point: open.point,
            work: open.work.map(|work| work.to_string()),
            item: open.item.as_ref().map(ToString::to_string),
        }
    }
}

impl From<&GateView> for GateState {
    fn from(seen: &GateView) -> Self {
        let passage = |(side, seq, recorded): &(Side, u64, Moment)| GatePassage {
            side: *side,
            seq: *seq,
            recorded: recorded.to_string(),
        };
        Self {
            gate: seen.gate,
            passed: seen.passed.iter().map(passage).collect(),
            open: seen.open.iter().map(Open::from).collect(),
        }
    }
}

fn version(of: &VersionView, names: &BTreeMap<PersonId, String>) -> WorkVersion {
    WorkVersion {
        seq: of.seq,
        recorded: of.recorded.to_string(),
        by: of.by,
        name: of.person.and_then(|person| names.get(&person).cloned()),
        from: of.from.to_string(),
        conditions: WorkConditions::from(&of.conditions),
        confirmed: of.confirmed.map(|(seq, _)| seq),
    }
}

fn earlier(of: &VersionView) -> EarlierVersion {
    EarlierVersion {
        seq: of.seq,
        recorded: of.recorded.to_string(),
        by: of.by,
        from: of.from.to_string(),
        confirmed: of.confirmed.map(|(seq, _)| seq),
    }
}

impl Works {
    /// What a person sees, with names.
    pub fn of(seen: &NamedWorks) -> Self {
        let version = |one: &VersionView| version(one, &seen.names);
        let work = |work: &WorkView| Work {
            work: work.id.to_string(),
            name: work.name().to_owned(),
            in_force: work.in_force.as_ref().map(version),
            coming: work.coming.as_ref().map(version),
            waiting: work.waiting.iter().map(version).collect(),
            before: work.before.iter().map(earlier).collect(),
            ended_by: work.ended.map(|(side, _)| side),
            ended: work.ended.map(|(_, day)| day.to_string()),
        };
        Self {
            side: seen.works.own,
            works: seen.works.works.iter().map(work).collect(),
            gates: seen.works.gates.iter().map(GateState::from).collect(),
        }
    }
}
