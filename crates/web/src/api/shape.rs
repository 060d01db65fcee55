//! What is sent and answered, field by field. The document is made from these types, so it cannot say anything else.

use ledger::body::house::{Role, Scope};
use ledger::body::shared::Side;
use ledger::organisation::{Name, NameKind, Size};
use ledger::view::house::HeldRole;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use store::door::NamedMember;

use super::program::Acted;

/// The schema of a choice: its codes.
macro_rules! choices {
    ($($name:ident: $type:ty),* $(,)?) => {$(
        pub(super) fn $name(_: &mut SchemaGenerator) -> Schema {
            let codes: Vec<&str> = <$type>::ALL.iter().map(|value| value.code()).collect();
            json_schema!({ "type": "string", "enum": codes })
        }
    )*};
}

choices! { role: Role, scope: Scope, size: Size, side: Side, name_kind: NameKind }

/// The schema of an optional choice.
macro_rules! perhaps {
    ($($name:ident: $of:ident),* $(,)?) => {$(
        pub(super) fn $name(generator: &mut SchemaGenerator) -> Schema {
            let mut schema = $of(generator);
            schema.insert("type".to_owned(), serde_json::json!(["string", "null"]));
            if let Some(codes) = schema.get_mut("enum").and_then(|codes| codes.as_array_mut()) {
                codes.push(serde_json::Value::Null);
            }
            schema
        }
    )*};
}

mod agreed;
mod allowed;
mod approved;
mod below;
mod engaged;
mod engaging;
mod evident;
mod listed;
mod said;
mod screened;
mod worked;

pub use agreed::{Contract, Costing, Dropping, Proposing, Terms, Wording};
pub use allowed::{AllAllowed, Allowed};
pub use approved::{Accepted as AcceptingProposal, Approvals, Approving, Judging};
pub use below::{Connecting, Deciding, PassedOn, Ruling, Subcontracting};
pub use engaged::{Engagement, Engagements, Listed};
pub use engaging::{
    Asking, Describing, Disputing, Ending, Linking, Naming, NewDescription, NewEngagement, NewLink,
    NewView, Opening, Viewing,
};
pub use evident::{AskingEvidence, Evidence, GivingEvidence, GivingFile, Reviewing, Withdrawing};
pub use listed::{Listing, OwnItems};
pub use said::{Head, Line, Lines, NewStatement, Standing, Standings, Stating};
pub use screened::{
    AdjustingScreening, DecidingScreening, LinkingScreening, NewScreening, Screening, Screenings,
};
pub use worked::{ConfirmingWork, PassingGate, SettingWork, Works};

perhaps! { size_or_none: size, side_or_none: side }

fn text_or_none(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"] })
}

fn roles(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": role(generator) })
}

fn scopes(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": scope(generator) })
}

fn offered_role(generator: &mut SchemaGenerator) -> Schema {
    let mut schema = role(generator);
    if let Some(codes) = schema
        .get_mut("enum")
        .and_then(|codes| codes.as_array_mut())
    {
        codes.push("found".into());
    }
    schema
}

/// Whether the server can record.
#[derive(Serialize, JsonSchema)]
pub struct Healthy {
    /// Always true; else the answer is a problem.
    pub healthy: bool,
}

/// Who a token acts for.
#[derive(Serialize, JsonSchema)]
pub struct Me {
    /// The person's number.
    pub person: String,
    /// Their name.
    pub name: String,
    /// The organisations the token acts for: one.
    pub organisations: Vec<Membership>,
    /// What the token is good for.
    #[schemars(schema_with = "scopes")]
    pub scopes: Vec<Scope>,
}

/// An organisation and what the person is there.
#[derive(Serialize, JsonSchema)]
pub struct Membership {
    /// Its number, as addresses name it.
    pub organisation: String,
    /// Its names today, the first the one it goes by.
    pub names: Vec<Named>,
    /// The person's roles there today.
    #[schemars(schema_with = "roles")]
    pub roles: Vec<Role>,
}

/// A name, exactly as it was given.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// What it is for.
    #[schemars(schema_with = "name_kind")]
    pub kind: NameKind,
    /// The name; never normalised.
    pub text: String,
}

impl From<&Name> for Named {
    fn from(name: &Name) -> Self {
        Self {
            kind: name.kind,
            text: name.text.clone(),
        }
    }
}

impl From<Named> for Name {
    fn from(named: Named) -> Self {
        Self {
            kind: named.kind,
            text: named.text,
        }
    }
}

/// Who the organisation is.
#[derive(Serialize, JsonSchema)]
pub struct Organisation {
    /// Its number.
    pub organisation: String,
    /// Its names on the day, the first the one it goes by.
    pub names: Vec<Named>,
    /// Its public number: `jp-corporate-number:…` or `lei:…`.
    pub identifier: Option<String>,
    /// How large it is, as the published study divides.
    #[schemars(schema_with = "size_or_none")]
    pub size: Option<Size>,
    /// On which side it mostly stands.
    #[schemars(schema_with = "side_or_none")]
    pub side: Option<Side>,
    /// What it became part of.
    pub merged_into: Option<String>,
    /// The day it left the server.
    pub withdrew: Option<String>,
}

impl From<ledger::view::house::Organisation> for Organisation {
    fn from(seen: ledger::view::house::Organisation) -> Self {
        Self {
            organisation: seen.id.to_string(),
            names: seen.names.iter().map(Named::from).collect(),
            identifier: seen.identifier.map(|identifier| identifier.to_string()),
            size: seen.profile.size,
            side: seen.profile.side,
            merged_into: seen.merged.map(|(into, _)| into.to_string()),
            withdrew: seen.withdrew.map(|day| day.to_string()),
        }
    }
}

