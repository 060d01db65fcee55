//! Works and gates for programs: said, confirmed, ended, passed; what may be done, on one engagement and on all; and who finds nothing.
#![allow(clippy::unwrap_used)]

mod people;
mod programs;
mod site;

use ledger::body::house::Role;
use people::{Guest, World};
use programs::{ALL, Caller, Told, tell};
use serde_json::{Value, json};

/// Two organisations on the sides of one engagement, each with a program, and the engagement's address.
struct Sides {
    world: World,
    people: [Guest; 2],
    client: Caller,
    vendor: Caller,
    at: String,
}

impl Sides {
    async fn new() -> Self {
        let (world, client, vendor, page) = World::shared().await;
        let id = page.rsplit('/').next().unwrap();
        Self {
            at: format!("/engagements/{id}"),
            client: world.caller(&client, &ALL),
            vendor: world.caller(&vendor, &ALL),
            people: [client, vendor],
            world,
        }
    }

    async fn tell(&self, by: &Caller, rest: &str, body: Value) -> Told {
        tell(&self.world, by, &format!("{}{rest}", self.at), body).await
    }

    async fn see(&self, by: &Caller, rest: &str) -> Told {
        let path = by.at(&format!("{}{rest}", self.at));
        self.world.ask(by, &path).await
    }

    /// What the client says and the vendor confirms; the work's number.
    async fn settle(&self, conditions: Value) -> String {
        let said = json!({ "from": "R8.11.1", "conditions": conditions });
        let told = self.tell(&self.client, "/works", said).await;
        assert_eq!(told.status, 201, "{}", told.json);
        let works = self.see(&self.vendor, "/works").await.json["works"].clone();
        let work = works.as_array().unwrap().last().unwrap().clone();
        let (number, seq) = (work["work"].as_str().unwrap(), &work["waiting"][0]["seq"]);
        assert_eq!(*seq, told.json["recorded"][0]["seq"]);
        let confirm = format!("/works/{number}/confirm");
        let told = self
            .tell(&self.vendor, &confirm, json!({ "seq": seq }))
            .await;
        assert_eq!(told.status, 201, "{}", told.json);
        number.to_owned()
    }
}

fn watch() -> Value {
    json!({
        "name": " 夜間の監視 ", "places": ["home", "vendor-office", "home"], "telework": "conditions",
        "words": "画面が見えない場所で", "devices": ["vendor"], "tools": " ", "information": "internal", "personal_data": false,
    })
}

