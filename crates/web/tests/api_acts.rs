//! What programs record and read: once, on what they saw, all or nothing, with its place in the ledger.
#![allow(clippy::unwrap_used)]

mod people;
mod programs;
mod site;

use ledger::body::house::Role;
use people::World;
use programs::{ALL, ITEM, stating};
use serde_json::{Value, json};

#[tokio::test]
async fn a_request_sent_twice_is_done_once() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &ALL);
    let path = caller.at("/statements");
    let first = world
        .tell(&caller, &path, "k1", stating(ITEM, "in-force"))
        .await;
    assert_eq!(first.status, 201, "{}", first.json);
    let again = world
        .tell(&caller, &path, "k1", stating(ITEM, "in-force"))
        .await;
    assert_eq!((again.status, &again.json), (201, &first.json));
    assert_eq!(again.answer.header("idempotent-replayed"), "true");
    let other = world
        .tell(&caller, &path, "k1", stating(ITEM, "not-made"))
        .await;
    assert_eq!((other.status, other.code()), (422, "other-request"));
    let next = world
        .tell(&caller, &path, "k2", stating(ITEM, "not-made"))
        .await;
    assert_eq!(
        next.json["recorded"][0]["seq"].as_u64().unwrap(),
        first.json["recorded"][0]["seq"].as_u64().unwrap() + 1
    );
    let invitations = caller.at("/invitations");
    let role = json!({ "role": "reader", "days": 3 });
    let first = world.tell(&caller, &invitations, "k3", role.clone()).await;
    let link = first.json["link"].as_str().unwrap();
    assert!(link.starts_with("https://t.example/join#"), "{link}");
    let again = world.tell(&caller, &invitations, "k3", role).await;
    assert_eq!(again.json["recorded"], first.json["recorded"]);
    assert_eq!(again.json.get("link"), None, "a link is shown once");
    let listed = world.ask(&caller, &invitations).await.json;
    assert_eq!(listed["invitations"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_was_seen_can_be_insisted_on() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &ALL);
    let seen = world.ask(&caller, &caller.at("")).await;
    let tag = seen.answer.header("etag").to_owned();
    let send = async |key: &str, tag: &str| {
        let headers = [
            ("content-type", "application/json"),
            ("idempotency-key", key),
            ("if-match", tag),
        ];
        let body = stating(ITEM, "in-force").to_string();
        let told = world
            .raw(
                "POST",
                &caller.at("/statements"),
                Some(&caller),
                &headers,
                body.as_bytes(),
            )
            .await;
        (told.status, told.code().to_owned())
    };
    assert_eq!(send("a", &tag).await, (201, String::new()));
    assert_eq!(
        send("a", &tag).await,
        (201, String::new()),
        "the same again"
    );
    assert_eq!(send("b", &tag).await, (412, "stale".to_owned()));
    assert_eq!(send("c", "W/\"x\"").await, (400, "bad-match".to_owned()));
    assert_eq!(send("d", "*").await, (201, String::new()));
    let past = world.ask(&caller, &caller.at("?at=2026-11-21")).await;
    assert_eq!(
        past.answer.header("etag"),
        "",
        "a past state is no ground to write on"
    );
}

#[tokio::test]
async fn statements_are_made_corrected_and_seen_on_a_day() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &ALL);
    let path = caller.at("/statements");
    let open = world
        .ask(&caller, &caller.at("/statements/selfcheck.updates"))
        .await;
    assert_eq!(open.json["standing"], Value::Null, "not answered");
    let many = json!({ "statements": [
        { "item": "selfcheck.updates", "value": "in-force", "from": "２０２６年１１月１日", "note": "全員に配布" },
        { "item": "selfcheck.antivirus", "value": "not-known", "from": "令和8年11月2日" },
    ] });
    let told = world.tell(&caller, &path, "a", many).await;
    assert_eq!(told.status, 201, "{}", told.json);
    let seq = told.json["recorded"][0]["seq"].clone();
    let better = json!({ "statements": [
        { "item": "selfcheck.updates", "value": "being-drafted", "from": "2026-11-01", "corrects": seq },
    ] });
    assert_eq!(world.tell(&caller, &path, "b", better).await.status, 201);
    let one = world
        .ask(&caller, &caller.at("/statements/selfcheck.updates"))
        .await;
    assert_eq!(one.json["standing"]["value"], "being-drafted");
    assert_eq!(one.json["history"][1]["note"], "全員に配布");
    assert_eq!(
        one.json["history"][1]["corrected_by"],
        one.json["standing"]["seq"]
    );
    let before = world
        .ask(&caller, &caller.at("/statements?at=2026-10-31"))
        .await;
    assert_eq!((before.status, before.code()), (404, "not-begun"));
    let absent = world
        .ask(&caller, &caller.at("/statements/rule.nothing"))
        .await;
    assert_eq!(absent.status, 404);
}

