//! Which organisations a person belongs to: a row for each, written with the entry that makes it so.

use jiff::civil::Date;
use ledger::body::Kind;
use ledger::body::house::Role;
use ledger::entry::Entry;
use ledger::id::{LedgerId, OrganisationId, PersonId};
use ledger::organisation::Name;
use ledger::state::{House, State};

use super::visitor::Visitor;
use crate::Store;
use crate::engine::values;
use crate::error::StoreError;
use crate::read::Read;
use crate::work::Work;

/// An organisation somebody may act for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Which.
    pub organisation: OrganisationId,
    /// Its names today.
    pub names: Vec<Name>,
    /// What they are there today.
    pub roles: Vec<Role>,
    /// The day it left or became part of another: its ledger takes nothing any more.
    pub ended: Option<Date>,
}

/// Whether an entry of this kind may change who belongs to the organisation.
fn changes_members(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Founded | Kind::Joined | Kind::RoleGranted | Kind::RoleEnded | Kind::Erased
    )
}

impl Read<'_> {
    /// The organisations in which a person was ever given a role and has it still, though its last day may have passed.
    pub(crate) fn houses_of(
        &mut self,
        person: PersonId,
    ) -> Result<Vec<OrganisationId>, StoreError> {
        let sql = "SELECT ledger FROM member WHERE person = $1 ORDER BY ledger";
        let rows = self.query(sql, values![person])?;
        let ids = rows
            .iter()
            .map(|row| row.get::<LedgerId>(0))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(ids.iter().filter_map(LedgerId::organisation).collect())
    }
}

impl Work<'_> {
    /// Writes who belongs to an organisation after an entry.
    pub(crate) fn note_members(&mut self, entry: &Entry, state: &State) -> Result<(), StoreError> {
        let Some(house) = state.house().filter(|_| changes_members(entry.kind())) else {
            return Ok(());
        };
        let ledger = entry.ledger;
        self.execute("DELETE FROM member WHERE ledger = $1", values![ledger])?;
        for person in house.roles.keys() {
            let sql = "INSERT INTO member (person, ledger) VALUES ($1, $2)";
            self.execute(sql, values![*person, ledger])?;
        }
        Ok(())
    }
}

impl Store {
    /// The organisations a visitor may act for now.
    ///
    /// # Errors
    /// As the database has it.
    pub fn memberships(&self, visitor: &Visitor) -> Result<Vec<Membership>, StoreError> {
        let person = visitor.person;
        let houses = self.read(|read| read.houses_of(person))?;
        let open = |house: &OrganisationId| visitor.only_for.is_none_or(|only| only == *house);
        let houses: Vec<OrganisationId> = houses.into_iter().filter(open).collect();
        let today = self.now().today();
        self.read_for(&houses.clone(), |read| {
            let mut memberships = Vec::new();
            for organisation in houses {
                let state = read.state(organisation.into())?;
                memberships.extend(
                    state
                        .house()
                        .and_then(|house| membership(house, visitor, today)),
                );
            }
            Ok(memberships)
        })
    }
}

fn membership(house: &House, visitor: &Visitor, today: Date) -> Option<Membership> {
    let roles: Vec<Role> = visitor.roles_in(house, today).into_iter().collect();
    let names = house.names_on(today).to_vec();
    (!roles.is_empty()).then_some(Membership {
        organisation: house.id,
        names,
        roles,
        ended: house.withdrew.or(house.merged.map(|(_, from)| from)),
    })
}
