//! Engagements for programs: opened and asked by the many, told as on pages, and absent for whom they do not concern.
#![allow(clippy::unwrap_used)]

mod people;
mod programs;
mod site;

use ledger::body::house::{Role, Scope};
use people::World;
use programs::{ALL, Caller, tell};
use serde_json::{Value, json};

const ITEM: &str = "require.telework.permission";

fn new(title: &str) -> Value {
    json!({
        "side": "client", "partner": "東西システム", "partner_number": "７０００-０１２０-５０００２", "title": title,
        "described": { "from": "令和8年4月1日", "until": "2027-03-31", "kinds": ["maintenance"], "information": "confidential" },
        "link": { "verbs": ["state"], "to": "山田様" },
    })
}

async fn opened(world: &World, caller: &Caller, title: &str) -> (String, String) {
    let body = json!({ "engagements": [new(title)] });
    let told = world
        .tell(caller, &caller.at("/engagements"), "opened", body)
        .await;
    assert_eq!(told.status, 201, "{}", told.json);
    let link = &told.json["links"][0];
    let text = |name: &str| link[name].as_str().unwrap().to_owned();
    (text("engagement"), text("link"))
}

fn view(item: &str, value: &str) -> Value {
    json!({ "item": item, "value": value, "from": "2026-11-01" })
}

#[tokio::test]
async fn an_engagement_is_opened_described_and_stated() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &ALL);
    let (id, link) = opened(&world, &caller, "保守").await;
    assert!(link.starts_with("https://t.example/side#"), "{link}");
    let at = |rest: &str| format!("/engagements/{id}{rest}");
    let one = world.ask(&caller, &caller.at(&at(""))).await;
    assert_eq!(one.json["described"]["from"], "2026-04-01");
    assert_eq!(
        one.json["vendor"]["identifier"],
        "jp-corporate-number:7000012050002"
    );
    assert_eq!(one.json["links"][0]["to"], "山田様");
    for (path, body) in [
        (
            at("/views"),
            json!({ "views": [view(ITEM, "held-agreed")] }),
        ),
        (
            at("/views"),
            json!({ "heard": true, "views": [{ "item": ITEM, "value": "no-plan", "from": "2026-11-01", "note": "5月7日の用紙" }] }),
        ),
        (
            at("/disputes"),
            json!({ "item": ITEM, "disputed": true, "note": "範囲" }),
        ),
        (at("/responsible"), json!({ "person": caller.person })),
        (
            at("/description"),
            json!({ "described": { "reference": "K-12", "personal_data": true } }),
        ),
    ] {
        let told = tell(&world, &caller, &path, body).await;
        assert_eq!(told.status, 201, "{path}: {}", told.json);
    }
    let one = world.ask(&caller, &caller.at(&at(""))).await.json;
    let both = &one["views"][0];
    assert_eq!(both["difference"], "held-by-one");
    assert_eq!(both["vendor"]["heard"], true);
    assert_eq!(
        (&both["disputed_by"], &both["disputed_about"]),
        (&"client".into(), &"範囲".into())
    );
    assert_eq!(one["client"]["responsible"], "一郎");
    assert_eq!(one["described"]["reference"], "K-12");
}

#[tokio::test]
async fn links_are_given_and_called_back_and_an_engagement_ends() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &ALL);
    let (id, _) = opened(&world, &caller, "保守").await;
    let at = |rest: &str| format!("/engagements/{id}{rest}");
    let one = world.ask(&caller, &caller.at(&at(""))).await;
    let head = one.answer.header("etag").to_owned();
    let views = json!({ "views": [view(ITEM, "no-plan")] });
    let told = tell(&world, &caller, &at("/views"), views).await;
    assert_eq!(told.status, 201);
    let headers = [
        ("content-type", "application/json"),
        ("idempotency-key", "stale"),
        ("if-match", head.as_str()),
    ];
    let body = json!({ "on": "2026-11-20" }).to_string();
    let end = caller.at(&at("/end"));
    let told = world
        .raw("POST", &end, Some(&caller), &headers, body.as_bytes())
        .await;
    assert_eq!((told.status, told.code()), (412, "stale"));
    let made = tell(
        &world,
        &caller,
        &at("/links"),
        json!({ "side": "client", "link": { "verbs": [] } }),
    )
    .await;
    assert!(made.json["link"].as_str().unwrap().contains("/side#"));
    let links = world.ask(&caller, &caller.at(&at(""))).await.json["links"].clone();
    for link in links.as_array().unwrap() {
        let path = at(&format!("/links/{}/revoke", link["link"].as_str().unwrap()));
        assert_eq!(tell(&world, &caller, &path, json!({})).await.status, 201);
    }
    let told = tell(&world, &caller, &at("/end"), json!({ "on": "2026-11-20" })).await;
    assert_eq!(told.status, 201, "{}", told.json);
    let again = tell(
        &world,
        &caller,
        &at("/disputes"),
        json!({ "item": ITEM, "disputed": false }),
    )
    .await;
    assert_eq!((again.status, again.code()), (422, "closed"));
}

