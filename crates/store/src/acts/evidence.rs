//! Evidence asked for, given, reviewed and withdrawn. A file is on disk before the entry that names it: if it breaks off between the
//! two, a file is left that nobody names, and no entry without its file.

use jiff::civil::Date;
use ledger::admission::Draft;
use ledger::body::evidence::{
    EvidenceAsked, EvidenceGiven, EvidenceReviewed, EvidenceUnasked, EvidenceWithdrawn, FileGiven,
};
use ledger::hash::Hash;
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use ledger::sealed::Opening;

use super::speaking::Speaker;
use super::{NotDone, Recorded, home};
use crate::Store;
use crate::door::Visitor;
use crate::error::StoreError;
use crate::sniff::{base_name, sniff};
use crate::work::Work;
use crate::working::guard::Limit;

/// Pieces that one organisation gives at once, and after that one a minute: a file that was put is on disk, whatever becomes of its entry.
const PIECES: Limit = Limit {
    burst: 120,
    every: 60_000,
};

/// A file as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// As its sender calls it.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Evidence to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvidence {
    /// Of which item.
    pub item: ItemCode,
    /// Which request of the other side it answers, by its line.
    pub answers: Option<u64>,
    /// The fact, or what the file shows.
    pub fact: Option<String>,
    /// The file.
    pub file: Option<NewFile>,
    /// The first day it speaks of.
    pub from: Date,
    /// The last day it speaks of.
    pub until: Option<Date>,
    /// The last day on which it still counts.
    pub expires: Option<Date>,
}

/// What is about to be said, with the texts beside it and the bytes to be kept first.
#[derive(Clone)]
struct Prepared {
    given: EvidenceGiven,
    openings: Vec<Opening>,
}

/// Bytes of the salt before a file's own.
pub(crate) const SALT: usize = 16;

fn written(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

impl Work<'_> {
    /// That what is prepared would be recorded, and that it is the organisation's turn.
    fn consider_evidence(
        &mut self,
        visitor: &Visitor,
        engagement: EngagementId,
        prepared: &Prepared,
    ) -> Result<(), NotDone> {
        let actor = self.speaker(&Speaker::from(visitor), engagement)?;
        let draft = Draft::new(engagement, prepared.given.clone());
        self.consider(&draft, &actor, &prepared.openings)?;
        let key = format!("evidence of {}", home(visitor)?);
        self.take_turn(&key, PIECES)?.map_err(NotDone::TooOften)
    }
}

impl Store {
    fn sealed_here(&self, text: String) -> Opening {
        Opening {
            salt: self.settings.random(),
            text,
        }
    }

    /// Looks into a file and salts it. The bytes given are those to be kept.
    fn salted(&self, file: NewFile) -> Result<(FileGiven, Opening, Vec<u8>), NotDone> {
        let media = sniff(base_name(&file.name), &file.bytes).map_err(NotDone::Unfit)?;
        let name = self.sealed_here(base_name(&file.name).to_owned());
        let size = file.bytes.len() as u64;
        let mut bytes = file.bytes;
        bytes.splice(0..0, name.salt);
        let given = FileGiven {
            name: name.seal(),
            hash: Hash::plain(&bytes),
            size,
            media,
        };
        Ok((given, name, bytes))
    }

    /// Shows the other side something of an item.
    ///
    /// # Errors
    /// Unfit, where the file is not taken; absent where the visitor stands on no side; too often; otherwise as admission has it.
    pub fn give_evidence(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        new: NewEvidence,
    ) -> Result<Recorded, NotDone> {
        let fact = written(new.fact).map(|fact| self.sealed_here(fact));
        let file = new.file.map(|file| self.salted(file)).transpose()?;
        let (file, name, bytes) = match file {
            Some((file, name, bytes)) => (Some(file), Some(name), Some(bytes)),
            None => (None, None, None),
        };
        let given = EvidenceGiven {
            item: new.item,
            answers: new.answers,
            fact: fact.as_ref().map(Opening::seal),
            file,
            from: new.from,
            until: new.until,
            expires: new.expires,
        };
        let openings = fact.into_iter().chain(name).collect();
        let prepared = Prepared { given, openings };
        self.consider_first(visitor, engagement, &prepared)?;
        if let Some(bytes) = bytes {
            self.blobs()?.put(&bytes)?;
        }
        self.record_evidence(visitor, engagement, prepared)
    }

