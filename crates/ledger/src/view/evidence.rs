//! What both sides are shown of evidence: what was asked for and given, what was judged of it, and what is due.

use jiff::civil::Date;
use serde::Serialize;

use super::{Note, Texts, note};
use crate::body::evidence::{FileGiven, Media};
use crate::body::shared::Side;
use crate::disclosed::{Disclosed, Reader};
use crate::hash::Hash;
use crate::id::PersonId;
use crate::item::ItemCode;
use crate::moment::{AsOf, Moment};
use crate::policy::Part;
use crate::state::Shared;
use crate::state::evidence::{Asked, Evidence, Piece};

/// A file as shown; its bytes are asked for by the line of its piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileView {
    /// Its name as its giver called it; where that was erased, so was the file.
    pub name: Note,
    /// Under which it is kept.
    pub hash: Hash,
    /// Bytes.
    pub size: u64,
    /// What it is.
    pub media: Media,
}

/// What a piece of evidence is worth on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Worth {
    /// It waits for a judgement.
    Waits,
    /// It was returned.
    Returned,
    /// It was accepted and ran out.
    Over,
    /// It was accepted.
    Accepted,
    /// It was withdrawn.
    Withdrawn,
}

/// A piece of evidence as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PieceView {
    /// Its line.
    pub seq: u64,
    /// The item.
    pub item: ItemCode,
    /// Which side gave it.
    pub by: Side,
    /// Who gave it; a person of the other side is not named.
    pub person: Option<PersonId>,
    /// When it was recorded.
    pub recorded: Moment,
    /// The request it answers, by its line.
    pub answers: Option<u64>,
    /// The fact, or what the file shows.
    pub fact: Option<Note>,
    /// The file.
    pub file: Option<FileView>,
    /// The first day it speaks of.
    pub from: Date,
    /// The last day it speaks of.
    pub until: Option<Date>,
    /// The last day on which it still counts.
    pub expires: Option<Date>,
    /// What it is worth on the day looked at.
    pub worth: Worth,
    /// When it was judged last.
    pub reviewed: Option<Moment>,
    /// Why it was judged so.
    pub reason: Option<Note>,
}

/// A request as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskedView {
    /// Its line.
    pub seq: u64,
    /// The item.
    pub item: ItemCode,
    /// Which side asked.
    pub by: Side,
    /// When it was recorded.
    pub recorded: Moment,
    /// What would show it.
    pub what: Option<Note>,
    /// By which day.
    pub due: Date,
    /// Whether it still wants something of the side it was made to.
    pub open: bool,
    /// Whether it was taken back.
    pub unasked: bool,
    /// Whether what was given came back.
    pub returned: bool,
}

/// What an agreement wants shown by a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueView {
    /// The item.
    pub item: ItemCode,
    /// How often, in months.
    pub months: u64,
    /// The last day the evidence accepted so far speaks of.
    pub covered: Option<Date>,
    /// By which day the vendor shows it.
    pub due: Date,
}

/// Everything asked and given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceView {
    /// The reader's side.
    pub own: Side,
    /// Requests, the first first.
    pub asked: Vec<AskedView>,
    /// Pieces, the first first.
    pub pieces: Vec<PieceView>,
    /// What agreements want shown, the most pressing first.
    pub due: Vec<DueView>,
}

/// What was asked for and given.
#[must_use]
pub fn evidence(
    reader: &Reader,
    now: &Shared,
    then: &Shared,
    at: AsOf,
    texts: &Texts,
) -> Option<Disclosed<EvidenceView>> {
    let own = reader.side(now)?;
    if !reader.of_shared(now, Part::Evidence) {
        return None;
    }
    let all = &then.evidence;
    let asked = all
        .asked
        .iter()
        .filter(|(_, one)| reader.hears_of(&one.asked.item));
    let pieces = all
        .pieces
        .iter()
        .filter(|(_, one)| reader.hears_of(&one.given.item));
    let terms = &then.terms;
    let in_force = |item| Some((item, &terms.agreement(item, at.on)?.wording));
    let mut due = all.due(terms.proposals.keys().filter_map(in_force));
    due.retain(|one| reader.hears_of(&one.item));
    due.sort_by(|a, b| (a.due, &a.item).cmp(&(b.due, &b.item)));
    Some(Disclosed::new(EvidenceView {
        own,
        asked: asked
            .map(|(seq, one)| request(*seq, one, all, texts))
            .collect(),
        pieces: pieces
            .map(|(seq, one)| piece(*seq, one, own, at.on, texts))
            .collect(),
        due: due.into_iter().map(DueView::from).collect(),
    }))
}

impl From<crate::state::evidence::Due> for DueView {
    fn from(due: crate::state::evidence::Due) -> Self {
        Self {
            item: due.item,
            months: due.months,
            covered: due.covered,
            due: due.due,
        }
    }
}

/// The file of a piece, if the reader may have it and it was not erased.
#[must_use]
pub fn file(reader: &Reader, now: &Shared, seq: u64, texts: &Texts) -> Option<Disclosed<FileView>> {
    let piece = now.evidence.pieces.get(&seq)?;
    let may = reader.of_shared(now, Part::Evidence) && reader.hears_of(&piece.given.item);
    let given = piece.given.file.filter(|_| may && !piece.erased)?;
    let view = file_view(given, texts);
    (view.name != Note::Redacted).then(|| Disclosed::new(view))
}

fn file_view(file: FileGiven, texts: &Texts) -> FileView {
    FileView {
        name: note(file.name, texts),
        hash: file.hash,
        size: file.size,
        media: file.media,
    }
}

fn request(seq: u64, one: &Asked, all: &Evidence, texts: &Texts) -> AskedView {
    let answer = all.answer(seq);
    AskedView {
        seq,
        item: one.asked.item.clone(),
        by: one.by,
        recorded: one.recorded,
        what: one.asked.what.map(|sealed| note(sealed, texts)),
        due: one.asked.due,
        open: all.is_open(seq, one),
        unasked: one.unasked,
        returned: answer.is_some_and(|piece| !piece.waits() && !piece.is_accepted()),
    }
}

fn worth(one: &Piece, on: Date) -> Worth {
    match one.reviewed() {
        _ if one.withdrawn => Worth::Withdrawn,
        None => Worth::Waits,
        Some(last) if !last.accepts => Worth::Returned,
        Some(_) if one.is_over(on) => Worth::Over,
        Some(_) => Worth::Accepted,
    }
}

fn piece(seq: u64, one: &Piece, own: Side, on: Date, texts: &Texts) -> PieceView {
    let reviewed = one.reviewed();
    let reason = reviewed.and_then(|last| last.reason);
    let given = &one.given;
    PieceView {
        seq,
        item: given.item.clone(),
        by: one.by,
        person: one.person.filter(|_| one.by == own),
        recorded: one.recorded,
        answers: given.answers,
        fact: given.fact.map(|sealed| note(sealed, texts)),
        file: given.file.map(|file| file_view(file, texts)),
        from: given.from,
        until: given.until,
        expires: given.expires,
        worth: worth(one, on),
        reviewed: reviewed.map(|last| last.recorded),
        reason: reason.map(|sealed| note(sealed, texts)),
    }
}
