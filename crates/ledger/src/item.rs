//! The code by which an entry names an item of a catalogue, or one of an organisation's own.

use std::fmt;
use std::str::FromStr;

use crate::bytes::{Canonical, Malformed, Reader, Writer};

/// How the code of an item begins that no catalogue has.
const OWN: &str = "own.";

/// Lower-case letters, digits, `.` and `-`; 1 to 80 of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct ItemCode(String);

impl ItemCode {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A code for an item that stands in no catalogue. Made by chance: a number in a row would tell the other side of the ones
    /// that were asked for inside and never sent.
    #[must_use]
    pub fn own(chance: [u8; 4]) -> Self {
        Self(format!("{OWN}{:08x}", u32::from_be_bytes(chance)))
    }

    /// Whether it names an item that stands in no catalogue.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.0.starts_with(OWN)
    }

    /// Whether it names such an item as this server does: by eight digits and letters `a` to `f`, or by a number.
    #[must_use]
    pub fn is_known_own(&self) -> bool {
        let chance = |code: &str| {
            code.len() == 8
                && code
                    .bytes()
                    .all(|one| matches!(one, b'0'..=b'9' | b'a'..=b'f'))
        };
        let number = |code: &str| code.parse::<u16>().is_ok_and(|n| n.to_string() == code);
        let code = self.0.strip_prefix(OWN);
        code.is_some_and(|code| chance(code) || number(code))
    }
}

impl fmt::Display for ItemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ItemCode {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let allowed = |letter: u8| matches!(letter, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-');
        if (1..=80).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Malformed::Value)
        }
    }
}

impl<'de> serde::Deserialize<'de> for ItemCode {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Canonical for ItemCode {
    fn write(&self, to: &mut Writer) {
        self.0.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        String::read(from)?.parse()
    }
}
