//! What somebody is given when something was recorded, to keep where the server's operator cannot reach:
//! the entry's place in its ledger and in the journal, proved against a signed checkpoint. Text in the form of C2SP's `tlog-proof`.
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! extra <the leaf: ledger, place, entry hash>
//! index 42
//! <one hash a line>
//!
//! <the signed checkpoint>
//! ```

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Leaf;
use super::checkpoint::{Note, Verifier};
use super::tree;
use crate::bytes::{Canonical, Malformed};
use crate::hash::Hash;

const FORMAT: &str = "c2sp.org/tlog-proof@v1";

/// Proof that an entry was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Which entry.
    pub leaf: Leaf,
    /// Its place in the journal.
    pub index: u64,
    /// The path to the checkpoint's root.
    pub proof: Vec<Hash>,
    /// The signed checkpoint.
    pub note: Note,
}

impl Receipt {
    /// Whether the path leads from the entry to the root, and the server signed that root.
    #[must_use]
    pub fn holds(&self, verifier: &Verifier) -> bool {
        let checkpoint = &self.note.checkpoint;
        verifier.verifies(&self.note)
            && tree::includes(
                checkpoint.root,
                checkpoint.size,
                self.index,
                self.leaf.hash(),
                &self.proof,
            )
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{FORMAT}\nextra {}\nindex {}",
            STANDARD.encode(self.leaf.to_bytes()),
            self.index
        )?;
        for step in &self.proof {
            writeln!(f, "{}", STANDARD.encode(step.0))?;
        }
        write!(f, "\n{}", self.note)
    }
}

fn hash(line: &str) -> Result<Hash, Malformed> {
    let bytes = STANDARD.decode(line).map_err(|_| Malformed::Value)?;
    bytes.try_into().map(Hash).map_err(|_| Malformed::Value)
}

impl FromStr for Receipt {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        // A mail program may have changed the ends of lines; nothing else.
        let text = text.replace("\r\n", "\n");
        let (head, note) = text.split_once("\n\n").ok_or(Malformed::Truncated)?;
        let mut lines = head.split('\n');
        if lines.next() != Some(FORMAT) {
            return Err(Malformed::Value);
        }
        let extra = lines
            .next()
            .and_then(|line| line.strip_prefix("extra "))
            .ok_or(Malformed::Value)?;
        let index = lines
            .next()
            .and_then(|line| line.strip_prefix("index "))
            .ok_or(Malformed::Value)?;
        Ok(Self {
            leaf: Leaf::from_bytes(&STANDARD.decode(extra).map_err(|_| Malformed::Value)?)?,
            index: index.parse().map_err(|_| Malformed::Value)?,
            proof: lines.map(hash).collect::<Result<_, _>>()?,
            note: note.parse()?,
        })
    }
}

impl serde::Serialize for Receipt {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Receipt {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
