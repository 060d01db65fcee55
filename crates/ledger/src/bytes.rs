//! Canonical bytes: one value has one encoding, and any other encoding is refused.
//!
//! Whole numbers are eight bytes, big-endian. Text and byte strings carry their length in four bytes before them, lists the number
//! of their members. An optional value is `0`, or `1` and the value. A choice is its code as text. Fields follow each other in the order
//! of the type's declaration here; nothing is named, padded or skipped. What is decoded must use up every byte.

use thiserror::Error;

/// Why bytes are no canonical encoding of the value asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Malformed {
    /// The bytes end before the value does.
    #[error("the bytes end too early")]
    Truncated,
    /// Bytes are left over after the value.
    #[error("bytes are left over")]
    Trailing,
    /// A text is not UTF-8.
    #[error("a text is not UTF-8")]
    Text,
    /// A choice, marker, date or number is none of those allowed, or is written in a second way.
    #[error("a value is none of those allowed")]
    Value,
}

/// Collects canonical bytes.
#[derive(Debug, Default)]
pub struct Writer(Vec<u8>);

impl Writer {
    /// The bytes collected.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.0
    }

    /// Bytes of a length both sides know.
    pub fn fixed(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Bytes with their length before them. More than 4 GiB cannot be held by an entry: admission limits texts far below.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.fixed(bytes);
    }

    fn length(&mut self, length: usize) {
        self.fixed(&u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes());
    }
}

/// Reads canonical bytes from their beginning.
#[derive(Debug)]
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// A reader at the first byte.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The next `length` bytes.
    ///
    /// # Errors
    /// [`Malformed::Truncated`].
    pub fn fixed(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self
            .0
            .split_at_checked(length)
            .ok_or(Malformed::Truncated)?;
        self.0 = rest;
        Ok(taken)
    }

    /// Bytes with their length before them.
    ///
    /// # Errors
    /// [`Malformed::Truncated`].
    pub fn bytes(&mut self) -> Result<&'a [u8], Malformed> {
        let length = self.length()?;
        self.fixed(length)
    }

    /// The next `N` bytes as an array.
    ///
    /// # Errors
    /// [`Malformed::Truncated`].
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        self.fixed(N)?.try_into().map_err(|_| Malformed::Truncated)
    }

    /// Says that nothing is left.
    ///
    /// # Errors
    /// [`Malformed::Trailing`].
    pub fn end(self) -> Result<(), Malformed> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Malformed::Trailing)
        }
    }

    fn length(&mut self) -> Result<usize, Malformed> {
        let length = u32::from_be_bytes(self.array()?);
        usize::try_from(length).map_err(|_| Malformed::Truncated)
    }
}

/// A value with one canonical encoding.
pub trait Canonical: Sized {
    /// Appends the value.
    fn write(&self, to: &mut Writer);

    /// Takes the value from the front.
    ///
    /// # Errors
    /// When the bytes are not what [`Canonical::write`] makes of a value.
    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed>;

    /// The value's bytes.
    fn to_bytes(&self) -> Vec<u8> {
        let mut to = Writer::default();
        self.write(&mut to);
        to.finish()
    }

    /// The value that has exactly these bytes.
    ///
    /// # Errors
    /// When there is none.
    fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut from = Reader::new(bytes);
        let value = Self::read(&mut from)?;
        from.end()?;
        Ok(value)
    }
}

impl Canonical for u64 {
    fn write(&self, to: &mut Writer) {
        to.fixed(&self.to_be_bytes());
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self::from_be_bytes(from.array()?))
    }
}

impl Canonical for i64 {
    fn write(&self, to: &mut Writer) {
        to.fixed(&self.to_be_bytes());
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self::from_be_bytes(from.array()?))
    }
}

/// One byte, 0 or 1.
impl Canonical for bool {
    fn write(&self, to: &mut Writer) {
        to.fixed(&[u8::from(*self)]);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        match from.array()? {
            [0] => Ok(false),
            [1] => Ok(true),
            _ => Err(Malformed::Value),
        }
    }
}

impl Canonical for String {
    fn write(&self, to: &mut Writer) {
        to.bytes(self.as_bytes());
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let text = std::str::from_utf8(from.bytes()?).map_err(|_| Malformed::Text)?;
        Ok(text.to_owned())
    }
}

impl<T: Canonical> Canonical for Option<T> {
    fn write(&self, to: &mut Writer) {
        match self {
            None => to.fixed(&[0]),
            Some(value) => {
                to.fixed(&[1]);
                value.write(to);
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        match from.array()? {
            [0] => Ok(None),
            [1] => T::read(from).map(Some),
            _ => Err(Malformed::Value),
        }
    }
}

impl<T: Canonical> Canonical for Vec<T> {
    fn write(&self, to: &mut Writer) {
        to.length(self.len());
        for value in self {
            value.write(to);
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let length = from.length()?;
        // Not reserved in advance: the number is the sender's word.
        (0..length).map(|_| T::read(from)).collect()
    }
}

/// A date is written as `2026-11-21`.
impl Canonical for jiff::civil::Date {
    fn write(&self, to: &mut Writer) {
        self.to_string().write(to);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let text = String::read(from)?;
        let date: Self = text.parse().map_err(|_| Malformed::Value)?;
        if date.to_string() == text {
            Ok(date)
        } else {
            Err(Malformed::Value)
        }
    }
}

/// Gives a struct its encoding: its fields in the order named.
macro_rules! canonical_struct {
    ($name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::bytes::Canonical for $name {
            fn write(&self, to: &mut $crate::bytes::Writer) {
                $($crate::bytes::Canonical::write(&self.$field, to);)*
                let _ = to;
            }

            fn read(from: &mut $crate::bytes::Reader<'_>) -> Result<Self, $crate::bytes::Malformed> {
                let _ = &from;
                Ok(Self { $($field: $crate::bytes::Canonical::read(from)?),* })
            }
        }
    };
}

/// Gives a choice its codes: in bytes, in JSON, in addresses and in files of words alike.
macro_rules! codes {
    ($(#[$meta:meta])* $visibility:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $visibility enum $name { $($(#[$doc])* $variant),* }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The value's code.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The value with a code.
            #[must_use]
            pub fn of(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::bytes::Malformed;

            fn from_str(code: &str) -> Result<Self, Self::Err> {
                Self::of(code).ok_or($crate::bytes::Malformed::Value)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let code = <String as serde::Deserialize>::deserialize(from)?;
                Self::of(&code).ok_or_else(|| serde::de::Error::unknown_variant(&code, &[$($code),*]))
            }
        }

        impl $crate::bytes::Canonical for $name {
            fn write(&self, to: &mut $crate::bytes::Writer) {
                to.bytes(self.code().as_bytes());
            }

            fn read(from: &mut $crate::bytes::Reader<'_>) -> Result<Self, $crate::bytes::Malformed> {
                std::str::from_utf8(from.bytes()?)
                    .ok()
                    .and_then(Self::of)
                    .ok_or($crate::bytes::Malformed::Value)
            }
        }
    };
}

pub(crate) use {canonical_struct, codes};
