//! By which provider people of an organisation sign in, and what a member is told of their own account there.

use std::fmt;

use ledger::body::Kind;
use ledger::id::OrganisationId;
use ledger::policy::Action;

use super::visitor::Visitor;
use crate::Store;
use crate::error::StoreError;

/// An organisation's identity provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its address, by which it names itself.
    pub issuer: String,
    /// The name under which it knows this server.
    pub client: String,
    /// What this server shows it.
    pub secret: ClientSecret,
}

/// What a server shows a provider to be known.
#[derive(Clone, PartialEq, Eq)]
pub enum ClientSecret {
    /// Nothing is needed.
    None,
    /// This.
    Held(String),
    /// It is not there any more, since the server was restored or has another key: an owner gives it anew.
    Lost,
}

impl fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Held(_) => "Held",
            Self::Lost => "Lost",
        })
    }
}

/// What a member is told of signing in by their organisation's provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linking {
    /// The provider's address.
    pub issuer: String,
    /// Whether their account there is known.
    pub linked: bool,
}

impl Store {
    /// The provider by which an organisation's people sign in, for the server to ask it. None where there is none, or no such organisation.
    ///
    /// # Errors
    /// As the database has it.
    pub fn provider_of(
        &self,
        organisation: OrganisationId,
    ) -> Result<Option<Provider>, StoreError> {
        self.read_for(&[organisation], |read| {
            let state = read.state(organisation.into())?;
            let known = state
                .house()
                .and_then(|house| house.providers.iter().next());
            let Some((issuer, client)) = known else {
                return Ok(None);
            };
            let about = (organisation, issuer.as_str(), client.as_str());
            let secret = match read.sealed_secret(organisation, issuer, client)? {
                None => ClientSecret::Lost,
                Some(None) => ClientSecret::None,
                Some(Some(sealed)) => match self.settings.unseal_client(about, &sealed) {
                    Some(secret) => ClientSecret::Held(secret),
                    None => ClientSecret::Lost,
                },
            };
            Ok(Some(Provider {
                issuer: issuer.clone(),
                client: client.clone(),
                secret,
            }))
        })
    }

    /// Who of the organisation linked their account at its provider, by name; for whoever may set the provider, and none for others.
    ///
    /// # Errors
    /// As the database has it.
    pub fn linked(&self, visitor: &Visitor) -> Result<Option<Vec<String>>, StoreError> {
        let takes = Action::Record(Kind::ProviderSet);
        self.read_as_member(visitor, takes, |read, organisation, _| {
            let state = read.state(organisation.into())?;
            let issuers = state
                .house()
                .into_iter()
                .flat_map(|house| house.providers.keys());
            let people = issuers.map(|issuer| read.linked_people(organisation, issuer));
            let people: Vec<Vec<String>> = people.collect::<Result<_, _>>()?;
            Ok(people.concat())
        })
    }

    /// Whether a member can sign in by their organisation's provider, and whether they linked their account there. None where there is no
    /// provider, or nothing for them.
    ///
    /// # Errors
    /// As the database has it.
    pub fn linking(&self, visitor: &Visitor) -> Result<Option<Linking>, StoreError> {
        let Some(organisation) = visitor.organisation else {
            return Ok(None);
        };
        let today = self.now().today();
        self.read_for(&[organisation], |read| {
            let state = read.state(organisation.into())?;
            let house = state
                .house()
                .filter(|house| !visitor.roles_in(house, today).is_empty());
            let Some(issuer) = house.and_then(|house| house.providers.keys().next()) else {
                return Ok(None);
            };
            Ok(Some(Linking {
                issuer: issuer.clone(),
                linked: read.has_identity(organisation, issuer, visitor.person)?,
            }))
        })
    }
}
