//! Engagements, field by field: what both sides say.

use std::collections::BTreeMap;
use std::sync::Arc;

use ledger::body::shared::{Confidentiality, Described, Side, Verb, View, WorkKind};
use ledger::divergence::Divergence;
use ledger::view::Note;
use ledger::view::shared::{BothViews, LinkView, ViewOfItem};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use store::door::{EngagementRow, NamedEngagement, NamedParty};

use super::said::words;
use super::{Named, side};

choices! { view: View, kind: WorkKind, level: Confidentiality, verb: Verb, divergence: Divergence }
perhaps! { level_or_none: level, divergence_or_none: divergence }

pub(super) fn kinds(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": kind(generator) })
}

pub(super) fn verbs(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": verb(generator) })
}

/// Engagements of the organisation.
#[derive(Serialize, JsonSchema)]
pub struct Engagements {
    /// Those of the page, in the order asked for.
    pub engagements: Vec<Listed>,
    /// How many were found.
    pub found: usize,
    /// Where the next page begins; null at the end.
    pub next: Option<usize>,
}

/// An engagement in a list.
#[derive(Serialize, JsonSchema)]
pub struct Listed {
    /// Its number.
    pub engagement: String,
    /// What it is called.
    pub title: String,
    /// The organisation's side.
    #[schemars(schema_with = "side")]
    pub side: Side,
    /// Who stands across.
    pub across: String,
    /// Whether they are here and speak for themselves.
    pub present: bool,
    /// Its last day by contract.
    pub until: Option<String>,
    /// The day it ended.
    pub closed: Option<String>,
    /// Number of items by how the sides' views differ.
    pub differences: BTreeMap<String, u64>,
}

impl From<Arc<EngagementRow>> for Listed {
    fn from(row: Arc<EngagementRow>) -> Self {
        let count = |(how, count): (&Divergence, &u64)| (how.code().to_owned(), *count);
        Self {
            engagement: row.id.to_string(),
            title: row.title.clone(),
            side: row.own,
            across: row.across.clone(),
            present: row.present,
            until: row.until.map(|day| day.to_string()),
            closed: row.closed.map(|day| day.to_string()),
            differences: row.divergences.iter().map(count).collect(),
        }
    }
}

/// An engagement as both sides tell it.
#[derive(Serialize, JsonSchema)]
pub struct Engagement {
    /// Its number.
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
    /// What is known of the work.
    pub described: Option<Description>,
    /// The day it ended.
    pub closed: Option<String>,
    /// Each item of which either side said something; those that differ most first.
    pub views: Vec<Both>,
    /// Links to a side; null for who may not see them.
    pub links: Option<Vec<Link>>,
}

/// Who stands on a side.
#[derive(Serialize, JsonSchema)]
pub struct Party {
    /// Its names, the first the one it goes by.
    pub names: Vec<Named>,
    /// Its public number: `jp-corporate-number:…` or `lei:…`.
    pub identifier: Option<String>,
    /// Whether it is here and speaks for itself.
    pub present: bool,
    /// The name of who answers for the engagement there.
    pub responsible: Option<String>,
}

impl From<&NamedParty> for Party {
    fn from(party: &NamedParty) -> Self {
        Self {
            names: party.names.iter().map(Named::from).collect(),
            identifier: party.identifier.as_ref().map(ToString::to_string),
            present: party.party.present,
            responsible: party.responsible.clone(),
        }
    }
}

/// What is known of the work.
#[derive(Serialize, JsonSchema)]
pub struct Description {
    /// Its place in the engagement's ledger.
    pub seq: u64,
    /// Its first day.
    pub from: Option<String>,
    /// Its last day, unless renewed.
    pub until: Option<String>,
    /// Whether it renews itself.
    pub renews: Option<bool>,
    /// What is done.
    #[schemars(schema_with = "kinds")]
    pub kinds: Vec<WorkKind>,
    /// The most confidential information handled.
    #[schemars(schema_with = "level_or_none")]
    pub information: Option<Confidentiality>,
    /// Whether personal data is handled.
    pub personal_data: Option<bool>,
    /// The contract's number or name with either side.
    pub reference: Option<String>,
}

impl From<&(u64, Described)> for Description {
    fn from((seq, said): &(u64, Described)) -> Self {
        Self {
            seq: *seq,
            from: said.from.map(|day| day.to_string()),
            until: said.until.map(|day| day.to_string()),
            renews: said.renews,
            kinds: said.kinds.clone(),
            information: said.information,
            personal_data: said.personal_data,
            reference: said.reference.clone(),
        }
    }
}

