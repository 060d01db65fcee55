//! Access sessions: who is signed in, acting for which organisation, and when they last showed a passkey.

use ledger::id::{CredentialId, OrganisationId, PersonId};
use ledger::moment::Moment;

use super::secret::{Secret, SecretHash};
use crate::engine::{Row, values};
use crate::error::StoreError;
use crate::read::Read;
use crate::work::Work;

/// An access session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// What the store knows its secret by.
    pub secret: SecretHash,
    /// Who is signed in.
    pub person: PersonId,
    /// For which organisation they act at present.
    pub organisation: Option<OrganisationId>,
    /// How they signed in: the caller's code, such as `passkey`.
    pub means: String,
    /// Since when.
    pub created: Moment,
    /// When it was last used, to the minute or so.
    pub used: Moment,
    /// When they last showed a passkey in it.
    pub proved: Option<Moment>,
    /// It ends before this moment.
    pub expires: Moment,
    /// The one organisation it opens, where only that one vouched for it.
    pub only_for: Option<OrganisationId>,
    /// The passkey it was opened by, or the first that was registered in it.
    pub credential: Option<CredentialId>,
    /// The identity provider that vouched for its person, where one did.
    pub issuer: Option<String>,
}

const SESSION: &str = "SELECT secret, person, organisation, means, created, used, proved, expires, only_for, credential, issuer FROM session";

fn session(row: &Row) -> Result<Session, StoreError> {
    Ok(Session {
        secret: SecretHash(row.get(0)?),
        person: row.get(1)?,
        organisation: row.get(2)?,
        means: row.get(3)?,
        created: row.get(4)?,
        used: row.get(5)?,
        proved: row.get(6)?,
        expires: row.get(7)?,
        only_for: row.get(8)?,
        credential: row.get(9)?,
        issuer: row.get(10)?,
    })
}

impl Read<'_> {
    /// The access session of a secret, if it lasts at that moment.
    ///
    /// # Errors
    /// As the database has it.
    pub fn session(
        &mut self,
        secret: SecretHash,
        now: Moment,
    ) -> Result<Option<Session>, StoreError> {
        let sql = format!("{SESSION} WHERE secret = $1 AND expires > $2");
        let row = self.first(&sql, values![secret, now])?;
        row.as_ref().map(session).transpose()
    }

    /// A person's access sessions that last at that moment, the oldest first.
    ///
    /// # Errors
    /// As the database has it.
    pub fn sessions(&mut self, person: PersonId, now: Moment) -> Result<Vec<Session>, StoreError> {
        let sql = format!("{SESSION} WHERE person = $1 AND expires > $2 ORDER BY created, secret");
        let rows = self.query(&sql, values![person, now])?;
        rows.iter().map(session).collect()
    }
}

impl Work<'_> {
    /// Signs a person in, for so many milliseconds at most. `proved` says that they showed a passkey just now.
    ///
    /// # Errors
    /// Conflict, where there is no such person.
    pub fn open_session(
        &mut self,
        person: PersonId,
        means: &str,
        proved: bool,
        lasts: i64,
    ) -> Result<Secret, StoreError> {
        let secret = self.secret();
        let now = self.now().moment;
        let sql = "INSERT INTO session (secret, person, means, created, used, proved, expires) VALUES ($1, $2, $3, $4, $4, $5, $6)";
        let proved = proved.then_some(now);
        let expires = now.plus(lasts);
        self.execute(
            sql,
            values![secret.hash(), person, means, now, proved, expires],
        )?;
        Ok(secret)
    }

    /// Notes that an access session was used.
    ///
    /// # Errors
    /// As the database has it.
    pub fn use_session(&mut self, secret: SecretHash) -> Result<(), StoreError> {
        let now = self.now().moment;
        let sql = "UPDATE session SET used = $2 WHERE secret = $1";
        self.execute(sql, values![secret, now]).map(drop)
    }

    /// Notes that its person showed a passkey in it just now.
    ///
    /// # Errors
    /// As the database has it.
    pub fn prove_session(&mut self, secret: SecretHash) -> Result<(), StoreError> {
        let now = self.now().moment;
        let sql = "UPDATE session SET proved = $2 WHERE secret = $1";
        self.execute(sql, values![secret, now]).map(drop)
    }

    /// Ties it to a passkey, once: it counts where the passkey counts.
    ///
    /// # Errors
    /// As the database has it.
    pub fn tie_session(
        &mut self,
        secret: SecretHash,
        credential: CredentialId,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE session SET credential = $2 WHERE secret = $1 AND credential IS NULL";
        self.execute(sql, values![secret, credential]).map(drop)
    }

    /// Ends every access session that a passkey opened.
    ///
    /// # Errors
    /// As the database has it.
    pub fn close_sessions_of(&mut self, credential: CredentialId) -> Result<u64, StoreError> {
        let sql = "DELETE FROM session WHERE credential = $1";
        self.execute(sql, values![credential])
    }

    /// Lets it open one organisation alone, for good.
    ///
    /// # Errors
    /// As the database has it.
    pub fn bind_session(
        &mut self,
        secret: SecretHash,
        only_for: OrganisationId,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE session SET only_for = $2, organisation = $2 WHERE secret = $1";
        self.execute(sql, values![secret, only_for]).map(drop)
    }

    /// Notes that an organisation's identity provider vouched for its person: it opens that organisation alone, while the provider counts.
    ///
    /// # Errors
    /// As the database has it.
    pub fn vouch_session(
        &mut self,
        secret: SecretHash,
        organisation: OrganisationId,
        issuer: &str,
    ) -> Result<(), StoreError> {
        self.bind_session(secret, organisation)?;
        let sql = "UPDATE session SET issuer = $2 WHERE secret = $1";
        self.execute(sql, values![secret, issuer]).map(drop)
    }

    /// Lets it act for another organisation.
    ///
    /// # Errors
    /// As the database has it.
    pub fn act_for(
        &mut self,
        secret: SecretHash,
        organisation: Option<OrganisationId>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE session SET organisation = $2 WHERE secret = $1";
        self.execute(sql, values![secret, organisation]).map(drop)
    }

    /// Signs out.
    ///
    /// # Errors
    /// As the database has it.
    pub fn close_session(&mut self, secret: SecretHash) -> Result<(), StoreError> {
        let sql = "DELETE FROM session WHERE secret = $1";
        self.execute(sql, values![secret]).map(drop)
    }

    /// Ends every access session of a person that opens one organisation alone.
    ///
    /// # Errors
    /// As the database has it.
    pub fn close_bound_sessions(
        &mut self,
        person: PersonId,
        only_for: OrganisationId,
    ) -> Result<u64, StoreError> {
        let sql = "DELETE FROM session WHERE person = $1 AND only_for = $2";
        self.execute(sql, values![person, only_for])
    }

    /// Ends every access session of a person, but for one that may be named. Gives the number ended.
    ///
    /// # Errors
    /// As the database has it.
    pub fn close_sessions(
        &mut self,
        person: PersonId,
        but: Option<SecretHash>,
    ) -> Result<u64, StoreError> {
        // No secret has an empty hash.
        let but = but.map_or(Vec::new(), |SecretHash(hash)| hash.0.to_vec());
        let sql = "DELETE FROM session WHERE person = $1 AND secret <> $2";
        self.execute(sql, values![person, but])
    }
}
