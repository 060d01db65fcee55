//! The one writer: takes what waits, up to 64 jobs, does them in one transaction with a savepoint each, signs once, commits with full
//! sync, and only then answers. After an error that leaves doubt what is on disk it never writes again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use ledger::bytes::Canonical;
use ledger::entry::entry_hash;
use ledger::journal::checkpoint::Checkpoint;
use ledger::journal::tree::Edge;

use crate::cache::Cache;
use crate::engine::{Database, Engine, Purpose, Sight, values};
use crate::error::{Code, StoreError};
use crate::forward::{self, Tick};
use crate::journal::{Journal, leaf};
use crate::read::Read;
use crate::settings::Settings;
use crate::start;
use crate::stop::{Guard, Stop};
use crate::witness::Witness;
use crate::work::Work;

/// Jobs of one transaction at most.
const BATCH: usize = 64;
/// For so long a batch waits for as many as the last one had.
const MOMENT: Duration = Duration::from_micros(200);

/// Something to be done in the writer's transaction.
pub(crate) trait Job: Send {
    /// Does it; says whether it is to be kept.
    fn run(&mut self, work: &mut Work<'_>) -> bool;
    /// Tells who waits what became of it.
    fn answer(self: Box<Self>, outcome: Result<(), StoreError>);
}

/// A closure as a job, with the way back to who waits for it.
struct Call<F, T, E> {
    job: Option<F>,
    result: Option<Result<T, E>>,
    to: SyncSender<Result<T, E>>,
}

impl<F, T, E> Job for Call<F, T, E>
where
    F: FnOnce(&mut Work<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, work: &mut Work<'_>) -> bool {
        self.result = self.job.take().map(|job| job(work));
        matches!(self.result, Some(Ok(_)))
    }

    fn answer(self: Box<Self>, outcome: Result<(), StoreError>) {
        let broken = || Err(StoreError::new(Code::Broken, "the job broke off").into());
        let result = match (outcome, self.result) {
            // The job's own refusal says more than what followed from it.
            (_, Some(Err(error))) => Err(error),
            (Err(error), _) => Err(error.into()),
            (Ok(()), result) => result.unwrap_or_else(broken),
        };
        // Whoever asked may have gone; what was acknowledged to nobody stays written.
        let _ = self.to.try_send(result);
    }
}

/// What the writer has done since the start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Transactions committed.
    pub batches: u64,
    /// Jobs answered after them, those refused included.
    pub jobs: u64,
}

/// The tally while it grows.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    batches: AtomicU64,
    jobs: AtomicU64,
}

impl Counted {
    fn add(&self, jobs: usize) {
        self.batches.fetch_add(1, Ordering::Relaxed);
        let jobs = u64::try_from(jobs).unwrap_or(u64::MAX);
        self.jobs.fetch_add(jobs, Ordering::Relaxed);
    }

    pub(crate) fn tally(&self) -> Tally {
        Tally {
            batches: self.batches.load(Ordering::Relaxed),
            jobs: self.jobs.load(Ordering::Relaxed),
        }
    }
}

/// The writer's thread and its queue.
pub(crate) struct Writer {
    queue: Option<SyncSender<Box<dyn Job>>>,
    thread: Option<JoinHandle<()>>,
    pub(crate) stop: Arc<Stop>,
    pub(crate) counted: Arc<Counted>,
}

impl Writer {
    pub(crate) fn start(
        database: Arc<dyn Database>,
        engine: Box<dyn Engine>,
        settings: Settings,
        (acknowledged, cache): (Edge, Arc<Cache>),
    ) -> Result<Self, StoreError> {
        let (queue, jobs) = sync_channel(settings.queue);
        let stop = Arc::new(Stop::default());
        let counted = Arc::new(Counted::default());
        let mut desk = Desk {
            database,
            engine: Some(engine),
            settings,
            cache,
            stop: Arc::clone(&stop),
            counted: Arc::clone(&counted),
            acknowledged,
            ticked: None,
            witness: None,
            forget: false,
        };
        desk.witness = desk.settings.witness.clone().map(Witness::new);
        let guard = Guard(Arc::clone(&stop));
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || {
                let _guard = guard;
                desk.serve(&jobs);
            })?;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
            stop,
            counted,
        })
    }

    /// Does a job in the writer and waits until it is on disk.
    pub(crate) fn write<T, E>(
        &self,
        job: impl FnOnce(&mut Work<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (to, answer) = sync_channel(1);
        let call = Call {
            job: Some(job),
            result: None,
            to,
        };
        self.send(Box::new(call))?;
        answer
            .recv()
            .unwrap_or_else(|_| Err(self.stop.error().into()))
    }

    fn send(&self, job: Box<dyn Job>) -> Result<(), StoreError> {
        let Some(queue) = &self.queue else {
            return Err(self.stop.error());
        };
        queue.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => StoreError::new(Code::Busy, "too many writes wait"),
            TrySendError::Disconnected(_) => self.stop.error(),
        })
    }
}

