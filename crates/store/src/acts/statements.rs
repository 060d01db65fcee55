//! What an organisation states of itself.

use jiff::civil::Date;
use ledger::admission::Draft;
use ledger::body::house::{Stated, TextErased, Value};
use ledger::hash::Hash;
use ledger::item::ItemCode;

use super::{NotDone, Recorded, home};
use crate::Store;
use crate::door::Visitor;

/// A statement to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStatement {
    /// On which item.
    pub item: ItemCode,
    /// What.
    pub value: Value,
    /// From which day.
    pub from: Date,
    /// In the organisation's own words.
    pub note: Option<String>,
    /// The earlier statement it stands in for.
    pub corrects: Option<u64>,
    /// The ledger's head its writer saw, where nothing may have come between.
    pub expects: Option<Hash>,
}

impl Store {
    /// States several things at once: all are recorded, or none.
    ///
    /// # Errors
    /// As admission has it, for the first that is refused, with its place.
    pub fn state(
        &self,
        visitor: &Visitor,
        statements: Vec<NewStatement>,
    ) -> Result<Vec<Recorded>, (usize, NotDone)> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let ledger = home(&visitor).map_err(|error| Refused(0, error))?;
            let mut recorded = Vec::new();
            for (at, statement) in statements.into_iter().enumerate() {
                let note = statement
                    .note
                    .as_deref()
                    .filter(|note| !note.trim().is_empty());
                let opening = note.map(|note| work.seal(note));
                let stated = Stated {
                    item: statement.item,
                    value: statement.value,
                    from: statement.from,
                    note: opening.as_ref().map(ledger::sealed::Opening::seal),
                };
                let expects = statement.expects.or(visitor.terms.head());
                let expects = expects.filter(|_| at == 0);
                let draft = Draft {
                    corrects: statement.corrects,
                    expects,
                    ..Draft::new(ledger, stated)
                };
                let done = work.record_as(&visitor, draft, opening.as_slice());
                recorded.push(done.map_err(|error| Refused(at, error))?);
            }
            work.note_done(&visitor, &recorded)?;
            Ok(recorded)
        })
        .map_err(|Refused(at, error)| (at, error))
    }
}

impl Store {
    /// Erases the note of a statement for good: its entry keeps the salted hash, and another entry says that the text was erased.
    ///
    /// # Errors
    /// As admission has it.
    pub fn erase_note(&self, visitor: &Visitor, entry: u64) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let ledger = home(&visitor)?.into();
            let state = work.state(ledger)?;
            let sealed = state.house().and_then(|house| house.text_of(entry));
            let recorded = work.record_at_home(&visitor, TextErased { entry })?;
            if let Some(sealed) = sealed {
                work.erase_text(ledger, sealed)?;
            }
            Ok(recorded)
        })
    }
}

/// Which statement was not recorded, and why.
pub(super) struct Refused(pub(super) usize, pub(super) NotDone);

impl From<crate::error::StoreError> for Refused {
    fn from(error: crate::error::StoreError) -> Self {
        Self(0, error.into())
    }
}
