//! Who an organisation is: names in several scripts, a public number whose check digit is right, its size and usual side.

use std::fmt;
use std::str::FromStr;

use crate::body::shared::Side;
use crate::bytes::{Canonical, Malformed, Reader, Writer, canonical_struct, codes};

codes! {
    /// What a name is for.
    pub enum NameKind {
        /// As registered.
        Official = "official",
        /// How it is read, in kana.
        Reading = "reading",
        /// In Latin letters.
        Latin = "latin",
        /// As people call it.
        Short = "short",
    }
}

codes! {
    /// How large it is, as the published study divides its strata.
    pub enum Size {
        /// Up to 300 people (manufacturing) or the like by trade: 中小規模.
        Small = "small",
        /// More: 大規模.
        Large = "large",
    }
}

/// A name exactly as it was given: never normalised, since that turns some family names into others (rule R12).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// What it is for.
    pub kind: NameKind,
    /// The name.
    pub text: String,
}
canonical_struct!(Name { kind, text });

/// What decides the stratum of a study an organisation is compared with; what was not said stays open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// How large it is.
    pub size: Option<Size>,
    /// On which side it mostly stands.
    pub side: Option<Side>,
}
canonical_struct!(Profile { size, side });

/// A public number with a right check digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identifier {
    /// 法人番号: 13 digits, the first of which checks the others.
    CorporateNumber(String),
    /// Legal Entity Identifier: 20 letters and digits, the last two of which check the others.
    Lei(String),
}

/// Whether the first of 13 digits checks the other twelve:
/// 9 less the remainder by 9 of their sum, every second one from the right's second counted twice
/// (法人番号の指定等に関する省令 第2条).
fn corporate_number_checks(text: &str) -> bool {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(10)).collect();
    let Some((check, rest)) = digits.as_deref().and_then(<[u32]>::split_first) else {
        return false;
    };
    let weighed = |(place, digit): (usize, &u32)| if place % 2 == 0 { *digit } else { 2 * digit };
    let sum: u32 = rest.iter().rev().enumerate().map(weighed).sum();
    rest.len() == 12 && *check == 9 - sum % 9
}

/// Whether letters read as 10 to 35 make a number that leaves 1 when divided by 97 (ISO 17442-1, ISO/IEC 7064 MOD 97-10).
fn lei_checks(text: &str) -> bool {
    let fits = text.len() == 20
        && text
            .bytes()
            .all(|letter| letter.is_ascii_digit() || letter.is_ascii_uppercase())
        && text
            .bytes()
            .rev()
            .take(2)
            .all(|digit| digit.is_ascii_digit());
    let step = |rest: u32, letter: char| {
        let value = letter.to_digit(36).unwrap_or(0);
        (rest * if value < 10 { 10 } else { 100 } + value) % 97
    };
    fits && text.chars().fold(0, step) == 1
}

impl Identifier {
    /// The digits or letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::CorporateNumber(text) | Self::Lei(text) => text,
        }
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CorporateNumber(text) => write!(f, "jp-corporate-number:{text}"),
            Self::Lei(text) => write!(f, "lei:{text}"),
        }
    }
}

impl FromStr for Identifier {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        match text.split_once(':') {
            Some(("jp-corporate-number", digits)) if corporate_number_checks(digits) => {
                Ok(Self::CorporateNumber(digits.to_owned()))
            }
            Some(("lei", letters)) if lei_checks(letters) => Ok(Self::Lei(letters.to_owned())),
            _ => Err(Malformed::Value),
        }
    }
}

impl Identifier {
    /// Reads what a person typed: full-width digits, hyphens, spaces and a leading `T` of an invoice number are understood.
    ///
    /// # Errors
    /// [`Malformed::Value`] when it is neither number, or its check digit is wrong.
    pub fn typed(text: &str) -> Result<Self, Malformed> {
        let plain = |letter: char| match letter {
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
                char::from_u32(u32::from(letter) - 0xFEE0)
            }
            '-' | '‐' | '－' | 'ー' | '−' | ' ' | '　' => None,
            other => Some(other),
        };
        let folded: String = text
            .chars()
            .filter_map(plain)
            .collect::<String>()
            .to_ascii_uppercase();
        let digits = folded.strip_prefix('T').unwrap_or(&folded);
        let number = format!("jp-corporate-number:{digits}").parse();
        number.or_else(|_| format!("lei:{folded}").parse())
    }
}

impl serde::Serialize for Identifier {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Identifier {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Canonical for Identifier {
    fn write(&self, to: &mut Writer) {
        self.to_string().write(to);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        String::read(from)?.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::Identifier;

    #[test]
    fn check_digits_are_checked() {
        // The National Tax Agency's and GLEIF's own numbers, which both publish.
        for (typed, wanted) in [
            ("7000012050002", "jp-corporate-number:7000012050002"),
            (
                "Ｔ７０００－０１２０－５０００２",
                "jp-corporate-number:7000012050002",
            ),
            ("506700ge1g29325qx363", "lei:506700GE1G29325QX363"),
            ("7000012050003", ""),
            ("700001205000", ""),
            ("506700GE1G29325QX364", ""),
            ("506700GE1G29325QX36a", ""),
            ("", ""),
        ] {
            let read = Identifier::typed(typed).map_or(String::new(), |number| number.to_string());
            assert_eq!(read, wanted, "{typed}");
        }
    }
}