/// What both sides say of an item.
#[derive(Serialize, JsonSchema)]
pub struct Both {
    /// Which item.
    pub item: String,
    /// What the client says; null where it said nothing.
    pub client: Option<Said>,
    /// What the vendor says; null where it said nothing.
    pub vendor: Option<Said>,
    /// How they differ; null where they do not.
    #[schemars(schema_with = "divergence_or_none")]
    pub difference: Option<Divergence>,
    /// Which side marked the difference as disputed.
    #[schemars(schema_with = "super::side_or_none")]
    pub disputed_by: Option<Side>,
    /// What is disputed.
    pub disputed_about: Option<String>,
}

/// One side's word on an item.
#[derive(Serialize, JsonSchema)]
pub struct Said {
    /// Its place in the engagement's ledger.
    pub seq: u64,
    /// What.
    #[schemars(schema_with = "view")]
    pub value: View,
    /// From this day.
    pub from: String,
    /// When it was recorded.
    pub recorded: String,
    /// The number of who said it; null for a person of the other side, and by link.
    pub person: Option<String>,
    /// Whether a link's holder said it.
    pub by_link: bool,
    /// Whether the other side did not say it itself, but was heard to say it.
    pub heard: bool,
    /// In the side's own words, or where it was heard; null where none were given, or they were erased.
    pub note: Option<String>,
    /// Whether there were words that were erased since.
    pub note_erased: bool,
}

impl From<&ViewOfItem> for Said {
    fn from(seen: &ViewOfItem) -> Self {
        Self {
            seq: seen.seq,
            value: seen.value,
            from: seen.from.to_string(),
            recorded: seen.recorded.to_string(),
            person: seen.person.map(|person| person.to_string()),
            by_link: seen.by_link,
            heard: seen.heard,
            note: words(seen.note.as_ref()),
            note_erased: seen.note == Some(Note::Redacted),
        }
    }
}

impl From<&BothViews> for Both {
    fn from(both: &BothViews) -> Self {
        let dispute = both.dispute.as_ref();
        Self {
            item: both.item.to_string(),
            client: both.client.as_ref().map(Said::from),
            vendor: both.vendor.as_ref().map(Said::from),
            difference: both.divergence,
            disputed_by: dispute.map(|dispute| dispute.by),
            disputed_about: dispute.and_then(|dispute| words(dispute.note.as_ref())),
        }
    }
}

/// A link to a side; what it opens was shown once, to who made it.
#[derive(Serialize, JsonSchema)]
pub struct Link {
    /// Its number.
    pub link: String,
    /// For which side its holder acts.
    #[schemars(schema_with = "side")]
    pub side: Side,
    /// What it lets them do.
    #[schemars(schema_with = "verbs")]
    pub verbs: Vec<Verb>,
    /// Of which items; all where none is named.
    pub items: Vec<String>,
    /// To whom it was given, for the side that gave it.
    pub to: Option<String>,
    /// It works before this moment.
    pub expires: String,
    /// Whether it works.
    pub open: bool,
}

impl From<&LinkView> for Link {
    fn from(link: &LinkView) -> Self {
        Self {
            link: link.id.to_string(),
            side: link.side,
            verbs: link.verbs.clone(),
            items: link.items.iter().map(ToString::to_string).collect(),
            to: words(link.to.as_ref()),
            expires: link.expires.to_string(),
            open: link.open,
        }
    }
}

impl Engagement {
    /// An engagement with its views, those that differ most first, and its links.
    pub fn of(
        seen: &NamedEngagement,
        mut views: Vec<BothViews>,
        links: Option<&[LinkView]>,
    ) -> Self {
        let place = |both: &BothViews| {
            let how = both.divergence.map_or(usize::MAX, |how| {
                let all = Divergence::ALL.iter();
                all.take_while(|other| **other != how).count()
            });
            (how, both.item.to_string())
        };
        views.sort_by_cached_key(place);
        let engagement = &seen.engagement;
        Self {
            engagement: engagement.id.to_string(),
            title: engagement.title.clone(),
            side: engagement.own,
            client: Party::from(&seen.client),
            vendor: Party::from(&seen.vendor),
            described: engagement.described.as_ref().map(Description::from),
            closed: engagement.closed.map(|day| day.to_string()),
            views: views.iter().map(Both::from).collect(),
            links: links.map(|links| links.iter().map(Link::from).collect()),
        }
    }
}
