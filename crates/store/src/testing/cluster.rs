//! A real PostgreSQL server for one test process: made anew, reached by a socket in its own folder, gone when the process ends.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use postgres::{Client, NoTls};

use crate::engine::postgres::Server;

/// Set where the lack of a server is a failure and no excuse.
const NEEDED: &str = "TORIKIME_NEED_POSTGRES";

/// A server with two roles, `owner` and `worker`, and as many databases as are asked for.
pub struct Cluster {
    folder: PathBuf,
    port: u16,
    /// The server's keeper ends it when its input ends, that is with this process.
    _keeper: Child,
    databases: AtomicU32,
}

/// The folder of the newest server's programs.
fn find() -> Option<PathBuf> {
    let on_path = std::env::split_paths(&std::env::var_os("PATH")?).collect::<Vec<_>>();
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut versions: Vec<_> = installed
        .flatten()
        .map(|version| version.path().join("bin"))
        .collect();
    versions.sort();
    let candidates = versions.into_iter().rev().chain(on_path);
    candidates
        .into_iter()
        .find(|folder| folder.join("initdb").exists())
}

/// The account a server may run as; none where this process's own will do.
fn account() -> Option<(u32, u32)> {
    let me = fs::metadata("/proc/self").map(|own| std::os::unix::fs::MetadataExt::uid(&own));
    if me.ok() != Some(0) {
        return None;
    }
    let accounts = fs::read_to_string("/etc/passwd").unwrap();
    let line = accounts
        .lines()
        .find(|line| line.starts_with("postgres:"))
        .unwrap();
    let fields: Vec<&str> = line.split(':').collect();
    Some((fields[2].parse().unwrap(), fields[3].parse().unwrap()))
}

fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    if let Some((user, group)) = account() {
        command.uid(user).gid(group);
    }
    command
        .current_dir("/")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Makes a key and a certificate of its own for `localhost`.
fn certify(folder: &Path, name: &str) {
    let made = command("openssl")
        .args("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost".split(' '))
        .args(["-addext", "subjectAltName=DNS:localhost"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout"])
        .arg(folder.join(format!("{name}.key")))
        .arg("-out")
        .arg(folder.join(format!("{name}.pem")))
        .status()
        .unwrap();
    assert!(made.success(), "openssl made no certificate");
}

impl Cluster {
    /// Starts one, which keeps what it acknowledges if it is to be safe, and is quick otherwise.
    /// None where no server is installed, which is said; a failure where [`NEEDED`] is set.
    #[must_use]
    pub fn find(safe: bool) -> Option<Self> {
        let found = find();
        if found.is_none() {
            assert!(
                std::env::var_os(NEEDED).is_none(),
                "{NEEDED} is set, and no initdb is found"
            );
            // Past the test runner, which would keep it to itself.
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED: no initdb found: nothing is tested on PostgreSQL"
            );
        }
        found.map(|programs| Self::start(&programs, safe))
    }

    fn start(programs: &Path, safe: bool) -> Self {
        let folder = std::env::temp_dir().join(format!("torikime-pg-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
        if let Some((user, group)) = account() {
            chown(&folder, Some(user), Some(group)).unwrap();
        }
        let data = folder.join("data");
        let made = command(programs.join("initdb"))
            .args([
                "--no-sync",
                "--auth=trust",
                "--username=postgres",
                "--encoding=UTF8",
            ])
            .args(["--locale=C", "--pgdata"])
            .arg(&data)
            .status()
            .unwrap();
        assert!(made.success(), "initdb failed");
        certify(&folder, "server");
        certify(&folder, "stranger");
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let keeper = Self::keep(programs, &folder, &data, port, safe);
        let cluster = Self {
            folder,
            port,
            _keeper: keeper,
            databases: AtomicU32::new(0),
        };
        let mut root = cluster.root("postgres");
        root.batch_execute("CREATE ROLE owner LOGIN; CREATE ROLE worker LOGIN")
            .unwrap();
        cluster
    }

    /// A shell that starts the server, waits for the end of its input, and then ends the server.
    fn keep(programs: &Path, folder: &Path, data: &Path, port: u16, safe: bool) -> Child {
        let script = r#"
            "$1/postgres" -D "$3" -k "$2" -c listen_addresses=127.0.0.1 -c port="$4" -c fsync="$5" \
                -c full_page_writes="$5" -c max_connections=200 -c ssl=on -c ssl_cert_file="$2/server.pem" \
                -c ssl_key_file="$2/server.key" -c log_destination=stderr 2>"$2/log" &
            server=$!
            read -r _
            kill -QUIT $server
            wait $server
            rm -rf "$2"
        "#;
        command("sh")
            .args(["-c", script, "sh"])
            .args([programs, folder, data])
            .arg(port.to_string())
            .arg(if safe { "on" } else { "off" })
            .stdin(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// How a role reaches a database: `owner`, `worker` or `postgres`.
    #[must_use]
    pub fn string(&self, user: &str, database: &str) -> String {
        format!(
            "host={} port={} user={user} dbname={database}",
            self.folder.display(),
            self.port
        )
    }

    /// A superuser's connection, once the server answers.
    #[must_use]
    pub fn root(&self, database: &str) -> Client {
        let string = self.string("postgres", database);
        for _ in 0..300 {
            if let Ok(client) = Client::connect(&string, NoTls) {
                return client;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        panic!("the server does not answer:\n{log}");
    }

    /// A new, empty database.
    #[must_use]
    pub fn database(&self) -> String {
        let name = format!("t{}", self.databases.fetch_add(1, Ordering::SeqCst));
        let mut root = self.root("postgres");
        root.batch_execute(&format!("CREATE DATABASE {name} OWNER owner"))
            .unwrap();
        name
    }

    /// The server as a store is told of it.
    #[must_use]
    pub fn server(&self, database: &str) -> Server {
        let string = |user| self.string(user, database);
        let mut server = Server::new(&string("owner"), &string("worker"), None).unwrap();
        server.unsafe_sync = true;
        server
    }

    /// The same server by TCP, known by one of the certificates made here.
    #[must_use]
    pub fn by_tls(&self, database: &str, certificate: &str) -> Server {
        let string = |user| {
            let port = self.port;
            format!("host=localhost hostaddr=127.0.0.1 port={port} user={user} dbname={database}")
        };
        let roots = fs::read(self.folder.join(format!("{certificate}.pem"))).unwrap();
        let mut server = Server::new(&string("owner"), &string("worker"), Some(roots)).unwrap();
        server.unsafe_sync = true;
        server
    }
}
