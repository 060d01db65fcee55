//! The commands of engagements on a running server: what they show and record, and what they refuse.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod run;
mod served;
mod world;

use serde_json::Value;
use world::World;

const ITEM: &str = "require.telework.permission";

fn opened(world: &World, token: &str, title: &str) -> String {
    let open = [
        "engagement",
        "open",
        "--as",
        "client",
        "--partner",
        "東西システム",
    ];
    let more = [
        "--title",
        title,
        "--work",
        "maintenance",
        "--first-day",
        "令和8年4月1日",
    ];
    let link = ["--link", "--days", "20", "--json"];
    let done = world.run(token, &[&open[..], &more, &link].concat()).json();
    assert!(
        done["links"][0]["link"]
            .as_str()
            .unwrap()
            .contains("/side#")
    );
    done["links"][0]["engagement"].as_str().unwrap().to_owned()
}

fn show(world: &World, token: &str, id: &str) -> Value {
    world
        .run(token, &["engagement", "show", id, "--json"])
        .json()
}

#[test]
fn texts_are_proposed_shown_and_taken_back() {
    let world = World::new();
    let token = world.token(&["read", "state", "engagements"]);
    let id = opened(&world, &token, "基幹系の保守");
    let act = |arguments: &[&str]| {
        let ended = world.run(&token, &[&["--lang", "en"], arguments].concat());
        assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.errors);
        ended.out
    };
    let propose = ["term", "propose", &id, ITEM, "--wording"];
    let more = [
        "--why",
        "紛失があった",
        "--from",
        "2026-04-01",
        "--flow-down",
    ];
    act(&[&propose[..], &["会社の端末だけを使う。"], &more].concat());
    let twice = [&propose[..], &["別の文言"]].concat();
    world.refused(&token, &twice, 1, "[proposal-open]");
    let listed = act(&["term", "list", &id]);
    assert!(
        listed.contains("会社の端末だけを使う。") && listed.contains(ITEM),
        "{listed}"
    );
    let seen = world
        .run(&token, &["term", "show", &id, ITEM, "--json"])
        .json();
    let line = seen["open"].to_string();
    act(&["term", "cost", &id, ITEM, "settled", "--payer", "client"]);
    world.refused(&token, &["term", "drop", &id, ITEM, "999"], 1, "[no-hash]");
    act(&["term", "drop", &id, ITEM, &line, "--note", "改めて"]);
    let shown = act(&["term", "show", &id, ITEM]);
    assert!(shown.contains("withdrawn"), "{shown}");
    let nothing = act(&["term", "show", &id, "require.byod"]);
    assert!(nothing.contains("Nothing was put forward"), "{nothing}");
}

#[test]
fn work_passed_on_is_ruled_and_what_is_the_other_sides_is_refused() {
    let world = World::new();
    let token = world.token(&["read", "state", "engagements"]);
    let (id, below) = (
        opened(&world, &token, "基幹系の保守"),
        opened(&world, &token, "監視"),
    );
    let act = |arguments: &[&str]| {
        let ended = world.run(&token, &[&["--lang", "en"], arguments].concat());
        assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.errors);
        ended.out
    };
    act(&["chain", "rule", &id, "prior-consent"]);
    let shown = act(&["chain", "show", &id]);
    assert!(shown.contains("with prior consent"), "{shown}");
    let ask = [
        "chain",
        "ask",
        &id,
        "--purpose",
        "監視",
        "--subcontractor",
        "南北",
    ];
    world.refused(&token, &ask, 1, "[other-side]");
    let nowhere = "0".repeat(26);
    world.refused(
        &token,
        &["chain", "decide", &id, &nowhere, "yes"],
        1,
        "[no-such-subcontract]",
    );
    world.refused(
        &token,
        &["chain", "end", &id, &nowhere, "--on", "2026-04-01"],
        1,
        "[other-side]",
    );
    world.refused(
        &token,
        &["chain", "connect", &id, &below, "--shown", "named"],
        1,
        "[absent]",
    );
    world.refused(&token, &["chain", "disconnect", &id, &below], 1, "[absent]");
}

