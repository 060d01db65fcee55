//! Reading one consistent moment of the store. Raw states, entries and texts stay inside this crate: pages get them through `door`,
//! which asks the policy first. What is public here belongs to nobody's ledger: the journal, and the working state of sign-in.

mod listing;

use std::collections::BTreeMap;
use std::sync::Arc;

use ledger::bytes::Canonical;
use ledger::entry::{Entry, entry_hash};
use ledger::hash::Hash;
use ledger::id::{LedgerId, OrganisationId, PersonId};
use ledger::moment::Moment;
use ledger::sealed::{Opening, Sealed};
use ledger::state::{Head, State};

use crate::cache::Cache;
use crate::digest::Digest;
use crate::engine::{Engine, Row, Sight, Value, values};
use crate::error::{Code, StoreError};

/// One consistent moment of the store, as far as it may be seen.
pub struct Read<'a> {
    engine: &'a mut dyn Engine,
    pub(crate) cache: &'a Cache,
    sight: Sight,
    /// What the connection was told last: it is told again before a statement that needs another.
    told: Sight,
    /// States folded here; they may hold what is not committed yet.
    pub(crate) folded: BTreeMap<LedgerId, Arc<State>>,
    /// What was read already; a writer, to whom things move on, keeps nothing.
    known: Option<Known>,
    /// The worst that happened: a job that hides an error is not kept either.
    pub(crate) trouble: Option<StoreError>,
}

/// What was read of a moment in which nothing moves.
#[derive(Default)]
struct Known {
    /// Heads, by whether all ledgers were in sight.
    heads: BTreeMap<(bool, LedgerId), Option<Head>>,
    /// Names of people.
    names: BTreeMap<PersonId, Option<String>>,
}

/// A ledger as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub ledger: LedgerId,
    /// Where it ends.
    pub head: Head,
    /// When its last entry was recorded.
    pub recorded: Moment,
    /// What it says, in short.
    pub digest: Digest,
}

/// An entry and its place in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its place in the journal.
    pub index: u64,
    /// The entry.
    pub entry: Entry,
}

/// Entries read at a time.
const CHUNK: u64 = 1_000;

impl<'a> Read<'a> {
    pub(crate) fn new(engine: &'a mut dyn Engine, cache: &'a Cache, sight: Sight) -> Self {
        Self {
            engine,
            cache,
            told: sight.clone(),
            sight,
            folded: BTreeMap::new(),
            known: None,
            trouble: None,
        }
    }

    /// Asks for no head and no name twice: for who reads one moment, in which nothing moves.
    pub(crate) fn of_one_moment(self) -> Self {
        Self {
            known: Some(Known::default()),
            ..self
        }
    }

    fn heads_key(&self, ledger: LedgerId) -> (bool, LedgerId) {
        (matches!(self.sight, Sight::All), ledger)
    }

    /// Takes over where a ledger ends, for who sees what is in sight now.
    pub(crate) fn keep_head(&mut self, ledger: LedgerId, head: Head) {
        let key = self.heads_key(ledger);
        if let Some(known) = &mut self.known {
            known.heads.insert(key, Some(head));
        }
    }

    /// Takes over where a ledger ends, for who sees all of them.
    pub(crate) fn keep_head_for_all(&mut self, ledger: LedgerId, head: Head) {
        if let Some(known) = &mut self.known {
            known.heads.insert((true, ledger), Some(head));
        }
    }

    /// What a person is called; none once they were erased.
    pub(crate) fn name_of_person(&mut self, id: PersonId) -> Result<Option<String>, StoreError> {
        let known = self.known.as_ref();
        if let Some(name) = known.and_then(|known| known.names.get(&id)) {
            return Ok(name.clone());
        }
        let name = self.person(id)?.map(|person| person.name);
        if let Some(known) = &mut self.known {
            known.names.insert(id, name.clone());
        }
        Ok(name)
    }

    /// The connection: every statement passes here, so that no failure is overlooked.
    fn noting<T>(
        &mut self,
        run: impl FnOnce(&mut dyn Engine) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let told = match self.told == self.sight {
            true => Ok(()),
            false => self.engine.see(&self.sight),
        };
        self.told.clone_from(&self.sight);
        let answer = told.and_then(|()| run(self.engine));
        if let Err(error) = &answer {
            let worse = |kept: &StoreError| !kept.code.is_fatal();
            if self.trouble.as_ref().is_none_or(worse) {
                self.trouble = Some(error.clone());
            }
        }
        answer
    }

