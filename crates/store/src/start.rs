//! What happens before a store answers: the schema is raised, a new server begins its own ledger, an old one proves its end.

use ledger::admission::{Actor, Draft};
use ledger::body::server::Started;
use ledger::bytes::Canonical;
use ledger::entry::{Author, Entry, Means, Way, entry_hash};
use ledger::id::{LedgerId, ServerId};
use ledger::journal::checkpoint::Verifier;
use ledger::journal::tree::Edge;
use ledger::moment::Moment;
use ledger::signature::PublicKey;

use crate::cache::Cache;
use crate::engine::{Engine, Purpose, Sight, values};
use crate::error::{Code, NotRecorded, StoreError};
use crate::journal::{Journal, TILE, leaf};
use crate::read::Read;
use crate::settings::Settings;
use crate::witness;
use crate::work::Work;
use crate::writer::seal;

/// The server itself, acting by one of its ways.
pub(crate) fn nobody(way: Way) -> Actor {
    Actor {
        author: Author {
            person: None,
            organisation: None,
            means: Means::from(way),
        },
        roles: std::collections::BTreeSet::new(),
        scopes: Vec::new(),
    }
}

/// Begins the server's ledger where there is none, and checks the end of the journal.
/// Gives that end.
pub(crate) fn start(engine: &mut dyn Engine, settings: &Settings) -> Result<Edge, StoreError> {
    wholly(engine, |engine| begin_or_check(engine, settings))
}

/// Does something in a transaction of its own that sees everything; what fails leaves nothing behind.
pub(crate) fn wholly<T>(
    engine: &mut dyn Engine,
    run: impl FnOnce(&mut dyn Engine) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    engine.begin(Purpose::Write)?;
    engine.see(&Sight::All)?;
    match run(engine) {
        Ok(done) => engine.commit().map(|()| done),
        Err(error) => {
            engine.rollback()?;
            Err(error)
        }
    }
}

/// The clock that decides: the database's, where it has one that replicas share.
pub(crate) fn clock(engine: &mut dyn Engine, settings: &Settings) -> Result<Moment, StoreError> {
    Ok(match engine.clock()? {
        Some(clock) if !settings.own_clock => clock,
        _ => (settings.clock)(),
    })
}

fn begin_or_check(engine: &mut dyn Engine, settings: &Settings) -> Result<Edge, StoreError> {
    let clock = clock(engine, settings)?;
    let cache = Cache::default();
    let mut read = Read::new(engine, &cache, Sight::All);
    match read.journal(true)? {
        Some(journal) => {
            check(&mut read, settings, settings.key.public(), &journal)?;
            witness::check(&mut read, settings, &journal)?;
            Ok(journal.edge)
        }
        None => {
            let journal = new_journal(&mut read, settings)?;
            let mut work = Work::new(read, settings, clock, None, 0);
            begin(&mut work, settings, journal)
        }
    }
}

fn new_journal(read: &mut Read<'_>, settings: &Settings) -> Result<Journal, StoreError> {
    let server = ServerId(settings.random());
    let edge = Edge::default();
    let sql = "INSERT INTO journal (id, server, edge, epoch) VALUES (1, $1, $2, 0)";
    read.execute(sql, values![server, edge.to_bytes()])?;
    let (last, note) = (None, None);
    Ok(Journal {
        server,
        edge,
        epoch: 0,
        last,
        note,
    })
}

fn begin(work: &mut Work<'_>, settings: &Settings, journal: Journal) -> Result<Edge, StoreError> {
    let started = Started {
        origin: settings.origin.clone(),
        key: settings.key.public(),
    };
    let draft = Draft::new(journal.server, started);
    let recorded = work.record(draft, &nobody(Way::Operator), &[]);
    recorded.map_err(|error| match error {
        NotRecorded::Failed(error) => error,
        NotRecorded::Refused(refusal) => {
            StoreError::new(Code::OtherOrigin, format!("the name is refused: {refusal}"))
        }
    })?;
    seal(work, settings, journal).map(|(edge, _)| edge)
}

