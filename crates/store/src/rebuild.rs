//! Everything that lists read, computed anew from the entries. It must find no difference.

use std::collections::BTreeSet;

use ledger::id::{LedgerId, OrganisationId, PersonId};
use ledger::state::State;

use crate::cache::Cache;
use crate::digest::digest;
use crate::engine::{Engine, Sight, values};
use crate::error::StoreError;
use crate::read::Read;
use crate::settings::Settings;
use crate::start::clock;
use crate::work::{Work, parts};

/// Computes a database's lists anew within a transaction that sees everything, before anybody has it open.
///
/// # Errors
/// Damaged, when the entries themselves are; or as the database has it.
pub(crate) fn within(engine: &mut dyn Engine, settings: &Settings) -> Result<(), StoreError> {
    let moment = clock(engine, settings)?;
    let cache = Cache::default();
    let mut read = Read::new(engine, &cache, Sight::All);
    let Some(journal) = read.journal(true)? else {
        return Ok(());
    };
    let size = journal.edge.size();
    let mut work = Work::new(read, settings, moment, journal.last, size);
    work.rebuild().map(drop)
}

impl Work<'_> {
    /// Writes heads, digests and who has a part anew. Gives the number of ledgers for which something else stood there.
    ///
    /// # Errors
    /// Damaged, when the entries themselves are.
    pub fn rebuild(&mut self) -> Result<u64, StoreError> {
        let mut different = 0;
        for row in self.query("SELECT DISTINCT ledger FROM entry ORDER BY ledger", &[])? {
            let ledger: LedgerId = row.get(0)?;
            let state = self.read_through(ledger, None)?;
            let restored = [
                self.restore_head(&state)?,
                self.restore_access(ledger)?,
                self.restore_members(&state)?,
            ];
            different += u64::from(restored.contains(&true));
        }
        let stray = "DELETE FROM head WHERE ledger NOT IN (SELECT ledger FROM entry)";
        different += self.execute(stray, &[])?;
        self.folded.clear();
        Ok(different)
    }

    /// Whether the head's row was another.
    fn restore_head(&mut self, state: &State) -> Result<bool, StoreError> {
        let (ledger, head) = (state.spine.ledger, state.spine.head);
        let digest = digest(state).to_text()?;
        let values = values![
            ledger,
            ledger.kind.code(),
            head.length,
            head.hash,
            state.spine.last,
            digest
        ];
        let same = "SELECT 1 FROM head WHERE ledger = $1 AND kind = $2 AND length = $3 AND hash = $4 AND recorded = $5 AND digest = $6";
        if self.first(same, values)?.is_some() {
            return Ok(false);
        }
        self.execute("DELETE FROM head WHERE ledger = $1", values![ledger])?;
        let sql = "INSERT INTO head (ledger, kind, length, hash, recorded, digest) VALUES ($1, $2, $3, $4, $5, $6)";
        self.execute(sql, values)?;
        Ok(true)
    }

    /// Whether somebody else had a part in the ledger, or somebody was missing.
    fn restore_access(&mut self, ledger: LedgerId) -> Result<bool, StoreError> {
        let placed = self.entries(ledger, 0, 1 << 40)?;
        let parts: BTreeSet<OrganisationId> = placed
            .iter()
            .flat_map(|placed| parts(&placed.entry))
            .collect();
        let sql = "SELECT organisation FROM access WHERE ledger = $1";
        let rows = self.query(sql, values![ledger])?;
        let stored: BTreeSet<OrganisationId> = rows
            .iter()
            .map(|row| row.get(0))
            .collect::<Result<_, _>>()?;
        if stored == parts {
            return Ok(false);
        }
        self.execute("DELETE FROM access WHERE ledger = $1", values![ledger])?;
        for organisation in parts {
            let sql = "INSERT INTO access (ledger, organisation) VALUES ($1, $2)";
            self.execute(sql, values![ledger, organisation])?;
        }
        Ok(true)
    }

    /// Whether somebody else belonged to the organisation, or somebody was missing.
    fn restore_members(&mut self, state: &State) -> Result<bool, StoreError> {
        let ledger = state.spine.ledger;
        let members = members(state);
        if self.stored_members(ledger)? == members {
            return Ok(false);
        }
        self.execute("DELETE FROM member WHERE ledger = $1", values![ledger])?;
        for person in members {
            let sql = "INSERT INTO member (person, ledger) VALUES ($1, $2)";
            self.execute(sql, values![person, ledger])?;
        }
        Ok(true)
    }
}

impl Read<'_> {
    pub(crate) fn stored_members(
        &mut self,
        ledger: LedgerId,
    ) -> Result<BTreeSet<PersonId>, StoreError> {
        let sql = "SELECT person FROM member WHERE ledger = $1";
        let rows = self.query(sql, values![ledger])?;
        rows.iter().map(|row| row.get(0)).collect()
    }
}

/// Who belongs to the organisation whose ledger this is.
pub(crate) fn members(state: &State) -> BTreeSet<PersonId> {
    let roles = state.house().map(|house| house.roles.keys().copied());
    roles.into_iter().flatten().collect()
}