#[tokio::test]
async fn many_are_opened_and_asked_or_none_and_listed_page_by_page() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &ALL);
    let path = caller.at("/engagements");
    let body = json!({ "engagements": [new("保守"), new(" ")] });
    let bad = world.tell(&caller, &path, "a", body).await;
    assert_eq!(
        (bad.status, bad.code(), &bad.json["at"]),
        (422, "no-title", &json!(1))
    );
    let body = json!({ "engagements": [new("保守"), new("開発"), new("運用")] });
    let made = world.tell(&caller, &path, "b", body.clone()).await;
    assert_eq!(made.json["links"].as_array().unwrap().len(), 3);
    let again = world.tell(&caller, &path, "b", body).await;
    assert_eq!(again.json["recorded"], made.json["recorded"]);
    assert_eq!(again.json.get("links"), None, "links are shown once");
    let list = world
        .ask(&caller, &format!("{path}?sort=name&limit=2"))
        .await
        .json;
    assert_eq!((&list["found"], &list["next"]), (&json!(3), &json!(2)));
    assert_eq!(list["engagements"][0]["title"], "保守");
    let rest = world
        .ask(&caller, &format!("{path}?sort=name&from=2&q=%E9%96%8B"))
        .await
        .json;
    assert_eq!((&rest["found"], &rest["next"]), (&json!(1), &Value::Null));
    let before = world
        .ask(&caller, &format!("{path}?at=2026-10-31"))
        .await
        .json;
    assert_eq!(before["found"], 0, "{before}");
    let now = world
        .ask(&caller, &format!("{path}?at=2099-01-01&sort=until"))
        .await
        .json;
    assert_eq!(now["found"], 3);
    let ids: Vec<Value> = made.json["links"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| link["engagement"].clone())
        .collect();
    let link = json!({ "verbs": ["state"], "items": [ITEM] });
    let twice = json!({ "engagements": [ids[0], ids[0]], "link": link });
    let told = tell(&world, &caller, "/engagements/ask", twice).await;
    assert_eq!((told.status, told.code()), (422, "engagement-twice"));
    let asked = json!({ "engagements": ids, "link": link });
    let told = tell(&world, &caller, "/engagements/ask", asked).await;
    assert_eq!(
        told.json["links"].as_array().unwrap().len(),
        3,
        "{}",
        told.json
    );
}

/// Every address of an engagement, asked for one's own organisation with another's engagement: as if it were not there.
#[tokio::test]
async fn another_organisations_engagement_is_not_there() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &ALL);
    let (id, _) = opened(&world, &caller, "保守").await;
    let stranger = world.caller(&world.another(&owner), &ALL);
    let unknown = "7".repeat(26);
    for id in [&id, &unknown] {
        let at = |rest: &str| stranger.at(&format!("/engagements/{id}{rest}"));
        assert_eq!(world.ask(&stranger, &at("")).await.status, 404);
        for (path, body) in [
            ("/description", json!({ "described": {} })),
            ("/responsible", json!({ "person": stranger.person })),
            (
                "/links",
                json!({ "side": "client", "link": { "verbs": [] } }),
            ),
            ("/links/00000000000000000000000000/revoke", json!({})),
            ("/views", json!({ "views": [view(ITEM, "no-plan")] })),
            ("/disputes", json!({ "item": ITEM, "disputed": true })),
            ("/end", json!({ "on": "2026-11-20" })),
        ] {
            let told = world.tell(&stranger, &at(path), path, body).await;
            assert_eq!((told.status, told.code()), (404, "absent"), "{path}");
        }
        let ask = json!({ "engagements": [id], "link": { "verbs": [] } });
        let told = world
            .tell(&stranger, &stranger.at("/engagements/ask"), "k", ask)
            .await;
        assert_eq!((told.status, told.code()), (404, "absent"));
    }
    let list = world
        .ask(&stranger, &stranger.at("/engagements"))
        .await
        .json;
    assert_eq!(list["found"], 0);
}

