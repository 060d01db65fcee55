//! The state of an organisation's own ledger.

mod said;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::approval::Approvals;
use super::listed::Listed;
use super::said::{Said, correct, said};
use super::screening::Screenings;
use crate::body::Body;
use crate::body::house::{Chained, Founded, RecoveryBy, Role, Scope, Value};
use crate::entry::Entry;
use crate::hash::Hash;
use crate::id::{CredentialId, EngagementId, LinkId, OrganisationId, PersonId, TokenId};
use crate::item::ItemCode;
use crate::moment::Moment;
use crate::organisation::{Identifier, Name, Profile};
use crate::sealed::Sealed;

/// A role somebody holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The entry that gave it.
    pub seq: u64,
    /// Its last day.
    pub until: Option<Date>,
}

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationState {
    /// It waits.
    Open,
    /// It was called back.
    Revoked,
    /// This person came.
    Taken(PersonId),
}

/// A link that lets somebody join, or found an organisation of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invitation {
    /// The role it gives; none where it leads to an organisation of one's own.
    pub role: Option<Role>,
    /// The role's last day.
    pub role_until: Option<Date>,
    /// The link works before this moment.
    pub expires: Moment,
    /// What became of it.
    pub state: InvitationState,
}

/// A passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credential {
    /// Whose.
    pub person: PersonId,
    /// The hash of its id and public key.
    pub key: Hash,
    /// Whether another owner or officer vouches for it.
    pub confirmed: bool,
    /// Whether it counts no more.
    pub revoked: bool,
}

/// A recovery that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recovery {
    /// How it was asked for.
    pub by: RecoveryBy,
    /// Not before this moment.
    pub waits_until: Moment,
}

/// A key for a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// For whom it acts.
    pub person: PersonId,
    /// What for.
    pub scopes: Vec<Scope>,
    /// It works before this moment.
    pub expires: Moment,
    /// Whether it was called back.
    pub revoked: bool,
}

/// What was stated of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// The value.
    pub value: Value,
    /// In the organisation's own words.
    pub note: Option<Sealed>,
}

/// The state of an organisation's own ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct House {
    /// Which organisation.
    pub id: OrganisationId,
    /// What it was called, and from when.
    pub names: Vec<Said<Vec<Name>>>,
    /// Its public number.
    pub identifier: Vec<Said<Option<Identifier>>>,
    /// Its size and usual side.
    pub profile: Vec<Said<Profile>>,
    /// Who is what.
    pub roles: BTreeMap<PersonId, BTreeMap<Role, Held>>,
    /// Who may still come.
    pub invitations: BTreeMap<LinkId, Invitation>,
    /// Passkeys.
    pub credentials: BTreeMap<CredentialId, Credential>,
    /// Recovery sheets: the hash of each one's secret.
    pub sheets: BTreeMap<PersonId, Hash>,
    /// Recoveries that wait.
    pub recoveries: BTreeMap<PersonId, Recovery>,
    /// Who came back in by a recovery, and when the last one was completed: what they held before opens nothing here any more.
    pub recovered: BTreeMap<PersonId, Moment>,
    /// Keys for programs.
    pub tokens: BTreeMap<TokenId, Token>,
    /// Identity providers: the client name by issuer.
    pub providers: BTreeMap<String, String>,
    /// What the organisation states of itself.
    pub statements: BTreeMap<ItemCode, Vec<Said<Statement>>>,
    /// Which of its engagements, as client, pass on the work of which others, as vendor.
    pub chained: BTreeMap<(EngagementId, EngagementId), Chained>,
    /// Its own list of items.
    pub listed: Listed,
    /// What is approved inside before the organisation binds itself.
    pub approvals: Approvals,
    /// What it asked of whom it considers working with.
    pub screenings: Screenings,
    /// Entries whose text was erased.
    pub erased_texts: BTreeSet<u64>,
    /// Persons erased from the server.
    pub erased: BTreeSet<PersonId>,
    /// What it became part of.
    pub merged: Option<(OrganisationId, Date)>,
    /// The day it left.
    pub withdrew: Option<Date>,
}

/// The day from which a word without a day of its own holds: always.
const ALWAYS: Date = Date::MIN;

