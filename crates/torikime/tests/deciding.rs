//! The commands of approval, of the own list of items and of days on a running server: what they record and show, and what they refuse.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod run;
mod served;
mod world;

use world::World;

const ITEM: &str = "require.byod.permission";

fn act(world: &World, token: &str, arguments: &[&str]) -> String {
    let ended = world.run(token, &[&["--lang", "en"], arguments].concat());
    assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.errors);
    ended.out
}

/// An engagement whose other side has not come.
fn opened(world: &World, token: &str) -> String {
    let open = ["engagement", "open", "--as", "client", "--title", "保守"];
    let more = ["--partner", "東西システム", "--last-day", "2031-03-31"];
    let done = world.run(token, &[&open[..], &more, &["--json"]].concat());
    let done = done.json();
    let ledger = done["recorded"][0]["ledger"].as_str().unwrap();
    ledger.strip_prefix("shared-").unwrap().to_owned()
}

/// A route in which the owner approves everything, their own requests too.
fn routed(world: &World, token: &str) {
    let people = world.run(token, &["user", "list", "--json"]).json();
    let owner = people["people"][0]["person"].as_str().unwrap().to_owned();
    let fields = [
        ("name", "稟議"),
        ("before", "propose"),
        ("step0", owner.as_str()),
        ("own", "1"),
    ];
    let set = world
        .server
        .post(&world.owner, "/o/approvals/route", &fields);
    assert_eq!(set.status, 303, "{}", set.text);
}

#[test]
fn a_proposal_is_approved_before_it_is_sent() {
    let world = World::new();
    let token = world.token(&["read", "engagements"]);
    let id = opened(&world, &token);
    routed(&world, &token);
    let act = |arguments: &[&str]| act(&world, &token, arguments);
    let text = [ITEM, "--wording", "登録した端末だけを使う。"];
    let day = ["--from", "2026-04-01"];
    let propose = [&["term", "propose", &id], &text[..], &day].concat();
    world.refused(&token, &propose, 1, "[not-approved]");
    let reason = ["--reason", "紛失が2件あった"];
    let ask = [&["approval", "propose", &id], &text[..], &day, &reason].concat();
    act(&ask);
    let seen = world.run(&token, &["approval", "list", "--json"]).json();
    let line = seen["requests"][0]["request"].to_string();
    let shown = act(&["approval", "list"]);
    for part in [
        "稟議",
        "山田 花子",
        "登録した端末だけを使う。",
        "紛失が2件あった",
        &line,
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    world.refused(
        &token,
        &["approval", "agree", "999"],
        1,
        "[no-such-approval]",
    );
    act(&["approval", "return", &line, "--note", "期限を入れる"]);
    world.refused(
        &token,
        &["approval", "agree", &line],
        1,
        "[no-such-approval]",
    );
    act(&ask);
    let seen = world.run(&token, &["approval", "list", "--json"]).json();
    let line = seen["requests"][0]["request"].to_string();
    act(&["approval", "agree", &line]);
    world.refused(
        &token,
        &["approval", "withdraw", "999"],
        1,
        "[no-such-approval]",
    );
    act(&propose);
    let none = ["approval", "accept", &id, ITEM, "999"];
    let ended = world.run(&token, &none);
    assert_ne!(ended.code, 0, "{}", ended.out);
    let reader = world.token(&["read"]);
    world.refused(&reader, &ask, 1, "[no-scope]");
}

#[test]
fn the_own_list_is_set_imported_and_dropped() {
    let world = World::new();
    let token = world.token(&["read", "state"]);
    let act = |arguments: &[&str]| act(&world, &token, arguments);
    let set = [
        "item",
        "set",
        "３-２",
        "--name",
        "端末の登録",
        "--flow-down",
    ];
    act(&[&set[..], &["--wording", "登録した端末だけを使う。"]].concat());
    let table = "番号,項目名,求める理由\n3-2,端末の登録,紛失があった\n3-10,廃棄,\n";
    world.write("items.csv", table.as_bytes());
    let tried = act(&["item", "import", "items.csv", "--dry-run"]);
    assert!(tried.contains("Nothing was recorded."), "{tried}");
    let taken = act(&["item", "import", "items.csv"]);
    assert!(taken.contains("Recorded in the list."), "{taken}");
    let again = act(&["item", "import", "items.csv"]);
    assert!(again.contains("Nothing was recorded."), "{again}");
    let shown = act(&["item", "list"]);
    let places = ["3-2", "登録した端末だけを使う。", "3-10"].map(|part| shown.find(part));
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{shown}"
    );
    let saved = act(&["item", "list", "--csv"]);
    world.write("again.csv", saved.as_bytes());
    assert!(act(&["item", "import", "again.csv"]).contains("Nothing was recorded."));
    world.write("twice.csv", "番号,項目名\n1,一\n１,二\n".as_bytes());
    world.refused(&token, &["item", "import", "twice.csv"], 1, "[items-twice]");
    world.write("broken.csv", b"\xff\xfe\xff");
    let broken = world.run(&token, &["item", "import", "broken.csv"]);
    assert_ne!(broken.code, 0);
    act(&["item", "drop", "3-2", "3-10"]);
    let none = world.run(&token, &["item", "list", "--json"]).json();
    assert_eq!(none["items"], serde_json::json!([]));
    world.refused(&token, &["item", "drop", "3-2"], 1, "[unfit-list]");
    let reader = world.token(&["read"]);
    world.refused(&reader, &set, 1, "[no-scope]");
}

#[test]
fn the_calendar_lists_days_in_order() {
    let world = World::new();
    let token = world.token(&["read", "engagements"]);
    let id = opened(&world, &token);
    let shown = act(&world, &token, &["calendar"]);
    for part in ["2031-03-31", "保守", &id] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let csv = act(&world, &token, &["calendar", "--csv"]);
    assert_eq!(csv.lines().count(), 2, "{csv}");
    let none = ["calendar", "--at", "2001-01-01", "--csv"];
    assert_eq!(act(&world, &token, &none).lines().count(), 1);
    let blind = world.token(&["state"]);
    world.refused(&blind, &["calendar"], 1, "[no-scope]");
}
