//! Who comes: by an access session or a token, checked anew at every request.

use std::collections::BTreeSet;

use ledger::admission::Actor;
use ledger::body::house::{Role, Scope};
use ledger::disclosed::Reader;
use ledger::entry::{Author, Means, Way};
use ledger::hash::Hash;
use ledger::id::{CredentialId, OrganisationId, PersonId};
use ledger::moment::Moment;
use ledger::policy::Action;
use ledger::state::House;

use crate::Store;
use crate::error::{Code, StoreError};
use crate::read::Read;
use crate::working::secret::{Secret, SecretHash};
use crate::working::session::Session;

/// Somebody who showed a secret that holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// Who.
    pub person: PersonId,
    /// For which organisation they act.
    pub organisation: Option<OrganisationId>,
    /// The one organisation they may act for, where only that one vouched for them.
    pub only_for: Option<OrganisationId>,
    /// By which right.
    pub means: Means,
    /// What their token is good for.
    pub scopes: Vec<Scope>,
    /// The access session, where it is one.
    pub session: Option<SecretHash>,
    /// When they last showed a passkey in it.
    pub proved: Option<Moment>,
    /// The passkey that opened it.
    pub credential: Option<CredentialId>,
    /// The identity provider that vouched for them, where one did.
    pub issuer: Option<Box<str>>,
    /// When it was opened; for a token, now.
    pub since: Moment,
    /// On which terms what they ask for is to be done.
    pub terms: Terms,
}

/// What a program insists on of one request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// It is done once, however often it is sent.
    pub once: Option<Box<Once>>,
    /// Nothing was recorded in the organisation's ledger since this head.
    pub expects: Option<Box<Hash>>,
}

impl Terms {
    /// The head after which nothing may have been recorded.
    #[must_use]
    pub fn head(&self) -> Option<Hash> {
        self.expects.as_deref().copied()
    }
}

/// A request that is done once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once {
    /// The key its sender gave it.
    pub key: String,
    /// The hash of all it says; another request under the same key is a mistake.
    pub request: Hash,
}

impl Once {
    /// The key as it is kept: another organisation's are not mixed with it.
    pub(crate) fn kept(&self, visitor: &Visitor) -> String {
        let organisation = visitor.organisation.map(|id| id.to_string());
        format!("{} {}", organisation.unwrap_or_default(), self.key)
    }
}

impl Visitor {
    /// Somebody as the server looks for them, to remind them of what they could see themselves; they can do nothing this way.
    pub(crate) fn reminded(
        person: PersonId,
        organisation: Option<OrganisationId>,
        now: Moment,
    ) -> Self {
        Self {
            person,
            organisation,
            only_for: organisation,
            means: Way::Session.into(),
            scopes: Vec::new(),
            session: None,
            proved: None,
            terms: Terms::default(),
            credential: None,
            issuer: None,
            since: now,
        }
    }

    /// Who acts, as entries will name them.
    #[must_use]
    pub fn actor(&self) -> Actor {
        let author = Author {
            person: Some(self.person),
            organisation: self.organisation,
            means: self.means,
        };
        Actor {
            author,
            roles: BTreeSet::new(),
            scopes: self.scopes.clone(),
        }
    }

    /// Whether what they signed in by counts in an organisation.
    #[must_use]
    pub fn counts_in(&self, house: &House) -> bool {
        let open = self.only_for.is_none_or(|only| only == house.id);
        let vouched = |issuer| house.providers.contains_key(issuer);
        let vouched = self.issuer.as_deref().is_none_or(vouched);
        open && vouched && house.admits(self.person, self.credential, self.since)
    }

    /// Whether a passkey that opens one organisation alone, or all, is theirs to use and to forget here.
    #[must_use]
    pub fn reaches(&self, passkey: Option<OrganisationId>) -> bool {
        self.only_for
            .is_none_or(|only_for| passkey == Some(only_for))
    }

    /// Whether a passkey of theirs opens what they came for. Who came by a provider's word alone has not shown any they have.
    #[must_use]
    pub fn could_show(&self, passkey: Option<OrganisationId>) -> bool {
        match self.issuer {
            None => self.reaches(passkey),
            Some(_) => passkey.is_none_or(|only| self.only_for == Some(only)),
        }
    }

    /// The roles they may use in an organisation today.
    #[must_use]
    pub fn roles_in(&self, house: &House, today: jiff::civil::Date) -> BTreeSet<Role> {
        match self.counts_in(house) {
            true => house.roles_of(self.person, today),
            false => BTreeSet::new(),
        }
    }