impl House {
    pub(super) fn new(entry: &Entry, founded: &Founded) -> Self {
        let owner = BTreeMap::from([(
            Role::Owner,
            Held {
                seq: entry.seq,
                until: None,
            },
        )]);
        Self {
            id: OrganisationId(entry.ledger.number.0),
            names: vec![said(entry, ALWAYS, founded.names.clone())],
            identifier: vec![said(entry, ALWAYS, founded.identifier.clone())],
            profile: vec![said(entry, ALWAYS, founded.profile)],
            roles: BTreeMap::from([(founded.owner, owner)]),
            invitations: BTreeMap::new(),
            credentials: BTreeMap::new(),
            sheets: BTreeMap::new(),
            recoveries: BTreeMap::new(),
            recovered: BTreeMap::new(),
            tokens: BTreeMap::new(),
            providers: BTreeMap::new(),
            statements: BTreeMap::new(),
            chained: BTreeMap::new(),
            listed: Listed::default(),
            approvals: Approvals::default(),
            screenings: Screenings::default(),
            erased_texts: BTreeSet::new(),
            erased: BTreeSet::new(),
            merged: None,
            withdrew: None,
        }
    }

    pub(super) fn apply(&mut self, entry: &Entry) {
        self.describe(entry);
        self.admit_people(entry);
        self.secure(entry);
        self.state(entry);
        self.approvals.apply(entry);
        self.screenings.apply(entry);
    }

    fn describe(&mut self, entry: &Entry) {
        match &entry.body {
            Body::Renamed(body) => {
                correct(&mut self.names, entry);
                self.names.push(said(entry, body.from, body.names.clone()));
            }
            Body::Identified(body) => {
                correct(&mut self.identifier, entry);
                self.identifier
                    .push(said(entry, ALWAYS, body.identifier.clone()));
            }
            Body::Profiled(body) => {
                correct(&mut self.profile, entry);
                self.profile.push(said(entry, ALWAYS, body.profile));
            }
            Body::Merged(body) => self.merged = Some((body.into, body.from)),
            Body::Withdrew(body) => self.withdrew = Some(body.on),
            _ => {}
        }
    }

    fn admit_people(&mut self, entry: &Entry) {
        match &entry.body {
            Body::Invited(body) => {
                let state = InvitationState::Open;
                let (role, role_until, expires) = (body.role, body.role_until, body.expires);
                self.invitations.insert(
                    body.link,
                    Invitation {
                        role,
                        role_until,
                        expires,
                        state,
                    },
                );
            }
            Body::LinkRevoked(body) => self.settle(body.link, InvitationState::Revoked),
            Body::Joined(body) => {
                self.settle(body.link, InvitationState::Taken(body.person));
                let invitation = self.invitations.get(&body.link).copied();
                if let Some(Invitation {
                    role: Some(role),
                    role_until,
                    ..
                }) = invitation
                {
                    self.grant(
                        body.person,
                        role,
                        Held {
                            seq: entry.seq,
                            until: role_until,
                        },
                    );
                }
            }
            Body::RoleGranted(body) => self.grant(
                body.person,
                body.role,
                Held {
                    seq: entry.seq,
                    until: body.until,
                },
            ),
            Body::RoleEnded(body) => self.end(body.person, body.role),
            Body::Erased(body) => {
                self.erased.insert(body.person);
                self.roles.remove(&body.person);
                self.void(body.person);
            }
            _ => {}
        }
    }

    fn secure(&mut self, entry: &Entry) {
        match &entry.body {
            Body::CredentialEnrolled(body) => {
                let (person, key) = (body.person, body.key);
                self.credentials.insert(
                    body.credential,
                    Credential {
                        person,
                        key,
                        confirmed: false,
                        revoked: false,
                    },
                );
            }
            Body::CredentialConfirmed(body) => {
                self.credential(body.credential, |credential| credential.confirmed = true)
            }
            Body::CredentialRevoked(body) => {
                self.credential(body.credential, |credential| credential.revoked = true)
            }
            Body::SheetIssued(body) => {
                self.sheets.insert(body.person, body.secret);
            }
            Body::RecoveryRequested(body) => {
                let (by, waits_until) = (body.by, body.waits_until);
                self.recoveries
                    .insert(body.person, Recovery { by, waits_until });
            }
            Body::RecoveryStopped(body) => {
                let stopped = self.recoveries.remove(&body.person);
                if stopped.is_some_and(|recovery| recovery.by == RecoveryBy::Sheet) {
                    // Whoever showed it was not meant to hold it: a copy must not be of use again.
                    self.sheets.remove(&body.person);
                }
            }
            Body::RecoveryCompleted(body) => {
                self.void(body.person);
                self.recovered.insert(body.person, entry.recorded);
            }
            Body::TokenIssued(body) => {
                let (person, scopes, expires) = (body.person, body.scopes.clone(), body.expires);
                self.tokens.insert(
                    body.token,
                    Token {
                        person,
                        scopes,
                        expires,
                        revoked: false,
                    },
                );
            }
            Body::TokenRevoked(body) => {
                if let Some(token) = self.tokens.get_mut(&body.token) {
                    token.revoked = true;
                }
            }
            Body::ProviderSet(body) => {
                self.providers
                    .insert(body.issuer.clone(), body.client.clone());
            }
            Body::ProviderRemoved(body) => {
                self.providers.remove(&body.issuer);
            }
            _ => {}
        }
    }