/// Other names.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Renaming {
    /// All its names from then on; the first is the one it goes by.
    #[schemars(length(min = 1))]
    pub names: Vec<Named>,
    /// From this day, as people write days: `2026-04-01`, `令和8年4月1日`.
    pub from: String,
}

/// Another public number.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Identifying {
    /// A Japanese corporate number or an LEI, as people write them; null if it has none after all.
    #[serde(deserialize_with = "given")]
    #[schemars(schema_with = "text_or_none", required)]
    pub identifier: Option<String>,
}

/// Another size or usual side.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Profiling {
    /// How large it is; null where it is not said.
    #[serde(deserialize_with = "given")]
    #[schemars(schema_with = "size_or_none", required)]
    pub size: Option<Size>,
    /// On which side it mostly stands; null where it is not said.
    #[serde(deserialize_with = "given")]
    #[schemars(schema_with = "side_or_none", required)]
    pub side: Option<Side>,
}

/// A field that may be null and may not be left out: leaving it out must not clear what is there.
fn given<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(from)
}

/// The people of the organisation.
#[derive(Serialize, JsonSchema)]
pub struct People {
    /// Each person once.
    pub people: Vec<Person>,
}

/// A person and what they are.
#[derive(Serialize, JsonSchema)]
pub struct Person {
    /// Their number.
    pub person: String,
    /// Their name; null once it was erased.
    pub name: Option<String>,
    /// What they are.
    pub roles: Vec<Held>,
}

/// A role as held.
#[derive(Serialize, JsonSchema)]
pub struct Held {
    /// Which.
    #[schemars(schema_with = "role")]
    pub role: Role,
    /// Its last day.
    pub until: Option<String>,
    /// Whether that day has passed.
    pub over: bool,
}

impl From<NamedMember> for Person {
    fn from(named: NamedMember) -> Self {
        let held = |held: &HeldRole| Held {
            role: held.role,
            until: held.until.map(|day| day.to_string()),
            over: held.over,
        };
        Self {
            person: named.member.person.to_string(),
            name: named.name,
            roles: named.member.roles.iter().map(held).collect(),
        }
    }
}

/// A role to give.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Granting {
    /// Which.
    #[schemars(schema_with = "role")]
    pub role: Role,
    /// Its last day, as people write days. An auditor needs one, an owner has none.
    #[serde(default)]
    pub until: Option<String>,
}

/// An invitation to make.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inviting {
    /// The role it gives, or `found`: to register an organisation of their own here.
    #[schemars(schema_with = "offered_role")]
    pub role: String,
    /// The role's last day, as people write days.
    #[serde(default)]
    pub until: Option<String>,
    /// It works for so many days; 7 if it is not said.
    #[serde(default)]
    #[schemars(range(min = 1, max = 30))]
    pub days: Option<u8>,
    /// A mail address to send the link to, where the server sends mail.
    #[serde(default)]
    pub send_to: Option<String>,
}

/// Invitations, open and settled.
#[derive(Serialize, JsonSchema)]
pub struct Invitations {
    /// All of them.
    pub invitations: Vec<Invitation>,
}

/// An invitation; its link was shown once, to who made it.
#[derive(Serialize, JsonSchema)]
pub struct Invitation {
    /// Its number.
    pub invitation: String,
    /// The role it gives; null where it leads to an organisation of one's own.
    #[schemars(with = "Option<String>")]
    pub role: Option<Role>,
    /// It works before this moment.
    pub expires: String,
    /// The number of who came.
    pub taken_by: Option<String>,
    /// Whether it was called back.
    pub revoked: bool,
}

impl From<&ledger::view::house::InvitationView> for Invitation {
    fn from(seen: &ledger::view::house::InvitationView) -> Self {
        Self {
            invitation: seen.link.to_string(),
            role: seen.role,
            expires: seen.expires.to_string(),
            taken_by: seen.taken_by.map(|person| person.to_string()),
            revoked: seen.revoked,
        }
    }
}

/// A body that says nothing.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Empty {}

/// What was recorded.
#[derive(Serialize, JsonSchema)]
pub struct Done {
    /// Each line recorded, in order.
    pub recorded: Vec<Place>,
    /// The link that was made: shown here once, null when the request is repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The links that were made, one for each engagement: shown here once.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub links: Vec<GivenLink>,
}

/// A link to an engagement.
#[derive(Serialize, JsonSchema)]
pub struct GivenLink {
    /// The engagement's number.
    pub engagement: String,
    /// The link.
    pub link: String,
}

/// Where a line stands.
#[derive(Serialize, JsonSchema)]
pub struct Place {
    /// In which ledger.
    pub ledger: String,
    /// At which place there, from 0.
    pub seq: u64,
    /// At which place in the server's journal, from 0.
    pub index: u64,
}

impl Done {
    /// Of what was done.
    pub fn of(acted: &Acted) -> Self {
        let place = |recorded: &store::acts::Recorded| Place {
            ledger: recorded.ledger.to_string(),
            seq: recorded.seq,
            index: recorded.index,
        };
        Self {
            recorded: acted.recorded.iter().map(place).collect(),
            link: acted.link.clone(),
            links: acted
                .links
                .iter()
                .map(|(engagement, link)| GivenLink {
                    engagement: engagement.to_string(),
                    link: link.clone(),
                })
                .collect(),
        }
    }
}