    fn consider_first(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        prepared: &Prepared,
    ) -> Result<(), NotDone> {
        let (visitor, prepared) = (visitor.clone(), prepared.clone());
        self.write(move |work| work.consider_evidence(&visitor, engagement, &prepared))
    }

    fn record_evidence(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        prepared: Prepared,
    ) -> Result<Recorded, NotDone> {
        let speaker = Speaker::from(visitor);
        self.write(move |work| {
            let Prepared { given, openings } = prepared;
            let file = given.file;
            let recorded = work.speak(&speaker, engagement, given, &openings)?;
            if let Some(file) = file {
                work.add_blob(engagement.into(), file.hash, file.size + SALT as u64)?;
            }
            Ok(recorded)
        })
    }

    /// Asks the other side to show something of an item by a day.
    ///
    /// # Errors
    /// Absent where the visitor stands on no side; otherwise as admission has it.
    pub fn ask_evidence(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        (item, what, due): (ItemCode, Option<String>, Date),
    ) -> Result<Recorded, NotDone> {
        let speaker = Speaker::from(visitor);
        self.write(move |work| {
            let what = work.words(what);
            let asked = EvidenceAsked {
                item,
                what: what.as_ref().map(Opening::seal),
                due,
            };
            work.speak(&speaker, engagement, asked, what.as_slice())
        })
    }

    /// Takes a request back.
    ///
    /// # Errors
    /// As [`Store::ask_evidence`].
    pub fn unask_evidence(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        asked: u64,
    ) -> Result<Recorded, NotDone> {
        let speaker = Speaker::from(visitor);
        self.write(move |work| work.speak(&speaker, engagement, EvidenceUnasked { asked }, &[]))
    }

    /// Accepts what the other side gave, or returns it.
    ///
    /// # Errors
    /// As [`Store::ask_evidence`].
    pub fn review_evidence(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        (evidence, accepts): (u64, bool),
        reason: Option<String>,
    ) -> Result<Recorded, NotDone> {
        let speaker = Speaker::from(visitor);
        self.write(move |work| {
            let reason = work.words(reason);
            let reviewed = EvidenceReviewed {
                evidence,
                accepts,
                reason: reason.as_ref().map(Opening::seal),
            };
            work.speak(&speaker, engagement, reviewed, reason.as_slice())
        })
    }

    /// Says that what was given counts no more; with `erased`, its words and its file are taken away too. A file that its storage
    /// does not give up at once is given to nobody any more, and taken away later. An organisation may do this even after it left.
    ///
    /// # Errors
    /// As [`Store::ask_evidence`].
    pub fn withdraw_evidence(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        evidence: u64,
        erased: bool,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        let (recorded, file) = self.write(move |work| {
            let withdrawn = EvidenceWithdrawn { evidence, erased };
            let actor = work.remaining(&visitor, engagement)?;
            let recorded = work.say(&actor, engagement, withdrawn, &[])?;
            work.once(&Speaker::from(&visitor), &[recorded])?;
            let file = match erased {
                true => work.erase_evidence(engagement, evidence)?,
                false => None,
            };
            Ok::<_, NotDone>((recorded, file))
        })?;
        // What stays in its storage is noted as going: it is tried again, and whoever runs the server is told.
        let _ = file.map(|file| self.take_away_one(file));
        Ok(recorded)
    }
}

impl Work<'_> {
    /// Erases the words of a piece, and gives the file that is to be taken away.
    fn erase_evidence(
        &mut self,
        engagement: EngagementId,
        evidence: u64,
    ) -> Result<Option<Hash>, StoreError> {
        let state = self.state(engagement.into())?;
        let pieces = state.shared().map(|shared| &shared.evidence.pieces);
        let given = pieces.and_then(|pieces| Some(pieces.get(&evidence)?.given.clone()));
        drop(state);
        let Some(given) = given else {
            return Ok(None);
        };
        for sealed in given.sealed() {
            self.erase_text(engagement.into(), sealed)?;
        }
        let hash = given.file.map(|file| file.hash);
        if let Some(hash) = hash {
            self.forget_blob(engagement.into(), hash)?;
        }
        Ok(hash)
    }
}

#[cfg(test)]
mod tests;
