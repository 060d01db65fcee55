//! Evidence for programs: asked for, given as a fact and as a file, judged, withdrawn, saved; files that are not what they say; who finds
//! nothing.
#![allow(clippy::unwrap_used)]

mod people;
mod programs;
mod site;

use ledger::body::house::{Role, Scope};
use people::{Guest, World};
use programs::{ALL, Caller, Told, tell};
use serde_json::{Value, json};

const PDF: &[u8] = b"%PDF-1.7 certificate";
const ITEM: &str = "require.byod.permission";

/// Two organisations on the sides of one engagement, each with a program, and the address of its evidence.
struct Sides {
    world: World,
    people: [Guest; 2],
    client: Caller,
    vendor: Caller,
    at: String,
}

/// Fields and a file as a form with parts.
fn form(fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, text) in fields {
        let head =
            format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
        body.extend(head.as_bytes());
    }
    if let Some((name, bytes)) = file {
        let head = format!(
            "--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        );
        body.extend(head.as_bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--cut--\r\n");
    body
}

const PARTS: (&str, &str) = ("content-type", "multipart/form-data; boundary=cut");
const BASE: [(&str, &str); 2] = [("item", ITEM), ("from", "R8.10.1")];

impl Sides {
    async fn new() -> Self {
        let (world, client, vendor, page) = World::shared().await;
        let id = page.rsplit('/').next().unwrap();
        Self {
            at: format!("/engagements/{id}/evidence"),
            client: world.caller(&client, &ALL),
            vendor: world.caller(&vendor, &ALL),
            people: [client, vendor],
            world,
        }
    }

    async fn tell(&self, by: &Caller, rest: &str, body: Value) -> Told {
        tell(&self.world, by, &format!("{}{rest}", self.at), body).await
    }

    async fn see(&self, by: &Caller) -> Value {
        self.world.ask(by, &by.at(&self.at)).await.json
    }

    async fn send(&self, by: &Caller, key: &str, body: &[u8]) -> Told {
        let path = by.at(&format!("{}/files", self.at));
        let headers = [PARTS, ("idempotency-key", key)];
        self.world
            .raw("POST", &path, Some(by), &headers, body)
            .await
    }

    /// A file of the vendor's: its line.
    async fn given(&self, name: &str, bytes: &[u8]) -> u64 {
        let told = self
            .send(
                &self.vendor,
                &format!("f{}", bytes.len()),
                &form(&BASE, Some((name, bytes))),
            )
            .await;
        assert_eq!(told.status, 201, "{}", told.json);
        told.json["recorded"][0]["seq"].as_u64().unwrap()
    }

    async fn save(&self, by: &Caller, line: &str) -> Told {
        let path = by.at(&format!("{}/{line}/file", self.at));
        self.world.ask(by, &path).await
    }
}

#[tokio::test]
async fn asked_for_given_returned_accepted() {
    let on = Sides::new().await;
    let ask = json!({ "item": ITEM, "what": "登録証の写し", "due": "令和8年12月1日" });
    let asked = on.tell(&on.client, "/requests", ask).await;
    assert_eq!(asked.status, 201, "{}", asked.json);
    let request = asked.json["recorded"][0]["seq"].clone();
    let seen = on.see(&on.vendor).await;
    let open = &seen["requests"][0];
    assert_eq!(
        (&open["seq"], &open["what"]),
        (&request, &json!("登録証の写し"))
    );
    assert_eq!(
        (&open["due"], &open["open"]),
        (&json!("2026-12-01"), &json!(true))
    );
    let fact = json!({ "item": ITEM, "answers": request, "fact": "更新した", "from": "2026-10-01", "expires": "2027-09-30" });
    let told = on.tell(&on.vendor, "", fact).await;
    assert_eq!(told.status, 201, "{}", told.json);
    let line = told.json["recorded"][0]["seq"].as_u64().unwrap();
    let review = format!("/{line}/review");
    let silent = on
        .tell(&on.client, &review, json!({ "accepts": false }))
        .await;
    assert_eq!((silent.status, silent.code()), (422, "no-remark"));
    let own = on
        .tell(&on.vendor, &review, json!({ "accepts": true }))
        .await;
    assert_eq!((own.status, own.code()), (422, "other-side"));
    let back = json!({ "accepts": false, "reason": "読めない" });
    assert_eq!(on.tell(&on.client, &review, back).await.status, 201);
    let seen = on.see(&on.vendor).await;
    let piece = &seen["pieces"][0];
    assert_eq!(
        (&piece["worth"], &piece["reason"]),
        (&json!("returned"), &json!("読めない"))
    );
    assert_eq!(
        (&piece["name"], &piece["answers"]),
        (&json!("二郎"), &request)
    );
    assert_eq!(seen["requests"][0]["returned"], true);
    assert_eq!(
        on.tell(&on.client, &review, json!({ "accepts": true }))
            .await
            .status,
        201
    );
    let seen = on.see(&on.client).await;
    assert_eq!(seen["pieces"][0]["worth"], "accepted");
    assert_eq!(
        seen["pieces"][0]["name"],
        Value::Null,
        "who gave it is told on their own side"
    );
    assert_eq!(seen["requests"][0]["open"], false);
    let take = format!("/requests/{request}/withdraw");
    assert_eq!(
        on.tell(&on.vendor, &take, json!({})).await.code(),
        "other-side"
    );
    assert_eq!(on.tell(&on.client, &take, json!({})).await.status, 201);
    assert_eq!(on.see(&on.client).await["requests"][0]["withdrawn"], true);
    let past = on.client.at(&format!("{}?at=2026-10-01", on.at));
    assert_eq!(on.world.ask(&on.client, &past).await.code(), "not-begun");
}

#[tokio::test]
async fn a_file_is_taken_once_and_saved_as_it_was() {
    let on = Sides::new().await;
    let fields = [
        &BASE[..],
        &[("fact", "一行目\r\n二行目"), ("until", "2026-10-31")],
    ]
    .concat();
    let name = "証跡「﨑」\u{202e}fdp.pdf";
    let first = on
        .send(&on.vendor, "k", &form(&fields, Some((name, PDF))))
        .await;
    assert_eq!(first.status, 201, "{}", first.json);
    let turned: Vec<_> = fields.iter().rev().copied().collect();
    let again = on
        .send(&on.vendor, "k", &form(&turned, Some((name, PDF))))
        .await;
    assert_eq!((again.status, &again.json), (201, &first.json));
    assert_eq!(again.answer.header("idempotent-replayed"), "true");
    let other = on
        .send(&on.vendor, "k", &form(&BASE, Some((name, PDF))))
        .await;
    assert_eq!((other.status, other.code()), (422, "other-request"));
    let seen = on.see(&on.client).await;
    let piece = &seen["pieces"][0];
    assert_eq!(seen["pieces"].as_array().unwrap().len(), 1);
    assert_eq!(piece["fact"], "一行目\n二行目");
    assert_eq!(
        (&piece["file"]["media"], &piece["file"]["size"]),
        (&json!("pdf"), &json!(PDF.len()))
    );
    let line = piece["seq"].to_string();
    for by in [&on.client, &on.vendor] {
        let told = on.save(by, &line).await;
        let file = &told.answer;
        assert_eq!((told.status, file.bytes.as_slice()), (200, PDF));
        assert_eq!(file.header("content-type"), "application/pdf");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert_eq!(file.header("cache-control"), "no-store");
        assert_eq!(
            file.header("content-security-policy"),
            "sandbox; default-src 'none'"
        );
        let name = file.header("content-disposition");
        let plain = format!("attachment; filename=\"evidence-{line}.pdf\"; filename*=UTF-8''");
        assert!(
            name.starts_with(&plain) && name.ends_with("%8Dfdp.pdf"),
            "{name}"
        );
    }
    let csv = on.given("受講者.csv", "氏名\r\n山田".as_bytes()).await;
    let csv = on.save(&on.client, &csv.to_string()).await;
    assert_eq!(
        csv.answer.header("content-type"),
        "application/octet-stream"
    );
}

#[tokio::test]
async fn what_is_not_taken_is_refused_and_nothing_kept() {
    let on = Sides::new().await;
    let big = vec![b'%'; 21 * 1024 * 1024];
    let full = form(&BASE, Some(("a.pdf", PDF)));
    let with = |more: &[(&str, &str)]| form(&[&BASE[..], more].concat(), Some(("a.pdf", PDF)));
    let file = |name: &str, bytes: &[u8]| form(&BASE, Some((name, bytes)));
    for (body, status, code) in [
        (
            file("a.png", b"<svg onload='alert(1)'/>"),
            422,
            "unfit-markup",
        ),
        (file("a.pdf", b""), 422, "unfit-empty"),
        (file("a.pdf", &big), 422, "unfit-too-large"),
        (file("a.exe", b"MZ\x90\0"), 422, "unfit-kind"),
        (file("a.png", PDF), 422, "unfit-disagrees"),
        (file("", PDF), 422, "bad-body"),
        (form(&BASE, None), 422, "bad-body"),
        (form(&BASE[..1], Some(("a.pdf", PDF))), 422, "bad-body"),
        (with(&[("form", "x")]), 422, "bad-body"),
        (with(&[("item", ITEM)]), 422, "bad-body"),
        (with(&[("answers", "１")]), 422, "bad-body"),
        (with(&[("answers", "999")]), 422, "no-such-request"),
        (with(&[("until", "きのう")]), 422, "no-day"),
        (with(&[("until", "2026-09-01")]), 422, "days-backwards"),
        (with(&[("fact", &"長".repeat(30_000))]), 413, "too-large"),
        (full[..full.len() - 9].to_vec(), 400, "bad-form"),
    ] {
        let told = on.send(&on.vendor, "k", &body).await;
        assert_eq!((told.status, told.code()), (status, code), "{}", told.json);
    }
    let path = on.vendor.at(&format!("{}/files", on.at));
    let key = ("idempotency-key", "k");
    for (headers, status, code) in [
        (&[PARTS][..], 400, "no-key"),
        (
            &[key, ("content-type", "application/json")],
            415,
            "not-form",
        ),
        (
            &[key, ("content-type", "multipart/form-data")],
            400,
            "bad-form",
        ),
    ] {
        let told = on
            .world
            .raw("POST", &path, Some(&on.vendor), headers, &full)
            .await;
        assert_eq!((told.status, told.code()), (status, code), "{headers:?}");
    }
    let fact = |item: &str, fact: &str| json!({ "item": item, "fact": fact, "from": "2026-10-01" });
    for (body, code) in [
        (fact("require.nothing", "x"), "no-requirement"),
        (fact("own.1", "x"), "no-requirement"),
        (fact("own.new", "x"), "no-requirement"),
        (fact(ITEM, " "), "nothing-shown"),
        (
            json!({ "item": ITEM, "fact": "x", "from": "2026-10-01", "file": "x" }),
            "bad-body",
        ),
    ] {
        let told = on.tell(&on.vendor, "", body.clone()).await;
        assert_eq!((told.status, told.code()), (422, code), "{body}");
    }
    assert_eq!(on.see(&on.client).await["pieces"], json!([]));
}

#[tokio::test]
async fn an_item_of_the_sides_own_can_be_shown_once_it_is_spoken_of() {
    let on = Sides::new().await;
    let own = json!({ "item": "own.1", "wording": { "heading": "鍵の返却", "text": "返す。", "from": "2026-11-01" } });
    let terms = on.at.replace("/evidence", "/terms");
    assert_eq!(tell(&on.world, &on.client, &terms, own).await.status, 201);
    let fact = json!({ "item": "own.1", "fact": "返した", "from": "2026-11-02" });
    assert_eq!(on.tell(&on.vendor, "", fact).await.status, 201);
    let ask = json!({ "item": "own.1", "due": "2026-12-01" });
    assert_eq!(on.tell(&on.client, "/requests", ask).await.status, 201);
}

#[tokio::test]
async fn withdrawn_stays_on_record_and_erased_is_gone() {
    let on = Sides::new().await;
    let line = on.given("山田.pdf", PDF).await;
    let (take, at) = (format!("/{line}/withdraw"), line.to_string());
    assert_eq!(
        on.tell(&on.client, &take, json!({})).await.code(),
        "other-side"
    );
    assert_eq!(on.tell(&on.vendor, &take, json!({})).await.status, 201);
    let again = on.tell(&on.vendor, &take, json!({})).await;
    assert_eq!((again.status, again.code()), (422, "no-such-evidence"));
    let piece = on.see(&on.client).await["pieces"][0].clone();
    assert_eq!(
        (&piece["worth"], &piece["erased"]),
        (&json!("withdrawn"), &json!(false))
    );
    assert_eq!(on.save(&on.client, &at).await.status, 200);
    let end = on.at.replace("/evidence", "/end");
    let ended = tell(&on.world, &on.client, &end, json!({ "on": "2026-11-20" })).await;
    assert_eq!(ended.status, 201);
    let late = json!({ "item": ITEM, "fact": "x", "from": "2026-10-01" });
    assert_eq!(on.tell(&on.vendor, "", late).await.code(), "closed");
    let erase = json!({ "erase": true });
    assert_eq!(
        on.tell(&on.vendor, &take, erase).await.status,
        201,
        "also after the end"
    );
    for by in [&on.client, &on.vendor] {
        let piece = on.see(by).await["pieces"][0].clone();
        assert_eq!(
            (&piece["file"]["name"], &piece["erased"]),
            (&Value::Null, &json!(true))
        );
        let gone = on.save(by, &at).await;
        assert_eq!((gone.status, gone.code()), (404, "absent"));
    }
}

#[tokio::test]
async fn who_may_not_finds_nothing_or_is_refused() {
    let on = Sides::new().await;
    let line = on.given("a.pdf", PDF).await.to_string();
    let caller = |guest: &Guest| on.world.caller(guest, &ALL);
    let employee = caller(&on.world.member(&on.people[0], Role::Employee));
    let reader = caller(&on.world.member(&on.people[0], Role::Reader));
    let editor = caller(&on.world.member(&on.people[0], Role::Editor));
    let third = caller(&on.world.another(&on.people[0]));
    let file = form(&BASE, Some(("b.pdf", PDF)));
    let acts = [
        (
            String::new(),
            json!({ "item": ITEM, "fact": "x", "from": "2026-10-01" }),
            201,
        ),
        (
            "/requests".to_owned(),
            json!({ "item": ITEM, "due": "2026-12-01" }),
            201,
        ),
        ("/requests/0/withdraw".to_owned(), json!({}), 422),
        (format!("/{line}/review"), json!({ "accepts": true }), 403),
        (format!("/{line}/withdraw"), json!({}), 422),
    ];
    for (path, body, editors) in &acts {
        let status = async |who: &Caller| on.tell(who, path, body.clone()).await.status;
        assert_eq!(status(&third).await, 404, "{path}");
        let unseen = if path.is_empty() || path == "/requests" {
            404
        } else {
            403
        };
        assert_eq!(status(&employee).await, unseen, "{path}");
        assert_eq!(status(&reader).await, 403, "{path}");
        assert_eq!(status(&editor).await, *editors, "{path}");
    }
    for (who, status) in [(&third, 404), (&employee, 404), (&reader, 403)] {
        assert_eq!(on.send(who, "f", &file).await.status, status);
    }
    for (who, status) in [
        (&third, 404),
        (&employee, 404),
        (&reader, 200),
        (&editor, 200),
    ] {
        assert_eq!(on.save(who, &line).await.status, status);
        let list = on.world.ask(who, &who.at(&on.at)).await;
        assert_eq!(list.status, status);
    }
    let (hidden, absent) = (on.save(&third, &line).await, on.save(&third, "999").await);
    assert_eq!(hidden.answer.bytes, absent.answer.bytes);
    for wrong in ["x", "-1", "0"] {
        assert_eq!(on.save(&on.client, wrong).await.status, 404, "{wrong}");
    }
    let scoped = on
        .world
        .caller(&on.people[1], &[Scope::Read, Scope::Engagements]);
    let told = on.send(&scoped, "g", &file).await;
    assert_eq!((told.status, told.code()), (403, "no-scope"));
}
