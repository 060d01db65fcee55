//! How long pages wait for the store when it is large: 10,000 ledgers with 20 statements each, written through the store itself,
//! then read as pages read them, by one reader and by four at once, with states in memory and without.
//!
//! `scripts/bench-store-pages` runs it. Arguments: folder, ledgers, statements of a ledger, readings. `seed` before them only writes
//! the folder as a server's, for `scripts/bench-organisation-pages`; then the last is engagements of the first organisation.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use ledger::admission::{Actor, Draft};
use ledger::body::house::{Founded, Role, Stated, Value};
use ledger::body::shared::{Opened, Partner, SideStated, View};
use ledger::entry::{Author, Way};
use ledger::hash::Hash;
use ledger::id::{EngagementId, OrganisationId, PersonId};
use ledger::organisation::{Name, NameKind, Profile};
use ledger::sealed::Opening;
use ledger::signature::PrivateKey;
use store::door::{Arrival, When};
use store::working::person::Person;
use store::working::secret::Secret;
use store::{NotRecorded, Settings, Store, StoreError, Work};

/// Ledgers that have an owner who comes: what is read is drawn among them.
const VISITED: u64 = 1_000;
/// Ledgers written in one job.
const AT_ONCE: u64 = 10;
/// Lines of a page of a list.
const PAGE: u64 = 100;

fn settings() -> Settings {
    let clock = std::sync::Arc::new(|| {
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap();
        ledger::moment::Moment::from_millis(i64::try_from(since.as_millis()).unwrap()).unwrap()
    });
    let random = store::testing::seeded(1);
    Settings {
        own_clock: true,
        ..Settings::new("bench.example", PrivateKey::new(&[1; 32]), clock, random)
    }
}

/// Sixteen bytes that look random and are the same each time.
fn id(of: &str, number: u64) -> [u8; 16] {
    let Hash(bytes) = Hash::of(of, &[&number.to_be_bytes()]);
    let mut id = [0; 16];
    id.copy_from_slice(&bytes[..16]);
    id
}

fn organisation(number: u64) -> OrganisationId {
    OrganisationId(id("organisation", number))
}

fn person(number: u64) -> PersonId {
    PersonId(id("person", number))
}

fn actor(number: u64, way: Way) -> Actor {
    let author = Author {
        person: Some(person(number)),
        organisation: Some(organisation(number)),
        means: way.into(),
    };
    Actor {
        author,
        roles: [Role::Owner].into(),
        scopes: Vec::new(),
    }
}

/// An organisation, its owner, and what it states: every third statement with a note.
fn fill_one(work: &mut Work<'_>, number: u64, statements: u64) -> Result<(), NotRecorded> {
    let moment = work.now().moment;
    work.add_person(&Person {
        id: person(number),
        name: format!("担当 {number}"),
        reading: None,
        language: "ja".to_owned(),
        created: moment,
    })?;
    let founded = Founded {
        names: vec![Name {
            kind: NameKind::Official,
            text: format!("第{number}計測株式会社"),
        }],
        identifier: None,
        profile: Profile::default(),
        owner: person(number),
    };
    let draft = Draft::new(organisation(number), founded);
    work.record(draft, &actor(number, Way::Setup), &[])?;
    for at in 0..statements {
        let opening = at.is_multiple_of(3).then(|| Opening {
            salt: id("salt", at),
            text: format!("{number} の取り決め {at}。委託先と毎年度に確認する。"),
        });
        let stated = Stated {
            item: format!("q16.{}", at + 1).parse().unwrap(),
            value: Value::InForce,
            from: "2026-04-01".parse().unwrap(),
            note: opening.as_ref().map(Opening::seal),
        };
        let draft = Draft::new(organisation(number), stated);
        work.record(draft, &actor(number, Way::Session), opening.as_slice())?;
    }
    Ok(())
}