#[tokio::test]
async fn a_token_does_to_engagements_no_more_than_its_person_and_purpose() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &ALL);
    let (id, _) = opened(&world, &caller, "保守").await;
    let at = |rest: &str| format!("/engagements/{id}{rest}");
    let state = json!({ "views": [view(ITEM, "no-plan")] });
    let end = json!({ "on": "2026-11-20" });
    for (role, path, body, status) in [
        (Role::Employee, at("/views"), &state, 403),
        (Role::Reader, at("/views"), &state, 403),
        (Role::Editor, at("/views"), &state, 201),
        (Role::Editor, at("/end"), &end, 403),
        (
            Role::Editor,
            "/engagements".to_owned(),
            &json!({ "engagements": [new("x")] }),
            403,
        ),
    ] {
        let who = world.caller(&world.member(&owner, role), &ALL);
        let told = tell(&world, &who, &path, body.clone()).await;
        assert_eq!(told.status, status, "{role:?} {path}: {}", told.json);
    }
    let employee = world.caller(&world.member(&owner, Role::Employee), &ALL);
    for path in [at(""), "/engagements".to_owned()] {
        let told = world.ask(&employee, &employee.at(&path)).await;
        assert_eq!(told.status, 404, "{path}");
    }
    let editor = world.caller(&world.member(&owner, Role::Editor), &ALL);
    let seen = world.ask(&editor, &editor.at(&at(""))).await.json;
    assert_eq!(
        seen["links"],
        Value::Null,
        "links are the owner's and officer's to see"
    );
    let states = world.caller(&owner, &[Scope::Read, Scope::State]);
    let told = tell(&world, &states, &at("/end"), end).await;
    assert_eq!((told.status, told.code()), (403, "no-scope"));
}

#[tokio::test]
async fn what_cannot_be_recorded_of_an_engagement_is_told_with_its_place() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &ALL);
    let with = |field: &str, value: Value| {
        let mut one = new("開発");
        one[field] = value;
        json!({ "engagements": [one] })
    };
    let all = "/engagements".to_owned();
    for (path, body, code) in [
        (all.clone(), json!({ "engagements": [] }), "not-so-many"),
        (all.clone(), with("partner", json!("")), "no-partner"),
        (
            all.clone(),
            with("partner_number", json!("7000012050003")),
            "no-number",
        ),
        (all.clone(), with("responsible", json!("x")), "no-person"),
        (
            all.clone(),
            with("described", json!({ "from": "昨日" })),
            "no-day",
        ),
        (
            all.clone(),
            with("link", json!({ "verbs": [], "days": 0 })),
            "no-days",
        ),
        (
            all.clone(),
            with("link", json!({ "verbs": [], "items": ["rule.byod"] })),
            "no-requirement",
        ),
        (all, with("more", json!(1)), "bad-body"),
    ] {
        let told = tell(&world, &caller, &path, body).await;
        let answer = (told.status, told.code());
        assert_eq!(answer, (422, code), "{path}: {}", told.json);
    }
}

#[tokio::test]
async fn what_cannot_be_said_on_an_engagement_is_told() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &ALL);
    let (id, _) = opened(&world, &caller, "保守").await;
    let at = |rest: &str| format!("/engagements/{id}{rest}");
    let good = view(ITEM, "no-plan");
    for (path, body, code) in [
        (at("/views"), json!({ "views": [] }), "not-so-many"),
        (
            at("/views"),
            json!({ "views": [good, view("rule.byod", "no-plan")] }),
            "no-requirement",
        ),
        (
            at("/views"),
            json!({ "views": [good, view(ITEM, "in-force")] }),
            "bad-body",
        ),
        (
            at("/views"),
            json!({ "views": [{ "item": ITEM, "value": "not-applicable", "from": "2026-11-01" }] }),
            "no-reason",
        ),
        (
            at("/disputes"),
            json!({ "item": "x", "disputed": true }),
            "no-requirement",
        ),
        (at("/end"), json!({ "on": "moon" }), "no-day"),
        (
            at("/responsible"),
            json!({ "person": "7".repeat(26) }),
            "no-such-person",
        ),
    ] {
        let told = tell(&world, &caller, &path, body).await;
        assert_eq!(
            (told.status, told.code()),
            (422, code),
            "{path}: {}",
            told.json
        );
    }
    for query in [
        "?sort=harm",
        "?limit=0",
        "?limit=201",
        "?more=1",
        "?at=moon",
    ] {
        let told = world
            .ask(&caller, &caller.at(&format!("/engagements{query}")))
            .await;
        assert_eq!(told.status, 400, "{query}");
    }
}