    pub(crate) fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        self.noting(|engine| engine.execute(sql, values))
    }

    pub(crate) fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.noting(|engine| engine.query(sql, values))
    }

    /// The only row of a query, if there is one.
    pub(crate) fn first(&mut self, sql: &str, values: &[Value]) -> Result<Option<Row>, StoreError> {
        Ok(self.query(sql, values)?.into_iter().next())
    }

    pub(crate) fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.noting(|engine| engine.script(sql))
    }

    pub(crate) fn lock_row(&self) -> &'static str {
        self.engine.lock_row()
    }

    /// Does something seeing all ledgers, and goes back to seeing what it saw: for proofs, which need the neighbours' hashes.
    pub(crate) fn seeing_all<T>(
        &mut self,
        run: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let sight = std::mem::replace(&mut self.sight, Sight::All);
        let answer = run(self);
        self.sight = sight;
        answer
    }

    /// Whether a ledger may be seen. PostgreSQL asks the same of every row; here it is asked on SQLite too.
    fn sees(&mut self, ledger: LedgerId) -> Result<bool, StoreError> {
        let Sight::Of(organisations) = self.sight.clone() else {
            return Ok(true);
        };
        for organisation in organisations {
            if self.has_part(ledger, organisation)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether an organisation has a part in a ledger.
    pub(crate) fn has_part(
        &mut self,
        ledger: LedgerId,
        organisation: OrganisationId,
    ) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM access WHERE organisation = $1 AND ledger = $2";
        Ok(self.first(sql, values![organisation, ledger])?.is_some())
    }

    /// Where a ledger ends; none where there is none to be seen.
    pub(crate) fn head(&mut self, ledger: LedgerId) -> Result<Option<Head>, StoreError> {
        let known = self.known.as_ref();
        if let Some(head) = known.and_then(|known| known.heads.get(&self.heads_key(ledger))) {
            return Ok(*head);
        }
        let (key, head) = (self.heads_key(ledger), self.read_head(ledger)?);
        if let Some(known) = &mut self.known {
            known.heads.insert(key, head);
        }
        Ok(head)
    }

    fn read_head(&mut self, ledger: LedgerId) -> Result<Option<Head>, StoreError> {
        if !self.sees(ledger)? {
            return Ok(None);
        }
        let sql = "SELECT length, hash FROM head WHERE ledger = $1";
        let row = self.first(sql, values![ledger])?;
        row.map(|row| {
            Ok(Head {
                length: row.get(0)?,
                hash: row.get(1)?,
            })
        })
        .transpose()
    }

    /// What a ledger says now; empty where there is none to be seen.
    ///
    /// # Errors
    /// Damaged, when entries, chain and head do not agree.
    pub(crate) fn state(&mut self, ledger: LedgerId) -> Result<Arc<State>, StoreError> {
        let Some(head) = self.head(ledger)? else {
            return Ok(Arc::new(State::new(ledger)));
        };
        let kept = self.folded.get(&ledger).cloned();
        let known = kept.filter(|state| state.spine.head.length <= head.length);
        let known = known.or_else(|| self.cache.get(ledger));
        match known {
            Some(state) if state.spine.head == head => Ok(state),
            Some(state) if state.spine.head.length < head.length => {
                self.fold(Arc::unwrap_or_clone(state), head)
            }
            _ => self.fold(State::new(ledger), head),
        }
    }

    /// Forgets a state that is about to be outdated. Until it is put back, others fold it from the entries.
    pub(crate) fn let_go(&mut self, ledger: LedgerId) {
        self.folded.remove(&ledger);
        self.cache.remove(ledger);
    }

    /// Takes the entries in that a state lacks, up to a head.
    pub(crate) fn fold(&mut self, mut state: State, head: Head) -> Result<Arc<State>, StoreError> {
        let ledger = state.spine.ledger;
        while state.spine.head.length < head.length {
            let from = state.spine.head.length;
            let entries = self.entries(ledger, from, CHUNK.min(head.length - from))?;
            if entries.is_empty() {
                return Err(StoreError::damaged(format!(
                    "{ledger} ends before its head"
                )));
            }
            for placed in &entries {
                chained(&state, &placed.entry)?;
                state.apply(&placed.entry);
            }
        }
        if state.spine.head != head {
            return Err(StoreError::damaged(format!("{ledger} has another head")));
        }
        let state = Arc::new(state);
        self.folded.insert(ledger, Arc::clone(&state));
        Ok(state)
    }

    /// What a ledger said at a past moment: entries recorded by then, and none after.
    pub(crate) fn state_at(
        &mut self,
        ledger: LedgerId,
        recorded_by: Moment,
    ) -> Result<State, StoreError> {
        self.read_through(ledger, Some(recorded_by))
    }

    /// A state as of a moment; as it is now where none is given.
    pub(crate) fn as_of(
        &mut self,
        ledger: LedgerId,
        past: Option<Moment>,
    ) -> Result<Arc<State>, StoreError> {
        match past {
            None => self.state(ledger),
            Some(moment) => self.state_at(ledger, moment).map(Arc::new),
        }
    }

    /// A state from entries alone, without any cache or head, up to a moment or the end.
    pub(crate) fn read_through(
        &mut self,
        ledger: LedgerId,
        until: Option<Moment>,
    ) -> Result<State, StoreError> {
        let mut state = State::new(ledger);
        loop {
            let entries = self.entries(ledger, state.spine.head.length, CHUNK)?;
            let whole = u64::try_from(entries.len()).unwrap_or(CHUNK) == CHUNK;
            for Placed { entry, .. } in &entries {
                // Moments never fall within a ledger.
                if until.is_some_and(|until| entry.recorded > until) {
                    return Ok(state);
                }
                chained(&state, entry)?;
                state.apply(entry);
            }
            if !whole {
                return Ok(state);
            }
        }
    }

    /// Entries of a ledger from a place on, in order; each is what was hashed.
    pub(crate) fn entries(
        &mut self,
        ledger: LedgerId,
        from_seq: u64,
        limit: u64,
    ) -> Result<Vec<Placed>, StoreError> {
        if !self.sees(ledger)? {
            return Ok(Vec::new());
        }
        let sql = "SELECT idx, bytes, hash FROM entry WHERE ledger = $1 AND seq >= $2 ORDER BY seq LIMIT $3";
        let rows = self.query(sql, values![ledger, from_seq, limit])?;
        rows.iter().map(placed).collect()
    }

    /// The place in the journal of an entry that may be seen.
    ///
    /// # Errors
    /// As the database has it.
    pub fn index_of(&mut self, ledger: LedgerId, seq: u64) -> Result<Option<u64>, StoreError> {
        Ok(self.entry_at(ledger, seq)?.map(|placed| placed.index))
    }

    /// An entry that may be seen, with its place in the journal.
    pub(crate) fn entry_at(
        &mut self,
        ledger: LedgerId,
        seq: u64,
    ) -> Result<Option<Placed>, StoreError> {
        let placed = self.entries(ledger, seq, 1)?;
        Ok(placed.into_iter().find(|placed| placed.entry.seq == seq))
    }

    /// A text of a ledger; none once it was erased.
    pub(crate) fn text(
        &mut self,
        ledger: LedgerId,
        sealed: Sealed,
    ) -> Result<Option<String>, StoreError> {
        let sql = "SELECT text FROM opening WHERE ledger = $1 AND sealed = $2";
        let row = self.first(sql, values![ledger, sealed.0])?;
        row.map(|row| row.get(0)).transpose()
    }

    /// The texts of a ledger that were not erased.
    pub(crate) fn openings(
        &mut self,
        ledger: LedgerId,
    ) -> Result<BTreeMap<Sealed, Opening>, StoreError> {
        if !self.sees(ledger)? {
            return Ok(BTreeMap::new());
        }
        let sql = "SELECT sealed, salt, text FROM opening WHERE ledger = $1";
        let rows = self.query(sql, values![ledger])?;
        rows.iter().map(opening).collect()
    }
}

