//! Terms and work passed on for programs: proposed, countered, dropped, ruled, asked, decided and connected, never accepted.
#![allow(clippy::unwrap_used)]

mod people;
mod programs;
mod site;

use ledger::body::approval::{Before, RouteSet};
use ledger::body::house::Role;
use people::World;
use programs::{ALL, Caller, tell};
use serde_json::{Value, json};

const ITEM: &str = "require.telework.permission";

/// A server, two organisations on the sides of one engagement, each with a program, and the engagement's number.
async fn sides() -> (World, Caller, Caller, String) {
    let (world, client, vendor, page) = World::shared().await;
    let id = page.rsplit('/').next().unwrap().to_owned();
    let callers = (world.caller(&client, &ALL), world.caller(&vendor, &ALL));
    (world, callers.0, callers.1, id)
}

#[tokio::test]
async fn terms_are_proposed_countered_and_dropped_but_never_accepted_by_a_program() {
    let (world, client, vendor, id) = sides().await;
    let at = |rest: &str| format!("/engagements/{id}/terms{rest}");
    let text = |text: &str| json!({ "text": text, "from": "令和8年11月1日", "proof_months": 12, "flow_down": true });
    let propose = json!({ "item": ITEM, "wording": text("会社の端末だけを使う。") });
    let told = tell(&world, &client, &at(""), propose.clone()).await;
    assert_eq!(told.status, 201, "{}", told.json);
    let again = tell(&world, &client, &at(""), propose).await;
    assert_eq!((again.status, again.code()), (422, "proposal-open"));
    let seen = world.ask(&vendor, &vendor.at(&at(""))).await.json;
    let open = seen["terms"][0]["open"].clone();
    let counter =
        json!({ "item": ITEM, "answers": open, "wording": text("届け出た端末も使える。") });
    assert_eq!(tell(&world, &vendor, &at(""), counter).await.status, 201);
    let cost = json!({ "item": ITEM, "outcome": "settled", "payer": "client", "on": "2026-11-02", "note": "月額" });
    assert_eq!(tell(&world, &vendor, &at("/cost"), cost).await.status, 201);
    let seen = world.ask(&client, &client.at(&at(""))).await.json;
    let term = &seen["terms"][0];
    let proposals = &term["proposals"];
    assert_eq!(proposals[0]["stage"], "answered");
    assert_eq!(proposals[1]["wording"]["from"], "2026-11-01");
    assert_eq!(term["costs"][0]["note"], "月額");
    let drop = |hash: &Value| {
        let proposal = &proposals[1]["seq"];
        json!({ "item": ITEM, "proposal": proposal, "hash": hash, "reason": "費用が合わない" })
    };
    let other = tell(&world, &client, &at("/drop"), drop(&proposals[0]["hash"])).await;
    assert_eq!((other.status, other.code()), (422, "no-such-proposal"));
    let none = tell(&world, &client, &at("/drop"), drop(&json!("x"))).await;
    assert_eq!((none.status, none.code()), (422, "no-hash"));
    let told = tell(&world, &client, &at("/drop"), drop(&proposals[1]["hash"])).await;
    assert_eq!(told.status, 201, "{}", told.json);
    let seen = world.ask(&vendor, &vendor.at(&at(""))).await.json;
    assert_eq!(seen["terms"][0]["proposals"][1]["stage"], "declined");
    assert_eq!(seen["terms"][0]["proposals"][1]["reason"], "費用が合わない");
    let own = json!({ "item": "own.1", "wording": { "heading": "鍵の返却", "text": "返す。", "from": "2026-11-01" } });
    assert_eq!(
        tell(&world, &vendor, &at(""), own.clone()).await.status,
        201
    );
    let new = json!({ "item": "own.new", "wording": own["wording"] });
    assert_eq!(tell(&world, &vendor, &at(""), new).await.status, 201);
    let seen = world.ask(&client, &client.at(&at(""))).await.json;
    let codes = seen["terms"].as_array().unwrap();
    let codes: Vec<&str> = codes
        .iter()
        .filter_map(|one| one["item"].as_str())
        .collect();
    assert_eq!(
        codes[codes.len() - 2],
        "own.1",
        "as they came up: {codes:?}"
    );
    assert_eq!(codes[codes.len() - 1].len(), "own.".len() + 8);
    for (item, code) in [
        ("own.x", "no-requirement"),
        ("check.backup", "no-requirement"),
        ("own.2", "unfit-heading"),
    ] {
        let body = json!({ "item": item, "wording": text("文言") });
        let told = tell(&world, &client, &at(""), body).await;
        assert_eq!((told.status, told.code()), (422, code), "{item}");
    }
}

