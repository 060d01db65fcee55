//! What an organisation is called, how large it is, and what becomes of it.

use jiff::civil::Date;
use ledger::admission::{Draft, Refusal};
use ledger::body::Body;
use ledger::body::house::{Erased, Identified, Merged, Profiled, Renamed, Withdrew};
use ledger::entry::Way;
use ledger::id::{OrganisationId, PersonId};
use ledger::organisation::{Identifier, Name, Profile};
use ledger::state::House;

use super::{NotDone, Recorded, home};
use crate::Store;
use crate::door::Visitor;
use crate::work::Work;

/// Something said of who an organisation is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Description {
    /// All its names, from a day.
    Names(Vec<Name>, Date),
    /// Its public number, or that it has none.
    Number(Option<Identifier>),
    /// Its size and usual side.
    Profile(Profile),
}

impl Store {
    /// Other names from a day.
    ///
    /// # Errors
    /// As admission has it.
    pub fn rename(
        &self,
        visitor: &Visitor,
        names: Vec<Name>,
        from: Date,
    ) -> Result<Recorded, NotDone> {
        self.describe_as(visitor, Description::Names(names, from), None)
    }

    /// Another public number, or none.
    ///
    /// # Errors
    /// As admission has it.
    pub fn identify(
        &self,
        visitor: &Visitor,
        identifier: Option<Identifier>,
    ) -> Result<Recorded, NotDone> {
        self.describe_as(visitor, Description::Number(identifier), None)
    }

    /// Another size or usual side.
    ///
    /// # Errors
    /// As admission has it.
    pub fn describe(&self, visitor: &Visitor, profile: Profile) -> Result<Recorded, NotDone> {
        self.describe_as(visitor, Description::Profile(profile), None)
    }

    /// Says who the organisation is, perhaps in the place of an earlier entry that was wrong.
    ///
    /// # Errors
    /// As admission has it.
    pub fn describe_as(
        &self,
        visitor: &Visitor,
        description: Description,
        corrects: Option<u64>,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        let body: Body = match description {
            Description::Names(names, from) => Renamed { names, from }.into(),
            Description::Number(identifier) => Identified { identifier }.into(),
            Description::Profile(profile) => Profiled { profile }.into(),
        };
        self.write(move |work| {
            let draft = Draft {
                corrects,
                ..Draft::new(home(&visitor)?, body)
            };
            work.record_on_terms(&visitor, draft)
        })
    }

    /// The organisation becomes part of another, to which its owner belongs as well and which is open.
    ///
    /// # Errors
    /// Absent where they do not belong to the other, or it is closed; otherwise as admission has it.
    pub fn merge(
        &self,
        visitor: &Visitor,
        into: OrganisationId,
        from: Date,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.fresh(&visitor)?;
            let (state, today) = (work.state(into.into())?, work.now().today());
            let open = |house: &&House| house.withdrew.is_none() && house.merged.is_none();
            let belongs = |house: &House| !visitor.roles_in(house, today).is_empty();
            if !state.house().filter(open).is_some_and(belongs) {
                return Err(NotDone::Absent);
            }
            work.record_at_home(&visitor, Merged { into, from })
        })
    }

    /// The organisation leaves the server; its ledger stays readable, and closed.
    ///
    /// # Errors
    /// As admission has it.
    pub fn withdraw(&self, visitor: &Visitor) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.fresh(&visitor)?;
            let on = work.now().today();
            work.record_at_home(&visitor, Withdrew { on })
        })
    }

    /// Erases a person for good: name, addresses, passkeys, sessions. Entries keep their number, and each organisation they belonged to
    /// is told by an entry. An operator does this at the person's own request.
    ///
    /// # Errors
    /// As admission has it, in any of the organisations: then nothing is erased.
    pub fn erase(&self, person: PersonId) -> Result<usize, NotDone> {
        self.write(move |work| work.erase(person, None))
    }

    /// The same by the person, signed in.
    ///
    /// # Errors
    /// As admission has it, in any of the organisations: then nothing is erased. Not permitted by a token, or in a session that
    /// opens one of several organisations alone: who came in by one organisation's word is not known to be the person to the others.
    pub fn erase_oneself(&self, visitor: &Visitor) -> Result<usize, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let houses = work.houses_of(visitor.person)?;
            let beyond = |only| houses.iter().any(|house| *house != only);
            if visitor.means.way != Way::Session || visitor.only_for.is_some_and(beyond) {
                return Err(Refusal::NotPermitted.into());
            }
            work.erase(visitor.person, Some(&visitor))
        })
    }
}

impl Work<'_> {
    fn erase(&mut self, person: PersonId, oneself: Option<&Visitor>) -> Result<usize, NotDone> {
        let (houses, today) = (self.houses_of(person)?, self.now().today());
        for organisation in &houses {
            let state = self.state((*organisation).into())?;
            let belongs = |house: &House| !house.roles_of(person, today).is_empty();
            // Where their roles are over they cannot speak for themselves: the server's operator says it for them.
            let speaks = oneself.filter(|_| state.house().is_some_and(belongs));
            let mut actor = match speaks {
                Some(visitor) => super::founding::actor(person, *organisation, visitor.means),
                None => super::founding::actor(person, *organisation, Way::Operator.into()),
            };
            if speaks.is_none() {
                actor.author.person = None;
            }
            self.record(Draft::new(*organisation, Erased { person }), &actor, &[])?;
        }
        self.erase_person(person)?;
        Ok(houses.len())
    }
}
