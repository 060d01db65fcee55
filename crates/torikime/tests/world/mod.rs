//! A server with one organisation, and commands run against it.
#![allow(dead_code)] // each test file uses its own part

use crate::run::program;
use crate::served::{Guest, Served, found};
use serde_json::Value;
use std::path::Path;

/// A server with one organisation, and its owner's browser.
pub struct World {
    pub folder: tempfile::TempDir,
    pub server: Served,
    pub owner: Guest,
}

/// How a command ended.
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub errors: String,
}

impl Ended {
    pub fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.errors);
        serde_json::from_str(&self.out).unwrap()
    }
}

impl World {
    pub fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let server = Served::here(&folder.path().join("data"));
        let secret = server.set_up.clone().unwrap();
        let owner = found(&server, &secret, "架空商事株式会社", "山田 花子");
        World {
            folder,
            server,
            owner,
        }
    }

    pub fn token(&self, scopes: &[&str]) -> String {
        let scopes = scopes.iter().map(|scope| ("scope", *scope));
        let fields: Vec<(&str, &str)> = scopes.chain([("days", "30")]).collect();
        let page = self.server.post(&self.owner, "/o/security/tokens", &fields);
        assert_eq!(page.status, 200, "{}", page.text);
        page.between("id=\"link\" value=\"", "\"")
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs a command with a token of the environment.
    pub fn run(&self, token: &str, arguments: &[&str]) -> Ended {
        let mut command = program(self.path(), arguments);
        for proxy in ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"] {
            // Nothing listens there: whoever asks it, fails.
            command.env(proxy, "http://127.0.0.1:9");
        }
        command.env("TORIKIME_SERVER", self.server.address());
        command.env("TORIKIME_TOKEN", token);
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ended {
            code: output.status.code().unwrap(),
            out: text(output.stdout),
            errors: text(output.stderr),
        }
    }

    /// One that ends with a code and says so with this word, in both languages, and never repeats the token.
    #[track_caller]
    pub fn refused(&self, token: &str, arguments: &[&str], code: i32, word: &str) {
        for language in ["ja", "en"] {
            let ended = self.run(token, &[&["--lang", language], arguments].concat());
            assert_eq!(ended.code, code, "{arguments:?}: {}", ended.errors);
            assert!(ended.errors.contains(word), "{word}: {}", ended.errors);
            assert!(ended.errors.contains("→"), "{}", ended.errors);
            assert!(token.is_empty() || !ended.errors.contains(token));
            assert!(!ended.errors.contains("[client-"), "{}", ended.errors);
        }
    }

    pub fn length(&self, token: &str) -> usize {
        let list = self.run(token, &["statement", "list", "--json"]).json();
        let stated = list["statements"].as_array().unwrap().iter();
        stated
            .map(|one| one["history"].as_array().unwrap().len())
            .sum()
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path().join(name), bytes).unwrap();
    }
}
