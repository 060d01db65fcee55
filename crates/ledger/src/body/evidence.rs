//! What shows that something is kept: asked for by one side, given by the other, reviewed by the one that did not give it.

use jiff::civil::Date;

use crate::bytes::{canonical_struct, codes};
use crate::hash::Hash;
use crate::item::ItemCode;
use crate::sealed::Sealed;

codes! {
    /// The kinds of file that are taken as evidence: by what they hold, not by what they are called.
    pub enum Media {
        /// A PDF document.
        Pdf = "pdf",
        /// A PNG picture.
        Png = "png",
        /// A JPEG picture.
        Jpeg = "jpeg",
        /// A table as text.
        Csv = "csv",
        /// Plain text.
        Txt = "txt",
        /// An Excel workbook without macros.
        Xlsx = "xlsx",
        /// A Word document without macros.
        Docx = "docx",
        /// A PowerPoint presentation without macros.
        Pptx = "pptx",
    }
}

/// A file: its bytes lie elsewhere and can be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileGiven {
    /// Its name as its giver called it. The salt of this seal stands before the file's bytes where they are kept.
    pub name: Sealed,
    /// SHA-256 over that salt and the bytes: two organisations that give the same file cannot tell.
    pub hash: Hash,
    /// Bytes, without the salt.
    pub size: u64,
    /// What it is.
    pub media: Media,
}
canonical_struct!(FileGiven {
    name,
    hash,
    size,
    media
});

/// One side asks the other to show something of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceAsked {
    /// The item.
    pub item: ItemCode,
    /// What would show it.
    pub what: Option<Sealed>,
    /// By which day.
    pub due: Date,
}
canonical_struct!(EvidenceAsked { item, what, due });

/// The side that asked does so no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceUnasked {
    /// The request, by its line.
    pub asked: u64,
}
canonical_struct!(EvidenceUnasked { asked });

/// One side shows something of an item: a fact in words, a file, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceGiven {
    /// The item.
    pub item: ItemCode,
    /// The request of the other side that it answers, by its line.
    pub answers: Option<u64>,
    /// The fact, or what the file shows.
    pub fact: Option<Sealed>,
    /// The file.
    pub file: Option<FileGiven>,
    /// The first day it speaks of.
    pub from: Date,
    /// The last day it speaks of; that one day alone where none.
    pub until: Option<Date>,
    /// The last day on which it still counts, where it runs out.
    pub expires: Option<Date>,
}
canonical_struct!(EvidenceGiven {
    item,
    answers,
    fact,
    file,
    from,
    until,
    expires
});

impl EvidenceGiven {
    /// The last day it speaks of.
    #[must_use]
    pub fn covers_to(&self) -> Date {
        self.until.unwrap_or(self.from)
    }

    /// The texts beside it: the fact, the file's name.
    #[must_use]
    pub fn sealed(&self) -> Vec<Sealed> {
        let name = self.file.map(|file| file.name);
        self.fact.into_iter().chain(name).collect()
    }
}

/// The other side accepts a piece of evidence, or returns it. It can do so again; the last word counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceReviewed {
    /// The piece, by its line.
    pub evidence: u64,
    /// Whether it is accepted.
    pub accepts: bool,
    /// Why; never missing where it is returned.
    pub reason: Option<Sealed>,
}
canonical_struct!(EvidenceReviewed {
    evidence,
    accepts,
    reason
});

/// The side that gave a piece says that it counts no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceWithdrawn {
    /// The piece, by its line.
    pub evidence: u64,
    /// Whether its words and its file are erased too; that this was given stays.
    pub erased: bool,
}
canonical_struct!(EvidenceWithdrawn { evidence, erased });
