//! `torikime demo`: the example studies and two made-up organisations in the browser, on this machine only.

use crate::data::{self, Place};
use crate::failure::Failure;
use crate::{cast, examples, output, server, shelf};
use clap::ArgMatches;
use report::words;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use survey::Language;
use web::App;
use web::access::{Access, Site};
use web::library::Library;

/// Serves until it is interrupted.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let port = matches.get_one::<u16>("port").copied().unwrap_or(8470);
    let studies = matches.get_one::<PathBuf>("studies");
    let data = matches.get_one::<PathBuf>("data").cloned();
    let shelf = shelf::Folder::at(data.clone());
    let room = Room::in_folder(data)?;
    // Links and passkeys are made from the address, so it is known before anything else.
    let (listener, local) = server::listen(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    let store = data::open(&room.path, "demo.torikime.invalid", &Place::default())?;
    let store = Arc::new(store);
    let access = Access {
        site: Site {
            origin: format!("http://{local}"),
            mail: false,
            proxies: Vec::new(),
            cast: cast::people(&store, &room.path)?,
        },
        store: Arc::clone(&store),
        providers: None,
        log: server::log,
    };
    if let Some(path) = matches.get_one::<PathBuf>("token-file") {
        cast::token(&access, path)?;
    }
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
        houses: None,
        clock: || jiff::Timestamp::now().to_string(),
        seed: unguessable,
        default_language: served_language(language),
        access: Some(Arc::new(access)),
        limits: Arc::new(web::api::limit::Limits::none()),
    };
    let open = !matches.get_flag("no-open");
    server::run(app, listener, &store, || ready(local, open, language))?;
    Ok(ExitCode::SUCCESS)
}

/// Where the made-up organisations are kept: beside the user's own studies where a folder is named, else nowhere for long.
struct Room {
    path: PathBuf,
    /// Removed with everything in it when the demonstration ends.
    _until_the_end: Option<tempfile::TempDir>,
}

impl Room {
    fn in_folder(data: Option<PathBuf>) -> Result<Room, Failure> {
        if let Some(data) = data {
            // A full stop: no study can be called so.
            let path = data.join("organisations.demo");
            return Ok(Room {
                path,
                _until_the_end: None,
            });
        }
        let folder = tempfile::tempdir().map_err(|cause| Failure::Server(cause.to_string()))?;
        Ok(Room {
            path: folder.path().join("data"),
            _until_the_end: Some(folder),
        })
    }
}

/// From the keys that the standard library draws from the system for its hash maps.
pub fn unguessable() -> u64 {
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

fn ready(local: SocketAddr, open: bool, language: Language) {
    let address = format!("http://{local}");
    let args = [("address", address.clone())];
    output::line(&words::say(language, "cli-demo-ready", &args));
    if open {
        open_browser(&address);
    }
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