fn fill(store: &Store, ledgers: u64, statements: u64) {
    for first in (0..ledgers).step_by(usize::try_from(AT_ONCE).unwrap()) {
        let job = move |work: &mut Work<'_>| {
            let numbers = first..ledgers.min(first + AT_ONCE);
            numbers
                .into_iter()
                .try_for_each(|number| fill_one(work, number, statements))
        };
        store.write(job).unwrap();
    }
}

/// Engagements of the first organisation, each with a partner that is not here, and a word of its own on five requirements.
fn engage(work: &mut Work<'_>, number: u64) -> Result<(), NotRecorded> {
    let engagement = EngagementId(id("engagement", number));
    let opened = Opened {
        client: organisation(0),
        vendor: OrganisationId(id("seat", number)),
        partner: Some(Partner {
            name: format!("委託先第{number}株式会社"),
            identifier: None,
        }),
        title: format!("基幹システム第{number}次開発と保守"),
    };
    let actor = actor(0, Way::Session);
    work.record(Draft::new(engagement, opened), &actor, &[])?;
    for at in 0..5 {
        let stated = SideStated {
            item: format!("req.{}", at + 1).parse().unwrap(),
            value: View::ALL[usize::try_from((number + at) % 5).unwrap()],
            from: "2026-04-01".parse().unwrap(),
            note: None,
        };
        work.record(Draft::new(engagement, stated), &actor, &[])?;
    }
    Ok(())
}

fn engage_all(store: &Store, engagements: u64) {
    for first in (0..engagements).step_by(usize::try_from(AT_ONCE).unwrap()) {
        let numbers = first..engagements.min(first + AT_ONCE);
        let job = |work: &mut Work<'_>| numbers.into_iter().try_for_each(|one| engage(work, one));
        store.write(job).unwrap();
    }
}

/// Access sessions of those who will come.
fn sessions(store: &Store, ledgers: u64) -> Vec<Secret> {
    let step = (ledgers / VISITED).max(1);
    let open = move |work: &mut Work<'_>| -> Result<_, StoreError> {
        let mut secrets = Vec::new();
        for number in (0..ledgers).step_by(usize::try_from(step).unwrap()) {
            let secret = work.open_session(person(number), "passkey", true, 86_400_000)?;
            work.act_for(secret.hash(), Some(organisation(number)))?;
            secrets.push(secret);
        }
        Ok(secrets)
    };
    store.write(open).unwrap()
}

fn arrive(store: &Store, secret: &Secret) -> Arrival {
    store.arrive(secret).unwrap().unwrap()
}

/// A reading of a page, for whoever comes with a secret; gives the number of things shown.
type Reading = fn(&Store, &Secret) -> usize;

const READINGS: &[(&str, Reading)] = &[
    ("arrive", |store, secret| {
        arrive(store, secret).memberships.len()
    }),
    ("arrive and standings", |store, secret| {
        let visitor = arrive(store, secret).visitor;
        let seen = store.look(&visitor, When::Now, |look| look.standings());
        seen.unwrap().flatten().unwrap().get().len()
    }),
    ("arrive and standings on a past day", |store, secret| {
        let visitor = arrive(store, secret).visitor;
        let today = When::EndOf(store.now().today());
        let seen = store.look(&visitor, today, |look| look.standings());
        seen.unwrap().flatten().unwrap().get().len()
    }),
    ("arrive and history", |store, secret| {
        let visitor = arrive(store, secret).visitor;
        let seen = store.look(&visitor, When::Now, |look| look.history());
        seen.unwrap().flatten().unwrap().get().len()
    }),
    ("arrive and receipt", |store, secret| {
        let visitor = arrive(store, secret).visitor;
        let seen = store.look(&visitor, When::Now, |look| look.receipt(7));
        seen.unwrap().flatten().unwrap().proof.len()
    }),
    ("a page of the list of ledgers", |store, secret| {
        let arrival = arrive(store, secret);
        let after = arrival.visitor.organisation.map(Into::into);
        store::testing::listed(store, after, PAGE).unwrap().len()
    }),
];

