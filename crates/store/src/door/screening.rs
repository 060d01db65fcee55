//! What a visitor sees of their organisation's screenings; and what whoever holds a link to one sees of that one.

use std::collections::BTreeMap;

use ledger::disclosed::Disclosed;
use ledger::id::PersonId;
use ledger::view::screening::{self, AskedView, ScreeningView, ScreeningsView};

use super::look::Look;
use crate::Store;
use crate::acts::purpose;
use crate::error::StoreError;
use crate::working::secret::SecretHash;

/// A screening, with the names of whom it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedScreening {
    /// The screening.
    pub screening: ScreeningView,
    /// Names of people; erased people have none.
    pub names: BTreeMap<PersonId, String>,
}

impl Look<'_, '_> {
    /// The organisation's screenings: what is due first, then the latest decided.
    ///
    /// # Errors
    /// As the database has it.
    pub fn screenings(&mut self) -> Result<Option<Disclosed<ScreeningsView>>, StoreError> {
        let texts = self.read.openings(self.ledger)?;
        let then = self.then.house();
        Ok(then.and_then(|then| screening::screenings(&self.reader, then, self.at.on, &texts)))
    }

    /// One screening, by its line; none where there is none of that line.
    ///
    /// # Errors
    /// As the database has it.
    pub fn screening(&mut self, seq: u64) -> Result<Option<Disclosed<NamedScreening>>, StoreError> {
        let texts = self.read.openings(self.ledger)?;
        let then = self.then.house();
        let seen =
            then.and_then(|then| screening::screening(&self.reader, then, seq, self.at.on, &texts));
        let Some(seen) = seen else {
            return Ok(None);
        };
        let decided = seen.get().decisions.iter().filter_map(|one| one.person);
        let names = self.names(seen.get().person.into_iter().chain(decided).collect())?;
        Ok(Some(
            seen.map(|screening| NamedScreening { screening, names }),
        ))
    }

    /// How many wait for the organisation: answered and not decided, and past their day.
    #[must_use]
    pub fn screenings_due(&self) -> screening::Due {
        let now = self.now.house();
        now.map_or_else(Default::default, |now| {
            screening::due(&self.reader, now, self.today)
        })
    }
}

impl Store {
    /// What a link to a screening shows. None where it is unknown, called back or past its moment, and where the screening was decided:
    /// nobody is told which.
    ///
    /// # Errors
    /// As the database has it.
    pub fn asked_by_link(
        &self,
        secret: SecretHash,
    ) -> Result<Option<Disclosed<AskedView>>, StoreError> {
        let clock = self.now();
        let link = self.read(|read| read.link(secret, clock.moment))?;
        let link = link.filter(|link| link.purpose == purpose::SCREENING);
        let Some((ledger, id)) = link.and_then(|link| link.ledger.zip(link.link)) else {
            return Ok(None);
        };
        let Some(organisation) = ledger.organisation() else {
            return Ok(None);
        };
        self.read_for(&[organisation], |read| {
            let state = read.state(ledger)?;
            let house = state.house();
            Ok(house.and_then(|house| screening::asked(house, id, clock.moment, clock.today())))
        })
    }
}
