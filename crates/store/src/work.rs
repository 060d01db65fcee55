//! What a job does inside the writer: read what is there, record entries, change the working state. All of it is kept, or nothing.

use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use ledger::admission::{Actor, Draft, Now, Refusal, admit, approved};
use ledger::body::Body;
use ledger::body::Kind;
use ledger::body::approval::ApprovalUsed;
use ledger::bytes::Canonical;
use ledger::entry::{Author, Entry, Way, entry_hash};
use ledger::id::{EngagementId, LedgerId, OrganisationId};
use ledger::moment::Moment;
use ledger::sealed::{Opening, Sealed};
use ledger::state::State;

use crate::digest::digest;
use crate::engine::values;
use crate::error::{Code, NotRecorded, StoreError};
use crate::read::{Placed, Read};
use crate::settings::Settings;

/// By how much the clock may be behind the journal: small corrections of a running clock.
const CLOCK_SLACK: i64 = 5 * 60_000;
/// Letters of an erasable text.
pub const LONGEST_TEXT: usize = 10_000;

/// A job's hands inside the writer. It reads everything [`Read`] does, all ledgers included.
pub struct Work<'a> {
    read: Read<'a>,
    settings: &'a Settings,
    now: Now,
    /// Whether the clock is behind the journal by more than its slack.
    behind: bool,
    /// The journal's next place.
    pub(crate) next: u64,
    /// Whether something was erased.
    pub(crate) erased: bool,
    /// Ledgers to which the present job appended.
    pub(crate) touched: BTreeSet<LedgerId>,
}

impl<'a> Deref for Work<'a> {
    type Target = Read<'a>;

    fn deref(&self) -> &Read<'a> {
        &self.read
    }
}

impl<'a> DerefMut for Work<'a> {
    fn deref_mut(&mut self) -> &mut Read<'a> {
        &mut self.read
    }
}

impl<'a> Work<'a> {
    /// Work at a moment of the clock, after the journal's last one.
    pub(crate) fn new(
        read: Read<'a>,
        settings: &'a Settings,
        clock: Moment,
        last: Option<Moment>,
        next: u64,
    ) -> Self {
        let last = last.unwrap_or(clock);
        let now = Now {
            moment: clock.max(last),
            offset: settings.offset,
        };
        Self {
            read,
            settings,
            now,
            behind: clock.plus(CLOCK_SLACK) < last,
            next,
            erased: false,
            touched: BTreeSet::new(),
        }
    }

    /// The moment of this batch, never before the last entry of the journal.
    #[must_use]
    pub fn now(&self) -> Now {
        self.now
    }

    /// Random bytes, fit for ids and secrets.
    #[must_use]
    pub fn random<const N: usize>(&self) -> [u8; N] {
        self.settings.random()
    }

    /// What the store is told from outside.
    pub(crate) fn settings(&self) -> &Settings {
        self.settings
    }

    /// Records a draft, with the texts its entry holds only as hashes.
    ///
    /// # Errors
    /// The refusal, or the store's failure.
    pub fn record(
        &mut self,
        draft: Draft,
        actor: &Actor,
        openings: &[Opening],
    ) -> Result<Placed, NotRecorded> {
        if self.behind {
            return Err(Refusal::ClockBehind.into());
        }
        fit(&draft.body, openings)?;
        let state = self.state(draft.ledger)?;
        let entry = admit(&state, draft, self.now, actor)?;
        let approval = self.approval(&entry)?;
        let index = self.next;
        self.append(index, &entry)?;
        self.lay_beside(&entry, openings)?;
        self.advance(state, &entry)?;
        self.next += 1;
        if let Some((organisation, request)) = approval {
            self.use_up(organisation, request, entry.seq)?;
        }
        Ok(Placed { index, entry })
    }

    /// The request under which an entry was approved, where its author's organisation wants that before it binds itself.
    /// Here, where everything is recorded, so that no way leads past it.
    fn approval(&mut self, entry: &Entry) -> Result<Option<(OrganisationId, u64)>, NotRecorded> {
        let (engagement, organisation) = (entry.ledger.engagement(), entry.author.organisation);
        let Some((engagement, organisation)) = engagement.zip(organisation) else {
            return Ok(None);
        };
        let request = self.approved(organisation, engagement, &entry.body)?;
        Ok(request.map(|request| (organisation, request)))
    }

    /// The same for what is to be recorded, before it is.
    ///
    /// # Errors
    /// Not approved, where an approval is wanted and missing.
    pub(crate) fn approved(
        &mut self,
        organisation: OrganisationId,
        engagement: EngagementId,
        body: &Body,
    ) -> Result<Option<u64>, NotRecorded> {
        if !matches!(body.kind(), Kind::TermProposed | Kind::TermAccepted) {
            return Ok(None);
        }
        let state = self.state(organisation.into())?;
        let house = state.house();
        let request = house.map(|house| approved(house, engagement, body));
        Ok(request.transpose()?.flatten())
    }

