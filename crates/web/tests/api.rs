//! The interface for programs: what it answers and records, and that every address of its document refuses whom it must.
#![allow(clippy::unwrap_used)]

mod people;
mod programs;
mod site;

use ledger::body::house::{Role, Scope};
use people::World;
use programs::{ALL, Caller, ITEM, stating};
use serde_json::{Value, json};

/// An address of the document, filled in for an organisation and a person.
struct Address {
    method: String,
    path: String,
    scope: Option<String>,
    open: bool,
    body: Option<Value>,
}

/// A body each address takes, by the name it has in the document.
fn body(id: &str) -> Value {
    match id {
        "rename" => {
            json!({ "names": [{ "kind": "official", "text": "改称" }], "from": "2026-11-01" })
        }
        "identify" => json!({ "identifier": "7000012050002" }),
        "profile" => json!({ "size": "small", "side": "client" }),
        "grant" => json!({ "role": "reader" }),
        "invite" => json!({ "role": "reader" }),
        "state" => stating(ITEM, "in-force"),
        "list-items" => json!({ "items": [{ "number": "1", "name": "端末" }] }),
        "open" => json!({ "engagements": [{ "side": "client", "partner": "甲", "title": "乙" }] }),
        "ask" => json!({ "engagements": ["7".repeat(26)], "link": { "verbs": [] } }),
        "describe" => json!({ "described": {} }),
        "responsible" => json!({ "person": "7".repeat(26) }),
        "link" => json!({ "side": "client", "link": { "verbs": [] } }),
        "views" => {
            json!({ "views": [{ "item": "require.telework.permission", "value": "no-plan", "from": "2026-11-01" }] })
        }
        "dispute" => json!({ "item": "require.telework.permission", "disputed": true }),
        "close" | "end-subcontract" => json!({ "on": "2026-11-20" }),
        "propose" => {
            json!({ "item": "require.byod", "wording": { "text": "文言", "from": "2026-11-01" } })
        }
        "ask-approval" => json!({
            "accept": { "item": "require.byod", "proposal": 1, "hash": "0".repeat(64) },
        }),
        "open-screening" => json!({
            "candidate": "vendor", "name": "甲", "work": "保守", "due": "2026-12-01",
            "expects": { "secrets": "yes", "delay": "no", "access": "not-known" },
        }),
        "adjust-screening" => json!({
            "due": "2026-12-01", "expects": { "secrets": "no", "delay": "no", "access": "no" },
        }),
        "link-screening" => json!({ "days": 7 }),
        "decide-screening" => json!({ "outcome": "go-on", "reason": "足りる" }),
        "decide-approval" => json!({ "step": 0, "approves": true }),
        "drop" => {
            json!({ "item": "require.byod", "proposal": 1, "hash": "0".repeat(64) })
        }
        "cost" => json!({ "item": "require.byod", "outcome": "no-cost" }),
        "connect" => {
            json!({ "engagement": "7".repeat(26), "applies": true, "openness": "named" })
        }
        "rule-passing" => json!({ "passing": "free" }),
        "ask-subcontract" => json!({ "purpose": "監視", "from": "2026-11-01" }),
        "decide-subcontract" => json!({ "consents": true }),
        "set-work" => json!({
            "from": "2026-11-01", "conditions": { "name": "保守", "telework": "not-settled" },
        }),
        "confirm-work" => json!({ "seq": 1 }),
        "end-work" => json!({ "on": "2026-11-20" }),
        "pass-gate" => json!({ "gate": "rfp" }),
        "ask-evidence" => json!({ "item": "require.byod", "due": "2026-12-01" }),
        "give-evidence" | "give-evidence-file" => {
            json!({ "item": "require.byod", "fact": "台帳", "from": "2026-11-01" })
        }
        "review-evidence" => json!({ "accepts": true }),
        "unlink-screening" | "end" | "remove" | "revoke-invitation" | "revoke-link"
        | "withdraw-approval" | "unask-evidence" | "withdraw-evidence" => json!({}),
        other => panic!("{other} has no body here: add one"),
    }
}

