//! What the sides propose and agree, field by field.

use ledger::body::shared::Side;
use ledger::body::term::{Outcome, Payer};
use ledger::view::Note;
use ledger::view::terms::{AcceptanceView, CostView, ProposalView, Stage, TermView};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use store::door::NamedTerms;

use super::said::words;
use super::side;

choices! { stage: Stage, outcome: Outcome, payer: Payer }
perhaps! { payer_or_none: payer }

/// What is to hold. Nothing of it can be erased later.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// What it is about, where no catalogue has the item.
    #[serde(default)]
    pub heading: Option<String>,
    /// What holds.
    pub text: String,
    /// Why it is asked.
    #[serde(default)]
    pub reason: Option<String>,
    /// What would serve as well.
    #[serde(default)]
    pub alternatives: Option<String>,
    /// What shows that it is kept.
    #[serde(default)]
    pub proof: Option<String>,
    /// How often that is shown, in months.
    #[serde(default)]
    #[schemars(range(min = 1, max = 60))]
    pub proof_months: Option<u64>,
    /// Whether it must be agreed with subcontractors too.
    #[serde(default)]
    pub flow_down: bool,
    /// From this day, as people write days.
    pub from: String,
    /// To this day.
    #[serde(default)]
    pub until: Option<String>,
    /// Whether it goes on after that day unless somebody says otherwise.
    #[serde(default)]
    pub renews: bool,
    /// The signed contract in which it already stands.
    #[serde(default)]
    pub contract: Option<Contract>,
}

/// A contract signed elsewhere.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Its name or number.
    pub name: String,
    /// When it was signed, as people write days.
    pub on: String,
}

impl From<&ledger::body::term::Wording> for Wording {
    fn from(said: &ledger::body::term::Wording) -> Self {
        Self {
            heading: said.heading.clone(),
            text: said.text.clone(),
            reason: said.reason.clone(),
            alternatives: said.alternatives.clone(),
            proof: said.proof.clone(),
            proof_months: said.proof_months,
            flow_down: said.flow_down,
            from: said.from.to_string(),
            until: said.until.map(|day| day.to_string()),
            renews: said.renews,
            contract: said.contract.as_ref().map(|contract| Contract {
                name: contract.name.clone(),
                on: contract.on.to_string(),
            }),
        }
    }
}

/// A text to put forward.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proposing {
    /// The item's id; one that no catalogue has is `own.` and a number.
    pub item: String,
    /// The place of the open proposal it answers, where there is one.
    #[serde(default)]
    pub answers: Option<u64>,
    /// The text.
    pub wording: Wording,
}

/// A proposal to take off the table: one's own is withdrawn, the other side's declined.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dropping {
    /// The item's id.
    pub item: String,
    /// The proposal's place in the ledger.
    pub proposal: u64,
    /// Its hash: this proposal and no other.
    pub hash: String,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What the side says of the talk about an item's cost.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Costing {
    /// The item's id.
    pub item: String,
    /// When it was talked about, as people write days.
    #[serde(default)]
    pub on: Option<String>,
    /// What came of it.
    #[schemars(schema_with = "outcome")]
    pub outcome: Outcome,
    /// Who pays, where that is settled.
    #[serde(default)]
    #[schemars(schema_with = "payer_or_none")]
    pub payer: Option<Payer>,
    /// How much, how, from when.
    #[serde(default)]
    pub note: Option<String>,
}

/// What was proposed and agreed in an engagement.
#[derive(Serialize, JsonSchema)]
pub struct Terms {
    /// The organisation's side.
    #[schemars(schema_with = "side")]
    pub side: Side,
    /// Whether both sides chose that being signed in is enough to accept.
    pub signed_in_is_enough: bool,
    /// Each item of which anything was put forward.
    pub terms: Vec<Term>,
}