    /// An approval is used once: the organisation's own ledger says for what.
    fn use_up(
        &mut self,
        organisation: OrganisationId,
        request: u64,
        line: u64,
    ) -> Result<(), NotRecorded> {
        let author = Author {
            person: None,
            organisation: Some(organisation),
            means: Way::Server.into(),
        };
        let server = Actor {
            author,
            roles: BTreeSet::new(),
            scopes: Vec::new(),
        };
        let used = ApprovalUsed { request, line };
        self.record(Draft::new(organisation, used), &server, &[])?;
        Ok(())
    }

    /// Asks whether [`Work::record`] would refuse for another reason than a missing approval, and records nothing: before something is
    /// done that no transaction takes back.
    ///
    /// # Errors
    /// The refusal, or the store's failure.
    pub(crate) fn consider(
        &mut self,
        draft: &Draft,
        actor: &Actor,
        openings: &[Opening],
    ) -> Result<(), NotRecorded> {
        if self.behind {
            return Err(Refusal::ClockBehind.into());
        }
        fit(&draft.body, openings)?;
        let state = self.state(draft.ledger)?;
        admit(&state, draft.clone(), self.now, actor)?;
        Ok(())
    }

    fn append(&mut self, index: u64, entry: &Entry) -> Result<(), StoreError> {
        let sql = "INSERT INTO entry (idx, ledger, seq, hash, bytes, recorded) VALUES ($1, $2, $3, $4, $5, $6)";
        let (ledger, seq, recorded) = (entry.ledger, entry.seq, entry.recorded);
        let bytes = entry.to_bytes();
        let hash = entry_hash(&bytes);
        self.execute(sql, values![index, ledger, seq, hash, bytes, recorded])?;
        Ok(())
    }

    fn lay_beside(&mut self, entry: &Entry, openings: &[Opening]) -> Result<(), StoreError> {
        let sql =
            "INSERT INTO opening (ledger, sealed, seq, salt, text) VALUES ($1, $2, $3, $4, $5)";
        for opening in openings {
            let Sealed(sealed) = opening.seal();
            let text = opening.text.as_str();
            self.execute(
                sql,
                values![entry.ledger, sealed, entry.seq, opening.salt, text],
            )?;
        }
        Ok(())
    }

    /// Writes what is computed from the entry: head, digest, who has a part in the ledger.
    fn advance(&mut self, mut state: Arc<State>, entry: &Entry) -> Result<(), StoreError> {
        let ledger = entry.ledger;
        self.touched.insert(ledger);
        // Held by nobody else now, it need not be copied.
        self.let_go(ledger);
        Arc::make_mut(&mut state).apply(entry);
        for organisation in parts(entry) {
            let sql = "INSERT INTO access (ledger, organisation) VALUES ($1, $2)";
            self.execute(sql, values![ledger, organisation])?;
        }
        let sql = "INSERT INTO head (ledger, kind, length, hash, recorded, digest) VALUES ($1, $2, $3, $4, $5, $6) \
                   ON CONFLICT (ledger) DO UPDATE SET length = excluded.length, hash = excluded.hash, \
                   recorded = excluded.recorded, digest = excluded.digest";
        let head = state.spine.head;
        let digest = digest(&state).to_text()?;
        self.execute(
            sql,
            values![
                ledger,
                ledger.kind.code(),
                head.length,
                head.hash,
                entry.recorded,
                digest
            ],
        )?;
        self.note_members(entry, &state)?;
        self.folded.insert(ledger, state);
        Ok(())
    }

    /// Erases texts of a ledger for good: the entries keep their hashes. Gives the number erased.
    ///
    /// # Errors
    /// As the database has it.
    pub fn erase_text(&mut self, ledger: LedgerId, sealed: Sealed) -> Result<u64, StoreError> {
        self.erased = true;
        let sql = "DELETE FROM opening WHERE ledger = $1 AND sealed = $2";
        self.execute(sql, values![ledger, sealed.0])
    }
}

/// The organisations that have a part in a ledger from this entry on. The number of an empty seat keeps its part: nobody bears it.
pub(crate) fn parts(entry: &Entry) -> Vec<OrganisationId> {
    match &entry.body {
        Body::Founded(_) => entry.ledger.organisation().into_iter().collect(),
        Body::Opened(opened) => vec![opened.client, opened.vendor],
        Body::SideTaken(taken) => vec![taken.organisation],
        _ => Vec::new(),
    }
}

/// Whether the texts are those of the entry, none missing and none over, and fit to be shown.
fn fit(body: &Body, openings: &[Opening]) -> Result<(), NotRecorded> {
    let given: BTreeSet<Sealed> = openings.iter().map(Opening::seal).collect();
    if given != BTreeSet::from_iter(body.sealed()) || given.len() != openings.len() {
        let cause = "texts and entry do not belong together";
        return Err(StoreError::new(Code::OtherText, cause).into());
    }
    let unfit = |text: &str| {
        let control = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
        text.chars().count() > LONGEST_TEXT || text.chars().any(control)
    };
    if openings.iter().any(|opening| unfit(&opening.text)) {
        return Err(Refusal::UnfitText.into());
    }
    Ok(())
}