fn addresses(document: &Value, of: &Caller) -> Vec<Address> {
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let path = path
                .strip_prefix("/api/v1")
                .unwrap()
                .replace("{organisation}", &of.organisation)
                .replace("{person}", &of.person)
                .replace("{invitation}", &"0".repeat(26))
                .replace("{engagement}", &"0".repeat(26))
                .replace("{link}", &"0".repeat(26))
                .replace("{subcontract}", &"0".repeat(26))
                .replace("{work}", &"0".repeat(26))
                .replace("{role}", "owner")
                .replace("{item}", ITEM)
                .replace("{scheme}", "scs")
                .replace("{request}", "0")
                .replace("{seq}", "0");
            let security = operation["security"].as_array().unwrap();
            let scope = security.first().and_then(|one| one["token"][0].as_str());
            let id = operation["operationId"].as_str().unwrap();
            all.push(Address {
                method: method.to_uppercase(),
                path,
                scope: scope.map(str::to_owned),
                open: security.is_empty(),
                body: operation.get("requestBody").map(|_| body(id)),
            });
        }
    }
    all
}

/// Asks an address with a token and everything else it needs.
async fn asked(world: &World, address: &Address, caller: Option<&Caller>) -> (u16, String) {
    let headers = [
        ("content-type", "application/json"),
        ("idempotency-key", "k"),
        ("cookie", "__Host-torikime=0000"),
    ];
    let body = address
        .body
        .as_ref()
        .map(Value::to_string)
        .unwrap_or_default();
    let told = world
        .raw(
            &address.method,
            &address.path,
            caller,
            &headers,
            body.as_bytes(),
        )
        .await;
    (told.status, told.code().to_owned())
}

/// Every address of the document and whoever must be refused there. None may be left without.
#[tokio::test]
async fn every_address_refuses_whom_it_must() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &ALL);
    let stranger = world.caller(&world.another(&owner), &ALL);
    let former = world.member(&owner, Role::Owner);
    let gone = world.caller(&former, &ALL);
    let unknown = Caller {
        token: "0".repeat(64),
        ..caller.clone()
    };
    let visitor = world.visitor(&owner);
    let person = former.person.unwrap();
    world.store.end_role(&visitor, person, Role::Owner).unwrap();
    let document = world.raw("GET", "/openapi.json", None, &[], b"").await;
    let mut without = Vec::new();
    let (before, mut made) = (world.length(&caller).await, 0);
    for address in addresses(&document.json, &caller) {
        let name = format!("{} {}", address.method, address.path);
        if address.open {
            let (status, _) = asked(&world, &address, None).await;
            assert_eq!(status, 200, "{name}");
            continue;
        }
        let mut cases = vec![
            (None, 401, "no-token"),
            (Some(unknown.clone()), 401, "bad-token"),
            (Some(gone.clone()), 401, "bad-token"),
        ];
        if address.path.starts_with("/organisations/") {
            cases.push((Some(stranger.clone()), 404, "absent"));
            let scope = address.scope.as_deref();
            let others: Vec<Scope> = ALL
                .into_iter()
                .filter(|other| Some(other.code()) != scope)
                .collect();
            assert_eq!(others.len(), 4, "{name} needs a scope");
            cases.push((Some(world.caller(&owner, &others)), 403, "no-scope"));
            made += 1;
        }
        let count = cases.len();
        for (who, status, code) in cases {
            let told = asked(&world, &address, who.as_ref()).await;
            assert_eq!(told, (status, code.to_owned()), "{name}");
        }
        if count < 3 {
            without.push(name);
        }
    }
    assert_eq!(without, Vec::<String>::new());
    let now = world.length(&caller).await;
    assert_eq!(now, before + made, "nothing but the tokens was recorded");
}

