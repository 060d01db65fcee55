//! A small mail server on this machine that does as it is told: it takes mails, refuses, or breaks off.

#![allow(dead_code, missing_docs, clippy::unwrap_used)] // two test programs share it

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What it does on one connection; after the last of a list, it takes mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    Takes,
    /// Answers a command, by its first word, with a line of its own.
    Says(&'static str, &'static str),
    /// Closes at a command, or, at `.`, after the whole mail has come and before it says so.
    Closes(&'static str),
    /// Takes the whole mail, and then says nothing until the client is gone.
    Holds,
    /// Greets with a refusal.
    Busy,
}

/// A mail as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    pub from: String,
    pub to: String,
    pub text: String,
    /// Whether it was told that the mail is taken.
    pub taken: bool,
}

impl Came {
    pub fn header(&self, name: &str) -> &str {
        let mut lines = self.text.lines();
        let found = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        found.unwrap_or("")
    }
}

/// The server.
pub struct Server {
    pub port: u16,
    came: Arc<Mutex<Vec<Came>>>,
}

impl Server {
    pub fn start(script: &[Does]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let came = Arc::new(Mutex::new(Vec::new()));
        let (seen, script) = (Arc::clone(&came), script.to_vec());
        std::thread::spawn(move || {
            let rest = std::iter::repeat(Does::Takes);
            for does in script.into_iter().chain(rest) {
                let Ok((stream, _)) = listener.accept() else {
                    return;
                };
                let _ = answer(stream, does, &seen);
            }
        });
        Self { port, came }
    }

    pub fn came(&self) -> Vec<Came> {
        self.came.lock().unwrap().clone()
    }
}

fn answer(stream: TcpStream, does: Does, came: &Mutex<Vec<Came>>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let say = |line: &str| (&stream).write_all(format!("{line}\r\n").as_bytes());
    if does == Does::Busy {
        return say("421 busy");
    }
    say("220 t.example")?;
    let (mut from, mut to) = (String::new(), String::new());
    while let Some(line) = lines.next() {
        let line = line?;
        let word = line.split([' ', ':']).next().unwrap_or("").to_uppercase();
        match does {
            Does::Closes(at) if at == word => return Ok(()),
            Does::Says(at, reply) if at == word => {
                say(reply)?;
                continue;
            }
            _ => {}
        }
        match word.as_str() {
            "EHLO" => say("250-t.example\r\n250-8BITMIME\r\n250 AUTH PLAIN")?,
            "MAIL" => {
                from = line;
                say("250 ok")?;
            }
            "RCPT" => {
                to = line;
                say("250 ok")?;
            }
            "DATA" => {
                say("354 go on")?;
                let mut text = String::new();
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    text.push_str(&line);
                    text.push('\n');
                }
                let taken = !matches!(does, Does::Closes(".") | Does::Says(".", _) | Does::Holds);
                let (from, to) = (from.clone(), to.clone());
                came.lock().unwrap().push(Came {
                    from,
                    to,
                    text,
                    taken,
                });
                match does {
                    Does::Closes(".") => return Ok(()),
                    Does::Holds => {
                        let _ = lines.next();
                        return Ok(());
                    }
                    Does::Says(".", reply) => say(reply)?,
                    _ => say("250 taken")?,
                }
            }
            "QUIT" => return say("221 bye"),
            _ => say("250 ok")?,
        }
    }
    Ok(())
}
