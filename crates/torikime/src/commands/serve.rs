//! `torikime serve`: organisations and their people, kept in a data folder or on PostgreSQL, behind a proxy that speaks TLS.

use crate::data::{self, Place};
use crate::failure::Failure;
#[cfg(feature = "oidc")]
use crate::oidc;
use crate::{examples, files, folder, mail, output, server, shelf};
use clap::ArgMatches;
use report::words;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use store::blobs::Blobs;
use store::engine::postgres::Server;
use survey::Language;
use web::App;
use web::access::provider::Providers;
use web::access::{Access, Proxies, Site};
use web::keeping::Houses;
use web::library::Library;
use web::shelf::{Memory, Shelf};

/// What can be configured; a flag counts before the environment, and that before the file.
#[derive(Debug, Default, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Config {
    data: Option<PathBuf>,
    listen: Option<String>,
    origin: Option<String>,
    postgres_owner: Option<String>,
    postgres_worker: Option<String>,
    postgres_roots: Option<PathBuf>,
    smtp_url: Option<String>,
    smtp_user: Option<String>,
    smtp_password: Option<String>,
    smtp_roots: Option<PathBuf>,
    mail_from: Option<String>,
    trusted_proxies: Option<Vec<String>>,
    s3_endpoint: Option<String>,
    s3_bucket: Option<String>,
    s3_region: Option<String>,
    s3_access_key: Option<String>,
    s3_secret_key: Option<String>,
    s3_roots: Option<PathBuf>,
    provider_hosts: Option<Vec<String>>,
}

impl Config {
    fn over(self, below: Config) -> Config {
        Config {
            data: self.data.or(below.data),
            listen: self.listen.or(below.listen),
            origin: self.origin.or(below.origin),
            postgres_owner: self.postgres_owner.or(below.postgres_owner),
            postgres_worker: self.postgres_worker.or(below.postgres_worker),
            postgres_roots: self.postgres_roots.or(below.postgres_roots),
            smtp_url: self.smtp_url.or(below.smtp_url),
            smtp_user: self.smtp_user.or(below.smtp_user),
            smtp_password: self.smtp_password.or(below.smtp_password),
            smtp_roots: self.smtp_roots.or(below.smtp_roots),
            mail_from: self.mail_from.or(below.mail_from),
            trusted_proxies: self.trusted_proxies.or(below.trusted_proxies),
            s3_endpoint: self.s3_endpoint.or(below.s3_endpoint),
            s3_bucket: self.s3_bucket.or(below.s3_bucket),
            s3_region: self.s3_region.or(below.s3_region),
            s3_access_key: self.s3_access_key.or(below.s3_access_key),
            s3_secret_key: self.s3_secret_key.or(below.s3_secret_key),
            s3_roots: self.s3_roots.or(below.s3_roots),
            provider_hosts: self.provider_hosts.or(below.provider_hosts),
        }
    }

    /// From names to texts: command line or environment. Passwords come by environment or file, never by flag.
    fn from(get: impl Fn(&str) -> Option<String>) -> Config {
        Config {
            data: get("data").map(PathBuf::from),
            listen: get("listen"),
            origin: get("origin"),
            postgres_owner: get("postgres_owner"),
            postgres_worker: get("postgres_worker"),
            postgres_roots: get("postgres_roots").map(PathBuf::from),
            smtp_url: get("smtp_url"),
            smtp_user: get("smtp_user"),
            smtp_password: get("smtp_password"),
            smtp_roots: get("smtp_roots").map(PathBuf::from),
            mail_from: get("mail_from"),
            s3_endpoint: get("s3_endpoint"),
            s3_bucket: get("s3_bucket"),
            s3_region: get("s3_region"),
            s3_access_key: get("s3_access_key"),
            s3_secret_key: get("s3_secret_key"),
            s3_roots: get("s3_roots").map(PathBuf::from),
            trusted_proxies: get("trusted_proxies").map(listed),
            provider_hosts: get("provider_hosts").map(listed),
        }
    }
}

fn listed(list: String) -> Vec<String> {
    list.split(',').map(|one| one.trim().to_owned()).collect()
}

fn environment(name: &str) -> Option<String> {
    let name = format!("TORIKIME_{}", name.to_ascii_uppercase());
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|cause| Failure::File {
        path: path.display().to_string(),
        act: "read",
        cause,
    })
}

/// What environment and file say.
fn below_flags(matches: &ArgMatches) -> Result<Config, Failure> {
    let file = matches.get_one::<PathBuf>("config").cloned();
    let file = file.or_else(|| environment("config").map(PathBuf::from));
    let below = match file {
        None => Config::default(),
        Some(path) => toml::from_str(&read(&path)?)
            .map_err(|error| Failure::Server(format!("{}: {error}", path.display())))?,
    };
    Ok(Config::from(environment).over(below))
}

