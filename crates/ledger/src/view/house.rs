//! What an organisation's people are shown of its own ledger.

use jiff::civil::Date;
use serde::Serialize;

use super::{Note, Texts, note};
use crate::body::house::{RecoveryBy, Role, Scope, Value};
use crate::disclosed::{Disclosed, Reader};
use crate::id::{CredentialId, LinkId, OrganisationId, PersonId, TokenId};
use crate::item::ItemCode;
use crate::moment::{AsOf, Moment};
use crate::organisation::{Identifier, Name, Profile};
use crate::policy::Part;
use crate::state::House;
use crate::state::house::{InvitationState, Statement};
use crate::state::said::{Said, in_force};

/// Who the organisation is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Organisation {
    /// Its number here.
    pub id: OrganisationId,
    /// Its names on the day, the first the one it goes by.
    pub names: Vec<Name>,
    /// Its public number.
    pub identifier: Option<Identifier>,
    /// Size and usual side.
    pub profile: Profile,
    /// What it became part of, and from when.
    pub merged: Option<(OrganisationId, Date)>,
    /// The day it left.
    pub withdrew: Option<Date>,
}

/// A role as held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldRole {
    /// Which.
    pub role: Role,
    /// Its last day.
    pub until: Option<Date>,
    /// Whether that day has passed.
    pub over: bool,
}

/// A person of the organisation; name and address are kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// What they are.
    pub roles: Vec<HeldRole>,
}

/// An invitation as its organisation sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InvitationView {
    /// The link.
    pub link: LinkId,
    /// The role it gives; none where it leads to an organisation of one's own.
    pub role: Option<Role>,
    /// It works before this moment.
    pub expires: Moment,
    /// Who came.
    pub taken_by: Option<PersonId>,
    /// Whether it was called back.
    pub revoked: bool,
}

/// A passkey as its organisation sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CredentialView {
    /// Which.
    pub credential: CredentialId,
    /// Whose.
    pub person: PersonId,
    /// Whether somebody vouches for it.
    pub confirmed: bool,
    /// Whether it counts no more.
    pub revoked: bool,
}

/// A token as its organisation sees it; the token itself is shown once, when it is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TokenView {
    /// Which.
    pub token: TokenId,
    /// For whom it acts.
    pub person: PersonId,
    /// What for.
    pub scopes: Vec<Scope>,
    /// It works before this moment.
    pub expires: Moment,
    /// Whether it was called back.
    pub revoked: bool,
}

/// A recovery that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecoveryView {
    /// Whose.
    pub person: PersonId,
    /// How it was asked for.
    pub by: RecoveryBy,
    /// Not before this moment.
    pub waits_until: Moment,
}

/// Every way into the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Security {
    /// Invitations, open and settled.
    pub invitations: Vec<InvitationView>,
    /// Passkeys.
    pub credentials: Vec<CredentialView>,
    /// Tokens.
    pub tokens: Vec<TokenView>,
    /// Recoveries that wait.
    pub recoveries: Vec<RecoveryView>,
    /// Who holds a recovery sheet.
    pub sheets: Vec<PersonId>,
    /// Identity providers: issuer and client name.
    pub providers: Vec<(String, String)>,
}

/// A statement as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementView {
    /// The entry's place in the ledger.
    pub seq: u64,
    /// The value.
    pub value: Value,
    /// From this day.
    pub from: Date,
    /// When it was recorded: shown beside `from` always, since the two may lie apart.
    pub recorded: Moment,
    /// Who said it.
    pub person: Option<PersonId>,
    /// In the organisation's own words.
    pub note: Option<Note>,
    /// The entry that stands in for it.
    pub corrected_by: Option<u64>,
}

/// An item's standing, and everything ever said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandingView {
    /// Which item.
    pub item: ItemCode,
    /// The statement in force on the day; none before the first takes effect.
    pub standing: Option<StatementView>,
    /// All statements, the last recorded first.
    pub history: Vec<StatementView>,
}

/// Who the organisation is on a day.
#[must_use]
pub fn organisation(reader: &Reader, house: &House, at: AsOf) -> Option<Disclosed<Organisation>> {
    let view = || Organisation {
        id: house.id,
        names: house.names_on(at.on).to_vec(),
        identifier: house.identifier_on(at.on).cloned(),
        profile: house.profile_on(at.on),
        merged: house.merged,
        withdrew: house.withdrew,
    };
    reader
        .of_house(house, Part::Organisation)
        .then(view)
        .map(Disclosed::new)
}