/// Whether the data belongs to this server, and its end is what was signed with a key.
pub(crate) fn check(
    read: &mut Read<'_>,
    settings: &Settings,
    key: PublicKey,
    journal: &Journal,
) -> Result<(), StoreError> {
    belongs(read, settings, key, journal)?;
    let damaged = |cause: &str| Err(StoreError::damaged(cause));
    let Some(note) = &journal.note else {
        return damaged("no checkpoint was signed");
    };
    let verifier = Verifier {
        key,
        ..settings.verifier()
    };
    if !verifier.verifies(note) {
        return damaged("the last checkpoint's signature is wrong");
    }
    let checkpoint = &note.checkpoint;
    let size = journal.edge.size();
    let same = checkpoint.size == size
        && checkpoint.root == journal.edge.root()
        && checkpoint.epoch == journal.epoch;
    if !same {
        return damaged("the journal is not the one last signed");
    }
    tail(read, size)?;
    if read.root(size)? != journal.edge.root() {
        return damaged("the journal's end is not the one last signed");
    }
    Ok(())
}

/// Every key the data was signed with, the present one last.
pub(crate) fn keys(read: &mut Read<'_>, journal: &Journal) -> Result<Vec<PublicKey>, StoreError> {
    let state = read.state(LedgerId::from(journal.server))?;
    let known = state.server().map(|server| server.keys.clone());
    Ok(known.unwrap_or_default())
}

/// The key the data was last signed with.
pub(crate) fn last_key(read: &mut Read<'_>, journal: &Journal) -> Result<PublicKey, StoreError> {
    let last = keys(read, journal)?.last().copied();
    last.ok_or_else(|| StoreError::damaged("the server's ledger is missing"))
}

fn belongs(
    read: &mut Read<'_>,
    settings: &Settings,
    key: PublicKey,
    journal: &Journal,
) -> Result<(), StoreError> {
    let state = read.state(LedgerId::from(journal.server))?;
    let Some(server) = state.server() else {
        return Err(StoreError::damaged("the server's ledger is missing"));
    };
    if server.origin != settings.origin {
        let cause = format!("the data belongs to {}", server.origin);
        return Err(StoreError::new(Code::OtherOrigin, cause));
    }
    if server.keys.last() != Some(&key) {
        let cause = "the data was last signed with another key";
        return Err(StoreError::new(Code::OtherKey, cause));
    }
    if server.epoch != journal.epoch {
        return Err(StoreError::damaged("the journal has another epoch"));
    }
    Ok(())
}

/// Whether the last entries are whole, nothing stands after them, and the heads of their ledgers are theirs.
fn tail(read: &mut Read<'_>, size: u64) -> Result<(), StoreError> {
    let sql = "SELECT idx, ledger, seq, hash, bytes FROM entry WHERE idx >= $1 ORDER BY idx";
    let first = size.saturating_sub(TILE);
    let rows = read.query(sql, values![first])?;
    let mut ends = std::collections::BTreeMap::new();
    for (wanted, row) in (first..).zip(&rows) {
        let (index, leaf): (u64, _) = (row.get(0)?, leaf(row)?);
        let bytes: Vec<u8> = row.get(4)?;
        let entry = Entry::from_bytes(&bytes)?;
        let whole = index == wanted
            && entry_hash(&bytes) == leaf.head
            && (entry.ledger, entry.seq) == (leaf.ledger, leaf.seq);
        if !whole {
            let cause = format!("journal place {wanted} does not hold what was recorded");
            return Err(StoreError::damaged(cause));
        }
        ends.insert(leaf.ledger, (leaf.seq + 1, leaf.head));
    }
    if u64::try_from(rows.len()).ok() != Some(size - first) {
        return Err(StoreError::damaged(
            "entries are missing from the journal's end, or stand after it",
        ));
    }
    for (ledger, end) in ends {
        let head = read.head(ledger)?.map(|head| (head.length, head.hash));
        if head != Some(end) {
            return Err(StoreError::damaged(format!(
                "{ledger}: the head is not its last entry"
            )));
        }
    }
    Ok(())
}