#[tokio::test]
async fn a_work_is_said_confirmed_changed_and_ended() {
    let on = Sides::new().await;
    let work = on.settle(watch()).await;
    let seen = on.see(&on.client, "/works").await.json;
    let held = &seen["works"][0]["in_force"];
    assert_eq!(
        (&held["from"], &held["by"], &held["name"]),
        (&json!("2026-11-01"), &json!("client"), &json!("一郎"))
    );
    let said = json!({
        "name": "夜間の監視", "places": ["vendor-office", "home"], "telework": "conditions", "words": "画面が見えない場所で",
        "devices": ["vendor"], "tools": null, "methods": [], "information": "internal", "personal_data": false,
    });
    assert_eq!(held["conditions"], said);
    assert!(held["confirmed"].is_u64());
    let other = json!({ "work": work, "from": "2026-11-02", "conditions": { "name": "監視", "telework": "no" } });
    let told = on.tell(&on.vendor, "/works", other).await;
    assert_eq!(told.status, 201, "{}", told.json);
    let seen = on.see(&on.client, "/works").await.json;
    let waiting = &seen["works"][0]["waiting"][0];
    assert_eq!(
        (&waiting["by"], &waiting["name"]),
        (&json!("vendor"), &Value::Null),
        "people of the other side are not named"
    );
    let confirm = format!("/works/{work}/confirm");
    let stale = json!({ "seq": held["seq"] });
    let stale = on.tell(&on.client, &confirm, stale).await;
    assert_eq!((stale.status, stale.code()), (422, "no-such-version"));
    let own = on.tell(&on.vendor, &confirm, json!({ "seq": waiting["seq"] }));
    assert_eq!(own.await.code(), "other-side");
    let end = format!("/works/{work}/end");
    let early = on
        .tell(&on.vendor, &end, json!({ "on": "2027-01-01" }))
        .await;
    assert_eq!((early.status, early.code()), (422, "not-over"));
    let told = on
        .tell(&on.vendor, &end, json!({ "on": "2026-11-20" }))
        .await;
    assert_eq!(told.status, 201, "{}", told.json);
    let seen = on.see(&on.client, "/works").await.json["works"][0].clone();
    assert_eq!(
        (&seen["ended"], &seen["ended_by"]),
        (&json!("2026-11-20"), &json!("vendor"))
    );
    let again = on.tell(&on.client, &confirm, json!({ "seq": waiting["seq"] }));
    assert_eq!(again.await.code(), "no-such-work");
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let on = Sides::new().await;
    let set = |conditions: Value| json!({ "from": "2026-11-01", "conditions": conditions });
    let nowhere = json!({ "work": "7".repeat(26), "from": "2026-11-01", "conditions": watch() });
    for (body, code) in [
        (set(json!({ "name": "保守" })), "bad-body"),
        (
            set(json!({ "name": "保守", "telework": "maybe" })),
            "bad-body",
        ),
        (
            set(json!({ "name": "保守", "telework": "no", "place": [] })),
            "bad-body",
        ),
        (set(json!({ "name": " ", "telework": "no" })), "no-name"),
        (
            set(json!({ "name": "保守", "telework": "no", "places": ["home"] })),
            "unfit-work",
        ),
        (
            set(json!({ "name": "保守", "telework": "conditions", "words": " " })),
            "unfit-work",
        ),
        (json!({ "from": "きのう", "conditions": watch() }), "no-day"),
        (
            json!({ "work": "x", "from": "2026-11-01", "conditions": watch() }),
            "no-work",
        ),
        (nowhere, "no-such-work"),
    ] {
        let told = on.tell(&on.client, "/works", body.clone()).await;
        assert_eq!((told.status, told.code()), (422, code), "{body}");
    }
    let gates = |gate: &str| json!({ "gate": gate });
    for (gate, code) in [
        ("rfp", "points-open"),
        ("operation", "gate-order"),
        ("x", "bad-body"),
    ] {
        let told = on.tell(&on.client, "/gates", gates(gate)).await;
        assert_eq!((told.status, told.code()), (422, code), "{gate}");
    }
    let seen = on.see(&on.client, "/works").await.json;
    assert_eq!(seen["works"], json!([]));
    let open = seen["gates"][0]["open"].as_array().unwrap();
    assert!(open.contains(&json!({ "point": "no-work", "work": null, "item": null })));
}

#[tokio::test]
async fn gates_are_passed_and_seen() {
    let on = Sides::new().await;
    let work = on.settle(json!({ "name": "保守", "telework": "no" })).await;
    let seen = on.see(&on.client, "/works").await.json;
    let open = seen["gates"][0]["open"].as_array().unwrap().clone();
    assert!(open.contains(&json!({ "point": "places", "work": work, "item": null })));
    let all = json!({
        "work": work, "from": "2026-11-01", "conditions": {
            "name": "保守", "telework": "no", "places": ["vendor-office"], "devices": ["vendor"],
            "information": "internal", "personal_data": false,
        },
    });
    assert_eq!(on.tell(&on.vendor, "/works", all).await.status, 201);
    let named = json!({ "person": on.client.person });
    assert_eq!(on.tell(&on.client, "/responsible", named).await.status, 201);
    let told = on
        .tell(&on.client, "/gates", json!({ "gate": "rfp" }))
        .await;
    assert_eq!(told.status, 201, "{}", told.json);
    let again = on
        .tell(&on.client, "/gates", json!({ "gate": "rfp" }))
        .await;
    assert_eq!((again.status, again.code()), (422, "already-passed"));
    let seen = on.see(&on.vendor, "/works").await.json;
    let passed = &seen["gates"][0]["passed"];
    assert_eq!(passed[0]["side"], "client");
    assert_eq!(passed[0]["seq"], told.json["recorded"][0]["seq"]);
    assert_eq!(seen["gates"][0]["open"], json!([]));
    assert_ne!(seen["gates"][1]["open"], json!([]));
}