/// Either all is recorded or nothing, and the answer says which one was wrong.
#[tokio::test]
async fn what_cannot_be_is_refused_with_its_place() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &ALL);
    let before = world.length(&caller).await;
    let good = json!({ "item": ITEM, "value": "in-force", "from": "2026-11-01" });
    for (bad, status, code) in [
        (
            json!({ "item": "x.y", "value": "in-force", "from": "2026-11-01" }),
            422,
            "no-item",
        ),
        (
            json!({ "item": "require.nothing", "value": "in-force", "from": "2026-11-01" }),
            422,
            "no-item",
        ),
        (
            json!({ "item": ITEM, "value": "in-force", "from": "昨日" }),
            422,
            "no-day",
        ),
        (
            json!({ "item": ITEM, "value": "in-force", "from": "1850-01-01" }),
            422,
            "unfit-day",
        ),
        (
            json!({ "item": ITEM, "value": "not-applicable", "from": "2026-11-01" }),
            422,
            "",
        ),
        (
            json!({ "item": ITEM, "value": "in-force", "from": "2026-11-01", "corrects": 0 }),
            422,
            "corrects-other",
        ),
        (
            json!({ "item": ITEM, "value": "in-force", "from": "2026-11-01", "note": "a\u{7}" }),
            422,
            "unfit-text",
        ),
    ] {
        let body = json!({ "statements": [good, bad] });
        let told = world
            .tell(&caller, &caller.at("/statements"), "k", body)
            .await;
        assert_eq!(told.status, status, "{bad}: {}", told.json);
        assert!(
            code.is_empty() || told.code() == code,
            "{bad}: {}",
            told.json
        );
        assert_eq!(told.json["at"], 1, "{bad}");
    }
    assert_eq!(world.length(&caller).await, before, "nothing was recorded");
}

#[tokio::test]
async fn a_body_that_says_too_little_or_too_much_is_refused() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &ALL);
    let before = world.length(&caller).await;
    let good = json!({ "item": ITEM, "value": "in-force", "from": "2026-11-01" });
    for (path, body, code) in [
        ("/statements", json!({ "statements": [] }), "not-so-many"),
        (
            "/statements",
            json!({ "statements": [good], "more": 1 }),
            "bad-body",
        ),
        ("/statements", json!([]), "bad-body"),
        ("/profile", json!({ "size": "small" }), "bad-body"),
        (
            "/names",
            json!({ "names": [], "from": "2026-11-01" }),
            "no-name",
        ),
        (
            "/identifier",
            json!({ "identifier": "7000012050003" }),
            "no-number",
        ),
        ("/invitations", json!({ "role": "king" }), "no-role"),
        (
            "/invitations",
            json!({ "role": "reader", "days": 0 }),
            "already-over",
        ),
        (
            "/invitations",
            json!({ "role": "reader", "send_to": "x" }),
            "no-address",
        ),
    ] {
        let told = world.tell(&caller, &caller.at(path), "k", body).await;
        assert_eq!(
            (told.status, told.code()),
            (422, code),
            "{path}: {}",
            told.json
        );
    }
    assert_eq!(world.length(&caller).await, before, "nothing was recorded");
}

#[tokio::test]
async fn people_come_get_roles_and_go() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &ALL);
    let member = world.member(&owner, Role::Reader).person.unwrap();
    let roles = caller.at(&format!("/people/{member}/roles"));
    let told = world
        .tell(&caller, &roles, "a", json!({ "role": "editor" }))
        .await;
    assert_eq!(told.status, 201, "{}", told.json);
    let held = |listed: &Value| {
        let people = listed["people"].as_array().unwrap().clone();
        let one = people
            .iter()
            .find(|one| one["person"] == member.to_string());
        one.map_or(0, |one| one["roles"].as_array().unwrap().len())
    };
    let listed = world.ask(&caller, &caller.at("/people")).await.json;
    assert_eq!(held(&listed), 2, "{listed}");
    let end = format!("{roles}/editor/end");
    assert_eq!(world.tell(&caller, &end, "b", json!({})).await.status, 201);
    let again = world.tell(&caller, &end, "c", json!({})).await;
    assert_eq!((again.status, again.code()), (422, "no-such-person"));
    let last = caller.at(&format!("/people/{}/roles/owner/end", caller.person));
    let last = world.tell(&caller, &last, "d", json!({})).await;
    assert_eq!((last.status, last.code()), (403, "in-person"));
    let invited = world
        .tell(
            &caller,
            &caller.at("/invitations"),
            "e",
            json!({ "role": "found" }),
        )
        .await;
    assert!(invited.json["link"].as_str().unwrap().contains("/found#"));
    let listed = world.ask(&caller, &caller.at("/invitations")).await.json;
    let open = listed["invitations"].as_array().unwrap();
    let open = open.iter().find(|one| one["role"].is_null()).unwrap();
    let revoke = format!(
        "/invitations/{}/revoke",
        open["invitation"].as_str().unwrap()
    );
    let told = world
        .tell(&caller, &caller.at(&revoke), "f", json!({}))
        .await;
    assert_eq!(told.status, 201, "{}", told.json);
}

