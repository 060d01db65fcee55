//! Secrets that travel in cookies, links and headers: 256 random bits, stored as a hash.

use std::fmt;
use std::str::FromStr;

use ledger::bytes::Malformed;
use ledger::hash::Hash;

use crate::work::Work;

/// A secret on its way to who will hold it. It is shown once and kept nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

/// What the store keeps of a secret; looking it up by this leaks nothing by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SecretHash(pub(crate) Hash);

impl Secret {
    /// The secret these random bytes make.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// What the store keeps of it.
    #[must_use]
    pub fn hash(&self) -> SecretHash {
        SecretHash(Hash::of("torikime/secret/1", &[&self.0]))
    }

    /// The text that travels: 64 hexadecimal digits.
    #[must_use]
    pub fn reveal(&self) -> String {
        Hash(self.0).to_string()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl FromStr for Secret {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        text.parse().map(|Hash(bytes)| Self(bytes))
    }
}

impl From<SecretHash> for Hash {
    fn from(hash: SecretHash) -> Self {
        hash.0
    }
}

impl From<SecretHash> for crate::engine::Value {
    fn from(hash: SecretHash) -> Self {
        hash.0.into()
    }
}

impl Work<'_> {
    /// A new secret.
    #[must_use]
    pub fn secret(&self) -> Secret {
        Secret(self.random())
    }
}
