//! What a visitor sees of the organisation they act for, now or as of a day.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use ledger::disclosed::{Disclosed, Reader};
use ledger::export::{Export, Extension};
use ledger::id::{LedgerId, LedgerKind, PersonId};
use ledger::journal::receipt::Receipt;
use ledger::moment::{AsOf, Moment, Offset};
use ledger::policy::{Action, Part};
use ledger::state::{House, State};
use ledger::view::described::{self, Descriptions};
use ledger::view::history::{self, Line};
use ledger::view::house::{self, Member, Organisation, Security, StandingView};
use ledger::view::listed::{self, OwnList};

use super::visitor::Visitor;
use crate::Store;
use crate::error::StoreError;
use crate::read::Read;

/// As of when somebody looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// As it is.
    Now,
    /// As it was at the end of a day: recorded by then and in effect by then.
    EndOf(Date),
}

/// A person of the organisation with the name kept beside the ledger; none once it was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedMember {
    /// Who, and what they are.
    pub member: Member,
    /// Their name.
    pub name: Option<String>,
}

/// A line of the ledger with the name of who wrote it, where that is a person of the organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedLine {
    /// The line.
    pub line: Line,
    /// Its author's name.
    pub author: Option<String>,
}

/// What a visitor sees. Past states are shown by the rights of now (rule R5).
pub struct Look<'a, 'b> {
    pub(super) read: &'a mut Read<'b>,
    pub(super) reader: Reader,
    pub(super) ledger: LedgerId,
    pub(super) now: Arc<State>,
    pub(super) then: Arc<State>,
    pub(super) at: AsOf,
    pub(super) today: Date,
}

/// Entries of a ledger read for its history or export.
pub(super) const ALL: u64 = 1 << 40;

impl Store {
    /// Lets a visitor look. None where they act for no organisation, or hold no role in it now: to them there is nothing.
    ///
    /// # Errors
    /// The looking's own.
    pub fn look<T, E: From<StoreError>>(
        &self,
        visitor: &Visitor,
        when: When,
        run: impl FnOnce(&mut Look<'_, '_>) -> Result<T, E>,
    ) -> Result<Option<T>, E> {
        let Some(organisation) = visitor.organisation else {
            return Ok(None);
        };
        let (clock, offset) = (self.now(), self.offset());
        self.read_for(&[organisation], |read| {
            let ledger = LedgerId::from(organisation);
            let now = read.state(ledger)?;
            let Some(reader) = now
                .house()
                .map(|house| visitor.reader(house, clock.today()))
            else {
                return Ok(None);
            };
            if reader.roles().is_empty() {
                return Ok(None);
            }
            Look::of(read, reader, now, when, (clock.moment, offset))
                .map_err(E::from)
                .and_then(|mut look| run(&mut look))
                .map(Some)
        })
    }
}

impl<'a, 'b> Look<'a, 'b> {
    /// A look at a ledger whose present state is known.
    pub(super) fn of(
        read: &'a mut Read<'b>,
        reader: Reader,
        now: Arc<State>,
        when: When,
        (moment, offset): (Moment, Offset),
    ) -> Result<Self, StoreError> {
        let ledger = now.spine.ledger;
        let (then, at) = match when {
            When::Now => (Arc::clone(&now), AsOf::now(moment, offset)),
            When::EndOf(day) => {
                let at = AsOf::day(day, offset);
                (Arc::new(read.state_at(ledger, at.recorded_by)?), at)
            }
        };
        Ok(Self {
            read,
            reader,
            ledger,
            now,
            then,
            at,
            today: moment.day(offset),
        })
    }

    /// The moment by which everything shown was recorded; none for what is so now.
    pub(super) fn past(&self) -> Option<Moment> {
        (!Arc::ptr_eq(&self.now, &self.then)).then_some(self.at.recorded_by)
    }

    /// As of when.
    #[must_use]
    pub fn at(&self) -> AsOf {
        self.at
    }