#[tokio::test]
async fn work_passed_on_is_ruled_asked_decided_and_connected() {
    let (world, client, vendor, id) = sides().await;
    let at = |rest: &str| format!("/engagements/{id}{rest}");
    let rule = json!({ "passing": "prior-consent" });
    let denied = tell(&world, &vendor, &at("/passing"), rule.clone()).await;
    assert_eq!((denied.status, denied.code()), (422, "other-side"));
    assert_eq!(
        tell(&world, &client, &at("/passing"), rule).await.status,
        201
    );
    let ask = json!({ "name": "南北サービス", "purpose": "夜間の監視", "from": "2026-11-01" });
    let told = tell(&world, &vendor, &at("/subcontracts"), ask).await;
    assert_eq!(told.status, 201, "{}", told.json);
    let seen = world.ask(&client, &client.at(&at("/below"))).await.json;
    let asked = &seen["subcontracts"][0];
    assert_eq!(
        (&asked["consents"], &asked["lacks_consent"]),
        (&Value::Null, &json!(true))
    );
    let of = asked["subcontract"].as_str().unwrap().to_owned();
    let decide = at(&format!("/subcontracts/{of}/decision"));
    let consent = json!({ "consents": true, "reason": "国内に限る" });
    assert_eq!(tell(&world, &client, &decide, consent).await.status, 201);
    let new = json!({ "engagements": [{ "side": "client", "partner": "東西システム", "title": "監視", "link": { "verbs": ["state"] } }] });
    let opened = tell(&world, &vendor, "/engagements", new).await;
    let below = opened.json["links"][0]["engagement"].clone();
    let connect =
        json!({ "engagement": below, "applies": true, "subcontract": of, "openness": "named" });
    let foreign = tell(&world, &client, &at("/below"), connect.clone()).await;
    assert_eq!(foreign.status, 404, "{}", foreign.json);
    let told = tell(&world, &vendor, &at("/below"), connect).await;
    assert_eq!(told.status, 201, "{}", told.json);
    let seen = world.ask(&client, &client.at(&at("/below"))).await.json;
    let row = &seen["below"][0];
    assert_eq!(
        (&row["rank"], &row["name"], &row["consents"]),
        (&json!(2), &json!("東西システム"), &json!(true))
    );
    assert_eq!(
        (&row["engagement"], &seen["more"]),
        (&Value::Null, &json!(false))
    );
    let end = at(&format!("/subcontracts/{of}/end"));
    assert_eq!(
        tell(&world, &vendor, &end, json!({ "on": "2026-11-19" }))
            .await
            .status,
        201
    );
    let before = client.at(&at("/below?at=2020-01-01"));
    assert_eq!(world.ask(&client, &before).await.status, 404);
}

#[tokio::test]
async fn programs_ask_and_decide_before_they_propose() {
    let (world, client, vendor, page) = World::shared().await;
    let id = page.rsplit('/').next().unwrap().to_owned();
    let editor = world.member(&client, Role::Editor);
    let route = RouteSet {
        name: "稟議".to_owned(),
        before: vec![Before::Propose],
        steps: vec![vec![client.person.unwrap()]],
        own: false,
    };
    world
        .store
        .set_route(&world.visitor(&client), route)
        .unwrap();
    let (asks, decides) = (world.caller(&editor, &ALL), world.caller(&client, &ALL));
    let across = world.caller(&vendor, &ALL);
    let terms = format!("/engagements/{id}/terms");
    let text = json!({ "item": ITEM, "wording": { "text": "届け出る。", "from": "2026-11-01" } });
    let early = tell(&world, &asks, &terms, text.clone()).await;
    assert_eq!((early.status, early.code()), (422, "not-approved"));
    let approvals = format!("/engagements/{id}/approvals");
    let none = tell(&world, &asks, &approvals, json!({ "reason": "x" })).await;
    assert_eq!((none.status, none.code()), (422, "not-one-wanted"));
    let ask = json!({ "propose": text, "reason": "問合せが続いた" });
    let told = tell(&world, &asks, &approvals, ask).await;
    assert_eq!(told.status, 201, "{}", told.json);
    let seen = world.ask(&decides, &decides.at("/approvals")).await.json;
    let one = &seen["requests"][0];
    assert_eq!(
        (&one["stage"], &one["step"]),
        (&json!("waiting"), &json!(0))
    );
    assert_eq!(one["wording"]["text"], "届け出る。");
    assert_eq!(one["reason"], "問合せが続いた");
    assert_eq!(one["steps"][0][0]["name"], "一郎");
    let judge = format!("/approvals/{}/decision", one["request"]);
    let yes = json!({ "step": 0, "approves": true });
    let own = tell(&world, &asks, &judge, yes.clone()).await;
    assert_eq!((own.status, own.code()), (403, "not-approver"));
    let other = tell(&world, &across, &judge, yes.clone()).await;
    assert_eq!((other.status, other.code()), (422, "no-such-approval"));
    let blank = json!({ "step": 0, "approves": false });
    let blank = tell(&world, &decides, &judge, blank).await;
    assert_eq!((blank.status, blank.code()), (422, "no-remark"));
    let told = tell(&world, &decides, &judge, yes).await;
    assert_eq!(told.status, 201, "{}", told.json);
    let sent = tell(&world, &asks, &terms, text.clone()).await;
    assert_eq!(sent.status, 201, "{}", sent.json);
    let seen = world.ask(&asks, &asks.at("/approvals")).await.json;
    assert_eq!(seen["requests"][0]["stage"], "used");
    let back = format!("/approvals/{}/withdraw", seen["requests"][0]["request"]);
    let back = tell(&world, &asks, &back, json!({})).await;
    assert_eq!((back.status, back.code()), (422, "no-such-approval"));
    let theirs = world.ask(&across, &across.at("/approvals")).await.json;
    assert_eq!(theirs["requests"], json!([]));
}
