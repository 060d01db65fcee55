//! What only PostgreSQL does: row-level security, roles, a database set back under a running server.

use super::cluster::{Cluster, cluster};
use super::fixture::{World, house, organisation};
use crate::Store;
use crate::engine::postgres::Server;
use crate::engine::{Database, Purpose, Sight, values};
use crate::error::Code;
use crate::testing::{HandClock, settings};
use ledger::admission::Draft;

fn code(server: Server) -> Option<Code> {
    let opened = Store::open(Box::new(server), settings(&HandClock::default(), 1));
    opened.err().map(|error| error.code)
}

/// A server with two organisations and an engagement between them and a third.
fn peopled(cluster: &Cluster) -> (Server, World) {
    let server = cluster.server(&cluster.database());
    let kept = server.clone();
    let opener: super::fixture::Opener =
        Box::new(move || Ok(Box::new(kept.clone()) as Box<dyn Database>));
    let world = World::new(opener, 1, Box::new(()));
    for number in 1..=3 {
        world.found(number);
        world.state(number, "q16.1", &number.to_string()).unwrap();
    }
    world.engage(9, 1, 2);
    (server, world)
}

/// Rows of the three tables that a transaction sees whose code forgets to ask.
fn seen(server: &Server, sight: Option<&Sight>) -> [u64; 3] {
    let mut engine = server.reader().unwrap();
    engine.begin(Purpose::Read).unwrap();
    if let Some(sight) = sight {
        engine.see(sight).unwrap();
    }
    let counts = ["entry", "head", "opening"].map(|table| {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        engine.query(&sql, &[]).unwrap()[0].get(0).unwrap()
    });
    engine.rollback().unwrap();
    counts
}

#[test]
fn the_database_itself_hides_what_may_not_be_seen() {
    let Some(cluster) = cluster() else { return };
    let (server, _world) = peopled(cluster);
    let of =
        |numbers: &[u8]| Sight::Of(numbers.iter().map(|number| organisation(*number)).collect());
    assert_eq!(seen(&server, None), [0, 0, 0]);
    assert_eq!(seen(&server, Some(&of(&[]))), [0, 0, 0]);
    assert_eq!(seen(&server, Some(&of(&[1]))), [4, 2, 2]);
    assert_eq!(seen(&server, Some(&of(&[2, 3]))), [6, 3, 3]);
    assert_eq!(seen(&server, Some(&of(&[4]))), [0, 0, 0]);
    assert_eq!(seen(&server, Some(&Sight::All)), [9, 5, 4]);
}

#[test]
fn a_sight_ends_with_its_transaction() {
    let Some(cluster) = cluster() else { return };
    let (server, _world) = peopled(cluster);
    let mut engine = server.reader().unwrap();
    engine.begin(Purpose::Read).unwrap();
    engine.see(&Sight::All).unwrap();
    engine.rollback().unwrap();
    engine.begin(Purpose::Read).unwrap();
    let rows = engine.query("SELECT COUNT(*) FROM entry", &[]).unwrap();
    assert_eq!(rows[0].get::<u64>(0).unwrap(), 0);
}

#[test]
fn the_worker_cannot_change_what_was_recorded_nor_the_schema() {
    let Some(cluster) = cluster() else { return };
    let (server, _world) = peopled(cluster);
    for sql in [
        "UPDATE entry SET seq = 7",
        "DELETE FROM entry",
        "DELETE FROM tile",
        "DELETE FROM journal",
        "UPDATE opening SET text = ''",
        "DROP TABLE entry",
        "ALTER TABLE entry DISABLE ROW LEVEL SECURITY",
        "DROP POLICY entry_seen ON entry",
        "UPDATE migration SET checksum = ''",
    ] {
        let mut engine = server.writer().unwrap();
        engine.begin(Purpose::Write).unwrap();
        engine.see(&Sight::All).unwrap();
        assert_eq!(
            engine.execute(sql, &[]).map_err(|error| error.code),
            Err(Code::Statement),
            "{sql}"
        );
    }
    // Without the writer's sight not even a new row is taken.
    let mut engine = server.writer().unwrap();
    engine.begin(Purpose::Write).unwrap();
    let sql = "INSERT INTO opening (ledger, sealed, seq, salt, text) VALUES ($1, $2, 0, $2, '')";
    let refused = engine.execute(sql, values![house(1), vec![0]]);
    assert_eq!(refused.map_err(|error| error.code), Err(Code::Statement));
}