#[test]
fn an_engagement_from_its_opening_to_its_end() {
    let world = World::new();
    let token = world.token(&["read", "state", "engagements"]);
    let id = opened(&world, &token, "基幹系の保守");
    let act = |arguments: &[&str]| {
        let ended = world.run(
            &token,
            &[&["--lang", "en", "engagement"], arguments].concat(),
        );
        assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.errors);
        ended.out
    };
    act(&[
        "describe",
        &id,
        "--last-day",
        "2027-03-31",
        "--personal-data",
        "yes",
    ]);
    let seen = show(&world, &token, &id);
    assert_eq!(
        seen["described"]["from"], "2026-04-01",
        "what is not given stays"
    );
    assert_eq!(seen["described"]["personal_data"], true);
    act(&["state", &id, ITEM, "held-agreed", "--from", "2026-04-01"]);
    act(&["state", &id, ITEM, "no-plan", "--heard", "--note", "用紙"]);
    act(&["dispute", &id, ITEM, "--note", "範囲"]);
    let shown = act(&["show", &id]);
    for text in ["基幹系の保守", "東西システム", "Held agreed", "disputed"] {
        assert!(shown.contains(text), "{text}: {shown}");
    }
    act(&["dispute", &id, ITEM, "--settled"]);
    let link = act(&["link", &id, "--verb", "state", "--item", ITEM]);
    assert!(link.contains("/side#"), "{link}");
    let links = show(&world, &token, &id)["links"].clone();
    act(&["revoke", &id, links[0]["link"].as_str().unwrap()]);
    let list = act(&["list", "--search", "東西"]);
    assert!(
        list.contains("基幹系の保守") && list.contains(&id),
        "{list}"
    );
    let csv = act(&["list", "--csv"]);
    assert!(
        csv.starts_with('\u{feff}') && csv.contains("東西システム"),
        "{csv}"
    );
    let past = world.run(
        &token,
        &["engagement", "list", "--at", "2001-01-01", "--json"],
    );
    assert_eq!(past.json()["engagements"].as_array().unwrap().len(), 0);
    act(&["end", &id, "--on", "2026-10-31"]);
    world.refused(
        &token,
        &["engagement", "end", &id, "--on", "2026-10-31"],
        1,
        "[closed]",
    );
}

#[test]
fn several_are_asked_at_once_and_views_come_from_a_table() {
    let world = World::new();
    let token = world.token(&["read", "state", "engagements"]);
    let (one, other) = (
        opened(&world, &token, "保守"),
        opened(&world, &token, "開発"),
    );
    let ask = [
        "engagement",
        "ask",
        &one,
        &other,
        "--verb",
        "state",
        "--item",
        ITEM,
    ];
    let asked = world.run(&token, &[&ask[..], &["--json"]].concat()).json();
    assert_eq!(asked["links"].as_array().unwrap().len(), 2);
    let table = format!(
        "項目番号,状態,いつから,メモ・理由\n{ITEM},held-agreed,令和8年4月1日,\nrequire.telework.place,no-plan,2026-04-01,'=未定\n"
    );
    world.write("views.csv", table.as_bytes());
    let all = |file: &str, more: &[&str]| {
        let arguments = ["engagement", "state-all", &one, file, "--json"];
        world.run(&token, &[&arguments[..], more].concat()).json()
    };
    assert_eq!(all("views.csv", &["--check"])["recorded"], Value::Null);
    assert_eq!(
        all("views.csv", &[])["recorded"].as_array().unwrap().len(),
        2
    );
    assert_eq!(all("views.csv", &[])["unchanged"], 2);
    world.write(
        "bad.csv",
        b"item,value,from,note\nrequire.telework.place,in-force,2026-04-01,\n",
    );
    let bad = ["engagement", "state-all", &one, "bad.csv"];
    world.refused(&token, &bad, 1, "[statement-no-value]");
}

