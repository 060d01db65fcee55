//! Approval inside an organisation, field by field.

use std::collections::BTreeMap;

use ledger::body::approval::{Before, Wanted};
use ledger::id::PersonId;
use ledger::state::approval::Stage;
use ledger::view::approval::{ActingView, DecisionView, RequestView, RouteView};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use store::door::NamedApprovals;

use super::agreed::{Proposing, Wording};
use super::said::words;

choices! { before: Before, approval_stage: Stage }

fn befores(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": before(generator) })
}

/// What the organisation approves before it binds itself.
#[derive(Serialize, JsonSchema)]
pub struct Approvals {
    /// The routes in force.
    pub routes: Vec<ApprovalRoute>,
    /// Who decides in whose place.
    pub acting: Vec<ActingApprover>,
    /// Requests that wait or can be used, and the latest others; the last asked first.
    pub requests: Vec<ApprovalRequest>,
    /// How many others are left out.
    pub more: usize,
}

/// Somebody of the organisation.
#[derive(Clone, Serialize, JsonSchema)]
pub struct Approver {
    /// Their number.
    pub person: String,
    /// Their name; null once it was erased.
    pub name: Option<String>,
}

/// The way requests go.
#[derive(Serialize, JsonSchema)]
pub struct ApprovalRoute {
    /// The line of the organisation's ledger that set it.
    pub seq: u64,
    /// What it is called.
    pub name: String,
    /// What is not done before.
    #[schemars(schema_with = "befores")]
    pub before: Vec<Before>,
    /// Of each step one of these.
    pub steps: Vec<Vec<Approver>>,
    /// Whether somebody named may decide on a request of their own.
    pub own: bool,
}

/// Who decides in somebody's place.
#[derive(Serialize, JsonSchema)]
pub struct ActingApprover {
    /// In whose place.
    pub approver: Approver,
    /// Who.
    pub person: Approver,
    /// From this day.
    pub from: String,
    /// To this day.
    pub until: String,
}

/// A request and what became of it.
#[derive(Serialize, JsonSchema)]
pub struct ApprovalRequest {
    /// The line of the organisation's ledger: its number.
    pub request: u64,
    /// When it was recorded.
    pub recorded: String,
    /// Who asked; null where nobody is named.
    pub asked_by: Option<Approver>,
    /// On which engagement.
    pub engagement: String,
    /// Before what.
    #[schemars(schema_with = "before")]
    pub before: Before,
    /// The item's id.
    pub item: String,
    /// The place of the proposal that is answered or accepted.
    pub proposal: Option<u64>,
    /// The hash of the proposal that is to be accepted.
    pub hash: Option<String>,
    /// The text that is to be put forward.
    pub wording: Option<Wording>,
    /// Why; null where nothing was said, or it was erased.
    pub reason: Option<String>,
    /// What became of it.
    #[schemars(schema_with = "approval_stage")]
    pub stage: Stage,
    /// Of each step one of these.
    pub steps: Vec<Vec<Approver>>,
    /// The step that waits, the first being 0.
    pub step: usize,
    /// What was decided, step after step.
    pub decisions: Vec<ApprovalDecision>,
    /// The line of the engagement's ledger that came of it.
    pub line: Option<u64>,
    /// In whose name the token's person can decide now; null where they cannot.
    pub decides_as: Option<String>,
}

/// What somebody decided.
#[derive(Serialize, JsonSchema)]
pub struct ApprovalDecision {
    /// The line of the organisation's ledger.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: String,
    /// Who decided.
    pub person: Option<Approver>,
    /// In whose place.
    pub instead_of: Option<Approver>,
    /// Whether they approved; otherwise they returned it.
    pub approves: bool,
    /// What they said beside it; null where nothing was said, or it was erased.
    pub remark: Option<String>,
}

/// What is to be approved: a text to put forward, or a proposal to accept; one of them.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approving {
    /// The text, exactly as it is to be sent.
    #[serde(default)]
    pub propose: Option<Proposing>,
    /// The proposal, exactly as it lies on the table.
    #[serde(default)]
    pub accept: Option<Accepted>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// A proposal that is to be accepted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AcceptingProposal")]
pub struct Accepted {
    /// The item's id.
    pub item: String,
    /// The proposal's place in the ledger.
    pub proposal: u64,
    /// Its hash: this proposal and no other.
    pub hash: String,
}

/// A decision on a request.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Judging {
    /// The step on which it is decided, the first being 0.
    pub step: u64,
    /// Whether it is approved; otherwise it is returned.
    pub approves: bool,
    /// The number of the person in whose place it is decided.
    #[serde(default)]
    pub instead_of: Option<String>,
    /// What is said beside it; needed where it is returned.
    #[serde(default)]
    pub remark: Option<String>,
}

type Names = BTreeMap<PersonId, String>;

fn approver(person: PersonId, names: &Names) -> Approver {
    Approver {
        person: person.to_string(),
        name: names.get(&person).cloned(),
    }
}

fn steps(of: &[Vec<PersonId>], names: &Names) -> Vec<Vec<Approver>> {
    let step = |step: &Vec<PersonId>| step.iter().map(|one| approver(*one, names)).collect();
    of.iter().map(step).collect()
}

fn route(of: &RouteView, names: &Names) -> ApprovalRoute {
    ApprovalRoute {
        seq: of.seq,
        name: of.name.clone(),
        before: of.before.clone(),
        steps: steps(&of.steps, names),
        own: of.own,
    }
}

fn decision(of: &DecisionView, names: &Names) -> ApprovalDecision {
    ApprovalDecision {
        seq: of.seq,
        recorded: of.recorded.to_string(),
        person: of.person.map(|person| approver(person, names)),
        instead_of: of.instead_of.map(|person| approver(person, names)),
        approves: of.approves,
        remark: words(of.remark.as_ref()),
    }
}

fn request(of: &RequestView, names: &Names) -> ApprovalRequest {
    let (proposal, hash, wording) = match &of.wanted {
        Wanted::Propose(proposed) => {
            let wording = Wording::from(&proposed.wording);
            (proposed.answers, None, Some(wording))
        }
        Wanted::Accept(accepting) => {
            let hash = accepting.hash.to_string();
            (Some(accepting.proposal), Some(hash), None)
        }
    };
    ApprovalRequest {
        request: of.seq,
        recorded: of.recorded.to_string(),
        asked_by: of.person.map(|person| approver(person, names)),
        engagement: of.engagement.to_string(),
        before: of.wanted.before(),
        item: of.wanted.item().to_string(),
        proposal,
        hash,
        wording,
        reason: words(of.reason.as_ref()),
        stage: of.stage,
        steps: steps(&of.steps, names),
        step: of.step,
        decisions: of
            .decisions
            .iter()
            .map(|one| decision(one, names))
            .collect(),
        line: of.line,
        decides_as: of.decides_as.map(|person| person.to_string()),
    }
}

impl Approvals {
    /// What a person sees, with names.
    pub fn of(seen: &NamedApprovals) -> Self {
        let (known, names) = (&seen.approvals, &seen.names);
        let acting = |one: &ActingView| ActingApprover {
            approver: approver(one.approver, names),
            person: approver(one.person, names),
            from: one.from.to_string(),
            until: one.until.to_string(),
        };
        Self {
            routes: known.routes.iter().map(|one| route(one, names)).collect(),
            acting: known.acting.iter().map(acting).collect(),
            requests: known
                .requests
                .iter()
                .map(|one| request(one, names))
                .collect(),
            more: known.more,
        }
    }
}
