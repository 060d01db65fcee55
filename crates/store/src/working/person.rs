//! People: the only place where their names, addresses and passkeys stand, so that erasing is deleting here.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ledger::assertion::{Algorithm, Octets, PasskeyKey};
use ledger::id::{CredentialId, OrganisationId, PersonId};
use ledger::moment::Moment;

use crate::engine::{Row, values};
use crate::error::StoreError;
use crate::read::Read;
use crate::work::Work;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// By which ledgers know them.
    pub id: PersonId,
    /// Their name, as they gave it.
    pub name: String,
    /// How it is read, in kana.
    pub reading: Option<String>,
    /// The language of their mails: `ja` or `en`.
    pub language: String,
    /// Since when they are known.
    pub created: Moment,
}

/// A mail address of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Whose.
    pub person: PersonId,
    /// As it was given.
    pub address: String,
    /// When the person showed that mail reaches them there.
    pub verified: Option<Moment>,
}

/// A passkey as sign-in needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// By which ledgers know it.
    pub id: CredentialId,
    /// Whose.
    pub person: PersonId,
    /// The authenticator's own name for it.
    pub handle: Vec<u8>,
    /// What its holder calls it.
    pub label: String,
    /// The sign-in library's record of it, JSON.
    pub passkey: String,
    /// When it was registered.
    pub created: Moment,
    /// When it was last used.
    pub used: Option<Moment>,
    /// The one organisation it opens, where only that one vouched for it.
    pub only_for: Option<OrganisationId>,
}

impl Passkey {
    /// Its public key; none where the record holds none that signs acceptances.
    #[must_use]
    pub fn public_key(&self) -> Option<PasskeyKey> {
        public_key(&self.passkey)
    }
}

/// The public key in the sign-in library's record of a passkey: a COSE key, its numbers in base64url.
pub(crate) fn public_key(record: &str) -> Option<PasskeyKey> {
    let record: serde_json::Value = serde_json::from_str(record).ok()?;
    let cose = &record["cred"]["cred"];
    let number = |of: &serde_json::Value| match of {
        serde_json::Value::String(text) => URL_SAFE_NO_PAD.decode(text).ok().map(Octets),
        list => serde_json::from_value(list.clone()).ok().map(Octets),
    };
    let (algorithm, first, second) = match cose["type_"].as_str()? {
        "ES256" => (Algorithm::Es256, "x", "y"),
        "ES384" => (Algorithm::Es384, "x", "y"),
        "RS256" => (Algorithm::Rs256, "n", "e"),
        _ => return None,
    };
    let key = &cose["key"];
    let parts = key.get("EC_EC2").or_else(|| key.get("RSA"))?;
    Some(PasskeyKey {
        algorithm,
        first: number(&parts[first])?,
        second: number(&parts[second])?,
    })
}

/// What two spellings of one address have in common: domains never tell large from small letters, mailboxes hardly ever.
fn folded(address: &str) -> String {
    address.trim().to_lowercase()
}

const PERSON: &str = "SELECT id, name, reading, language, created FROM person";
const PASSKEY: &str =
    "SELECT id, person, handle, label, passkey, created, used, only_for FROM credential";

fn person(row: &Row) -> Result<Person, StoreError> {
    Ok(Person {
        id: row.get(0)?,
        name: row.get(1)?,
        reading: row.get(2)?,
        language: row.get(3)?,
        created: row.get(4)?,
    })
}

fn address(row: &Row) -> Result<Address, StoreError> {
    Ok(Address {
        person: row.get(0)?,
        address: row.get(1)?,
        verified: row.get(2)?,
    })
}

fn passkey(row: &Row) -> Result<Passkey, StoreError> {
    Ok(Passkey {
        id: row.get(0)?,
        person: row.get(1)?,
        handle: row.get(2)?,
        label: row.get(3)?,
        passkey: row.get(4)?,
        created: row.get(5)?,
        used: row.get(6)?,
        only_for: row.get(7)?,
    })
}

impl Read<'_> {
    /// A person; none who is unknown or erased.
    ///
    /// # Errors
    /// As the database has it.
    pub fn person(&mut self, id: PersonId) -> Result<Option<Person>, StoreError> {
        let row = self.first(&format!("{PERSON} WHERE id = $1"), values![id])?;
        row.as_ref().map(person).transpose()
    }

    /// A person's addresses, in the order of their letters.
    ///
    /// # Errors
    /// As the database has it.
    pub fn addresses(&mut self, person: PersonId) -> Result<Vec<Address>, StoreError> {
        let sql = "SELECT person, address, verified FROM address WHERE person = $1 ORDER BY folded";
        self.query(sql, values![person])?
            .iter()
            .map(address)
            .collect()
    }

    /// Who showed that mail to an address reaches them.
    ///
    /// # Errors
    /// As the database has it.
    pub fn person_at(&mut self, address: &str) -> Result<Option<PersonId>, StoreError> {
        let sql = "SELECT person FROM address WHERE folded = $1 AND verified IS NOT NULL";
        let row = self.first(sql, values![folded(address)])?;
        row.map(|row| row.get(0)).transpose()
    }

    /// A person's passkeys, the oldest first.
    ///
    /// # Errors
    /// As the database has it.
    pub fn passkeys(&mut self, person: PersonId) -> Result<Vec<Passkey>, StoreError> {
        let sql = format!("{PASSKEY} WHERE person = $1 ORDER BY created, id");
        self.query(&sql, values![person])?
            .iter()
            .map(passkey)
            .collect()
    }

    /// The passkey with an authenticator's name.
    ///
    /// # Errors
    /// As the database has it.
    pub fn passkey_by_handle(&mut self, handle: &[u8]) -> Result<Option<Passkey>, StoreError> {
        let sql = format!("{PASSKEY} WHERE handle = $1");
        let row = self.first(&sql, values![handle.to_vec()])?;
        row.as_ref().map(passkey).transpose()
    }

    /// Who an organisation's identity provider means. The provider's word about mail addresses counts for nothing (rule R11).
    ///
    /// # Errors
    /// As the database has it.
    pub fn person_of_identity(
        &mut self,
        organisation: OrganisationId,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<PersonId>, StoreError> {
        let sql =
            "SELECT person FROM identity WHERE organisation = $1 AND issuer = $2 AND subject = $3";
        let row = self.first(sql, values![organisation, issuer, subject])?;
        row.map(|row| row.get(0)).transpose()
    }
}

