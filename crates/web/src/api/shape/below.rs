//! Work passed on, field by field.

use ledger::body::chain::{Openness, Passing};
use ledger::body::shared::{Confidentiality, Side};
use ledger::view::Note;
use ledger::view::below::BelowView;
use ledger::view::chain::{PassedOnView, SubcontractView};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::engaged::level_or_none;
use super::said::words;
use super::side;

choices! { passing: Passing, openness: Openness }
perhaps! { passing_or_none: passing }

/// The client's rule.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ruling {
    /// Whether and how the vendor may pass work on.
    #[schemars(schema_with = "passing")]
    pub passing: Passing,
}

/// Work to be passed on: asked, or reported. It cannot be erased later.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Subcontracting {
    /// To whom, if the client is told.
    #[serde(default)]
    pub name: Option<String>,
    /// Which work, and why.
    pub purpose: String,
    /// The most confidential information handled there.
    #[serde(default)]
    #[schemars(schema_with = "level_or_none")]
    pub information: Option<Confidentiality>,
    /// Whether personal data of the client's is handled there.
    #[serde(default)]
    pub personal_data: Option<bool>,
    /// From which day, as people write days.
    pub from: String,
}

/// The client's decision.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deciding {
    /// Whether it consents.
    pub consents: bool,
    /// On which condition, or why not.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Which engagement passes on this one's work, and how much of it the client is shown.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Connecting {
    /// The number of an engagement with the organisation as client.
    pub engagement: String,
    /// Whether it passes on this one's work; false takes the record back.
    pub applies: bool,
    /// The number of the subcontract as which the client was asked.
    #[serde(default)]
    pub subcontract: Option<String>,
    /// How much the client is shown.
    #[schemars(schema_with = "openness")]
    pub openness: Openness,
}

/// Work passed on, as far as the organisation may see it.
#[derive(Serialize, JsonSchema)]
pub struct PassedOn {
    /// The organisation's side.
    #[schemars(schema_with = "side")]
    pub side: Side,
    /// The client's rule; null where none was given.
    #[schemars(schema_with = "passing_or_none")]
    pub passing: Option<Passing>,
    /// What was asked or reported, the first first.
    pub subcontracts: Vec<Subcontract>,
    /// The engagements below, each after the one it stands below.
    pub below: Vec<Below>,
    /// Whether there are more below than are told.
    pub more: bool,
}

/// A subcontract as asked and decided.
#[derive(Serialize, JsonSchema)]
pub struct Subcontract {
    /// Its number.
    pub subcontract: String,
    /// Its place in the engagement's ledger.
    pub seq: u64,
    /// To whom; null where no name was given.
    pub name: Option<String>,
    /// Which work, and why.
    pub purpose: String,
    /// The most confidential information handled there.
    #[schemars(schema_with = "level_or_none")]
    pub information: Option<Confidentiality>,
    /// Whether personal data of the client's is handled there.
    pub personal_data: Option<bool>,
    /// From which day.
    pub from: String,
    /// Its last day.
    pub ended: Option<String>,
    /// Whether the client consents; null where it has not decided.
    pub consents: Option<bool>,
    /// On which condition, or why not; null where none was given, or it was erased.
    pub reason: Option<String>,
    /// Whether there was a reason that was erased since.
    pub reason_erased: bool,
    /// Whether it runs without the consent that the rule asks for.
    pub lacks_consent: bool,
}

/// An engagement below.
#[derive(Serialize, JsonSchema)]
pub struct Below {
    /// How far below: 2 is the first subcontractor's rank.
    pub rank: u64,
    /// What its vendor is called; null where only its number is told.
    pub name: Option<String>,
    /// Its number, where the organisation stands on a side of it.
    pub engagement: Option<String>,
    /// The subcontract as which the client above was asked.
    pub subcontract: Option<String>,
    /// Whether the client above consents.
    pub consents: Option<bool>,
    /// How much is told.
    #[schemars(schema_with = "openness")]
    pub openness: Openness,
    /// Number of terms that flow down; null where it is not told.
    pub terms: Option<usize>,
    /// The items of those not agreed there.
    pub missing: Vec<String>,
    /// Its last day, where it ended.
    pub closed: Option<String>,
}

impl From<&SubcontractView> for Subcontract {
    fn from(one: &SubcontractView) -> Self {
        Self {
            subcontract: one.id.to_string(),
            seq: one.seq,
            name: one.name.clone(),
            purpose: one.purpose.clone(),
            information: one.information,
            personal_data: one.personal_data,
            from: one.from.to_string(),
            ended: one.ended.map(|day| day.to_string()),
            consents: one.consents,
            reason: words(one.reason.as_ref()),
            reason_erased: one.reason == Some(Note::Redacted),
            lacks_consent: one.lacks_consent,
        }
    }
}

impl From<&BelowView> for Below {
    fn from(one: &BelowView) -> Self {
        let missing = one.coverage.iter().flat_map(|coverage| &coverage.missing);
        Self {
            rank: one.rank,
            name: one.name.clone(),
            engagement: one.engagement.map(|id| id.to_string()),
            subcontract: one.subcontract.map(|id| id.to_string()),
            consents: one.consents,
            openness: one.openness,
            terms: one.coverage.as_ref().map(|coverage| coverage.terms),
            missing: missing.map(ToString::to_string).collect(),
            closed: one.closed.map(|day| day.to_string()),
        }
    }
}

impl PassedOn {
    /// What was said, and the chain below.
    pub fn of(seen: &PassedOnView, chain: &store::door::Chain) -> Self {
        Self {
            side: seen.own,
            passing: seen.passing,
            subcontracts: seen.subcontracts.iter().map(Subcontract::from).collect(),
            below: chain.rows.iter().map(Below::from).collect(),
            more: chain.more,
        }
    }
}
