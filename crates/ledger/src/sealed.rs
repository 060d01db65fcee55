//! Text that may have to be erased: an entry holds its salted hash, the text lies beside it (rule R8).

use crate::bytes::{Canonical, Malformed, Reader, Writer};
use crate::hash::Hash;

/// What an entry holds of an erasable text.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct Sealed(pub Hash);

/// The text and the salt that keeps its hash from being guessed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// 128 random bits, hexadecimal in JSON.
    #[serde(with = "hex")]
    pub salt: [u8; 16],
    /// The text, as its writer gave it.
    pub text: String,
}

impl Opening {
    /// What an entry holds of this text.
    #[must_use]
    pub fn seal(&self) -> Sealed {
        Sealed(Hash::of(
            "torikime/text/1",
            &[&self.salt, self.text.as_bytes()],
        ))
    }
}

impl Canonical for Sealed {
    fn write(&self, to: &mut Writer) {
        self.0.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        Hash::read(from).map(Self)
    }
}

mod hex {
    //! Sixteen bytes as 32 hexadecimal digits.

    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(bytes: &[u8; 16], to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("{:032x}", u128::from_be_bytes(*bytes)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 16], D::Error> {
        let text = String::deserialize(from)?;
        let canonical = text.len() == 32
            && text
                .bytes()
                .all(|digit| digit.is_ascii_hexdigit() && !digit.is_ascii_uppercase());
        u128::from_str_radix(&text, 16)
            .ok()
            .filter(|_| canonical)
            .map(u128::to_be_bytes)
            .ok_or_else(|| D::Error::custom("a salt is 32 hexadecimal digits"))
    }
}
