//! Ceremonies of two steps, such as a passkey's: what the first leaves for the second is kept here, and taken back once.

use super::NotDone;
use crate::Store;
use crate::door::Visitor;
use crate::error::StoreError;
use crate::working::guard::Limit;
use crate::working::person::Passkey;
use crate::working::secret::{Secret, SecretHash};

/// Ceremonies of one network or person: sixty at once, as an office behind one address may need, then one in five seconds.
const CEREMONIES: Limit = Limit {
    burst: 60,
    every: 5_000,
};
/// A ceremony is over after so long: 5 minutes.
const LASTS: i64 = 5 * 60_000;

impl Store {
    /// Keeps the server's side of a ceremony; the secret goes to the browser. `by` is who asks: a network, or a person.
    ///
    /// # Errors
    /// Too often, by whoever asks; as the database has it.
    pub fn begin_ceremony(
        &self,
        purpose: &'static str,
        by: &str,
        state: String,
    ) -> Result<Secret, NotDone> {
        let turn = format!("{purpose} {by}");
        self.write(move |work| {
            work.take_turn(&turn, CEREMONIES)?
                .map_err(NotDone::TooOften)?;
            Ok(work.keep_challenge(purpose, &state, LASTS)?)
        })
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