/// Where the server keeps its data, for a command that takes `--config` as `serve` does.
pub(super) fn place_of(matches: &ArgMatches) -> Result<Place, Failure> {
    place(&below_flags(matches)?)
}

fn configured(matches: &ArgMatches) -> Result<Config, Failure> {
    let flags = Config {
        data: matches.get_one::<PathBuf>("serve-data").cloned(),
        listen: matches.get_one::<String>("listen").cloned(),
        origin: matches.get_one::<String>("origin").cloned(),
        smtp_url: matches.get_one::<String>("smtp-url").cloned(),
        mail_from: matches.get_one::<String>("mail-from").cloned(),
        trusted_proxies: matches
            .get_many::<String>("trusted-proxy")
            .map(|list| list.cloned().collect()),
        ..Config::default()
    };
    Ok(flags.over(below_flags(matches)?))
}

fn place(config: &Config) -> Result<Place, Failure> {
    Ok(Place {
        postgres: postgres(config)?,
        blobs: blobs(config)?,
    })
}

fn postgres(config: &Config) -> Result<Option<Box<Server>>, Failure> {
    let Some(owner) = &config.postgres_owner else {
        return Ok(None);
    };
    let Some(worker) = &config.postgres_worker else {
        let cause = "postgres_worker: not set, only postgres_owner is";
        return Err(Failure::Server(cause.to_owned()));
    };
    let roots = config.postgres_roots.as_deref().map(folder::read);
    let server = Server::new(owner, worker, roots.transpose()?)?;
    Ok(Some(Box::new(server)))
}

fn blobs(config: &Config) -> Result<Option<Arc<dyn Blobs>>, Failure> {
    let roots = config.s3_roots.as_deref().map(folder::read);
    let settings = files::read(files::Written {
        endpoint: config.s3_endpoint.as_deref(),
        bucket: config.s3_bucket.as_deref(),
        region: config.s3_region.as_deref(),
        access_key: config.s3_access_key.as_deref(),
        secret_key: config.s3_secret_key.as_deref(),
        roots: roots.transpose()?,
    })?;
    settings.map(files::open).transpose()
}

/// Through which mail server and as whom mails are sent, if they are.
fn mails(config: &Config) -> Result<Option<mail::Settings>, Failure> {
    let roots = config.smtp_roots.as_deref().map(read).transpose()?;
    mail::read(mail::Written {
        url: config.smtp_url.as_deref(),
        from: config.mail_from.as_deref(),
        user: config.smtp_user.as_deref(),
        password: config.smtp_password.as_deref(),
        roots: roots.map(String::into_bytes),
    })
}

/// Asks organisations' identity providers, where this program was built to.
#[cfg(feature = "oidc")]
fn providers(config: &Config) -> Option<Arc<dyn Providers>> {
    let hosts = config.provider_hosts.as_deref().unwrap_or_default();
    Some(Arc::new(oidc::Asking::new(oidc::Reach::new(hosts))))
}

#[cfg(not(feature = "oidc"))]
fn providers(_: &Config) -> Option<Arc<dyn Providers>> {
    None
}

fn proxies(config: &Config) -> Result<Vec<Proxies>, Failure> {
    let list = config.trusted_proxies.iter().flatten();
    let parsed = list.map(|one| one.parse());
    let parsed: Result<Vec<Proxies>, String> = parsed.collect();
    parsed.map_err(|cause| Failure::Server(format!("trusted proxy {cause}")))
}

/// The site's address: what is configured, or this machine by name at the port listened on.
fn origin(config: &Config, listen: SocketAddr) -> Result<String, Failure> {
    let Some(origin) = &config.origin else {
        return Ok(format!("http://localhost:{}", listen.port()));
    };
    let origin = origin.trim_end_matches('/');
    let fits = origin.split_once("://").is_some_and(|(scheme, rest)| {
        matches!(scheme, "http" | "https")
            && !rest.is_empty()
            && !rest.contains(['/', '?', '#', '@'])
    });
    // Without encryption the cookie of a session can be read on the way; only this machine needs none.
    let open = origin.starts_with("http://") && !is_this_machine(name(origin));
    if open && !plain_http() {
        return Err(Failure::Server(format!(
            "origin {origin:?}: https only, or TORIKIME_PLAIN_HTTP=1 where a network of your own encrypts"
        )));
    }
    if fits {
        Ok(origin.to_owned())
    } else {
        Err(Failure::Server(format!(
            "origin {origin:?}: https://HOST[:PORT]"
        )))
    }
}