/// Everything put forward of an item.
#[derive(Serialize, JsonSchema)]
pub struct Term {
    /// Which item.
    pub item: String,
    /// The place of the agreement in force.
    pub agreement: Option<u64>,
    /// The place of the proposal that waits.
    pub open: Option<u64>,
    /// Every proposal, the first first.
    pub proposals: Vec<Proposal>,
    /// What each side says of its cost.
    pub costs: Vec<Cost>,
}

/// A proposal and what became of it.
#[derive(Serialize, JsonSchema)]
pub struct Proposal {
    /// Its place in the engagement's ledger.
    pub seq: u64,
    /// That line's hash: what is accepted.
    pub hash: String,
    /// When it was recorded.
    pub recorded: String,
    /// Which side made it.
    #[schemars(schema_with = "side")]
    pub by: Side,
    /// The place of the proposal it answers.
    pub answers: Option<u64>,
    /// What became of it.
    #[schemars(schema_with = "stage")]
    pub stage: Stage,
    /// The text.
    pub wording: Wording,
    /// Who accepted it, the first first.
    pub accepted: Vec<Accepted>,
    /// Why it is off the table; null where no reason was given, or it was erased.
    pub reason: Option<String>,
    /// Whether there was a reason that was erased since.
    pub reason_erased: bool,
}

/// One side's acceptance.
#[derive(Serialize, JsonSchema)]
pub struct Accepted {
    /// Which side.
    #[schemars(schema_with = "side")]
    pub side: Side,
    /// Its place in the engagement's ledger.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: String,
    /// The name of who accepted; null once it was erased.
    pub name: Option<String>,
    /// Whether a passkey signed; otherwise being signed in was enough.
    pub signed: bool,
}

/// What a side says of an item's cost.
#[derive(Serialize, JsonSchema)]
pub struct Cost {
    /// Which side.
    #[schemars(schema_with = "side")]
    pub side: Side,
    /// When it was recorded.
    pub recorded: String,
    /// When it was talked about.
    pub on: Option<String>,
    /// What came of it.
    #[schemars(schema_with = "outcome")]
    pub outcome: Outcome,
    /// Who pays.
    #[schemars(schema_with = "payer_or_none")]
    pub payer: Option<Payer>,
    /// How much, how, from when; null where nothing was said, or it was erased.
    pub note: Option<String>,
}

impl From<&CostView> for Cost {
    fn from(said: &CostView) -> Self {
        Self {
            side: said.side,
            recorded: said.recorded.to_string(),
            on: said.on.map(|day| day.to_string()),
            outcome: said.outcome,
            payer: said.payer,
            note: words(said.note.as_ref()),
        }
    }
}

impl Terms {
    /// Terms with the names of who accepted.
    pub fn of(seen: &NamedTerms) -> Self {
        let accepted = |one: &AcceptanceView| Accepted {
            side: one.side,
            seq: one.seq,
            recorded: one.recorded.to_string(),
            name: one
                .person
                .and_then(|person| seen.names.get(&person).cloned()),
            signed: one.signed,
        };
        let proposal = |one: &ProposalView| Proposal {
            seq: one.seq,
            hash: one.hash.to_string(),
            recorded: one.recorded.to_string(),
            by: one.by,
            answers: one.answers,
            stage: one.stage,
            wording: Wording::from(&one.wording),
            accepted: one.accepted.iter().map(accepted).collect(),
            reason: words(one.reason.as_ref()),
            reason_erased: one.reason == Some(Note::Redacted),
        };
        let term = |term: &TermView| Term {
            item: term.item.to_string(),
            agreement: term.agreement,
            open: term.open,
            proposals: term.proposals.iter().map(proposal).collect(),
            costs: term.costs.iter().map(Cost::from).collect(),
        };
        Self {
            side: seen.terms.own,
            signed_in_is_enough: seen.terms.signed_in_is_enough(),
            terms: seen.terms.terms.iter().map(term).collect(),
        }
    }
}