#[test]
fn whoever_may_not_is_refused_and_what_is_not_theirs_is_not_there() {
    let world = World::new();
    let all = world.token(&["read", "state", "engagements"]);
    let id = opened(&world, &all, "保守");
    let read = world.token(&["read"]);
    let unknown = "7".repeat(26);
    world.refused(
        &read,
        &["engagement", "end", &id, "--on", "2026-03-31"],
        1,
        "[no-scope]",
    );
    world.refused(
        &read,
        &["engagement", "state", &id, ITEM, "no-plan"],
        1,
        "[no-scope]",
    );
    world.refused(&all, &["engagement", "show", &unknown], 1, "[absent]");
    world.refused(&all, &["engagement", "show", "../people"], 1, "[absent]");
    world.refused(
        &all,
        &["engagement", "ask", &id, &unknown, "--verb", "state"],
        1,
        "[absent]",
    );
    world.refused(
        &all,
        &["engagement", "state", &id, "rule.byod.lock", "no-plan"],
        1,
        "[no-requirement]",
    );
    world.refused(
        &all,
        &["engagement", "show", &id, "--at", "2001-01-01"],
        1,
        "[not-begun]",
    );
    world.refused(
        &all,
        &["engagement", "describe", &id, "--last-day", "moon"],
        1,
        "[no-day]",
    );
    assert_eq!(
        show(&world, &all, &id)["views"].as_array().unwrap().len(),
        0
    );
}

const VENDORS: &str = "相手,件名,相手の法人番号・LEI,契約の初日,業務の種類,契約番号\n\
    東西システム,基幹系の保守,７０００－０１２０－５０００２,令和8年4月1日,保守,K-1\n\
    﨑山ソフト,販売サイト,506700GE1G29325QX363,2026/5/1,開発,K-2\n";

#[test]
fn a_table_is_registered_whole_and_what_is_saved_brings_nothing_new() {
    let world = World::new();
    let token = world.token(&["read", "engagements"]);
    let (cp932, ..) = encoding_rs::SHIFT_JIS.encode(VENDORS);
    world.write("v.csv", &cp932);
    let import = |file: &str, more: &[&str]| {
        let all = [&["engagement", "import", file, "--json"], more].concat();
        world.run(&token, &all).json()
    };
    let tried = import("v.csv", &["--dry-run"]);
    assert_eq!(
        (tried["new"].as_array().unwrap().len(), &tried["recorded"]),
        (2, &Value::Null)
    );
    let done = import("v.csv", &["--link", "--out", "links.csv"]);
    assert_eq!(done["links"].as_array().unwrap().len(), 2);
    let links = std::fs::read_to_string(world.path().join("links.csv")).unwrap();
    assert!(
        links.contains("﨑山ソフト") && links.matches("/side#").count() == 2,
        "{links}"
    );
    assert_eq!(import("v.csv", &[])["known"], 2);
    for name in ["r.csv", "r.xlsx"] {
        for language in ["ja", "en"] {
            let save = ["--lang", language, "engagement", "register", "--out", name];
            assert_eq!(world.run(&token, &save).code, 0);
            let again = import(name, &["--dry-run"]);
            assert_eq!(
                (&again["known"], &again["new"]),
                (&2.into(), &Value::Array(vec![])),
                "{name}"
            );
        }
    }
    let told = world.run(&token, &["--lang", "ja", "engagement", "import", "v.csv"]);
    assert!(
        told.out
            .contains("2行目：基幹系の保守（東西システム）は登録済みです"),
        "{}",
        told.out
    );
    let dora = world.run(&token, &["--lang", "en", "engagement", "dora"]);
    assert_eq!(dora.code, 1, "one provider has no LEI");
    assert!(
        dora.out
            .contains("K-2,eba_TA:S02,506700GE1G29325QX363,LEI,1,,"),
        "{}",
        dora.out
    );
    assert!(dora.errors.contains("no LEI"), "{}", dora.errors);
}

#[test]
fn a_table_with_one_bad_row_registers_nothing() {
    let world = World::new();
    let token = world.token(&["read", "engagements"]);
    let bad = VENDORS.replace("506700GE1G29325QX363", "506700GE1G29325QX364");
    world.write("b.csv", bad.as_bytes());
    let import = ["engagement", "import", "b.csv"];
    world.refused(&token, &import, 1, "[register-bad-number]");
    world.refused(&token, &import, 1, "3");
    let read = world.token(&["read"]);
    world.write("v.csv", VENDORS.as_bytes());
    world.refused(&read, &["engagement", "import", "v.csv"], 1, "[no-scope]");
    let all = world
        .run(&token, &["engagement", "register", "--json"])
        .json();
    assert_eq!(all["engagements"].as_array().unwrap().len(), 0);
}
