//! A server as the command line starts it: its data folder and key, this machine's clock and randomness, and the loop that answers.

use crate::failure::Failure;
use ledger::moment::Moment;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use store::engine::Database;
use store::engine::sqlite::Folder;
use store::error::StoreError;
use store::{Settings, Store, key};
use web::App;

/// Where entries are kept.
pub enum Place {
    /// In the data folder.
    Folder,
    /// On a PostgreSQL server: the owner's connection, the worker's, and the certificates it is known by.
    Postgres {
        /// Connection string of the tables' owner.
        owner: String,
        /// Connection string of the worker.
        worker: String,
        /// PEM file.
        roots: Option<Vec<u8>>,
    },
}

/// Opens a data folder; makes it, with a key of its own, at the first start. The name is the one it signs under from then on.
pub fn open(folder: &Path, name: &str, place: &Place) -> Result<Store, Failure> {
    let path = key::path(folder);
    let signer = if path.exists() {
        key::read(&path)
    } else {
        let mut seed = [0; 32];
        random(&mut seed);
        key::create(folder, name, &seed)
    };
    let signer = signer.map_err(failed)?;
    let settings = Settings::new(
        signer.origin,
        signer.key,
        Arc::new(now),
        Arc::new(|bytes: &mut [u8]| random(bytes)),
    );
    let database: Box<dyn Database> = match place {
        Place::Folder => Box::new(Folder::open(folder).map_err(failed)?),
        Place::Postgres {
            owner,
            worker,
            roots,
        } => {
            let server = store::engine::postgres::Server::new(owner, worker, roots.clone());
            let server = server.map_err(failed)?;
            Box::new(server)
        }
    };
    Store::open(database, settings).map_err(failed)
}

/// A store's error as the command line says it.
pub fn failed(error: StoreError) -> Failure {
    Failure::Server(error.to_string())
}

/// A failure of a request, for the log: its number and cause, never content.
pub fn log(number: &str, error: &StoreError) {
    eprintln!("torikime: {number}: {error}");
}

/// The machine's clock.
pub fn now() -> Moment {
    let millis = jiff::Timestamp::now().as_millisecond();
    Moment::from_millis(millis).unwrap_or_else(|| stop("the clock is outside the calendar"))
}

/// Fills bytes with the system's randomness.
pub fn random(bytes: &mut [u8]) {
    if getrandom::fill(bytes).is_err() {
        stop("the system gives no randomness");
    }
}

/// Nothing may go on without a clock or randomness.
fn stop(why: &str) -> ! {
    eprintln!("torikime: {why}");
    std::process::exit(4)
}

/// Answers until it is interrupted, or until the store says that writing has stopped for good: then the process must end (rule R4).
pub async fn answer(
    app: App,
    listener: tokio::net::TcpListener,
    store: Option<Arc<Store>>,
) -> Result<(), Failure> {
    let stopped = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&stopped);
    let end = async move {
        tokio::select! {
            () = interrupted() => {}
            () = fatal(store) => seen.store(true, Ordering::SeqCst),
        }
    };
    let service = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(end)
        .await
        .map_err(|cause| Failure::Server(cause.to_string()))?;
    if stopped.load(Ordering::SeqCst) {
        return Err(Failure::Server(
            "writing stopped; start again to check what is on disk".into(),
        ));
    }
    Ok(())
}

async fn interrupted() {
    let _ = tokio::signal::ctrl_c().await;
}

/// Ends when the store does; never, where there is none.
async fn fatal(store: Option<Arc<Store>>) {
    loop {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let why = store.as_ref().and_then(|store| store.stopped());
        if let Some(error) = why {
            eprintln!("torikime: {error}");
            return;
        }
    }
}

/// Listens at an address.
pub async fn listen(address: SocketAddr) -> Result<tokio::net::TcpListener, Failure> {
    let listener = tokio::net::TcpListener::bind(address).await;
    listener.map_err(|cause| Failure::Server(cause.to_string()))
}
