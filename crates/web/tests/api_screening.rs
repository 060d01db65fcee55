//! Screenings for programs: opened with a link, adjusted, decided; done once; and who finds nothing.
#![allow(clippy::unwrap_used)]

mod people;
mod programs;
mod site;

use ledger::body::house::{Role, Scope};
use people::World;
use programs::{ALL, tell};
use serde_json::{Value, json};

fn new() -> Value {
    json!({
        "candidate": "vendor", "name": "東西システム", "work": "保守",
        "contact": "山田", "due": "R8.12.20",
        "expects": { "secrets": "no", "delay": "not-known", "access": "no" },
        "link_days": 14,
    })
}

#[tokio::test]
async fn a_screening_is_opened_adjusted_and_decided() {
    let world = World::bare();
    let owner = world.founded();
    let program = world.caller(&owner, &ALL);
    let told = world
        .tell(&program, &program.at("/screenings"), "once", new())
        .await;
    assert_eq!(told.status, 201, "{}", told.json);
    let link = told.json["link"].as_str().unwrap().to_owned();
    assert!(link.contains("/screening#"), "{link}");
    let again = world
        .tell(&program, &program.at("/screenings"), "once", new())
        .await;
    let seq = told.json["recorded"][0]["seq"].clone();
    assert_eq!(again.json["recorded"][0]["seq"], seq, "done once");
    assert!(again.json["link"].is_null(), "and shown once");
    let at = format!("/screenings/{seq}");
    let seen = world.ask(&program, &program.at(&at)).await.json;
    assert_eq!(
        (&seen["star"], &seen["because"]),
        (&Value::Null, &json!(["delay"]))
    );
    assert_eq!(
        (seen["asked"].as_u64(), seen["gaps"].as_u64()),
        (Some(9), Some(9))
    );
    assert_eq!(seen["concerns"][0]["items"].as_array().unwrap().len(), 2);
    let expects = json!({ "secrets": "yes", "delay": "no", "access": "no" });
    let adjust = json!({ "due": "2026-12-25", "expects": expects });
    let told = tell(&world, &program, &format!("{at}/expectation"), adjust).await;
    assert_eq!(told.status, 201, "{}", told.json);
    let list = world.ask(&program, &program.at("/screenings")).await.json;
    assert_eq!(list["screenings"][0]["star"], "4");
    let given = tell(&world, &program, &format!("{at}/links"), json!({})).await;
    assert_eq!(given.status, 201, "{}", given.json);
    assert!(given.json["link"].as_str().is_some_and(|new| new != link));
    let seen = world.ask(&program, &program.at(&at)).await.json;
    let live = seen["links"].as_array().unwrap().iter();
    let live = live.filter(|one| one["revoked"] == false).count();
    assert_eq!((live, seen["links"].as_array().unwrap().len()), (1, 2));
    let without = json!({ "outcome": "go-on", "reason": " " });
    let refused = tell(&world, &program, &format!("{at}/decision"), without).await;
    assert_eq!((refused.status, refused.code()), (422, "no-reason"));
    let decided = json!({ "outcome": "go-on", "reason": "足りる" });
    let told = tell(&world, &program, &format!("{at}/decision"), decided).await;
    assert_eq!(told.status, 201, "{}", told.json);
    let late = tell(&world, &program, &format!("{at}/links"), json!({})).await;
    assert_eq!((late.status, late.code()), (422, "screening-over"));
}

#[tokio::test]
async fn who_has_no_part_in_it_finds_nothing() {
    let world = World::bare();
    let owner = world.founded();
    let program = world.caller(&owner, &ALL);
    let told = tell(&world, &program, "/screenings", new()).await;
    let at = format!("/screenings/{}", told.json["recorded"][0]["seq"]);
    let other = world.caller(&world.another(&owner), &ALL);
    let employee = world.caller(&world.member(&owner, Role::Employee), &ALL);
    let missing = world.ask(&program, &program.at("/screenings/9999")).await;
    for blind in [&other, &employee] {
        let seen = world.ask(blind, &blind.at(&at)).await;
        assert_eq!((seen.status, &seen.json), (404, &missing.json));
    }
    let reads = world.caller(&owner, &[Scope::Read]);
    let refused = tell(&world, &reads, "/screenings", new()).await;
    assert_eq!((refused.status, refused.code()), (403, "no-scope"));
    let editor = world.caller(&world.member(&owner, Role::Editor), &ALL);
    assert_eq!(world.ask(&editor, &editor.at(&at)).await.status, 200);
    let refused = tell(&world, &editor, "/screenings", new()).await;
    assert_eq!((refused.status, refused.code()), (403, "not-permitted"));
    for days in [0, 91] {
        let body = json!({ "days": days });
        let told = tell(&world, &program, &format!("{at}/links"), body).await;
        assert_eq!((told.status, told.code()), (422, "no-days"));
    }
}
