//! Programs that ask a site, by token.
#![allow(dead_code)] // each test file uses its own part

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::Method;
use ledger::body::house::Scope;
use serde_json::{Value, json};
use store::working::secret::Secret;

use crate::people::{Guest, World};
use crate::site::Answer;

/// Every purpose a token can have.
pub const ALL: [Scope; 5] = [
    Scope::Read,
    Scope::State,
    Scope::People,
    Scope::Organisation,
    Scope::Engagements,
];
/// An item anybody can state.
pub const ITEM: &str = "selfcheck.updates";

/// What a program is answered.
pub struct Told {
    pub status: u16,
    pub json: Value,
    pub answer: Answer,
}

impl Told {
    pub fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or("")
    }
}

/// A program with a token, or none.
#[derive(Clone)]
pub struct Caller {
    pub token: String,
    pub organisation: String,
    pub person: String,
}

impl World {
    pub fn secret(&self, guest: &Guest, scopes: &[Scope]) -> Secret {
        let expires = self.clock.now().plus(86_400_000);
        let visitor = self.visitor(guest);
        let issued = self.store.issue_token(&visitor, scopes.to_vec(), expires);
        issued.unwrap().2
    }

    /// A program of somebody's.
    pub fn caller(&self, guest: &Guest, scopes: &[Scope]) -> Caller {
        Caller {
            token: self.secret(guest, scopes).reveal(),
            organisation: self.organisation(guest).to_string(),
            person: guest.person.unwrap().to_string(),
        }
    }

    /// Sends bytes with headers of its own beside the token.
    pub async fn raw(
        &self,
        method: &str,
        path: &str,
        caller: Option<&Caller>,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Told {
        let bearer = caller.map(|caller| format!("Bearer {}", caller.token));
        let mut all = headers.to_vec();
        if let Some(bearer) = &bearer {
            all.push(("authorization", bearer));
        }
        let method: Method = method.parse().unwrap();
        let path = format!("/api/v1{path}");
        let answer = self.site.send(method, &path, &all, body.to_vec()).await;
        Told {
            status: answer.status.as_u16(),
            json: serde_json::from_slice(&answer.bytes).unwrap_or(Value::Null),
            answer,
        }
    }

    /// Lines of the caller's ledger.
    pub async fn length(&self, caller: &Caller) -> u64 {
        let told = self.ask(caller, &caller.at("/ledger")).await;
        told.json["length"].as_u64().unwrap()
    }

    pub async fn ask(&self, caller: &Caller, path: &str) -> Told {
        self.raw("GET", path, Some(caller), &[], b"").await
    }

    /// Sends JSON under a key.
    pub async fn tell(&self, caller: &Caller, path: &str, key: &str, body: Value) -> Told {
        let headers = [
            ("content-type", "application/json"),
            ("idempotency-key", key),
        ];
        let body = body.to_string();
        self.raw("POST", path, Some(caller), &headers, body.as_bytes())
            .await
    }
}

impl Caller {
    /// A path below the caller's organisation.
    pub fn at(&self, path: &str) -> String {
        format!("/organisations/{}{path}", self.organisation)
    }
}

/// One statement.
pub fn stating(item: &str, value: &str) -> Value {
    json!({ "statements": [{ "item": item, "value": value, "from": "2026-11-01" }] })
}

/// Requests under a key of their own so far.
static SENT: AtomicUsize = AtomicUsize::new(0);

/// Sends JSON below the caller's organisation, under a key of its own.
pub async fn tell(world: &World, caller: &Caller, path: &str, body: Value) -> Told {
    let key = format!("k{}", SENT.fetch_add(1, Ordering::Relaxed));
    let path = caller.at(path);
    world.tell(caller, &path, &key, body).await
}
