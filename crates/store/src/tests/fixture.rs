//! A world to test in: a store, or two replicas of one, with a clock in hand; and short words for what people do in it.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use ledger::admission::{Actor, Draft, Refusal};
use ledger::body::Body;
use ledger::body::house::{Founded, Role, Stated, Value};
use ledger::body::shared::{Opened, SideStated, View};
use ledger::entry::{Author, Means, Way};
use ledger::id::{EngagementId, LedgerId, OrganisationId, PersonId};
use ledger::moment::Moment;
use ledger::organisation::{Name, NameKind, Profile};
use ledger::sealed::Opening;

use crate::engine::failing::{FailingDatabase, Fuse};
use crate::engine::{Database, Sight};
use crate::error::{Code, NotRecorded, StoreError};
use crate::read::{Placed, Read};
use crate::settings::Settings;
use crate::testing::{HandClock, settings};
use crate::{Store, Work};

/// How a database is opened; each call gives the same data anew.
pub type Opener = Box<dyn Fn() -> Result<Box<dyn Database>, StoreError> + Send + Sync>;

thread_local! {
    /// Replicas on PostgreSQL that [`World::here`] makes; none: SQLite.
    static REPLICAS: Cell<usize> = const { Cell::new(0) };
}

/// Runs tests once more on PostgreSQL, behind two replicas that take turns.
pub fn run_on_postgres(tests: &[(&str, fn())]) {
    if super::cluster::cluster().is_none() {
        return;
    }
    REPLICAS.set(2);
    for (name, test) in tests {
        println!("{name}");
        test();
    }
}

/// Names tests for [`run_on_postgres`].
macro_rules! on_postgres {
    ($($name:ident),* $(,)?) => {
        $crate::tests::fixture::run_on_postgres(&[$((stringify!($name), $name)),*])
    };
}
pub(crate) use on_postgres;

/// A world to test in.
pub struct World {
    pub clock: HandClock,
    opener: Opener,
    replicas: usize,
    stores: Vec<Store>,
    turn: AtomicUsize,
    /// Where files lie, for every replica.
    pub files: tempfile::TempDir,
    /// Whatever must live as long as the data does.
    _ground: Box<dyn Send + Sync>,
}

