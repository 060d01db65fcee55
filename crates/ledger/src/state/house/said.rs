//! What an organisation said of itself, as it holds on a day.

use jiff::civil::Date;

use super::{House, Statement};
use crate::item::ItemCode;
use crate::moment::AsOf;
use crate::organisation::{Identifier, Name, Profile};
use crate::sealed::Sealed;
use crate::state::said::{Said, in_force};

impl House {
    /// What the organisation is called on a day.
    #[must_use]
    pub fn names_on(&self, on: Date) -> &[Name] {
        in_force(&self.names, on).map_or(&[], |said| &said.what)
    }

    /// Its public number as last said.
    #[must_use]
    pub fn identifier_on(&self, on: Date) -> Option<&Identifier> {
        in_force(&self.identifier, on).and_then(|said| said.what.as_ref())
    }

    /// Its size and usual side as last said.
    #[must_use]
    pub fn profile_on(&self, on: Date) -> Profile {
        in_force(&self.profile, on).map_or(Profile::default(), |said| said.what)
    }

    /// The statement on an item in force. What was recorded later than asked for must not have been applied.
    #[must_use]
    pub fn standing(&self, item: &ItemCode, at: AsOf) -> Option<&Said<Statement>> {
        self.statements
            .get(item)
            .and_then(|said| in_force(said, at.on))
    }

    /// What an entry holds of the text beside it, while that was not erased.
    #[must_use]
    pub fn text_of(&self, seq: u64) -> Option<Sealed> {
        let known = self
            .statements
            .values()
            .flatten()
            .find(|said| said.seq == seq);
        let beside = || self.approvals.text_of(seq);
        let beside = || beside().or_else(|| self.screenings.text_of(seq));
        let text = known.map_or_else(beside, |said| said.what.note);
        text.filter(|_| !self.erased_texts.contains(&seq))
    }
}