impl Drop for Writer {
    /// Lets what waits be written, and ends.
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What the writer's thread works with.
struct Desk {
    database: Arc<dyn Database>,
    /// None after the connection was lost, until the next batch.
    engine: Option<Box<dyn Engine>>,
    settings: Settings,
    cache: Arc<Cache>,
    stop: Arc<Stop>,
    counted: Arc<Counted>,
    /// The journal as this process last saw it committed: a database that has less has been set back.
    acknowledged: Edge,
    /// Both sources of time at the last batch that was committed, where there are two.
    ticked: Option<Tick>,
    /// Where the journal's end is noted outside the database.
    witness: Option<Witness>,
    /// Whether something was erased that the log may still hold.
    forget: bool,
}

/// A job with what became of it.
type Done = (Box<dyn Job>, Result<(), StoreError>);

impl Desk {
    fn serve(&mut self, queue: &Receiver<Box<dyn Job>>) {
        let mut last = 1;
        while let Some(first) = self.next(queue) {
            let jobs = gather(first, queue, last);
            last = jobs.len();
            if let Err(fatal) = self.batch(jobs) {
                (self.settings.on_fatal)(&fatal);
                return;
            }
            if let Some(witness) = &mut self.witness {
                witness.write_if_due();
            }
        }
        if let Some(witness) = &mut self.witness {
            witness.write_now();
        }
    }