    fn state(&mut self, entry: &Entry) {
        if let Body::TextErased(body) = &entry.body {
            self.erased_texts.insert(body.entry);
        }
        if let Body::Chained(body) = &entry.body {
            self.chained
                .insert((body.engagement, body.parent), body.clone());
        }
        self.listed.apply(entry);
        if let Body::Stated(body) = &entry.body {
            let said_of_item = self.statements.entry(body.item.clone()).or_default();
            correct(said_of_item, entry);
            let (value, note) = (body.value, body.note);
            said_of_item.push(said(entry, body.from, Statement { value, note }));
        }
    }

    fn settle(&mut self, link: LinkId, state: InvitationState) {
        if let Some(invitation) = self.invitations.get_mut(&link) {
            invitation.state = state;
        }
    }

    fn grant(&mut self, person: PersonId, role: Role, held: Held) {
        self.roles.entry(person).or_default().insert(role, held);
    }

    fn end(&mut self, person: PersonId, role: Role) {
        let Some(roles) = self.roles.get_mut(&person) else {
            return;
        };
        roles.remove(&role);
        if roles.is_empty() {
            self.roles.remove(&person);
            self.end_tokens(person);
        }
    }

    fn credential(&mut self, id: CredentialId, change: impl FnOnce(&mut Credential)) {
        if let Some(credential) = self.credentials.get_mut(&id) {
            change(credential);
        }
    }

    /// Voids every key a person had: passkeys, tokens, sheet, a waiting recovery.
    fn void(&mut self, person: PersonId) {
        let theirs = self
            .credentials
            .values_mut()
            .filter(|credential| credential.person == person);
        theirs.for_each(|credential| credential.revoked = true);
        self.sheets.remove(&person);
        self.recoveries.remove(&person);
        self.end_tokens(person);
    }

    fn end_tokens(&mut self, person: PersonId) {
        let theirs = self
            .tokens
            .values_mut()
            .filter(|token| token.person == person);
        theirs.for_each(|token| token.revoked = true);
    }

    /// The roles a person holds on a day.
    #[must_use]
    pub fn roles_of(&self, person: PersonId, on: Date) -> BTreeSet<Role> {
        let holds = |held: &Held| held.until.is_none_or(|until| on <= until);
        let roles = self.roles.get(&person).into_iter().flatten();
        roles
            .filter(|(_, held)| holds(held))
            .map(|(role, _)| *role)
            .collect()
    }

    /// Whether somebody's sign-in counts here: the passkey it was by, if any, and since when. A passkey that was revoked here does not,
    /// nor does anything from before a recovery.
    #[must_use]
    pub fn admits(&self, person: PersonId, by: Option<CredentialId>, since: Moment) -> bool {
        let recovered = self.recovered.get(&person);
        match by.map(|id| self.credentials.get(&id)) {
            Some(Some(known)) => !known.revoked,
            // Passkeys of before the recovery, whether or not they were ever shown here.
            Some(None) => recovered.is_none(),
            None => recovered.is_none_or(|moment| since >= *moment),
        }
    }

    /// The owners on a day.
    #[must_use]
    pub fn owners(&self, on: Date) -> BTreeSet<PersonId> {
        let owns = |person: &&PersonId| self.roles_of(**person, on).contains(&Role::Owner);
        self.roles.keys().filter(owns).copied().collect()
    }
}
