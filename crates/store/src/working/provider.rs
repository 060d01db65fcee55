//! Identity providers of organisations: the client secret, sealed, and which of the provider's people is whom here (rule R11).

use ledger::id::{OrganisationId, PersonId};

use crate::engine::values;
use crate::error::StoreError;
use crate::read::Read;
use crate::settings::Settings;
use crate::work::Work;

impl Settings {
    /// Seals what an organisation's provider knows this server by.
    pub(crate) fn seal_client(
        &self,
        (organisation, issuer, client): (OrganisationId, &str, &str),
        secret: &str,
    ) -> Option<Vec<u8>> {
        self.seal(&[&organisation.to_string(), issuer, client], secret)
    }

    /// None where another key sealed it, or for another provider.
    pub(crate) fn unseal_client(
        &self,
        (organisation, issuer, client): (OrganisationId, &str, &str),
        sealed: &[u8],
    ) -> Option<String> {
        self.unseal(&[&organisation.to_string(), issuer, client], sealed)
    }
}

impl Read<'_> {
    /// The sealed client secret of an organisation's provider: the outer none where nothing is kept, the inner one where it has none.
    ///
    /// # Errors
    /// As the database has it.
    pub fn sealed_secret(
        &mut self,
        organisation: OrganisationId,
        issuer: &str,
        client: &str,
    ) -> Result<Option<Option<Vec<u8>>>, StoreError> {
        let sql =
            "SELECT sealed FROM provider WHERE organisation = $1 AND issuer = $2 AND client = $3";
        let row = self.first(sql, values![organisation, issuer, client])?;
        row.map(|row| row.get(0)).transpose()
    }

    /// The names of those whom an organisation's provider means.
    ///
    /// # Errors
    /// As the database has it.
    pub(crate) fn linked_people(
        &mut self,
        organisation: OrganisationId,
        issuer: &str,
    ) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT DISTINCT p.name, p.id FROM identity i JOIN person p ON p.id = i.person \
                   WHERE i.organisation = $1 AND i.issuer = $2 ORDER BY p.name, p.id";
        let rows = self.query(sql, values![organisation, issuer])?;
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// Whether an organisation's provider means a person.
    ///
    /// # Errors
    /// As the database has it.
    pub fn has_identity(
        &mut self,
        organisation: OrganisationId,
        issuer: &str,
        person: PersonId,
    ) -> Result<bool, StoreError> {
        let sql =
            "SELECT subject FROM identity WHERE person = $1 AND organisation = $2 AND issuer = $3";
        let row = self.first(sql, values![person, organisation, issuer])?;
        Ok(row.is_some())
    }
}

impl Work<'_> {
    /// Keeps what an organisation's provider knows this server by, in the place of what was kept before.
    ///
    /// # Errors
    /// As the database has it.
    pub fn keep_provider(
        &mut self,
        organisation: OrganisationId,
        issuer: &str,
        client: &str,
        sealed: Option<Vec<u8>>,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO provider (organisation, issuer, client, sealed) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (organisation) DO UPDATE SET issuer = excluded.issuer, client = excluded.client, sealed = excluded.sealed";
        self.execute(sql, values![organisation, issuer, client, sealed])
            .map(drop)
    }

    /// Seals the client secrets with this server's key, where another one sealed them.
    ///
    /// # Errors
    /// As the database has it.
    pub(crate) fn reseal_clients(&mut self, former: &Settings) -> Result<(), StoreError> {
        let sql =
            "SELECT organisation, issuer, client, sealed FROM provider WHERE sealed IS NOT NULL";
        for row in self.query(sql, &[])? {
            let (issuer, client): (String, String) = (row.get(1)?, row.get(2)?);
            let about = (row.get(0)?, issuer.as_str(), client.as_str());
            let Some(secret) = former.unseal_client(about, &row.get::<Vec<u8>>(3)?) else {
                continue;
            };
            let sealed = self.settings().seal_client(about, &secret);
            self.keep_provider(about.0, about.1, about.2, sealed)?;
        }
        Ok(())
    }

    /// Forgets an organisation's provider: its secret, whom it means, and the access sessions it opened.
    ///
    /// # Errors
    /// As the database has it.
    pub fn forget_provider(
        &mut self,
        organisation: OrganisationId,
        issuer: &str,
    ) -> Result<(), StoreError> {
        for sql in [
            "DELETE FROM provider WHERE organisation = $1 AND issuer = $2",
            "DELETE FROM identity WHERE organisation = $1 AND issuer = $2",
            "DELETE FROM session WHERE only_for = $1 AND issuer = $2",
        ] {
            self.execute(sql, values![organisation, issuer])?;
        }
        Ok(())
    }

    /// Forgets whom an organisation's providers mean by a person, and the access sessions they opened for them.
    ///
    /// # Errors
    /// As the database has it.
    pub fn remove_identities(
        &mut self,
        organisation: OrganisationId,
        person: PersonId,
    ) -> Result<(), StoreError> {
        for sql in [
            "DELETE FROM identity WHERE organisation = $1 AND person = $2",
            "DELETE FROM session WHERE only_for = $1 AND person = $2 AND issuer IS NOT NULL",
        ] {
            self.execute(sql, values![organisation, person])?;
        }
        Ok(())
    }
}