    /// Who looks.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Whether the visitor may do something, so that a page can show or leave out its button.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.reader.may(action)
    }

    /// What was recorded by then; nothing where the organisation had not begun.
    fn then(&self) -> Option<&House> {
        self.then.house()
    }

    /// Number of lines and hash of the last one, as of then: what a write can insist on.
    #[must_use]
    pub fn head(&self) -> ledger::state::Head {
        self.then.spine.head
    }

    /// Who the organisation is.
    #[must_use]
    pub fn organisation(&self) -> Option<Disclosed<Organisation>> {
        house::organisation(&self.reader, self.then()?, self.at)
    }

    /// What it ever said of who it is, recorded by then.
    #[must_use]
    pub fn descriptions(&self) -> Option<Disclosed<Descriptions>> {
        described::descriptions(&self.reader, self.then()?)
    }

    /// Who is what, by name.
    ///
    /// # Errors
    /// As the database has it.
    pub fn people(&mut self) -> Result<Option<Disclosed<Vec<NamedMember>>>, StoreError> {
        let Some(members) = self
            .then()
            .and_then(|then| house::people(&self.reader, then, self.at))
        else {
            return Ok(None);
        };
        let names = self.names(members.get().iter().map(|member| member.person).collect())?;
        let named = |member: Member| NamedMember {
            name: names.get(&member.person).cloned(),
            member,
        };
        Ok(Some(
            members.map(|members| members.into_iter().map(named).collect()),
        ))
    }

    /// Every way into the organisation, or, to who may not see that, one's own.
    #[must_use]
    pub fn security(&self) -> Option<Disclosed<Security>> {
        let then = self.then()?;
        house::security(&self.reader, then).or_else(|| house::own_security(&self.reader, then))
    }

    /// What the organisation states of itself.
    ///
    /// # Errors
    /// As the database has it.
    pub fn standings(&mut self) -> Result<Option<Disclosed<Vec<StandingView>>>, StoreError> {
        let texts = self.read.openings(self.ledger)?;
        Ok(self
            .then()
            .and_then(|then| house::standings(&self.reader, then, self.at, &texts)))
    }

    /// The organisation's own list of items.
    #[must_use]
    pub fn own_items(&self) -> Option<Disclosed<OwnList>> {
        listed::own_items(&self.reader, self.then()?)
    }

    /// Every line of the ledger recorded by then, the first first.
    ///
    /// # Errors
    /// As the database has it.
    pub fn history(&mut self) -> Result<Option<Disclosed<Vec<NamedLine>>>, StoreError> {
        self.history_of(0, ALL)
    }

    /// So many of these lines, from one on: no others are read. [`Look::head`] says how many there are.
    ///
    /// # Errors
    /// As the database has it.
    pub fn history_of(
        &mut self,
        from: u64,
        limit: u64,
    ) -> Result<Option<Disclosed<Vec<NamedLine>>>, StoreError> {
        let part = self.part(Part::HouseHistory, Part::SharedHistory);
        if !self.may(Action::See(part)) {
            return Ok(None);
        }
        let length = self.head().length;
        let limit = limit.min(length.saturating_sub(from));
        let placed = self.read.entries(self.ledger, from, limit)?;
        let entries = placed.into_iter().map(|placed| placed.entry).collect();
        let Some(lines) = history::lines(&self.reader, &self.now, length, entries) else {
            return Ok(None);
        };
        // On a ledger that two share, people of the other side stay numbers.
        let own = self.reader.organisation();
        let shared = self.ledger.kind == LedgerKind::Shared;
        let author = |line: &Line| {
            let author = line.entry.author;
            author
                .person
                .filter(|_| !shared || author.organisation == own)
        };
        let names = self.names(lines.get().iter().filter_map(author).collect())?;
        let named = |line: Line| {
            let author = author(&line).and_then(|person| names.get(&person).cloned());
            NamedLine { line, author }
        };
        Ok(Some(
            lines.map(|lines| lines.into_iter().map(named).collect()),
        ))
    }

    /// The ledger as it is now, as a file that proves itself, connected to older sizes of the journal.
    ///
    /// # Errors
    /// As the database has it.
    pub fn export(&mut self, since: &[u64]) -> Result<Option<Disclosed<Export>>, StoreError> {
        let part = self.part(Part::HouseExport, Part::SharedExport);
        if !self.may(Action::See(part)) {
            return Ok(None);
        }
        let export = self.read.export(self.ledger, since)?;
        Ok(export.and_then(|export| history::export(&self.reader, &self.now, export)))
    }

    /// The receipt of a line, for who may see every line, or wrote this one.
    ///
    /// # Errors
    /// As the database has it.
    pub fn receipt(&mut self, seq: u64) -> Result<Option<Receipt>, StoreError> {
        let Some(placed) = self.read.entry_at(self.ledger, seq)? else {
            return Ok(None);
        };
        let author = placed.entry.author;
        let own = (author.person.is_some() && author.person == self.reader.person())
            || (author.means.link.is_some() && author.means.link == self.reader.link());
        let part = self.part(Part::HouseHistory, Part::SharedHistory);
        if !own && !self.may(Action::See(part)) {
            return Ok(None);
        }
        self.read.receipt(placed.index)
    }

    /// The part that is meant in a ledger of this kind.
    fn part(&self, house: Part, shared: Part) -> Part {
        match self.ledger.kind {
            LedgerKind::Shared => shared,
            LedgerKind::House | LedgerKind::Server => house,
        }
    }

    /// Names of people who are disclosed already.
    pub(super) fn names(
        &mut self,
        people: Vec<PersonId>,
    ) -> Result<BTreeMap<PersonId, String>, StoreError> {
        let mut names = BTreeMap::new();
        for person in people {
            if let Some(name) = self.read.name_of_person(person)? {
                names.insert(person, name);
            }
        }
        Ok(names)
    }
}

impl Read<'_> {
    /// A ledger as a file, whoever asks: the door and the operator's sealed export decide who does.
    pub(crate) fn export(
        &mut self,
        ledger: LedgerId,
        since: &[u64],
    ) -> Result<Option<Export>, StoreError> {
        let placed = self.entries(ledger, 0, ALL)?;
        let Some(last) = placed.last() else {
            return Ok(None);
        };
        let Some(head) = self.receipt(last.index)? else {
            return Ok(None);
        };
        let size = head.note.checkpoint.size;
        let mut extends = Vec::new();
        for from in since.iter().copied().filter(|from| *from < size) {
            let proof = self.consistency(from, size)?;
            extends.push(Extension { from, proof });
        }
        let lines: Vec<Vec<u8>> = placed
            .iter()
            .map(|placed| ledger::bytes::Canonical::to_bytes(&placed.entry))
            .collect();
        let texts = self.openings(ledger)?.into_values().collect();
        Ok(Some(Export::new(&lines, texts, head, extends)))
    }
}