#[test]
fn a_server_that_does_not_keep_its_promises_is_refused() {
    let Some(cluster) = cluster() else { return };
    let name = cluster.database();
    let sound = cluster.server(&name);
    assert_eq!(code(sound.clone()), None);
    let mut owner = sound.clone();
    owner.worker = sound.owner.clone();
    assert_eq!(code(owner), Some(Code::Unsafe));
    let mut root = sound.clone();
    root.worker.user("postgres");
    assert_eq!(code(root), Some(Code::Unsafe));
    let mut unsynced = sound.clone();
    unsynced.unsafe_sync = false;
    assert_eq!(code(unsynced), Some(Code::Unsafe));
    let far = "host=db.example.jp user=owner";
    assert_eq!(
        code(Server::new(far, far, None).unwrap()),
        Some(Code::Unsafe)
    );
    let mut plain = sound.clone();
    plain.roots = Some(Vec::new());
    // Certificates were given, so nothing is said without TLS.
    assert_eq!(code(plain), Some(Code::Unreachable));
    let gone = Server::new(
        "host=/nowhere user=owner",
        "host=/nowhere user=worker",
        None,
    );
    assert_eq!(code(gone.unwrap()), Some(Code::Unreachable));
    assert_eq!(
        Server::new("nonsense", "nonsense", None)
            .err()
            .map(|error| error.code),
        Some(Code::Unreachable)
    );
}

#[test]
fn a_database_set_back_under_a_running_server_stops_it() {
    let Some(cluster) = cluster() else { return };
    let name = cluster.database();
    let server = cluster.server(&name);
    let store = Store::open(Box::new(server), settings(&HandClock::default(), 1)).unwrap();
    let mut root = cluster.root(&name);
    root.batch_execute("CREATE TABLE old AS SELECT * FROM journal")
        .unwrap();
    let found = |number: u8| {
        store.write(move |work: &mut crate::Work<'_>| {
            let founded = super::fixture::founded(number);
            work.record(
                Draft::new(organisation(number), founded),
                &super::fixture::setup(),
                &[],
            )
        })
    };
    found(1).unwrap();
    // As a standby that lagged behind: the last commit never happened.
    root.batch_execute(
        "DELETE FROM entry WHERE idx = 1; DELETE FROM head WHERE kind = 'house'; DELETE FROM access; DELETE FROM member; \
         UPDATE journal SET edge = old.edge, last = old.last, note = old.note FROM old",
    )
    .unwrap();
    let failed = |outcome: Result<crate::Placed, crate::NotRecorded>| match outcome {
        Err(crate::NotRecorded::Failed(error)) => error.code,
        other => panic!("{other:?}"),
    };
    assert_eq!(failed(found(2)), Code::Damaged);
    assert_eq!(failed(found(2)), Code::Stopped);
}

#[test]
fn by_tls_the_server_must_show_the_certificate_given() {
    let Some(cluster) = cluster() else { return };
    let name = cluster.database();
    let server = cluster.by_tls(&name, "server");
    assert_eq!(code(server.clone()), None);
    let mut engine = server.reader().unwrap();
    let sql =
        "SELECT CAST(CAST(ssl AS INT) AS BIGINT) FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    let rows = engine.query(sql, &[]).unwrap();
    assert_eq!(rows[0].get::<u64>(0), Ok(1));
    let stranger = cluster.by_tls(&name, "stranger");
    assert_eq!(code(stranger), Some(Code::Unreachable));
}

#[test]
fn a_connection_that_was_cut_is_opened_again() {
    let Some(cluster) = cluster() else { return };
    let name = cluster.database();
    let server = cluster.server(&name);
    let store = Store::open(Box::new(server), settings(&HandClock::default(), 1)).unwrap();
    let write = || {
        store
            .write(|work: &mut crate::Work<'_>| work.keep_challenge("x", "{}", 1_000))
            .map(drop)
            .map_err(|error| error.code)
    };
    assert_eq!(write(), Ok(()));
    let mut root = cluster.root(&name);
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'worker' AND datname = current_database()";
    root.batch_execute(cut).unwrap();
    assert_eq!(write(), Err(Code::Unreachable));
    assert_eq!(write(), Ok(()));
    let note = || store.read(|read| read.note()).map_err(|error| error.code);
    assert!(note().is_ok());
    root.batch_execute(cut).unwrap();
    assert_eq!(note(), Err(Code::Unreachable));
    assert!(note().is_ok());
    assert_eq!(store.stopped(), None);
}