/// Whether an entry is the next of a state.
fn chained(state: &State, entry: &Entry) -> Result<(), StoreError> {
    let head = &state.spine.head;
    let follows = entry.ledger == state.spine.ledger
        && entry.seq == head.length
        && entry.previous == head.hash
        && Some(entry.recorded) >= state.spine.last;
    if follows {
        return Ok(());
    }
    let cause = format!("{}, entry {}: breaks the chain", entry.ledger, entry.seq);
    Err(StoreError::damaged(cause))
}

fn placed(row: &Row) -> Result<Placed, StoreError> {
    let (bytes, hash): (Vec<u8>, Hash) = (row.get(1)?, row.get(2)?);
    let index: u64 = row.get(0)?;
    if entry_hash(&bytes) != hash {
        let cause = format!("journal place {index}: bytes and hash differ");
        return Err(StoreError::new(Code::Damaged, cause));
    }
    let entry = Entry::from_bytes(&bytes)?;
    Ok(Placed { index, entry })
}

fn opening(row: &Row) -> Result<(Sealed, Opening), StoreError> {
    let sealed: Hash = row.get(0)?;
    let opening = Opening {
        salt: row.get(1)?,
        text: row.get(2)?,
    };
    if opening.seal() != Sealed(sealed) {
        return Err(StoreError::damaged("a text is not the one that was sealed"));
    }
    Ok((Sealed(sealed), opening))
}