fn is_this_machine(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

/// Whether somebody said that the site may be reached without encryption from elsewhere.
fn plain_http() -> bool {
    environment("plain_http").is_some_and(|said| said == "1")
}

/// The name the server signs under: its host.
fn name(origin: &str) -> &str {
    let authority = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    authority
        .rsplit_once(':')
        .map_or(authority, |(host, _)| host)
}

/// Serves until it is interrupted.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let config = configured(matches)?;
    let listen = config.listen.as_deref().unwrap_or("127.0.0.1:8471");
    let listen: SocketAddr = listen
        .parse()
        .map_err(|error| Failure::Server(format!("listen {listen:?}: {error}")))?;
    let origin = origin(&config, listen)?;
    let settings = mails(&config)?;
    let sends = settings.is_some();
    let data = config
        .data
        .clone()
        .unwrap_or_else(|| PathBuf::from("torikime-server"));
    let place = place(&config)?;
    if let Some(blobs) = &place.blobs {
        blobs.reach()?;
    }
    let store = Arc::new(data::open(&data, name(&origin), &place)?);
    begun(&store, language)?;
    let alone = config.postgres_owner.is_none();
    let worker = mail::Worker {
        store: Arc::clone(&store),
        settings,
        origin: origin.clone(),
        log: |said| eprintln!("torikime: {said}"),
    };
    worker.begin(alone)?;
    let link = store.setup_link()?;
    let library = Library::new(examples::entries(None)?, Box::new(Memory::default()));
    let access = Access {
        store: Arc::clone(&store),
        site: Site {
            origin: origin.clone(),
            mail: sends,
            proxies: proxies(&config)?,
            cast: Vec::new(),
        },
        providers: providers(&config),
        log: server::log,
    };
    let app = App {
        library: Arc::new(library),
        houses: houses(&config, data),
        clock: || jiff::Timestamp::now().to_string(),
        seed: super::demo::unguessable,
        default_language: Language::Ja,
        access: Some(Arc::new(access)),
        limits: Arc::default(),
    };
    let _sending = worker.start();
    let say = |key, value: String| {
        output::line(&words::say(language, key, &[("address", value)]));
    };
    let (listener, _) = server::listen(listen)?;
    server::run(app, listener, &store, || {
        say("cli-serve-ready", origin.clone());
        if let Some(link) = link {
            let link = format!("{origin}/set-up#{}", link.reveal());
            say("cli-serve-set-up", link);
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Each organisation's own studies in a folder of its own. Those files are one machine's: replicas over one database would not see
/// each other's, so there are none.
fn houses(config: &Config, data: PathBuf) -> Option<Arc<Houses>> {
    let open = move |organisation: &str| -> Box<dyn Shelf> {
        let folder = shelf::houses(&data).join(organisation);
        Box::new(shelf::Folder::at(Some(folder)))
    };
    let alone = config.postgres_owner.is_none();
    alone.then(|| Arc::new(Houses::new(Box::new(open))))
}

/// Records the start, as every act of an operator; a server that was restored from a backup says so.
fn begun(store: &store::Store, language: Language) -> Result<(), Failure> {
    store.operator_acted(ledger::body::server::Act::Serve, env!("CARGO_PKG_VERSION"))?;
    if let Some(restored) = store.restored()? {
        let args = [
            ("moment", restored.recorded.to_string()),
            ("epoch", restored.epoch.to_string()),
            ("size", restored.size.to_string()),
        ];
        output::line(&words::say(language, "cli-serve-restored", &args));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_count_before_the_environment_and_that_before_the_file() {
        let config = |data: &str, origin: &str| {
            Config::from(|name| match name {
                "data" => Some(data.to_owned()).filter(|text| !text.is_empty()),
                "origin" => Some(origin.to_owned()).filter(|text| !text.is_empty()),
                _ => None,
            })
        };
        let merged = config("flag", "")
            .over(config("env", "https://env"))
            .over(config("", "https://file"));
        assert_eq!(merged, config("flag", "https://env"));
        let unknown: Result<Config, _> = toml::from_str("orgin = 'https://t.example'");
        assert!(unknown.is_err(), "a misspelt setting is refused");
    }

    #[test]
    fn an_address_of_the_site_is_scheme_and_host() {
        let listen = "127.0.0.1:8471".parse().unwrap();
        for (given, wanted) in [
            (None, Some("http://localhost:8471")),
            (Some("https://t.example"), Some("https://t.example")),
            (Some("https://t.example/"), Some("https://t.example")),
            (
                Some("https://t.example:8443"),
                Some("https://t.example:8443"),
            ),
            (Some("t.example"), None),
            (Some("http://t.example"), None),
            (Some("http://127.0.0.1:8471"), Some("http://127.0.0.1:8471")),
            (Some("http://localhost"), Some("http://localhost")),
            (Some("https://t.example/path"), None),
            (Some("https://user@t.example"), None),
            (Some("ftp://t.example"), None),
        ] {
            let config = Config {
                origin: given.map(str::to_owned),
                ..Config::default()
            };
            assert_eq!(origin(&config, listen).ok().as_deref(), wanted, "{given:?}");
        }
        assert_eq!(name("https://t.example:8443"), "t.example");
    }
}
