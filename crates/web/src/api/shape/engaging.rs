//! What one side of an engagement asks to be recorded, field by field.

use ledger::body::shared::{Confidentiality, Side, Verb, View, WorkKind};
use schemars::JsonSchema;
use serde::Deserialize;

use super::engaged::{kinds, level_or_none, verbs, view};
use super::side;

/// Engagements to open: all, or none.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// In the order in which they are recorded.
    #[schemars(length(min = 1, max = 200))]
    pub engagements: Vec<NewEngagement>,
}

/// An engagement to open with a partner that is not on this server yet.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEngagement {
    /// The organisation's side.
    #[schemars(schema_with = "side")]
    pub side: Side,
    /// The name of who stands across, as it stands in the contract.
    pub partner: String,
    /// Their Japanese corporate number or LEI, as people write them.
    #[serde(default)]
    pub partner_number: Option<String>,
    /// What the work is called between the two. It cannot be erased later.
    pub title: String,
    /// What is known of the work.
    #[serde(default)]
    pub described: Option<NewDescription>,
    /// The number of who answers for it on the organisation's side.
    #[serde(default)]
    pub responsible: Option<String>,
    /// A link to give to the side across; none is made where it is not asked for.
    #[serde(default)]
    pub link: Option<NewLink>,
}

/// What is known of the work, as far as it is said.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDescription {
    /// Its first day, as people write days.
    #[serde(default)]
    pub from: Option<String>,
    /// Its last day, unless renewed.
    #[serde(default)]
    pub until: Option<String>,
    /// Whether it renews itself.
    #[serde(default)]
    pub renews: Option<bool>,
    /// What is done, each kind once.
    #[serde(default)]
    #[schemars(schema_with = "kinds")]
    pub kinds: Vec<WorkKind>,
    /// The most confidential information handled.
    #[serde(default)]
    #[schemars(schema_with = "level_or_none")]
    pub information: Option<Confidentiality>,
    /// Whether personal data is handled.
    #[serde(default)]
    pub personal_data: Option<bool>,
    /// The contract's number or name with either side.
    #[serde(default)]
    pub reference: Option<String>,
}

/// What is known of the work: it replaces what was known, as a whole.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Describing {
    /// What is known now.
    pub described: NewDescription,
    /// The place of the earlier description it stands in for, if that was wrong.
    #[serde(default)]
    pub corrects: Option<u64>,
}

/// Who answers for the engagement.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Naming {
    /// The number of a person of the organisation. The other side is told their name.
    pub person: String,
    /// From this day, as people write days; today if it is not said.
    #[serde(default)]
    pub from: Option<String>,
}

/// A link to make.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLink {
    /// What it lets its holder do; looking is always possible.
    #[schemars(schema_with = "verbs")]
    pub verbs: Vec<Verb>,
    /// Of which items; all where none is named.
    #[serde(default)]
    pub items: Vec<String>,
    /// To whom it is given, for one's own memory.
    #[serde(default)]
    pub to: Option<String>,
    /// It works for so many days; 30 if it is not said.
    #[serde(default)]
    #[schemars(range(min = 1, max = 90))]
    pub days: Option<u8>,
}

/// A link to make to a side.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Linking {
    /// The side its holder acts for: the one across, or the organisation's own.
    #[schemars(schema_with = "side")]
    pub side: Side,
    /// The link.
    pub link: NewLink,
}

/// The same items asked of many at once: a link for each, or none.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Asking {
    /// The numbers of the engagements.
    #[schemars(length(min = 1, max = 200))]
    pub engagements: Vec<String>,
    /// The link each side across is given.
    pub link: NewLink,
}

/// Views to state: all are recorded, or none.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Viewing {
    /// In the order in which they are recorded.
    #[schemars(length(min = 1, max = 500))]
    pub views: Vec<NewView>,
    /// Whether this is not the organisation's view, but what the other side, which is not here yet, was heard to say.
    #[serde(default)]
    pub heard: bool,
}

/// A view to state.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewView {
    /// The item's id.
    pub item: String,
    /// What.
    #[schemars(schema_with = "view")]
    pub value: View,
    /// From this day, as people write days.
    pub from: String,
    /// In the organisation's own words; where it was heard, if it is the other side's view.
    #[serde(default)]
    pub note: Option<String>,
    /// The place of the earlier view it stands in for.
    #[serde(default)]
    pub corrects: Option<u64>,
}

/// A difference to mark.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Disputing {
    /// The item's id.
    pub item: String,
    /// Whether it is disputed from now on.
    pub disputed: bool,
    /// What about.
    #[serde(default)]
    pub note: Option<String>,
}

/// The end of an engagement.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// Its last day, as people write days.
    pub on: String,
}