/// Who is what, on a day.
#[must_use]
pub fn people(reader: &Reader, house: &House, at: AsOf) -> Option<Disclosed<Vec<Member>>> {
    let member = |person: &PersonId| {
        let held = house.roles.get(person).into_iter().flatten();
        let role = held.map(|(role, held)| HeldRole {
            role: *role,
            until: held.until,
            over: held.until.is_some_and(|until| until < at.on),
        });
        Member {
            person: *person,
            roles: role.collect(),
        }
    };
    let view = || house.roles.keys().map(member).collect();
    reader
        .of_house(house, Part::People)
        .then(view)
        .map(Disclosed::new)
}

/// Every way into the organisation.
#[must_use]
pub fn security(reader: &Reader, house: &House) -> Option<Disclosed<Security>> {
    let view = || Security {
        invitations: invitations(house),
        credentials: credentials(house),
        tokens: tokens(house),
        recoveries: recoveries(house),
        sheets: house.sheets.keys().copied().collect(),
        providers: house
            .providers
            .iter()
            .map(|(issuer, client)| (issuer.clone(), client.clone()))
            .collect(),
    };
    reader
        .of_house(house, Part::Security)
        .then(view)
        .map(Disclosed::new)
}

/// One's own part of [`security`], which everybody may see of themselves.
#[must_use]
pub fn own_security(reader: &Reader, house: &House) -> Option<Disclosed<Security>> {
    let person = reader.person()?;
    let view = || Security {
        invitations: Vec::new(),
        credentials: credentials(house)
            .into_iter()
            .filter(|view| view.person == person)
            .collect(),
        tokens: tokens(house)
            .into_iter()
            .filter(|view| view.person == person)
            .collect(),
        recoveries: recoveries(house)
            .into_iter()
            .filter(|view| view.person == person)
            .collect(),
        sheets: house
            .sheets
            .keys()
            .copied()
            .filter(|holder| *holder == person)
            .collect(),
        providers: Vec::new(),
    };
    reader
        .of_house(house, Part::Organisation)
        .then(view)
        .map(Disclosed::new)
}

fn invitations(house: &House) -> Vec<InvitationView> {
    let view = |(link, invitation): (&LinkId, &crate::state::house::Invitation)| InvitationView {
        link: *link,
        role: invitation.role,
        expires: invitation.expires,
        taken_by: match invitation.state {
            InvitationState::Taken(person) => Some(person),
            InvitationState::Open | InvitationState::Revoked => None,
        },
        revoked: invitation.state == InvitationState::Revoked,
    };
    house.invitations.iter().map(view).collect()
}

fn credentials(house: &House) -> Vec<CredentialView> {
    let view =
        |(credential, known): (&CredentialId, &crate::state::house::Credential)| CredentialView {
            credential: *credential,
            person: known.person,
            confirmed: known.confirmed,
            revoked: known.revoked,
        };
    house.credentials.iter().map(view).collect()
}

fn tokens(house: &House) -> Vec<TokenView> {
    let view = |(token, known): (&TokenId, &crate::state::house::Token)| TokenView {
        token: *token,
        person: known.person,
        scopes: known.scopes.clone(),
        expires: known.expires,
        revoked: known.revoked,
    };
    house.tokens.iter().map(view).collect()
}

fn recoveries(house: &House) -> Vec<RecoveryView> {
    let view = |(person, known): (&PersonId, &crate::state::house::Recovery)| RecoveryView {
        person: *person,
        by: known.by,
        waits_until: known.waits_until,
    };
    house.recoveries.iter().map(view).collect()
}

fn statement(said: &Said<Statement>, texts: &Texts) -> StatementView {
    StatementView {
        seq: said.seq,
        value: said.what.value,
        from: said.from,
        recorded: said.recorded,
        person: said.person,
        note: said.what.note.map(|sealed| note(sealed, texts)),
        corrected_by: said.corrected_by,
    }
}

/// What the organisation states of each item it ever stated something of.
#[must_use]
pub fn standings(
    reader: &Reader,
    house: &House,
    at: AsOf,
    texts: &Texts,
) -> Option<Disclosed<Vec<StandingView>>> {
    let standing = |(item, said): (&ItemCode, &Vec<Said<Statement>>)| StandingView {
        item: item.clone(),
        standing: in_force(said, at.on).map(|said| statement(said, texts)),
        history: said
            .iter()
            .rev()
            .map(|said| statement(said, texts))
            .collect(),
    };
    let view = || house.statements.iter().map(standing).collect();
    reader
        .of_house(house, Part::Statements)
        .then(view)
        .map(Disclosed::new)
}