    /// The next job; while none comes, what waits to be noted is noted in time. None when nobody can send any more.
    fn next(&mut self, queue: &Receiver<Box<dyn Job>>) -> Option<Box<dyn Job>> {
        while let Some(witness) = &mut self.witness
            && let Some(left) = witness.due()
        {
            match queue.recv_timeout(left) {
                Ok(job) => return Some(job),
                Err(RecvTimeoutError::Timeout) => witness.write_if_due(),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        queue.recv().ok()
    }

    /// Does jobs in one transaction and answers them. An error means that nothing may be written any more.
    fn batch(&mut self, jobs: Vec<Box<dyn Job>>) -> Result<(), StoreError> {
        let mut done: Vec<Done> = jobs.into_iter().map(|job| (job, Ok(()))).collect();
        let Err(error) = self.transact(&mut done) else {
            self.counted.add(done.len());
            for (job, outcome) in done {
                job.answer(outcome);
            }
            return Ok(());
        };
        self.cache.clear();
        let fatal = self.undo(&error);
        if let Some(fatal) = &fatal {
            // Before anybody is answered: a second try must meet a stopped writer.
            self.stop.set(fatal.clone());
        }
        for (job, _) in done {
            job.answer(Err(error.clone()));
        }
        fatal.map_or(Ok(()), Err)
    }

    /// Goes back to where the batch began; gives the error that forbids to go on from there.
    fn undo(&mut self, error: &StoreError) -> Option<StoreError> {
        if error.code.is_fatal() {
            return Some(error.clone());
        }
        if error.code == Code::Unreachable {
            // The server undoes what was not committed when the connection ends.
            self.engine = None;
            return None;
        }
        let engine = self.engine.as_mut()?;
        engine.rollback().err()
    }

    fn transact(&mut self, jobs: &mut [Done]) -> Result<(), StoreError> {
        let engine = match &mut self.engine {
            Some(engine) => engine,
            lost => lost.insert(self.database.writer()?),
        };
        engine.begin(Purpose::Write)?;
        engine.see(&Sight::All)?;
        let clock = start::clock(engine.as_mut(), &self.settings)?;
        let steady = self.settings.steady.as_ref().map(|steady| steady());
        let tick = steady.map(|steady| Tick { clock, steady });
        forward::refuse((self.ticked, tick))?;
        let mut read = Read::new(engine.as_mut(), &self.cache, Sight::All);
        let journal = read.journal(true)?;
        let journal = journal.ok_or_else(|| StoreError::damaged("the journal's row is missing"))?;
        continues(&mut read, &self.acknowledged, &journal, &self.settings)?;
        let (mut edge, mut note) = (journal.edge.clone(), None);
        let mut work = Work::new(read, &self.settings, clock, journal.last, edge.size());
        forward::notice(&mut work, journal.server, (self.ticked, tick), journal.last)?;
        for (job, outcome) in jobs.iter_mut() {
            *outcome = run(job.as_mut(), &mut work)?;
        }
        if work.next > edge.size() {
            let sealed = seal(&mut work, &self.settings, journal)?;
            (edge, note) = (sealed.0, Some(sealed.1));
        }
        let folded = std::mem::take(&mut work.folded);
        self.forget |= work.erased;
        engine.commit().map_err(doubtful)?;
        if self.forget {
            self.forget = !engine.forget().unwrap_or(false);
        }
        if let Some((witness, note)) = self.witness.as_mut().zip(note) {
            witness.see(note);
        }
        self.acknowledged = edge;
        self.ticked = tick;
        folded.into_values().for_each(|state| self.cache.put(state));
        Ok(())
    }
}

/// What waits, up to a batch; where that is less than the last batch had, also what comes within a moment:
/// those who were answered together come back together.
fn gather(first: Box<dyn Job>, queue: &Receiver<Box<dyn Job>>, last: usize) -> Vec<Box<dyn Job>> {
    let mut jobs = vec![first];
    jobs.extend(queue.try_iter().take(BATCH - 1));
    if jobs.len() >= last {
        return jobs;
    }
    let until = Instant::now() + MOMENT;
    while jobs.len() < last {
        let left = until.saturating_duration_since(Instant::now());
        match queue.recv_timeout(left) {
            Ok(job) => jobs.push(job),
            Err(_) => break,
        }
    }
    jobs
}

/// Whether the journal still holds what was acknowledged: a restored backup or a standby that lagged behind would not.
/// What somebody else wrote since must bear the same key: after a change of key this process may sign nothing.
fn continues(
    read: &mut Read<'_>,
    acknowledged: &Edge,
    journal: &Journal,
    settings: &Settings,
) -> Result<(), StoreError> {
    let (edge, known) = (&journal.edge, acknowledged);
    if edge == known {
        return Ok(());
    }
    if edge.size() <= known.size() {
        let (size, known) = (edge.size(), known.size());
        let cause = format!("the journal has {size} entries, {known} were acknowledged");
        return Err(StoreError::damaged(cause));
    }
    let Some(note) = &journal.note else {
        return Err(StoreError::damaged("no checkpoint was signed"));
    };
    if !settings.verifier().verifies(note) {
        let cause = "another process signed the journal with another key";
        return Err(StoreError::new(Code::OtherKey, cause));
    }
    let signed = &note.checkpoint;
    let same =
        (signed.size, signed.root, signed.epoch) == (edge.size(), edge.root(), journal.epoch);
    if !same {
        let cause = "the journal is not the one another process signed";
        return Err(StoreError::damaged(cause));
    }
    if read.root(known.size())? != known.root() {
        let cause = "the journal has grown from another beginning than was acknowledged";
        return Err(StoreError::damaged(cause));
    }
    Ok(())
}

/// After a failed commit only a full disk leaves no doubt: SQLite and PostgreSQL say it before anything counts.
fn doubtful(error: StoreError) -> StoreError {
    match error.code {
        Code::DiskFull => error,
        _ => StoreError::new(Code::Disk, format!("commit: {error}")),
    }
}

/// Does one job. The outer error ends the batch, the inner one is this job's alone.
fn run(job: &mut dyn Job, work: &mut Work<'_>) -> Result<Result<(), StoreError>, StoreError> {
    work.script("SAVEPOINT job")?;
    let next = work.next;
    work.touched.clear();
    let kept = catch_unwind(AssertUnwindSafe(|| job.run(work))).unwrap_or(false);
    let trouble = work.trouble.take();
    match trouble {
        Some(error) if !is_of_the_job(error.code) => return Err(error),
        None if kept => {
            work.script("RELEASE SAVEPOINT job")?;
            return Ok(Ok(()));
        }
        _ => {}
    }
    work.script("ROLLBACK TO SAVEPOINT job")?;
    work.script("RELEASE SAVEPOINT job")?;
    work.next = next;
    // What the job changed is folded anew when it is asked for; what others know of other ledgers stays.
    let touched = std::mem::take(&mut work.touched);
    work.folded.retain(|ledger, _| !touched.contains(ledger));
    Ok(trouble.map_or(Ok(()), Err))
}

/// Whether an error concerns one job and leaves the others' work sound.
fn is_of_the_job(code: Code) -> bool {
    matches!(code, Code::Conflict | Code::Statement)
}

/// Takes what was appended into the journal and signs it; gives the edge and the checkpoint. What is signed is what the database gives back, not what was in memory.
pub(crate) fn seal(
    work: &mut Work<'_>,
    settings: &Settings,
    journal: Journal,
) -> Result<(Edge, String), StoreError> {
    let mut edge = journal.edge;
    let sql =
        "SELECT idx, ledger, seq, hash, bytes, recorded FROM entry WHERE idx >= $1 ORDER BY idx";
    let mut last = journal.last;
    for row in work.query(sql, values![edge.size()])? {
        let (index, bytes): (u64, Vec<u8>) = (row.get(0)?, row.get(4)?);
        let leaf = leaf(&row)?;
        if index != edge.size() || entry_hash(&bytes) != leaf.head {
            let cause = format!("journal place {index}: read back other than written");
            return Err(StoreError::damaged(cause));
        }
        last = last.max(Some(row.get(5)?));
        work.keep_tiles(&edge.push(leaf.hash()))?;
    }
    if edge.size() != work.next {
        return Err(StoreError::damaged("an entry was not kept"));
    }
    let checkpoint = Checkpoint {
        origin: settings.origin.clone(),
        size: edge.size(),
        root: edge.root(),
        epoch: journal.epoch,
    };
    let note = checkpoint.signed(&settings.key).to_string();
    let sql = "UPDATE journal SET edge = $1, last = $2, note = $3 WHERE id = 1";
    work.execute(sql, values![edge.to_bytes(), last, note.clone()])?;
    Ok((edge, note))
}