/// What a role may not see is not there; what it may not do is refused; and it is the same as on pages.
#[tokio::test]
async fn a_token_can_do_no_more_than_its_person() {
    let world = World::bare();
    let owner = world.founded();
    let caller = |role| world.caller(&world.member(&owner, role), &ALL);
    let (employee, editor, reader) = (
        caller(Role::Employee),
        caller(Role::Editor),
        caller(Role::Reader),
    );
    for (who, path, status) in [
        (&employee, "", 200),
        (&employee, "/people", 404),
        (&employee, "/statements", 404),
        (&employee, "/ledger", 404),
        (&employee, "/ledger/lines", 404),
        (&employee, "/ledger/export", 404),
        (&editor, "/statements", 200),
        (&editor, "/ledger/lines", 404),
        (&editor, "/invitations", 404),
        (&reader, "/ledger/lines", 200),
        (&reader, "/ledger/export", 404),
    ] {
        let told = world.ask(who, &who.at(path)).await;
        assert_eq!(told.status, status, "{path}: {}", told.json);
    }
    for (who, path, body, status) in [
        (&employee, "/statements", stating(ITEM, "in-force"), 403),
        (&reader, "/statements", stating(ITEM, "in-force"), 403),
        (&editor, "/statements", stating(ITEM, "in-force"), 201),
        (&editor, "/invitations", json!({ "role": "reader" }), 403),
        (
            &reader,
            "/profile",
            json!({ "size": null, "side": null }),
            403,
        ),
    ] {
        let told = world.tell(who, &who.at(path), path, body).await;
        assert_eq!(told.status, status, "{path}: {}", told.json);
    }
}

/// An organisation there is and one there is not: the same bytes.
#[tokio::test]
async fn another_organisation_answers_as_if_it_were_not_there() {
    let world = World::bare();
    let owner = world.founded();
    let (caller, other) = (
        world.caller(&owner, &ALL),
        world.caller(&world.another(&owner), &ALL),
    );
    for path in ["", "/people", "/statements", "/ledger/export", "/nothing"] {
        let hidden = world.ask(&caller, &other.at(path)).await;
        let absent = format!("/organisations/{}{path}", "7".repeat(26));
        let absent = world.ask(&caller, &absent).await;
        assert_eq!(hidden.status, 404, "{path}");
        assert_eq!(hidden.answer.bytes, absent.answer.bytes, "{path}");
        assert_eq!(hidden.answer.headers, absent.answer.headers, "{path}");
    }
    let told = world.ask(&caller, "/me").await.json.to_string();
    assert!(
        told.contains("株式会社第一") && !told.contains("第二"),
        "{told}"
    );
}

