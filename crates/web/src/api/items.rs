//! The catalogue: what can be stated, in both languages, and to which schemes it points.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use ledger::catalogue::{Effort, Item, ItemKind, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::problem::Problem;
use super::program::{Program, answer};
use super::sent::Asked;
use crate::catalogue::catalogue;

/// Which items.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// `self-check`, `rule` or `requirement`.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// Id of a topic.
    #[serde(default)]
    pub topic: Option<String>,
}

/// What an item is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A question with which an organisation looks at itself.
    SelfCheck,
    /// A rule for an organisation's own people.
    Rule,
    /// A requirement two organisations may agree.
    Requirement,
}

impl From<ItemKind> for Kind {
    fn from(kind: ItemKind) -> Self {
        match kind {
            ItemKind::SelfCheck => Self::SelfCheck,
            ItemKind::Rule => Self::Rule,
            ItemKind::Requirement => Self::Requirement,
        }
    }
}

/// The items.
#[derive(Serialize, JsonSchema)]
pub struct Items {
    /// Day of the catalogue.
    version: String,
    /// Hash of its content.
    hash: String,
    /// Those asked for, in the order of the catalogue.
    items: Vec<Brief>,
}

/// An item in short.
#[derive(Serialize, JsonSchema)]
pub struct Brief {
    /// Its id.
    item: String,
    /// What it is for.
    kind: Kind,
    /// Id of its topic.
    topic: String,
    /// Its name; of a self-check, the question.
    name: Text,
    /// What may be stated of it; nothing of a requirement.
    values: Vec<&'static str>,
    /// From this day it is no longer offered.
    retired: Option<String>,
}

impl From<&Item> for Brief {
    fn from(item: &Item) -> Self {
        Self {
            item: item.id.to_string(),
            kind: item.kind.into(),
            topic: item.topic.clone(),
            name: item.name.clone(),
            values: item
                .values()
                .map(ledger::body::house::Value::code)
                .collect(),
            retired: item.retired.map(|day| day.to_string()),
        }
    }
}

/// An item in full.
#[derive(Serialize, JsonSchema)]
pub struct Whole {
    /// What the list has of it.
    #[serde(flatten)]
    brief: Brief,
    /// What goes wrong without it.
    why: Text,
    /// What to do, for somebody without an IT department.
    plain: Text,
    /// What shows that it is so.
    evidence: Vec<Text>,
    /// What it takes the first time.
    effort: Effort,
    /// Entries of other schemes on the same subject.
    maps: Vec<Points>,
}

/// An entry of another scheme.
#[derive(Serialize, JsonSchema)]
pub struct Points {
    /// Id of the scheme.
    scheme: String,
    /// Id of the entry, as the scheme's owner writes it.
    entry: String,
}

/// Where items point to a scheme.
#[derive(Serialize, JsonSchema)]
pub struct Mappings {
    /// Id of the scheme.
    scheme: String,
    /// Its name.
    name: Text,
    /// Who publishes it, and which edition is meant.
    edition: Text,
    /// Items that point to it.
    items: Vec<Mapped>,
}

/// An item and where it points.
#[derive(Serialize, JsonSchema)]
pub struct Mapped {
    /// The item's id.
    item: String,
    /// Ids of the entries.
    entries: Vec<String>,
}

impl Which {
    /// The items asked for, in the order of the catalogue.
    pub fn items(&self) -> impl Iterator<Item = &'static Item> {
        catalogue().items.iter().filter(|item| {
            self.kind.is_none_or(|kind| Kind::from(item.kind) == kind)
                && self.topic.as_ref().is_none_or(|topic| item.topic == *topic)
        })
    }

    /// The same, as they are answered.
    #[must_use]
    pub fn answer(&self) -> Items {
        Items {
            version: catalogue().version.to_string(),
            hash: catalogue().hash.to_string(),
            items: self.items().map(Brief::from).collect(),
        }
    }
}

impl From<&Item> for Whole {
    fn from(item: &Item) -> Self {
        let points = item.maps.iter().map(|map| Points {
            scheme: map.scheme.clone(),
            entry: map.entry.clone(),
        });
        Self {
            brief: item.into(),
            why: item.why.clone(),
            plain: item.plain.clone(),
            evidence: item.evidence.clone(),
            effort: item.effort,
            maps: points.collect(),
        }
    }
}

/// `GET /catalogue`
pub async fn list(_: Program, Asked(asked): Asked<Which>) -> Result<Response, Problem> {
    Ok(answer(StatusCode::OK, &asked.answer()))
}

/// `GET /catalogue/items/{item}`
pub async fn one(program: Program, Path(id): Path<String>) -> Result<Response, Problem> {
    let item = catalogue().item(&id).ok_or_else(|| program.absent())?;
    Ok(answer(StatusCode::OK, &Whole::from(item)))
}

/// `GET /catalogue/mappings/{scheme}`
pub async fn mappings(program: Program, Path(id): Path<String>) -> Result<Response, Problem> {
    let scheme = catalogue().scheme(&id).ok_or_else(|| program.absent())?;
    let mapped = |(item, entries): (&Item, Vec<&str>)| Mapped {
        item: item.id.to_string(),
        entries: entries.into_iter().map(str::to_owned).collect(),
    };
    Ok(answer(
        StatusCode::OK,
        &Mappings {
            scheme: scheme.id.clone(),
            name: scheme.name.clone(),
            edition: scheme.edition.clone(),
            items: catalogue().of_scheme(&id).map(mapped).collect(),
        },
    ))
}
