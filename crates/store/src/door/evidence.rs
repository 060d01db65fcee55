//! What a visitor sees of evidence, and the file of one piece of it.

use std::collections::BTreeMap;

use ledger::body::evidence::Media;
use ledger::disclosed::Disclosed;
use ledger::id::{EngagementId, PersonId};
use ledger::view::Note;
use ledger::view::evidence::{self, EvidenceView, FileView};

use super::look::{Look, When};
use super::visitor::Visitor;
use crate::acts::SALT;
use crate::error::StoreError;
use crate::{Code, Store};

/// Evidence, and the names of the people of the reader's side who gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedEvidence {
    /// What was asked and given.
    pub evidence: EvidenceView,
    /// Names; erased people have none.
    pub names: BTreeMap<PersonId, String>,
}

/// A file to be saved, never to be shown in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceFile {
    /// As its giver called it.
    pub name: String,
    /// What it is.
    pub media: Media,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Look<'_, '_> {
    /// What was asked for and given on the engagement's items.
    ///
    /// # Errors
    /// As the database has it.
    pub fn evidence(&mut self) -> Result<Option<Disclosed<NamedEvidence>>, StoreError> {
        let texts = self.read.openings(self.ledger)?;
        let states = self.now.shared().zip(self.then.shared());
        let seen = states
            .and_then(|(now, then)| evidence::evidence(&self.reader, now, then, self.at, &texts));
        let Some(seen) = seen else {
            return Ok(None);
        };
        let pieces = seen.get().pieces.iter();
        let names = self.names(pieces.filter_map(|piece| piece.person).collect())?;
        let named = |evidence| NamedEvidence { evidence, names };
        Ok(Some(seen.map(named)))
    }

    fn evidence_file(&mut self, seq: u64) -> Result<Option<Disclosed<FileView>>, StoreError> {
        let texts = self.read.openings(self.ledger)?;
        let now = self.now.shared();
        Ok(now.and_then(|now| evidence::file(&self.reader, now, seq, &texts)))
    }
}

impl Store {
    /// The file of a piece of evidence as it is now, by the engagement and the piece's line: never by what it holds (rule R7).
    /// None that the visitor may not see, that was erased, or that there never was.
    ///
    /// # Errors
    /// As the database and the storage of files have it; broken, where the file is missing there.
    pub fn evidence_file(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        seq: u64,
    ) -> Result<Option<Disclosed<EvidenceFile>>, StoreError> {
        let looked = self.look_at(visitor, engagement, When::Now, |look| {
            look.evidence_file(seq)
        })?;
        let Some(seen) = looked.flatten() else {
            return Ok(None);
        };
        let hash = seen.get().hash;
        let missing = || {
            let cause = format!("the file {hash} is missing; see doctor");
            StoreError::new(Code::Broken, cause)
        };
        let mut bytes = self.blobs()?.get(hash)?.ok_or_else(missing)?;
        bytes.drain(..SALT.min(bytes.len()));
        Ok(Some(seen.map(|file| EvidenceFile {
            name: match file.name {
                Note::Text(name) => name,
                Note::Redacted => String::new(),
            },
            media: file.media,
            bytes,
        })))
    }
}
