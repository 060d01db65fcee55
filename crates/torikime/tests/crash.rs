//! The demo killed at random moments while own studies are opened, corrected, replaced, added to and removed:
//! what was acknowledged is there after the next start, and nothing else but perhaps the one act under way.
//!
//! `TORIKIME_KILLS` says how often; 8 without it. `docs/measure/crashes.md` has the result of a long run.
#![cfg(unix)] // elsewhere `kill` is not sudden
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod run;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const WRITERS: u64 = 3;

/// A running demo.
struct Demo {
    child: Child,
    port: u16,
}

impl Demo {
    fn start(data: &Path) -> Demo {
        let arguments = ["demo", "--port", "0", "--no-open", "--data"];
        let mut command = run::program(data, &arguments);
        command.arg(data).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let port = |line: String| {
            let (_, rest) = line.split_once("127.0.0.1:")?;
            let digits = rest.split(|sign: char| !sign.is_ascii_digit()).next()?;
            digits.parse().ok()
        };
        let port = out.lines().map_while(Result::ok).find_map(port);
        Demo {
            child,
            port: port.expect("the demo names no address"),
        }
    }

    fn kill(self) {
        drop(self);
    }
}

impl Drop for Demo {
    /// A test that fails leaves no demo behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a request; status, `Location` and text of the answer, or nothing where the demo died before the answer ended.
fn ask(port: u16, head: &str, kind: &str, body: &[u8]) -> Option<(u16, String, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    let patience = Some(Duration::from_secs(30));
    stream.set_read_timeout(patience).unwrap();
    let length = body.len();
    let head = format!(
        "{head} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, text) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let location = head
        .lines()
        .find_map(|line| line.strip_prefix("location: "));
    let whole = head.contains("chunked") || text.len() >= length_of(head);
    whole.then(|| (status, location.unwrap_or("").to_owned(), text.to_owned()))
}

fn length_of(head: &str) -> usize {
    let mut lines = head.lines();
    let length = lines.find_map(|line| line.strip_prefix("content-length: "));
    length.and_then(|length| length.parse().ok()).unwrap_or(0)
}

fn get(port: u16, address: &str) -> Option<(u16, String)> {
    let (status, _, text) = ask(port, &format!("GET {address}"), "text/plain", b"")?;
    Some((status, text))
}

/// Sends fields or, where a name is given with them, files.
fn post(port: u16, address: &str, parts: &[(&str, &str, &str)]) -> Option<(u16, String, String)> {
    let mut body = String::new();
    for (field, name, content) in parts {
        let file = match *name {
            "" => String::new(),
            name => format!("; filename=\"{name}\""),
        };
        body += &format!(
            "--cut\r\ncontent-disposition: form-data; name=\"{field}\"{file}\r\n\r\n{content}\r\n"
        );
    }
    body += "--cut--\r\n";
    let kind = "multipart/form-data; boundary=cut";
    ask(port, &format!("POST {address}"), kind, body.as_bytes())
}

fn form(port: u16, address: &str, body: &str) -> Option<(u16, String, String)> {
    let kind = "application/x-www-form-urlencoded";
    ask(port, &format!("POST {address}"), kind, body.as_bytes())
}

/// What a writer's own study must show: respondents in order, reasons of the corrections in order.
#[derive(Clone, Debug, Default, PartialEq)]
struct State {
    respondents: Vec<String>,
    reasons: Vec<String>,
    /// Whether the first respondent's answer reads `now` (else `never`).
    now: bool,
    /// A second study of the writer, when it stands.
    second: Option<String>,
}

/// A writer: what was acknowledged, and what may have come of the act that was not.
struct Writer {
    id: String,
    files: Vec<(&'static str, String)>,
    state: State,
    under_way: Option<State>,
    count: u64,
    acknowledged: u64,
}

impl Writer {
    fn new(at: u64, folder: &Path) -> Writer {
        let id = format!("w{at}");
        run::run(folder, &["study", "new", &id]);
        let read = |name| std::fs::read_to_string(folder.join(&id).join(name)).unwrap();
        let names = ["study.toml", "questionnaire.toml", "analysis.toml"];
        let files = names.map(|name| (name, read(name)));
        Writer {
            id,
            files: files.to_vec(),
            state: State::default(),
            under_way: None,
            count: 0,
            acknowledged: 0,
        }
    }

    fn address(&self, end: &str) -> String {
        format!("/studies/{}{end}", self.id)
    }

    /// A table of answers whose ids nobody had before. The first respondent is always there, so that corrections fit.
    fn table(&mut self, first: bool) -> (Vec<String>, String) {
        self.count += 1;
        let own = format!("G{}", self.count);
        let ids = if first {
            vec!["R".to_owned(), own]
        } else {
            vec![own]
        };
        let rows = ids.iter().map(|id| format!("{id},client,never\n"));
        let text = rows.collect::<String>();
        (ids, format!("id,stratum,Q1\n{text}"))
    }

    fn open(&self, port: u16, answers: &str) -> Option<String> {
        let files = self.files.iter();
        let mut parts: Vec<_> = files
            .map(|(name, text)| ("files", *name, text.as_str()))
            .collect();
        parts.push(("answers", "a.csv", answers));
        let (status, location, text) = post(port, "/open", &parts)?;
        assert_eq!(status, 303, "{text}");
        let id = location.strip_prefix("/studies/")?.split('/').next()?;
        Some(id.to_owned())
    }

    /// The first act: the study is opened.
    fn begin(&mut self, port: u16) {
        let (ids, text) = self.table(true);
        assert_eq!(self.open(port, &text), Some(self.id.clone()));
        self.state.respondents = ids;
    }

    /// One act; false when the demo died before it answered.
    fn act(&mut self, port: u16, random: u64) -> bool {
        let mut next = self.state.clone();
        let done = match random % 10 {
            0..5 => self.correct(port, &mut next),
            5..7 => self.exchange(port, &mut next, "replace"),
            7..9 => self.exchange(port, &mut next, "add"),
            _ => self.second(port, &mut next),
        };
        match done {
            Some(()) => {
                self.state = next;
                self.acknowledged += 1;
            }
            None => self.under_way = Some(next),
        }
        done.is_some()
    }

    fn correct(&mut self, port: u16, next: &mut State) -> Option<()> {
        self.count += 1;
        let reason = format!("because-{}-", self.count);
        let (old, new) = if next.now {
            ("now", "never")
        } else {
            ("never", "now")
        };
        let body = format!("respondent=R&variable=Q1&old={old}&new={new}&reason={reason}&who=W");
        next.reasons.push(reason);
        next.now = !next.now;
        let (status, _, text) = form(port, &self.address("/answers/correct"), &body)?;
        assert_eq!(status, 303, "{text}");
        Some(())
    }

    fn exchange(&mut self, port: u16, next: &mut State, how: &str) -> Option<()> {
        let (ids, text) = self.table(how == "replace");
        let parts = [("how", "", how), ("answers", "a.csv", &text)];
        // Looking changes nothing: should the demo die here, the state is the old one.
        let seen = post(port, &self.address("/answers/check"), &parts);
        let (status, _, report) = seen?;
        assert_eq!(status, 200, "{report}");
        let number = report.split("name=\"number\" value=\"").nth(1)?;
        let body = format!("number={}", number.split('"').next()?);
        if how == "replace" {
            next.respondents.clear();
        }
        next.respondents.extend(ids);
        let (status, _, text) = form(port, &self.address("/answers/take"), &body)?;
        assert_eq!(status, 303, "{text}");
        Some(())
    }

    /// Opens a second study, or removes the one there is.
    fn second(&mut self, port: u16, next: &mut State) -> Option<()> {
        match next.second.take() {
            Some(id) => {
                let body = format!("confirm={id}");
                let (status, _, text) = form(port, &format!("/studies/{id}/remove"), &body)?;
                assert_eq!(status, 303, "{text}");
            }
            None => {
                let (_, text) = self.table(true);
                // Its id is only known with the answer; without one, a study nobody asks for may stand.
                next.second = Some(self.open(port, &text)?);
            }
        }
        Some(())
    }

    /// What the demo shows now.
    fn seen(&self, port: u16) -> State {
        let answers = get(port, &self.address("/answers/answers.csv"));
        let (status, answers) = answers.unwrap();
        assert_eq!(status, 200, "{}", self.id);
        let rows: Vec<Vec<&str>> = answers
            .lines()
            .filter(|line| line.starts_with(['R', 'G']))
            .map(|line| line.split(',').collect())
            .collect();
        let (_, page) = get(port, &self.address("/answers")).unwrap();
        let reasons = page.split("because-").skip(1);
        let reason = |rest: &str| format!("because-{}-", rest.split('-').next().unwrap());
        State {
            respondents: rows.iter().map(|row| row[0].to_owned()).collect(),
            reasons: reasons.map(reason).collect(),
            now: rows[0][2] == "1",
            second: None,
        }
    }

    /// After a start: the acknowledged state, or the one of the act under way, and nothing between.
    fn check(&mut self, port: u16) {
        let mut seen = self.seen(port);
        let under_way = self.under_way.take().unwrap_or_else(|| self.state.clone());
        let stands = |id: &String| get(port, &format!("/studies/{id}")).unwrap().0 == 200;
        seen.second = self.state.second.clone().filter(stands);
        let expected = [self.state.clone(), under_way];
        assert!(
            expected.contains(&seen),
            "{} shows {seen:?}\nacknowledged or under way: {expected:?}",
            self.id
        );
        self.state = seen;
    }
}

/// A step of a linear congruential generator (Knuth, MMIX), its upper half.
fn random(seed: &mut u64) -> u64 {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

/// Lets all writers act until the demo is killed after a time.
fn round(demo: Demo, writers: &mut [Writer], seed: &mut u64) {
    let lives = Duration::from_millis(30 + random(seed) % 600);
    let (port, seeds) = (demo.port, *seed);
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for (at, writer) in (1..).zip(writers) {
            let over = &over;
            let mut seed = seeds ^ (at << 40);
            scope.spawn(move || {
                while writer.act(port, random(&mut seed)) {
                    assert!(!over.load(Ordering::SeqCst), "a dead demo answers");
                }
            });
        }
        std::thread::sleep(lives);
        demo.kill();
        std::thread::sleep(Duration::from_millis(50));
        over.store(true, Ordering::SeqCst);
    });
}

#[test]
fn what_was_acknowledged_outlives_a_kill() {
    let kills = std::env::var("TORIKIME_KILLS");
    let kills: u32 = kills.map_or(8, |kills| kills.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let mut writers: Vec<Writer> = (0..WRITERS)
        .map(|at| Writer::new(at, folder.path()))
        .collect();
    let mut demo = Demo::start(&data);
    let begun = Instant::now();
    writers
        .iter_mut()
        .for_each(|writer| writer.begin(demo.port));
    let mut seed = 20_201_122;
    let mut in_doubt = 0;
    for _ in 0..kills {
        round(demo, &mut writers, &mut seed);
        demo = Demo::start(&data);
        in_doubt += writers
            .iter()
            .filter(|writer| writer.under_way.is_some())
            .count();
        let port = demo.port;
        writers.iter_mut().for_each(|writer| writer.check(port));
    }
    demo.kill();
    let acknowledged: u64 = writers.iter().map(|writer| writer.acknowledged).sum();
    let ids: BTreeSet<&String> = writers.iter().map(|writer| &writer.id).collect();
    println!(
        "{kills} kills, {} writers, {acknowledged} acts acknowledged, {in_doubt} under way when killed, 0 lost, 0 torn, {:.0} s",
        ids.len(),
        begun.elapsed().as_secs_f64()
    );
    assert!(acknowledged > u64::from(kills), "hardly anything was done");
}
