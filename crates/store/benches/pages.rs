//! How long pages wait for the store when it is large: 10,000 ledgers with 20 statements each, written through the store itself,
//! then read as pages read them, by one reader and by four at once, with states in memory and without.
//!
//! `scripts/bench-store-pages` runs it. Arguments: folder, ledgers, statements of a ledger, readings. `seed` before them only writes
//! the folder as a server's, for `scripts/bench-organisation-pages`; then the last is engagements of the first organisation.

mod seed;

use std::sync::Mutex;
use std::time::{Duration, Instant};

use ledger::signature::PrivateKey;
use seed::{fill, seed, sessions};
use store::door::{Arrival, When};
use store::working::secret::Secret;
use store::{Settings, Store};

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