impl Work<'_> {
    /// Adds a person.
    ///
    /// # Errors
    /// Conflict, where the id is known.
    pub fn add_person(&mut self, person: &Person) -> Result<(), StoreError> {
        let sql =
            "INSERT INTO person (id, name, reading, language, created) VALUES ($1, $2, $3, $4, $5)";
        let (name, language) = (person.name.as_str(), person.language.as_str());
        let values = values![
            person.id,
            name,
            person.reading.clone(),
            language,
            person.created
        ];
        self.execute(sql, values).map(drop)
    }

    /// Changes a person's name, reading and language.
    ///
    /// # Errors
    /// As the database has it.
    pub fn change_person(&mut self, person: &Person) -> Result<(), StoreError> {
        let sql = "UPDATE person SET name = $2, reading = $3, language = $4 WHERE id = $1";
        let (name, language) = (person.name.as_str(), person.language.as_str());
        let values = values![person.id, name, person.reading.clone(), language];
        self.execute(sql, values).map(drop)
    }

    /// Erases a person: name, addresses, passkeys, access sessions, links, tokens, answers kept for repetition, mails that wait.
    /// That it was done is an entry's matter.
    ///
    /// # Errors
    /// As the database has it.
    pub fn erase_person(&mut self, person: PersonId) -> Result<(), StoreError> {
        self.erased = true;
        let mails =
            "DELETE FROM outbox WHERE recipient IN (SELECT address FROM address WHERE person = $1)";
        self.execute(mails, values![person])?;
        self.execute("DELETE FROM idempotency WHERE person = $1", values![person])?;
        self.execute("DELETE FROM person WHERE id = $1", values![person])?;
        Ok(())
    }

    /// Adds an address not yet verified. Adding it again changes nothing.
    ///
    /// # Errors
    /// As the database has it.
    pub fn add_address(&mut self, person: PersonId, address: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO address (folded, person, address) VALUES ($1, $2, $3) ON CONFLICT (folded, person) DO NOTHING";
        self.execute(sql, values![folded(address), person, address.trim()])
            .map(drop)
    }

    /// Notes that mail to an address reaches the person.
    ///
    /// # Errors
    /// Conflict, where it is verified for somebody else.
    pub fn verify_address(&mut self, person: PersonId, address: &str) -> Result<(), StoreError> {
        let sql = "UPDATE address SET verified = $3 WHERE folded = $1 AND person = $2 AND verified IS NULL";
        let now = self.now().moment;
        self.execute(sql, values![folded(address), person, now])
            .map(drop)
    }

    /// Removes an address.
    ///
    /// # Errors
    /// As the database has it.
    pub fn remove_address(&mut self, person: PersonId, address: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM address WHERE folded = $1 AND person = $2";
        self.execute(sql, values![folded(address), person])
            .map(drop)
    }

    /// Adds a passkey.
    ///
    /// # Errors
    /// Conflict, where it is registered.
    pub fn add_passkey(&mut self, passkey: &Passkey) -> Result<(), StoreError> {
        let sql = "INSERT INTO credential (id, person, handle, label, passkey, created, used, only_for) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let (handle, label) = (passkey.handle.clone(), passkey.label.as_str());
        let record = passkey.passkey.as_str();
        let values = values![
            passkey.id,
            passkey.person,
            handle,
            label,
            record,
            passkey.created,
            passkey.used,
            passkey.only_for
        ];
        self.execute(sql, values).map(drop)
    }

    /// Notes a passkey's use, with the library's record as it is after it.
    ///
    /// # Errors
    /// As the database has it.
    pub fn use_passkey(&mut self, id: CredentialId, record: &str) -> Result<(), StoreError> {
        let sql = "UPDATE credential SET passkey = $2, used = $3 WHERE id = $1";
        let now = self.now().moment;
        self.execute(sql, values![id, record, now]).map(drop)
    }

    /// Removes a passkey.
    ///
    /// # Errors
    /// As the database has it.
    pub fn remove_passkey(&mut self, id: CredentialId) -> Result<(), StoreError> {
        let sql = "DELETE FROM credential WHERE id = $1";
        self.execute(sql, values![id]).map(drop)
    }

    /// Notes who an organisation's identity provider means.
    ///
    /// # Errors
    /// Conflict, where the provider means somebody already.
    pub fn add_identity(
        &mut self,
        organisation: OrganisationId,
        issuer: &str,
        subject: &str,
        person: PersonId,
    ) -> Result<(), StoreError> {
        let sql =
            "INSERT INTO identity (organisation, issuer, subject, person) VALUES ($1, $2, $3, $4)";
        self.execute(sql, values![organisation, issuer, subject, person])
            .map(drop)
    }
}
