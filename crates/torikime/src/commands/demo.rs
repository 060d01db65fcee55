//! `torikime demo`: the example studies in the browser, on this machine only.

use crate::failure::Failure;
use crate::{examples, output, shelf};
use clap::ArgMatches;
use report::words;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use survey::Language;
use web::App;
use web::library::Library;

/// Serves until it is interrupted.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let port = matches.get_one::<u16>("port").copied().unwrap_or(8470);
    let studies = matches.get_one::<PathBuf>("studies");
    let shelf = shelf::Folder::at(matches.get_one::<PathBuf>("data").cloned());
    let entries = examples::entries(studies.map(PathBuf::as_path))?;
    let library = Arc::new(Library::new(entries, Box::new(shelf)));
    for id in library.open_kept() {
        eprintln!(
            "torikime: {}",
            words::say(language, "cli-kept-unreadable", &[("id", id)])
        );
    }
    warm(&library);
    let app = App {
        library,
        clock: || jiff::Timestamp::now().to_string(),
        seed: unguessable,
        default_language: served_language(language),
        access: None,
    };
    let runtime =
        tokio::runtime::Runtime::new().map_err(|cause| Failure::Server(cause.to_string()))?;
    runtime
        .block_on(serve(app, port, !matches.get_flag("no-open"), language))
        .map_err(|cause| Failure::Server(cause.to_string()))?;
    Ok(ExitCode::SUCCESS)
}

/// From the keys that the standard library draws from the system for its hash maps.
fn unguessable() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(0_u8)
}

/// Computes every study beside the first requests, so that no visitor waits for it.
fn warm(library: &Arc<Library>) {
    let library = library.clone();
    std::thread::spawn(move || {
        for entry in library.all() {
            entry.workup();
        }
    });
}

/// Pages are Japanese unless the visitor or `--lang` says otherwise; the locale decides only the terminal's language.
fn served_language(terminal: Language) -> Language {
    let asked = std::env::args().any(|argument| argument.starts_with("--lang"));
    if asked { terminal } else { Language::Ja }
}

async fn serve(app: App, port: u16, open: bool, language: Language) -> std::io::Result<()> {
    let listener =
        tokio::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
    let address = format!("http://{}", listener.local_addr()?);
    output::line(&words::say(
        language,
        "cli-demo-ready",
        &[("address", address.clone())],
    ));
    if open {
        open_browser(&address);
    }
    axum::serve(listener, web::router(app))
        .with_graceful_shutdown(interrupted())
        .await
}

async fn interrupted() {
    // Without a signal handler the process simply ends, which is as good.
    let _ = tokio::signal::ctrl_c().await;
}

/// Opens the address where a desktop is there to open it; else the printed address serves.
fn open_browser(address: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let quiet = std::process::Stdio::null;
    let _ = std::process::Command::new(opener)
        .arg(address)
        .stdout(quiet())
        .stderr(quiet())
        .spawn();
}