#[tokio::test]
async fn what_is_sent_wrongly_is_told_as_a_problem() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &ALL);
    let path = caller.at("/statements");
    let body = stating(ITEM, "in-force").to_string();
    let (json, key) = (
        ("content-type", "application/json"),
        ("idempotency-key", "k"),
    );
    let long = "k".repeat(201);
    let large = " ".repeat(1024 * 1024 + 1);
    for (headers, body, status, code) in [
        (&[json][..], body.as_str(), 400, "no-key"),
        (&[json, ("idempotency-key", "")], &body, 400, "no-key"),
        (&[json, ("idempotency-key", &long)], &body, 400, "no-key"),
        (&[json, key, ("idempotency-key", "l")], &body, 400, "no-key"),
        (&[key], &body, 415, "not-json"),
        (
            &[key, ("content-type", "text/plain")],
            &body,
            415,
            "not-json",
        ),
        (&[json, key], "{", 400, "bad-body"),
        (&[json, key], "", 400, "bad-body"),
        (
            &[json, key],
            "{\"statements\":[],\"statements\":[]}",
            422,
            "bad-body",
        ),
        (&[json, key], &large, 413, "too-large"),
    ] {
        let told = world
            .raw("POST", &path, Some(&caller), headers, body.as_bytes())
            .await;
        assert_eq!((told.status, told.code()), (status, code), "{headers:?}");
        assert_eq!(
            told.answer.header("content-type"),
            "application/problem+json"
        );
        for field in ["title", "detail", "remedy", "type"] {
            let text = told.json[field].as_str().unwrap();
            assert!(!text.is_empty() && !text.contains('['), "{field}: {text}");
        }
    }
    for (method, path, status, code) in [
        ("DELETE", path.as_str(), 405, "other-method"),
        ("GET", "/nothing", 404, "absent"),
        ("GET", "/organisations/%FF", 404, "absent"),
    ] {
        let told = world.raw(method, path, Some(&caller), &[], b"").await;
        assert_eq!(
            (told.status, told.code()),
            (status, code),
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn an_answer_is_in_the_language_asked_for_and_kept_by_nobody() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &[Scope::Read]);
    for (asked, tag, text) in [
        ("ja", "ja", "ここには何もありません。"),
        ("en-GB,en;q=0.9", "en", "There is nothing here for you."),
        ("fr", "ja", "ここには何もありません。"),
    ] {
        let headers = [("accept-language", asked), ("cookie", "lang=en")];
        let told = world
            .raw("GET", "/nothing", Some(&caller), &headers, b"")
            .await;
        assert_eq!(told.json["detail"], text, "{asked}");
        assert_eq!(told.answer.header("content-language"), tag);
        assert_eq!(told.answer.header("cache-control"), "no-store");
        assert_eq!(told.answer.header("x-content-type-options"), "nosniff");
    }
    let bare = world.raw("GET", "/me", None, &[], b"").await;
    assert!(bare.answer.header("www-authenticate").starts_with("Bearer"));
}

#[tokio::test]
async fn a_cookie_opens_nothing_and_a_token_opens_no_page() {
    let world = World::bare();
    let owner = world.founded();
    let cookie = [("cookie", owner.cookie.as_str())];
    assert_eq!(
        world.raw("GET", "/me", None, &cookie, b"").await.status,
        401
    );
    let caller = world.caller(&owner, &ALL);
    let bearer = format!("Bearer {}", caller.token);
    let page = world
        .site
        .get_with("/o", &[("authorization", &bearer)])
        .await;
    assert_eq!(page.to(), "/sign-in?next=%2Fo");
    let secret: store::working::secret::Secret = caller.token.parse().unwrap();
    let visitor = world.store.visitor_by_token(&secret).unwrap().unwrap();
    let token = visitor.means.token.unwrap();
    world
        .store
        .revoke_token(&world.visitor(&owner), token)
        .unwrap();
    assert_eq!(world.ask(&caller, "/me").await.status, 401, "called back");
    let short = world.caller(&owner, &ALL);
    world.clock.turn(2 * 86_400_000);
    assert_eq!(world.ask(&short, "/me").await.status, 401, "expired");
}

#[tokio::test]
async fn who_asks_too_often_waits() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &[Scope::Read]);
    for _ in 0..web::api::limit::BURST {
        assert_eq!(world.ask(&caller, "/me").await.status, 200);
    }
    let told = world.ask(&caller, "/me").await;
    assert_eq!((told.status, told.code()), (429, "too-often"));
    assert_eq!(told.answer.header("retry-after"), "1");
    let other = world.caller(&owner, &[Scope::Read]);
    assert_eq!(world.ask(&other, "/me").await.status, 200);
}

#[tokio::test]
async fn the_document_is_whole_in_both_languages() {
    let [ja, en] = [survey::Language::Ja, survey::Language::En].map(web::api::document::document);
    let (ja, en) = (ja.to_string(), en.to_string());
    assert!(!ja.contains("[api-") && !en.contains("[api-"));
    assert!(en.contains("\"openapi\":\"3.1.0\"") && ja.contains("招待する"));
}
