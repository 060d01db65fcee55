//! One line of a ledger: who said what, when, after which line.

use crate::body::{Body, Kind};
use crate::bytes::{Canonical, Malformed, Reader, Writer, canonical_struct, codes};
use crate::hash::Hash;
use crate::id::{LedgerId, LinkId, OrganisationId, PersonId, TokenId};
use crate::moment::Moment;

/// The first text in every entry's bytes; another layout bears another number.
const FORMAT: &str = "torikime/entry/1";

codes! {
    /// Ways in which somebody comes to act.
    pub enum Way {
        /// Signed in, in person.
        Session = "session",
        /// By a program with a token of the person's.
        Token = "token",
        /// By holding a link.
        Link = "link",
        /// By the server's set-up link, once, at its first start.
        Setup = "setup",
        /// As operator, at the server's own command line.
        Operator = "operator",
        /// The server itself, by a rule and not by anybody's will.
        Server = "server",
    }
}

/// By which right somebody acted, and which one exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Means {
    /// The way.
    pub way: Way,
    /// The token, where the way is one.
    pub token: Option<TokenId>,
    /// The link, where the way is one.
    pub link: Option<LinkId>,
}

canonical_struct!(Means { way, token, link });

impl From<Way> for Means {
    fn from(way: Way) -> Self {
        Self {
            way,
            token: None,
            link: None,
        }
    }
}

/// Whose word an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Author {
    /// The person; none where the server acts by rule.
    pub person: Option<PersonId>,
    /// The organisation the person acted for.
    pub organisation: Option<OrganisationId>,
    /// By which right.
    pub means: Means,
}

canonical_struct!(Author {
    person,
    organisation,
    means
});

/// One line of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The ledger it stands in.
    pub ledger: LedgerId,
    /// Its place there, from 0, without gaps.
    pub seq: u64,
    /// The hash of the line before, or what [`genesis`] gives for the first.
    pub previous: Hash,
    /// When the server wrote it down. When it takes effect is the body's matter.
    pub recorded: Moment,
    /// Whose word it is.
    pub author: Author,
    /// The earlier line this one stands in for.
    pub corrects: Option<u64>,
    /// What is said.
    pub body: Body,
}

/// What the first line of a ledger names as the line before it.
#[must_use]
pub fn genesis(ledger: LedgerId) -> Hash {
    Hash::of("torikime/genesis/1", &[&ledger.to_bytes()])
}

/// The hash of an entry's canonical bytes; the next line names it.
#[must_use]
pub fn entry_hash(bytes: &[u8]) -> Hash {
    Hash::of(FORMAT, &[bytes])
}

impl Entry {
    /// The hash by which the next line names this one.
    #[must_use]
    pub fn hash(&self) -> Hash {
        entry_hash(&self.to_bytes())
    }

    /// What kind of thing is said.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.body.kind()
    }
}

impl Canonical for Entry {
    fn write(&self, to: &mut Writer) {
        to.bytes(FORMAT.as_bytes());
        self.ledger.write(to);
        self.seq.write(to);
        self.previous.write(to);
        self.recorded.write(to);
        self.author.write(to);
        self.corrects.write(to);
        self.body.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        if from.bytes()? != FORMAT.as_bytes() {
            return Err(Malformed::Value);
        }
        Ok(Self {
            ledger: Canonical::read(from)?,
            seq: Canonical::read(from)?,
            previous: Canonical::read(from)?,
            recorded: Canonical::read(from)?,
            author: Canonical::read(from)?,
            corrects: Canonical::read(from)?,
            body: Canonical::read(from)?,
        })
    }
}

#[cfg(test)]
mod tests;
