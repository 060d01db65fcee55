//! Names by which others refer to the catalogue: items, entries of other schemes, questions of studies.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The longest id, in bytes: it must fit a column, an address and a file name.
const LONGEST: usize = 64;

/// The id of an item: `rule.takeout.encryption`. Lower-case letters, digits and `-` in parts joined by `.`; at most
/// 64 bytes. Once issued it keeps its meaning for ever. Every id may stand in an entry as its item code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ItemId(String);

/// A text that is not an id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id: {0:?} (lower-case letters, digits and - in parts joined by dots)")]
pub struct NotAnId(pub String);

impl ItemId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ItemId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<ItemId, NotAnId> {
        match is_id(text) {
            true => Ok(ItemId(text.to_owned())),
            false => Err(NotAnId(text.to_owned())),
        }
    }
}

impl TryFrom<String> for ItemId {
    type Error = NotAnId;

    fn try_from(text: String) -> Result<ItemId, NotAnId> {
        text.parse()
    }
}

impl From<ItemId> for String {
    fn from(id: ItemId) -> String {
        id.0
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a text may be the id of an item, a topic or a scheme.
pub(super) fn is_id(text: &str) -> bool {
    let part = |part: &str| {
        let allowed = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
        !part.is_empty() && part.bytes().all(allowed)
    };
    text.len() <= LONGEST && text.split('.').all(part)
}

/// A pointer from an item to an entry of another scheme that treats the same subject: `scs:2-1-2`.
///
/// It says "look there too", never "fulfils": what fulfils a scheme is decided by its owner.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Mapping {
    /// Id of the scheme: `scs`, `csf`, `iso27001`, `selfcheck`, `guideline`.
    pub scheme: String,
    /// Id of the entry, as the scheme's owner writes it.
    pub entry: String,
}

impl Mapping {
    /// Reads `scheme:entry`; none when there is no colon or nothing on one side of it.
    pub fn parse(text: &str) -> Option<Mapping> {
        let (scheme, entry) = text.split_once(':')?;
        (is_id(scheme) && !entry.is_empty()).then(|| Mapping {
            scheme: scheme.to_owned(),
            entry: entry.to_owned(),
        })
    }
}

impl fmt::Display for Mapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.scheme, self.entry)
    }
}

/// A pointer to what a published study asked: `ipa-2020-organisation:Q10.access`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct StudyLink {
    /// Name of the study's folder.
    pub study: String,
    /// Id of the question.
    pub question: String,
    /// Id of the row, or of the option where the question has no rows; none for the question as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
}

impl StudyLink {
    /// Reads `study:question` or `study:question.part`; none when it is neither.
    pub fn parse(text: &str) -> Option<StudyLink> {
        let (study, rest) = text.split_once(':')?;
        let (question, part) = match rest.split_once('.') {
            Some((question, part)) => (question, Some(part)),
            None => (rest, None),
        };
        let whole = is_id(study) && !question.is_empty() && part != Some("");
        whole.then(|| StudyLink {
            study: study.to_owned(),
            question: question.to_owned(),
            part: part.map(str::to_owned),
        })
    }
}