/// So many readings by so many readers at once, spread over those who come.
fn measure(
    store: &Store,
    secrets: &[Secret],
    readers: usize,
    count: usize,
    reading: Reading,
) -> Vec<Duration> {
    let times = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for reader in 0..readers {
            let times = &times;
            scope.spawn(move || {
                // 7,919 is a prime: everybody comes before anybody comes twice.
                let whose = (0..count / readers).map(|at| (at * readers + reader) * 7_919);
                let taken = whose.map(|at| {
                    let (secret, began) = (&secrets[at % secrets.len()], Instant::now());
                    assert!(std::hint::black_box(reading(store, secret)) > 0);
                    began.elapsed()
                });
                let taken: Vec<Duration> = taken.collect();
                times.lock().unwrap().extend(taken);
            });
        }
    });
    let mut times = times.into_inner().unwrap();
    times.sort();
    times
}

fn line(what: &str, readers: usize, times: &[Duration]) {
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    let millis = |time: Duration| time.as_secs_f64() * 1_000.0;
    let (p50, p99, most) = (millis(at(50)), millis(at(99)), millis(at(100)));
    println!("| {what} | {readers} | {p50:.2} | {p99:.2} | {most:.2} |");
}

/// Makes a server's data folder with a key, and beside it the secrets of access sessions, one a line.
fn seed(folder: &std::path::Path, ledgers: u64, statements: u64, engagements: u64) {
    store::key::create(folder, "bench.example", &[1; 32]).unwrap();
    let store = Store::open_folder(folder, settings()).unwrap();
    fill(&store, ledgers, statements);
    engage_all(&store, engagements);
    let lines = sessions(&store, ledgers);
    let lines: Vec<String> = lines.iter().map(Secret::reveal).collect();
    std::fs::write(folder.join("sessions"), lines.join("\n")).unwrap();
}

fn main() {
    let mut arguments: Vec<String> = std::env::args()
        .filter(|argument| argument != "--bench")
        .collect();
    let only_seed = arguments.get(1).is_some_and(|word| word == "seed");
    if only_seed {
        arguments.remove(1);
    }
    let folder = arguments
        .get(1)
        .map_or(std::env::temp_dir(), std::path::PathBuf::from);
    let number = |at: usize, usual: u64| {
        let given = arguments.get(at).and_then(|text| text.parse().ok());
        given.unwrap_or(usual)
    };
    let (ledgers, statements) = (number(2, 10_000), number(3, 20));
    let count = usize::try_from(number(4, 4_000)).unwrap();
    if only_seed {
        return seed(&folder, ledgers, statements, number(4, 10_000));
    }
    let place = tempfile::tempdir_in(folder).unwrap();

    let began = Instant::now();
    let store = Store::open_folder(place.path(), settings()).unwrap();
    fill(&store, ledgers, statements);
    let secrets = sessions(&store, ledgers);
    println!(
        "{ledgers} ledgers, {statements} statements each, written in {:.0} s",
        began.elapsed().as_secs_f64()
    );
    drop(store);

    println!("| what | readers | p50, ms | p99, ms | longest, ms |\n|---|---|---|---|---|");
    let began = Instant::now();
    let mut store = Store::open_folder(place.path(), settings()).unwrap();
    let opened = [began.elapsed()];
    line("start", 1, &opened);
    for (what, reading) in READINGS {
        // Opened anew: nothing is in memory that an earlier reading left there.
        drop(store);
        store = Store::open_folder(place.path(), settings()).unwrap();
        let first = measure(&store, &secrets, 1, secrets.len(), *reading);
        line(&format!("{what}, the first time"), 1, &first);
        for readers in [1, 4] {
            line(
                what,
                readers,
                &measure(&store, &secrets, readers, count, *reading),
            );
        }
    }
}
