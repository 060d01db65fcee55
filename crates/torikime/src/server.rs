//! The loop that answers: it listens, and ends when it is told to, or when the store can write no longer (rule R4).

use crate::failure::Failure;
use std::future::IntoFuture;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use store::{Code, Store, StoreError};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use web::App;

/// How long answers under way may take once the end has come.
const GRACE: Duration = Duration::from_secs(5);
/// How often the store is asked whether it still writes.
const LOOK: Duration = Duration::from_millis(200);

/// A failure of a request, for the log: its number and cause, never content.
pub fn log(number: &str, error: &StoreError) {
    eprintln!("torikime: {number}: {error}");
}

/// Listens on an address; port 0 is whichever is free.
///
/// # Errors
/// When it cannot be listened on.
pub fn listen(address: SocketAddr) -> Result<(std::net::TcpListener, SocketAddr), Failure> {
    let listener = std::net::TcpListener::bind(address).map_err(|cause| unable(&cause))?;
    listener
        .set_nonblocking(true)
        .map_err(|cause| unable(&cause))?;
    let local = listener.local_addr().map_err(|cause| unable(&cause))?;
    Ok((listener, local))
}

/// Says that it listens, and answers until the end.
///
/// # Errors
/// As [`Code::Stopped`], when the store stopped writing.
pub fn run(
    app: App,
    listener: std::net::TcpListener,
    store: &Arc<Store>,
    ready: impl FnOnce(),
) -> Result<(), Failure> {
    let runtime = tokio::runtime::Runtime::new().map_err(|cause| unable(&cause))?;
    let outcome = runtime.block_on(async {
        let listener = TcpListener::from_std(listener).map_err(|cause| unable(&cause))?;
        ready();
        answer(app, listener, store).await
    });
    // What hangs in a request must not keep a process that can write no longer.
    runtime.shutdown_timeout(GRACE);
    outcome
}

fn unable(cause: &std::io::Error) -> Failure {
    Failure::Server(cause.to_string())
}

async fn answer(app: App, listener: TcpListener, store: &Store) -> Result<(), Failure> {
    let (end, told) = oneshot::channel::<()>();
    let service = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        let _ = told.await;
    });
    let mut serving = tokio::spawn(serving.into_future());
    let outcome = tokio::select! {
        ended = &mut serving => return over(ended),
        () = interrupted() => Ok(()),
        error = stopped(store) => Err(Failure::Store(error)),
    };
    let _ = end.send(());
    let _ = tokio::time::timeout(GRACE, serving).await;
    outcome
}

/// The loop does not end by itself unless it fails.
fn over(ended: Result<std::io::Result<()>, tokio::task::JoinError>) -> Result<(), Failure> {
    match ended {
        Ok(outcome) => outcome.map_err(|cause| unable(&cause)),
        Err(cause) => Err(Failure::Server(cause.to_string())),
    }
}

/// Ends with Ctrl+C, or with the signal by which a supervisor ends a service.
async fn interrupted() {
    let by_hand = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = by_hand => {}
                _ = ended.recv() => {}
            }
            return;
        }
    }
    let _ = by_hand.await;
}

/// Ends when the store does, with the reason.
async fn stopped(store: &Store) -> StoreError {
    loop {
        if let Some(error) = store.stopped() {
            return StoreError {
                code: Code::Stopped,
                cause: error.to_string(),
            };
        }
        tokio::time::sleep(LOOK).await;
    }
}
