//! What a server signs about its journal: a note in the form of C2SP's `tlog-checkpoint` and `signed-note`.
//!
//! ```text
//! torikime.example.jp
//! 20852
//! CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//! epoch 0
//!
//! — torikime.example.jp Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
//! ```

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::bytes::Malformed;
use crate::hash::Hash;
use crate::signature::{PrivateKey, PublicKey, Signature};

/// The algorithm number of Ed25519 in signed notes.
const ED25519: u8 = 1;

/// A state of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the server's journal; the name of its key as well.
    pub origin: String,
    /// Number of appends.
    pub size: u64,
    /// The tree's root over them.
    pub root: Hash,
    /// How often the server was restored from a backup.
    pub epoch: u64,
}

/// A checkpoint with its signature, as text that travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What is signed.
    pub checkpoint: Checkpoint,
    /// The four bytes by which a reader finds the key.
    key_hint: [u8; 4],
    /// The signature.
    signature: Signature,
}

/// Name and public key of a server, as one line of text: `name+hint+key`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier {
    /// The origin whose checkpoints it verifies.
    pub origin: String,
    /// The public key.
    pub key: PublicKey,
}

/// Whether a name can stand in a note: no space, no plus sign, no control character.
#[must_use]
pub fn is_origin(name: &str) -> bool {
    let fine = |letter: char| !letter.is_whitespace() && letter != '+' && !letter.is_control();
    !name.is_empty() && name.len() <= 200 && name.chars().all(fine)
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}\n{}\n{}\nepoch {}",
            self.origin,
            self.size,
            STANDARD.encode(self.root.0),
            self.epoch
        )
    }
}

/// A decimal number without sign or leading zeros.
fn decimal(text: &str) -> Result<u64, Malformed> {
    let value: u64 = text.parse().map_err(|_| Malformed::Value)?;
    if value.to_string() == text {
        Ok(value)
    } else {
        Err(Malformed::Value)
    }
}

impl FromStr for Checkpoint {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let body = text.strip_suffix('\n').ok_or(Malformed::Truncated)?;
        let lines: Vec<&str> = body.split('\n').collect();
        let [origin, size, root, epoch] = lines[..] else {
            return Err(Malformed::Value);
        };
        let root = STANDARD.decode(root).map_err(|_| Malformed::Value)?;
        let epoch = epoch.strip_prefix("epoch ").ok_or(Malformed::Value)?;
        if !is_origin(origin) {
            return Err(Malformed::Value);
        }
        Ok(Self {
            origin: origin.to_owned(),
            size: decimal(size)?,
            root: Hash(root.try_into().map_err(|_| Malformed::Value)?),
            epoch: decimal(epoch)?,
        })
    }
}

impl Checkpoint {
    /// The checkpoint with the server's word for it.
    #[must_use]
    pub fn signed(self, key: &PrivateKey) -> Note {
        let verifier = Verifier {
            origin: self.origin.clone(),
            key: key.public(),
        };
        let signature = key.sign(self.to_string().as_bytes());
        Note {
            checkpoint: self,
            key_hint: verifier.hint(),
            signature,
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signature = STANDARD.encode([&self.key_hint[..], &self.signature.0].concat());
        writeln!(
            f,
            "{}\n— {} {signature}",
            self.checkpoint, self.checkpoint.origin
        )
    }
}

impl FromStr for Note {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let (body, rest) = text.split_once("\n\n").ok_or(Malformed::Truncated)?;
        let line = rest
            .strip_prefix("— ")
            .and_then(|rest| rest.strip_suffix('\n'))
            .ok_or(Malformed::Value)?;
        let (name, signature) = line.split_once(' ').ok_or(Malformed::Value)?;
        let checkpoint: Checkpoint = format!("{body}\n").parse()?;
        let bytes = STANDARD.decode(signature).map_err(|_| Malformed::Value)?;
        let (hint, signature) = bytes.split_at_checked(4).ok_or(Malformed::Truncated)?;
        if name != checkpoint.origin {
            return Err(Malformed::Value);
        }
        Ok(Self {
            checkpoint,
            key_hint: hint.try_into().map_err(|_| Malformed::Truncated)?,
            signature: Signature(signature.try_into().map_err(|_| Malformed::Truncated)?),
        })
    }
}

impl Verifier {
    /// First four bytes of SHA-256 over name, newline, algorithm and key, as `signed-note` has it.
    fn hint(&self) -> [u8; 4] {
        let Hash([a, b, c, d, ..]) =
            Hash::plain(&[self.origin.as_bytes(), b"\n", &[ED25519], &self.key.0].concat());
        [a, b, c, d]
    }

    /// Whether the server of this name and key signed the note.
    #[must_use]
    pub fn verifies(&self, note: &Note) -> bool {
        note.checkpoint.origin == self.origin
            && note.key_hint == self.hint()
            && self
                .key
                .verifies(note.checkpoint.to_string().as_bytes(), &note.signature)
    }
}

impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = STANDARD.encode([&[ED25519], &self.key.0[..]].concat());
        write!(
            f,
            "{}+{:08x}+{key}",
            self.origin,
            u32::from_be_bytes(self.hint())
        )
    }
}

impl FromStr for Verifier {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let parts: Vec<&str> = text.trim().splitn(3, '+').collect();
        let [origin, hint, key] = parts[..] else {
            return Err(Malformed::Value);
        };
        let bytes = STANDARD.decode(key).map_err(|_| Malformed::Value)?;
        let [ED25519, key @ ..] = &bytes[..] else {
            return Err(Malformed::Value);
        };
        let verifier = Self {
            origin: origin.to_owned(),
            key: PublicKey(key.try_into().map_err(|_| Malformed::Value)?),
        };
        if is_origin(origin) && format!("{:08x}", u32::from_be_bytes(verifier.hint())) == hint {
            Ok(verifier)
        } else {
            Err(Malformed::Value)
        }
    }
}

impl serde::Serialize for Note {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Note {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
