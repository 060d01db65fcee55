//! The shapes of the catalogue: items, their topics, the schemes they point to.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ItemId, Mapping, StudyLink};
use crate::body::house::Value;
use crate::body::shared::View;

/// A text in both languages. Neither is a translation aid: readers see one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Text {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

/// What an item is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// One of the 25 questions with which a small organisation looks at itself.
    SelfCheck,
    /// A rule that an organisation makes for its own people.
    Rule,
    /// A requirement that two organisations may agree between them.
    Requirement,
}

impl ItemKind {
    /// All kinds, in the order of the catalogue.
    pub const ALL: [ItemKind; 3] = [ItemKind::SelfCheck, ItemKind::Rule, ItemKind::Requirement];

    /// The first part of the ids of this kind.
    pub fn prefix(self) -> &'static str {
        match self {
            ItemKind::SelfCheck => "selfcheck",
            ItemKind::Rule => "rule",
            ItemKind::Requirement => "require",
        }
    }

    /// Whether an organisation states it about itself; otherwise each side of an engagement states it.
    pub fn is_of_house(self) -> bool {
        self != ItemKind::Requirement
    }
}

/// What it takes a small organisation to put an item in place for the first time, with what it has. Our estimate.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Effort {
    /// An hour or two of one person.
    Hours,
    /// A day or two, with somebody to talk to.
    Days,
    /// Some weeks beside other work, or some money.
    Weeks,
    /// Months, or help from outside.
    Months,
}

/// What belongs to a requirement alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// A text to start from. The parties change it; nobody's model contract is copied.
    pub text: Text,
    /// What both sides must settle before the text says anything.
    pub settle: Vec<Text>,
    /// Whether it is of little use unless it is agreed with subcontractors too.
    pub flow_down: bool,
}

/// One entry of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Stable id.
    pub id: ItemId,
    /// What it is for.
    pub kind: ItemKind,
    /// Id of its topic.
    pub topic: String,
    /// Short name; of a self-check, the question.
    pub name: Text,
    /// What goes wrong without it.
    pub why: Text,
    /// What to do, for somebody without an IT department.
    pub plain: Text,
    /// What shows that it is so; at least one example.
    pub evidence: Vec<Text>,
    /// What it takes.
    pub effort: Effort,
    /// Applies to everybody: *not applicable* is not offered.
    pub always: bool,
    /// Of a requirement: text and questions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// Entries of other schemes on the same subject.
    pub maps: Vec<Mapping>,
    /// Where a published study asked it.
    pub study: Vec<StudyLink>,
    /// From this day it is no longer offered. It is never removed: old statements refer to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retired: Option<Date>,
}

impl Item {
    /// What an organisation may say of it for itself; nothing of a requirement.
    pub fn values(&self) -> impl Iterator<Item = Value> {
        let (house, always) = (self.kind.is_of_house(), self.always);
        let values = Value::ALL.iter().copied().filter(move |_| house);
        values.filter(move |value| !(always && *value == Value::NotApplicable))
    }

    /// What one side of an engagement may say of it; nothing unless it is a requirement.
    pub fn views(&self) -> impl Iterator<Item = View> {
        let (house, always) = (self.kind.is_of_house(), self.always);
        let views = View::ALL.iter().copied().filter(move |_| !house);
        views.filter(move |view| !(always && *view == View::NotApplicable))
    }

    /// Whether it is offered on a day.
    pub fn is_offered(&self, day: Date) -> bool {
        self.retired.is_none_or(|retired| day < retired)
    }
}

/// A subject under which items stand together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Topic {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: Text,
}

/// Somebody else's list to which items point. Ids and our own short words, never its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Scheme {
    /// Stable id, the first part of a mapping.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Who publishes it, and which edition is meant.
    pub edition: Text,
    /// Its entries.
    pub entry: Vec<Entry>,
}

/// One entry of a scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// Id as the scheme's owner writes it.
    pub id: String,
    /// Its subject in our own words; none where we have not read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// The level it first belongs to, where the scheme has levels: `3`, `4`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
}
