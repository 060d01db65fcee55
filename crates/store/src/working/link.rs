//! What somebody holds instead of signing in: links, tokens for programs, and challenges that wait for their answer.

use ledger::id::{LedgerId, LinkId, PersonId, TokenId};
use ledger::moment::Moment;

use super::secret::{Secret, SecretHash};
use crate::engine::{Row, values};
use crate::error::StoreError;
use crate::read::Read;
use crate::work::Work;

/// A link: what its holder may do, once or until it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it is for: the caller's code, such as `sign-in`.
    pub purpose: String,
    /// The ledger it leads to.
    pub ledger: Option<LedgerId>,
    /// Its number there.
    pub link: Option<LinkId>,
    /// For whom it was made.
    pub person: Option<PersonId>,
    /// What it lets its holder do; codes without spaces.
    pub verbs: Vec<String>,
    /// What else the caller must know, JSON.
    pub detail: String,
    /// When it was made.
    pub created: Moment,
    /// It works before this moment.
    pub expires: Moment,
    /// When it was redeemed.
    pub redeemed: Option<Moment>,
}

/// A token for a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldToken {
    /// Its number in the ledger, where its scopes stand.
    pub token: TokenId,
    /// The ledger it was recorded in.
    pub ledger: LedgerId,
    /// For whom it acts.
    pub person: PersonId,
    /// It works before this moment.
    pub expires: Moment,
}

const LINK: &str =
    "SELECT purpose, ledger, link, person, verbs, detail, created, expires, redeemed FROM link";

fn link(row: &Row) -> Result<Link, StoreError> {
    let verbs: String = row.get(4)?;
    Ok(Link {
        purpose: row.get(0)?,
        ledger: row.get(1)?,
        link: row.get(2)?,
        person: row.get(3)?,
        verbs: verbs.split_whitespace().map(str::to_owned).collect(),
        detail: row.get(5)?,
        created: row.get(6)?,
        expires: row.get(7)?,
        redeemed: row.get(8)?,
    })
}

fn token(row: &Row) -> Result<HeldToken, StoreError> {
    Ok(HeldToken {
        token: row.get(0)?,
        ledger: row.get(1)?,
        person: row.get(2)?,
        expires: row.get(3)?,
    })
}

impl Read<'_> {
    /// The link of a secret, if it has not expired; it may have been redeemed.
    ///
    /// # Errors
    /// As the database has it.
    pub fn link(&mut self, secret: SecretHash, now: Moment) -> Result<Option<Link>, StoreError> {
        let sql = format!("{LINK} WHERE secret = $1 AND expires > $2");
        let row = self.first(&sql, values![secret, now])?;
        row.as_ref().map(link).transpose()
    }

    /// The token of a secret, if it has not expired. Whether it was called back stands in its ledger.
    ///
    /// # Errors
    /// As the database has it.
    pub fn token(
        &mut self,
        secret: SecretHash,
        now: Moment,
    ) -> Result<Option<HeldToken>, StoreError> {
        let sql =
            "SELECT token, ledger, person, expires FROM token WHERE secret = $1 AND expires > $2";
        let row = self.first(sql, values![secret, now])?;
        row.as_ref().map(token).transpose()
    }
}

impl Work<'_> {
    /// Keeps a link and gives its secret.
    ///
    /// # Errors
    /// As the database has it.
    pub fn add_link(&mut self, link: &Link) -> Result<Secret, StoreError> {
        let secret = self.secret();
        let sql = "INSERT INTO link (secret, purpose, ledger, link, person, verbs, detail, created, expires, redeemed) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        let values = values![
            secret.hash(),
            link.purpose.as_str(),
            link.ledger,
            link.link,
            link.person,
            link.verbs.join(" "),
            link.detail.as_str(),
            link.created,
            link.expires,
            link.redeemed,
        ];
        self.execute(sql, values)?;
        Ok(secret)
    }

    /// Redeems a link, the first time only: none for one that is unknown, has expired or was redeemed.
    ///
    /// # Errors
    /// As the database has it.
    pub fn redeem_link(&mut self, secret: SecretHash) -> Result<Option<Link>, StoreError> {
        let now = self.now().moment;
        let sql =
            "UPDATE link SET redeemed = $2 WHERE secret = $1 AND expires > $2 AND redeemed IS NULL";
        match self.execute(sql, values![secret, now])? {
            0 => Ok(None),
            _ => self.link(secret, now),
        }
    }

    /// Calls every secret of a ledger's link back. Gives the number.
    ///
    /// # Errors
    /// As the database has it.
    pub fn revoke_link(&mut self, link: LinkId) -> Result<u64, StoreError> {
        self.execute("DELETE FROM link WHERE link = $1", values![link])
    }

    /// Calls every link of a purpose back. Gives the number.
    ///
    /// # Errors
    /// As the database has it.
    pub fn revoke_purpose(&mut self, purpose: &str) -> Result<u64, StoreError> {
        self.execute("DELETE FROM link WHERE purpose = $1", values![purpose])
    }

    /// Keeps a token and gives its secret.
    ///
    /// # Errors
    /// Conflict, where the token's number is known.
    pub fn add_token(&mut self, token: &HeldToken) -> Result<Secret, StoreError> {
        let secret = self.secret();
        let sql = "INSERT INTO token (secret, token, ledger, person, expires) VALUES ($1, $2, $3, $4, $5)";
        let (ledger, person, expires) = (token.ledger, token.person, token.expires);
        self.execute(
            sql,
            values![secret.hash(), token.token, ledger, person, expires],
        )?;
        Ok(secret)
    }

    /// Removes a token.
    ///
    /// # Errors
    /// As the database has it.
    pub fn remove_token(&mut self, token: TokenId) -> Result<(), StoreError> {
        let sql = "DELETE FROM token WHERE token = $1";
        self.execute(sql, values![token]).map(drop)
    }

    /// Keeps the server's side of a ceremony, such as a passkey's, for so many milliseconds.
    ///
    /// # Errors
    /// As the database has it.
    pub fn keep_challenge(
        &mut self,
        purpose: &str,
        state: &str,
        lasts: i64,
    ) -> Result<Secret, StoreError> {
        let secret = self.secret();
        let expires = self.now().moment.plus(lasts);
        let sql = "INSERT INTO challenge (secret, purpose, state, expires) VALUES ($1, $2, $3, $4)";
        self.execute(sql, values![secret.hash(), purpose, state, expires])?;
        Ok(secret)
    }

    /// Takes it back, the first time only; none where it expired or was for something else.
    ///
    /// # Errors
    /// As the database has it.
    pub fn take_challenge(
        &mut self,
        purpose: &str,
        secret: SecretHash,
    ) -> Result<Option<String>, StoreError> {
        let now = self.now().moment;
        let sql = "DELETE FROM challenge WHERE secret = $1 RETURNING state, purpose, expires";
        let Some(row) = self.first(sql, values![secret])? else {
            return Ok(None);
        };
        let (state, of, expires): (String, String, Moment) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok((of == purpose && expires > now).then_some(state))
    }
}