#[tokio::test]
async fn what_may_be_done_is_what_both_hold() {
    let on = Sides::new().await;
    on.settle(watch()).await;
    let alone =
        json!({ "from": "2026-11-01", "conditions": { "name": "秘密の名", "telework": "yes" } });
    assert_eq!(on.tell(&on.vendor, "/works", alone).await.status, 201);
    let employee = on.world.member(&on.people[1], Role::Employee);
    let employee = on.world.caller(&employee, &ALL);
    let told = on.see(&employee, "/conditions").await;
    assert_eq!(told.status, 200, "{}", told.json);
    let works = &told.json["works"];
    assert_eq!(works[0]["conditions"]["words"], "画面が見えない場所で");
    assert!(works[0]["seq"].is_u64());
    assert_eq!(
        works[1],
        json!({ "work": works[1]["work"], "name": null, "seq": null, "conditions": null, "changing": true })
    );
    assert!(!told.answer.text().contains("秘密の名"));
    assert_eq!(told.json["client"]["present"], true);
    let all = on.world.ask(&employee, &employee.at("/conditions")).await;
    let rows = all.json["rows"].as_array().unwrap().clone();
    assert_eq!((rows.len(), &all.json["more"]), (2, &json!(false)));
    assert_eq!(rows[0]["work"]["name"], "夜間の監視");
    assert_eq!(rows[0]["conflicts"], json!([]));
    assert!(!all.answer.text().contains("秘密の名"));
    let past = on.see(&employee, "/conditions?at=2026-10-01").await;
    assert_eq!(past.status, 404);
    let past = employee.at("/conditions?at=2026-10-01");
    let past = on.world.ask(&employee, &past).await;
    assert_eq!((past.status, &past.json["rows"]), (200, &json!([])));
}

/// The works of the vendor for two clients: one allows its own office alone, the other everything but that.
#[tokio::test]
async fn conditions_of_two_clients_that_cannot_be_kept_together_are_named() {
    let on = Sides::new().await;
    let office = json!({ "name": "甲", "telework": "no", "places": ["vendor-office"] });
    let work = on.settle(office).await;
    let other = on.world.another(&on.people[0]);
    let page = on.world.engaged(&other, "第二合同会社").await;
    on.world.take_side(&other, &on.people[1], &page).await;
    let second = Sides {
        at: format!("/engagements/{}", page.rsplit('/').next().unwrap()),
        client: on.world.caller(&other, &ALL),
        ..on
    };
    let site = json!({ "name": "乙", "telework": "no", "places": ["client-site"] });
    let site = second.settle(site).await;
    let told = second.vendor.at("/conditions");
    let told = second.world.ask(&second.vendor, &told).await.json;
    let rows = told["rows"].as_array().unwrap();
    let of = |work: &str| rows.iter().find(|row| row["work"]["work"] == work).unwrap();
    let conflicts = of(&site)["conflicts"].as_array().unwrap();
    let with = &of(&work)["engagement"];
    let expected = [("client-site", true), ("vendor-office", false)].map(|(place, demands)| {
        json!({ "about": "place", "value": place, "demands": demands, "engagement": with, "work": work })
    });
    assert_eq!(*conflicts, expected, "{told}");
    assert_ne!(of(&work)["conflicts"], json!([]));
}

#[tokio::test]
async fn who_may_not_finds_nothing_or_is_refused() {
    let on = Sides::new().await;
    let work = on.settle(watch()).await;
    let caller = |guest: &Guest| on.world.caller(guest, &ALL);
    let employee = caller(&on.world.member(&on.people[0], Role::Employee));
    let reader = caller(&on.world.member(&on.people[0], Role::Reader));
    let editor = caller(&on.world.member(&on.people[0], Role::Editor));
    let third = caller(&on.world.another(&on.people[0]));
    let acts = [
        (
            "/works".to_owned(),
            json!({ "from": "2026-11-01", "conditions": watch() }),
        ),
        (format!("/works/{work}/confirm"), json!({ "seq": 4 })),
        (format!("/works/{work}/end"), json!({ "on": "2026-11-20" })),
        ("/gates".to_owned(), json!({ "gate": "rfp" })),
    ];
    for (path, body) in &acts {
        let told = on.tell(&third, path, body.clone()).await;
        assert_eq!((told.status, told.code()), (404, "absent"), "{path}");
        for who in [&employee, &reader] {
            let told = on.tell(who, path, body.clone()).await;
            assert_eq!((told.status, told.code()), (403, "not-permitted"), "{path}");
        }
        let told = on.tell(&editor, path, body.clone()).await;
        assert_eq!(
            told.status,
            if path == "/works" { 201 } else { 403 },
            "{path}"
        );
    }
    for (who, works, conditions) in [
        (&employee, 404, 200),
        (&reader, 200, 200),
        (&third, 404, 404),
    ] {
        assert_eq!(on.see(who, "/works").await.status, works);
        assert_eq!(on.see(who, "/conditions").await.status, conditions);
    }
    let hidden = on.see(&third, "/works").await;
    let absent = third.at(&format!("/engagements/{}/works", "7".repeat(26)));
    let absent = on.world.ask(&third, &absent).await;
    assert_eq!(hidden.answer.bytes, absent.answer.bytes);
    let own = on.world.ask(&third, &third.at("/conditions")).await;
    assert_eq!((own.status, &own.json["rows"]), (200, &json!([])));
}