impl World {
    pub fn new(opener: Opener, replicas: usize, ground: Box<dyn Send + Sync>) -> Self {
        let mut world = Self {
            clock: HandClock::default(),
            opener,
            replicas,
            stores: Vec::new(),
            turn: AtomicUsize::new(0),
            files: tempfile::tempdir().unwrap(),
            _ground: ground,
        };
        world.reopen();
        world
    }

    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data");
        let opener: Opener = Box::new(move || {
            let folder = crate::engine::sqlite::Folder::open(&path)?;
            Ok(Box::new(folder) as Box<dyn Database>)
        });
        Self::new(opener, 1, Box::new(folder))
    }

    /// A world on SQLite whose writers stop when one of two fuses is blown: before an operation, or after it was done.
    pub fn mortal() -> (Self, [Fuse; 2]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data");
        let fuses = [
            Fuse::new(Code::Disk),
            Fuse::new(Code::Disk).after_the_fact(),
        ];
        let [before, after] = fuses.clone();
        let opener: Opener = Box::new(move || {
            let folder = crate::engine::sqlite::Folder::open(&path)?;
            let inner = FailingDatabase {
                inner: Box::new(folder),
                fuse: before.clone(),
            };
            Ok(Box::new(FailingDatabase {
                inner: Box::new(inner),
                fuse: after.clone(),
            }) as Box<dyn Database>)
        });
        (Self::new(opener, 1, Box::new(folder)), fuses)
    }

    /// A world on the database that is being tested: SQLite, unless [`run_on_postgres`] says otherwise.
    pub fn here() -> Self {
        match REPLICAS.get() {
            0 => Self::sqlite(),
            replicas => super::cluster::cluster().unwrap().world(replicas),
        }
    }

    pub fn settings(&self, replica: usize) -> Settings {
        settings(&self.clock, replica as u64 + 1).with_files(self.files.path())
    }

    /// Closes everything.
    pub fn close(&mut self) {
        self.stores.clear();
    }

    /// Whether several stores may be open at once.
    pub fn is_shared(&self) -> bool {
        self.replicas > 1
    }

    /// The database itself.
    pub fn database(&self) -> Result<Box<dyn Database>, StoreError> {
        (self.opener)()
    }

    /// Opens with other settings.
    pub fn open(&self, settings: Settings) -> Result<Store, StoreError> {
        Store::open(self.database()?, settings)
    }

    /// Closes everything and starts again.
    pub fn reopen(&mut self) {
        self.close();
        for replica in 0..self.replicas {
            // Each start draws its own randomness, as each process does.
            let drawn = self.turn.fetch_add(self.replicas, Ordering::SeqCst);
            let store = self.open(self.settings(drawn + replica)).unwrap();
            self.stores.push(store);
        }
    }

    /// A store; with replicas another one each time.
    pub fn store(&self) -> &Store {
        &self.stores[self.turn.fetch_add(1, Ordering::SeqCst) % self.stores.len()]
    }

    /// Reads with all ledgers in sight.
    pub fn see<T>(&self, run: impl FnOnce(&mut Read<'_>) -> Result<T, StoreError>) -> T {
        self.store().read_as(Sight::All, run).unwrap()
    }

    /// Records one draft.
    pub fn record(
        &self,
        draft: Draft,
        actor: &Actor,
        openings: &[Opening],
    ) -> Result<Placed, NotRecorded> {
        let (actor, openings) = (actor.clone(), openings.to_vec());
        self.store()
            .write(move |work: &mut Work<'_>| work.record(draft, &actor, &openings))
    }

    /// Founds an organisation whose owner is the person of the same number.
    pub fn found(&self, number: u8) -> Placed {
        let draft = Draft::new(organisation(number), founded(number));
        self.record(draft, &setup(), &[]).unwrap()
    }

    /// A client opens an engagement with a vendor, who holds one item agreed and says so in words of its own.
    pub fn engage(&self, number: u8, client: u8, vendor: u8) {
        let draft = Draft::new(engagement(number), opened(client, vendor));
        self.record(draft, &owner(client), &[]).unwrap();
        let words = opening("口頭で");
        let mut stated = side_stated("q40.1", View::HeldAgreed);
        stated.note = Some(words.seal());
        let draft = Draft::new(engagement(number), stated);
        self.record(draft, &owner(vendor), &[words]).unwrap();
    }

    /// An organisation states something in its owner's words.
    pub fn state(&self, number: u8, code: &str, note: &str) -> Result<Placed, NotRecorded> {
        let (stated, opening) = stated(code, note);
        self.record(
            Draft::new(organisation(number), stated),
            &owner(number),
            &[opening],
        )
    }
}

pub fn organisation(number: u8) -> OrganisationId {
    OrganisationId([number; 16])
}

pub fn person(number: u8) -> PersonId {
    PersonId([number; 16])
}

pub fn house(number: u8) -> LedgerId {
    organisation(number).into()
}

pub fn engagement(number: u8) -> EngagementId {
    EngagementId([number; 16])
}

pub fn moment(millis: i64) -> Moment {
    Moment::from_millis(crate::testing::START + millis).unwrap()
}

pub fn setup() -> Actor {
    crate::start::nobody(Way::Setup)
}

/// The owner of an organisation, acting for it.
pub fn owner(number: u8) -> Actor {
    Actor {
        author: Author {
            person: Some(person(number)),
            organisation: Some(organisation(number)),
            means: Means::from(Way::Session),
        },
        roles: BTreeSet::from([Role::Owner]),
        scopes: Vec::new(),
    }
}

pub fn founded(number: u8) -> Founded {
    let name = Name {
        kind: NameKind::Official,
        text: format!("第{number}株式会社"),
    };
    Founded {
        names: vec![name],
        identifier: None,
        profile: Profile::default(),
        owner: person(number),
    }
}

/// A text with a salt that depends on it alone.
pub fn opening(text: &str) -> Opening {
    let ledger::hash::Hash(bytes) = ledger::hash::Hash::plain(text.as_bytes());
    let mut salt = [0; 16];
    salt.copy_from_slice(&bytes[..16]);
    Opening {
        salt,
        text: text.to_owned(),
    }
}

pub fn stated(code: &str, note: &str) -> (Stated, Opening) {
    let opening = opening(note);
    let stated = Stated {
        item: code.parse().unwrap(),
        value: Value::InForce,
        from: "2026-04-01".parse().unwrap(),
        note: Some(opening.seal()),
    };
    (stated, opening)
}

/// An engagement between two organisations.
pub fn opened(client: u8, vendor: u8) -> Body {
    let opened = Opened {
        client: organisation(client),
        vendor: organisation(vendor),
        partner: None,
        title: format!("work of {vendor} for {client}"),
    };
    opened.into()
}

pub fn side_stated(code: &str, value: View) -> SideStated {
    SideStated {
        item: code.parse().unwrap(),
        value,
        from: "2026-04-01".parse().unwrap(),
        note: None,
    }
}

pub fn refusal<T: std::fmt::Debug>(outcome: Result<T, NotRecorded>) -> Refusal {
    match outcome {
        Err(NotRecorded::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}
