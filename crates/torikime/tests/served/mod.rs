//! A running server as the program starts it, and people who come to it with browsers of their own.
#![allow(dead_code)] // each test file uses its own part

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// The name of the site, whatever port a replica listens on.
pub const SITE: &str = "t.example";
/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server; ended with the test.
pub struct Served {
    child: Child,
    port: u16,
    /// As which site it is asked.
    host: String,
    /// The secret of the link it printed.
    pub set_up: Option<String>,
    errors: Arc<Mutex<String>>,
}

impl Served {
    /// Starts `torikime serve` on a data folder, with settings as the environment gives them.
    pub fn start(data: &Path, settings: &[(&str, &str)]) -> Served {
        Self::try_start(data, settings).unwrap_or_else(|said| panic!("it does not start: {said}"))
    }

    /// The same, or what it said when it ended instead.
    pub fn try_start(data: &Path, settings: &[(&str, &str)]) -> Result<Served, String> {
        Self::launch(data, settings, SITE, free_port())
    }

    /// Starts one whose site is the address it listens on, for programs of this machine.
    pub fn here(data: &Path) -> Served {
        let port = free_port();
        let host = format!("127.0.0.1:{port}");
        Self::launch(data, &[], &host, port).unwrap_or_else(|said| panic!("{said}"))
    }

    fn launch(
        data: &Path,
        settings: &[(&str, &str)],
        host: &str,
        port: u16,
    ) -> Result<Served, String> {
        let listen = format!("127.0.0.1:{port}");
        let origin = format!("http://{host}");
        let arguments = [
            "--lang", "en", "serve", "--listen", &listen, "--origin", &origin,
        ];
        let mut command = super::run::program(Path::new("/"), &arguments);
        command.arg("--data").arg(data);
        let settings = settings
            .iter()
            .map(|(name, value)| (format!("TORIKIME_{name}"), value));
        command
            .envs(settings)
            .env("TORIKIME_PLAIN_HTTP", "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let errors = gathered(child.stderr.take().unwrap());
        let mut served = Served {
            child,
            port,
            host: host.to_owned(),
            set_up: None,
            errors,
        };
        let said = served.wait_until_ready();
        match said {
            Some(set_up) => served.set_up = set_up,
            None => {
                served.child.wait().unwrap();
                std::thread::sleep(Duration::from_millis(100));
                return Err(served.errors());
            }
        }
        Ok(served)
    }

    /// The link it printed, if it printed one; nothing where it ended. What it prints later is read and dropped.
    fn wait_until_ready(&mut self) -> Option<Option<String>> {
        let mut lines = BufReader::new(self.child.stdout.take().unwrap()).lines();
        lines
            .by_ref()
            .map_while(Result::ok)
            .find(|line| line.contains("Serving at"))?;
        let deadline = Instant::now() + PATIENCE;
        let mut answer = self.get(&Guest::default(), "/sign-in");
        while answer.is_none() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(20));
            answer = self.get(&Guest::default(), "/sign-in");
        }
        // Where there is a link, it stands in the two lines that were written with the first.
        let held = Arc::new(Mutex::new(None));
        let found = Arc::clone(&held);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Some((_, secret)) = line.split_once("/set-up#") {
                    *found.lock().unwrap() = Some(secret.trim().to_owned());
                }
            }
        });
        std::thread::sleep(Duration::from_millis(200));
        let secret = held.lock().unwrap().clone();
        Some(secret)
    }

    /// Where it listens.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What it wrote to stderr.
    pub fn errors(&self) -> String {
        self.errors.lock().unwrap().clone()
    }

    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Ends it as a supervisor does.
    pub fn terminate(mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        std::process::Command::new("kill")
            .arg(&id)
            .status()
            .unwrap();
        self.ended()
    }

    /// Waits until it ends by itself.
    pub fn ended(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(
                Instant::now() < deadline,
                "it does not end: {}",
                self.errors()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// A page as somebody sees it; nothing where the server is gone.
    pub fn get(&self, guest: &Guest, address: &str) -> Option<Answer> {
        self.ask(guest, "GET", address, "")
    }

    /// A page that must be there.
    pub fn page(&self, guest: &Guest, address: &str) -> Answer {
        self.get(guest, address)
            .unwrap_or_else(|| panic!("{address}: {}", self.errors()))
    }

    /// Sends a form with the token of a page that carries one.
    pub fn post(&self, guest: &Guest, address: &str, fields: &[(&str, &str)]) -> Answer {
        let token = match guest.cookie.is_empty() {
            true => String::new(),
            false => self
                .page(guest, "/o")
                .between("name=\"form\" value=\"", "\""),
        };
        self.post_with(guest, address, fields, &token)
    }

    /// Sends a form with a token.
    pub fn post_with(
        &self,
        guest: &Guest,
        address: &str,
        fields: &[(&str, &str)],
        token: &str,
    ) -> Answer {
        let with_token = [fields, &[("form", token)]].concat();
        let pairs = with_token
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let answer = self.ask(guest, "POST", address, &body);
        answer.unwrap_or_else(|| panic!("{address}: {}", self.errors()))
    }

    fn ask(&self, guest: &Guest, method: &str, address: &str, body: &str) -> Option<Answer> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let (host, cookie, length) = (&self.host, &guest.cookie, body.len());
        let request = format!(
            "{method} {address} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        Answer::of(&String::from_utf8_lossy(&bytes))
    }
}

fn free_port() -> u16 {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    free.local_addr().unwrap().port()
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn gathered(mut from: impl Read + Send + 'static) -> Arc<Mutex<String>> {
    let errors = Arc::new(Mutex::new(String::new()));
    let to = Arc::clone(&errors);
    std::thread::spawn(move || {
        let mut part = [0; 1024];
        while let Ok(count @ 1..) = from.read(&mut part) {
            to.lock()
                .unwrap()
                .push_str(&String::from_utf8_lossy(&part[..count]));
        }
    });
    errors
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Somebody with a browser of their own.
#[derive(Debug, Default, Clone)]
pub struct Guest {
    pub cookie: String,
}

/// What a server answered.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub text: String,
}

impl Answer {
    fn of(answer: &str) -> Option<Answer> {
        let (head, text) = answer.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Answer {
            status,
            head: head.to_owned(),
            text: text.to_owned(),
        })
    }

    /// What stands between two texts, the first time.
    pub fn between(&self, before: &str, after: &str) -> String {
        let rest = self.text.split_once(before);
        let found = rest.and_then(|(_, rest)| rest.split_once(after));
        found.map_or_else(
            || panic!("no {before}: {self:?}"),
            |(found, _)| found.to_owned(),
        )
    }

    /// Whoever this answer lets in.
    pub fn guest(&self) -> Guest {
        let mut lines = self.head.lines();
        let line = lines.find_map(|line| line.strip_prefix("set-cookie: "));
        let cookie = line.and_then(|line| line.split(';').next());
        Guest {
            cookie: cookie
                .unwrap_or_else(|| panic!("no cookie: {self:?}"))
                .to_owned(),
        }
    }
}

/// Founds an organisation by a link's secret; gives its owner.
pub fn found(server: &Served, secret: &str, organisation: &str, owner: &str) -> Guest {
    let fields = [
        ("secret", secret),
        ("official", organisation),
        ("owner", owner),
    ];
    let answer = server.post(&Guest::default(), "/found/accept", &fields);
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.guest()
}
