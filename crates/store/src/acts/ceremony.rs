//! Ceremonies of two steps, such as a passkey's: what the first leaves for the second is kept here, and taken back once.

use crate::Store;
use crate::door::Visitor;
use crate::error::StoreError;
use crate::working::person::Passkey;
use crate::working::secret::{Secret, SecretHash};

/// A ceremony is over after so long: 5 minutes.
const LASTS: i64 = 5 * 60_000;

impl Store {
    /// Keeps the server's side of a ceremony; the secret goes to the browser.
    ///
    /// # Errors
    /// As the database has it.
    pub fn begin_ceremony(
        &self,
        purpose: &'static str,
        state: String,
    ) -> Result<Secret, StoreError> {
        self.write(move |work| work.keep_challenge(purpose, &state, LASTS))
    }

    /// Takes it back, the first time only.
    ///
    /// # Errors
    /// As the database has it.
    pub fn end_ceremony(
        &self,
        purpose: &'static str,
        secret: SecretHash,
    ) -> Result<Option<String>, StoreError> {
        self.write(move |work| work.take_challenge(purpose, secret))
    }

    /// A visitor's own passkeys.
    ///
    /// # Errors
    /// As the database has it.
    pub fn own_passkeys(&self, visitor: &Visitor) -> Result<Vec<Passkey>, StoreError> {
        self.read(|read| read.passkeys(visitor.person))
    }

    /// The passkey somebody shows, to be checked: only its holder can answer for it.
    ///
    /// # Errors
    /// As the database has it.
    pub fn shown_passkey(&self, handle: &[u8]) -> Result<Option<Passkey>, StoreError> {
        self.read(|read| read.passkey_by_handle(handle))
    }
}