/// What wants a passkey on pages is not done by token, whatever the token is good for; the answer names the page.
#[tokio::test]
async fn who_decides_about_others_is_decided_by_a_person() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &ALL);
    let officer = world.member(&owner, Role::Officer).person.unwrap();
    let of = |rest: &str| format!("/people/{officer}{rest}");
    let before = world.length(&caller).await;
    for (path, body) in [
        ("/invitations".to_owned(), json!({ "role": "owner" })),
        ("/invitations".to_owned(), json!({ "role": "officer" })),
        (
            "/invitations".to_owned(),
            json!({ "role": "auditor", "until": "2027-01-01" }),
        ),
        (of("/roles"), json!({ "role": "owner" })),
        (of("/roles/officer/end"), json!({})),
        (of("/remove"), json!({})),
    ] {
        let told = world.tell(&caller, &caller.at(&path), "k", body).await;
        assert_eq!((told.status, told.code()), (403, "in-person"), "{path}");
        let remedy = told.json["remedy"].as_str().unwrap();
        assert!(remedy.contains("https://t.example/o/people"), "{remedy}");
    }
    assert_eq!(world.length(&caller).await, before, "nothing was recorded");
    let editor = world.member(&owner, Role::Editor).person.unwrap();
    let path = caller.at(&format!("/people/{editor}"));
    let role = json!({ "role": "reader" });
    let told = world
        .tell(&caller, &format!("{path}/roles"), "a", role)
        .await;
    assert_eq!(told.status, 201, "{}", told.json);
    let remove = format!("{path}/remove");
    let told = world.tell(&caller, &remove, "b", json!({})).await;
    assert_eq!(told.json["recorded"].as_array().unwrap().len(), 2);
    let again = world.tell(&caller, &remove, "b", json!({})).await;
    assert_eq!(again.json["recorded"], told.json["recorded"]);
    let gone = world.tell(&caller, &remove, "c", json!({})).await;
    assert_eq!((gone.status, gone.code()), (422, "no-such-person"));
}

#[tokio::test]
async fn the_ledger_is_read_page_by_page_and_proves_itself() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &ALL);
    world
        .tell(
            &caller,
            &caller.at("/statements"),
            "k",
            stating(ITEM, "in-force"),
        )
        .await;
    let head = world.ask(&caller, &caller.at("/ledger")).await.json;
    let (mut from, mut hashes) = (Some(0), Vec::new());
    while let Some(place) = from {
        let path = caller.at(&format!("/ledger/lines?limit=2&from={place}"));
        let page = world.ask(&caller, &path).await.json;
        for line in page["lines"].as_array().unwrap() {
            assert_eq!(line["seq"], hashes.len());
            hashes.push(line["hash"].clone());
        }
        from = page["next"].as_u64();
    }
    assert_eq!(head["length"], hashes.len());
    assert_eq!(hashes.last(), Some(&head["hash"]));
    let receipt = world
        .ask(&caller, &caller.at("/ledger/lines/0/receipt"))
        .await;
    let receipt: ledger::journal::receipt::Receipt = receipt.answer.text().parse().unwrap();
    assert!(receipt.holds(&world.store.verifier()));
    let export = world
        .ask(&caller, &caller.at("/ledger/export?since=1,2"))
        .await;
    assert_eq!(
        export.json["entries"].as_array().unwrap().len(),
        hashes.len()
    );
    assert_eq!(export.json["extends"].as_array().unwrap().len(), 2);
    for (path, status) in [
        ("/ledger/lines?limit=0", 400),
        ("/ledger/lines?limit=201", 400),
        ("/ledger/lines?limit=x", 400),
        ("/ledger/lines?nothing=1", 400),
        ("/ledger/lines?at=yesterday", 400),
        ("/ledger/lines/99/receipt", 404),
        ("/ledger/lines/x/receipt", 404),
        ("/ledger/export?since=x", 400),
    ] {
        assert_eq!(
            world.ask(&caller, &caller.at(path)).await.status,
            status,
            "{path}"
        );
    }
}
