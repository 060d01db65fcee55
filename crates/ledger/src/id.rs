//! Names of things: 128 random bits each, never counted up, never derived from what they name.

use std::fmt;
use std::str::FromStr;

use crate::bytes::{Canonical, Malformed, Reader, Writer, canonical_struct, codes};

/// Crockford's base 32 without I, L, O and U: survives being read aloud.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Five bits a digit: 26 digits hold 128 bits, two of them padding.
const LENGTH: usize = 26;

fn write_digits(value: u128, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    (0..LENGTH).rev().try_for_each(|place| {
        let digit = usize::try_from((value >> (5 * place)) & 31).unwrap_or(0);
        fmt::Write::write_char(f, char::from(DIGITS[digit]))
    })
}

fn read_digits(text: &str) -> Result<u128, Malformed> {
    if text.len() != LENGTH || text.as_bytes().first().is_some_and(|first| *first > b'7') {
        return Err(Malformed::Value);
    }
    text.bytes().try_fold(0, |value: u128, digit| {
        let place = DIGITS.iter().position(|known| *known == digit);
        place
            .and_then(|place| u128::try_from(place).ok())
            .map(|place| value << 5 | place)
            .ok_or(Malformed::Value)
    })
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 16]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_digits(u128::from_be_bytes(self.0), f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = Malformed;

            fn from_str(text: &str) -> Result<Self, Malformed> {
                Ok(Self(read_digits(text)?.to_be_bytes()))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl Canonical for $name {
            fn write(&self, to: &mut Writer) {
                to.fixed(&self.0);
            }

            fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
                from.array().map(Self)
            }
        }
    )*};
}

ids! {
    /// A person. Name, address and credentials lie elsewhere and can be erased; this stays.
    PersonId,
    /// An organisation; its own ledger bears the same number.
    OrganisationId,
    /// An engagement; the ledger its sides share bears the same number.
    EngagementId,
    /// One running server with its journal.
    ServerId,
    /// A passkey of a person.
    CredentialId,
    /// Work that the vendor of an engagement passes on.
    SubcontractId,
    /// A work inside an engagement.
    WorkId,
    /// A link that grants something to whoever holds it.
    LinkId,
    /// A key with which a program acts for a person.
    TokenId,
}

codes! {
    /// The kinds of ledger.
    pub enum LedgerKind {
        /// Everything an organisation records about itself alone.
        House = "house",
        /// What the sides of one engagement record together.
        Shared = "shared",
        /// What happened to the server itself: keys, restores, acts of its operators.
        Server = "server",
    }
}

/// Which ledger: its kind and number, `house-01h…` in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LedgerId {
    /// What kind of ledger it is.
    pub kind: LedgerKind,
    /// The number of the organisation, engagement or server it belongs to.
    pub number: Number,
}

ids! {
    /// The number of an organisation, engagement or server, where its kind is said beside it.
    Number,
}

canonical_struct!(LedgerId { kind, number });

impl From<OrganisationId> for LedgerId {
    fn from(id: OrganisationId) -> Self {
        Self {
            kind: LedgerKind::House,
            number: Number(id.0),
        }
    }
}

impl From<EngagementId> for LedgerId {
    fn from(id: EngagementId) -> Self {
        Self {
            kind: LedgerKind::Shared,
            number: Number(id.0),
        }
    }
}

impl From<ServerId> for LedgerId {
    fn from(id: ServerId) -> Self {
        Self {
            kind: LedgerKind::Server,
            number: Number(id.0),
        }
    }
}

impl LedgerId {
    /// The organisation whose own ledger this is.
    #[must_use]
    pub fn organisation(&self) -> Option<OrganisationId> {
        (self.kind == LedgerKind::House).then_some(OrganisationId(self.number.0))
    }

    /// The engagement whose sides share this ledger.
    #[must_use]
    pub fn engagement(&self) -> Option<EngagementId> {
        (self.kind == LedgerKind::Shared).then_some(EngagementId(self.number.0))
    }
}

impl fmt::Display for LedgerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.kind, self.number)
    }
}

impl FromStr for LedgerId {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let (kind, number) = text.split_once('-').ok_or(Malformed::Value)?;
        Ok(Self {
            kind: kind.parse()?,
            number: number.parse()?,
        })
    }
}

impl serde::Serialize for LedgerId {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for LedgerId {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