    /// Who looks at an organisation, with the rights of now: none where what they signed in by does not count.
    #[must_use]
    pub fn reader(&self, house: &House, today: jiff::civil::Date) -> Reader {
        let reader = Reader::of(house, self.person, self.means.way, &self.scopes, today);
        match self.counts_in(house) {
            true => reader,
            false => reader.without_roles(),
        }
    }
}

impl Store {
    /// Reads for the organisation a visitor acts for; none where they act for none, or their roles there do not let them do what it takes.
    ///
    /// # Errors
    /// The reading's own.
    pub(super) fn read_as_member<T>(
        &self,
        visitor: &Visitor,
        takes: Action,
        run: impl FnOnce(&mut Read<'_>, OrganisationId, Reader) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let Some(organisation) = visitor.organisation else {
            return Ok(None);
        };
        let today = self.now().today();
        self.read_for(&[organisation], |read| {
            let state = read.state(organisation.into())?;
            let reader = state.house().map(|house| visitor.reader(house, today));
            let reader = reader.filter(|reader| reader.may(takes));
            reader
                .map(|reader| run(read, organisation, reader))
                .transpose()
        })
    }
}

/// Minutes after which the use of an access session is noted again.
const NOTED_EVERY: i64 = 5 * 60_000;
/// One that was opened or used later than now by more than this was so under a clock that went ahead: 5 minutes.
const AHEAD: i64 = 5 * 60_000;
/// An access session ends after so long without use: 12 hours.
const IDLE: i64 = 12 * 3_600_000;

impl Store {
    /// Who holds an access session.
    ///
    /// # Errors
    /// As the database has it.
    pub fn visitor_by_session(&self, secret: &Secret) -> Result<Option<Visitor>, StoreError> {
        let (hash, now) = (secret.hash(), self.now().moment);
        let session = self.read(|read| read.session(hash, now))?;
        let live = |session: &Session| {
            session.used.plus(IDLE) > now && session.created.max(session.used) <= now.plus(AHEAD)
        };
        let Some(session) = session.filter(live) else {
            return Ok(None);
        };
        if session.used.plus(NOTED_EVERY) < now {
            // While nothing can be written, what can be read is still shown.
            let noted: Result<(), StoreError> = self.write(move |work| work.use_session(hash));
            if let Err(error) = noted
                && self.stopped().is_none()
                && !matches!(error.code, Code::DiskFull | Code::Busy)
            {
                return Err(error);
            }
        }
        let visitor = Visitor {
            person: session.person,
            organisation: session.only_for.or(session.organisation),
            only_for: session.only_for,
            means: Way::Session.into(),
            scopes: Vec::new(),
            session: Some(hash),
            proved: session.proved,
            terms: Terms::default(),
            credential: session.credential,
            issuer: session.issuer.map(String::into_boxed_str),
            since: session.created,
        };
        Ok(self.is_vouched_for(&visitor)?.then_some(visitor))
    }

    /// A session that a provider's word opened ends with the provider, and with the person's last role.
    fn is_vouched_for(&self, visitor: &Visitor) -> Result<bool, StoreError> {
        let Some(organisation) = visitor.only_for.filter(|_| visitor.issuer.is_some()) else {
            return Ok(visitor.issuer.is_none());
        };
        let state = self.read_for(&[organisation], |read| read.state(organisation.into()))?;
        let today = self.now().today();
        let house = state.house();
        Ok(house.is_some_and(|house| !visitor.roles_in(house, today).is_empty()))
    }

    /// Who holds a token: it must stand in its organisation's ledger and not have been called back.
    ///
    /// # Errors
    /// As the database has it.
    pub fn visitor_by_token(&self, secret: &Secret) -> Result<Option<Visitor>, StoreError> {
        let (hash, now) = (secret.hash(), self.now().moment);
        let Some(held) = self.read(|read| read.token(hash, now))? else {
            return Ok(None);
        };
        let Some(organisation) = held.ledger.organisation() else {
            return Ok(None);
        };
        let state = self.read_for(&[organisation], |read| read.state(held.ledger))?;
        let known = state
            .house()
            .and_then(|house| house.tokens.get(&held.token));
        let live = known
            .filter(|token| !token.revoked && token.person == held.person && now < token.expires);
        Ok(live.map(|token| Visitor {
            person: held.person,
            organisation: Some(organisation),
            only_for: Some(organisation),
            means: Means {
                way: Way::Token,
                token: Some(held.token),
                link: None,
            },
            scopes: token.scopes.clone(),
            session: None,
            proved: None,
            terms: Terms::default(),
            credential: None,
            issuer: None,
            since: now,
        }))
    }
}
