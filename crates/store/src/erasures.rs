//! What was erased from a server, as a list without names: kept beside backups, since a backup of before still holds it all,
//! and done again when one is restored (threat 33).
//!
//! ```text
//! torikime-erasures/1
//! person 04104104104104104104104104
//! text house-04104104104104104104104104 <hash in the entry>
//! ```

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use ledger::admission::Draft;
use ledger::body::Body;
use ledger::body::house::Erased;
use ledger::body::server::{Act, OperatorActed};
use ledger::bytes::{Canonical, Malformed};
use ledger::entry::{Entry, Way};
use ledger::hash::Hash;
use ledger::id::{LedgerId, PersonId};
use ledger::sealed::Sealed;

use crate::engine::{Sight, values};
use crate::error::{NotRecorded, StoreError};
use crate::read::Read;
use crate::start::nobody;
use crate::{Store, Work};

const FORMAT: &str = "torikime-erasures/1";
/// Rows read at a time.
const CHUNK: u64 = 1_000;

/// Who and what was erased, by numbers and hashes that lead to nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Erasures {
    /// People.
    pub people: BTreeSet<PersonId>,
    /// Texts, by ledger and by what an entry there holds of them.
    pub texts: BTreeSet<(LedgerId, Sealed)>,
}

/// What was there to be erased once more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Repeated {
    /// People who were there again.
    pub people: u64,
    /// Texts that were there again.
    pub texts: u64,
}

impl fmt::Display for Erasures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FORMAT}")?;
        for person in &self.people {
            writeln!(f, "person {person}")?;
        }
        for (ledger, Sealed(hash)) in &self.texts {
            writeln!(f, "text {ledger} {hash}")?;
        }
        Ok(())
    }
}

impl FromStr for Erasures {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let mut lines = text.lines();
        if lines.next() != Some(FORMAT) {
            return Err(Malformed::Value);
        }
        let mut erasures = Self::default();
        for line in lines {
            let words: Vec<&str> = line.split(' ').collect();
            match words[..] {
                ["person", person] => erasures.people.insert(person.parse()?),
                ["text", ledger, hash] => {
                    let sealed = Sealed(hash.parse()?);
                    erasures.texts.insert((ledger.parse()?, sealed))
                }
                _ => return Err(Malformed::Value),
            };
        }
        Ok(erasures)
    }
}

impl Store {
    /// Everything that was erased: people of whom a ledger says so, and texts that entries name and nothing holds.
    ///
    /// # Errors
    /// As the database has it.
    pub fn erasures(&self) -> Result<Erasures, StoreError> {
        self.read_as(Sight::All, |read| {
            let mut erasures = Erasures::default();
            let mut next = 0;
            while let Some(end) = gather(read, next, &mut erasures)? {
                next = end + 1;
            }
            for row in read.query("SELECT ledger, sealed FROM opening", &[])? {
                let sealed = Sealed(row.get::<Hash>(1)?);
                erasures.texts.remove(&(row.get(0)?, sealed));
            }
            Ok(erasures)
        })
    }

    /// Erases once more what of a list is there, all of it or nothing; the server's ledger says how much it was.
    ///
    /// # Errors
    /// As the database has it.
    pub fn erase_again(&self, erasures: Erasures) -> Result<Repeated, NotRecorded> {
        let repeated = self.write(move |work| {
            let mut repeated = Repeated::default();
            for person in erasures.people {
                repeated.people += u64::from(again(work, person)?);
            }
            for (ledger, sealed) in erasures.texts {
                if let Some((ledger, hash)) = work.file_named(ledger, sealed)? {
                    work.forget_blob(ledger, hash)?;
                }
                repeated.texts += work.erase_text(ledger, sealed)?;
            }
            if repeated != Repeated::default() {
                note(work, repeated)?;
            }
            Ok::<_, NotRecorded>(repeated)
        })?;
        self.take_away()?;
        Ok(repeated)
    }
}

/// Takes what some entries tell; gives the place of the last of them.
fn gather(
    read: &mut Read<'_>,
    from: u64,
    erasures: &mut Erasures,
) -> Result<Option<u64>, StoreError> {
    let sql = "SELECT idx, bytes FROM entry WHERE idx >= $1 ORDER BY idx LIMIT $2";
    let mut last = None;
    for row in read.query(sql, values![from, CHUNK])? {
        let entry = Entry::from_bytes(&row.get::<Vec<u8>>(1)?)?;
        if let Body::Erased(Erased { person }) = entry.body {
            erasures.people.insert(person);
        }
        let texts = entry.body.sealed().into_iter();
        let texts = texts.map(|sealed| (entry.ledger, sealed));
        erasures.texts.extend(texts);
        last = Some(row.get(0)?);
    }
    Ok(last)
}

/// Erases a person who is there again. Where a ledger of before refuses to say so, as for one who was the last owner then, they go all the same.
fn again(work: &mut Work<'_>, person: PersonId) -> Result<bool, NotRecorded> {
    if work.person(person)?.is_none() {
        return Ok(false);
    }
    for organisation in work.houses_of(person)? {
        let mut actor = nobody(Way::Operator);
        actor.author.organisation = Some(organisation);
        match work.record(Draft::new(organisation, Erased { person }), &actor, &[]) {
            Ok(_) | Err(NotRecorded::Refused(_)) => {}
            Err(failed) => return Err(failed),
        }
    }
    work.erase_person(person)?;
    Ok(true)
}

fn note(work: &mut Work<'_>, repeated: Repeated) -> Result<(), NotRecorded> {
    let Repeated { people, texts } = repeated;
    let acted = OperatorActed {
        act: Act::Erase,
        detail: format!("again after a restore: {people} people, {texts} texts"),
    };
    let draft = Draft::new(work.server()?, acted);
    work.record(draft, &nobody(Way::Operator), &[]).map(drop)
}

#[cfg(test)]
#[path = "tests/erasures.rs"]
mod tests;
